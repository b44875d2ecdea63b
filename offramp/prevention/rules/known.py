"""Of which days counts of calls are known: what a file tells of, and what nobody was told. A gap is no zero."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.prevention.enums import Period
from offramp.prevention.rules.counts import Count, last_day
from offramp.prevention.rules.windows import A_DAY, Window


@dataclass(frozen=True, slots=True)
class Told:
    """Days of which one file tells how many calls an area had, of each type it names."""

    area: UUID
    types: frozenset[str]
    days: Window


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of which nobody knows the calls of an area: of some types, or of any where none is named."""

    area: UUID
    types: tuple[str, ...]
    days: Window

    def in_words(self, name: str) -> str:
        """Return it as a sentence. name: the area's."""
        words = {
            "area": name, "types": ", ".join(self.types), "first": self.days.first.isoformat(),
            "last": self.days.last.isoformat(),
        }  # fmt: skip
        if not self.types:
            return _("No counts were imported for %(area)s from %(first)s to %(last)s.") % words
        return _("No counts of %(types)s were imported for %(area)s from %(first)s to %(last)s.") % words


@dataclass(frozen=True, slots=True)
class Source:
    """Whose counts are added up for an area and some types, and what is missing of them in the windows asked for.

    lacking: the days of which something is missing. unknown: those of which nothing is known at all.
    """

    areas: tuple[UUID, ...]
    types: tuple[str, ...]
    gaps: tuple[Gap, ...]
    lacking: frozenset[date]
    unknown: frozenset[date]


def told_by(counts: Sequence[Count]) -> dict[UUID, Window]:
    """Return of which days a file tells, for each area it names: from the month of its first line to that of its last.

    Never a day before the file's own first or after its last. Within, what no line names had no calls.
    """
    first, last = min(each.first for each in counts), max(each.last for each in counts)
    lines: dict[UUID, list[Count]] = {}
    for each in counts:
        lines.setdefault(each.area, []).append(each)
    told = {}
    for area, of_it in lines.items():
        latest = max(of_it, key=lambda each: each.first)
        begins = min(each.first for each in of_it).replace(day=1)
        ends = max(latest.last, last_day(latest.first, Period.MONTH))
        told[area] = Window(max(first, begins), min(last, ends))
    return told


def added_up(
    areas: Sequence[UUID], types: Collection[str], told: Collection[Told], windows: Iterable[Window]
) -> Source:
    """Return what is missing where the counts of these areas are added up."""
    asked = {day for window in windows for day in window.each_day()}
    missing = {area: _missing(area, types, told, asked) for area in areas}
    each_lacks = [frozenset[date]().union(*of_types.values()) for of_types in missing.values()]
    nothing_of = [frozenset(asked).intersection(*of_types.values()) for of_types in missing.values()]
    return Source(
        areas=tuple(areas),
        types=tuple(types),
        gaps=tuple(gap for area, of_types in missing.items() for gap in _gaps(area, of_types)),
        lacking=frozenset[date]().union(*each_lacks),
        unknown=frozenset(asked).intersection(*nothing_of),
    )


def _missing(
    area: UUID, types: Collection[str], told: Collection[Told], asked: Collection[date]
) -> dict[str, frozenset[date]]:
    """Return the days of which no file tells, by type; by no type's name where any will do."""
    of_area = [each for each in told if each.area == area]
    found = {}
    for call_type in types or ("",):
        known = _joined(each.days for each in of_area if not call_type or call_type in each.types)
        found[call_type] = frozenset(asked).difference(*(each.each_day() for each in known))
    return found


def _gaps(area: UUID, missing: dict[str, frozenset[date]]) -> list[Gap]:
    alike: dict[frozenset[date], list[str]] = {}
    for call_type, days in missing.items():
        alike.setdefault(days, []).extend([call_type] if call_type else [])
    return [Gap(area, tuple(types), run) for days, types in alike.items() for run in _runs(days)]


def _runs(days: Iterable[date]) -> list[Window]:
    """Return days as windows, each from one day to another without a hole."""
    return _joined(Window(day, day) for day in days)


def _joined(windows: Iterable[Window]) -> list[Window]:
    """Return windows joined where they meet or overlap, in their order."""
    joined: list[Window] = []
    for each in sorted(windows, key=lambda window: window.first):
        if joined and each.first <= joined[-1].last + A_DAY:
            joined[-1] = Window(joined[-1].first, max(joined[-1].last, each.last))
        else:
            joined.append(each)
    return joined
