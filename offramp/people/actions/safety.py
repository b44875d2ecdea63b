"""The safety card: written by anyone of the unit, reviewed by a navigator, looked up by patrol for an incident."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.actions import grant
from offramp.access.enums import Basis, Category, Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor
from offramp.people import rules
from offramp.people.actions.files import opened
from offramp.people.models import Person, SafetyCard, SafetyLookup

MOST_CARDS = 3


@transaction.atomic
def write_safety_card(
    *,
    person: UUID,
    approach: str,
    helps: str = "",
    told_person: bool = False,
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> SafetyCard:
    """Write how to approach a person. It waits for a navigator's review; until then the card before it stays in force.

    seen: the version of the newest card the writer had before them (0 for none), so that nobody writes over another.
    """
    known = opened(person=person)
    require(by, Permission.SAFETY_WRITE, subject=known.pk, unit=known.unit_id, category=Category.SAFETY, at=at)
    newest = _cards(known).order_by("-version").first()
    version = newest.version if newest else 0
    if newest and seen is not None:
        rules.check_unchanged(seen=seen, now_at=version, changed_by=newest.written_by.name)
    waiting = newest if newest and newest.reviewed_at is None and newest.ended_at is None else None
    card = waiting or SafetyCard(person=known, unit_id=known.unit_id)
    card.approach, card.helps, card.told_person = rules.clean_card(approach), helps.strip(), told_person
    card.written_at, card.written_by_id, card.version = at, by.user, version + 1
    _save_if_first(card, is_new=waiting is None, was_at=version)
    record(
        verb="safety.written",
        by=by,
        at=at,
        subject=card.pk,
        about=known.pk,
        fields=["approach", "helps", "told_person"],
    )
    return card


@transaction.atomic
def review_safety_card(
    *, card: UUID, review_on: date, told_person: bool | None = None, by: Actor, at: datetime
) -> SafetyCard:
    """Put a card in force until its next review, or look a card in force over again.

    told_person: whether the person knows what it says; None leaves it as it was.
    """
    reviewed = _waiting_or_in_force(card)
    require(
        by, Permission.SAFETY_REVIEW, subject=reviewed.person_id, unit=reviewed.unit_id, category=Category.SAFETY, at=at
    )
    rules.check_review_on(review_on, today=timezone.localdate(at))
    older = SafetyCard.objects.filter(person=reviewed.person_id, reviewed_at__isnull=False, ended_at__isnull=True)
    older.exclude(pk=reviewed.pk).update(ended_at=at)
    reviewed.reviewed_at, reviewed.reviewed_by_id, reviewed.review_on = at, by.user, review_on
    if told_person is not None:
        reviewed.told_person = told_person
    reviewed.save(update_fields=["reviewed_at", "reviewed_by", "review_on", "told_person"])
    record(verb="safety.reviewed", by=by, at=at, subject=reviewed.pk, about=reviewed.person_id, fields=["review_on"])
    return reviewed


@transaction.atomic
def put_card_away(*, card: UUID, by: Actor, at: datetime) -> SafetyCard:
    """End a card: what it says is no longer so."""
    ended = _waiting_or_in_force(card)
    require(by, Permission.SAFETY_REVIEW, subject=ended.person_id, unit=ended.unit_id, category=Category.SAFETY, at=at)
    ended.ended_at = at
    ended.save(update_fields=["ended_at"])
    record(verb="safety.put_away", by=by, at=at, subject=ended.pk, about=ended.person_id, fields=["ended_at"])
    return ended


@transaction.atomic
def look_up_safety(*, incident: str, name: str, born_about: int | None = None, by: Actor, at: datetime) -> SafetyLookup:
    """Open, for an hour, the cards that fit a name to a patrol officer at an incident.

    Without a card nothing is said, file or no file. The name typed is not kept; the incident is, as the purpose.
    """
    require(by, Permission.SAFETY_LOOK_UP)
    number = rules.clean_incident(incident)
    found = _cards_fitting(rules.clean_name(name, field="name"), born_about)
    lookup = SafetyLookup.objects.create(
        incident=number, asked_at=at, asked_by_id=by.user, cards=len(found), exact=sum(exact for _who, exact in found)
    )
    until = at + timedelta(hours=rules.LOOKUP_HOURS)
    for person, _exact in found:
        grant(
            party=by.user, subject=person, categories=[Category.SAFETY], basis=Basis.INCIDENT,
            founded_on=lookup.pk, starts_at=at, ends_at=until,
        )  # fmt: skip
        record(verb="safety.looked_up", by=by, at=at, subject=lookup.pk, about=person, fields=["incident"])
    if not found:
        record(verb="safety.looked_up", by=by, at=at, subject=lookup.pk, fields=["incident"])
    return lookup


def _cards_fitting(name: str, born_about: int | None) -> list[tuple[UUID, bool]]:
    """Return whom a card in force is about, best fit first, and whether the name fits exactly."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT person, is_exact FROM people_look_up(%s, %s::integer, %s)", [name, born_about, MOST_CARDS]
        )
        return list(cursor.fetchall())


def _cards(person: Person) -> QuerySet[SafetyCard]:
    return SafetyCard.objects.filter(person=person).select_related("written_by")


def _waiting_or_in_force(card: UUID) -> SafetyCard:
    found = SafetyCard.objects.filter(pk=card, ended_at__isnull=True).first()
    if found is None:
        raise Refused(_("This card is no longer in force."), ask=_("Look at the newest one."))
    return found


def _save_if_first(card: SafetyCard, *, is_new: bool, was_at: int) -> None:
    """Save a card unless somebody else did in the same moment."""
    meanwhile = Refused(
        _("Somebody else wrote this card in the same moment."), ask=_("Compare, then save again."), field="version"
    )
    if is_new:
        try:
            with transaction.atomic():
                card.save(force_insert=True)
        except IntegrityError as error:
            raise meanwhile from error
        return
    fields = ("approach", "helps", "told_person", "written_at", "written_by_id", "version")
    same = SafetyCard.objects.filter(pk=card.pk, version=was_at, reviewed_at__isnull=True, ended_at__isnull=True)
    if not same.update(**{field: getattr(card, field) for field in fields}):
        raise meanwhile
