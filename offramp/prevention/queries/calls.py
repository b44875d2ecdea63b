"""Reads of counts of calls: which areas and types are counted, over which days, and how many there were."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count as HowMany
from django.db.models import F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, ExtractIsoWeekDay, TruncMonth

from offramp.areas.queries import branches, neighbourhoods
from offramp.prevention.enums import Period
from offramp.prevention.models import CallCount, CallFile
from offramp.prevention.rules.counts import Count, area_names
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
    """Months with their calls, from the first to the last that is kept; a month that no count names has none."""

    months: Sequence[tuple[date, int]]

    @property
    def most(self) -> int:
        return max((number for _month, number in self.months), default=0)

    @property
    def total(self) -> int:
        return sum(number for _month, number in self.months)


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


def counts_of(area: UUID, types: Collection[str]) -> QuerySet[CallCount]:
    """Return the counts of an area; of some types, or of all where none is named."""
    rows = CallCount.objects.filter(Q(branch=area) | Q(neighbourhood=area))
    return rows.filter(call_type__in=list(types)) if types else rows


def counted_in(area: UUID, types: Collection[str], window: Window) -> int:
    """Return how many calls an area had in a window."""
    within = counts_of(area, types).filter(starts_on__gte=window.first, ends_on__lte=window.last)
    return within.aggregate(all=Sum("number"))["all"] or 0


def cut_by(areas_: Collection[UUID], types: Collection[str], window: Window) -> int:
    """Return how many counts of some areas lie only partly in a window."""
    rows = CallCount.objects.filter(Q(branch__in=areas_) | Q(neighbourhood__in=areas_))
    if types:
        rows = rows.filter(call_type__in=list(types))
    at_its_first = Q(starts_on__lt=window.first, ends_on__gte=window.first)
    at_its_last = Q(starts_on__lte=window.last, ends_on__gt=window.last)
    return rows.filter(at_its_first | at_its_last).count()


def kept_otherwise(counts: Sequence[Count], *, period: str) -> str:
    """Return an area and type whose calls are kept by another length of time on some of these days, or nothing."""
    first, last = min(each.first for each in counts), max(each.last for each in counts)
    rows = CallCount.objects.exclude(period=period).filter(starts_on__lte=last, ends_on__gte=first)
    kept = {*rows.values_list(Coalesce("branch", "neighbourhood"), "call_type").distinct()}
    found = next((each for each in counts if (each.area, each.call_type) in kept), None)
    area = area_of(found.area) if found else None
    return f"{area.name}, {found.call_type}" if area and found else ""


def calls_by_month(area: UUID, types: Collection[str] = ()) -> Series:
    """Return an area's calls month by month. A week counts in the month in which it begins."""
    kept = kept_days()
    found = counts_of(area, types).annotate(month=TruncMonth("starts_on")).values("month").annotate(n=Sum("number"))
    told = {row["month"]: row["n"] for row in found}
    return Series([(month, told.get(month, 0)) for month in (_months(*kept) if kept else ())])


def calls_by_weekday(area: UUID, types: Collection[str] = ()) -> list[int]:
    """Return an area's calls from Monday to Sunday, as far as they are counted by day; empty where none is."""
    rows = counts_of(area, types).filter(period=Period.DAY).annotate(day=ExtractIsoWeekDay("starts_on"))
    told = dict(rows.values("day").annotate(n=Sum("number")).values_list("day", "n"))
    return [told.get(day, 0) for day in range(1, WEEK + 1)] if told else []


def calls_by_type(area: UUID) -> list[tuple[str, int]]:
    """Return an area's calls of each type, the most first."""
    rows = counts_of(area, ()).values("call_type").annotate(n=Sum("number"), rows=HowMany("pk"))
    return list(rows.order_by(F("n").desc(), "call_type").values_list("call_type", "n"))


def _months(first: date, last: date) -> list[date]:
    begins, ends = first.year * 12 + first.month - 1, last.year * 12 + last.month
    return [date(place // 12, place % 12 + 1, 1) for place in range(begins, ends)]
