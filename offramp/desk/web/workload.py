"""A navigator lead's navigators: how much each has, and where to step in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from offramp.access.web.requests import SignedInRequest
from offramp.desk.queries.workload import UNSEEN_FOR, workload_of_own
from offramp.kernel.clock import now
from offramp.ui.web.tables import Column

COLUMNS = (
    Column(_("Navigator"), "", "", False), Column(_("Open cases"), "", "", True),
    Column(_("On care teams"), "", "", True), Column(_("Promises late"), "", "", True),
    Column(_("Due in two weeks"), "", "", True), Column(_("Not seen for long"), "", "", True),
    Column(_("Cover"), "", "", False),
)  # fmt: skip


def show(request: SignedInRequest) -> HttpResponse:
    """Show how much each navigator of the reader's agency has."""
    page = {
        "lines": workload_of_own(request.viewer, at=now()),
        "columns": COLUMNS,
        "days": UNSEEN_FOR.days,
    }
    return render(request, "desk/workload.html", page)
