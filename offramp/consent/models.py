"""Consents in their six elements, withdrawals, and the agreements under which agencies receive anything."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import Category
from offramp.access.models import Wall
from offramp.accounts.models import Unit, User
from offramp.consent.enums import Ability, Method, Recipient
from offramp.directory.models import Agency
from offramp.kernel.data import internal, personal, sensitive
from offramp.kernel.models import Row
from offramp.people.models import PersonRow


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


class Consent(PersonRow):
    """What, for which purpose, to whom, with reasons, risks and benefits acknowledged, from and until, revocable."""

    wall = Wall(Category.CONSENT, subjects=("person_id",), unit="unit_id", definers=("counts", "gate"))

    categories = personal(
        ArrayField(models.CharField(max_length=20, choices=Category), help_text="What may be shared.")
    )
    purpose = sensitive(models.CharField(max_length=300, help_text="What for."))
    recipient = personal(models.CharField(max_length=10, choices=Recipient, help_text="The kind of recipient."))
    agency = personal(
        models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", help_text="The agency that receives.")
    )
    acknowledged = internal(models.BooleanField(help_text="Reasons, risks and benefits were explained and understood."))
    starts_at = personal(models.DateTimeField(help_text="From when."))
    ends_at = personal(models.DateTimeField(help_text="Until when; every consent ends."))
    told_revocable = internal(models.BooleanField(help_text="They know that they can take it back at any time."))
    method = personal(models.CharField(max_length=10, choices=Method, help_text="Written, electronic or oral."))
    heard_by = personal(models.CharField(max_length=200, blank=True, help_text="Who heard it, if oral."))
    ability = sensitive(
        models.CharField(max_length=10, choices=Ability, help_text="Who decides, and that they can now.")
    )
    guardian = sensitive(models.CharField(max_length=200, blank=True, help_text="The guardian or trustee who decided."))
    capacity_finding = sensitive(
        models.CharField(max_length=500, blank=True, help_text="For a minor: why they are found able to decide.")
    )
    present = personal(models.CharField(max_length=300, blank=True, help_text="Who was present."))
    recorded_at = internal(models.DateTimeField(help_text="When it was recorded."))
    recorded_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="The navigator."))

    class Meta:
        indexes = [models.Index(fields=["person", "agency"], name="consent_person_agency")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="consent_ends_later"),
            models.CheckConstraint(
                condition=models.Q(recipient=Recipient.AGENCY, agency__isnull=False)
                | models.Q(recipient=Recipient.OFFICERS, agency__isnull=True),
                name="consent_names_its_recipient",
            ),
            models.CheckConstraint(condition=~models.Q(ability=Ability.NOT_NOW), name="consent_not_now_is_none"),
            models.CheckConstraint(
                condition=models.Q(acknowledged=True, told_revocable=True), name="consent_is_informed"
            ),
        ]

    def is_over(self, at: datetime) -> bool:
        """Say whether it was taken back or has ended. Load it with its withdrawal."""
        return hasattr(self, "withdrawal") or self.ends_at <= at


class Withdrawal(PersonRow):
    """A consent was taken back. It ends the grants that stood on it."""

    wall = Wall(Category.CONSENT, subjects=("person_id",), unit="unit_id", definers=("counts", "gate"))

    consent = internal(
        models.OneToOneField(Consent, models.PROTECT, related_name="withdrawal", help_text="Which consent.")
    )
    at = internal(models.DateTimeField(help_text="When."))
    recorded_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who recorded it."))
    words = sensitive(models.CharField(max_length=300, blank=True, help_text="What they said, if anything."))


class NotNow(PersonRow):
    """Consent was asked for, and the answer was "not now": a full answer."""

    wall = Wall(Category.CONSENT, subjects=("person_id",), unit="unit_id")

    at = internal(models.DateTimeField(help_text="When."))
    recorded_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who asked."))
    note = sensitive(models.CharField(max_length=300, blank=True, help_text="Why not now, if they said."))
