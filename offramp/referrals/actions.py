"""Send a referral, answer it, write about it, call it back.

The agency's grant names the referral. It ends with the consent or the agreement, whichever is first, or when the
referral is called back.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category, Operation, Permission
from offramp.access.queries import bases_of, require
from offramp.audit import actions as audit
from offramp.consent.actions import disclose_under_consent, hold_agreement, hold_consent
from offramp.directory.queries import agencies_open_for_referral, agency_name, services_of
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor
from offramp.referrals import queries, rules
from offramp.referrals.enums import AnswerKind, State
from offramp.referrals.models import Answer, CallBack, Mailing, Message, PacketItem, Referral, ReferralTerms
from offramp.referrals.rules import Item

if TYPE_CHECKING:
    from offramp.consent.models import Agreement, Consent

__all__ = [
    "Item",
    "accept_referral",
    "acknowledge_call_back",
    "ask_back",
    "call_back_for_withdrawal",
    "decline_referral",
    "end_with_agreement",
    "end_with_consent",
    "mark_seen",
    "note_mailing",
    "reply",
    "revoke_referral",
    "send_referral",
]


@transaction.atomic
def send_referral(
    *,
    person: UUID,
    agency: UUID,
    service: UUID,
    hoped_for: str,
    consent: UUID,
    items: Sequence[Item],
    answer_by: date | None = None,
    by: Actor,
    at: datetime,
) -> Referral:
    """Send a person to a partner agency under a consent in force: these items, and nothing that is learned later.

    The consent is locked until the end of the transaction, so that a withdrawal at the same moment comes before or
    after, never between.
    """
    require(by, Permission.REFERRAL_SEND, subject=person, unit=by.unit, category=Category.REFERRAL, at=at)
    today = localtime(at).date()
    standing, agreement = _standing(person, agency, consent, by=by, at=at)
    reveals = _reveals(agency, service, today)
    rules.check_written(hoped_for, field="hoped_for")
    rules.check_answer_by(answer_by, at=at)
    rules.check_packet(items, reveals=reveals, consented=standing.categories, agreed=agreement.categories)
    referral = Referral.objects.create(person_id=person, unit_id=by.home, sent_at=at, sent_by_id=by.user, state_at=at)
    ReferralTerms.objects.create(
        referral=referral,
        person_id=person,
        unit_id=by.home,
        category=reveals,
        agency_id=agency,
        service_id=service,
        hoped_for=hoped_for,
        consent=standing,
        answer_by=answer_by,
    )
    _pack(referral, items)
    told = {reveals, *(item.category for item in items)}
    disclose_under_consent(consent=standing, categories=told, by_way_of=referral.pk, by=by, at=at)
    grant(
        party=agency,
        subject=referral.pk,
        categories={Category.PLAN, Category.REFERRAL, *told},
        basis=Basis.REFERRAL,
        founded_on=referral.pk,
        starts_at=at,
        ends_at=_earlier(standing.ends_at, agreement.ends_on),
    )
    audit.record(verb="referral.sent", by=by, at=at, subject=referral.pk, about=person, fields=["packet", "terms"])
    return referral


@transaction.atomic
def accept_referral(*, referral: UUID, by: Actor, at: datetime) -> Answer:
    """Say that the agency takes the person."""
    return _answer(referral, AnswerKind.ACCEPTED, by=by, at=at)


@transaction.atomic
def decline_referral(*, referral: UUID, reason: str, words: str = "", by: Actor, at: datetime) -> Answer:
    """Say that the agency does not take the person, and why."""
    rules.check_reason(reason, words)
    return _answer(referral, AnswerKind.DECLINED, reason=reason, words=words, by=by, at=at)


@transaction.atomic
def ask_back(*, referral: UUID, question: str, by: Actor, at: datetime) -> Answer:
    """Ask the sender something before answering."""
    rules.check_written(question, field="question")
    return _answer(referral, AnswerKind.ASKED, words=question, by=by, at=at)


@transaction.atomic
def reply(*, referral: UUID, text: str, by: Actor, at: datetime) -> Message:
    """Write to the agency about a referral; a question is answered by it, and the agency's answer is awaited again.

    Once the consent is over the agency can't read it any more, so it is refused.
    """
    held = _locked(referral)
    require(by, Permission.REFERRAL_SEND, subject=held.person_id, unit=by.unit, category=Category.REFERRAL, at=at)
    rules.check_written(text, field="text")
    rules.check_can_reply(held.state)
    terms = _terms_of(held, by=by, at=at)
    name = agency_name(terms.agency_id, localtime(at).date())
    standing = rules.consent_or_refused(hold_consent(consent=terms.consent_id, at=at), name)
    message = _say(held, text, from_agency=False, by=by, at=at)
    disclose_under_consent(consent=standing, categories=[Category.REFERRAL], by_way_of=held.pk, by=by, at=at)
    if held.state == State.ASKED:
        _move(held, State.SENT, at=at)
        Referral.objects.filter(pk=held.pk).update(seen_by_sender_at=at)
    audit.record(verb="referral.replied", by=by, at=at, subject=held.pk, about=held.person_id)
    return message


@transaction.atomic
def revoke_referral(*, referral: UUID, by: Actor, at: datetime) -> CallBack:
    """Call a referral back: the agency sees nothing of it with its very next request, but that it was called back."""
    held = _locked(referral)
    require(by, Permission.REFERRAL_REVOKE, subject=held.person_id, unit=by.unit, category=Category.REFERRAL, at=at)
    rules.check_can_revoke(held.state, state_at=held.state_at)
    return _call_back(held, _terms_of(held, by=by, at=at).agency_id, by=by, at=at)


def call_back_for_withdrawal(*, consent: UUID, by: Actor, at: datetime) -> None:
    """Call back whatever was sent under a consent that is being withdrawn. The withdrawal calls this."""
    for referral, agency in queries.sent_under(consent):
        held = Referral.objects.select_for_update().filter(pk=referral).first()
        if held is None:
            # Whoever records the withdrawal may not see this one: the agency loses it all the same.
            end_grants(founded_on=referral, basis=Basis.REFERRAL, at=at)
        elif held.state != State.REVOKED:
            _call_back(held, agency, by=by, at=at)


def end_with_agreement(*, unit: UUID, agency: UUID, until: datetime) -> None:
    """Let what an agency received of a unit's people end with their agreement. Ending the agreement calls this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT referrals_end_with_agreement(%s, %s, %s)", [unit, agency, until])


