"""Invite: by anybody on the public page, or written down by the coordinator from a call."""

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.queries import secret_of
from offramp.access.web.requests import IdentifiedRequest, SignedInRequest
from offramp.engagement.actions import receive_invitation
from offramp.engagement.enums import Door
from offramp.engagement.queries import lead_days
from offramp.engagement.web import forms
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import PUBLIC

AT_MOST = 10
WITHIN_SECONDS = 3600


def invite(request: IdentifiedRequest) -> HttpResponse:
    """Invite, without an account; afterwards the secret link shows what becomes of it."""
    form = forms.Invite(request.POST or None, request=request)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                _hold_back_floods(request)
                received = receive_invitation(asked=form.asked(), **form.contact(), door=Door.PAGE, by=PUBLIC, at=now())
                sending.leads_to("engagement:by-link", secret_of(received.link), saying=_("We have your invitation."))
        if sending.done:
            return sending.redirect()
    return render(request, "engagement/invite.html", {"form": form, "lead": lead_days()}, status=form.status)


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


def _hold_back_floods(request: IdentifiedRequest) -> None:
    """Refuse more invitations from one address in an hour than any organiser sends. No address is kept."""
    hour = int(now().timestamp() // WITHIN_SECONDS)
    where = sha256(f"{hour} {request.META.get('REMOTE_ADDR', '')}".encode()).hexdigest()
    key = f"invitations:{where}"
    came = int(cache.get(key, 0)) + 1
    if came > AT_MOST:
        raise Refused(
            _("Many invitations came from this connection within the hour."),
            ask=_("Wait an hour, or call us: your text is still here."),
        )
    cache.set(key, came, WITHIN_SECONDS)
