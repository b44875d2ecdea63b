"""Who is around a person and what they take part in: school, family, mentors, a team, a club; and how it goes."""

from django.db import models

from offramp.access.enums import Category
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.casework.enums import PursuitKind, SupporterKind
from offramp.kernel.data import internal, personal
from offramp.kernel.history import with_history
from offramp.kernel.models import tied
from offramp.kernel.sealed import SealedTextField
from offramp.people.models import PersonRow

BY_ROW = Wall(subjects=("person_id",), unit="unit_id")
PLAN_OR_HEALTH = models.Q(category__in=[Category.PLAN, Category.HEALTH])


class Around(PersonRow):
    """Somebody or something in a person's life, from a day until one; ended with a reason."""

    category = internal(models.CharField(max_length=20, choices=Category, help_text="Plan, or health if it tells so."))
    starts_on = personal(models.DateField(help_text="Since when."))
    until_on = personal(models.DateField(null=True, help_text="Until when it is meant to last, if that was said."))
    added_at = internal(models.DateTimeField(help_text="When it was written down."))
    added_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it down."))
    ended_at = internal(models.DateTimeField(null=True, help_text="When it ended; empty while it lasts."))
    ended_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who ended it."))
    end_reason = personal(SealedTextField(max_length=200, blank=True, help_text="Why it ended."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        abstract = True


@with_history
class Supporter(Around):
    """Somebody around a person. What they may be told stands in a consent that names them, and nowhere else."""

    wall = BY_ROW

    kind = personal(models.CharField(max_length=10, choices=SupporterKind, help_text="Who they are to the person."))
    name = personal(SealedTextField(max_length=120, help_text="Who it is: a name, as they are called."))
    place = personal(SealedTextField(max_length=120, blank=True, help_text="The school, the office, the group."))
    reach = personal(SealedTextField(max_length=200, blank=True, help_text="How to reach them."))
    what_for = personal(SealedTextField(max_length=200, blank=True, help_text="What one turns to them for."))
    often = personal(SealedTextField(max_length=120, blank=True, help_text="For a mentor: how often they meet."))

    class Meta:
        indexes = [models.Index(fields=["person"], name="supporter_person")]
        constraints = [
            tied("supporter_end_has_who_and_when", "ended_at", "ended_by"),
            models.CheckConstraint(condition=PLAN_OR_HEALTH, name="supporter_is_plan_or_health"),
        ]

    @property
    def label(self) -> str:
        """What to call somebody: the name, and the school or office."""
        return ", ".join(part for part in (self.name, self.place) if part)


@with_history
class Pursuit(Around):
    """Something a person takes part in: a sport, a club, tutoring."""

    wall = BY_ROW

    kind = personal(models.CharField(max_length=10, choices=PursuitKind, help_text="What kind of thing it is."))
    what = personal(SealedTextField(max_length=120, help_text="What it is."))
    place = personal(SealedTextField(max_length=120, blank=True, help_text="Where."))
    with_whom = personal(SealedTextField(max_length=120, blank=True, help_text="With whom: a coach, a friend."))
    times = personal(SealedTextField(max_length=120, blank=True, help_text="On which days, at which times."))

    class Meta:
        indexes = [models.Index(fields=["person"], name="pursuit_person")]
        constraints = [
            tied("pursuit_end_has_who_and_when", "ended_at", "ended_by"),
            models.CheckConstraint(condition=PLAN_OR_HEALTH, name="pursuit_is_plan_or_health"),
        ]

    @property
    def label(self) -> str:
        """What to call it."""
        return self.what


@with_history
class HowItGoes(PersonRow):
    """A short line on how it goes with a mentor or another supporter, or in what somebody takes part in."""

    wall = BY_ROW

    category = internal(models.CharField(max_length=20, choices=Category, help_text="That of what it tells of."))
    supporter = internal(
        models.ForeignKey(Supporter, models.PROTECT, null=True, related_name="lines", help_text="With whom.")
    )
    pursuit = internal(
        models.ForeignKey(Pursuit, models.PROTECT, null=True, related_name="lines", help_text="In what.")
    )
    on = personal(models.DateField(help_text="Of which day it tells."))
    words = personal(SealedTextField(max_length=200, help_text="How it goes, in a line."))
    noted_at = internal(models.DateTimeField(help_text="When it was written."))
    noted_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))

    class Meta:
        indexes = [
            models.Index(fields=["supporter", "-on"], name="howitgoes_supporter_on"),
            models.Index(fields=["pursuit", "-on"], name="howitgoes_pursuit_on"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(supporter__isnull=False) ^ models.Q(pursuit__isnull=False),
                name="howitgoes_of_one_thing",
            ),
            models.CheckConstraint(condition=PLAN_OR_HEALTH, name="howitgoes_is_plan_or_health"),
        ]
