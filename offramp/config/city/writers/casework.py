"""What `casework.actions` writes."""

from datetime import datetime
from uuid import UUID

from offramp.access.enums import Basis, Category
from offramp.accounts.models import Team
from offramp.casework.enums import Phase
from offramp.casework.models import Case, Closure, PhaseChange, Seat
from offramp.config.city.city import City, who
from offramp.kernel.identity import Actor


def seat(city: City, *, person: UUID, user: UUID, reason: str, is_lead: bool, by: Actor, at: datetime) -> UUID:
    """Write a seat on the care team and the grant that stands on it."""
    row = city.book.add(
        Seat(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            user_id=user,
            is_lead=is_lead,
            starts_at=at,
            reason=reason,
            seated_by_id=who(by),
        )
    )
    city.book.grant(at, party=user, subject=person, categories=list(Category), basis=Basis.CARE_TEAM, founded_on=row.pk)
    city.book.record("seat.taken", by, at, subject=row.pk, about=person)
    return row.pk


def end_seat(city: City, *, seat: UUID, by: Actor, at: datetime) -> UUID:
    """Write that a seat ended, and its grant with it."""
    row = city.book.get(Seat, seat)
    row.ends_at = at
    city.book.end_grants(at, founded_on=row.pk, basis=Basis.CARE_TEAM)
    city.book.record("seat.ended", by, at, subject=row.pk, about=row.person_id)
    return row.pk


def accept_case(city: City, *, person: UUID, team: UUID, reason: str, by: Actor, at: datetime) -> UUID:
    """Write a case and its first phase."""
    case = city.book.add(
        Case(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            team_id=team,
            tier=city.book.get(Team, team).tier,
            accepted_at=at,
            accepted_by_id=who(by),
            reason=reason,
        )
    )
    _phase(city, case, Phase.STABILISE, by, at)
    city.book.record("case.accepted", by, at, subject=case.pk, about=person)
    return case.pk


def close_case(city: City, *, case: UUID, outcome: str, words: str, by: Actor, at: datetime) -> UUID:
    """Write how a case ended."""
    row = city.book.get(Case, case)
    _phase(city, row, Phase.CLOSED, by, at)
    closure = city.book.add(
        Closure(
            pk=city.book.id_at(at),
            case=row,
            person_id=row.person_id,
            unit_id=city.unit,
            outcome=outcome,
            words=words,
            at=at,
            by_id=who(by),
        )
    )
    city.book.record("case.closed", by, at, subject=case, about=row.person_id)
    return closure.pk


def _phase(city: City, case: Case, phase: Phase, by: Actor, at: datetime) -> None:
    city.book.add(
        PhaseChange(
            pk=city.book.id_at(at),
            case=case,
            person_id=case.person_id,
            unit_id=city.unit,
            phase=phase,
            at=at,
            by_id=who(by),
        )
    )
