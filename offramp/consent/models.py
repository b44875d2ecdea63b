"""Consents in their six elements, withdrawals, agreements with agencies, and the ledger of what left the unit."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import Category
from offramp.access.models import Wall
from offramp.accounts.models import Unit, User
from offramp.consent.enums import Ability, Authority, DemandKind, Method, Recipient, Verdict
from offramp.directory.models import Agency
from offramp.kernel.data import internal, personal, sensitive
from offramp.kernel.history import with_history
from offramp.kernel.models import Row
from offramp.kernel.sealed import SealedTextField
from offramp.people.models import Person, PersonRow


class Agreement(Row):
    """A dated information-sharing agreement. No agency receives anything outside one."""

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit that shares."))
    agency = internal(models.ForeignKey(Agency, models.PROTECT, related_name="+", help_text="The agency."))
    categories = internal(
        ArrayField(models.CharField(max_length=20, choices=Category), help_text="What may be shared under it at most.")
    )
    starts_on = internal(models.DateField(help_text="First day."))
    ends_on = internal(models.DateField(null=True, help_text="Last day; empty while it runs."))
    reference = internal(models.CharField(max_length=80, blank=True, help_text="The service's number for the paper."))


@with_history
class Consent(PersonRow):
    """What, for which purpose, to whom, with reasons, risks and benefits acknowledged, from and until, revocable."""

    wall = Wall(Category.CONSENT, subjects=("person_id",), unit="unit_id", definers=("counts", "gate"))

    categories = personal(
        ArrayField(models.CharField(max_length=20, choices=Category), help_text="What may be shared.")
    )
    purpose = sensitive(SealedTextField(max_length=300, help_text="What for."))
    recipient = personal(models.CharField(max_length=10, choices=Recipient, help_text="The kind of recipient."))
    agency = personal(
        models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", help_text="The agency that receives.")
    )
    somebody = personal(
        models.UUIDField(null=True, help_text="Who receives of those around them, by the id of their row.")
    )
    named = personal(
        SealedTextField(max_length=200, blank=True, help_text="What somebody around them was called when it was given.")
    )
    acknowledged = internal(models.BooleanField(help_text="Reasons, risks and benefits were explained and understood."))
    starts_at = personal(models.DateTimeField(help_text="From when."))
    ends_at = personal(models.DateTimeField(help_text="Until when; every consent ends."))
    told_revocable = internal(models.BooleanField(help_text="They know that they can take it back at any time."))
    method = personal(models.CharField(max_length=10, choices=Method, help_text="Written, electronic or oral."))
    heard_by = personal(SealedTextField(max_length=200, blank=True, help_text="Who heard it, if oral."))
    ability = sensitive(
        models.CharField(max_length=10, choices=Ability, help_text="Who decides, and that they can now.")
    )
    guardian = sensitive(SealedTextField(max_length=200, blank=True, help_text="The guardian or trustee who decided."))
    capacity_finding = sensitive(
        SealedTextField(max_length=500, blank=True, help_text="Why they decide alone: under 18, or no birth known.")
    )
    present = personal(SealedTextField(max_length=300, help_text="Who was present, or that nobody else was."))
    recorded_at = internal(models.DateTimeField(help_text="When it was recorded."))
    recorded_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="The navigator."))

    class Meta:
        indexes = [
            models.Index(fields=["person", "agency"], name="consent_person_agency"),
            models.Index(fields=["somebody"], condition=models.Q(somebody__isnull=False), name="consent_to_somebody"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="consent_ends_later"),
            models.CheckConstraint(
                condition=models.Q(recipient=Recipient.AGENCY, agency__isnull=False, somebody__isnull=True)
                | models.Q(recipient=Recipient.OFFICERS, agency__isnull=True, somebody__isnull=True)
                | models.Q(recipient=Recipient.SOMEBODY, agency__isnull=True, somebody__isnull=False),
                name="consent_names_its_recipient",
            ),
            models.CheckConstraint(condition=~models.Q(ability=Ability.NOT_NOW), name="consent_not_now_is_none"),
            models.CheckConstraint(
                condition=models.Q(acknowledged=True, told_revocable=True), name="consent_is_informed"
            ),
        ]

    def ends_within(self, at: datetime, *, days: int) -> bool:
        """Say whether it stands and ends in the days to come: to be asked about again."""
        return not self.is_over(at) and self.ends_at <= at + timedelta(days=days)

    def is_over(self, at: datetime) -> bool:
        """Say whether it was taken back or has ended. Load it with its withdrawal."""
        return hasattr(self, "withdrawal") or self.ends_at <= at


class Withdrawal(PersonRow):
    """A consent was taken back. It ends the grants that stood on it."""

    wall = Wall(
        Category.CONSENT, subjects=("person_id",), unit="unit_id", definers=("counts", "gate"), append_only=True
    )

    consent = internal(
        models.OneToOneField(Consent, models.PROTECT, related_name="withdrawal", help_text="Which consent.")
    )
    at = internal(models.DateTimeField(help_text="When."))
    recorded_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who recorded it."))
    words = sensitive(SealedTextField(max_length=300, blank=True, help_text="What they said, if anything."))


@with_history
class WithdrawalNotice(PersonRow):
    """Whoever knows something by a consent is told that it was taken back: the notice is open until they know.

    An officer who saw something says so themselves. Somebody around the person has no page here: a navigator tells
    them, and says so; the consent says who they are. An agency is told by the notice of its referral that was called
    back.
    """

    wall = Wall(Category.CONSENT, subjects=("person_id",), unit="unit_id", author="officer_id")

    withdrawal = internal(
        models.ForeignKey(Withdrawal, models.PROTECT, related_name="notices", help_text="Of which withdrawal.")
    )
    officer = internal(
        models.ForeignKey(
            User,
            models.PROTECT,
            null=True,
            related_name="+",
            help_text="Which officer; empty: somebody around them.",
        )
    )
    told_at = internal(models.DateTimeField(help_text="Since when it stands on their desk."))
    acknowledged_at = internal(models.DateTimeField(null=True, help_text="Since when it is known that they know."))
    told_by = internal(
        models.ForeignKey(
            User, models.PROTECT, null=True, related_name="+", help_text="Who told somebody around them, and said so."
        )
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["officer"], condition=models.Q(acknowledged_at__isnull=True), name="withdrawalnotice_open"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["withdrawal", "officer"], nulls_distinct=False, name="withdrawalnotice_one_each"
            ),
            models.CheckConstraint(
                condition=models.Q(officer__isnull=False, told_by__isnull=True)
                | models.Q(officer__isnull=True, acknowledged_at__isnull=True, told_by__isnull=True)
                | models.Q(officer__isnull=True, acknowledged_at__isnull=False, told_by__isnull=False),
                name="withdrawalnotice_says_who_told_them",
            ),
        ]

    @property
    def who(self) -> str:
        """Return who is told, by name. Load it with its officer and its withdrawal's consent."""
        return str(self.officer.name if self.officer else self.withdrawal.consent.named)


