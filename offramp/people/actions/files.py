"""The file: names, birth, languages. Each change of them makes the search keys anew."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor
from offramp.kernel.ids import new_id
from offramp.people import rules
from offramp.people.actions.restricting import note_twins
from offramp.people.enums import GivenName, NameKind
from offramp.people.models import Name, Particulars, Person

TRIES = 5


@transaction.atomic
def open_person(
    *,
    names: Sequence[GivenName],
    born_on: date | None = None,
    born_about: int | None = None,
    languages: Sequence[str] = (),
    searched_for: str,
    by: Actor,
    at: datetime,
) -> Person:
    """Open a file for somebody who was searched for and not found.

    searched_for: what was typed into the search; it is not kept. Neither birth nor address is needed, one name is.
    """
    unit = by.home
    require(by, Permission.PERSON_CREATE, subject=new_id(), unit=unit, category=Category.IDENTITY, at=at)
    rules.check_searched(searched_for)
    cleaned = rules.clean_names(names)
    rules.check_birth(born_on, born_about, today=timezone.localdate(at))
    spoken = rules.clean_languages(languages)
    person = _numbered(unit=unit, by=by, at=at)
    main = rules.main_name(cleaned)
    Name.objects.bulk_create([_name(person, name, is_main=name is main, by=by, at=at) for name in cleaned])
    Particulars.objects.create(
        person=person, unit_id=unit, born_on=born_on, born_about=None if born_on else born_about, languages=spoken,
        changed_at=at, changed_by_id=by.user,
    )  # fmt: skip
    index_people(people=[person.pk])
    note_twins(person=person.pk, at=at)
    record(verb="person.opened", by=by, at=at, subject=person.pk, about=person.pk, fields=["names", "particulars"])
    return person


@transaction.atomic
def add_name(*, person: UUID, name: GivenName, is_main: bool = False, by: Actor, at: datetime) -> Name:
    """Add a name a person goes by; as the one to call them by, if so wished."""
    known = opened(person=person)
    require(by, Permission.PERSON_EDIT, subject=known.pk, unit=known.unit_id, category=Category.IDENTITY, at=at)
    [cleaned] = rules.clean_names([name])
    held = Name.objects.filter(person=known, retired_at__isnull=True)
    if any(other.text.casefold() == cleaned.text.casefold() for other in held):
        raise Refused(_("This name is in the file already."), ask=_("Look at the list of names."), field="text")
    if is_main:
        held.filter(is_main=True).update(is_main=False)
    added = Name.objects.bulk_create([_name(known, cleaned, is_main=is_main, by=by, at=at)])[0]
    index_people(people=[known.pk])
    note_twins(person=known.pk, at=at)
    record(verb="person.name_added", by=by, at=at, subject=added.pk, about=known.pk, fields=["name"])
    return added


@transaction.atomic
def call_by(*, name: UUID, by: Actor, at: datetime) -> Name:
    """Make one of a person's names the one to call them by."""
    chosen = _name_to_change(name, by=by, at=at)
    Name.objects.filter(person=chosen.person_id, is_main=True).update(is_main=False)
    chosen.is_main = True
    chosen.save(update_fields=["is_main"])
    record(verb="person.called_by", by=by, at=at, subject=chosen.pk, about=chosen.person_id, fields=["is_main"])
    return chosen


@transaction.atomic
def retire_name(*, name: UUID, by: Actor, at: datetime) -> Name:
    """Take a name out of use because it is wrong or unwanted: it is neither shown nor found any more."""
    retired = _name_to_change(name, by=by, at=at)
    if retired.is_main:
        raise Refused(
            _("This is the name to call them by."), ask=_("Choose another name to call them by first."), field="name"
        )
    retired.retired_at, retired.retired_by_id = at, by.user
    retired.save(update_fields=["retired_at", "retired_by"])
    index_people(people=[retired.person_id])
    record(verb="person.name_retired", by=by, at=at, subject=retired.pk, about=retired.person_id, fields=["name"])
    return retired


@transaction.atomic
def change_particulars(
    *,
    person: UUID,
    born_on: date | None,
    born_about: int | None,
    languages: Sequence[str],
    seen: int,
    by: Actor,
    at: datetime,
) -> Particulars:
    """Change birth and languages. seen: the version the editor had before them."""
    known = opened(person=person)
    require(by, Permission.PERSON_EDIT, subject=known.pk, unit=known.unit_id, category=Category.IDENTITY, at=at)
    rules.check_birth(born_on, born_about, today=timezone.localdate(at))
    spoken = rules.clean_languages(languages)
    stands = Particulars.objects.select_for_update(of=("self",)).select_related("changed_by").get(person=known)
    rules.check_unchanged(seen=seen, now_at=stands.version, changed_by=stands.changed_by.name)
    new = {"born_on": born_on, "born_about": None if born_on else born_about, "languages": spoken}
    changed = [field for field, value in new.items() if getattr(stands, field) != value]
    for field, value in new.items():
        setattr(stands, field, value)
    stands.version, stands.changed_at, stands.changed_by_id = stands.version + 1, at, by.user
    stands.save()
    index_people(people=[known.pk])
    record(verb="person.particulars_changed", by=by, at=at, subject=stands.pk, about=known.pk, fields=changed)
    for fit in settings.STANDING_ON_BIRTH:
        import_string(fit)(person=known.pk, by=by, at=at)
    return stands


def opened(*, person: UUID) -> Person:
    """Return the spine of a person's file, or refuse as if there were none."""
    found = Person.objects.filter(pk=person).first()
    if found is None:
        raise NotPermitted(_("There is no such file for you."), ask=_("Ask someone on their care team to add you."))
    return found


def index_people(*, people: Sequence[UUID]) -> None:
    """Make the search keys of these people anew; after any change of their names or birth."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_index(%s::uuid[])", [list(people)])


def _numbered(*, unit: UUID, by: Actor, at: datetime) -> Person:
    """Make the spine with a file number nobody has; two keys in some million share a number by chance."""
    for _attempt in range(TRIES):
        key = new_id()
        person = Person(pk=key, unit_id=unit, file_number=rules.file_number_of(key), opened_at=at, opened_by_id=by.user)
        try:
            with transaction.atomic():
                person.save(force_insert=True)
        except IntegrityError:
            continue
        return person
    raise Refused(_("No free file number was found."), ask=_("Press the button again."))


def _name(person: Person, name: GivenName, *, is_main: bool, by: Actor, at: datetime) -> Name:
    return Name(
        person=person, unit_id=person.unit_id, kind=NameKind(name.kind), text=name.text, is_main=is_main, added_at=at,
        added_by_id=by.user,
    )  # fmt: skip


def _name_to_change(name: UUID, *, by: Actor, at: datetime) -> Name:
    found = Name.objects.filter(pk=name, retired_at__isnull=True).first()
    if found is None:
        raise Refused(_("This name is no longer in the file."), ask=_("Look at the list of names."))
    require(by, Permission.PERSON_EDIT, subject=found.person_id, unit=found.unit_id, category=Category.IDENTITY, at=at)
    return found
