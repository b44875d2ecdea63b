"""Hand over to a long-term program, warmly, and ask afterwards how it goes."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.casework import queries, rules
from offramp.casework.actions.cases import enter_phase, held_open_case
from offramp.casework.actions.holding import held
from offramp.casework.enums import FOLLOW_UP_DAYS, CheckIn, Phase
from offramp.casework.models import Case, FollowUp, Transition
from offramp.directory.queries import long_term_programs
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor


@transaction.atomic
def hand_over(*, case: UUID, service: UUID, by: Actor, at: datetime) -> Transition:
    """Begin the hand-over to a long-term program. It is health where the program's name tells of health.

    A case that was being stabilised enters transition with it.
    """
    handing = held_open_case(case=case, permission=Permission.CASE_MOVE, by=by, at=at)
    program = long_term_programs(localdate(at)).filter(pk=service).first()
    if program is None:
        raise Refused(_("That is no long-term program offered now."), ask=_("Choose another."), field="service")
    category = Category(program.reveals)
    require(by, Permission.CASE_MOVE, subject=handing.person_id, unit=handing.unit_id, category=category, at=at)
    transition = Transition.objects.create(
        person_id=handing.person_id,
        unit_id=handing.unit_id,
        category=category,
        case=handing,
        service=program,
        at=at,
        by_id=by.user,
    )
    audit.record(
        verb="casework.handed_over", by=by, at=at, subject=transition.pk, about=handing.person_id, fields=["service"]
    )
    _go_on_to(handing, Phase.TRANSITION, by, at)
    return transition


@transaction.atomic
def note_first_kept(*, transition: UUID, kept_at: datetime, by: Actor, at: datetime) -> Transition:
    """Note that the first appointment at the program was kept: the hand-over is done, and follow-up begins.

    Somebody asks how it goes 30, 60, 90 and 180 days later: whoever leads the care team, else the actor.
    """
    kept = held(model=Transition, pk=transition)
    case = held_open_case(case=kept.case_id, permission=Permission.CASE_MOVE, by=by, at=at)
    rules.check_kept(kept_before=kept.first_kept_at, kept_at=kept_at, at=at)
    kept.first_kept_at, kept.first_kept_noted_by_id = kept_at, by.user
    kept.save(update_fields=["first_kept_at", "first_kept_noted_by"])
    audit.record(
        verb="casework.first_kept", by=by, at=at, subject=transition, about=kept.person_id, fields=["first_kept_at"]
    )
    _promise_follow_ups(case, kept_at, by)
    _go_on_to(case, Phase.FOLLOW_UP, by, at)
    return kept


def _promise_follow_ups(case: Case, kept_at: datetime, by: Actor) -> None:
    leads = queries.seats_in_force(case.person_id).filter(is_lead=True).first()
    begins = localdate(kept_at)
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                person_id=case.person_id,
                unit_id=case.unit_id,
                case=case,
                day=day,
                due_on=begins + timedelta(days=day),
                promised_by_id=leads.user_id if leads else by.user,
            )
            for day in FOLLOW_UP_DAYS
        ],
        ignore_conflicts=True,  # a second program of the same case is followed up with the first
    )


def _go_on_to(case: Case, phase: Phase, by: Actor, at: datetime) -> None:
    if rules.is_before(queries.phase_now(case.pk), phase):
        enter_phase(case=case, phase=phase, by=by, at=at)
        audit.record(
            verb="casework.phase_entered", by=by, at=at, subject=case.pk, about=case.person_id, fields=["phase"]
        )


@transaction.atomic
def finish_follow_up(*, follow_up: UUID, found: CheckIn, by: Actor, at: datetime) -> FollowUp:
    """Say how somebody is doing, so many days after the hand-over."""
    asked = held(model=FollowUp, pk=follow_up)
    require(by, Permission.CASE_PLAN, subject=asked.person_id, unit=asked.unit_id, category=Category.PLAN, at=at)
    rules.check_goes_on(asked.done_at, what=_("Somebody asked already."))
    asked.found, asked.done_at, asked.done_by_id = found, at, by.user
    asked.save(update_fields=["found", "done_at", "done_by"])
    audit.record(verb="casework.followed_up", by=by, at=at, subject=follow_up, about=asked.person_id, fields=["found"])
    return asked
