"""Read counts of calls from a file of lines, and say of each line what is wrong. Rows of calls are no counts."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.kernel.text import folded
from offramp.prevention.enums import Period

COLUMNS = ("area", "type", "number")
WHOLE = "area, type, number, month"
MOST_LINES = 50_000
MOST_TYPES = 60
"""More types than this in one file, and a column of words is taken for a type."""
MOST_CALLS = 1_000_000
LONGEST_TYPE = 80
PARTICULAR = re.compile(r"@|\d{4}|https?:", re.IGNORECASE)
"""What stands in no type of call: an address, a long number."""


@dataclass(frozen=True, slots=True)
class Count:
    """One line: so many calls of a type in an area, from one day to another."""

    area: UUID
    call_type: str
    first: date
    last: date
    number: int
    line: int


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says: its counts, or what is wrong with it, a sentence for each line."""

    period: Period | None
    counts: list[Count]
    problems: list[str]


def read_counts(text: str, areas: Mapping[str, UUID], *, today: date) -> Read:
    """Return what lines separated by commas, semicolons or tabs say. areas: the known ones by their folded name."""
    lines = text.lstrip("\ufeff").splitlines()
    rows = csv.reader(lines, delimiter=_separator(lines[0] if lines else ""))
    heading = [cell.strip().casefold() for cell in next(rows, [])]
    period, wrong = _columns(heading)
    if period is None or wrong:
        return Read(None, [], wrong)
    if len(lines) > MOST_LINES:
        return Read(None, [], [_("More than %(n)d lines. Divide the file.") % {"n": MOST_LINES}])
    reading = _Reading(heading, period, areas, today)
    counts = [count for place, row in enumerate(rows, start=2) for count in reading.line(row, place)]
    problems = [*reading.problems, *reading.on_the_whole(counts)]
    return Read(period, [] if problems else counts, problems)


def area_names(names: Mapping[UUID, str]) -> dict[str, UUID]:
    """Return areas by their folded name."""
    return {folded(name): key for key, name in names.items()}


@dataclass
class _Reading:
    heading: list[str]
    period: Period
    areas: Mapping[str, UUID]
    today: date

    def __post_init__(self) -> None:
        self.problems: list[str] = []
        self.seen: dict[tuple[UUID, str, date], int] = {}

    def line(self, row: list[str], place: int) -> Iterator[Count]:
        """Return the count of a line, or note what is wrong with it; an empty line is none."""
        if not any(cell.strip() for cell in row):
            return
        if len(row) != len(self.heading):
            self._note(place, _("it has %(n)d columns, not %(of)d") % {"n": len(row), "of": len(self.heading)})
            return
        told = dict(zip(self.heading, (cell.strip() for cell in row), strict=True))
        area, call_type = self._area(told["area"], place), self._type(told["type"], place)
        first, number = self._first(told[self.period], place), self._number(told["number"], place)
        if area is None or not call_type or first is None or number is None:
            return
        earlier = self.seen.setdefault((area, folded(call_type), first), place)
        if earlier != place:
            said = _("it repeats line %(line)d. Rows of single calls are not taken: count them first")
            self._note(place, said % {"line": earlier})
            return
        yield Count(area, call_type, first, last_day(first, self.period), number, place)

    def on_the_whole(self, counts: list[Count]) -> list[str]:
        """Return what is wrong with the file as a whole."""
        types = {folded(count.call_type) for count in counts}
        if len(types) > MOST_TYPES:
            said = _("There are %(n)d types of calls, more than %(most)d. Is that column a text or a name?")
            return [said % {"n": len(types), "most": MOST_TYPES}]
        return [] if counts or self.problems else [_("There is no line below the headings.")]

    def _note(self, place: int, said: str) -> None:
        self.problems.append(_("Line %(line)d: %(said)s.") % {"line": place, "said": said})

    def _area(self, name: str, place: int) -> UUID | None:
        found = self.areas.get(folded(name))
        if found is None:
            near = get_close_matches(folded(name), self.areas, n=1)
            said = _("there is no area “%(name)s” here") % {"name": name[:60]}
            self._note(place, f"{said} ({_('“%(near)s”?') % {'near': near[0]}})" if near else said)
        return found

    def _type(self, text: str, place: int) -> str:
        if not text:
            self._note(place, _("the type is missing"))
        elif len(text) > LONGEST_TYPE or PARTICULAR.search(text):
            self._note(place, _("the type reads like a text about one call. Write a type of call alone"))
            return ""
        return text

    def _first(self, text: str, place: int) -> date | None:
        try:
            first = date.fromisoformat(f"{text}-01" if self.period == Period.MONTH and len(text) == 7 else text)
        except ValueError:
            self._note(place, _("“%(text)s” is no %(period)s") % {"text": text[:20], "period": _how(self.period)})
            return None
        if not _begins(first, self.period):
            self._note(place, _("“%(text)s” is no %(period)s") % {"text": text[:20], "period": _how(self.period)})
            return None
        if last_day(first, self.period) >= self.today:
            self._note(place, _("its days are not over yet"))
            return None
        return first

    def _number(self, text: str, place: int) -> int | None:
        if text.isascii() and text.isdecimal() and len(text) < 8 and int(text) <= MOST_CALLS:
            return int(text)
        self._note(place, _("“%(text)s” is no whole number from 0 on") % {"text": text[:20]})
        return None


def last_day(first: date, period: Period) -> date:
    """Return the last day of a period that begins on a day."""
    if period == Period.MONTH:
        return (first.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return first + timedelta(days=6 if period == Period.WEEK else 0)


def _columns(heading: Collection[str]) -> tuple[Period | None, list[str]]:
    """Return how long a count lasts by the headings, and what is wrong with these."""
    times = [period for period in Period if period in heading]
    others = [name for name in heading if name not in (*COLUMNS, *Period)]
    if others:
        said = _("The column “%(name)s” is not taken: counts hold nothing about single calls or persons.")
        return None, [said % {"name": name[:40]} for name in others] + [_("Leave %(columns)s.") % {"columns": WHOLE}]
    if "number" not in heading:
        return None, [_("There is no column “number”. Rows of single calls are not taken: count them first.")]
    missing = [name for name in COLUMNS if name not in heading]
    if missing or len(times) != 1 or len({*heading}) != len(heading):
        said = _("The first line must name each column once: %(columns)s, or day or week instead of month.")
        return None, [said % {"columns": WHOLE}]
    return times[0], []


def _separator(heading: str) -> str:
    return max(",;\t", key=heading.count)


def _begins(first: date, period: Period) -> bool:
    return {Period.DAY: True, Period.WEEK: first.weekday() == 0, Period.MONTH: first.day == 1}[period]


def _how(period: Period) -> str:
    return {
        Period.DAY: _("day. Write it like 2026-03-09"),
        Period.WEEK: _("week. Write its Monday, like 2026-03-09"),
        Period.MONTH: _("month. Write it like 2026-03"),
    }[period]
