"""The bulletin as a page."""

from datetime import date, timedelta

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from offramp.access.web.requests import SignedInRequest
from offramp.areas.queries import branches
from offramp.kernel.clock import now
from offramp.reporting.queries import as_shown_to, bulletin
from offramp.reporting.web.forms import Period


def show_bulletin(request: SignedInRequest) -> HttpResponse:
    """Show the six numbers of a period: last month's, where none was asked for."""
    asked = request.GET if "from_on" in request.GET or "to_on" in request.GET else _last_month(request.GET)
    form, known = Period(asked), list(branches())
    branch = next((each for each in known if each.code == asked.get("branch")), None)
    figures = []
    if form.is_valid():
        period = form.cleaned_data
        figures = bulletin(period["from_on"], period["to_on"], branch.pk if branch else None)
    return render(
        request,
        "reporting/bulletin.html",
        {
            "form": form,
            "figures": as_shown_to(request.actor.role, figures),
            "branch": branch,
            "of_all": branch is None,
            "pills": [(each, _with(asked, branch=each.code), each == branch) for each in known],
            "all_branches": _with(asked, branch=""),
        },
        status=form.status,
    )


def _last_month(given: QueryDict) -> QueryDict:
    first_of_this = timezone.localdate(now()).replace(day=1)
    last: date = first_of_this - timedelta(days=1)
    return _asked(given, from_on=last.replace(day=1).isoformat(), to_on=last.isoformat())


def _with(asked: QueryDict, *, branch: str) -> str:
    return "?" + _asked(asked, branch=branch).urlencode()


def _asked(given: QueryDict, **values: str) -> QueryDict:
    changed = given.copy()
    for name, value in values.items():
        changed[name] = value
    return changed
