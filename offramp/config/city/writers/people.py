"""What `people.actions` writes. The search keys are made afterwards, for everybody at once."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from offramp.access.enums import Closeness
from offramp.access.models import Named, Restriction
from offramp.config.city.city import City
from offramp.kernel.identity import Actor
from offramp.people.enums import REVEALS, ContactKind, GivenName, Status
from offramp.people.models import (
    Contact,
    Name,
    Particulars,
    Person,
    SafetyCard,
    SelfDescription,
    Sighting,
    StatusChange,
)
from offramp.people.rules import clean_card, clean_contact, file_number_of, main_name

__all__ = [
    "add_contact",
    "describe_self",
    "note_sighting",
    "open_person",
    "put_card_away",
    "restrict_file",
    "review_safety_card",
    "set_status",
    "write_safety_card",
]


def open_person(
    city: City,
    *,
    names: Sequence[GivenName],
    born_on: date | None,
    born_about: int | None,
    languages: Sequence[str],
    searched_for: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a person's spine, names and particulars."""
    book, key = city.book, _free_key(city, at)
    person = book.add(
        Person(pk=key, unit_id=city.unit, file_number=file_number_of(key), opened_at=at, opened_by_id=by.user)
    )
    _add_names(city, person, names, by=by, at=at)
    book.add(
        Particulars(
            pk=book.id_at(at),
            person=person,
            unit_id=city.unit,
            born_on=born_on,
            born_about=born_about,
            languages=list(languages),
            changed_at=at,
            changed_by_id=by.user,
        )
    )
    book.record("person.opened", by, at, subject=key, about=key, fields=["names", "particulars"])
    return key


def _add_names(city: City, person: Person, names: Sequence[GivenName], *, by: Actor, at: datetime) -> None:
    main = main_name(names)
    for name in names:
        city.book.add(
            Name(
                pk=city.book.id_at(at),
                person=person,
                unit_id=city.unit,
                kind=name.kind,
                text=name.text,
                is_main=name is main,
                added_at=at,
                added_by_id=by.user,
            )
        )


def set_status(city: City, *, person: UUID, status: Status, reason: str, by: Actor, at: datetime) -> UUID:
    """Write how a person is from now on."""
    change = city.book.add(
        StatusChange(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            category=REVEALS[status],
            status=status,
            reason="" if status == Status.DECLINED else reason,
            at=at,
            noted_by_id=by.user,
        )
    )
    city.book.record("person.status_set", by, at, subject=change.pk, about=person, fields=["status"])
    return change.pk


def note_sighting(
    city: City, *, person: UUID, place: str, neighbourhood: UUID, company: str, by: Actor, at: datetime
) -> UUID:
    """Write where, when and with whom a person was found."""
    sighting = city.book.add(
        Sighting(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            at=at,
            place=place,
            neighbourhood_id=neighbourhood,
            company=company,
            noted_by_id=by.user,
        )
    )
    city.book.record("person.sighted", by, at, subject=sighting.pk, about=person, fields=["place"])
    return sighting.pk


def add_contact(city: City, *, person: UUID, kind: ContactKind, text: str, by: Actor, at: datetime) -> UUID:
    """Write a way to reach a person."""
    contact = city.book.add(
        Contact(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            kind=kind,
            text=clean_contact(kind, text),
            added_at=at,
            added_by_id=by.user,
        )
    )
    city.book.record("person.contact_added", by, at, subject=contact.pk, about=person, fields=["contact"])
    return contact.pk


def describe_self(city: City, *, person: UUID, gender: str, identities: Sequence[str], by: Actor, at: datetime) -> UUID:
    """Write how a person described themselves."""
    said = city.book.add(
        SelfDescription(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            gender=gender,
            identities="\n".join(identities),
            told_at=at,
            told_to_id=by.user,
        )
    )
    fields = ["gender", "identities"]
    city.book.record("person.described", by, at, subject=said.pk, about=person, fields=fields)
    return said.pk


def write_safety_card(
    city: City, *, person: UUID, approach: str, helps: str, told_person: bool, by: Actor, at: datetime
) -> UUID:
    """Write a first card; it waits for a navigator's review."""
    card = city.book.add(
        SafetyCard(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            approach=clean_card(approach),
            helps=helps,
            told_person=told_person,
            written_at=at,
            written_by_id=by.user,
        )
    )
    fields = ["approach", "helps", "told_person"]
    city.book.record("safety.written", by, at, subject=card.pk, about=person, fields=fields)
    return card.pk


def review_safety_card(
    city: City, *, card: UUID, review_on: date, told_person: bool | None = None, by: Actor, at: datetime
) -> UUID:
    """Write that a navigator put a card in force."""
    row = city.book.get(SafetyCard, card)
    row.reviewed_at, row.reviewed_by_id, row.review_on = at, by.user, review_on
    row.told_person = row.told_person if told_person is None else told_person
    city.book.record("safety.reviewed", by, at, subject=card, about=row.person_id, fields=["review_on"])
    return card


def put_card_away(city: City, *, card: UUID, by: Actor, at: datetime) -> UUID:
    """Write that what a card says is no longer so."""
    row = city.book.get(SafetyCard, card)
    row.ended_at = at
    city.book.record("safety.put_away", by, at, subject=card, about=row.person_id, fields=["ended_at"])
    return card


def restrict_file(
    city: City, *, person: UUID, closeness: Closeness, reason: str, named: Sequence[UUID], by: Actor, at: datetime
) -> UUID:
    """Write that a file was closed to all but those named, who closes it among them."""
    restriction = city.book.add(
        Restriction(
            pk=city.book.id_at(at),
            subject=person,
            closeness=closeness,
            reason=reason,
            restricted_at=at,
            restricted_by_id=by.user,
        )
    )
    for user in dict.fromkeys([by.user, *named]):
        city.book.add(
            Named(pk=city.book.id_at(at), restriction=restriction, user_id=user, named_at=at, named_by_id=by.user)
        )
    fields = ["closeness", "named"]
    city.book.record("person.restricted", by, at, subject=restriction.pk, about=person, fields=fields)
    return restriction.pk


def _free_key(city: City, at: datetime) -> UUID:
    while True:
        key = city.book.id_at(at)
        if file_number_of(key) not in city.numbers_taken:
            city.numbers_taken.add(file_number_of(key))
            return key
