"""A promise's clock: late, soon or plain, in words first."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What a clock shows: `state` is late, soon or empty; `words` stand beside its shape; `due` is ISO 8601."""

    state: str
    words: str
    due: str


def clock_face(due: datetime | date, now: datetime) -> ClockFace:
    """Return how the clock of a promise due then reads now. A bare date is due until the end of that day."""
    if isinstance(due, datetime):
        return _face_of_moment(due, now)
    return _face_of_day(due, timezone.localdate(now))


def _face_of_moment(due: datetime, now: datetime) -> ClockFace:
    iso = due.isoformat(timespec="seconds")
    left = due - now
    if abs(left) < MINUTE:
        return ClockFace("soon", gettext("now"), iso)
    if left < timedelta(0):
        return ClockFace("late", late_words(-left), iso)
    if left < HOUR:
        return ClockFace("soon", gettext("in %(n)d min") % {"n": int(left / MINUTE)}, iso)
    return ClockFace("", _moment_words(timezone.localtime(due), timezone.localdate(now)), iso)


def _face_of_day(due: date, today: date) -> ClockFace:
    if due < today:
        return ClockFace("late", late_words(today - due), due.isoformat())
    words = {0: gettext("today"), 1: gettext("tomorrow")}.get((due - today).days)
    return ClockFace("", words or date_format(due, "D j M" if due - today < 300 * DAY else "j M Y"), due.isoformat())


def late_words(late: timedelta) -> str:
    """Return by how much a promise is late, in the largest unit that is at least one."""
    if late >= DAY:
        return ngettext("%(n)d day late", "%(n)d days late", late.days) % {"n": late.days}
    if late >= HOUR:
        return gettext("%(n)d h late") % {"n": int(late / HOUR)}
    return gettext("%(n)d min late") % {"n": int(late / MINUTE)}


def _moment_words(local: datetime, today: date) -> str:
    at = date_format(local, "H:i")
    if local.date() == today:
        return pgettext("a time today", "today %(time)s") % {"time": at}
    if local.date() - today < 7 * DAY:
        return f"{date_format(local, 'D')} {at}"
    return f"{date_format(local, 'j M')} {at}"
