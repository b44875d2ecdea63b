"""The members of PACE: who they are stands with the roster; what they can, know and wish stands apart, behind the wall.

The coordinator reads all of it; a member reads who else is on the roster, and of the rest only their own.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.dates import WEEKDAYS

from offramp.access.enums import EngagementCategory
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.areas.models import Branch
from offramp.engagement.enums import Course, Level, Standing
from offramp.engagement.languages import named
from offramp.engagement.models.invitations import UnitRow
from offramp.kernel.data import internal, personal

E = EngagementCategory


class Member(UnitRow):
    """Somebody who goes to events for PACE, beside their regular duties."""

    wall = Wall(E.ROSTER, subjects=("id",), unit="unit_id", author="user_id")

    user = internal(models.OneToOneField(User, models.PROTECT, related_name="+", help_text="Their account."))
    rank = internal(models.CharField(max_length=60, blank=True, help_text="Their rank, as they are addressed."))
    division = internal(
        models.ForeignKey(
            Branch, models.PROTECT, null=True, related_name="+", help_text="Where they work, if anywhere."
        )
    )
    standing = internal(
        models.CharField(max_length=10, choices=Standing, default=Standing.HELPED, help_text="How far up the ladder.")
    )
    mentor = internal(
        models.ForeignKey("self", models.PROTECT, null=True, related_name="mentees", help_text="Who goes with them.")
    )
    since = internal(models.DateTimeField(help_text="When they were first written down."))
    left_at = internal(models.DateTimeField(null=True, help_text="When they left; empty while they are there."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        ordering = ["user__name"]

    def __str__(self) -> str:
        return str(self.user.name)


class LadderStep(UnitRow):
    """A step a member took towards joining, and who wrote it down."""

    wall = Wall(E.ROSTER, subjects=("member_id",), unit="unit_id", author="taken_by_id")

    member = internal(models.ForeignKey(Member, models.PROTECT, related_name="steps", help_text="Whose step."))
    standing = internal(models.CharField(max_length=10, choices=Standing, help_text="Which step."))
    taken_at = internal(models.DateTimeField(help_text="When."))
    taken_by = internal(
        models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who wrote it down.")
    )
    note = internal(models.CharField(max_length=300, blank=True, help_text="What there is to say about it."))

    class Meta:
        ordering = ["taken_at", "id"]
        constraints = [models.UniqueConstraint(fields=["member", "standing"], name="ladder_step_once")]


class MemberRow(UnitRow):
    """What only the coordinator and the member see. The account is repeated, since it says whose own it is."""

    member = internal(models.ForeignKey(Member, models.PROTECT, related_name="%(class)ss", help_text="Whose."))
    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Their account."))

    class Meta:
        abstract = True


class Particulars(MemberRow):
    """What a member wishes and whom they know: one row for each member."""

    wall = Wall(E.MEMBER, unit="unit_id", author="user_id")

    wished_load = personal(models.PositiveSmallIntegerField(default=2, help_text="Events they wish for in a month."))
    communities = personal(
        ArrayField(models.CharField(max_length=80), default=list, help_text="Communities and cultures they know.")
    )
    supervisor_name = personal(models.CharField(max_length=120, blank=True, help_text="Who releases them from duty."))
    supervisor_email = personal(models.EmailField(blank=True, help_text="Where that supervisor is asked."))
    remind_hours = personal(
        ArrayField(
            models.PositiveSmallIntegerField(), default=list, help_text="Reminders, in hours before an event begins."
        )
    )
    feed = internal(
        models.UUIDField(null=True, unique=True, help_text="The secret link of their calendar feed, if any.")
    )

    class Meta:
        verbose_name_plural = "particulars"
        constraints = [models.UniqueConstraint(fields=["member"], name="particulars_once")]


class TakenBackRow(MemberRow):
    """What was said once and may be taken back: nothing is deleted."""

    withdrawn_at = internal(models.DateTimeField(null=True, help_text="When it was taken back; empty while it holds."))

    class Meta:
        abstract = True


class Tongue(TakenBackRow):
    """A language a member speaks."""

    wall = Wall(E.MEMBER, unit="unit_id", author="user_id")

    language = personal(models.CharField(max_length=3, help_text="Which, by ISO 639-3 code."))
    level = personal(models.CharField(max_length=10, choices=Level, help_text="How well."))

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["member", "language"], name="tongue_once")]

    @property
    def name(self) -> str:
        """Return the language in words."""
        return named([self.language])


class Training(TakenBackRow):
    """A training a member did, and until when it holds."""

    wall = Wall(E.MEMBER, unit="unit_id", author="user_id")

    course = personal(models.CharField(max_length=20, choices=Course, help_text="Which."))
    done_on = personal(models.DateField(help_text="When it was done."))
    expires_on = personal(models.DateField(null=True, help_text="The last day it holds; empty where it does not end."))
    warned_days = internal(
        models.PositiveSmallIntegerField(null=True, help_text="The warning that went out last, in days before the end.")
    )

    class Meta:
        ordering = ["course", "-done_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=models.F("done_on")),
                name="training_expires_after_it_is_done",
            )
        ]


class Absence(TakenBackRow):
    """When a member can't come: once, from then until then, or in every week on one day. Nobody asks why."""

    wall = Wall(E.MEMBER, unit="unit_id", author="user_id")

    starts_at = personal(models.DateTimeField(null=True, help_text="From when, where it is once."))
    ends_at = personal(models.DateTimeField(null=True, help_text="Until when, where it is once."))
    weekday = personal(
        models.PositiveSmallIntegerField(null=True, help_text="0 is Monday, 6 is Sunday, where it is every week.")
    )
    starts = personal(models.TimeField(null=True, help_text="From, local time, where it is every week."))
    ends = personal(models.TimeField(null=True, help_text="Until, local time; at or before the start is the next day."))
    first_on = personal(models.DateField(null=True, help_text="The first day it holds, where it is every week."))
    last_on = personal(models.DateField(null=True, help_text="The last day it holds; empty while it lasts."))

    class Meta:
        ordering = ["starts_at", "weekday"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    starts_at__isnull=False,
                    ends_at__gt=models.F("starts_at"),
                    weekday__isnull=True,
                    starts__isnull=True,
                )
                | models.Q(starts_at__isnull=True, weekday__lte=6, starts__isnull=False, ends__isnull=False),
                name="absence_once_or_every_week",
            )
        ]

    @property
    def weekday_name(self) -> str:
        """Return the day of the week in words; nothing where it is once."""
        return "" if self.weekday is None else str(WEEKDAYS[self.weekday])
