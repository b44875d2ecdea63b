"""Import counts of calls, hold before against after, write the result, bring it back to who raised the problem."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.areas.queries import branches, neighbourhoods
from offramp.audit.actions import record
from offramp.kernel.identity import Actor
from offramp.prevention.actions.changes import check_version
from offramp.prevention.enums import Period, Stage
from offramp.prevention.models import Assessment, CallCount, CallFile, CountedArea, Raised, Result
from offramp.prevention.queries.assessments import begun_on
from offramp.prevention.queries.calls import (
    area_of,
    counted_in,
    cut_by,
    kept_days,
    kept_otherwise,
    source_of,
    spelt_as_kept,
)
from offramp.prevention.queries.problems import stage_of
from offramp.prevention.queries.results import raised
from offramp.prevention.rules import problems as rules
from offramp.prevention.rules import windows
from offramp.prevention.rules.counts import Count
from offramp.prevention.rules.known import Source, told_by
from offramp.prevention.rules.windows import Window

AT_ONCE = 2000
KEY = ["branch", "neighbourhood", "call_type", "period", "starts_on"]


@transaction.atomic
def import_counts(*, period: Period, counts: Sequence[Count], by: Actor, at: datetime) -> CallFile:
    """Keep counts of calls, and of which areas, types and days they tell; what is kept already is replaced."""
    require(by, Permission.PROBLEM_KEEP)
    rules.check_has_counts(len(counts))
    counts = spelt_as_kept(counts)
    rules.check_one_period(kept_otherwise(counts, period=period))
    wide = set(branches().values_list("pk", flat=True))
    file = CallFile.objects.create(
        period=period, first_on=min(each.first for each in counts), last_on=max(each.last for each in counts),
        call_types=sorted({each.call_type for each in counts}), counts=len(counts), read_at=at, read_by_id=by.user,
    )  # fmt: skip
    CountedArea.objects.bulk_create(
        CountedArea(file=file, first_on=days.first, last_on=days.last, **_placed(area, is_branch=area in wide))
        for area, days in told_by(counts).items()
    )
    CallCount.objects.bulk_create(
        (_row(each, file, period, is_branch=each.area in wide) for each in counts),
        batch_size=AT_ONCE, update_conflicts=True, unique_fields=KEY, update_fields=["number", "file"],
    )  # fmt: skip
    record(verb="calls.imported", by=by, at=at, subject=file.pk)
    return file


@transaction.atomic
def assess(
    *, problem: UUID, target: UUID, comparison: UUID, beside: UUID | None, call_types: Collection[str],
    before: Window, after: Window, note: str, by: Actor, at: datetime,
) -> Assessment:  # fmt: skip
    """Count calls before and after in the target, a comparison area and one beside it; keep them as they are now."""
    require(by, Permission.PROBLEM_KEEP)
    rules.check_is_open(stage_of(problem))
    rules.check_types(call_types)
    branch_of = dict(neighbourhoods().values_list("pk", "branch"))
    rules.check_areas(target, comparison, beside, branch_of=branch_of)
    windows.check_windows(before, after, today=timezone.localdate(at))
    rules.check_is_between(begun_on(problem), before=before.last, after=after.first)
    rules.check_any_is_kept(is_kept=kept_days() is not None, field="before_first")
    here, there = (source_of(each, call_types, (before, after)) for each in (target, comparison))
    near = source_of(beside, call_types, (before, after)) if beside else None
    for source in (here, there, near):
        if source:
            _check_counts(source, before, after)
    row = Assessment.objects.create(
        problem_id=problem, target=target, comparison=comparison, beside=beside, call_types=sorted(call_types),
        before_first=before.first, before_last=before.last, after_first=after.first, after_last=after.last,
        target_before=counted_in(here, before), target_after=counted_in(here, after),
        comparison_before=counted_in(there, before), comparison_after=counted_in(there, after),
        beside_before=counted_in(near, before) if near else None,
        beside_after=counted_in(near, after) if near else None,
        note=note.strip(), assessed_at=at, assessed_by_id=by.user,
    )  # fmt: skip
    record(verb="problem.assessed", by=by, at=at, subject=row.pk, about=problem)
    return row


@transaction.atomic
def write_result(*, problem: UUID, text: str, by: Actor, at: datetime) -> Result:
    """Write the result in plain words: it is owed to those who raised the problem, also to who heard an earlier one."""
    require(by, Permission.PROBLEM_KEEP)
    rules.check_words(text, field="text")
    rules.check_can_have_a_result(stage_of(problem) in (Stage.ASSESSMENT, Stage.CLOSED))
    row = Result.objects.create(problem_id=problem, text=text.strip(), written_at=at, written_by_id=by.user)
    record(verb="result.written", by=by, at=at, subject=row.pk, about=problem)
    return row


@transaction.atomic
def bring_back(*, raised_id: UUID, how: str, version: int, by: Actor, at: datetime) -> Raised:
    """Write down that a result was brought back to those who raised the problem, and how.

    version: how many results the problem had when it was read, so that a newer one is not told unread.
    """
    require(by, Permission.RESULT_BRING)
    rules.check_words(how, field="how")
    row = raised(by).select_for_update(of=("self",)).get(pk=raised_id)
    results = list(row.problem.results.all())
    rules.check_can_be_told(has_result=bool(results), is_told=bool(results) and row.knows(results[0].written_at))
    check_version(now=len(results), read=version)
    row.told_at, row.told_by_id, row.told_how = at, by.user, how.strip()
    row.save(update_fields=["told_at", "told_by", "told_how"])
    record(verb="result.brought_back", by=by, at=at, subject=row.pk, about=row.problem_id)
    return row


def _check_counts(source: Source, before: Window, after: Window) -> None:
    """Refuse windows of which a count is missing or is cut through."""
    for gap in source.gaps[:1]:
        area = area_of(gap.area)
        said = gap.in_words(area.name if area else "")
        rules.check_is_known(said, field="before_first" if gap.days.first <= before.last else "after_first")
    for window, field in ((before, "before_first"), (after, "after_first")):
        rules.check_not_cut(cut_by(source, window), field=field)


def _placed(area: UUID, *, is_branch: bool) -> dict[str, UUID]:
    return {"branch_id" if is_branch else "neighbourhood_id": area}


def _row(count: Count, file: CallFile, period: Period, *, is_branch: bool) -> CallCount:
    return CallCount(
        call_type=count.call_type, period=period, starts_on=count.first, ends_on=count.last, number=count.number,
        file=file, **_placed(count.area, is_branch=is_branch),
    )  # fmt: skip
