"""For whom a navigator lead may step in, where one does now, and who is told of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.casework.models import Seat
from offramp.casework.queries.care_team import SITS_NOW, own_seats
from offramp.kernel.identity import Actor, Viewer


@dataclass(frozen=True, slots=True)
class CoverTold:
    """One cover as others are told of it: who steps in for whom, from when until when, with how many people, and why.

    reason: for those who sit beside them; empty for the privacy officer.
    """

    lead: str
    navigator: str
    since: datetime
    until: datetime
    people: int
    reason: str = ""


def own_navigators() -> list[UUID]:
    """Return the navigators of a lead's own agency; nobody for anybody else who asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_own_navigators()")
        return [row[0] for row in cursor.fetchall()]


def to_cover(navigator: UUID) -> list[UUID]:
    """Return the people on whose care teams a navigator of a lead's own agency sits, and the lead not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_to_cover(%s)", [navigator])
        return [row[0] for row in cursor.fetchall()]


def own_covers(by: Actor) -> QuerySet[Seat]:
    """Return the seats on which an actor sits now for somebody else."""
    return own_seats(by).filter(covers__isnull=False)


def covered_now(by: Actor) -> dict[UUID, datetime]:
    """Return until when an actor covers for whom, by the navigator's id."""
    return {
        seat.covers_id: seat.ends_at for seat in own_covers(by).order_by("ends_at") if seat.covers_id and seat.ends_at
    }


def covers_told_to(viewer: Viewer) -> list[CoverTold]:
    """Return the covers that run on the care teams on which the viewer sits, other than their own."""
    mine = own_seats(viewer.actor).values("person")
    found = Seat.objects.filter(SITS_NOW, covers__isnull=False, person__in=mine).exclude(user=viewer.id)
    told: dict[tuple[str, str, datetime, datetime], list[Seat]] = {}
    for seat in found.select_related("user", "covers").order_by("ends_at", "user__name", "covers__name"):
        viewer.show(seat.person_id, Category.PLAN)
        if seat.covers and seat.ends_at:
            told.setdefault((seat.user.name, seat.covers.name, seat.starts_at, seat.ends_at), []).append(seat)
    return [CoverTold(*cover, people=len(seats), reason=seats[0].reason) for cover, seats in told.items()]


def covers_running(viewer: Viewer) -> list[CoverTold]:
    """Return the covers that run now, for the privacy officer: with how many people, and never with whom."""
    require(viewer.actor, Permission.GLASS_REVIEW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM casework_covers()")
        return [CoverTold(*row) for row in cursor.fetchall()]