def end_with_consent(*, consent: UUID, until: datetime) -> None:
    """Let what was sent under a consent end with it, where its last day was put forward. Who does that calls this."""
    for referral, _agency in queries.sent_under(consent):
        end_grants(founded_on=referral, basis=Basis.REFERRAL, at=until)


@transaction.atomic
def acknowledge_call_back(*, call_back: UUID, by: Actor, at: datetime) -> None:
    """Say for the agency that it knows a referral was called back; the notice closes."""
    require(by, Permission.REFERRAL_ANSWER, subject=call_back, category=Category.REFERRAL, at=at)
    notice = CallBack.objects.select_for_update().get(pk=call_back)
    CallBack.objects.filter(pk=notice.pk).update(acknowledged_at=at, acknowledged_by=by.user)
    end_grants(founded_on=notice.pk, basis=Basis.REFERRAL, at=at)
    audit.record(verb="referral.call_back_acknowledged", by=by, at=at, subject=notice.pk, about=notice.referral_id)


@transaction.atomic
def mark_seen(*, referral: UUID, by: Actor, at: datetime) -> None:
    """Note that the sender has seen the last answer. Anyone else's look changes nothing."""
    require(by, Permission.REFERRAL_SEND)
    unseen = queries.unseen().filter(pk=referral, sent_by=by.user)
    if unseen.update(seen_by_sender_at=at):
        audit.record(verb="referral.answer_seen", by=by, at=at, subject=referral, fields=["seen_by_sender_at"])


def note_mailing(*, answer: UUID, at: datetime) -> bool:
    """Note that the mail about an answer goes out now; return False where it went before."""
    _mailing, is_new = Mailing.objects.get_or_create(answer=answer, defaults={"at": at})
    return is_new


def _standing(person: UUID, agency: UUID, consent: UUID, *, by: Actor, at: datetime) -> "tuple[Consent, Agreement]":
    """Return the consent, locked, and the agreement on which a referral may stand now, or refuse."""
    today = localtime(at).date()
    name = agency_name(agency, today)
    rules.check_partner(name, is_partner=agencies_open_for_referral(by.unit, today).filter(pk=agency).exists())
    agreement = rules.agreement_or_refused(hold_agreement(unit=by.unit, agency=agency, on=today), name)
    held = hold_consent(consent=consent, at=at)
    fits = held is not None and (held.person_id, held.agency_id) == (person, agency)
    return rules.consent_or_refused(held if fits else None, name), agreement


