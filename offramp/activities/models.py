"""What the teams did: one row for each interaction, call, consultation or assist, whoever was there.

The activity itself names no one. Who it was about, the facts and the notes stand in tables of their own.
"""

from django.db import models

from offramp.access.enums import Category
from offramp.access.models import Wall
from offramp.accounts.enums import Tier
from offramp.accounts.models import Team, Unit, User
from offramp.activities.enums import Kind, Outcome
from offramp.areas.models import Branch, Neighbourhood
from offramp.kernel.data import internal, personal, sensitive
from offramp.kernel.models import Row
from offramp.kernel.sealed import SealedTextField
from offramp.people.models import Person, PersonRow


class Activity(Row):
    """One thing a team did. A visit with three people is one interaction."""

    kind = internal(models.CharField(max_length=16, choices=Kind, help_text="Which of the four types."))
    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit."))
    team = internal(models.ForeignKey(Team, models.PROTECT, related_name="+", help_text="The team that did it."))
    tier = internal(models.CharField(max_length=10, choices=Tier, help_text="Tier of that team on that day."))
    branch = internal(
        models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+", help_text="In which branch it was.")
    )
    neighbourhood = internal(
        models.ForeignKey(
            Neighbourhood, models.PROTECT, null=True, related_name="+", help_text="In which neighbourhood."
        )
    )
    at = internal(models.DateTimeField(help_text="When it began."))
    minutes = internal(models.PositiveSmallIntegerField(null=True, help_text="How long it took, in minutes."))
    outcome = internal(models.CharField(max_length=16, choices=Outcome, help_text="What came of it."))
    patrol_released_at = internal(
        models.DateTimeField(
            null=True, help_text="When patrol was free again; empty if unknown or no patrol was there."
        )
    )
    people_count = internal(models.PositiveSmallIntegerField(default=0, help_text="How many people it was with."))
    logged_at = internal(models.DateTimeField(help_text="When it was written down."))
    logged_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it down."))

    class Meta:
        verbose_name_plural = "activities"
        indexes = [
            models.Index(fields=["kind", "tier", "at"], name="activity_kind_tier_at"),
            models.Index(fields=["team", "-at"], name="activity_team_at"),
        ]


class ActivityStaff(Row):
    """An officer or navigator who went."""

    activity = internal(models.ForeignKey(Activity, models.CASCADE, related_name="staff", help_text="To what."))
    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "user"], name="activitystaff_once")]


class ActivityPerson(PersonRow):
    """A person it was with."""

    wall = Wall(Category.CONTACT_LOG, subjects=("person_id",), unit="unit_id", append_only=True, definers=("gate",))

    activity = internal(models.ForeignKey(Activity, models.PROTECT, related_name="people", help_text="What."))

    class Meta:
        indexes = [models.Index(fields=["person"], name="activityperson_person")]
        constraints = [models.UniqueConstraint(fields=["activity", "person"], name="activityperson_once")]


class ActivityNote(Row):
    """A note on an activity, once for each person it was with; without a person where nobody was named.

    Facts are contact log; what was told to a navigator is support notes or health.
    """

    wall = Wall(
        subjects=("person_id",),
        unit="unit_id",
        author="written_by_id",
        triage=True,
        triage_while="person_id IS NULL",
        definers=("gate",),
        append_only=True,
    )

    activity = internal(models.ForeignKey(Activity, models.PROTECT, related_name="notes", help_text="What."))
    person = internal(models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", help_text="About whom."))
    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit."))
    category = internal(models.CharField(max_length=20, choices=Category, help_text="Contact log, or support notes."))
    text = sensitive(
        SealedTextField(max_length=20000, blank=True, of=("person_id", "activity_id"), help_text="The note.")
    )
    place = personal(models.CharField(max_length=200, blank=True, help_text="Where exactly, in words."))
    occurrence = personal(models.CharField(max_length=40, blank=True, help_text="The police occurrence number."))
    written_at = internal(models.DateTimeField(help_text="When."))
    written_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))

    class Meta:
        indexes = [
            models.Index(fields=["activity"], name="activitynote_activity"),
            models.Index(fields=["person", "-written_at"], name="activitynote_person_at"),
        ]
