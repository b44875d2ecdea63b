"""The calendar of initiatives and actions, by month and as a file for a calendar program."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.prevention.actions import responses as actions
from offramp.prevention.enums import Approach
from offramp.prevention.models import Initiative
from offramp.prevention.queries import initiatives as queries
from offramp.prevention.rules.calendar import as_calendar
from offramp.prevention.web import forms
from offramp.prevention.web.sending import sent

NAMES = ("title", "about", "approach", "owner_name", "place", "starts_on", "ends_on")


def month(request: SignedInRequest) -> HttpResponse:
    """Show what is planned in a month, this one where none was asked for."""
    today = timezone.localdate(now())
    page = {"month": queries.month_of(_asked(request, today)), "today": today}
    return render(request, "prevention/initiatives.html", page)


def file(request: SignedInRequest) -> HttpResponse:
    """Return what is planned in the year ahead as a file for a calendar program."""
    lines = queries.planned_ahead(timezone.localdate(now()))
    made = as_calendar(lines, name=settings.OFFRAMP["PREVENTION_NAME"], host=settings.SITE_URL, at=now())
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("initiatives")}.ics"'
    return answer


def plan(request: SignedInRequest) -> HttpResponse:
    """Put an initiative into the calendar."""
    today = timezone.localdate(now())
    start = {"approach": Approach.PREVENTION, "starts_on": today, "ends_on": today}
    form = forms.Plan(request.POST or None, request=request, initial=start)

    def act(data: dict[str, Any]) -> None:
        actions.plan_initiative(by=request.actor, at=now(), **_said(data))

    return sent(form, act, "prevention:initiatives", saying=_("Planned.")) or _formed(request, form, None)


def change(request: SignedInRequest, initiative_id: UUID) -> HttpResponse:
    """Change an initiative."""
    row = _initiative_or_404(initiative_id)
    start = {name: getattr(row, name) for name in ("version", *NAMES)} | {"branch": row.branch_id or ""}
    form = forms.Plan(request.POST or None, request=request, target=initiative_id, initial=start)

    def act(data: dict[str, Any]) -> None:
        said = _said(data) | {"version": data["version"]}
        actions.change_initiative(initiative=initiative_id, by=request.actor, at=now(), **said)

    answer = sent(form, act, "prevention:initiatives", saying=_("Changed."))
    if form.is_overtaken:
        form.look_again(_initiative_or_404(initiative_id).version)
    return answer or _formed(request, form, row)


def call_off(request: SignedInRequest, initiative_id: UUID) -> HttpResponse:
    """Take an initiative out of the calendar, after asking."""
    row = _initiative_or_404(initiative_id)
    form = forms.CallOff(request.POST or None, request=request, target=initiative_id)

    def act(_data: dict[str, Any]) -> None:
        actions.call_off_initiative(initiative=initiative_id, by=request.actor, at=now())

    return sent(form, act, "prevention:initiatives", saying=_("Called off.")) or render(
        request, "prevention/call_off.html", {"initiative": row, "form": form}, status=form.status
    )


def _initiative_or_404(initiative_id: UUID) -> Initiative:
    found = queries.initiative_for(initiative_id)
    if found is None or found.called_off_at is not None:
        raise Http404
    return found


def _formed(request: SignedInRequest, form: forms.Plan, row: Initiative | None) -> HttpResponse:
    return render(request, "prevention/initiative.html", {"form": form, "initiative": row}, status=form.status)


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in NAMES} | {"branch": forms.key(data["branch"])}


def _asked(request: SignedInRequest, today: date) -> date:
    """Return the month that was asked for, as 2026-03; this one for what is none."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return today
