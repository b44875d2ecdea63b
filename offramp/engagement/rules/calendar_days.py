"""Days, weeks and months as a calendar shows them, in local time: days of 23 and 25 hours included."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING

from offramp.engagement.enums.calendars import Show, Staffing
from offramp.engagement.rules.calendars import ends_at

if TYPE_CHECKING:
    from offramp.engagement.models import Invitation

WEEK = 7
LISTED_DAYS = 30
SUNDAY = 6
"""Weeks begin on Sunday, as calendars on walls here do."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are shown, the first and the day after the last, and where previous and next lead.

    month: the month it is about, so that days of its neighbours can be shown as such; None where it is about days.
    """

    first: date
    after: date
    previous: date
    following: date
    month: date | None = None

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return the moments at which it begins and ends."""
        return datetime.combine(self.first, time.min, zone), datetime.combine(self.after, time.min, zone)

    def days(self) -> list[date]:
        """Return its days in order."""
        return [self.first + timedelta(days=n) for n in range((self.after - self.first).days)]


def span_of(show: Show, day: date) -> Span:
    """Return the days that a way to look shows around a day."""
    if show == Show.MONTH:
        return _month(day)
    if show == Show.WEEK:
        first = _sunday_before(day)
        return Span(first, first + timedelta(days=WEEK), first - timedelta(days=WEEK), first + timedelta(days=WEEK))
    step = timedelta(days=LISTED_DAYS)
    return Span(day, day + step, day - step, day + step)


def _month(day: date) -> Span:
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    until = _sunday_before(following - timedelta(days=1)) + timedelta(days=WEEK)
    return Span(_sunday_before(first), until, (first - timedelta(days=1)).replace(day=1), following, month=first)


def _sunday_before(day: date) -> date:
    return day - timedelta(days=(day.weekday() - SUNDAY) % WEEK)


@dataclass(frozen=True, slots=True)
class Goer:
    """Who goes to an event, or was asked to."""

    name: str
    is_coming: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """An event on one day. began_before and goes_on: it is in the night between two days."""

    event: "Invitation"
    starts: datetime
    ends: datetime
    staffing: Staffing
    at_least: int
    goers: list[Goer]
    is_own: bool
    began_before: bool = False
    goes_on: bool = False

    @property
    def coming(self) -> int:
        return sum(goer.is_coming for goer in self.goers)


@dataclass(slots=True)
class Day:
    """A day with what is on."""

    date: date
    is_outside: bool = False
    is_today: bool = False
    shown: list[Shown] = field(default_factory=list)


def staffing(coming: int, asked: int, at_least: int) -> Staffing:
    """Return whether enough come: asked are those who did not answer yet."""
    if coming >= at_least:
        return Staffing.ENOUGH
    if coming + asked >= at_least:
        return Staffing.WAITS
    return Staffing.SHORT if coming or asked else Staffing.NOBODY


def touched(event: "Invitation", zone: tzinfo) -> list[date]:
    """Return the local days an event is on. One that ends at midnight is not on the day after."""
    first = event.starts_at.astimezone(zone).date()
    last = (ends_at(event) - timedelta(microseconds=1)).astimezone(zone).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def days_of(span: Span, placed: Iterable[tuple[date, Shown]], *, today: date) -> list[Day]:
    """Return every day of a span with what is on, in the order it begins."""
    days = {
        day: Day(day, is_outside=bool(span.month and day.month != span.month.month), is_today=day == today)
        for day in span.days()
    }
    for day, shown in sorted(placed, key=lambda one: (one[1].starts, str(one[1].event.pk))):
        if day in days:
            days[day].shown.append(shown)
    return list(days.values())
