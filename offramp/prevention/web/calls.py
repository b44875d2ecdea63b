"""Counts of calls: shown by month, weekday and type; imported from a file."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from offramp.access.enums import Permission
from offramp.access.queries import allowed
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.prevention.actions import assessments as actions
from offramp.prevention.queries import calls as queries
from offramp.prevention.web.charts import bars
from offramp.prevention.web.count_forms import Import, Shown
from offramp.prevention.web.in_words import gaps_in_words
from offramp.prevention.web.sending import sent
from offramp.ui.web.tables import Column

MONTHS = (Column(_lazy("Month"), "", "", False), Column(_lazy("Calls"), "", "", True))


def show(request: SignedInRequest) -> HttpResponse:
    """Show the calls of an area, as far as counts are kept."""
    sieve = Shown(request.GET or None)
    chosen = sieve.cleaned_data if sieve.is_bound and sieve.is_valid() else {}
    page: dict[str, Any] = {
        "sieve": sieve, "kept": queries.kept_days(), "files": queries.latest_files(),
        "may_keep": allowed(request.actor, Permission.PROBLEM_KEEP),
    }  # fmt: skip
    if chosen:
        page |= pictured(UUID(chosen["area"]), chosen["types"])
    return render(request, "prevention/calls.html", page, status=sieve.status)


def pictured(key: UUID, types: list[str]) -> dict[str, Any]:
    """Return what a page shows of an area's calls: by month, with its chart, by weekday and by type."""
    area = queries.area_of(key)
    if area is None:
        raise Http404
    source = queries.source_of(key, types)
    series, days = queries.calls_by_month(source), queries.calls_by_weekday(source)
    title = _("Calls in %(area)s by month") % {"area": area.name}
    return {
        "area": area, "series": series, "types": types, "months": MONTHS,
        "gaps": gaps_in_words(source) if series.is_known else [],
        "chart": bars(series, key="months", title=title) if series.months else "",
        "by_type": queries.calls_by_type(key),
        "weekdays": [(str(WEEKDAYS[place]), number) for place, number in enumerate(days)],
        "most_on_a_day": max(days, default=0),
    }  # fmt: skip


def take_in(request: SignedInRequest) -> HttpResponse:
    """Import counts of calls; every line that is wrong is named, and then nothing is taken."""
    form = Import(request.POST or None, request.FILES or None, request=request)

    def act(data: dict[str, Any]) -> None:
        actions.import_counts(period=data["period"], counts=data["counts"], by=request.actor, at=now())

    return sent(form, act, "prevention:calls", saying=_("Imported.")) or render(
        request, "prevention/import.html", {"form": form}, status=form.status
    )
