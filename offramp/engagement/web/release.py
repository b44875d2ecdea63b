"""A member's supervisor says whether they are released, by the secret link in a mail, without an account."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.web.links import come_by_link
from offramp.access.web.requests import IdentifiedRequest
from offramp.engagement.actions.releases import answer_release
from offramp.engagement.queries import places as queries
from offramp.engagement.web import place_forms as forms
from offramp.engagement.web.link import private
from offramp.kernel.clock import now


def release(request: IdentifiedRequest, release_secret: str) -> HttpResponse:
    """Show who is asked to which day, hours and place, and take yes or no."""
    come_by_link(request, release_secret)
    asked = queries.release_of_link(request.viewer, at=now())
    if asked is None:
        raise Http404
    form = forms.Release(request.POST or None, request=request, target=asked.release.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                released = form.cleaned_data["released"] == "yes"
                answer_release(release=asked.release.pk, released=released, by=request.actor, at=now())
                sending.leads_to("engagement:release", release_secret, saying=_("Thank you. PACE reads it at once."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "asked": asked}
    return private(render(request, "engagement/places/release.html", page, status=form.status))
