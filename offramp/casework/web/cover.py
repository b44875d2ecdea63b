"""A navigator lead covers for a navigator of their own agency, and ends that."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import names_of_users
from offramp.casework import queries
from offramp.casework.actions import cover, end_cover
from offramp.casework.web import forms
from offramp.kernel.clock import now

WORKLOAD = "desk:workload"


def begin(request: SignedInRequest, navigator_id: UUID) -> HttpResponse:
    """Cover for a navigator until a day."""
    name, people = _own_or_404(navigator_id), len(queries.to_cover(navigator_id))
    days = settings.COVER_DAYS
    form = forms.Cover(
        request.POST or None,
        request=request,
        target=navigator_id,
        initial={"until": localdate(now()) + timedelta(days=days)},
    )
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                cover(navigator=navigator_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("casework:mine", saying=_("You are on their care teams, and these are told."))
        if sending.done:
            return sending.redirect()
    opens = ngettext(
        "You join the care team of %(n)d person and see what a navigator sees there, for %(days)s days at the latest.",
        "You join the care teams of %(n)d people and see what a navigator sees there, for %(days)s days at the latest.",
        people,
    )
    return _asked(
        request,
        form,
        title=_("Cover for %(name)s") % {"name": name},
        intro=opens % {"n": people, "days": days},
        submit=_("Cover for them"),
    )


def end(request: SignedInRequest, navigator_id: UUID) -> HttpResponse:
    """End one's cover for a navigator before its last day."""
    if navigator_id not in queries.covered_now(request.actor):
        raise Http404
    form = forms.EndCover(request.POST or None, request=request, target=navigator_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                end_cover(navigator=navigator_id, by=request.actor, at=now())
                sending.leads_to(WORKLOAD, saying=_("You cover for them no longer."))
        if sending.done:
            return sending.redirect()
    return _asked(
        request,
        form,
        title=_("End my cover for %(name)s") % {"name": names_of_users([navigator_id])[navigator_id]},
        intro=_("What it opened is closed from the next click on."),
        submit=_("End my cover"),
    )


def _own_or_404(navigator: UUID) -> str:
    """Return the name of a navigator of the reader's own agency; else it looks as if nobody were there."""
    if navigator not in queries.own_navigators():
        raise Http404
    return names_of_users([navigator])[navigator]


def _asked(request: SignedInRequest, form: forms.Cover | forms.EndCover, **words: str) -> HttpResponse:
    page = {"form": form, "back": reverse(WORKLOAD), **words}
    return render(request, "casework/cover.html", page, status=form.status)
