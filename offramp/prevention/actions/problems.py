"""Begin a problem, change it, move it from stage to stage, write down what is known."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.identity import Actor
from offramp.prevention.actions.changes import change, check_version
from offramp.prevention.enums import Kind, Side, Source, Stage
from offramp.prevention.models import Finding, Problem, Raised, StageChange
from offramp.prevention.queries.problems import stage_of
from offramp.prevention.rules import problems as rules


@transaction.atomic
def begin_problem(
    *, title: str, about: str, kind: Kind, call_types: Collection[str], branch: UUID | None, neighbourhood: UUID | None,
    place: str, sources: Collection[Source], who: Mapping[Source, str], theme: UUID | None, by: Actor, at: datetime,
) -> Problem:  # fmt: skip
    """Write down a problem and who raised it; it begins with scanning, and whoever writes it works on it."""
    require(by, Permission.PROBLEM_KEEP)
    rules.check_words(title, field="title")
    rules.check_where(branch=branch, neighbourhood=neighbourhood, place=place)
    rules.check_raised(sources, who=who)
    problem = Problem.objects.create(
        title=title.strip(), about=about.strip(), kind=kind, call_types=sorted(call_types), place=place.strip(),
        branch_id=None if neighbourhood else branch, neighbourhood_id=neighbourhood, owner_id=by.user, begun_at=at,
        begun_by_id=by.user,
    )  # fmt: skip
    StageChange.objects.create(problem=problem, stage=Stage.SCANNING, entered_at=at, entered_by_id=by.user)
    Raised.objects.bulk_create(
        Raised(
            problem=problem, source=source, who=who.get(source, "").strip(),
            theme=theme if source == Source.THEME else None,
        )
        for source in Source
        if source in sources
    )  # fmt: skip
    record(verb="problem.begun", by=by, at=at, subject=problem.pk)
    return problem


@transaction.atomic
def change_problem(
    *, problem: UUID, title: str, about: str, kind: Kind, call_types: Collection[str], branch: UUID | None,
    neighbourhood: UUID | None, place: str, owner: UUID, assess_on: date | None, version: int, by: Actor, at: datetime,
) -> Problem:  # fmt: skip
    """Change what a problem is, where, who works on it, and when it is to be assessed."""
    require(by, Permission.PROBLEM_KEEP)
    rules.check_words(title, field="title")
    rules.check_where(branch=branch, neighbourhood=neighbourhood, place=place)
    row = Problem.objects.select_for_update(of=("self",)).get(pk=problem)
    check_version(now=row.version, read=version)
    new: dict[str, object] = {
        "title": title.strip(), "about": about.strip(), "kind": kind, "call_types": sorted(call_types),
        "branch_id": None if neighbourhood else branch, "neighbourhood_id": neighbourhood, "place": place.strip(),
        "owner_id": owner, "assess_on": assess_on,
    }  # fmt: skip
    change(row=row, new=new, verb="problem.changed", about=row.pk, by=by, at=at)
    return row


@transaction.atomic
def move_problem(
    *, problem: UUID, to: Stage, note: str, assess_on: date | None = None, by: Actor, at: datetime
) -> StageChange:
    """Move a problem to another stage; backwards, or to the end without a result, with the reason."""
    require(by, Permission.PROBLEM_KEEP)
    row = Problem.objects.select_for_update(of=("self",)).get(pk=problem)
    rules.check_move(
        stage_of(problem), to, note=note, has_findings=row.findings.filter(withdrawn_at__isnull=True).exists(),
        has_responses=row.responses.exists(), has_result=row.results.exists(),
    )  # fmt: skip
    row.stages.filter(left_at__isnull=True).update(left_at=at)
    moved = StageChange.objects.create(problem=row, stage=to, note=note.strip(), entered_at=at, entered_by_id=by.user)
    if assess_on:
        change(row=row, new={"assess_on": assess_on}, verb="problem.changed", about=row.pk, by=by, at=at)
    record(verb=f"problem.{to}", by=by, at=at, subject=moved.pk, about=row.pk)
    return moved


@transaction.atomic
def add_finding(*, problem: UUID, side: Side, text: str, is_known: bool, by: Actor, at: datetime) -> Finding:
    """Write down one thing that is known of a problem, or that is asked and not known yet."""
    require(by, Permission.PROBLEM_KEEP)
    rules.check_words(text, field="text")
    rules.check_is_open(stage_of(problem))
    row = Finding.objects.create(
        problem_id=problem, side=side, text=text.strip(), is_known=is_known, written_at=at, written_by_id=by.user
    )
    record(verb="finding.written", by=by, at=at, subject=row.pk, about=problem)
    return row


@transaction.atomic
def take_back_finding(*, finding: UUID, by: Actor, at: datetime) -> Finding:
    """Take a finding back: it is kept, and no longer shown; twice is once."""
    require(by, Permission.PROBLEM_KEEP)
    row = Finding.objects.select_for_update(of=("self",)).get(pk=finding)
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_by_id = at, by.user
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        record(verb="finding.taken_back", by=by, at=at, subject=row.pk, about=row.problem_id)
    return row
