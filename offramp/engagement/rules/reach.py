"""Sums of the annual report, and of whom PACE does not reach: lead times, promised days, months back."""

from collections.abc import Iterable
from datetime import date
from statistics import median

LEAD_BANDS: tuple[int | None, ...] = (6, 13, 20, 41, None)
"""The last day of each band of lead times, in days ahead; the last band has no end."""
FULL = 3
"""So many events on one day, or more, have the deepest colour of the heat map."""
HOUR = 60


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier; where that month is shorter, its first day after."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def band_of(days: int) -> int:
    """Return which band of lead times so many days are in."""
    return next(place for place, last in enumerate(LEAD_BANDS) if last is None or days <= last)


def by_band(leads: Iterable[int]) -> list[int]:
    """Return how many lead times are in each band."""
    counts = [0] * len(LEAD_BANDS)
    for days in leads:
        counts[band_of(days)] += 1
    return counts


def middle_of(leads: Iterable[int]) -> int | None:
    """Return the lead time in the middle, in whole days; None where there is none."""
    known = list(leads)
    return int(median(known)) if known else None


def hours_of(minutes: Iterable[int | None]) -> float:
    """Return minutes as hours, to a tenth; what is not known adds nothing."""
    return round(sum(each or 0 for each in minutes) / HOUR, 1)


def in_time(done_on: date | None, due_on: date, *, today: date) -> bool | None:
    """Return whether what was promised for a day was done by then; None while the day has not passed."""
    if done_on is not None:
        return done_on <= due_on
    return False if due_on < today else None


def share_of(part: int, whole: int) -> int | None:
    """Return a part of a whole in whole percent; None of nothing."""
    return round(100 * part / whole) if whole else None
