"""Seat users on a person's care team, and end their seats. A seat founds the grant that opens the person to them.

A navigator lead's seat is another matter: see `cover`.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category, Operation, Permission, Role
from offramp.access.queries import bases_of, require
from offramp.audit import actions as audit
from offramp.casework import queries, rules
from offramp.casework.actions.holding import held
from offramp.casework.models import Seat
from offramp.consent.actions import extend_to_officer, hold_who_sees, withhold_from_officer
from offramp.kernel.identity import Actor
from offramp.kernel.ids import new_id


def take_seat(*, person: UUID, reason: str, is_lead: bool = False, by: Actor, at: datetime) -> Seat:
    """Seat oneself: whoever triages the person, or the supervisor."""
    require(by, Permission.CARE_TEAM_CHANGE)
    return seat(person=person, user=by.user, reason=reason, is_lead=is_lead, by=by, at=at)


@transaction.atomic
def seat(*, person: UUID, user: UUID, reason: str, is_lead: bool = False, by: Actor, at: datetime) -> Seat:
    """Seat a user on a person's care team, and open the person to them from now on.

    By somebody on the team, by whoever triages the person, by the unit's supervisor. Where the person agreed that
    officers see more, a new officer does too.
    """
    require(by, Permission.CARE_TEAM_CHANGE)
    rules.check_may_seat(works_with=_works_with(by, person, at), supervises=_supervises(by, person))
    rules.check_can_sit(queries.office_of(user, unit=by.unit, at=at))
    hold_who_sees(person=person)
    rules.check_not_seated(is_seated=queries.seats_in_force(person).filter(user=user).exists())
    return _seat(person, user, reason, is_lead, by, at)


def _seat(person: UUID, user: UUID, reason: str, is_lead: bool, by: Actor, at: datetime) -> Seat:
    key = new_id()
    # The grant first: with it, a supervisor who takes a seat sees what they write.
    grant(party=user, subject=person, categories=Category, basis=Basis.CARE_TEAM, founded_on=key, starts_at=at)
    if is_lead:
        queries.seats_in_force(person).filter(is_lead=True).update(is_lead=False)
    seated = Seat.objects.create(
        id=key,
        person_id=person,
        unit_id=by.home,
        user_id=user,
        is_lead=is_lead,
        starts_at=at,
        reason=reason.strip(),
        seated_by_id=by.user,
    )
    audit.record(verb="casework.seated", by=by, at=at, subject=seated.pk, about=person, fields=["user"])
    extend_to_officer(person=person, user=user, by=by, at=at)
    return seated


@transaction.atomic
def end_seat(*, seat: UUID, reason: str = "", by: Actor, at: datetime) -> Seat:
    """End a seat, and with it what it opened, for the very next request.

    By the team, by whoever triages the person, by the supervisor. An open case is not left with nobody.
    """
    require(by, Permission.CARE_TEAM_CHANGE)
    person = queries.whose_seat(seat)
    hold_who_sees(person=person)
    rules.check_may_end_seat(works_with=_works_with(by, person, at), supervises=_supervises(by, person))
    seated = held(model=Seat, pk=seat)
    rules.check_seat_lasts(seated.ends_at, at=at)
    rules.check_somebody_stays(
        others=queries.who_stays(person, but=seated, at=at).count(),
        has_open_case=queries.open_cases().filter(person=person).exists(),
    )
    return end_held_seat(seated=seated, reason=reason, by=by, at=at)


def end_held_seat(*, seated: Seat, reason: str, by: Actor, at: datetime) -> Seat:
    """End a seat that is held, its grant and what stood on consent; the last thing the actor may see of it."""
    seated.ends_at, seated.ended_by_id, seated.end_reason = at, by.user, reason.strip()
    seated.save(update_fields=["ends_at", "ended_by", "end_reason"])
    audit.record(
        verb="casework.seat_ended", by=by, at=at, subject=seated.pk, about=seated.person_id, fields=["ends_at"]
    )
    withhold_from_officer(person=seated.person_id, user=seated.user_id, by=by, at=at)
    end_grants(founded_on=seated.pk, basis=Basis.CARE_TEAM, at=at)
    return seated


def _works_with(by: Actor, person: UUID, at: datetime) -> bool:
    return bool(bases_of(by, Operation.WRITE, Category.PLAN, subject=person, unit=by.unit, at=at))


def _supervises(by: Actor, person: UUID) -> bool:
    return by.role == Role.HELP_SUPERVISOR and queries.is_of_unit(person, by)
