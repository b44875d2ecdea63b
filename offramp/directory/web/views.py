"""Find help: what partner agencies offer today, by kind and by words; an agency with its names over time."""

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import help_unit, support_units
from offramp.directory.queries import agency_page, find_help, kinds_offered
from offramp.kernel.clock import now

LONGEST = 100


def find(request: SignedInRequest) -> HttpResponse:
    """Show what the partners of the viewer's unit offer today; HELP's to whoever is in none that has any."""
    unit, at = _whose_partners(request.actor.unit), now()
    day = timezone.localdate(at)
    kinds = kinds_offered(unit, day)
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in kinds else ""
    text = request.GET.get("words", "")[:LONGEST]
    lasting = request.GET.get("lasting") == "1"
    found = find_help(unit, kind=kind, text=text, long_term=lasting, at=at, on=day)
    page = {
        "found": found,
        "kinds": [(each, _with(request.GET, kind=each.value), each.value == kind) for each in kinds],
        "kind": kind,
        "is_every_kind": not kind,
        "text": text,
        "lasting": lasting,
        "all_kinds": _with(request.GET, kind=""),
        "lasting_or_all": _with(request.GET, lasting="" if lasting else "1"),
    }
    is_part = request.htmx and not request.htmx.boosted
    return render(request, "directory/parts/found.html" if is_part else "directory/find.html", page)


def show_agency(request: SignedInRequest, agency_id: UUID) -> HttpResponse:
    """Show an agency: how to reach it, what it offers, what it was called, when it was a partner."""
    at = now()
    day = timezone.localdate(at)
    shown = agency_page(agency_id, at=at, on=day)
    if shown is None:
        raise Http404
    return render(request, "directory/agency.html", {"shown": shown, "today": day})


def _whose_partners(unit: UUID | None) -> UUID:
    return unit if unit and support_units().filter(pk=unit).exists() else help_unit().pk


def _with(given: QueryDict, **values: str) -> str:
    changed = given.copy()
    for name, value in values.items():
        changed[name] = value
        if not value:
            del changed[name]
    return "?" + changed.urlencode()
