"""My people: the care teams I sit on, the oldest promise first."""

from django.http import HttpResponse
from django.shortcuts import render

from offramp.access.web.requests import SignedInRequest
from offramp.casework.queries import CASELOAD_PAGE, caseload
from offramp.kernel.clock import now
from offramp.people.queries import names_of


def show(request: SignedInRequest) -> HttpResponse:
    """Show one page of the reader's people."""
    asked = request.GET.get("start", "")
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
    rows = caseload(request.viewer, start=start)
    shown, more = rows[:CASELOAD_PAGE], len(rows) > CASELOAD_PAGE
    names = names_of(request.viewer, [row.person for row in shown])
    page = {
        "rows": [(names.get(row.person, ""), row) for row in shown],
        "at": now(),
        "previous": f"?start={max(0, start - CASELOAD_PAGE)}" if start else "",
        "next": f"?start={start + CASELOAD_PAGE}" if more else "",
    }
    return render(request, "casework/mine.html", page)
