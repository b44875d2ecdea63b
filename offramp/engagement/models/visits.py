"""What happened at an event: who went, how it was, who was brought together. No name of anybody who came is kept."""

from django.db import models

from offramp.access.enums import EngagementCategory
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.engagement.enums import Mood
from offramp.engagement.models.invitations import InvitationRow, Organisation
from offramp.engagement.models.rosters import AssignmentRow
from offramp.kernel.data import internal, personal

E = EngagementCategory


class Debrief(InvitationRow):
    """How an event was, told by a member who was there, or by the coordinator after a call. One for each event."""

    wall = Wall(E.EVENTS, subjects=("invitation_id",), unit="unit_id", author="told_by_id")

    told_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who told it."))
    told_at = internal(models.DateTimeField(help_text="When it was first told."))
    changed_at = internal(models.DateTimeField(help_text="When it was last put right."))
    took_place = internal(models.BooleanField(default=True, help_text="Whether the event took place."))
    reach = internal(models.PositiveIntegerField(null=True, help_text="How many people were met, about, if known."))
    mood = internal(models.CharField(max_length=10, choices=Mood, blank=True, help_text="How it felt."))
    cards = internal(
        models.PositiveIntegerField(
            null=True, help_text="Cards handed over that tell how to report a crime; may be unknown."
        )
    )
    note = internal(models.TextField(blank=True, help_text="What else there is to say; no names of who came."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation"], name="debrief_once")]


class Attendance(AssignmentRow):
    """Whether a member was there. Each statement is a row: the last one holds, the earlier ones stay."""

    wall = Wall(E.ROSTER, unit="unit_id", author="stated_by_id")

    attended = internal(models.BooleanField(help_text="Whether they were there."))
    minutes = internal(models.PositiveIntegerField(null=True, help_text="How long, in minutes; may be unknown."))
    stated_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who says so."))
    stated_at = internal(models.DateTimeField(help_text="When they said so."))

    class Meta:
        verbose_name_plural = "attendances"
        ordering = ["stated_at", "id"]


class Introduction(InvitationRow):
    """An organisation and another or an agency were brought together; later, whether they met."""

    wall = Wall(E.EVENTS, subjects=("invitation_id",), unit="unit_id", author="made_by_id")

    organisation = internal(
        models.ForeignKey(
            Organisation, models.PROTECT, null=True, related_name="+", help_text="Which organisation, once known."
        )
    )
    to = internal(models.CharField(max_length=200, help_text="To whom: an organisation, a unit or an agency, by name."))
    about = internal(models.CharField(max_length=300, blank=True, help_text="What for."))
    made_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who introduced them."))
    made_at = internal(models.DateTimeField(help_text="When."))
    met = internal(models.BooleanField(null=True, help_text="Whether they met; empty while nobody knows."))
    met_told_at = internal(models.DateTimeField(null=True, help_text="When that became known."))

    class Meta:
        ordering = ["made_at", "id"]


class DayContact(AssignmentRow):
    """Whom to ask for on the day, as the coordinator passed it on to one member. Nobody else on the roster reads it."""

    wall = Wall(E.ORGANISER, unit="unit_id", author="user_id")

    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="The member it was given to."))
    name = personal(models.CharField(max_length=200, blank=True, help_text="Whom to ask for; emptied after the day."))
    phone = personal(models.CharField(max_length=40, blank=True, help_text="Their number; emptied after the day."))
    passed_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who passed it on."))
    passed_at = internal(models.DateTimeField(help_text="When."))
    forgotten_at = internal(models.DateTimeField(null=True, help_text="When name and number were emptied."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment"], name="day_contact_once")]
