"""The page behind a secret link: what becomes of the invitation, and what who invites can do about it."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from offramp.access.web.links import come_by_link
from offramp.access.web.requests import IdentifiedRequest
from offramp.engagement import queries
from offramp.engagement.actions import call_off, change_invitation, write_to_us
from offramp.engagement.enums import State
from offramp.engagement.models import Invitation
from offramp.engagement.queries import concerns
from offramp.engagement.queries.places import names_of_coming
from offramp.engagement.web import forms
from offramp.kernel.clock import now


def show(request: IdentifiedRequest, secret: str) -> HttpResponse:
    """Show how the invitation stands and what was written; take a message."""
    invitation = behind(request, secret)
    form = forms.WriteToUs(request.POST or None, request=request, target=invitation.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                write_to_us(invitation=invitation.pk, text=form.cleaned_data["text"], by=request.actor, at=now())
                sending.leads_to("engagement:by-link", secret, saying=_("Your message is with us."))
        if sending.done:
            return sending.redirect()
    page = {
        "invitation": invitation,
        "secret": secret,
        "form": form,
        "promise": queries.promise_of(invitation),
        "ages": queries.ages_of(invitation),
        "languages": queries.languages_of(invitation),
        "messages_sent": queries.messages_about(request.viewer, invitation.pk),
        "coming": names_of_coming(request.viewer, invitation.pk),
        "may_change": invitation.state != State.CANCELLED,
        "said": concerns.said_in_words(request.viewer, invitation.pk, today=timezone.localdate(now())),
        "promised": concerns.promises_about(request.viewer, invitation.pk),
    }
    return private(render(request, "engagement/by_link.html", page, status=form.status))


def change(request: IdentifiedRequest, secret: str) -> HttpResponse:
    """Say what has changed."""
    invitation = behind(request, secret)
    form = forms.Change(request.POST or None, request=request, target=invitation.pk, initial=forms.as_typed(invitation))
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                version = form.cleaned_data["version"]
                change_invitation(
                    invitation=invitation.pk, asked=form.asked(), version=version, by=request.actor, at=now()
                )
                sending.leads_to(
                    "engagement:by-link", secret, saying=_("We have the change, and will look at it anew.")
                )
        if sending.done:
            return sending.redirect()
    if form.is_overtaken:
        form.look_again(behind(request, secret).version)
    page = {"form": form, "invitation": invitation, "secret": secret}
    return private(render(request, "engagement/change.html", page, status=form.status))


def call_it_off(request: IdentifiedRequest, secret: str) -> HttpResponse:
    """Ask first, then call the invitation off."""
    invitation = behind(request, secret)
    form = forms.CallOff(request.POST or None, request=request, target=invitation.pk)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                call_off(invitation=invitation.pk, by=request.actor, at=now())
                sending.leads_to("engagement:by-link", secret, saying=_("It is called off. Thank you for telling us."))
        if sending.done:
            return sending.redirect()
    if invitation.state == State.CANCELLED:
        return redirect("engagement:by-link", secret)
    page = {"form": form, "invitation": invitation, "secret": secret}
    return private(render(request, "engagement/call_off.html", page, status=form.status))


def calendar(request: IdentifiedRequest, secret: str) -> HttpResponse:
    """Return the event for the organiser's own calendar."""
    invitation = behind(request, secret)
    event = Event()
    event.add("uid", f"{invitation.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", now())
    event.add("dtstart", invitation.starts_at)
    event.add("dtend", invitation.starts_at + timedelta(minutes=invitation.minutes))
    event.add("summary", invitation.title or invitation.get_kind_display())
    event.add("location", invitation.place)
    made = Calendar()
    made.add("prodid", "-//Offramp//PACE//EN")
    made.add("version", "2.0")
    made.add_component(event)
    answer = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{invitation.number}.ics"'
    return private(answer)


def behind(request: IdentifiedRequest, secret: str) -> Invitation:
    """Let the request go on as the link's holder, and return their invitation; 404 where the link stands no more."""
    come_by_link(request, secret)
    found = queries.invitation_of_link(request.viewer)
    if found is None:
        raise Http404
    return found


def private(response: HttpResponse) -> HttpResponse:
    """The address is the key: no other site is told where somebody came from."""
    response["Referrer-Policy"] = "same-origin"  # with none at all, a browser would not say whose form it sends
    response["X-Robots-Tag"] = "noindex"
    return response
