"""Record consents and "not now", take consents back, open and close what officers see by them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.consent import queries, rules
from offramp.consent.actions.turns import hold_who_sees
from offramp.consent.enums import Recipient
from offramp.consent.models import Consent, NotNow, Withdrawal, WithdrawalNotice
from offramp.consent.rules import ConsentTerms
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, Viewer


def check_consent(*, person: UUID, terms: ConsentTerms, by: Actor, at: datetime) -> None:
    """Refuse what `record_consent` would refuse, and write nothing: to say in one sentence what would be seen."""
    require(by, Permission.CONSENT_RECORD, subject=person, unit=by.unit, category=Category.CONSENT, at=at)
    agreement = queries.agreement_with(by.unit, terms.agency, localtime(at).date()) if terms.agency else None
    agreed = agreement.categories if agreement else None
    if terms.somebody and not import_string(settings.NAME_OF_SOMEBODY)(Viewer(by), person, terms.somebody):
        raise NotPermitted(_("There is nobody like that around them."))
    birth = queries.birth_of(Viewer(by), person)
    rules.check_terms(terms, agreed=agreed, birth=birth, from_age=settings.CONSENT_FROM_AGE, at=at)


@transaction.atomic
def record_consent(*, person: UUID, terms: ConsentTerms, by: Actor, at: datetime) -> Consent:
    """Record what a person agreed to, and open it to the officers on their care team where it names them."""
    hold_who_sees(person=person)
    check_consent(person=person, terms=terms, by=by, at=at)
    consent = Consent.objects.create(
        person_id=person,
        unit_id=by.home,
        categories=sorted(str(category) for category in terms.categories),
        purpose=terms.purpose,
        recipient=terms.recipient,
        agency_id=terms.agency if terms.recipient == Recipient.AGENCY else None,
        somebody=terms.somebody if terms.recipient == Recipient.SOMEBODY else None,
        named=terms.named,
        acknowledged=terms.acknowledged,
        starts_at=terms.starts_at,
        ends_at=terms.ends_at,
        told_revocable=terms.told_revocable,
        method=terms.method,
        heard_by=terms.heard_by,
        ability=terms.ability,
        guardian=terms.guardian,
        capacity_finding=terms.capacity_finding,
        present=terms.present,
        recorded_at=at,
        recorded_by_id=by.user,
    )
    if terms.recipient == Recipient.OFFICERS:
        for officer in queries.officers_on_care_team(person):
            _open_to(officer, person, consent.pk, terms.categories, max(at, terms.starts_at), terms.ends_at)
    audit.record(verb="consent.recorded", by=by, at=at, subject=consent.pk, about=person, fields=["categories"])
    return consent


@transaction.atomic
def record_not_now(*, person: UUID, note: str = "", by: Actor, at: datetime) -> NotNow:
    """Record that a person was asked and said "not now"."""
    require(by, Permission.CONSENT_RECORD, subject=person, unit=by.unit, category=Category.CONSENT, at=at)
    answer = NotNow.objects.create(person_id=person, unit_id=by.home, at=at, recorded_by_id=by.user, note=note)
    audit.record(verb="consent.not_now", by=by, at=at, subject=answer.pk, about=person)
    return answer


@transaction.atomic
def withdraw_consent(*, consent: UUID, words: str = "", by: Actor, at: datetime) -> Withdrawal:
    """Take a consent back: whatever stood on it is closed for the very next request, and each recipient is told.

    The consent's row is locked, so that a referral sent at the same moment is either refused or called back; an officer
    who is seated at that moment is closed out and told too, or let into nothing.
    """
    hold_who_sees(person=_open(consent).person_id)
    held = _locked(consent)
    require(by, Permission.CONSENT_WITHDRAW, subject=held.person_id, unit=by.unit, category=Category.CONSENT, at=at)
    before = Withdrawal.objects.filter(consent=held).first()
    rules.check_can_withdraw(withdrawn_at=before.at if before else None, ends_at=held.ends_at, at=at)
    withdrawal = Withdrawal.objects.create(
        consent=held, person_id=held.person_id, unit_id=held.unit_id, at=at, recorded_by_id=by.user, words=words
    )
    _tell(withdrawal)
    end_grants(founded_on=held.pk, basis=Basis.CONSENT, at=at)
    for close in settings.STANDING_ON_CONSENT:
        import_string(close)(consent=held.pk, by=by, at=at)
    audit.record(verb="consent.withdrawn", by=by, at=at, subject=held.pk, about=held.person_id)
    return withdrawal


@transaction.atomic
def acknowledge_withdrawal(*, notice: UUID, by: Actor, at: datetime) -> None:
    """Say for oneself that one knows a consent was taken back; the notice closes. Saying it again changes nothing."""
    require(by, Permission.WITHDRAWAL_ACKNOWLEDGE)
    told = WithdrawalNotice.objects.filter(pk=notice, officer=by.user).first()
    if told is None:
        raise NotPermitted(_("This notice is not for you."))
    if told.acknowledged_at is None:
        WithdrawalNotice.objects.filter(pk=notice).update(acknowledged_at=at)
        audit.record(verb="consent.withdrawal_known", by=by, at=at, subject=notice, about=told.person_id)


@transaction.atomic
def note_told(*, notice: UUID, by: Actor, at: datetime) -> None:
    """Say that one told somebody around the person that they may be told no more; the notice closes, once."""
    told = WithdrawalNotice.objects.select_for_update(of=("self",)).filter(pk=notice, officer=None).first()
    if told is None:
        raise NotPermitted(_("This notice is not open to you."))
    require(by, Permission.CONSENT_WITHDRAW, subject=told.person_id, unit=by.unit, category=Category.CONSENT, at=at)
    if told.acknowledged_at is None:
        told.acknowledged_at, told.told_by_id = at, by.user
        told.save(update_fields=["acknowledged_at", "told_by"])
        audit.record(verb="consent.withdrawal_told", by=by, at=at, subject=notice, about=told.person_id)


def hold_consent(*, consent: UUID, at: datetime) -> Consent | None:
    """Lock a consent until the transaction ends and return it, or None where it does not stand.

    Whoever discloses something under a consent holds it first: a withdrawal waits, or was there before.
    """
    held = _locked(consent)
    stands = held.starts_at <= at < held.ends_at and not Withdrawal.objects.filter(consent=held).exists()
    return held if stands else None


@transaction.atomic
def extend_to_officer(*, person: UUID, user: UUID, by: Actor, at: datetime) -> int:
    """Open to an officer who joins the care team what the person lets its officers see; return how many consents.

    The action that seats an officer calls this, whoever seats them: the consents themselves stay closed to them.
    """
    require(by, Permission.CARE_TEAM_CHANGE)
    hold_who_sees(person=person)
    if user not in queries.officers_on_care_team(person):
        return 0
    covered = queries.officers_covered(person, at=at)
    withhold_from_officer(person=person, user=user, by=by, at=at)
    for consent, categories, starts_at, ends_at in covered:
        _open_to(user, person, consent, categories, max(at, starts_at), ends_at)
    if covered:
        audit.record(verb="consent.extended", by=by, at=at, subject=user, about=person)
    return len(covered)


@transaction.atomic
def withhold_from_officer(*, person: UUID, user: UUID, by: Actor, at: datetime) -> int:
    """Close to an officer who leaves the care team what they saw by consent; return how many grants ended."""
    require(by, Permission.CARE_TEAM_CHANGE)
    hold_who_sees(person=person)
    with connection.cursor() as cursor:
        cursor.execute("SELECT consent_end_for_officer(%s, %s, %s)", [person, user, at])
        return int(cursor.fetchone()[0])


def _tell(withdrawal: Withdrawal) -> None:
    """Tell each officer who saw something by the consent, and have somebody around the person told.

    The withdrawal stays open until each says that they know, or a navigator says that they told them.
    """
    officers: list[UUID | None] = [*queries.officers_opened_to(withdrawal.consent_id)]
    WithdrawalNotice.objects.bulk_create(
        WithdrawalNotice(
            withdrawal=withdrawal,
            person_id=withdrawal.person_id,
            unit_id=withdrawal.unit_id,
            officer_id=officer,
            told_at=withdrawal.at,
        )
        for officer in (officers if withdrawal.consent.somebody is None else [None])
    )


def _open_to(
    officer: UUID, person: UUID, consent: UUID, categories: Iterable[Category], starts_at: datetime, ends_at: datetime
) -> None:
    grant(
        party=officer,
        subject=person,
        categories=categories,
        basis=Basis.CONSENT,
        founded_on=consent,
        starts_at=starts_at,
        ends_at=ends_at,
    )


def _locked(consent: UUID) -> Consent:
    return _open(consent, Consent.objects.select_for_update())


def _open(consent: UUID, among: QuerySet[Consent] | None = None) -> Consent:
    held = (Consent.objects.all() if among is None else among).filter(pk=consent).first()
    if held is None:
        raise NotPermitted(_("This consent is not open to you."))
    return held
