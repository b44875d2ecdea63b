"""Which trainings hold, which end soon, whose member is to be warned."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from offramp.engagement.models import Training
from offramp.engagement.queries.members.base import shown
from offramp.engagement.rules import members as rules
from offramp.kernel.identity import Viewer


def usual_months() -> Mapping[str, int]:
    """Return how many months each training holds; 0 where it does not end."""
    return dict(settings.PACE_TRAINING_MONTHS)


def in_force(today: date) -> Q:
    """Return the condition that a training holds on a day."""
    return Q(withdrawn_at__isnull=True) & (Q(expires_on__isnull=True) | Q(expires_on__gte=today))


def is_trained(member: UUID, *, at: datetime) -> bool:
    """Return whether any training of a member holds."""
    return Training.objects.filter(in_force(timezone.localdate(at)), member=member).exists()


def ending(at: datetime) -> QuerySet[Training]:
    """Return trainings that end within the first warning or have ended, where no later one of that course stands."""
    later = Training.objects.filter(
        Q(expires_on__isnull=True)
        | Q(expires_on__gt=OuterRef("expires_on"))
        | Q(expires_on=OuterRef("expires_on"), id__gt=OuterRef("id")),
        member=OuterRef("member"),
        course=OuterRef("course"),
        withdrawn_at__isnull=True,
    )
    soon = timezone.localdate(at) + timedelta(days=max(rules.WARN_DAYS))
    return Training.objects.filter(~Exists(later), expires_on__lte=soon, withdrawn_at__isnull=True)


def trainings_ending(viewer: Viewer, *, at: datetime, most: int | None = None) -> list[Training]:
    """Return trainings that end within the first warning or have ended, of those on the roster, the earliest first."""
    rows = ending(at).filter(member__left_at__isnull=True, user__is_active=True)
    found = list(rows.select_related("member", "user").order_by("expires_on", "id")[:most])
    shown(viewer, [row.member for row in found])
    return found


def warnings_due(*, at: datetime) -> list[tuple[UUID, int]]:
    """Return each training whose member is to be warned today, and in which warning, in days before the end."""
    today = timezone.localdate(at)
    rows = ending(at).filter(member__left_at__isnull=True, expires_on__gte=today).order_by("expires_on", "id")
    found = ((row.pk, rules.warning_due(row.expires_on, warned_days=row.warned_days, today=today)) for row in rows)
    return [(key, days) for key, days in found if days is not None]


def training_to_warn(training: UUID, *, at: datetime) -> Training | None:
    """Return one training that still ends soon, with its member's account, or None."""
    rows = ending(at).filter(pk=training, member__left_at__isnull=True)
    return rows.select_related("member", "user").first()