class RenewalMailing(Row):
    """A mail went out that a consent ends soon: one for each consent, however often its job runs."""

    consent = internal(models.UUIDField(unique=True, help_text="The consent it told of, by its id."))
    reader = internal(models.UUIDField(help_text="The user it went to, by their id."))
    at = internal(models.DateTimeField(help_text="When."))


class NotNow(PersonRow):
    """Consent was asked for, and the answer was "not now": a full answer."""

    wall = Wall(Category.CONSENT, subjects=("person_id",), unit="unit_id", append_only=True)

    at = internal(models.DateTimeField(help_text="When."))
    recorded_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who asked."))
    note = sensitive(SealedTextField(max_length=300, blank=True, help_text="Why not now, if they said."))


class Disclosure(Row):
    """Something of a person left the unit: what, to whom, on what ground, when, by whom. Rows are only added.

    Whoever wrote a row down may read it; else it takes the care team, or the register's function.
    """

    wall = Wall(
        Category.CONSENT,
        subjects=("person_id",),
        unit="unit_id",
        author="by_id",
        append_only=True,
        definers=("gate",),
    )

    person = internal(models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="Whom it is about."))
    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit that disclosed it."))
    categories = personal(ArrayField(models.CharField(max_length=20, choices=Category), help_text="What was told."))
    authority = personal(models.CharField(max_length=10, choices=Authority, help_text="On what ground."))
    agency = personal(
        models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", help_text="The agency that received it.")
    )
    recipient = personal(
        models.CharField(max_length=200, blank=True, help_text="Who received it, where it was no partner agency.")
    )
    consent = internal(
        models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+", help_text="The consent it stood on.")
    )
    by_way_of = internal(
        models.UUIDField(null=True, help_text="The row by which it went, a referral or a legal demand, by its id.")
    )
    words = sensitive(SealedTextField(max_length=1000, blank=True, help_text="Why, where nobody was asked."))
    at = internal(models.DateTimeField(help_text="When it was told."))
    recorded_at = internal(models.DateTimeField(help_text="When it was written down."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who disclosed it."))

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="disclosure_person_at")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agency__isnull=False) ^ ~models.Q(recipient=""),
                name="disclosure_names_its_recipient",
            ),
            models.CheckConstraint(
                condition=models.Q(authority=Authority.CONSENT, consent__isnull=False)
                | (~models.Q(authority=Authority.CONSENT) & models.Q(consent__isnull=True) & ~models.Q(words="")),
                name="disclosure_has_its_ground",
            ),
            models.CheckConstraint(
                condition=models.Q(at__lte=models.F("recorded_at")), name="disclosure_is_written_down_after"
            ),
        ]


