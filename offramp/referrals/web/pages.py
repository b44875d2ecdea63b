"""One referral on a page: the agency's with its ways to answer, and the sender's with the answer."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Role
from offramp.access.web.requests import SignedInRequest
from offramp.directory.queries import agency_names
from offramp.kernel.clock import now
from offramp.people.queries import names_of
from offramp.referrals import queries
from offramp.referrals.enums import State
from offramp.referrals.queries import ReferralSeen
from offramp.referrals.rules import TOLD, WAITING
from offramp.referrals.web import forms
from offramp.ui.web.forms import Form

WRITING = frozenset({Role.NAVIGATOR, Role.NAVIGATOR_LEAD})


def referral(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Show a referral to whoever it is open to: its agency, or the care team of the person."""
    seen = referral_or_404(request, referral_id)
    return agency_page(request, seen) if is_worker(request) else sender_page(request, seen)


def referral_or_404(request: SignedInRequest, referral_id: UUID, *, full: bool = True) -> ReferralSeen:
    """Return a referral as the viewer may see it. What was called back is not there for the agency."""
    seen = queries.referral_for(request.viewer, referral_id, at=now(), full=full)
    if seen is None:
        raise Http404
    return seen


def is_worker(request: SignedInRequest) -> bool:
    """Say whether the viewer reads for an agency."""
    return request.actor.role == Role.AGENCY_WORKER


def agency_page(request: SignedInRequest, seen: ReferralSeen, form: Form | None = None) -> HttpResponse:
    """Show what was sent, and the three ways to answer. form: an answer that has something to put right."""
    made: dict[str, Any] = {
        "accept": forms.Accept(request=request, target=seen.referral.pk),
        "decline": forms.Decline(request=request, target=seen.referral.pk),
        "ask": forms.Ask(request=request, target=seen.referral.pk),
    }
    if form is not None:
        made[form.action.rpartition(".")[2]] = form
    page = {"seen": seen, "waits": seen.referral.state in WAITING, "wrong": form, **made}
    return render(request, "referrals/for_agency.html", page, status=form.status if form else 200)


def sender_page(
    request: SignedInRequest,
    seen: ReferralSeen,
    *,
    reply: forms.Reply | None = None,
    noted: forms.Seen | None = None,
) -> HttpResponse:
    """Show what was sent and what came of it, with a way to write, to note that it was seen, and to call it back.

    reply, noted: such a form that has something to put right.
    """
    sent, wrong = seen.referral, reply or noted
    writes = request.actor.role in WRITING and not seen.is_shadow
    page: dict[str, Any] = {
        "seen": seen,
        "name": names_of(request.viewer, [sent.person_id]).get(sent.person_id) or _("this person"),
        "agency_name": agency_called(seen),
        "notice": queries.call_back_of(request.viewer, sent.pk) if writes else None,
        "may_call_back": writes and sent.state != State.REVOKED,
    }
    if writes and sent.state in WAITING:
        page["reply"] = reply or forms.Reply(request=request, target=sent.pk, about=sent.person_id)
    if sent.sent_by_id == request.actor.id and is_unseen(seen):
        page["noted"] = noted or forms.Seen(request=request, target=sent.pk)
    return render(request, "referrals/for_sender.html", page, status=wrong.status if wrong else 200)


def agency_called(seen: ReferralSeen) -> str:
    """Return the name the agency bore when the referral was sent, or nothing where the viewer may not know it."""
    if seen.terms is None:
        return ""
    sent_on = localtime(seen.referral.sent_at).date()
    return agency_names([seen.terms.agency_id], sent_on).get(seen.terms.agency_id, "")


def is_unseen(seen: ReferralSeen) -> bool:
    """Say whether there is an answer that the sender has not noted as seen."""
    sent = seen.referral
    return sent.state in TOLD and (sent.seen_by_sender_at is None or sent.seen_by_sender_at < sent.state_at)
