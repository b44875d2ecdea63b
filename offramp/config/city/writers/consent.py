"""What `consent.actions` writes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from offramp.access.enums import Basis, Category
from offramp.access.models import Grant
from offramp.casework.models import Seat
from offramp.config.city.city import City
from offramp.config.city.writers.referrals import call_back_for_withdrawal
from offramp.consent.enums import Recipient
from offramp.consent.models import Consent, NotNow, Withdrawal, WithdrawalNotice
from offramp.consent.rules import ConsentTerms
from offramp.kernel.identity import Actor

__all__ = [
    "record_consent",
    "record_not_now",
    "withdraw_consent",
]


def record_consent(city: City, *, person: UUID, terms: ConsentTerms, by: Actor, at: datetime) -> UUID:
    """Write what a person agreed to, and open it to the officers on their care team where it names them."""
    consent = city.book.add(
        Consent(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            categories=sorted(str(category) for category in terms.categories),
            purpose=terms.purpose,
            recipient=terms.recipient,
            agency_id=terms.agency,
            somebody=terms.somebody,
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
    )
    if terms.recipient == Recipient.OFFICERS:
        city.for_officers.setdefault(person, []).append(consent.pk)
        for officer in _officers_on(city, person):
            _open_to(city, officer, consent, at)
    city.book.record("consent.recorded", by, at, subject=consent.pk, about=person, fields=["categories"])
    return consent.pk


def record_not_now(city: City, *, person: UUID, note: str, by: Actor, at: datetime) -> UUID:
    """Write that a person was asked and said "not now"."""
    answer = city.book.add(
        NotNow(pk=city.book.id_at(at), person_id=person, unit_id=city.unit, at=at, recorded_by_id=by.user, note=note)
    )
    city.book.record("consent.not_now", by, at, subject=answer.pk, about=person)
    return answer.pk


def withdraw_consent(city: City, *, consent: UUID, words: str, by: Actor, at: datetime) -> UUID:
    """Write that a consent was taken back, and close what stood on it."""
    held = city.book.get(Consent, consent)
    withdrawal = city.book.add(
        Withdrawal(
            pk=city.book.id_at(at),
            consent=held,
            person_id=held.person_id,
            unit_id=city.unit,
            at=at,
            recorded_by_id=by.user,
            words=words,
        )
    )
    officers: set[UUID | None] = {grant.party for grant in city.book.grants.get((consent, str(Basis.CONSENT)), ())}
    for officer in {None} if held.somebody else officers:
        city.book.add(
            WithdrawalNotice(
                pk=city.book.id_at(at),
                withdrawal=withdrawal,
                person_id=held.person_id,
                unit_id=city.unit,
                officer_id=officer,
                told_at=at,
            )
        )
    city.book.end_grants(at, founded_on=consent, basis=Basis.CONSENT)
    if consent in city.for_officers.get(held.person_id, ()):
        city.for_officers[held.person_id].remove(consent)
    call_back_for_withdrawal(city, consent=consent, by=by, at=at)
    city.book.record("consent.withdrawn", by, at, subject=consent, about=held.person_id)
    return withdrawal.pk


def extend_to_officer(city: City, *, person: UUID, user: UUID, by: Actor, at: datetime) -> None:
    """Open to an officer who joins a care team what the person lets its officers see."""
    if user not in _officers_on(city, person):
        return
    covered = [city.book.get(Consent, key) for key in city.for_officers.get(person, ())]
    in_force = [consent for consent in covered if consent.ends_at > at]
    withhold_from_officer(city, person=person, user=user, at=at)
    for consent in in_force:
        _open_to(city, user, consent, at)
    if in_force:
        city.book.record("consent.extended", by, at, subject=user, about=person)


def withhold_from_officer(city: City, *, person: UUID, user: UUID, at: datetime) -> None:
    """Close to an officer who leaves a care team what they saw by consent."""
    for grant in _grants_by_consent(city, person):
        if grant.party == user and (grant.ends_at is None or grant.ends_at > at):
            grant.ends_at = max(at, grant.starts_at)


def _grants_by_consent(city: City, person: UUID) -> Iterable[Grant]:
    for consent in city.for_officers.get(person, ()):
        yield from city.book.grants.get((consent, str(Basis.CONSENT)), ())


def _officers_on(city: City, person: UUID) -> list[UUID]:
    seated = (city.book.get(Seat, key).user_id for key in city.seats.get(person, ()))
    return [user for user in seated if user in city.ground.officers]


def _open_to(city: City, officer: UUID, consent: Consent, at: datetime) -> None:
    city.book.grant(
        max(at, consent.starts_at),
        party=officer,
        subject=consent.person_id,
        categories=map(Category, consent.categories),
        basis=Basis.CONSENT,
        founded_on=consent.pk,
        ends_at=consent.ends_at,
        unit=city.unit,
    )
