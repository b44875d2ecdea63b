"""What is done about a problem: planned, changed, ended; and handing something over from its page."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.prevention.actions import responses as actions
from offramp.prevention.enums import Approach, Ending
from offramp.prevention.models import Response
from offramp.prevention.queries.responses import response_for
from offramp.prevention.web import forms
from offramp.prevention.web.problems import about, problem_or_404
from offramp.prevention.web.sending import sent

USUAL = timedelta(days=90)


def plan(request: SignedInRequest, problem_id: UUID) -> HttpResponse:
    """Write down an action."""
    problem = problem_or_404(request, problem_id)
    today = timezone.localdate(now())
    form = forms.Act(
        request.POST or None, request=request, target=problem_id,
        initial={"starts_on": today, "due_on": today + USUAL, "approach": Approach.PREVENTION},
    )  # fmt: skip

    def act(data: dict[str, Any]) -> UUID:
        return actions.add_response(problem=problem_id, by=request.actor, at=now(), **_said(data)).problem_id

    return sent(form, act, "prevention:problem", saying=_("Planned.")) or about(
        request, problem, form, title=_("What is done about it?"), submit=_("Save")
    )


def change(request: SignedInRequest, response_id: UUID) -> HttpResponse:
    """Change an action that runs."""
    row = _response_or_404(response_id)
    names = ("version", "approach", "what", "owner_name", "partners", "cost", "starts_on", "due_on")
    start = {name: getattr(row, name) for name in names}
    form = forms.Act(request.POST or None, request=request, target=response_id, initial=start)

    def act(data: dict[str, Any]) -> UUID:
        said = _said(data) | {"version": data["version"]}
        return actions.change_response(response=response_id, by=request.actor, at=now(), **said).problem_id

    answer = sent(form, act, "prevention:problem", saying=_("Changed."))
    if form.is_overtaken:
        form.look_again(_response_or_404(response_id).version)
    return answer or about(request, row.problem, form, title=_("Change an action"), submit=_("Save"), hint=row.what)


def end(request: SignedInRequest, response_id: UUID) -> HttpResponse:
    """Write down that an action was done or dropped."""
    row = _response_or_404(response_id)
    start = {"ending": Ending.DONE, "ended_on": timezone.localdate(now())}
    form = forms.End(request.POST or None, request=request, target=response_id, initial=start)

    def act(data: dict[str, Any]) -> UUID:
        return actions.end_response(response=response_id, by=request.actor, at=now(), **data).problem_id

    return sent(form, act, "prevention:problem", saying=_("Written down.")) or about(
        request, row.problem, form, title=_("How did it end?"), submit=_("Save"), hint=row.what
    )


def _response_or_404(response_id: UUID) -> Response:
    found = response_for(response_id)
    if found is None or found.ended_on is not None:
        raise Http404
    return found


def _said(data: dict[str, Any]) -> dict[str, Any]:
    names = ("approach", "what", "owner_name", "partners", "cost", "starts_on", "due_on")
    return {name: data[name] for name in names}
