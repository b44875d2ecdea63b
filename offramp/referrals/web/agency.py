"""The agency's side: what was sent to it, and its answer."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.referrals import actions, queries
from offramp.referrals.queries import PAGE
from offramp.referrals.web import forms
from offramp.referrals.web.pages import agency_page, referral_or_404
from offramp.ui.web.forms import Form


def inbox(request: SignedInRequest) -> HttpResponse:
    """Show what was sent to the agency: what waits, the oldest promise first, or what was answered."""
    waiting = request.GET.get("show") != "answered"
    start = _start(request)
    found = queries.inbox(request.viewer, at=now(), waiting=waiting, start=start)
    page = {
        "waiting": waiting,
        "answered": not waiting,
        "found": found[:PAGE],
        "called_back": [
            (notice, forms.Acknowledge(request=request, target=notice.referral_id))
            for notice in queries.called_back(request.viewer)
        ],
        "previous": _page_at(max(0, start - PAGE), waiting) if start else "",
        "next": _page_at(start + PAGE, waiting) if len(found) > PAGE else "",
    }
    return render(request, "referrals/inbox.html", page)


def accept(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Accept a referral."""
    return _answer(request, referral_id, forms.Accept, actions.accept_referral, _("Accepted. The sender is told."))


def decline(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Decline a referral with a reason."""
    saying = _("Declined. The sender is told, with your reason.")
    return _answer(request, referral_id, forms.Decline, actions.decline_referral, saying)


def ask(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Ask the sender something."""
    return _answer(request, referral_id, forms.Ask, actions.ask_back, _("Asked. The sender is told."))


def acknowledge(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Say that the agency knows a referral was called back."""
    form = forms.Acknowledge(request.POST or None, request=request, target=referral_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                notice = queries.call_back_of(request.viewer, referral_id)
                if notice:
                    actions.acknowledge_call_back(call_back=notice.pk, by=request.actor, at=now())
                saying = _("Noted.") if notice else _("There is no such notice any more.")
                sending.leads_to("referrals:inbox", saying=saying)
        if sending.done:
            return sending.redirect()
    return redirect("referrals:inbox")


def _answer(
    request: SignedInRequest, referral_id: UUID, kind: type[Form], act: Callable[..., object], saying: str
) -> HttpResponse:
    seen = referral_or_404(request, referral_id)
    form = kind(request.POST or None, request=request, target=referral_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                act(referral=referral_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("referrals:referral", referral_id, saying=saying)
        if sending.done:
            return sending.redirect()
        seen = referral_or_404(request, referral_id)
    return agency_page(request, seen, form) if form.is_bound else redirect("referrals:referral", referral_id)


def _start(request: SignedInRequest) -> int:
    """Return from which referral on the list is shown; anything but a number is the beginning."""
    said = request.GET.get("start", "")
    return min(int(said), 100_000) if said.isascii() and said.isdigit() and len(said) < 9 else 0


def _page_at(start: int, waiting: bool) -> str:
    return f"?start={start}" if waiting else f"?show=answered&start={start}"
