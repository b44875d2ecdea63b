"""What waits, in one shape for every room: a clock or a level, what it is, and where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext, ngettext

HOUR = timedelta(hours=1)
LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: its clock or its level, what it is, and the page where it is done.

    clock: words instead of a clock, for what has no time, such as "new".
    """

    title: str
    url: str
    due_at: datetime | date | None = None
    detail: str = ""
    action: str = ""
    level: str = ""
    clock: str = ""

    @property
    def due_moment(self) -> datetime | None:
        """Return when it is late: a day's promise is late when the day is over."""
        if self.due_at is None or isinstance(self.due_at, datetime):
            return self.due_at
        return timezone.make_aware(datetime.combine(self.due_at, time.max))


@dataclass(frozen=True, slots=True)
class Load:
    """How much a team has open."""

    label: str
    count: int
    url: str = ""


def oldest_first(lines: Iterable[Waiting]) -> list[Waiting]:
    """Return what waits, oldest promise first; what has no clock comes last."""
    return sorted(lines, key=lambda line: (line.due_moment or LAST, line.title))


def summary_of(waiting: Iterable[Waiting], *, at: datetime) -> str:
    """Say how many promises are late and how many are due within the hour."""
    due = [line.due_moment for line in waiting if line.due_moment]
    late = sum(moment < at for moment in due)
    soon = sum(at <= moment < at + HOUR for moment in due)
    said = []
    if late:
        said.append(ngettext("%(n)d promise is late.", "%(n)d promises are late.", late) % {"n": late})
    if soon:
        said.append(ngettext("%(n)d is due within the hour.", "%(n)d are due within the hour.", soon) % {"n": soon})
    return " ".join(said) or gettext("Nothing is late.")


def greeting(name: str, *, at: datetime) -> str:
    """Return a greeting by the hour: by rank and last name, or by first name where there is no rank."""
    hour = timezone.localtime(at).hour
    words = name.split()
    called = f"{words[0]} {words[-1]}" if words[0].endswith(".") else words[0]
    if hour < 5 or hour >= 18:
        return gettext("Good evening, %(name)s") % {"name": called}
    if hour < 12:
        return gettext("Good morning, %(name)s") % {"name": called}
    return gettext("Good afternoon, %(name)s") % {"name": called}
