"""The branches, their neighbourhoods, who answers when, and whether this is the training city."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from offramp.areas import rules
from offramp.areas.models import Branch, CoverageHours, Neighbourhood, TrainingCity


@dataclass(frozen=True, slots=True)
class Where:
    """A branch, and the neighbourhood in it where that is known."""

    branch: Branch | None
    neighbourhood: Neighbourhood | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a branch's team answers at a moment, and if not, when it does again (None where it never does)."""

    branch: Branch
    is_covered: bool
    again_at: datetime | None = None


def training_city() -> TrainingCity | None:
    """Return the training city this database holds, or None where the data are of real people."""
    return TrainingCity.objects.first()


def branches() -> QuerySet[Branch]:
    """Return every branch in its place."""
    return Branch.objects.order_by("position")


def neighbourhoods() -> QuerySet[Neighbourhood]:
    """Return every neighbourhood with its branch, branch by branch, by name."""
    return Neighbourhood.objects.select_related("branch").order_by("branch__position", "name")


def where_is(
    place: str, *, neighbourhood: UUID | None = None, branch: UUID | None = None, instead: UUID | None = None
) -> Where:
    """Return where a place in words is: a neighbourhood that was chosen, or one the words name, settles the branch.

    branch: the one that was chosen. instead: the branch to guess where nothing else tells.
    """
    known = {row.pk: row for row in neighbourhoods()}
    found = known.get(neighbourhood) if neighbourhood else None
    guessed = None if found else rules.named_in(place, {key: row.name for key, row in known.items()})
    found = found or (known[guessed] if guessed else None)
    if found and (neighbourhood or branch in (None, found.branch_id)):
        return Where(found.branch, found)
    settled = branch or instead
    return Where(Branch.objects.filter(pk=settled).first() if settled else None)


def coverage_at(at: datetime) -> list[Coverage]:
    """Return for every branch whether its team answers at a moment."""
    hours: dict[UUID, list[rules.Hours]] = {}
    for row in CoverageHours.objects.all():
        hours.setdefault(row.branch_id, []).append((row.weekday, row.starts, row.ends))
    return [_coverage(branch, hours.get(branch.pk, []), at) for branch in branches()]


def coverage_of(branch: UUID, at: datetime) -> Coverage | None:
    """Return whether a branch's team answers at a moment; None where there is no such branch."""
    return next((coverage for coverage in coverage_at(at) if coverage.branch.pk == branch), None)


def _coverage(branch: Branch, hours: list[rules.Hours], at: datetime) -> Coverage:
    if rules.is_covered(hours, at):
        return Coverage(branch, is_covered=True)
    return Coverage(branch, is_covered=False, again_at=rules.answers_next(hours, at))
