"""How somebody is, where they are found, how they describe themselves."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.people.actions import describe_self, note_sighting, set_status
from offramp.people.enums import Status
from offramp.people.queries import (
    latest_status,
    self_description_of,
    sightings_of,
    status_history,
    statuses_open_to,
)
from offramp.people.web.forms import DescribeSelf, NoteSighting, SetStatus
from offramp.people.web.loading import may_read, name_of, person_or_404
from offramp.ui.web.paging import around

PAGE = 25
CHANGES_SHOWN = 10


def change_status(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Note how somebody is. Death is asked about once more: it stops every reminder."""
    person = person_or_404(request, person_id, to_write=Category.IDENTITY)
    at = now()
    open_to_them = statuses_open_to(request.actor, person=person.pk, unit=person.unit_id, at=at)
    form = SetStatus(request.POST or None, request=request, target=person.pk, statuses=open_to_them)
    if form.is_valid():
        typed = form.cleaned_data
        status = Status(typed["how"])
        with form.sent_once() as sending:
            if sending.is_first:
                form.settle("deceased" if status == Status.DECEASED else "")
                set_status(
                    person=person.pk,
                    status=status,
                    reason=typed["reason"],
                    since=typed["since"],
                    by=request.actor,
                    at=at,
                )
                sending.leads_to("desk:record", person.pk, saying=_("Saved."))
        if sending.done:
            return sending.redirect()
    page = {
        "form": form,
        "person": person,
        "name": name_of(request, person),
        "latest": latest_status(request.viewer, person.pk),
        "changes": status_history(request.viewer, person.pk)[:CHANGES_SHOWN],
    }
    return render(request, "people/status.html", page, status=form.status)


def show_whereabouts(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Note where somebody was found; show the places to whoever may know them."""
    person = person_or_404(request, person_id, to_write=Category.WHEREABOUTS)
    form = NoteSighting(request.POST or None, request=request, target=person.pk, about=person.pk)
    if form.is_valid():
        typed = form.cleaned_data
        with form.sent_once() as sending:
            if sending.is_first:
                note_sighting(
                    person=person.pk,
                    place=typed["place"],
                    neighbourhood=typed["neighbourhood"],
                    company=typed["company"],
                    seen_at=typed["seen_at"],
                    by=request.actor,
                    at=now(),
                )
                sending.leads_to("people:whereabouts", person.pk, saying=_("Noted."))
        if sending.done:
            return sending.redirect()
    is_open = may_read(request, person, Category.WHEREABOUTS)
    places = Paginator(sightings_of(request.viewer, person.pk), PAGE).get_page(request.GET.get("page"))
    page = {"form": form, "person": person, "name": name_of(request, person), "places": places, "is_open": is_open}
    page |= around(request, places)
    return render(request, "people/whereabouts.html", page, status=form.status)


def write_own_words(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down how somebody describes themselves, if they wish to."""
    person = person_or_404(request, person_id, to_write=Category.PROFILE)
    said = self_description_of(request.viewer, person.pk)
    initial = {"gender": said.gender, "identities": said.identities} if said else {}
    data = request.POST or None
    form = DescribeSelf(data, request=request, target=person.pk, about=person.pk, initial=initial)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                describe_self(person=person.pk, **form.cleaned_data, by=request.actor, at=now())
                sending.leads_to("desk:record", person.pk, saying=_("Saved."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "person": person, "name": name_of(request, person), "said": said}
    return render(request, "people/own_words.html", page, status=form.status)
