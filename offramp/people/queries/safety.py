"""How to approach: the card in force, the one that waits for a navigator, the ones looked up for an incident."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from offramp.access.enums import Basis, Category
from offramp.access.queries import subjects_opened
from offramp.kernel.identity import Viewer
from offramp.people.models import SafetyCard, SafetyLookup


@dataclass(frozen=True, slots=True)
class Cards:
    """A person's card in force, and a newer one that waits for review. `version` is what an editor had before them."""

    in_force: SafetyCard | None
    waiting: SafetyCard | None
    version: int

    @property
    def newest(self) -> SafetyCard | None:
        return self.waiting or self.in_force


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A card that fits the name somebody looked up; `is_exact` is false for a name that is only near."""

    card: SafetyCard
    is_exact: bool


def safety_card_of(viewer: Viewer, person: UUID) -> Cards:
    """Return how to approach a person."""
    cards = list(
        SafetyCard.objects.filter(person=person).select_related("written_by", "reviewed_by").order_by("-version")
    )
    if cards:
        viewer.show(person, Category.SAFETY)
    standing = [card for card in cards if card.ended_at is None]
    return Cards(
        in_force=next((card for card in standing if card.reviewed_at), None),
        waiting=next((card for card in standing if not card.reviewed_at), None),
        version=max((card.version for card in cards), default=0),
    )


def safety_cards_to_review(viewer: Viewer, *, today: date) -> QuerySet[SafetyCard]:
    """Return the cards that wait for a review and those whose next review is due, longest waiting first; to be paged.

    Whoever prints their text must `viewer.show` each person of the page.
    """
    due = Q(reviewed_at__isnull=True) | Q(review_on__lte=today)
    rows = SafetyCard.objects.filter(due, ended_at__isnull=True).select_related("written_by")
    return rows.order_by(F("review_on").asc(nulls_first=True), "written_at", "pk")


def lookup_by(viewer: Viewer, lookup: UUID) -> SafetyLookup | None:
    """Return a lookup if it is the viewer's own."""
    return SafetyLookup.objects.filter(pk=lookup, asked_by=viewer.id).first()


def cards_looked_up(viewer: Viewer, lookup: SafetyLookup, *, at: datetime) -> list[LookedUp]:
    """Return the cards a lookup opened, best fit first, while its hour lasts; the incident is noted as the purpose."""
    viewer.purpose = lookup.incident
    opened = subjects_opened(viewer.actor, founded_on=lookup.pk, basis=Basis.INCIDENT, at=at)
    cards = SafetyCard.objects.filter(person__in=opened, reviewed_at__isnull=False, ended_at__isnull=True)
    by_person = {card.person_id: card for card in cards}
    found = []
    for place, person in enumerate(opened):
        if person in by_person:
            viewer.show(person, Category.SAFETY)
            found.append(LookedUp(by_person[person], is_exact=place < lookup.exact))
    return found
