"""Who somebody is: names, birth, languages, ways to reach them, and how they describe themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from offramp.access.enums import Category, Role
from offramp.kernel.identity import Viewer
from offramp.kernel.reading import not_shown
from offramp.people.models import Contact, Name, Particulars, Person, SelfDescription
from offramp.people.rules import Birth

R = TypeVar("R", Name, Particulars, Contact)
UNKNOWN = Birth()


@dataclass(frozen=True, slots=True)
class Called:
    """What to call somebody, the other names they go by, and when they were born, as far as it is known."""

    person: UUID
    name: str
    others: list[str] = field(default_factory=list)
    birth: Birth = UNKNOWN


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, for the head of their record."""

    called: Called
    file_number: str
    names: list[Name]
    particulars: Particulars | None
    contacts: list[Contact]


def people_visible_to(viewer: Viewer) -> QuerySet[Person]:
    """Return the people whose record a viewer may open, as far as the wall shows them any.

    A patrol officer's look at a safety card opens that card alone, never the record.
    """
    if viewer.role == Role.PATROL_OFFICER:
        return Person.objects.none()
    return Person.objects.all()


def unit_of(person: UUID) -> UUID | None:
    """Return the unit that has a person's file, or None where the wall shows no such person."""
    return Person.objects.filter(pk=person).values_list("unit_id", flat=True).first()


def names_of(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the name to call each of these people by; whom the viewer may not know by name is not among them."""
    called = dict(
        Name.objects.filter(person__in=set(ids), is_main=True).order_by("pk").values_list("person_id", "text")
    )
    for person in called:
        viewer.show(person, Category.IDENTITY)
    return called


def called(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, Called]:
    """Return what to call each of these people, their other names, and their birth, in two queries."""
    wanted = set(ids)
    born = {row.person_id: Birth(row.born_on, row.born_about) for row in Particulars.objects.filter(person__in=wanted)}
    found: dict[UUID, Called] = {}
    held = Name.objects.filter(person__in=wanted, retired_at__isnull=True).order_by("-is_main", "added_at", "pk")
    for name in held:
        viewer.show(name.person_id, Category.IDENTITY)
        if name.person_id in found:
            found[name.person_id].others.append(name.text)
        else:
            found[name.person_id] = Called(name.person_id, name.text, birth=born.get(name.person_id, UNKNOWN))
    return found


def file_numbers(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the numbers of these people's files, as far as the wall shows them."""
    return dict(Person.objects.filter(pk__in=set(ids)).values_list("pk", "file_number"))


def names_held(viewer: Viewer, person: UUID) -> list[Name]:
    """Return the names a person goes by, the one to call them by first; without those retired."""
    names = Name.objects.filter(person=person, retired_at__isnull=True).select_related("added_by")
    return _shown(viewer, list(names.order_by("-is_main", "added_at", "pk")))


def particulars_of(viewer: Viewer, person: UUID) -> Particulars | None:
    """Return a person's birth and languages, if the viewer may know them."""
    rows = Particulars.objects.filter(person=person).select_related("changed_by")
    return next(iter(_shown(viewer, list(rows))), None)


def births_of(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, tuple[date | None, int | None]]:
    """Return the birth date, or about the year, of each of these people, if the viewer may know it; read to decide."""
    with not_shown("it decides who may agree, and until when"):
        rows = Particulars.objects.filter(person__in=set(ids)).values_list("person_id", "born_on", "born_about")
        return {person: (born_on, about) for person, born_on, about in rows}


def contacts_of(viewer: Viewer, person: UUID) -> list[Contact]:
    """Return the ways to reach a person that are still good, newest first."""
    rows = Contact.objects.filter(person=person, ended_at__isnull=True).select_related("added_by")
    return _shown(viewer, list(rows.order_by("-added_at", "-pk")))


def identity_of(viewer: Viewer, person: UUID) -> Identity | None:
    """Return who somebody is, if the viewer may know it."""
    names = names_held(viewer, person)
    spine = Person.objects.filter(pk=person).first()
    if not names or spine is None:
        return None
    facts = particulars_of(viewer, person)
    birth = Birth(facts.born_on, facts.born_about) if facts else UNKNOWN
    main, *others = [name.text for name in names]
    return Identity(
        called=Called(person, main, others, birth),
        file_number=spine.file_number,
        names=names,
        particulars=facts,
        contacts=contacts_of(viewer, person),
    )


def self_description_of(viewer: Viewer, person: UUID) -> SelfDescription | None:
    """Return how a person last described themselves, if the viewer may know it."""
    rows = SelfDescription.objects.filter(person=person).select_related("told_to").order_by("-told_at", "-pk")
    latest = rows.first()
    if latest:
        viewer.show(person, Category.PROFILE)
    return latest


def _shown(viewer: Viewer, rows: list[R]) -> list[R]:
    for row in rows:
        viewer.show(row.person_id, Category.IDENTITY)
    return rows
