"""The safety card's pages: write it, review it, the list of those to review."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.people.actions import put_card_away, review_safety_card, write_safety_card
from offramp.people.queries import names_held, names_of, safety_card_of, safety_cards_to_review
from offramp.people.web.forms import ReviewCard, WriteCard
from offramp.people.web.loading import name_of, person_or_404, today
from offramp.people.wording import Doubt, doubts
from offramp.ui.web.paging import around

PAGE = 25
USUAL_REVIEW = timedelta(days=90)


def write_card(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write how to approach somebody. Words that tell history or name others are asked about."""
    person = person_or_404(request, person_id, to_write=Category.SAFETY)
    cards = safety_card_of(request.viewer, person.pk)
    newest = cards.newest
    initial = {"version": str(cards.version)}
    if newest:
        initial |= {"approach": newest.approach, "helps": newest.helps}
    data = request.POST or None
    form = WriteCard(data, request=request, target=person.pk, about=person.pk, initial=initial)
    names = names_held(request.viewer, person.pk)
    found: list[Doubt] = []
    if form.is_valid():
        typed = form.cleaned_data
        found = doubts(f"{typed['approach']}\n{typed['helps']}", [name.text for name in names])
        with form.sent_once() as sending:
            if sending.is_first:
                form.settle(" ".join(sorted(doubt.words for doubt in found)))
                write_safety_card(
                    person=person.pk,
                    approach=typed["approach"],
                    helps=typed["helps"],
                    told_person=typed["told_person"],
                    seen=form.cleaned_data["version"],
                    by=request.actor,
                    at=now(),
                )
                sending.leads_to("desk:record", person.pk, saying=_("The card waits for a navigator's review."))
        if sending.done:
            return sending.redirect()
    overtaken = form.is_overtaken
    if overtaken:
        form.look_again(cards.version)
    page = {
        "form": form,
        "person": person,
        "name": names[0].text if names else person.file_number,
        "cards": cards,
        "stands": newest if overtaken else None,
        "doubts": found,
    }
    return render(request, "people/safety.html", page, status=form.status)


def review_card(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Approve a card as a navigator until a day, or put it away."""
    person = person_or_404(request, person_id, to_write=Category.SAFETY)
    cards = safety_card_of(request.viewer, person.pk)
    card = cards.newest
    if card is None:
        return render(request, "people/no_card.html", {"person": person, "name": name_of(request, person)})
    if request.method == "POST" and "put_away" in request.POST:
        return _put_away(request, person.pk, card.pk)
    usual = {"review_on": today() + USUAL_REVIEW, "told_person": card.told_person}
    form = ReviewCard(request.POST or None, request=request, target=card.pk, initial=usual)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                review_safety_card(card=card.pk, **form.cleaned_data, by=request.actor, at=now())
                sending.leads_to("desk:record", person.pk, saying=_("The card is in force."))
        if sending.done:
            return sending.redirect()
    names = [name.text for name in names_held(request.viewer, person.pk)]
    page = {
        "form": form,
        "person": person,
        "name": name_of(request, person),
        "card": card,
        "cards": cards,
        "doubts": doubts(f"{card.approach}\n{card.helps}", names),
    }
    return render(request, "people/review.html", page, status=form.status)


def list_to_review(request: SignedInRequest) -> HttpResponse:
    """Show the cards that wait for a review, and those whose next review is due."""
    cards = Paginator(safety_cards_to_review(request.viewer, today=today()), PAGE).get_page(request.GET.get("page"))
    names = names_of(request.viewer, [card.person_id for card in cards])
    for card in cards:
        request.viewer.show(card.person_id, Category.SAFETY)
    rows = [(card, names.get(card.person_id, "")) for card in cards]
    return render(request, "people/to_review.html", {"cards": cards, "rows": rows, **around(request, cards)})


def _put_away(request: SignedInRequest, person: UUID, card: UUID) -> HttpResponse:
    try:
        put_card_away(card=card, by=request.actor, at=now())
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The card is put away."))
    answer = redirect("desk:record", person)
    answer.status_code = 303
    return answer
