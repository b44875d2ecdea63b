"""The bulletin: six numbers of a period."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from offramp.access.enums import Role
from offramp.reporting import rules
from offramp.reporting.enums import CORE_TEAM, DEFINITIONS, Measure


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the bulletin. `count` is None where it is not told, and `untold` says why."""

    key: str
    label: str
    definition: str
    count: int | None
    untold: str = ""

    @property
    def shown(self) -> str:
        """Return the number as people read it, or a dash."""
        return "—" if self.count is None else number_format(self.count, force_grouping=True)


def bulletin(from_on: date, to_on: date, branch: UUID | None = None) -> list[Figure]:
    """Return the six numbers from one day to another, both included, by the service's clock.

    With a branch: the numbers of its team. The core team serves the whole city and refuses a branch.
    Refused where the last day is before the first.
    """
    rules.check_period(from_on, to_on)
    counts = _counts(from_on, to_on, branch)
    return [_figure(measure, counts[measure], of_branch=branch is not None) for measure in Measure]


def as_shown_to(role: str, figures: list[Figure]) -> list[Figure]:
    """Return the figures as a role sees them: whoever sees aggregates alone is not told small counts."""
    if role != Role.ANALYST:
        return figures
    untold = _("fewer than %(n)d") % {"n": rules.SMALLEST_SHOWN}
    return [
        replace(figure, count=None, untold=untold) if rules.is_small(figure.count or 0) else figure
        for figure in figures
    ]


def start_of(day: date) -> datetime:
    """Return the moment a day begins by the service's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _counts(from_on: date, to_on: date, branch: UUID | None) -> dict[Measure, int]:
    period = [start_of(from_on), start_of(to_on + timedelta(days=1))]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(Measure)} FROM reporting_bulletin(%s, %s, %s)", [*period, branch])
        return dict(zip(Measure, cursor.fetchone(), strict=True))


def _figure(measure: Measure, count: int, *, of_branch: bool) -> Figure:
    untold = _("The core team serves the whole city: not told by branch.") if measure in CORE_TEAM and of_branch else ""
    return Figure(
        key=measure.value,
        label=str(measure.label),
        definition=str(DEFINITIONS[measure]),
        count=None if untold else count,
        untold=untold,
    )
