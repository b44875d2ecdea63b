"""Who could be added to the roster, who asks to join, whose account was closed."""

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from offramp.access.enums import Role
from offramp.accounts.queries import accounts
from offramp.engagement.enums import Standing
from offramp.engagement.models import LadderStep, Member
from offramp.engagement.queries.members.base import members, on_roster, shown
from offramp.kernel.identity import Viewer

if TYPE_CHECKING:
    from offramp.accounts.models import User

OFFERED: Final = 20


def accounts_to_add(text: str, *, at: datetime) -> "list[User]":
    """Return accounts of the service that are not on the roster, by name: the first few of what was looked for."""
    return list(_of_the_service(text, at)[:OFFERED])


def account_to_add(user: UUID, *, at: datetime) -> "User | None":
    """Return one account of the service that is not on the roster, or None."""
    return _of_the_service("", at).filter(pk=user).first()


def mentors_for(member: Member) -> list[tuple[str, str]]:
    """Return who may be somebody's mentor, as choices."""
    rows = on_roster().filter(standing=Standing.APPROVED).exclude(pk=member.pk)
    return [(str(row.pk), row.user.name) for row in rows if row.mentor_id != member.pk]


def asking_to_join(viewer: Viewer) -> list[LadderStep]:
    """Return the wishes to join that were not approved yet, the earliest first."""
    rows = LadderStep.objects.filter(standing=Standing.ASKED, member__left_at__isnull=True)
    found = list(rows.exclude(member__standing=Standing.APPROVED).select_related("member__user"))
    shown(viewer, [step.member for step in found])
    return found


def closed_accounts(viewer: Viewer) -> list[Member]:
    """Return who is on the roster and can't sign in any more."""
    return shown(viewer, members().filter(left_at__isnull=True, user__is_active=False))


def _of_the_service(text: str, at: datetime) -> "QuerySet[User]":
    """Return accounts with an office in a unit, and those of members who left and can still sign in."""
    there = Member.objects.filter(left_at__isnull=True).values("user")
    left = Member.objects.filter(left_at__isnull=False).values("user")
    lasts = Q(postings__ends_at__isnull=True) | Q(postings__ends_at__gt=at)
    posted = Q(postings__agency__isnull=True, postings__role__in=Role.values, postings__starts_at__lte=at) & lasts
    return accounts(text=text, at=at).filter(posted | Q(pk__in=left)).exclude(pk__in=there).distinct()
