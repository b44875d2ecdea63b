"""Seats on a care team, and the case itself."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from offramp.access.enums import Basis, Category
from offramp.accounts.models import Team
from offramp.casework.enums import ClosureOutcome, Phase
from offramp.casework.models import Case, Closure, PhaseChange, Seat
from offramp.config.city.city import City
from offramp.config.city.writers.consent import extend_to_officer, withhold_from_officer
from offramp.kernel.identity import Actor


def seat(city: City, *, person: UUID, user: UUID, reason: str, is_lead: bool = False, by: Actor, at: datetime) -> UUID:
    """Write a seat and the grant that stands on it."""
    held = seats_in_force(city, person)
    row = Seat(
        pk=city.book.id_at(at),
        person_id=person,
        unit_id=city.unit,
        user_id=user,
        is_lead=is_lead,
        starts_at=at,
        reason=reason,
        seated_by_id=by.user,
    )
    city.book.grant(
        at,
        party=user,
        subject=person,
        categories=list(Category),
        basis=Basis.CARE_TEAM,
        founded_on=row.pk,
        unit=city.unit,
    )
    for other in held if is_lead else ():
        other.is_lead = False
    city.book.add(row)
    city.seats.setdefault(person, []).append(row.pk)
    city.book.record("casework.seated", by, at, subject=row.pk, about=person, fields=["user"])
    extend_to_officer(city, person=person, user=user, by=by, at=at)
    return row.pk


def end_seat(city: City, *, seat: UUID, reason: str = "", by: Actor, at: datetime) -> UUID:
    """Write that a seat ended, and what it opened with it."""
    row = city.book.get(Seat, seat)
    row.ends_at, row.ended_by_id, row.end_reason = at, by.user, reason
    city.seats[row.person_id].remove(seat)
    city.book.record("casework.seat_ended", by, at, subject=seat, about=row.person_id, fields=["ends_at"])
    withhold_from_officer(city, person=row.person_id, user=row.user_id, at=at)
    city.book.end_grants(at, founded_on=seat, basis=Basis.CARE_TEAM)
    return seat


def seats_in_force(city: City, person: UUID) -> list[Seat]:
    """Return the seats of a person's care team."""
    return [city.book.get(Seat, key) for key in city.seats.get(person, ())]


def accept_case(
    city: City, *, person: UUID, team: UUID, reason: str = "", seats: Sequence[UUID] = (), by: Actor, at: datetime
) -> UUID:
    """Write a case, its first phase, and the seats of who accepts and who joins."""
    case = city.book.add(
        Case(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            team_id=team,
            tier=city.book.get(Team, team).tier,
            accepted_at=at,
            accepted_by_id=by.user,
            reason=reason,
        )
    )
    enter_phase(city, case, Phase.STABILISE, by, at)
    city.book.record("casework.case_accepted", by, at, subject=case.pk, about=person, fields=["team"])
    for user in dict.fromkeys([by.user, *seats]):
        held = seats_in_force(city, person)
        if all(row.user_id != user for row in held):
            is_lead = not any(row.is_lead for row in held)
            seat(city, person=person, user=user, reason="", is_lead=is_lead, by=by, at=at)
    return case.pk


def close_case(
    city: City,
    *,
    case: UUID,
    outcome: ClosureOutcome,
    words: str = "",
    ends_team: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write how a case ended, and that its care team did, the actor's own seat last."""
    row = city.book.get(Case, case)
    closure = city.book.add(
        Closure(
            pk=city.book.id_at(at),
            case=row,
            person_id=row.person_id,
            unit_id=city.unit,
            outcome=outcome,
            words=words,
            at=at,
            by_id=by.user,
        )
    )
    enter_phase(city, row, Phase.CLOSED, by, at)
    fields = ["outcome", "words"]
    city.book.record("casework.case_closed", by, at, subject=case, about=row.person_id, fields=fields)
    team = seats_in_force(city, row.person_id) if ends_team else []
    for held in sorted(team, key=lambda held: held.user_id == by.user):
        end_seat(city, seat=held.pk, by=by, at=at)
    return closure.pk


def enter_phase(city: City, case: Case, phase: Phase, by: Actor, at: datetime) -> None:
    """Write that a case entered a phase."""
    city.phases[case.pk] = phase
    city.book.add(
        PhaseChange(
            pk=city.book.id_at(at),
            case=case,
            person_id=case.person_id,
            unit_id=city.unit,
            phase=phase,
            at=at,
            by_id=by.user,
        )
    )
