"""Two windows of time to be compared: equal, apart, over; and what a form proposes."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from offramp.kernel.errors import Refused

A_DAY = timedelta(days=1)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """From one day to another, both counted."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def each_day(self) -> list[date]:
        """Return its days, the first to the last."""
        return [self.first + A_DAY * n for n in range(self.days)]


def check_windows(before: Window, after: Window, *, today: date) -> None:
    """Refuse windows that can't be compared: turned round, unequal, one in the other, or not over yet."""
    for window, field in ((before, "before_last"), (after, "after_last")):
        if window.last < window.first:
            raise Refused(_("The last day is before the first."), ask=_("Look at both days."), field=field)
    if before.last >= after.first:
        raise Refused(
            _("Before must be over when after begins."), ask=_("Leave out the time of the response."),
            field="after_first",
        )  # fmt: skip
    if not are_equal(before, after):
        raise Refused(
            _("Before has %(before)d days and after has %(after)d.") % {"before": before.days, "after": after.days},
            ask=_("Choose windows of equal length: more days have more calls by themselves."),
            field="after_last",
        )
    if after.last >= today:
        raise Refused(_("After is not over yet."), ask=_("Choose a last day before today."), field="after_last")


def are_equal(before: Window, after: Window) -> bool:
    """Return whether two windows are equally long: as many days, or the same days of other years (a leap day)."""
    same_days = [_in_the_year(each) for each in (before.first, before.last)] == [
        _in_the_year(each) for each in (after.first, after.last)
    ]
    return before.days == after.days or (same_days and abs(before.days - after.days) <= 1)


def proposed(*, since: date, until: date, kept_until: date) -> tuple[Window, Window]:
    """Return two windows of whole months that end before a response began and begin after it was over.

    At most a year each; the same months of the year where a whole year has passed since. kept_until: the last day of
    which calls are known.
    """
    first = _month_from(until + A_DAY)
    months = max(1, min(MONTHS, _months_between(first, kept_until + A_DAY)))
    after = Window(first, _moved(first, months) - A_DAY)
    ago = MONTHS
    while _moved(after.first, months - ago) - A_DAY >= since.replace(day=1):
        ago += MONTHS
    begins = _moved(after.first, -ago)
    return Window(begins, _moved(begins, months) - A_DAY), after


def _in_the_year(day: date) -> tuple[int, int]:
    """Return a day without its year; the last of a month is the same in every year."""
    is_last = day.day == monthrange(day.year, day.month)[1]
    return day.month, 0 if is_last else day.day


def _month_from(day: date) -> date:
    """Return the first month that begins on a day or later."""
    return _moved(day.replace(day=1), 1) if day.day > 1 else day


def _months_between(first: date, until: date) -> int:
    return (until.year - first.year) * MONTHS + until.month - first.month


def _moved(first: date, months: int) -> date:
    """Return the first day of the month so many months later."""
    years, month = divmod(first.month - 1 + months, MONTHS)
    return date(first.year + years, month + 1, 1)
