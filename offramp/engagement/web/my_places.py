"""A member's own pages: events they could go to, their events, an offer of a place to a colleague."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offramp.access.enums import EngagementCategory, Stream
from offramp.access.web.requests import SignedInRequest
from offramp.engagement.actions import answers, swaps
from offramp.engagement.enums import Place, Way
from offramp.engagement.models import Assignment
from offramp.engagement.queries import places as queries
from offramp.engagement.queries.members import own_member
from offramp.engagement.web import place_forms as forms
from offramp.kernel.clock import now

ANSWERS = {
    "yes": (gettext_lazy("I come"), gettext_lazy("You are on the roster.")),
    "no": (gettext_lazy("I can't come"), gettext_lazy("The coordinator knows that you can't come.")),
}
OF_SWAPS = {
    "take-over": (gettext_lazy("I take it over"), gettext_lazy("The place is yours. Your colleague is told.")),
    "decline": (gettext_lazy("No, thank you"), gettext_lazy("The offer is ended.")),
}


def events(request: SignedInRequest) -> HttpResponse:
    """Show the accepted events ahead a member could go to, and of the others why not."""
    member = own_member(request.viewer)
    if member is None:
        return render(request, "engagement/places/no_member.html")
    found, listed = queries.chances(request.viewer, member, cursor=request.GET.get("page", ""), at=now())
    page = {
        "open": [(one, forms.SignUp(request=request, target=one.invitation.pk).token) for one in found if one.is_open],
        "closed": [one for one in found if not one.is_open],
        "previous": _on_page(listed.previous),
        "next": _on_page(listed.next),
    }
    return render(request, "engagement/places/events.html", page)


def sign_up(request: SignedInRequest, event_id: UUID) -> HttpResponse:
    """Sign up for an event; by its own page it asks first."""
    event = queries.event_ahead(request.viewer, event_id, at=now())
    if event is None:
        raise Http404
    form = forms.SignUp(request.POST or None, request=request, target=event_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                answers.sign_up(invitation=event_id, by=request.actor, at=now())
                sending.leads_to("engagement:my-events", saying=_("You are signed up. The coordinator confirms it."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": event, "label": _("Sign up"), "back": "engagement:events"}
    return render(request, "engagement/places/sure.html", page, status=form.status)


def mine(request: SignedInRequest) -> HttpResponse:
    """Show a member's events ahead: what they are asked first."""
    member = own_member(request.viewer)
    if member is None:
        return render(request, "engagement/places/no_member.html")
    found = queries.places_of_mine(request.viewer, member, at=now())
    page = {
        "asked": [(row, _token(request, row, "yes"), _token(request, row, "no")) for row in found.asked],
        "coming": found.coming,
        "wished": [(row, _token(request, row, "no")) for row in found.wished],
        "offers": [(swap, *(_swap_token(request, swap.pk, name) for name in OF_SWAPS)) for swap in found.offers],
    }
    return render(request, "engagement/places/mine.html", page)


def answer(request: SignedInRequest, place_id: UUID, yes_or_no: str) -> HttpResponse:
    """Say yes or no to a place; by its own page it asks first."""
    row = _place_or_404(request, place_id)
    if yes_or_no not in ANSWERS:
        raise Http404
    label, noted = ANSWERS[yes_or_no]
    form = forms.Answer(request.POST or None, request=request, target=f"{place_id}:{yes_or_no}")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                answers.answer(assignment=place_id, comes=yes_or_no == "yes", way=Way.PAGE, by=request.actor, at=now())
                sending.leads_to("engagement:my-events", saying=str(noted))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": row.invitation, "label": label, "back": "engagement:my-events"}
    return render(request, "engagement/places/sure.html", page, status=form.status)


def offer(request: SignedInRequest, place_id: UUID) -> HttpResponse:
    """Offer one's place to a colleague who could come."""
    row = _place_or_404(request, place_id)
    colleagues = swaps.who_could_take_over(assignment=place_id, by=request.actor, at=now())
    for colleague in colleagues:
        request.viewer.show(colleague.pk, EngagementCategory.ROSTER, stream=Stream.ENGAGEMENT)
    form = forms.OfferSwap(request.POST or None, request=request, target=place_id, colleagues=colleagues)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                to = UUID(form.cleaned_data["to"])
                swaps.offer_swap(assignment=place_id, to=to, by=request.actor, at=now())
                said = _("Offered. You are still expected until they take it over.")
                sending.leads_to("engagement:my-events", saying=said)
        if sending.done:
            return sending.redirect()
    page = {"form": form, "place": row, "colleagues": colleagues, "may_offer": row.place == Place.CONFIRMED}
    return render(request, "engagement/places/swap.html", page, status=form.status)


def answer_swap(request: SignedInRequest, swap_id: UUID, taken: str) -> HttpResponse:
    """Take over what a colleague offers, or end the offer; by its own page it asks first."""
    found = queries.offer_for(request.viewer, swap_id)
    if found is None or taken not in OF_SWAPS:
        raise Http404
    label, noted = OF_SWAPS[taken]
    act = swaps.take_over if taken == "take-over" else swaps.decline_swap
    form = forms.AnswerSwap(request.POST or None, request=request, target=f"{swap_id}:{taken}")
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                act(swap=swap_id, by=request.actor, at=now())
                sending.leads_to("engagement:my-events", saying=str(noted))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "invitation": found.invitation, "label": label, "back": "engagement:my-events"}
    return render(request, "engagement/places/sure.html", page, status=form.status)


def _token(request: SignedInRequest, row: Assignment, said: str) -> object:
    return forms.Answer(request=request, target=f"{row.pk}:{said}").token


def _swap_token(request: SignedInRequest, swap: UUID, said: str) -> object:
    return forms.AnswerSwap(request=request, target=f"{swap}:{said}").token


def _place_or_404(request: SignedInRequest, place_id: UUID) -> Assignment:
    found = queries.my_place(request.viewer, place_id)
    if found is None:
        raise Http404
    return found


def _on_page(cursor: str) -> str:
    return f"?{urlencode({'page': cursor})}" if cursor else ""
