"""What could go along with a referral: pieces of the file that the consent covers, each to be chosen by itself."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.casework.queries import goals_of
from offramp.kernel.identity import Viewer
from offramp.people.enums import LANGUAGES
from offramp.people.queries import (
    contacts_of,
    names_held,
    particulars_of,
    safety_card_of,
    self_description_of,
    sightings_of,
)
from offramp.referrals.rules import Item


@dataclass(frozen=True, slots=True)
class Offer:
    """One piece of the file that may be sent. The key stays the same while the piece does."""

    key: str
    item: Item


def offers(viewer: Viewer, person: UUID, covered: Collection[Category]) -> list[Offer]:
    """Return the pieces of a person's file that a consent covers. What it doesn't cover is not even read."""
    read = [pieces for category, pieces in PIECES.items() if category in covered]
    return [offer for pieces in read for offer in pieces(viewer, person) if offer.item.category in covered]


def _offer(key: str, category: Category, label: str, text: str) -> Offer:
    return Offer(key, Item(category, label, text))


def _identity(viewer: Viewer, person: UUID) -> Iterator[Offer]:
    for name in names_held(viewer, person):
        yield _offer(
            f"name:{name.pk}", Category.IDENTITY, _("Name") if name.is_main else name.get_kind_display(), name.text
        )
    yield from _particulars(viewer, person)
    for contact in contacts_of(viewer, person):
        yield _offer(f"contact:{contact.pk}", Category.IDENTITY, contact.get_kind_display(), contact.text)


def _particulars(viewer: Viewer, person: UUID) -> Iterator[Offer]:
    known = particulars_of(viewer, person)
    if known is None:
        return
    if known.born_on:
        yield _offer("born", Category.IDENTITY, _("Born"), date_format(known.born_on, "j F Y"))
    elif known.born_about:
        yield _offer("born", Category.IDENTITY, _("Born"), _("about %(year)s") % {"year": known.born_about})
    if known.languages:
        yield _offer("languages", Category.IDENTITY, _("Speaks"), _spoken(known.languages))


def _spoken(codes: Iterable[str]) -> str:
    return ", ".join(str(LANGUAGES.get(code, code)) for code in codes)


def _profile(viewer: Viewer, person: UUID) -> Iterator[Offer]:
    described = self_description_of(viewer, person)
    if described is None:
        return
    if described.gender:
        yield _offer("gender", Category.PROFILE, _("Gender"), described.gender)
    if described.identities:
        yield _offer("identities", Category.PROFILE, _("Describes themselves as"), ", ".join(described.declared))


def _whereabouts(viewer: Viewer, person: UUID) -> Iterator[Offer]:
    for sighting in sightings_of(viewer, person)[:1]:
        found = f"{sighting.place}, {date_format(localtime(sighting.at), 'j F Y, H:i')}"
        yield _offer(f"sighting:{sighting.pk}", Category.WHEREABOUTS, _("Last found"), found)


def _safety(viewer: Viewer, person: UUID) -> Iterator[Offer]:
    card = safety_card_of(viewer, person).in_force
    if card:
        text = "\n".join(part for part in (card.approach, card.helps) if part)
        yield _offer(f"card:{card.pk}", Category.SAFETY, _("How to approach"), text)


def _plan(viewer: Viewer, person: UUID) -> Iterator[Offer]:
    for seen in goals_of(viewer, person):
        yield _offer(f"goal:{seen.goal.pk}", Category(seen.goal.category), _("Goal"), seen.goal.words)


PIECES: Mapping[Category, Callable[[Viewer, UUID], Iterable[Offer]]] = {
    Category.IDENTITY: _identity,
    Category.PROFILE: _profile,
    Category.WHEREABOUTS: _whereabouts,
    Category.SAFETY: _safety,
    Category.PLAN: _plan,
}
