"""Members as every read of them begins."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from offramp.access.enums import EngagementCategory, Stream
from offramp.engagement.enums import State
from offramp.engagement.models import Member
from offramp.kernel.identity import Viewer

E = EngagementCategory
OVER: Final = frozenset({State.CANCELLED, State.DECLINED, State.PASSED_ON})
"""Events in these states need nobody: a place at one of them counts for nothing."""


def members() -> QuerySet[Member]:
    """Return every member that is open to whoever asks, with their account, division and mentor, by name."""
    return Member.objects.select_related("user", "division", "mentor__user").order_by("user__name", "id")


def on_roster() -> QuerySet[Member]:
    """Return the members who have not left and can sign in: those who may be asked."""
    return members().filter(left_at__isnull=True, user__is_active=True)


def shown(viewer: Viewer, rows: Iterable[Member]) -> list[Member]:
    """Return members, and note that what they can, know and wish is about to be shown."""
    found = list(rows)
    for row in found:
        viewer.show(row.pk, E.ROSTER, E.MEMBER, stream=Stream.ENGAGEMENT)
    return found


def by_member(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    """Return rows of members by the member they belong to."""
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.member_id, []).append(row)
    return found
