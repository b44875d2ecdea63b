"""Files of invented people, for the tests of this room."""

from datetime import date
from uuid import UUID

from offramp.access.actions import grant
from offramp.access.enums import Basis, Category
from offramp.accounts.models import User
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from offramp.kernel.ids import new_id
from offramp.people.actions import open_person, review_safety_card, write_safety_card
from offramp.people.enums import GivenName, NameKind
from offramp.people.models import Person, SafetyCard


def a_file(
    by: Actor, *texts: str, born_about: int | None = None, born_on: date | None = None, kind: NameKind = NameKind.LEGAL
) -> Person:
    """A file under these names; whoever acts opens it."""
    names = [GivenName(kind, text) for text in texts or ("Josephine Makokis",)]
    return open_person(names=names, born_about=born_about, born_on=born_on, searched_for=names[0].text, by=by, at=now())


def on_the_care_team(person: UUID, user: User) -> UUID:
    """Seat a user on somebody's care team, and return the seat."""
    seat = new_id()
    grant(party=user.pk, subject=person, categories=Category, basis=Basis.CARE_TEAM, founded_on=seat, starts_at=now())
    return seat


def a_card_in_force(person: UUID, by: Actor, approach: str = "Speak slowly\nNo hands on the cart") -> SafetyCard:
    """A card written and reviewed by the same navigator."""
    card = write_safety_card(person=person, approach=approach, by=by, at=now())
    today = now().date()
    return review_safety_card(card=card.pk, review_on=today.replace(year=today.year + 1, day=1), by=by, at=now())
