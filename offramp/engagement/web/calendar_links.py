"""What a member opens without signing in: the page behind the link in a mail, and the feed of their calendar."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.web.links import come_by_link
from offramp.access.web.requests import IdentifiedRequest
from offramp.engagement.actions.answers import answer
from offramp.engagement.enums import HOLDING, Place, Way
from offramp.engagement.models import Entry
from offramp.engagement.queries import calendars as queries
from offramp.engagement.rules import calendars as rules
from offramp.engagement.rules import ics
from offramp.engagement.web import calendar_forms as forms
from offramp.engagement.web.link import private
from offramp.kernel.clock import now


def place(request: IdentifiedRequest, place_secret: str) -> HttpResponse:
    """Show a member where and when, and take their yes or no. Only sending answers: a mail scanner may open it."""
    entry = _behind(request, place_secret)
    form = forms.Answer(request.POST or None, request=request, target=entry.assignment_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                comes = form.cleaned_data["comes"]
                answer(assignment=entry.assignment_id, comes=comes, way=Way.LINK, by=request.actor, at=now())
                saying = _("Thank you: you are down as coming.") if comes else _("Thank you for telling us.")
                sending.leads_to("engagement:place-by-link", place_secret, saying=saying)
        if sending.done:
            return sending.redirect()
    stands = Place(entry.assignment.place)
    page = {
        "entry": entry,
        "form": form,
        "stands": stands,
        "ends_at": rules.ends_at(entry),
        "is_over": entry.starts_at <= now(),
        "may_say_yes": stands != Place.CONFIRMED,
        "may_say_no": stands in HOLDING,
    }
    return private(render(request, "engagement/calendars/place_by_link.html", page, status=form.status))


def feed(request: IdentifiedRequest, feed_secret: str) -> HttpResponse:
    """Return a member's calendar, for a program that asks again and again."""
    come_by_link(request, feed_secret)
    entries = queries.feed_of_link(request.viewer, at=now())
    if entries is None:
        raise Http404
    answered = ics.for_feed(entries, name=settings.OFFRAMP["PACE_NAME"])
    response = HttpResponse(answered, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return private(response)


def _behind(request: IdentifiedRequest, secret: str) -> Entry:
    come_by_link(request, secret)
    found = queries.entry_of_link(request.viewer)
    if found is None:
        raise Http404
    return found
