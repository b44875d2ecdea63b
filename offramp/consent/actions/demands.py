"""Keep the register of legal demands: what came, what was decided, what was given, when it was done with."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.consent import rules
from offramp.consent.actions.disclosing import write_down
from offramp.consent.enums import Authority, DemandKind, Verdict
from offramp.consent.models import Decision, Demand, DemandClosure, Disclosure
from offramp.consent.rules import DemandTerms, DisclosureTerms
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor


@transaction.atomic
def record_demand(*, terms: DemandTerms, by: Actor, at: datetime) -> Demand:
    """Write down a legal demand. It opens nothing of whom it is about to anybody."""
    require(by, Permission.DEMAND_KEEP)
    rules.check_demand(terms, at=at)
    demand = Demand.objects.create(
        unit_id=by.home,
        kind=terms.kind,
        sender=terms.sender.strip(),
        reference=terms.reference.strip(),
        person_id=terms.person,
        received_on=terms.received_on,
        due_on=terms.due_on,
        decider=terms.decider.strip(),
        recorded_at=at,
        recorded_by_id=by.user,
    )
    audit.record(verb="demand.recorded", by=by, at=at, subject=demand.pk, about=terms.person)
    return demand


@transaction.atomic
def decide_demand(*, demand: UUID, verdict: Verdict, words: str, by: Actor, at: datetime) -> Decision:
    """Write down what its decider decided, and why."""
    held = _held(demand, by)
    decided = Decision.objects.filter(demand=held).first()
    rules.check_can_decide(decided_at=decided.at if decided else None, closed_at=_closed_at(held), words=words)
    decision = Decision.objects.create(
        demand=held, unit_id=held.unit_id, verdict=verdict, words=words.strip(), at=at, by_id=by.user
    )
    audit.record(verb="demand.decided", by=by, at=at, subject=held.pk, about=held.person_id, fields=["verdict"])
    return decision


@transaction.atomic
def give_on_demand(
    *, demand: UUID, categories: Iterable[Category], words: str, given_at: datetime, by: Actor, at: datetime
) -> Disclosure:
    """Write into the ledger what was given on a demand that was decided so. To whom is who sent it."""
    held = _held(demand, by)
    decided = Decision.objects.filter(demand=held).first()
    verdict = decided.verdict if decided else ""
    person = rules.whom_to_give_of(verdict, person=held.person_id, closed_at=_closed_at(held))
    said = DisclosureTerms(
        categories=list(categories),
        recipient=held.sender,
        authority=Authority.STATUTE if held.kind == DemandKind.CHILD_REPORT else Authority.ORDER,
        words=words,
        told_at=given_at,
    )
    return write_down(person=person, terms=said, by_way_of=held.pk, by=by, at=at)


@transaction.atomic
def close_demand(*, demand: UUID, by: Actor, at: datetime) -> DemandClosure:
    """Say that a demand was answered and is done with."""
    held = _held(demand, by)
    is_decided = Decision.objects.filter(demand=held).exists()
    rules.check_can_close(is_decided=is_decided, closed_at=_closed_at(held))
    closure = DemandClosure.objects.create(demand=held, unit_id=held.unit_id, at=at, by_id=by.user)
    audit.record(verb="demand.closed", by=by, at=at, subject=held.pk, about=held.person_id)
    return closure


def _held(demand: UUID, by: Actor) -> Demand:
    """Lock a demand, so that two who decide have one order."""
    require(by, Permission.DEMAND_KEEP)
    held = Demand.objects.select_for_update().filter(pk=demand, unit=by.home).first()
    if held is None:
        raise NotPermitted(_("This demand is not in your register."))
    return held


def _closed_at(held: Demand) -> datetime | None:
    return DemandClosure.objects.filter(demand=held).values_list("at", flat=True).first()
