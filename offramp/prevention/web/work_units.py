"""The directory of work units: kept on a page, since their names are the service's own."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import units
from offramp.kernel.clock import now
from offramp.prevention.actions import hand_offs as actions
from offramp.prevention.queries.hand_offs import directory, work_unit_for
from offramp.prevention.web import forms
from offramp.prevention.web.sending import sent

NAMES = ("name", "does", "reach", "takes_hand_offs", "starts_on", "ends_on")


def directory_page(request: SignedInRequest) -> HttpResponse:
    """Show the directory; an empty one offers names to begin with."""
    page = {"work_units": list(directory()), "today": timezone.localdate(now())}
    page["begin"] = None if page["work_units"] else forms.BeginDirectory(request=request)
    page["shipped"] = [(name, does) for name, does in actions.SHIPPED]
    return render(request, "prevention/work_units.html", page)


def begin(request: SignedInRequest) -> HttpResponse:
    """Write down the names to begin with."""
    form = forms.BeginDirectory(request.POST or None, request=request)

    def act(_data: dict[str, Any]) -> None:
        actions.begin_directory(by=request.actor, at=now())

    return sent(
        form, act, "prevention:work-units", saying=_("Written down. Change what is called otherwise here.")
    ) or (directory_page(request))


def new(request: SignedInRequest) -> HttpResponse:
    """Add a work unit."""
    start = {"takes_hand_offs": True, "starts_on": timezone.localdate(now())}
    form = _form(request, None, start)

    def act(data: dict[str, Any]) -> None:
        actions.add_work_unit(by=request.actor, at=now(), **_said(data))

    return sent(form, act, "prevention:work-units", saying=_("Added.")) or _formed(request, form, _("Add"))


def change(request: SignedInRequest, work_unit_id: UUID) -> HttpResponse:
    """Change a work unit."""
    row = work_unit_for(work_unit_id)
    if row is None:
        raise Http404
    start = {name: getattr(row, name) for name in ("version", *NAMES)} | {"unit": row.unit_id or ""}
    form = _form(request, work_unit_id, start)

    def act(data: dict[str, Any]) -> None:
        said = _said(data) | {"version": data["version"]}
        actions.change_work_unit(work_unit=work_unit_id, by=request.actor, at=now(), **said)

    answer = sent(form, act, "prevention:work-units", saying=_("Changed."))
    if form.is_overtaken and (newest := work_unit_for(work_unit_id)):
        form.look_again(newest.version)
    return answer or _formed(request, form, row.name)


def _form(request: SignedInRequest, work_unit: UUID | None, start: dict[str, Any]) -> forms.Unit:
    form = forms.Unit(request.POST or None, request=request, target=work_unit or "", initial=start)
    form.offer(unit=[("", _("Nobody's")), *((str(row.pk), row.name) for row in units())])
    return form


def _formed(request: SignedInRequest, form: forms.Unit, title: str) -> HttpResponse:
    return render(request, "prevention/work_unit.html", {"form": form, "title": title}, status=form.status)


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in NAMES} | {"unit": forms.key(data["unit"])}
