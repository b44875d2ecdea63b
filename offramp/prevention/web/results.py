"""Results owed to those who raised problems, and how they were brought back."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import allowed
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.prevention.actions import assessments as actions
from offramp.prevention.queries import results as queries
from offramp.prevention.web import forms
from offramp.prevention.web.sending import sent


def listed(request: SignedInRequest) -> HttpResponse:
    """Show to whom results are owed, and to whom they were brought back lately."""
    page = {"owed": queries.results_owed(request.viewer), "told": queries.results_told(request.viewer)}
    return render(request, "prevention/results.html", page)


def bring_back(request: SignedInRequest, raised_id: UUID) -> HttpResponse:
    """Show a result, and take in how it was brought back."""
    row = queries.raised_for(request.viewer, raised_id)
    if row is None:
        raise Http404
    results = row.problem.results.count()
    form = forms.Told(request.POST or None, request=request, target=raised_id, initial={"version": results})

    def act(data: dict[str, Any]) -> None:
        actions.bring_back(raised_id=raised_id, by=request.actor, at=now(), **data)

    written_at = vars(row)["result_at"]
    page = {
        "raised": row, "result": vars(row)["result"], "form": form,
        "is_owed": written_at is not None and not row.knows(written_at),
        "may_keep": allowed(request.actor, Permission.PROBLEM_KEEP),
    }  # fmt: skip
    answer = sent(form, act, "prevention:results", saying=_("Brought back. Thank you."))
    if form.is_overtaken:
        form.look_again(results)
    return answer or render(request, "prevention/bring_back.html", page, status=form.status)
