"""Referrals to partner agencies: a spine without content, what it is for, what was sent, what was answered.

The agency's grant names the referral, not the person: a worker sees the packet and never the file.
"""

from django.db import models

from offramp.access.enums import Category
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.consent.models import Consent
from offramp.directory.models import Agency, Service
from offramp.kernel.data import internal, personal, sensitive
from offramp.kernel.history import with_history
from offramp.kernel.models import Row, tied
from offramp.kernel.sealed import SealedTextField
from offramp.people.models import PersonRow
from offramp.referrals.enums import AnswerKind, DeclineReason, State


@with_history
class Referral(PersonRow):
    """A person was sent to an agency. To whom and for what stands in `ReferralTerms`.

    Its history says who changed it, and so whose worker answered: it is read like the answer.
    """

    wall = Wall(Category.PLAN, subjects=("person_id", "id"), unit="unit_id", before=Category.REFERRAL)

    sent_at = internal(models.DateTimeField(help_text="When."))
    sent_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who sent it."))
    state = personal(models.CharField(max_length=10, choices=State, default=State.SENT, help_text="Where it stands."))
    state_at = internal(models.DateTimeField(help_text="Since when it stands so."))
    seen_by_sender_at = internal(models.DateTimeField(null=True, help_text="When the sender saw the last answer."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each answer, for two editors."))

    class Meta:
        indexes = [
            models.Index(fields=["person", "-sent_at"], name="referral_person_at"),
            models.Index(fields=["sent_by", "state"], name="referral_sender_state"),
        ]


class ReferralRow(PersonRow):
    """A row of one referral, open to its receivers and to the person's care team alike."""

    referral = internal(models.ForeignKey(Referral, models.PROTECT, related_name="%(class)ss", help_text="Which one."))

    class Meta:
        abstract = True


class ReferralTerms(ReferralRow):
    """To whom, for which service, for what, under which consent. Health, where the service's name reveals it."""

    wall = Wall(subjects=("person_id", "referral_id"), unit="unit_id", definers=("gate",), append_only=True)

    category = internal(models.CharField(max_length=20, choices=Category, help_text="What the service reveals."))
    agency = personal(models.ForeignKey(Agency, models.PROTECT, related_name="+", help_text="To which agency."))
    service = personal(
        models.ForeignKey(Service, models.PROTECT, null=True, related_name="+", help_text="For which service.")
    )
    hoped_for = personal(SealedTextField(max_length=300, help_text="What is hoped for, in one sentence."))
    consent = internal(models.ForeignKey(Consent, models.PROTECT, related_name="+", help_text="Under which consent."))
    answer_by = internal(models.DateField(null=True, help_text="When an answer is hoped for."))

    class Meta:
        indexes = [models.Index(fields=["agency"], name="referralterms_agency")]
        constraints = [models.UniqueConstraint(fields=["referral"], name="referralterms_one_each")]


class PacketItem(ReferralRow):
    """One thing that was sent, in the category it has. A copy: what is learned later does not follow it."""

    wall = Wall(subjects=("person_id", "referral_id"), unit="unit_id", append_only=True)

    category = internal(models.CharField(max_length=20, choices=Category, help_text="What it tells."))
    label = personal(models.CharField(max_length=80, help_text="What it is: name, languages, goal."))
    text = sensitive(SealedTextField(max_length=5000, help_text="What was sent."))
    position = internal(models.PositiveSmallIntegerField(help_text="Place in the packet."))

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["referral"], name="packetitem_referral")]


class Answer(ReferralRow):
    """The agency accepted, declined with a reason, or asked.

    Who answered tells the agency: whoever may not know to whom a referral went reads its state, and no answer.
    """

    wall = Wall(subjects=("person_id", "referral_id"), unit="unit_id", append_only=True)

    category = internal(
        models.CharField(max_length=20, choices=Category, help_text="Plan, or referral if the service tells health.")
    )
    kind = personal(models.CharField(max_length=10, choices=AnswerKind, help_text="What it answered."))
    reason = personal(models.CharField(max_length=20, choices=DeclineReason, blank=True, help_text="Why it declined."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Which worker."))

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["referral"], name="answer_referral")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=AnswerKind.DECLINED) ^ models.Q(reason=""), name="answer_declines_with_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(category__in=[Category.PLAN, Category.REFERRAL]), name="answer_is_plan_or_referral"
            ),
        ]


class Message(ReferralRow):
    """A question or an answer in words, between the sender and the agency."""

    wall = Wall(Category.REFERRAL, subjects=("person_id", "referral_id"), unit="unit_id", append_only=True)

    text = sensitive(SealedTextField(max_length=2000, help_text="The words."))
    from_agency = internal(models.BooleanField(help_text="The agency wrote it; otherwise the sender's side."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it."))

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["referral"], name="message_referral")]


@with_history
class CallBack(ReferralRow):
    """A referral was called back. The agency has this notice, without content, until it acknowledges it."""

    wall = Wall(Category.REFERRAL, subjects=("person_id", "id"), unit="unit_id", definers=("gate",))

    sent_at = internal(models.DateTimeField(help_text="When the referral had been sent, to know which one it was."))
    at = internal(models.DateTimeField(help_text="When it was called back."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who called it back."))
    acknowledged_at = internal(models.DateTimeField(null=True, help_text="When the agency said that it knows."))
    acknowledged_by = internal(
        models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Which worker said so.")
    )

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["person"], name="callback_person")]
        constraints = [
            models.UniqueConstraint(fields=["referral"], name="callback_one_each"),
            tied("callback_acknowledged_has_who_and_when", "acknowledged_at", "acknowledged_by"),
        ]


class Mailing(Row):
    """A mail about an answer went out. There is one for each answer, however often its job runs."""

    answer = internal(models.UUIDField(unique=True, help_text="The answer it told of, by its id."))
    at = internal(models.DateTimeField(help_text="When."))
