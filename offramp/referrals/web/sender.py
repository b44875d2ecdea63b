"""The sender's side: what came of their referrals, a reply, a call back."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.queries import readable
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.people.queries import names_of, people_visible_to
from offramp.referrals import actions, queries
from offramp.referrals.queries import ReferralSeen
from offramp.referrals.web import forms
from offramp.referrals.web.pages import WRITING, agency_called, referral_or_404, sender_page


def of_person(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show a person's referrals, each as far as the viewer may see it; a 404 for whoever may not see the plan."""
    person = get_object_or_404(people_visible_to(request.viewer), pk=person_id)
    if Category.PLAN not in readable(request.actor, subject=person_id, unit=person.unit_id, at=now()):
        raise Http404
    names = names_of(request.viewer, [person_id])
    page = {
        "person_id": person_id,
        "name": names.get(person_id) or _("this person"),
        "referrals": queries.referrals_of(request.viewer, person_id, at=now()),
        "may_send": request.actor.role in WRITING,
    }
    return render(request, "referrals/of_person.html", page)


def sent(request: SignedInRequest) -> HttpResponse:
    """Show what the viewer sent: answers they have not seen, then what still waits for an answer."""
    at = now()
    answered = queries.answers_unseen(request.viewer, at=at)
    waiting = queries.waiting_for_answer(request.viewer, at=at)
    names = names_of(request.viewer, [seen.referral.person_id for seen in (*answered, *waiting)])
    page = {"answered": _lines(answered, names), "waiting": _lines(waiting, names)}
    return render(request, "referrals/sent.html", page)


def reply(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Write to the agency."""
    seen = referral_or_404(request, referral_id)
    whom = seen.referral.person_id
    form = forms.Reply(request.POST or None, request=request, target=referral_id, about=whom)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.reply(referral=referral_id, by=request.actor, at=now(), **form.cleaned_data)
                sending.leads_to("referrals:referral", referral_id, saying=_("Sent to the agency."))
        if sending.done:
            return sending.redirect()
    return sender_page(request, seen, reply=form) if form.is_bound else redirect("referrals:referral", referral_id)


def mark_seen(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Note that the sender has seen the answer."""
    seen = referral_or_404(request, referral_id)
    form = forms.Seen(request.POST or None, request=request, target=referral_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.mark_seen(referral=referral_id, by=request.actor, at=now())
                sending.leads_to("referrals:sent", saying=_("Noted."))
        if sending.done:
            return sending.redirect()
    return sender_page(request, seen, noted=form) if form.is_bound else redirect("referrals:referral", referral_id)


def call_back(request: SignedInRequest, referral_id: UUID) -> HttpResponse:
    """Ask once more, then call a referral back."""
    seen = referral_or_404(request, referral_id, full=False)
    form = forms.CallBack(request.POST or None, request=request, target=referral_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                actions.revoke_referral(referral=referral_id, by=request.actor, at=now())
                sending.leads_to("referrals:referral", referral_id, saying=_("The referral is called back."))
        if sending.done:
            return sending.redirect()
    page = {"seen": seen, "agency_name": agency_called(seen), "form": form}
    return render(request, "referrals/call_back.html", page, status=form.status)


def _lines(found: list[ReferralSeen], names: dict[UUID, str]) -> list[tuple[str, ReferralSeen]]:
    return [(names.get(seen.referral.person_id) or _("this person"), seen) for seen in found]
