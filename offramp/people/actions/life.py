"""How a person is, where they are found, how to reach them, how they describe themselves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor
from offramp.people import rules
from offramp.people.actions.files import opened
from offramp.people.enums import REVEALS, ContactKind, Status
from offramp.people.models import Contact, Person, SelfDescription, Sighting, StatusChange


@transaction.atomic
def set_status(
    *, person: UUID, status: Status, reason: str = "", since: datetime | None = None, by: Actor, at: datetime
) -> StatusChange:
    """Note how a person is, from now on or since then. It is filed under what the status reveals.

    Death and declining stop every reminder. Of whoever declines, the fact is kept and no reason.
    """
    known = opened(person=person)
    category = REVEALS[Status(status)]
    require(by, Permission.STATUS_SET, subject=known.pk, unit=known.unit_id, category=category, at=at)
    rules.check_not_ahead(since or at, now=at, field="since")
    latest = StatusChange.objects.filter(person=known).order_by("-at", "-id").first()
    rules.check_new_status(Status(latest.status) if latest else Status.ACTIVE, Status(status))
    changed = StatusChange.objects.create(
        person=known, unit_id=known.unit_id, category=category, status=status,
        reason="" if status == Status.DECLINED else reason.strip(), at=since or at, noted_by_id=by.user,
    )  # fmt: skip
    record(verb="person.status_set", by=by, at=at, subject=changed.pk, about=known.pk, fields=["status"])
    return changed


@transaction.atomic
def note_sighting(
    *,
    person: UUID,
    place: str,
    neighbourhood: UUID | None = None,
    company: str = "",
    seen_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Sighting:
    """Note where, when and with whom a person was found. seen_at: when, if not just now."""
    known = _editable(person, Category.WHEREABOUTS, by=by, at=at)
    rules.check_not_ahead(seen_at or at, now=at, field="seen_at")
    noted = Sighting.objects.create(
        person=known, unit_id=known.unit_id, at=seen_at or at, place=place.strip(), neighbourhood_id=neighbourhood,
        company=company.strip(), noted_by_id=by.user,
    )  # fmt: skip
    record(verb="person.sighted", by=by, at=at, subject=noted.pk, about=known.pk, fields=["place"])
    return noted


@transaction.atomic
def add_contact(*, person: UUID, kind: ContactKind, text: str, by: Actor, at: datetime) -> Contact:
    """Add a way to reach a person."""
    known = _editable(person, Category.IDENTITY, by=by, at=at)
    cleaned = rules.clean_contact(ContactKind(kind), text)
    if Contact.objects.filter(person=known, text=cleaned, ended_at__isnull=True).exists():
        raise Refused(_("This is in the file already."), ask=_("Look at the list."), field="text")
    added = Contact.objects.create(
        person=known, unit_id=known.unit_id, kind=kind, text=cleaned, added_at=at, added_by_id=by.user
    )
    record(verb="person.contact_added", by=by, at=at, subject=added.pk, about=known.pk, fields=["contact"])
    return added


@transaction.atomic
def end_contact(*, contact: UUID, by: Actor, at: datetime) -> Contact:
    """Note that a person can no longer be reached this way."""
    ended = Contact.objects.filter(pk=contact, ended_at__isnull=True).first()
    if ended is None:
        raise Refused(_("This way of contact was taken out already."), ask=_("Look at the list."))
    _editable(ended.person_id, Category.IDENTITY, by=by, at=at)
    ended.ended_at = at
    ended.save(update_fields=["ended_at"])
    record(verb="person.contact_ended", by=by, at=at, subject=ended.pk, about=ended.person_id, fields=["contact"])
    return ended


@transaction.atomic
def describe_self(
    *, person: UUID, gender: str = "", identities: Sequence[str] = (), by: Actor, at: datetime
) -> SelfDescription:
    """Write down how a person described themselves to the actor, in their words; the newest is what they say now."""
    known = _editable(person, Category.PROFILE, by=by, at=at)
    said = list(dict.fromkeys(" ".join(identity.split()) for identity in identities if identity.strip()))
    described = SelfDescription.objects.create(
        person=known,
        unit_id=known.unit_id,
        gender=gender.strip(),
        identities="\n".join(said),
        told_at=at,
        told_to_id=by.user,
    )
    record(verb="person.described", by=by, at=at, subject=described.pk, about=known.pk, fields=["gender", "identities"])
    return described


def _editable(person: UUID, category: Category, *, by: Actor, at: datetime) -> Person:
    known = opened(person=person)
    require(by, Permission.PERSON_EDIT, subject=known.pk, unit=known.unit_id, category=category, at=at)
    return known
