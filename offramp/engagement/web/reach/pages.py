"""Whom PACE does not reach, and the annual report: as a page, on paper, as a workbook."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from offramp.access.web.requests import SignedInRequest
from offramp.audit.actions import record
from offramp.engagement.queries import reach as queries
from offramp.engagement.web.reach.book import as_workbook
from offramp.engagement.web.reach.heat import heat_map, weeks_of
from offramp.engagement.web.reach.paper import as_paper
from offramp.kernel.clock import now
from offramp.ui.web.tables import Column

MONTHS = (3, 6, 12, 24)
NUMBER, WORDS = True, False
HEADINGS: Final = {
    "groups": (
        (_lazy("Group"), WORDS), (_lazy("Communities"), WORDS), (_lazy("Last event"), WORDS),
        (_lazy("Asked since"), NUMBER), (_lazy("Declined"), NUMBER),
    ),
    "communities": (
        (_lazy("Community"), WORDS), (_lazy("Groups"), NUMBER), (_lazy("Last event"), WORDS),
        (_lazy("Asked since"), NUMBER), (_lazy("Declined"), NUMBER),
    ),
    "languages": ((_lazy("Language"), WORDS), (_lazy("Asked"), NUMBER), (_lazy("Members"), NUMBER)),
    "days": ((_lazy("Week of"), WORDS), *((name, NUMBER) for name in WEEKDAYS_ABBR.values())),
}  # fmt: skip
USUAL = 12
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def unreached(request: SignedInRequest) -> HttpResponse:
    """Show whom we did not reach in so many months, and the events of a year by week and day."""
    at = now()
    years, months = queries.years(at=at), _asked(request, "months", USUAL, MONTHS)
    year = _asked(request, "year", years[0], years)
    days = queries.events_by_day(year, at=at)
    page = {
        "gaps": queries.gaps(request.viewer, months=months, at=at),
        "months": months, "choices": _marked(MONTHS, months),
        "years": _marked(years, year), "year": year, "map": heat_map(year, days), "weeks": weeks_of(year, days),
        "headings": {name: [Column(str(told), "", "", right) for told, right in of] for name, of in HEADINGS.items()},
    }  # fmt: skip
    return render(request, "engagement/reach/unreached.html", page)


def report(request: SignedInRequest) -> HttpResponse:
    """Show the annual report of a year: the last whole one, where none was asked for."""
    made, years = _report(request, now())
    return render(request, "engagement/reach/report.html", {"report": made, "years": _marked(years, made.year)})


def paper(request: SignedInRequest) -> HttpResponse:
    """Return the annual report as a PDF."""
    made, _years = _report(request, now())
    return _file(request, as_paper(made, name=_unit(), service=_service()), PDF, f"{made.year}.pdf")


def workbook(request: SignedInRequest) -> HttpResponse:
    """Return the annual report as a workbook."""
    made, _years = _report(request, now())
    return _file(request, as_workbook(made, name=_unit()), XLSX, f"{made.year}.xlsx")


def _report(request: SignedInRequest, at: datetime) -> tuple[queries.Report, list[int]]:
    years = queries.years(at=at)
    year = _asked(request, "year", years[min(1, len(years) - 1)], years)
    return queries.annual_report(request.viewer, year, at=at), years


def _asked(request: SignedInRequest, name: str, usual: int, allowed: "tuple[int, ...] | list[int]") -> int:
    """Return which of the choices was asked for; 404 for what none offers."""
    asked = request.GET.get(name, str(usual))
    found = next((choice for choice in allowed if str(choice) == asked), None)
    if found is None:
        raise Http404
    return found


def _marked(choices: Iterable[int], chosen: int) -> list[tuple[int, bool]]:
    return [(choice, choice == chosen) for choice in choices]


def _file(request: SignedInRequest, content: bytes, kind: str, name: str) -> HttpResponse:
    record(verb="report.taken_out", by=request.actor, at=now(), fields=[name])
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{_("annual-report")}-{name}"'
    return answer


def _unit() -> str:
    return str(settings.OFFRAMP["PACE_NAME"])


def _service() -> str:
    return str(settings.OFFRAMP["SERVICE_NAME"])