def _answer(referral: UUID, kind: AnswerKind, *, reason: str = "", words: str = "", by: Actor, at: datetime) -> Answer:
    require(by, Permission.REFERRAL_ANSWER, subject=referral, category=Category.PLAN, at=at)
    held = _locked(referral)
    before = Answer.objects.filter(referral=held).exclude(kind=AnswerKind.ASKED).select_related("by").last()
    rules.check_can_answer(held.state, state_at=held.state_at, answered_by=before.by.name if before else "")
    answer = Answer.objects.create(
        referral=held,
        person_id=held.person_id,
        unit_id=held.unit_id,
        category=rules.category_of_answer(ReferralTerms.objects.get(referral=held).category),
        kind=kind,
        reason=reason,
        at=at,
        by_id=by.user,
    )
    if words.strip():
        _say(held, words, from_agency=True, by=by, at=at)
    _move(held, rules.STATE_AFTER[kind], at=at)
    audit.record(verb=f"referral.{kind}", by=by, at=at, subject=held.pk, about=held.person_id, fields=["state"])
    jobs.configure_task("referrals.tell_sender").defer(answer=str(answer.pk), sender=str(held.sent_by_id))
    return answer


def _call_back(held: Referral, agency: UUID, *, by: Actor, at: datetime) -> CallBack:
    _move(held, State.REVOKED, at=at)
    end_grants(founded_on=held.pk, basis=Basis.REFERRAL, at=at)
    notice = CallBack.objects.create(
        referral=held, person_id=held.person_id, unit_id=held.unit_id, sent_at=held.sent_at, at=at, by_id=by.user
    )
    grant(
        party=agency,
        subject=notice.pk,
        categories={Category.REFERRAL},
        basis=Basis.REFERRAL,
        founded_on=notice.pk,
        starts_at=at,
    )
    audit.record(verb="referral.revoked", by=by, at=at, subject=held.pk, about=held.person_id, fields=["state"])
    return notice


def _move(held: Referral, state: State, *, at: datetime) -> None:
    Referral.objects.filter(pk=held.pk).update(state=state, state_at=at, version=F("version") + 1)


def _say(held: Referral, text: str, *, from_agency: bool, by: Actor, at: datetime) -> Message:
    return Message.objects.create(
        referral=held,
        person_id=held.person_id,
        unit_id=held.unit_id,
        text=text.strip(),
        from_agency=from_agency,
        at=at,
        by_id=by.user,
    )


def _pack(referral: Referral, items: Sequence[Item]) -> None:
    PacketItem.objects.bulk_create(
        PacketItem(
            referral=referral,
            person_id=referral.person_id,
            unit_id=referral.unit_id,
            category=item.category,
            label=item.label,
            text=item.text,
            position=position,
        )
        for position, item in enumerate(items, 1)
    )


def _locked(referral: UUID) -> Referral:
    held = Referral.objects.select_for_update().filter(pk=referral).first()
    if held is None:
        raise NotPermitted(_("This referral is not open to you."))
    return held


def _terms_of(held: Referral, *, by: Actor, at: datetime) -> ReferralTerms:
    """Return to whom and for what a referral went, or refuse whoever may not know that."""
    terms = ReferralTerms.objects.filter(referral=held).first()
    if terms is None or not bases_of(
        by, Operation.READ, Category(terms.category), subject=held.person_id, unit=held.unit_id, at=at
    ):
        raise NotPermitted(_("This referral is not open to you."))
    return terms


def _reveals(agency: UUID, service: UUID, on: date) -> Category:
    offered = services_of(agency, on).filter(pk=service).first()
    if offered is None:
        raise Refused(_("This service is not offered today."), ask=_("Choose another one."), field="service")
    return Category.HEALTH if offered.reveals == Category.HEALTH else Category.PLAN


def _earlier(consent_ends: datetime, agreement_ends: date | None) -> datetime:
    if agreement_ends is None:
        return consent_ends
    return min(consent_ends, midnight(agreement_ends + timedelta(days=1)))
