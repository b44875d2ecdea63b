"""Holding before against after, reading what it says, and writing the result."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from offramp.access.enums import Permission
from offramp.access.queries import allowed
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.prevention.actions import assessments as actions
from offramp.prevention.queries import assessments as queries
from offramp.prevention.queries.calls import calls_by_month, source_of
from offramp.prevention.web import forms
from offramp.prevention.web.charts import bars
from offramp.prevention.web.count_forms import Assess
from offramp.prevention.web.in_words import answer_of, difference_in_words, gaps_in_words, interval, share_sentence
from offramp.prevention.web.problems import about, problem_or_404
from offramp.prevention.web.sending import sent
from offramp.ui.web.tables import Column

AREAS = (
    Column(_lazy("Area"), "", "", False), Column(_lazy("Before"), "", "", True), Column(_lazy("After"), "", "", True),
    Column(_lazy("After for each before"), "", "", True),
)  # fmt: skip
MONTHS = (
    Column(_lazy("Month"), "", "", False), Column(_lazy("Target"), "", "", True),
    Column(_lazy("Comparison"), "", "", True),
)  # fmt: skip


def assess(request: SignedInRequest, problem_id: UUID) -> HttpResponse:
    """Choose areas and windows; the form proposes equal ones."""
    problem = problem_or_404(request, problem_id)
    today = timezone.localdate(now())
    before, after = queries.proposed_windows(problem, today=today)
    start = {
        "where": problem.neighbourhood_id or problem.branch_id or "", "call_types": problem.call_types,
        "before_first": before.first, "before_last": before.last, "after_first": after.first, "after_last": after.last,
    }  # fmt: skip
    form = Assess(request.POST or None, request=request, target=problem_id, initial=start)

    def act(_data: dict[str, Any]) -> UUID:
        return actions.assess(problem=problem_id, by=request.actor, at=now(), **form.said()).pk

    hint = _("The last action is not over, or the counts after it are not here yet.") if after.last >= today else ""
    return sent(form, act, "prevention:assessment", saying=_("Counted.")) or about(
        request, problem, form, title=_("Before and after"), submit=_("Count"), hint=hint
    )


def show(request: SignedInRequest, assessment_id: UUID) -> HttpResponse:
    """Show what an assessment says, in a sentence first, then in figures."""
    found = queries.assessment_shown(request.viewer, assessment_id)
    if found is None:
        raise Http404
    row, types = found.assessment, found.assessment.call_types
    windows = (found.before, found.after)
    sources = [source_of(area, types, windows) for area in (row.target, row.comparison)]
    target, comparison = (calls_by_month(source) for source in sources)
    drawn = [
        (area, bars(series, key=key, title=_("Calls in %(area)s by month") % {"area": area.name}, windows=windows))
        for key, area, series in (("target", found.target, target), ("comparison", found.comparison, comparison))
    ]
    page = {
        "found": found, "findings": found.findings, "assessment": row, "answer": answer_of(found), "areas": AREAS,
        "lines": _lines(found), "difference": difference_in_words(found.findings.difference),
        "charts": drawn, "gaps": [said for source in sources for said in gaps_in_words(source)],
        "not_whole": queries.not_whole(found), "columns": MONTHS, "share": share_sentence(found),
        "months": [(month, n, m) for (month, n), (_same, m) in zip(target.months, comparison.months, strict=True)],
        "may_keep": allowed(request.actor, Permission.PROBLEM_KEEP),
    }  # fmt: skip
    return render(request, "prevention/assessment.html", page)


def result(request: SignedInRequest, problem_id: UUID) -> HttpResponse:
    """Write the result in plain words: it is owed to those who raised the problem."""
    problem = problem_or_404(request, problem_id)
    latest = queries.told_of(list(problem.assessments.all()[:1]))
    draft = answer_of(latest[0]) if latest else ""
    form = forms.Written(request.POST or None, request=request, target=problem_id, initial={"text": draft})

    def act(data: dict[str, Any]) -> UUID:
        return actions.write_result(problem=problem_id, by=request.actor, at=now(), **data).problem_id

    said = _("Written. It is owed to those who raised the problem.")
    return sent(form, act, "prevention:problem", saying=said) or about(
        request, problem, form, title=_("What came of it?"), submit=_("Save"),
        hint=_("Those who raised it read or hear this. Plain words, and what is not known too."),
    )  # fmt: skip


def _lines(found: queries.Shown) -> list[dict[str, Any]]:
    """Return the table of areas: counts with their intervals, and the ratio where there is one."""
    told = found.findings
    rows = [(found.target, told.target), (found.comparison, told.comparison)]
    if found.beside and told.beside:
        rows.append((found.beside, told.beside))
    return [
        {
            "area": area, "before": change.counts.before, "after": change.counts.after,
            "before_of": interval(*change.before), "after_of": interval(*change.after), "ratio": change.ratio,
        }
        for area, change in rows
    ]  # fmt: skip
