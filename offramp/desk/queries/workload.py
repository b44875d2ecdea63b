"""How much each navigator of a lead's own agency has, as numbers: never with whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.utils.timezone import localdate

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.accounts.queries import names_of_users
from offramp.casework.queries import covered_now
from offramp.desk.queries.sources import PROMISES_WITHIN
from offramp.kernel.days import midnight
from offramp.kernel.identity import Viewer

UNSEEN_FOR = timedelta(days=21)
"""Without a visit for so long, somebody in case management was not seen for long. Ours."""


@dataclass(frozen=True, slots=True)
class Workload:
    """What one navigator has: numbers. covered_until: until when the reader covers for them."""

    navigator: UUID
    name: str
    people: int
    cases: int
    late: int
    due: int
    unseen: int
    covered_until: datetime | None


def workload_of_own(viewer: Viewer, *, at: datetime) -> list[Workload]:
    """Return how much each navigator of the viewer's own agency has, by name."""
    require(viewer.actor, Permission.NAVIGATOR_COVER)
    until = midnight(localdate(at + PROMISES_WITHIN) + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM desk_workload(%s, %s)", [until, at - UNSEEN_FOR])
        rows = cursor.fetchall()
    names, covered = names_of_users(row[0] for row in rows), covered_now(viewer.actor)
    found = [
        Workload(navigator, names.get(navigator, ""), people, cases, late, due, unseen, covered.get(navigator))
        for navigator, people, cases, late, due, unseen in rows
    ]
    return sorted(found, key=lambda each: (each.name, each.navigator))
