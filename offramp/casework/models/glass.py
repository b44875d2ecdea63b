"""Somebody opened more of a person's file because of danger to life: who, why, until when, and how it was judged."""

from django.db import models

from offramp.access.enums import Category, OversightCategory, Role
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.casework.enums import Verdict
from offramp.kernel.data import internal, personal
from offramp.kernel.history import with_history
from offramp.kernel.models import Row, tied
from offramp.kernel.sealed import SealedTextField
from offramp.people.models import PersonRow


@with_history
class BreakGlass(PersonRow):
    """An officer or navigator opened more of one person's file for some hours. The row founds the grant.

    The opener alone writes it. Whoever reads the plan by a grant reads it too, the unit's supervisor by rank, and the
    privacy officer to judge it.
    """

    wall = Wall(
        OversightCategory.EMERGENCY,
        subjects=("person_id",),
        unit="unit_id",
        author="opened_by_id",
        told_with=Category.PLAN,
        reviewed=True,
        definers=("gate",),
    )

    opened_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who opened it."))
    role = internal(models.CharField(max_length=30, choices=Role, help_text="In which role."))
    reason = personal(SealedTextField(max_length=1000, help_text="The danger to life, in the opener's words."))
    opened_at = internal(models.DateTimeField(help_text="When."))
    until_at = internal(models.DateTimeField(help_text="When it ends by itself."))
    ended_at = internal(models.DateTimeField(null=True, help_text="When the opener ended it before that."))
    ended_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="The opener."))

    class Meta:
        indexes = [
            models.Index(fields=["person", "-opened_at"], name="breakglass_person_at"),
            models.Index(fields=["opened_at"], name="breakglass_at"),
        ]
        constraints = [
            tied("breakglass_end_has_who_and_when", "ended_at", "ended_by"),
            models.CheckConstraint(
                condition=models.Q(until_at__gt=models.F("opened_at")), name="breakglass_ends_after_it_starts"
            ),
        ]


class GlassReview(PersonRow):
    """The privacy officer judged one use and closed it. While there is none, it waits."""

    wall = Wall(
        OversightCategory.EMERGENCY,
        subjects=("person_id",),
        unit="unit_id",
        told_to="opened_by_id",
        told_with=Category.PLAN,
        reviewed=True,
        append_only=True,
    )

    use = internal(models.OneToOneField(BreakGlass, models.PROTECT, related_name="review", help_text="Which use."))
    opened_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Whose use it was."))
    verdict = personal(models.CharField(max_length=15, choices=Verdict, help_text="Justified or not."))
    words = personal(SealedTextField(max_length=2000, help_text="Why, in the privacy officer's words."))
    follow_up = personal(SealedTextField(max_length=2000, blank=True, help_text="What follows from it, for whom."))
    reviewed_at = internal(models.DateTimeField(help_text="When."))
    reviewed_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="The privacy officer."))

    class Meta:
        indexes = [models.Index(fields=["-reviewed_at"], name="glassreview_at")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reviewed_by=models.F("opened_by")), name="glassreview_not_of_ones_own"
            ),
        ]


class GlassMailing(Row):
    """A mail went out that a file was opened. There is one for each reader, however often its job runs."""

    use = internal(models.UUIDField(help_text="The use it told of, by its id."))
    reader = internal(models.UUIDField(help_text="The user it went to, by their id."))
    at = internal(models.DateTimeField(help_text="When."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["use", "reader"], name="glassmailing_one_each")]
