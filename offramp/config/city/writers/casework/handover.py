"""The hand-over to a long-term program, and how it goes afterwards."""

from datetime import datetime, timedelta
from uuid import UUID

from offramp.casework.enums import FOLLOW_UP_DAYS, CheckIn, Phase
from offramp.casework.models import Case, FollowUp, Transition
from offramp.casework.rules import is_before
from offramp.config.city.city import City
from offramp.config.city.moments import day_of
from offramp.config.city.writers.casework.cases import enter_phase, seats_in_force
from offramp.directory.models import Service
from offramp.kernel.identity import Actor


def hand_over(city: City, *, case: UUID, service: UUID, by: Actor, at: datetime) -> UUID:
    """Write that the hand-over to a program began."""
    row, program = city.book.get(Case, case), city.book.get(Service, service)
    transition = city.book.add(
        Transition(
            pk=city.book.id_at(at),
            person_id=row.person_id,
            unit_id=city.unit,
            category=program.reveals,
            case=row,
            service=program,
            at=at,
            by_id=by.user,
        )
    )
    fields = ["service"]
    city.book.record("casework.handed_over", by, at, subject=transition.pk, about=row.person_id, fields=fields)
    _go_on_to(city, row, Phase.TRANSITION, by, at)
    return transition.pk


def note_first_kept(city: City, *, transition: UUID, kept_at: datetime, by: Actor, at: datetime) -> UUID:
    """Write that the first appointment was kept, and promise to ask how it goes."""
    kept = city.book.get(Transition, transition)
    case = city.book.get(Case, kept.case_id)
    kept.first_kept_at, kept.first_kept_noted_by_id = kept_at, by.user
    fields = ["first_kept_at"]
    city.book.record("casework.first_kept", by, at, subject=transition, about=kept.person_id, fields=fields)
    leads = next((row.user_id for row in seats_in_force(city, case.person_id) if row.is_lead), by.user)
    for day in FOLLOW_UP_DAYS:
        follow_up = FollowUp(
            pk=city.book.id_at(at),
            person_id=case.person_id,
            unit_id=city.unit,
            case=case,
            day=day,
            due_on=day_of(kept_at) + timedelta(days=day),
            promised_by_id=leads,
        )
        city.along["follow_up", case.pk, day] = city.book.add(follow_up).pk
    _go_on_to(city, case, Phase.FOLLOW_UP, by, at)
    return transition


def finish_follow_up(city: City, *, follow_up: UUID, found: CheckIn, by: Actor, at: datetime) -> UUID:
    """Write how somebody is doing so many days after the hand-over."""
    row = city.book.get(FollowUp, follow_up)
    row.found, row.done_at, row.done_by_id = found, at, by.user
    city.book.record("casework.followed_up", by, at, subject=follow_up, about=row.person_id, fields=["found"])
    return follow_up


def _go_on_to(city: City, case: Case, phase: Phase, by: Actor, at: datetime) -> None:
    if is_before(city.phases[case.pk], phase):
        enter_phase(city, case, phase, by, at)
        city.book.record("casework.phase_entered", by, at, subject=case.pk, about=case.person_id, fields=["phase"])
