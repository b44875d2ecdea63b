"""Patrol looks up how to approach somebody at an incident: the card and nothing else, for an hour."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.people.actions import look_up_safety
from offramp.people.queries import cards_looked_up, lookup_by
from offramp.people.web.forms import LookUp


def look_up(request: SignedInRequest) -> HttpResponse:
    """Ask for a card by incident number and name."""
    form = LookUp(request.POST or None, request=request, initial={"incident": request.GET.get("incident", "")[:30]})
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                lookup = look_up_safety(**form.cleaned_data, by=request.actor, at=now())
                sending.leads_to("people:looked-up", lookup.pk)
        if sending.done:
            return sending.redirect()
    return render(request, "people/look_up.html", {"form": form}, status=form.status)


def show_found(request: SignedInRequest, lookup_id: UUID) -> HttpResponse:
    """Show the cards a lookup opened, while its hour lasts."""
    lookup = lookup_by(request.viewer, lookup_id)
    if lookup is None:
        raise Http404
    found = cards_looked_up(request.viewer, lookup, at=now())
    has_ended = bool(lookup.cards) and not found
    form = LookUp(request=request, initial={"incident": lookup.incident})
    page = {"lookup": lookup, "found": found, "has_ended": has_ended, "form": form}
    return render(request, "people/looked_up.html", page)
