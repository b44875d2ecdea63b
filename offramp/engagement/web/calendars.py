"""The calendar of PACE by month, week and list, and what a member decides about their own."""

from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import allowed, secret_of
from offramp.access.web.requests import SignedInRequest
from offramp.engagement.actions.feeds import choose_reminders, end_feed, make_feed
from offramp.engagement.enums.calendars import Show
from offramp.engagement.models import Particulars
from offramp.engagement.queries import calendars as queries
from offramp.engagement.rules import calendar_days as days
from offramp.engagement.web import calendar_forms as forms
from offramp.kernel.clock import now

YEARS = range(2000, 2100)


def show(request: SignedInRequest) -> HttpResponse:
    """Show the accepted events of a month, a week, or the weeks ahead."""
    asked = request.GET.get("show", Show.MONTH)
    if asked not in Show:
        raise Http404
    way, at = Show(asked), now()
    day = _day(request, usual=localdate(at))
    span = days.span_of(way, day)
    found = queries.days_with_events(request.viewer, span, at=at)
    page = {
        "show": way.value,
        "tabs": [(way_on.label, _address(way_on, day), way_on == way) for way_on in Show],
        "span": span,
        "day": day,
        "days": found if way != Show.LIST else [one for one in found if one.shown],
        "weeks": [found[n : n + days.WEEK] for n in range(0, len(found), days.WEEK)],
        "events": len({shown.event.pk for one in found for shown in one.shown}),
        "previous": _address(way, span.previous),
        "next": _address(way, span.following),
        "today": _address(way, localdate(at)),
        "is_member": allowed(request.actor, Permission.MEMBER_OWN),
    }
    return render(request, "engagement/calendars/calendar.html", page)


def own(request: SignedInRequest) -> HttpResponse:
    """Show a member the address of their feed and when they are reminded; take when."""
    particulars = _particulars_or_404(request)
    form = forms.Reminders(
        request.POST or None, request=request, target=particulars.pk, initial={"hours": particulars.remind_hours}
    )
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                choose_reminders(hours=form.cleaned_data["hours"], by=request.actor, at=now())
                sending.leads_to("engagement:own-calendar", saying=_("Saved."))
        if sending.done:
            return sending.redirect()
    return _own(request, particulars, form)


def make(request: SignedInRequest) -> HttpResponse:
    """Make the feed a new address."""
    particulars = _particulars_or_404(request)
    form = forms.MakeFeed(request.POST or None, request=request, target=particulars.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                make_feed(by=request.actor, at=now())
                sending.leads_to("engagement:own-calendar", saying=_("Copy the address into your calendar."))
        if sending.done:
            return sending.redirect()
    return _own(request, particulars, making=form)


def end(request: SignedInRequest) -> HttpResponse:
    """Ask first, then end the address of the feed."""
    particulars = _particulars_or_404(request)
    form = forms.EndFeed(request.POST or None, request=request, target=particulars.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                end_feed(by=request.actor, at=now())
                sending.leads_to("engagement:own-calendar", saying=_("The address opens nothing any more."))
        if sending.done:
            return sending.redirect()
    return render(request, "engagement/calendars/end_feed.html", {"form": form}, status=form.status)


def _own(
    request: SignedInRequest,
    particulars: Particulars,
    form: forms.Reminders | None = None,
    making: forms.MakeFeed | None = None,
) -> HttpResponse:
    hours = {"hours": particulars.remind_hours}
    form = form or forms.Reminders(request=request, target=particulars.pk, initial=hours)
    making = making or forms.MakeFeed(request=request, target=particulars.pk)
    address = ""
    if particulars.feed:
        address = settings.SITE_URL + reverse("engagement:feed", args=[secret_of(particulars.feed)])
    page = {"form": form, "making": making, "address": address}
    return render(request, "engagement/calendars/own.html", page, status=max(form.status, making.status))


def _particulars_or_404(request: SignedInRequest) -> Particulars:
    found = queries.particulars_of(request.viewer)
    if found is None:
        raise Http404
    return found


def _day(request: SignedInRequest, *, usual: date) -> date:
    """Return the day that is asked for; today where it is none, or none that a calendar shows."""
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return usual
    return asked if asked.year in YEARS else usual


def _address(way: Show, day: date) -> str:
    return f"?{urlencode({'show': way.value, 'day': day.isoformat()})}"
