"""What `referrals.actions` writes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from offramp.access.enums import Basis, Category
from offramp.config.city.city import City
from offramp.config.city.moments import local
from offramp.config.city.writers.disclosing import disclose_under_consent
from offramp.consent.models import Agreement, Consent
from offramp.directory.models import Service
from offramp.kernel.identity import Actor
from offramp.referrals.enums import AnswerKind, DeclineReason, State
from offramp.referrals.models import Answer, CallBack, Message, PacketItem, Referral, ReferralTerms
from offramp.referrals.rules import STATE_AFTER, Item, category_of_answer

__all__ = [
    "accept_referral",
    "acknowledge_call_back",
    "ask_back",
    "decline_referral",
    "mark_seen",
    "reply",
    "send_referral",
]


def send_referral(
    city: City,
    *,
    person: UUID,
    agency: UUID,
    service: UUID,
    hoped_for: str,
    consent: UUID,
    items: Sequence[Item],
    answer_by: date | None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a referral, its terms and its packet, and open it to the agency."""
    book = city.book
    reveals, standing = Category(book.get(Service, service).reveals), book.get(Consent, consent)
    referral = book.add(
        Referral(pk=book.id_at(at), person_id=person, unit_id=city.unit, sent_at=at, sent_by_id=by.user, state_at=at)
    )
    book.add(
        ReferralTerms(
            pk=book.id_at(at),
            referral=referral,
            person_id=person,
            unit_id=city.unit,
            category=reveals,
            agency_id=agency,
            service_id=service,
            hoped_for=hoped_for,
            consent=standing,
            answer_by=answer_by,
        )
    )
    for position, item in enumerate(items, 1):
        _pack(city, referral, item, position, at)
    city.sent_under.setdefault(consent, []).append((referral.pk, agency))
    told = {reveals, *(item.category for item in items)}
    disclose_under_consent(city, consent=standing, categories=told, by_way_of=referral.pk, by=by, at=at)
    book.grant(
        at,
        party=agency,
        subject=referral.pk,
        categories={Category.PLAN, Category.REFERRAL, *told},
        basis=Basis.REFERRAL,
        founded_on=referral.pk,
        ends_at=_ends(city, agency, standing),
    )
    book.record("referral.sent", by, at, subject=referral.pk, about=person, fields=["packet", "terms"])
    return referral.pk


def accept_referral(city: City, *, referral: UUID, by: Actor, at: datetime) -> UUID:
    """Write that the agency takes the person."""
    return _answer(city, referral, AnswerKind.ACCEPTED, "", "", by, at)


def decline_referral(city: City, *, referral: UUID, reason: DeclineReason, words: str, by: Actor, at: datetime) -> UUID:
    """Write that the agency does not take the person, and why."""
    return _answer(city, referral, AnswerKind.DECLINED, reason, words, by, at)


def ask_back(city: City, *, referral: UUID, question: str, by: Actor, at: datetime) -> UUID:
    """Write what the agency asks before it answers."""
    return _answer(city, referral, AnswerKind.ASKED, "", question, by, at)


def reply(city: City, *, referral: UUID, text: str, by: Actor, at: datetime) -> UUID:
    """Write the sender's answer to a question."""
    row = city.book.get(Referral, referral)
    message = _say(city, row, text, False, by, at)
    [terms] = city.book.where(ReferralTerms, lambda each: each.referral_id == referral)
    disclose_under_consent(
        city, consent=terms.consent, categories=[Category.REFERRAL], by_way_of=referral, by=by, at=at
    )
    if row.state == State.ASKED:
        _move(row, State.SENT, at)
        row.seen_by_sender_at = at
    city.book.record("referral.replied", by, at, subject=referral, about=row.person_id)
    return message