@with_history
class Demand(Row):
    """A legal demand: a subpoena, an order, a request for disclosure, a duty to report a child.

    The unit is the office that keeps the register. It opens nothing of whom it is about.
    """

    wall = Wall(Category.CONSENT, unit="unit_id")

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The office that keeps it."))
    kind = personal(models.CharField(max_length=20, choices=DemandKind, help_text="What kind of demand."))
    sender = personal(models.CharField(max_length=200, help_text="From whom: the court, the office, the person."))
    reference = personal(models.CharField(max_length=80, blank=True, help_text="Its number, as its sender has it."))
    person = personal(
        models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="Whom it is about, if known.")
    )
    received_on = internal(models.DateField(help_text="When it came."))
    due_on = internal(models.DateField(help_text="By when it must be answered."))
    decider = internal(models.CharField(max_length=200, help_text="Who decides what is given."))
    recorded_at = internal(models.DateTimeField(help_text="When it was written down."))
    recorded_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it down."))

    class Meta:
        indexes = [models.Index(fields=["unit", "due_on"], name="demand_unit_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("received_on")), name="demand_is_due_after_it_came"
            ),
        ]


class DemandRow(Row):
    """Something that happened with a legal demand, once."""

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The office that keeps it."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it down."))

    class Meta:
        abstract = True


class Decision(DemandRow):
    """What was decided about a legal demand, and why."""

    wall = Wall(Category.CONSENT, unit="unit_id", append_only=True)

    demand = internal(
        models.OneToOneField(Demand, models.PROTECT, related_name="decision", help_text="About which demand.")
    )
    verdict = personal(models.CharField(max_length=10, choices=Verdict, help_text="What was decided."))
    words = sensitive(SealedTextField(max_length=2000, of=("demand_id",), help_text="Why, in words."))


class DemandClosure(DemandRow):
    """A legal demand was answered, and is done with."""

    wall = Wall(Category.CONSENT, unit="unit_id", append_only=True)

    demand = internal(models.OneToOneField(Demand, models.PROTECT, related_name="closure", help_text="Which demand."))
