"""Which consents and agreements there are, and which of them stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.consent.enums import Ability, Recipient
from offramp.consent.models import Consent, NotNow, RenewalMailing, WithdrawalNotice
from offramp.consent.rules import Birth
from offramp.kernel.identity import Viewer
from offramp.kernel.reading import not_shown
from offramp.people.queries import births_of

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


def of_guardians(viewer: Viewer, *, at: datetime) -> QuerySet[Consent]:
    """Return the consents in force that a guardian or trustee gave."""
    return standing(consents_visible_to(viewer), at).filter(ability=Ability.GUARDIAN)


@dataclass(frozen=True, slots=True)
class OfGuardian:
    """A guardian's consent, and the day from which the person decides themselves."""

    consent: Consent
    of_age_on: date


def consents_of_age(viewer: Viewer, before: datetime, *, at: datetime) -> list[OfGuardian]:
    """Return the consents of guardians in force of whoever turns 18 before a moment, or did: to ask them themselves."""
    with not_shown("those that end of age are chosen, and noted below"):
        held = list(of_guardians(viewer, at=at).filter(starts_at__lt=before).order_by("ends_at", "id")[:MOST])
        births = births_of(viewer, {row.person_id for row in held})
        found = [
            each for row in held if (each := _of_age(row, Birth(*births.get(row.person_id, (None, None))), before))
        ]
    _shown(viewer, [each.consent for each in found])
    return found


def _of_age(consent: Consent, birth: Birth, before: datetime) -> OfGuardian | None:
    """Return a guardian's consent that lasts until the person turns 18, where that is before a moment."""
    ends = birth.ends_for_a_guardian(consent.starts_at)
    is_soon = ends is not None and ends < before and consent.ends_at >= ends
    return OfGuardian(consent, birth.of_age_on) if is_soon and birth.of_age_on else None


def birth_of(viewer: Viewer, person: UUID) -> Birth:
    """Return when somebody was born, as far as it is known and the viewer may know it."""
    return Birth(*births_of(viewer, [person]).get(person, (None, None)))


def consent_naming(viewer: Viewer, somebody: UUID, *, at: datetime) -> Consent | None:
    """Return the consent in force under which somebody around a person may be told most, if the viewer may read it."""
    found = list(standing(consents_visible_to(viewer), at).filter(somebody=somebody).order_by("-ends_at")[:MOST])
    return max(_shown(viewer, found), key=lambda consent: Category.PLAN in consent.categories, default=None)


@dataclass(frozen=True, slots=True)
class MayKnow:
    """What somebody around a person may be told now: that they work with the unit, and perhaps the plan; until when."""

    plan: bool
    until: datetime

    @property
    def last_day(self) -> date:
        """Return the last day on which it holds."""
        return localdate(self.until - timedelta(microseconds=1))


def may_know(somebody: Iterable[UUID], *, at: datetime) -> dict[UUID, MayKnow]:
    """Return what each of those around people may be told under the consents in force; some may know nothing.

    Any member of the unit may ask: the consents themselves stay closed to them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT somebody, plan, until FROM consent_tells(%s::uuid[], %s)", [list(somebody), at])
        return {key: MayKnow(plan, until) for key, plan, until in cursor.fetchall()}


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


def notice_to_pass_on(viewer: Viewer, pk: UUID) -> WithdrawalNotice | None:
    """Return one notice to somebody around a person whose consents the viewer may read, or None."""
    return WithdrawalNotice.objects.filter(pk=pk, officer=None, unit=viewer.actor.unit).first()


def notice_to(viewer: Viewer, pk: UUID) -> WithdrawalNotice | None:
    """Return one notice to the viewer themselves, or None."""
    return WithdrawalNotice.objects.filter(pk=pk, officer=viewer.id).first()


def not_heard_of(viewer: Viewer, person: UUID | None = None) -> list[WithdrawalNotice]:
    """Return who does not know of a withdrawal yet, of the people the viewer works with: officers, somebody around.

    person: of that one alone.
    """
    found = WithdrawalNotice.objects.filter(unit=viewer.actor.unit, acknowledged_at__isnull=True)
    found = found.filter(person=person) if person else found
    return _noted(viewer, found.select_related("officer", "withdrawal__consent").order_by("told_at", "id")[:MOST])


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
