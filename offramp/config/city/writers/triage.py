"""What `triage.actions` writes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from offramp.accounts.models import Team
from offramp.config.city.city import City, who
from offramp.kernel.identity import Actor
from offramp.triage.models import Assistance, Intake, IntakeClosing


def refer_to_help(
    city: City,
    *,
    door: str,
    branch: UUID | None,
    neighbourhood: UUID | None,
    place: str,
    title: str,
    story: str,
    seen: Sequence[str],
    urgency: str,
    person_name: str,
    from_agency: UUID | None,
    caller: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a referral to HELP: an intake in the core team's queue."""
    book, team = city.book, city.ground.teams["core"]
    intake = book.add(
        Intake(
            pk=book.id_at(at),
            unit_id=city.unit,
            door=door,
            tier=book.get(Team, team).tier,
            team_id=team,
            branch_id=branch,
            neighbourhood_id=neighbourhood,
            place=place,
            title=title,
            story=story,
            seen=list(seen),
            urgency=urgency,
            person_name=person_name,
            from_agency_id=from_agency,
            caller=caller,
            asked_at=at,
            asked_by_id=who(by),
            level="days",
            due_at=at + timedelta(days=3),
        )
    )
    book.record("intake.referred", by, at, subject=intake.pk, about=intake.pk)
    return intake.pk


def assist(city: City, *, intake: UUID, by: Actor, at: datetime) -> UUID:
    """Write that the core team assisted with a referral for the first time."""
    row = city.book.get(Intake, intake)
    assistance = city.book.add(
        Assistance(
            pk=city.book.id_at(at),
            intake=row,
            unit_id=city.unit,
            tier=row.tier,
            team_id=row.team_id,
            at=at,
            by_id=who(by),
        )
    )
    return assistance.pk


def close_intake(city: City, *, intake: UUID, end: str, note: str, by: Actor, at: datetime) -> UUID:
    """Write how an intake ended."""
    row = city.book.get(Intake, intake)
    row.closed_at, row.version = at, row.version + 1
    closing = IntakeClosing(
        pk=city.book.id_at(at), intake=row, unit_id=city.unit, end=end, note=note, at=at, by_id=who(by)
    )
    city.book.record("intake.closed", by, at, subject=intake, about=intake)
    return city.book.add(closing).pk
