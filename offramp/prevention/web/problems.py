"""The list of problems, one problem with its four steps, and what moves it on."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from offramp.access.enums import Permission, Role
from offramp.access.queries import allowed
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.prevention.actions import problems as actions
from offramp.prevention.enums import Source, Stage
from offramp.prevention.models import Finding, Problem
from offramp.prevention.queries import problems as queries
from offramp.prevention.queries.assessments import told_of
from offramp.prevention.web import forms
from offramp.prevention.web.sending import sent
from offramp.ui.web.paging import page_address

STEPS = (Stage.SCANNING, Stage.ANALYSIS, Stage.RESPONSE, Stage.ASSESSMENT)
SHORT: Final = {
    Stage.SCANNING: _lazy("Scan"), Stage.ANALYSIS: _lazy("Analyse"), Stage.RESPONSE: _lazy("Respond"),
    Stage.ASSESSMENT: _lazy("Assess"),
}  # fmt: skip
"""The steps as short words: four of them stand side by side on a phone."""
ASSESS_AFTER = timedelta(days=365)


def listed(request: SignedInRequest) -> HttpResponse:
    """Show problems, the newest first: those of a stage, or all that are not closed."""
    sieve = forms.Sieve(request.GET or None)
    branch = sieve.cleaned_data["branch"] if sieve.is_bound and sieve.is_valid() else ""
    stage = request.GET.get("stage", "")
    page = queries.problems_listed(
        request.viewer, cursor=request.GET.get("page", ""), stage=stage, branch=forms.key(branch)
    )
    shown = {
        "sieve": sieve, "problems": page.rows, "stage": stage, "branch": branch, "is_all": not stage,
        "stages": [(each, n, each == stage) for each, n in queries.stages_counted(request.viewer)],
        "previous": page_address(request, page.previous), "next": page_address(request, page.next),
        "may_keep": allowed(request.actor, Permission.PROBLEM_KEEP),
    }  # fmt: skip
    return render(request, "prevention/problems.html", shown, status=sieve.status)


def new(request: SignedInRequest) -> HttpResponse:
    """Write down a problem; one that begins from a theme of PACE knows its name and numbers, and nothing else."""
    asked = request.GET.get("theme", "")
    theme = _theme_or_404(request, asked) if asked else None
    start: dict[str, Any] = {"sources": [Source.THEME], "title": theme.name, "about": theme.in_words} if theme else {}
    form = forms.Begin(
        request.POST or None, request=request, target=asked, theme=theme.name if theme else "", initial=start
    )

    def act(_data: dict[str, Any]) -> UUID:
        said = form.said() | form.raised()
        return actions.begin_problem(theme=theme.theme if theme else None, by=request.actor, at=now(), **said).pk

    return sent(form, act, "prevention:problem", saying=_("Written down. It is in scanning.")) or render(
        request, "prevention/new.html", {"form": form, "theme": theme}, status=form.status
    )


def show(request: SignedInRequest, problem_id: UUID) -> HttpResponse:
    """Show one problem with all that belongs to it."""
    found = queries.problem_shown(request.viewer, problem_id)
    if found is None:
        raise Http404
    page = {
        "shown": found, "problem": found.problem, "stage": found.stage, "steps": _steps(found),
        "next_stage": _next(found.stage), "back_stages": _back(found.stage),
        "assessments": told_of(found.assessments),
        "may_keep": allowed(request.actor, Permission.PROBLEM_KEEP), "at": now(),
    }  # fmt: skip
    return render(request, "prevention/problem.html", page)


def change(request: SignedInRequest, problem_id: UUID) -> HttpResponse:
    """Change what a problem is, who works on it, and when it is to be assessed."""
    problem = problem_or_404(request, problem_id)
    form = forms.Change(
        request.POST or None, request=request, target=problem_id, unit=request.actor.home,
        role=Role.PREVENTION_OFFICER, initial=_as_typed(problem),
    )  # fmt: skip

    def act(data: dict[str, Any]) -> UUID:
        said = form.said() | {"owner": UUID(data["owner"]), "assess_on": data["assess_on"], "version": data["version"]}
        return actions.change_problem(problem=problem_id, by=request.actor, at=now(), **said).pk

    answer = sent(form, act, "prevention:problem", saying=_("Changed."))
    if form.is_overtaken:
        form.look_again(problem_or_404(request, problem_id).version)
    return answer or about(request, problem, form, title=_("Change"), submit=_("Save"))


def move(request: SignedInRequest, problem_id: UUID, stage: str) -> HttpResponse:
    """Move a problem to another stage."""
    problem = problem_or_404(request, problem_id)
    if stage not in Stage:
        raise Http404
    to = Stage(stage)
    due = problem.assess_on or timezone.localdate(now()) + ASSESS_AFTER
    form = forms.Move(
        request.POST or None, request=request, target=f"{problem_id}{stage}", to=to, initial={"assess_on": due}
    )

    def act(data: dict[str, Any]) -> UUID:
        return actions.move_problem(problem=problem_id, to=to, by=request.actor, at=now(), **data).problem_id

    title = _("Move to: %(stage)s") % {"stage": to.label}
    return sent(form, act, "prevention:problem", saying=_("Moved.")) or about(
        request, problem, form, title=title, submit=_("Move"), hint=HINTS.get(to, "")
    )


def find(request: SignedInRequest, problem_id: UUID) -> HttpResponse:
    """Write down one thing that is known, or asked."""
    problem = problem_or_404(request, problem_id)
    start = {"is_known": "yes", "side": request.GET.get("side", "")}
    form = forms.Found(request.POST or None, request=request, target=problem_id, initial=start)

    def act(data: dict[str, Any]) -> UUID:
        return actions.add_finding(problem=problem_id, by=request.actor, at=now(), **data).problem_id

    return sent(form, act, "prevention:problem", saying=_("Written down.")) or about(
        request, problem, form, title=_("What did you find out?"), submit=_("Save")
    )


def take_back(request: SignedInRequest, finding_id: UUID) -> HttpResponse:
    """Take a finding back, after asking."""
    finding = Finding.objects.select_related("problem").filter(pk=finding_id, withdrawn_at__isnull=True).first()
    if finding is None:
        raise Http404
    form = forms.TakeBack(request.POST or None, request=request, target=finding_id)

    def act(_data: dict[str, Any]) -> UUID:
        return actions.take_back_finding(finding=finding_id, by=request.actor, at=now()).problem_id

    return sent(form, act, "prevention:problem", saying=_("Taken back.")) or about(
        request, finding.problem, form, title=_("Take this back?"), submit=_("Take back"), hint=finding.text
    )


def about(
    request: HttpRequest, problem: Problem, form: Any, *, title: str, submit: str, hint: str | Promise = ""
) -> HttpResponse:
    """Show a form about a problem."""
    page = {"problem": problem, "form": form, "title": title, "submit": submit, "hint": hint}
    return render(request, "prevention/form.html", page, status=form.status)


def problem_or_404(request: SignedInRequest, problem_id: UUID) -> Problem:
    """Return a problem with its stage, or 404."""
    found = queries.problem_for(request.viewer, problem_id)
    if found is None:
        raise Http404
    return found


HINTS: Final = {
    Stage.RESPONSE: _lazy("Analysis goes on where it must: nothing you wrote is shut."),
    Stage.CLOSED: _lazy("Without a result, say why it is closed."),
}


def _theme_or_404(request: SignedInRequest, asked: str) -> Any:
    try:
        found = import_string(settings.THEME_COUNTED)(request.viewer, UUID(asked))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _steps(found: queries.ProblemShown) -> list[dict[str, str]]:
    """Return the four steps as the page draws them, each with the day it was last begun."""
    last = {row.stage: row.entered_at for row in found.stages}
    place = STEPS.index(found.stage) if found.stage in STEPS else len(STEPS)
    return [
        {
            "label": str(SHORT[step]), "state": "current" if at == place else "done" if at < place else "",
            "detail": f"{timezone.localdate(last[step]):%Y-%m-%d}" if step in last and at <= place else "",
        }
        for at, step in enumerate(STEPS)
    ]  # fmt: skip


def _next(stage: Stage) -> Stage | None:
    order = tuple(Stage)
    place = order.index(stage) + 1
    return order[place] if place < len(order) else None


def _back(stage: Stage) -> list[Stage]:
    order = tuple(Stage)
    return list(order[: order.index(stage)])


def _as_typed(problem: Problem) -> dict[str, Any]:
    return {
        "version": problem.version, "title": problem.title, "kind": problem.kind, "about": problem.about,
        "neighbourhood": problem.neighbourhood_id or "", "branch": problem.branch_id or "", "place": problem.place,
        "call_types": problem.call_types, "owner": problem.owner_id, "assess_on": problem.assess_on,
    }  # fmt: skip
