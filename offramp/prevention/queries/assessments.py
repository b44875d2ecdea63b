"""Reads of assessments: what a form proposes, what was counted, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.kernel.identity import Viewer
from offramp.prevention.enums import Ending, Stage
from offramp.prevention.models import Assessment, Problem, Response, StageChange
from offramp.prevention.queries.calls import Area, areas, kept_days, known_until
from offramp.prevention.queries.problems import OPEN, in_stages
from offramp.prevention.rules import windows
from offramp.prevention.rules.effects import Counts
from offramp.prevention.rules.judging import Findings, judge
from offramp.prevention.rules.windows import Window

ON_A_DESK = 20


@dataclass(frozen=True, slots=True)
class Shown:
    """One assessment: its areas and windows, and what the counts say."""

    assessment: Assessment
    target: Area
    comparison: Area
    beside: Area | None
    before: Window
    after: Window
    findings: Findings
    least: int


def assessment_shown(viewer: Viewer, assessment: UUID) -> Shown | None:
    """Return one assessment with what its counts say, or None where there is none."""
    require(viewer.actor, Permission.PROBLEM_READ)
    row = Assessment.objects.select_related("problem", "assessed_by").filter(pk=assessment).first()
    return told_of([row])[0] if row else None


def told_of(rows: Sequence[Assessment]) -> list[Shown]:
    """Return what the counts of assessments say, as they were when each was made."""
    known = {area.key: area for area in areas()} if rows else {}
    return [_told(row, known) for row in rows]


def _told(row: Assessment, known: Mapping[UUID, Area]) -> Shown:
    beside = Counts(row.beside_before, row.beside_after or 0) if row.beside_before is not None else None
    least = settings.PREVENTION_LEAST_CALLS
    return Shown(
        assessment=row,
        target=known[row.target],
        comparison=known[row.comparison],
        beside=known[row.beside] if row.beside else None,
        before=Window(row.before_first, row.before_last),
        after=Window(row.after_first, row.after_last),
        findings=judge(
            Counts(row.target_before, row.target_after), Counts(row.comparison_before, row.comparison_after), beside,
            least=least,
        ),
        least=least,
    )  # fmt: skip


def proposed_windows(problem: Problem, *, today: date) -> tuple[Window, Window]:
    """Return the windows a form proposes: before the first action began, and after the last was over."""
    days = list(problem.responses.exclude(ending="dropped").values_list("starts_on", "ended_on", "due_on"))
    since = min((first for first, _ended, _due in days), default=today)
    until = max((ended or due for _first, ended, due in days), default=today)
    area, kept = problem.neighbourhood_id or problem.branch_id, kept_days()
    known = known_until(area, problem.call_types) if area else None
    return windows.proposed(since=since, until=until, kept_until=known or (kept[1] if kept else today))


def assessments_due(owner: UUID, *, until: date) -> QuerySet[Problem]:
    """Return somebody's problems whose assessment is due until a day, the earliest first.

    Not those that were assessed since something was last done about them: what went back to a response is due again.
    """
    answered = StageChange.objects.filter(problem=OuterRef("problem"), stage=Stage.RESPONSE).order_by("-entered_at")
    since = Coalesce(Subquery(answered.values("entered_at")[:1]), F("problem__begun_at"))
    made = Assessment.objects.filter(problem=OuterRef("pk"), assessed_at__gte=since)
    rows = in_stages(OPEN).filter(~Exists(made), owner=owner, assess_on__lte=until)
    return rows.order_by("assess_on", "id")[:ON_A_DESK]


def not_whole(found: Shown) -> list[Response]:
    """Return the actions that had begun while before was counted, or began while after was: they are in it by half."""
    before, after = found.before, found.after
    early = Q(starts_on__lte=before.last) & (Q(ended_on__isnull=True) | Q(ended_on__gte=before.first))
    late = Q(starts_on__gt=after.first, starts_on__lte=after.last)
    return list(_of_it(found.assessment.problem).filter(early | late))


def begun_on(problem: UUID) -> list[date]:
    """Return the days on which the actions about a problem began that were not dropped."""
    return list(_of_it(problem).values_list("starts_on", flat=True))


def _of_it(problem: Problem | UUID) -> QuerySet[Response]:
    return Response.objects.filter(problem=problem).exclude(ending=Ending.DROPPED)
