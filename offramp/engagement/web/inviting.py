"""Invite: by anybody on the public page, or written down by the coordinator from a call."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.queries import secret_of
from offramp.access.web.requests import IdentifiedRequest, SignedInRequest
from offramp.engagement.actions import receive_invitation
from offramp.engagement.enums import Door
from offramp.engagement.queries import lead_days
from offramp.engagement.web import forms
from offramp.engagement.web.floods import hold_back
from offramp.engagement.web.keeping import forgotten, know_browser, private
from offramp.kernel.clock import now
from offramp.kernel.identity import PUBLIC


def invite(request: IdentifiedRequest) -> HttpResponse:
    """Invite, without an account; afterwards the secret link shows what becomes of it."""
    know_browser(request)
    form = forms.Invite(request.POST or None, request=request)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                hold_back(request)
                received = receive_invitation(asked=form.asked(), **form.contact(), door=Door.PAGE, by=PUBLIC, at=now())
                know_browser(request)  # who has the new link is no longer who has the draft
                sending.leads_to("engagement:by-link", secret_of(received.link), saying=_("We have your invitation."))
        if sending.done:
            return forgotten(sending.redirect())
    page = {"form": form, "lead": lead_days()}
    return private(request, render(request, "engagement/invite.html", page, status=form.status))


def write_down(request: SignedInRequest) -> HttpResponse:
    """Write down an invitation from a call."""
    form = forms.ByPhone(request.POST or None, request=request)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                received = receive_invitation(
                    asked=form.asked(), **form.contact(), door=Door.PHONE, by=request.actor, at=now()
                )
                sending.leads_to("engagement:invitation", received.pk, saying=_("It is in the inbox."))
        if sending.done:
            return sending.redirect()
    return render(request, "engagement/write_down.html", {"form": form}, status=form.status)
