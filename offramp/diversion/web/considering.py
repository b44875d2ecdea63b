"""The officer's screen before a charge; earlier measures, for a purpose; what is open now."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.web.requests import SignedInRequest
from offramp.areas.queries import branches
from offramp.diversion import queries
from offramp.diversion.actions import TooYoung, close_openings, consider, open_for_purpose
from offramp.diversion.enums import MeasureType, Purpose
from offramp.diversion.rules import purposes_of
from offramp.diversion.web import forms
from offramp.kernel.clock import now
from offramp.ui.web.tables import Column

STATED = (gettext_lazy("Who"), gettext_lazy("For what"), gettext_lazy("When"), gettext_lazy("Until"))
COLUMNS = (gettext_lazy("Measure"), gettext_lazy("For what"), gettext_lazy("Until"), gettext_lazy("Close"))


def ask_before_a_charge(request: SignedInRequest) -> HttpResponse:
    """Write down what was considered; under twelve nothing is kept, and help is offered instead."""
    form = forms.Consider(
        request.POST or None,
        request=request,
        branches=[(str(each.pk), each.name) for each in branches()],
        programs=list(queries.programs_open()),
    )
    too_young: TooYoung | None = None
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                try:
                    measure = _consider(request, form)
                except TooYoung as refusal:
                    too_young = refusal
                    raise
                sending.leads_to("diversion:considered", measure, saying=_("The record is kept."))
        if sending.done:
            return sending.redirect()
    if too_young:
        form.forget()
    page = {"form": form, "too_young": too_young, "programs": queries.programs_open()}
    return render(request, "diversion/consider.html", page, status=form.status)


def _consider(request: SignedInRequest, form: forms.Consider) -> str:
    given = form.cleaned_data
    measure = consider(
        said=form.said(),
        branch=given["branch"],
        program=given["program"] or None,
        harmed=form.harmed(),
        by=request.actor,
        at=now(),
    )
    return str(measure.measure_type)


def considered(request: SignedInRequest, measure_type: str) -> HttpResponse:
    """Say what happens next, by what was decided. It tells of nobody."""
    if measure_type not in MeasureType:
        raise Http404
    return render(request, "diversion/considered.html", {"decided": MeasureType(measure_type)})


def look_up(request: SignedInRequest) -> HttpResponse:
    """Open a young person's measures for a purpose in the law."""
    form = forms.LookUp(request.POST or None, request=request, purposes=purposes_of(request.actor.role))
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                given = {**form.cleaned_data, "purpose": Purpose(form.cleaned_data["purpose"])}
                found = open_for_purpose(by=request.actor, at=now(), **given)
                said = (
                    _("They are open to you now.") if found else _("There is nothing under this name and birth date.")
                )
                sending.leads_to("diversion:opened", saying=said)
        if sending.done:
            return sending.redirect()
    return render(request, "diversion/look_up.html", {"form": form}, status=form.status)


def opened(request: SignedInRequest) -> HttpResponse:
    """Show what one has open for a purpose now, with until when."""
    shown = []
    for opening in queries.openings_of(request.actor, at=now()):
        measure = queries.measure_for(request.viewer, opening.measure_id, at=now())
        if measure is not None:
            shown.append((opening, measure, forms.Close(request=request, target=measure.pk)))
    return render(
        request,
        "diversion/opened.html",
        {"shown": shown, "columns": [Column(words, "", "", numeric=False) for words in COLUMNS]},
    )


def purposes(request: SignedInRequest) -> HttpResponse:
    """Show which purposes anybody stated, for whoever watches over them."""
    stated = queries.purposes_stated(request.viewer, cursor=request.GET.get("page", ""))
    columns = [Column(words, "", "", numeric=False) for words in STATED]
    return render(request, "diversion/purposes.html", {"stated": stated, "columns": columns})


def close(request: SignedInRequest, measure_id: UUID) -> HttpResponse:
    """Close what one opened before its time, in every window."""
    form = forms.Close(request.POST or None, request=request, target=measure_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                close_openings(measure=measure_id, by=request.actor, at=now())
                sending.leads_to("diversion:opened", saying=_("It is closed to you."))
        if sending.done:
            return sending.redirect()
    raise Http404
