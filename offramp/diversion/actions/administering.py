"""Whoever has a young person's case writes it: one rule for all of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.access.enums import MeasuresCategory, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.diversion import queries, rules
from offramp.diversion.models import Measure
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor
from offramp.kernel.reading import not_shown
from offramp.kernel.turns import one_at_a_time


def administered(
    *, measure: UUID, category: MeasuresCategory, by: Actor, at: datetime, may_have_ended: bool = False
) -> Measure:
    """Return a record for whoever has its case and writes this category; refuse everybody else.

    Who opened it for another purpose reads it, and writes nothing. Until the transaction ends, others who write wait.
    """
    require(by, Permission.MEASURE_ADMINISTER)
    one_at_a_time(what="diversion", about=measure)
    if not queries.has_case(by, measure):
        raise NotPermitted(_("You do not have this case."), ask=_("Ask whoever has it to hand it on to you."))
    require(by, Permission.MEASURE_ADMINISTER, subject=measure, category=category, at=at)
    if not may_have_ended:
        rules.check_not_ended(queries.outcome_of(measure))
    return Measure.objects.get(pk=measure)


def check_willing(*, measure: UUID, at: datetime, to_items: bool = False) -> None:
    """Refuse to go on where not all who are asked agree to the program; to_items: and to what is in the agreement."""
    with not_shown("read to decide whether all agree"):
        told = queries.facts_of([measure], at=at)[measure]
        rules.check_willing(all_agree=told.all_agree_to_items if to_items else told.all_agree)


def own(*, held: Measure, by: Actor, at: datetime) -> dict[str, Any]:
    """Return what each row about a record starts with: of which, by whom, when."""
    return {"measure": held, "by_id": by.user, "at": at}


def noted(*, verb: str, held: Measure, subject: UUID, by: Actor, at: datetime, fields: tuple[str, ...] = ()) -> None:
    """Write the audit row of something done in a case."""
    audit.record(verb=f"measures.{verb}", by=by, at=at, subject=subject, about=held.pk, fields=fields)
