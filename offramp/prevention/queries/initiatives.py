"""Reads of what is planned: initiatives and actions by month."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from offramp.prevention.enums import Approach
from offramp.prevention.models import Initiative, Response

AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the calendar: an initiative, or an action about a problem."""

    key: UUID
    title: str
    first: date
    last: date
    owner_name: str
    approach: Approach
    where: str
    problem: UUID | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what is planned in it, the earliest first."""

    first: date
    lines: list[Planned]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=32)).replace(day=1)


def initiative_for(initiative: UUID) -> Initiative | None:
    """Return one initiative, or None where there is none."""
    return Initiative.objects.filter(pk=initiative).first()


def month_of(day: date) -> Month:
    """Return the month of a day with what is planned in it."""
    first = day.replace(day=1)
    return Month(first, planned(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)))


def planned_ahead(day: date) -> list[Planned]:
    """Return what is planned from a day on, for a year."""
    return planned(day, day + AHEAD)


def planned(first: date, last: date) -> list[Planned]:
    """Return what is planned between two days, both counted: what was called off or dropped is not."""
    initiatives = Initiative.objects.filter(starts_on__lte=last, ends_on__gte=first, called_off_at__isnull=True)
    responses = Response.objects.filter(starts_on__lte=last, due_on__gte=first).exclude(ending="dropped")
    lines = [
        *(_initiative(row) for row in initiatives.select_related("branch")),
        *(_response(row) for row in responses.select_related("problem__branch", "problem__neighbourhood")),
    ]
    return sorted(lines, key=lambda line: (line.first, line.last, line.title))


def _initiative(row: Initiative) -> Planned:
    where = ", ".join(part for part in (row.place, row.branch.name if row.branch else "") if part)
    return Planned(row.pk, row.title, row.starts_on, row.ends_on, row.owner_name, Approach(row.approach), where)


def _response(row: Response) -> Planned:
    problem = row.problem
    area = problem.neighbourhood or problem.branch
    return Planned(
        row.pk, row.what, row.starts_on, row.due_on, row.owner_name, Approach(row.approach),
        area.name if area else problem.place, problem=problem.pk, is_over=bool(row.ending),
    )  # fmt: skip
