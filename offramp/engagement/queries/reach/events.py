"""Which events count, and in which years there were any."""

from collections import Counter
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import Min, QuerySet
from django.utils import timezone

from offramp.engagement.enums import State
from offramp.engagement.models import Attendance, Invitation

AttendanceRow = tuple[UUID, str, str, int | None]
"""Whose, their name, what the hours are to them, and minutes."""


def events_held(at: datetime) -> QuerySet[Invitation]:
    """Return the events PACE was at: accepted, their day is over, and no debrief says that they did not take place."""
    return Invitation.objects.filter(state=State.ACCEPTED, starts_at__lt=at).exclude(debriefs__took_place=False)


def events_by_day(year: int, *, at: datetime) -> tuple[tuple[date, int], ...]:
    """Return how many events there were on each day of a year that had any, in order."""
    moments = events_held(at).filter(starts_at__year=year).values_list("starts_at", flat=True)
    return tuple(sorted(Counter(timezone.localdate(moment) for moment in moments).items()))


def years(*, at: datetime) -> list[int]:
    """Return the years from the first event to this one, the latest first."""
    this = timezone.localdate(at).year
    first = events_held(at).aggregate(first=Min("starts_at"))["first"]
    return list(range(this, (timezone.localdate(first).year if first else this) - 1, -1))


def start_of(day: date) -> datetime:
    """Return the moment a day begins, by the service's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))


def attended(events: QuerySet[Invitation]) -> list[AttendanceRow]:
    """Return who was at these events, as it was stated last: (member, name, kind of hours, minutes)."""
    last = Attendance.objects.order_by("assignment_id", "-stated_at", "-id").distinct("assignment_id")
    rows = last.filter(invitation__in=events.values("pk")).values_list(
        "assignment__member_id", "assignment__user__name", "assignment__hours", "minutes", "attended"
    )
    return [(member, name, hours, minutes) for member, name, hours, minutes, was_there in rows if was_there]
