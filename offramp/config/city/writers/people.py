"""What `people.actions` writes. The search keys are made afterwards, for all at once."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from offramp.config.city.city import City, who
from offramp.kernel.identity import Actor
from offramp.people.models import Name, Particulars, Person


def open_person(
    city: City,
    *,
    names: Sequence[tuple[str, str]],
    born_on: date | None,
    born_about: int | None,
    languages: Sequence[str],
    searched_for: str,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a person's spine, names and particulars."""
    book = city.book
    number = len(book.rows.get(Person, {})) + 1
    person = book.add(
        Person(
            pk=book.id_at(at),
            unit_id=city.unit,
            file_number=f"{at.year % 100}-{number:05}",
            opened_at=at,
            opened_by_id=who(by),
        )
    )
    for place, (kind, text) in enumerate(names):
        book.add(
            Name(
                pk=book.id_at(at),
                person=person,
                unit_id=city.unit,
                kind=kind,
                text=text,
                is_main=place == 0,
                added_at=at,
                added_by_id=who(by),
            )
        )
    book.add(
        Particulars(
            pk=book.id_at(at),
            person=person,
            unit_id=city.unit,
            born_on=born_on,
            born_about=born_about,
            languages=list(languages),
            changed_at=at,
            changed_by_id=who(by),
        )
    )
    book.record("person.opened", by, at, subject=person.pk, about=person.pk)
    return person.pk
