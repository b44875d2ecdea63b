"""Which part of town words name, and when a team answers there."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from offramp.kernel.text import folded

A_WEEK = 7
MIDNIGHT = time(23, 59, 59)
"""How a table writes that hours end at midnight."""

Hours = tuple[int, time, time]
"""Weekday (0 is Monday), from, until, in the service's zone."""


def named_in(place: str, names: Mapping[UUID, str]) -> UUID | None:
    """Return which of these names stands in the words of a place: the longest one; None where none or two alike do."""
    words = f" {folded(place)} "
    found = [(len(name), key) for key, text in names.items() if (name := folded(text)) and f" {name} " in words]
    longest = max((length for length, _ in found), default=0)
    candidates = [key for length, key in found if length == longest]
    return candidates[0] if len(candidates) == 1 else None


def is_covered(hours: Iterable[Hours], at: datetime) -> bool:
    """Return whether a team answers at a moment."""
    local = timezone.localtime(at)
    return any(day == local.weekday() and _holds(starts, ends, local.time()) for day, starts, ends in hours)


def answers_next(hours: Iterable[Hours], at: datetime) -> datetime | None:
    """Return when a team that does not answer now answers next; None where it never does."""
    local = timezone.localtime(at)
    starts = [_start_after(local, day, begins) for day, begins, _ in hours]
    return min(starts, default=None)


def _holds(starts: time, ends: time, clock: time) -> bool:
    return starts <= clock and (clock < ends or ends == MIDNIGHT)


def _start_after(local: datetime, weekday: int, begins: time) -> datetime:
    day = local.date() + timedelta(days=(weekday - local.weekday()) % A_WEEK)
    start = timezone.make_aware(datetime.combine(day, begins), local.tzinfo)
    return (
        start
        if start > local
        else timezone.make_aware(datetime.combine(day + timedelta(days=A_WEEK), begins), local.tzinfo)
    )
