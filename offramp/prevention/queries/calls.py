"""Reads of counts of calls: which areas and types are counted, over which days, and how many there were."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count as HowMany
from django.db.models import F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractIsoWeekDay, TruncMonth

from offramp.areas.queries import branches, neighbourhoods
from offramp.kernel.text import folded
from offramp.prevention.enums import Period
from offramp.prevention.models import CallCount, CallFile, CountedArea
from offramp.prevention.rules.counts import Count, area_names
from offramp.prevention.rules.known import Source, Told, added_up
from offramp.prevention.rules.windows import Window

WEEK = 7
FILES = 5


@dataclass(frozen=True, slots=True)
class Area:
    """A neighbourhood or a whole branch: what calls are counted for."""

    key: UUID
    name: str
    branch: str = ""

    @property
    def in_full(self) -> str:
        return f"{self.name} ({self.branch})" if self.branch else self.name


@dataclass(frozen=True, slots=True)
class Series:
    """Months with their calls, from the first to the last that is kept; None for a month of which nothing is known."""

    months: Sequence[tuple[date, int | None]]

    @property
    def is_known(self) -> bool:
        return any(number is not None for _month, number in self.months)


def areas() -> list[Area]:
    """Return every branch and every neighbourhood with its branch, as people read them."""
    return [
        *(Area(row.pk, row.name) for row in branches()),
        *(Area(row.pk, row.name, row.branch.name) for row in neighbourhoods()),
    ]


def areas_by_name() -> dict[str, UUID]:
    """Return every area by its folded name, as a file of counts names it."""
    return area_names({area.key: area.name for area in areas()})


def area_of(key: UUID, known: Collection[Area] | None = None) -> Area | None:
    """Return an area by its key. known: all of them, where they were read already."""
    return next((area for area in (areas() if known is None else known) if area.key == key), None)


def call_types() -> list[str]:
    """Return every type of call that is counted anywhere, by name."""
    return list(CallCount.objects.order_by("call_type").values_list("call_type", flat=True).distinct())


def kept_days() -> tuple[date, date] | None:
    """Return the first and the last day of which counts are kept; None where there are none."""
    found = CallFile.objects.aggregate(first=Min("first_on"), last=Max("last_on"))
    return (found["first"], found["last"]) if found["first"] else None


def latest_files() -> QuerySet[CallFile]:
    """Return the readings of counts, the latest first."""
    return CallFile.objects.select_related("read_by")[:FILES]


def source_of(area: UUID, types: Collection[str] = (), windows: Sequence[Window] | None = None) -> Source:
    """Return whose counts are added up for an area: its own, or for a branch those of its neighbourhoods.

    Never both, or calls would count twice: of the two the one of which less is missing in the windows, else its own.
    windows: all days that are kept, where none are named. types: all of them, where none is named.
    """
    parts = [each.pk for each in neighbourhoods() if each.branch_id == area]
    kept = kept_days()
    asked = ([Window(*kept)] if kept else []) if windows is None else windows
    told = _told([area, *parts])
    sources = [added_up(each, types, told, asked) for each in ([area], parts) if each]
    return min(sources, key=lambda each: (len(each.lacking), len(each.unknown)))


def known_until(area: UUID, types: Collection[str]) -> date | None:
    """Return the last day of which the calls of an area are known; None where none is."""
    kept = kept_days()
    if kept is None:
        return None
    lacking = source_of(area, types).lacking
    return max((day for day in Window(*kept).each_day() if day not in lacking), default=None)


def counts_of(source: Source) -> QuerySet[CallCount]:
    """Return the counts that are added up."""
    rows = CallCount.objects.filter(_in(source.areas))
    return rows.filter(call_type__in=source.types) if source.types else rows


def counted_in(source: Source, window: Window) -> int:
    """Return how many calls there were in a window."""
    within = counts_of(source).filter(starts_on__gte=window.first, ends_on__lte=window.last)
    return within.aggregate(all=Sum("number"))["all"] or 0


def cut_by(source: Source, window: Window) -> int:
    """Return how many counts lie only partly in a window."""
    at_its_first = Q(starts_on__lt=window.first, ends_on__gte=window.first)
    at_its_last = Q(starts_on__lte=window.last, ends_on__gt=window.last)
    return counts_of(source).filter(at_its_first | at_its_last).count()


def spelt_as_kept(counts: Sequence[Count]) -> list[Count]:
    """Return counts with each type spelt as it was first: else one type would be two, and each missing calls."""
    known = {folded(each): each for each in call_types()}
    return [replace(each, call_type=known.setdefault(folded(each.call_type), each.call_type)) for each in counts]


def kept_otherwise(counts: Sequence[Count], *, period: str) -> str:
    """Return an area and type whose calls are kept by another length of time on some of these days, or nothing."""
    first, last = min(each.first for each in counts), max(each.last for each in counts)
    rows = CallCount.objects.exclude(period=period).filter(starts_on__lte=last, ends_on__gte=first)
    kept = {*rows.values_list(Coalesce("branch", "neighbourhood"), "call_type").distinct()}
    found = next((each for each in counts if (each.area, each.call_type) in kept), None)
    area = area_of(found.area) if found else None
    return f"{area.name}, {found.call_type}" if area and found else ""


def calls_by_month(source: Source) -> Series:
    """Return calls month by month over all days that are kept. A week counts in the month in which it begins."""
    kept = kept_days()
    if kept is None:
        return Series([])
    found = counts_of(source).annotate(month=TruncMonth("starts_on")).values("month").annotate(n=Sum("number"))
    numbers = {row["month"]: row["n"] for row in found}
    unknown = added_up(source.areas, source.types, _told(source.areas), [Window(*kept)]).unknown
    known = {day.replace(day=1) for day in Window(*kept).each_day() if day not in unknown}
    return Series([(month, numbers.get(month, 0) if month in known else None) for month in _months(*kept)])


def calls_by_weekday(source: Source) -> list[int]:
    """Return calls from Monday to Sunday, as far as they are counted by day; empty where none is."""
    rows = counts_of(source).filter(period=Period.DAY).annotate(day=ExtractIsoWeekDay("starts_on"))
    told = dict(rows.values("day").annotate(n=Sum("number")).values_list("day", "n"))
    return [told.get(day, 0) for day in range(1, WEEK + 1)] if told else []


def calls_by_type(area: UUID) -> list[tuple[str, int]]:
    """Return an area's calls of each type, the most first."""
    rows = counts_of(source_of(area)).values("call_type").annotate(n=Sum("number"), rows=HowMany("pk"))
    return list(rows.order_by(F("n").desc(), "call_type").values_list("call_type", "n"))


def _months(first: date, last: date) -> list[date]:
    begins, ends = first.year * 12 + first.month - 1, last.year * 12 + last.month
    return [date(place // 12, place % 12 + 1, 1) for place in range(begins, ends)]


def _in(areas_: Collection[UUID]) -> Q:
    return Q(branch__in=areas_) | Q(neighbourhood__in=areas_)


def _told(areas_: Collection[UUID]) -> list[Told]:
    """Return of which days files tell the calls of some areas."""
    rows = CountedArea.objects.filter(_in(areas_)).annotate(area=Coalesce("branch", "neighbourhood"))
    told = rows.values_list("area", "file__call_types", "first_on", "last_on")
    return [Told(area, frozenset(types), Window(first, last)) for area, types, first, last in told]
