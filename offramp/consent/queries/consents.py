"""Which consents and agreements there are, and which of them stand."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from offramp.access.enums import Category
from offramp.consent.enums import Recipient
from offramp.consent.models import Consent, NotNow, RenewalMailing, WithdrawalNotice
from offramp.kernel.identity import Viewer

MOST = 200


def consents_visible_to(viewer: Viewer) -> QuerySet[Consent]:
    """Return the consents a viewer may read, newest first. The wall asks their grants."""
    mine = Consent.objects.filter(unit=viewer.actor.unit)
    return mine.select_related("withdrawal", "recorded_by", "agency").order_by("-recorded_at", "-id")


def consents_of(viewer: Viewer, person: UUID) -> list[Consent]:
    """Return a person's consents, newest first, those taken back or over among them."""
    return _shown(viewer, consents_visible_to(viewer).filter(person=person)[:MOST])


def consent_for(viewer: Viewer, pk: UUID) -> Consent | None:
    """Return one consent that the viewer may read, or None."""
    return next(iter(_shown(viewer, consents_visible_to(viewer).filter(pk=pk))), None)


def standing(consents: QuerySet[Consent], at: datetime) -> QuerySet[Consent]:
    """Return those of some consents that are in force."""
    return consents.filter(starts_at__lte=at, ends_at__gt=at, withdrawal__isnull=True)


def consents_standing(viewer: Viewer, person: UUID, *, at: datetime) -> list[Consent]:
    """Return a person's consents for agencies that are in force, the longest first."""
    found = standing(consents_visible_to(viewer), at).filter(person=person, recipient=Recipient.AGENCY)
    return _shown(viewer, found.order_by("-ends_at")[:MOST])


def consents_ending(viewer: Viewer, before: datetime, *, at: datetime) -> list[Consent]:
    """Return the consents in force that end before a moment, the next first: to be asked about again."""
    return _shown(viewer, standing(consents_visible_to(viewer), at).filter(ends_at__lt=before).order_by("ends_at")[:50])


def consents_to_renew(before: datetime) -> list[tuple[UUID, UUID]]:
    """Return the consents in force that end before a moment and nobody was written to about, with who asked for each.

    Ids alone, for what works by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT consent, asker FROM consent_to_renew(%s)", [before])
        found: list[tuple[UUID, UUID]] = cursor.fetchall()
    mailed = set(
        RenewalMailing.objects.filter(consent__in=[key for key, _asker in found]).values_list("consent", flat=True)
    )
    return [pair for pair in found if pair[0] not in mailed]


def not_now_of(viewer: Viewer, person: UUID) -> list[NotNow]:
    """Return when a person was asked and said "not now", newest first."""
    found = list(
        NotNow.objects.filter(person=person, unit=viewer.actor.unit).select_related("recorded_by").order_by("-at")[:20]
    )
    if found:
        viewer.show(person, Category.CONSENT)
    return found


def consent_in_force(*, person: UUID, agency: UUID, at: datetime, covering: Iterable[Category] = ()) -> bool:
    """Say whether a person's consent lets these categories go to an agency now. Any member of the unit may ask."""
    names = sorted(str(category) for category in covering)
    with connection.cursor() as cursor:
        cursor.execute("SELECT consent_stands(%s, %s, %s::text[], %s)", [person, agency, names, at])
        return bool(cursor.fetchone()[0])


def officers_on_care_team(person: UUID) -> list[UUID]:
    """Return the officers who sit on a person's care team now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT officer FROM consent_officers_on(%s) officer ORDER BY 1", [person])
        return [row[0] for row in cursor.fetchall()]


def officers_covered(person: UUID, *, at: datetime) -> list[tuple[UUID, list[Category], datetime, datetime]]:
    """Return the consents by which officers on the care team see more: its id, what, from and until."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT consent, categories, starts_at, ends_at FROM consent_for_officers(%s, %s) ORDER BY 1", [person, at]
        )
        return [(key, [Category(name) for name in names], start, end) for key, names, start, end in cursor.fetchall()]


def officers_opened_to(consent: UUID) -> list[UUID]:
    """Return the officers to whom a consent opened something."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT officer FROM consent_opened_to(%s) officer ORDER BY 1", [consent])
        return [row[0] for row in cursor.fetchall()]


def withdrawals_told_to(viewer: Viewer) -> list[WithdrawalNotice]:
    """Return the notices of withdrawals which the viewer has not said they know, oldest first."""
    mine = WithdrawalNotice.objects.filter(officer=viewer.id, acknowledged_at__isnull=True)
    return _noted(viewer, mine.order_by("told_at", "id")[:MOST])


def notice_to(viewer: Viewer, pk: UUID) -> WithdrawalNotice | None:
    """Return one notice to the viewer themselves, or None."""
    return WithdrawalNotice.objects.filter(pk=pk, officer=viewer.id).first()


def officers_not_heard_of(viewer: Viewer, person: UUID | None = None) -> list[WithdrawalNotice]:
    """Return which officers have not said that they know of a withdrawal, of those the viewer works with.

    person: of that one alone.
    """
    found = WithdrawalNotice.objects.filter(unit=viewer.actor.unit, acknowledged_at__isnull=True)
    found = found.filter(person=person) if person else found
    return _noted(viewer, found.select_related("officer", "withdrawal").order_by("told_at", "id")[:MOST])


def _noted(viewer: Viewer, notices: Iterable[WithdrawalNotice]) -> list[WithdrawalNotice]:
    found = list(notices)
    for notice in found:
        viewer.show(notice.person_id, Category.CONSENT)
    return found


def _shown(viewer: Viewer, consents: Iterable[Consent]) -> list[Consent]:
    found = list(consents)
    for consent in found:
        viewer.show(consent.person_id, Category.CONSENT)
    return found
