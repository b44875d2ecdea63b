"""Reads of problems: the list by stage and branch, and one with all that belongs to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of
from offramp.prevention.enums import Side, Stage
from offramp.prevention.models import Assessment, Finding, HandOff, Problem, Raised, Response, Result, StageChange

PAGE = 25
ON_A_DESK = 12
OPEN = [stage for stage in Stage if stage != Stage.CLOSED]


@dataclass(frozen=True, slots=True)
class ProblemShown:
    """One problem with all that belongs to it, each in its order."""

    problem: Problem
    stages: list[StageChange]
    raised: list[Raised]
    findings: list[tuple[Side, list[Finding]]]
    responses: list[Response]
    hand_offs: list[HandOff]
    assessments: list[Assessment]
    result: Result | None

    @property
    def stage(self) -> Stage:
        return Stage(self.stages[-1].stage)

    @property
    def cost(self) -> int:
        """Return what all of it costs, as far as it is known, in dollars."""
        return sum(each.cost or 0 for each in self.responses if each.ending != "dropped")


def problems() -> QuerySet[Problem]:
    """Return every problem with where it is, its owner, and its stage now as `stage`."""
    now = StageChange.objects.filter(problem=OuterRef("pk"), left_at__isnull=True)
    rows = Problem.objects.select_related("branch", "neighbourhood__branch", "owner")
    return rows.annotate(stage=Subquery(now.values("stage")[:1]))


def in_stages(stages: Iterable[str]) -> QuerySet[Problem]:
    """Return the problems that stand in one of these stages now."""
    current = StageChange.objects.filter(left_at__isnull=True, stage__in=list(stages))
    return problems().filter(pk__in=current.values("problem"))


def problems_listed(viewer: Viewer, *, cursor: str, stage: str = "", branch: UUID | None = None) -> Page[Problem]:
    """Return a page of problems, the newest first: of a stage, or all that are not closed; in a branch, or all."""
    require(viewer.actor, Permission.PROBLEM_READ)
    rows = in_stages([stage] if stage in Stage else OPEN)
    if branch:
        rows = rows.filter(Q(branch=branch) | Q(neighbourhood__branch=branch))
    return page_of(rows, "-begun_at", "-id", cursor=cursor, size=PAGE)


def problems_open(viewer: Viewer) -> QuerySet[Problem]:
    """Return the newest problems that are not closed."""
    require(viewer.actor, Permission.PROBLEM_READ)
    return in_stages(OPEN).order_by("-begun_at", "-id")[:ON_A_DESK]


def stages_counted(viewer: Viewer) -> list[tuple[Stage, int]]:
    """Return how many problems stand in each stage."""
    require(viewer.actor, Permission.PROBLEM_READ)
    rows = StageChange.objects.filter(left_at__isnull=True).values("stage").annotate(n=Count("pk"))
    found = dict(rows.values_list("stage", "n"))
    return [(stage, found.get(stage, 0)) for stage in Stage]


def problem_for(viewer: Viewer, problem: UUID) -> Problem | None:
    """Return one problem with its stage, or None where there is none."""
    require(viewer.actor, Permission.PROBLEM_READ)
    return problems().filter(pk=problem).first()


def stage_of(problem: UUID) -> Stage:
    """Return where a problem stands."""
    return Stage(StageChange.objects.get(problem=problem, left_at__isnull=True).stage)


def problem_shown(viewer: Viewer, problem: UUID) -> ProblemShown | None:
    """Return one problem with all that belongs to it, or None where there is none."""
    found = problem_for(viewer, problem)
    if found is None:
        return None
    known = list(found.findings.filter(withdrawn_at__isnull=True).select_related("written_by"))
    return ProblemShown(
        problem=found,
        stages=list(found.stages.select_related("entered_by")),
        raised=list(found.raised.select_related("told_by")),
        findings=[(side, [each for each in known if each.side == side]) for side in Side],
        responses=list(found.responses.select_related("ended_by")),
        hand_offs=list(found.hand_offs.select_related("work_unit", "response", "reply__written_by", "sent_by")),
        assessments=list(found.assessments.select_related("assessed_by")),
        result=found.results.select_related("written_by").first(),
    )


def begun_from_themes(viewer: Viewer) -> dict[UUID, Problem]:
    """Return the latest problem that began from each theme of PACE, by the theme."""
    require(viewer.actor, Permission.PROBLEM_READ)
    rows = Raised.objects.filter(theme__isnull=False).select_related("problem").order_by("id")
    return {row.theme: row.problem for row in rows if row.theme}
