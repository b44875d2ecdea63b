"""Somebody off the care team asked to see more of one person's file for some days, and was answered."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import Category, OversightCategory, Role
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.casework.enums import Answered
from offramp.casework.models.care import SUPERVISED
from offramp.kernel.data import internal, personal
from offramp.kernel.history import with_history
from offramp.kernel.models import tied
from offramp.kernel.sealed import SealedTextField
from offramp.people.models import PersonRow


class AccessRequest(PersonRow):
    """Somebody of the unit who is not on the care team asked to see more of a file.

    Whoever reads the plan by a grant reads it too, and the unit's supervisor by rank: one of them answers.
    """

    wall = Wall(
        OversightCategory.REQUESTED,
        subjects=("person_id",),
        unit="unit_id",
        author="asked_by_id",
        told_with=Category.PLAN,
        append_only=True,
        definers=("gate",),
    )

    asked_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who asks."))
    role = internal(models.CharField(max_length=30, choices=Role, help_text="In which role."))
    categories = internal(
        ArrayField(models.CharField(max_length=20, choices=Category), help_text="What they ask to see.")
    )
    reason = personal(SealedTextField(max_length=1000, help_text="Why, in the words of who asks."))
    until_on = internal(models.DateField(help_text="The last day for which they ask."))
    asked_at = internal(models.DateTimeField(help_text="When."))

    class Meta:
        indexes = [models.Index(fields=["person", "-asked_at"], name="accessrequest_person_at")]


@with_history
class AccessAnswer(PersonRow):
    """A request was answered, by a navigator on the care team or by the supervisor. A yes founds the grant."""

    wall = Wall(
        Category.PLAN,
        subjects=("person_id",),
        unit="unit_id",
        told_to="asked_by_id",
        triage=True,
        triage_while=SUPERVISED,
        definers=("gate",),
    )

    request = internal(
        models.OneToOneField(AccessRequest, models.PROTECT, related_name="answer", help_text="Which request.")
    )
    asked_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Whose request it was."))
    answer = internal(models.CharField(max_length=10, choices=Answered, help_text="Yes or no."))
    words = personal(SealedTextField(max_length=1000, help_text="Why, in the words of who answers."))
    until_at = internal(models.DateTimeField(help_text="When it would end by itself, or ends."))
    answered_at = internal(models.DateTimeField(help_text="When."))
    answered_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who answered."))
    ended_at = internal(models.DateTimeField(null=True, help_text="When it was ended before that."))
    ended_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="By whom."))

    def is_open(self, at: datetime) -> bool:
        """Say whether it opens anything at a moment."""
        return self.answer == Answered.ALLOWED and self.ended_at is None and self.until_at > at

    class Meta:
        constraints = [
            tied("accessanswer_end_has_who_and_when", "ended_at", "ended_by"),
            models.CheckConstraint(
                condition=~models.Q(answered_by=models.F("asked_by")), name="accessanswer_not_to_oneself"
            ),
        ]
