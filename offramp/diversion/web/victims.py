"""Hear who was harmed; end what a school was given."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.diversion import queries
from offramp.diversion.actions import end_school_need, hear_victim
from offramp.diversion.web import forms
from offramp.diversion.web.acting import Ask, answer
from offramp.kernel.clock import now


def hear(request: SignedInRequest, victim_id: UUID) -> HttpResponse:
    """Write down what somebody who was harmed chooses, and their voice."""
    found = queries.victim_or_none(victim_id)
    record = queries.record_for(request.viewer, found.measure_id, at=now()) if found else None
    if found is None or record is None or not record.has_case:
        raise Http404
    form = forms.Hear(request.POST or None, request=request, target=victim_id)

    def act() -> object:
        return hear_victim(victim=victim_id, by=request.actor, at=now(), **form.cleaned_data)

    ask = Ask(
        title=_("What does %(name)s choose?") % {"name": found.name},
        submit=_("Write it down"),
        saying=_("It is written down."),
        intro=_("Each choice is a full answer, and theirs to change. Taking part helps some, and is never owed."),
        back=(record.name, reverse("diversion:record", args=[found.measure_id])),
    )
    return answer(request, form, ask, act, ("diversion:record", found.measure_id))


def end_school(request: SignedInRequest, school_note_id: UUID) -> HttpResponse:
    """Say that what a school was given is not needed any more."""
    found = queries.school_note_or_none(school_note_id)
    record = queries.record_for(request.viewer, found.measure_id, at=now()) if found else None
    if found is None or record is None or not record.has_case:
        raise Http404
    form = forms.EndSchool(request.POST or None, request=request, target=school_note_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                end_school_need(note=school_note_id, by=request.actor, at=now())
                sending.leads_to("diversion:record", found.measure_id, saying=_("Nobody reads it any more."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "note": found, "record": record}
    return render(request, "diversion/end_school.html", page, status=form.status)