def mark_seen(city: City, *, referral: UUID, by: Actor, at: datetime) -> UUID:
    """Write that the sender has seen the last answer."""
    city.book.get(Referral, referral).seen_by_sender_at = at
    city.book.record("referral.answer_seen", by, at, subject=referral, fields=["seen_by_sender_at"])
    return referral


def call_back_for_withdrawal(city: City, *, consent: UUID, by: Actor, at: datetime) -> None:
    """Call back whatever was sent under a consent that is withdrawn."""
    for key, agency in city.sent_under.get(consent, ()):
        row = city.book.get(Referral, key)
        if row.state != State.REVOKED:
            _call_back(city, row, agency, by, at)


def acknowledge_call_back(city: City, *, call_back: UUID, by: Actor, at: datetime) -> UUID:
    """Write that the agency knows a referral was called back."""
    notice = city.book.get(CallBack, call_back)
    notice.acknowledged_at, notice.acknowledged_by_id = at, by.user
    city.book.end_grants(at, founded_on=call_back, basis=Basis.REFERRAL)
    city.book.record("referral.call_back_acknowledged", by, at, subject=call_back, about=notice.referral_id)
    return call_back


def _answer(city: City, referral: UUID, kind: AnswerKind, reason: str, words: str, by: Actor, at: datetime) -> UUID:
    row = city.book.get(Referral, referral)
    [terms] = city.book.where(ReferralTerms, lambda each: each.referral_id == referral)
    answer = city.book.add(
        Answer(
            pk=city.book.id_at(at),
            referral=row,
            person_id=row.person_id,
            unit_id=city.unit,
            category=category_of_answer(terms.category),
            kind=kind,
            reason=reason,
            at=at,
            by_id=by.user,
        )
    )
    if words:
        _say(city, row, words, True, by, at)
    _move(row, STATE_AFTER[kind], at)
    city.book.record(f"referral.{kind}", by, at, subject=referral, about=row.person_id, fields=["state"])
    return answer.pk


def _call_back(city: City, row: Referral, agency: UUID, by: Actor, at: datetime) -> None:
    _move(row, State.REVOKED, at)
    city.book.end_grants(at, founded_on=row.pk, basis=Basis.REFERRAL)
    notice = city.book.add(
        CallBack(
            pk=city.book.id_at(at),
            referral=row,
            person_id=row.person_id,
            unit_id=city.unit,
            sent_at=row.sent_at,
            at=at,
            by_id=by.user,
        )
    )
    city.along["call_back", row.pk, 0] = notice.pk
    city.book.grant(
        at,
        party=agency,
        subject=notice.pk,
        categories=[Category.REFERRAL],
        basis=Basis.REFERRAL,
        founded_on=notice.pk,
    )
    city.book.record("referral.revoked", by, at, subject=row.pk, about=row.person_id, fields=["state"])


def _move(row: Referral, state: State, at: datetime) -> None:
    row.state, row.state_at, row.version = state, at, row.version + 1


def _say(city: City, row: Referral, text: str, from_agency: bool, by: Actor, at: datetime) -> UUID:
    message = Message(
        pk=city.book.id_at(at),
        referral=row,
        person_id=row.person_id,
        unit_id=city.unit,
        text=text,
        from_agency=from_agency,
        at=at,
        by_id=by.user,
    )
    return city.book.add(message).pk


def _pack(city: City, referral: Referral, item: Item, position: int, at: datetime) -> None:
    city.book.add(
        PacketItem(
            pk=city.book.id_at(at),
            referral=referral,
            person_id=referral.person_id,
            unit_id=city.unit,
            category=item.category,
            label=item.label,
            text=item.text,
            position=position,
        )
    )


def _ends(city: City, agency: UUID, consent: Consent) -> datetime:
    [agreement] = city.book.where(Agreement, lambda row: (row.agency_id, row.unit_id) == (agency, city.unit))
    if agreement.ends_on is None:
        return consent.ends_at
    return min(consent.ends_at, local(agreement.ends_on + timedelta(days=1)))
