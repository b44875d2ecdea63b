"""What was heard and promised, who answers for it, and whether the community calls it answered."""

from django.db import models

from offramp.access.enums import EngagementCategory
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.engagement.enums import Outcome, Owner
from offramp.engagement.models.invitations import InvitationRow, UnitRow
from offramp.kernel.data import internal
from offramp.kernel.models import tied

E = EngagementCategory


class Theme(UnitRow):
    """Concerns that are about one thing, from wherever they came."""

    wall = Wall(E.EVENTS, unit="unit_id", definers=("counts",))

    name = internal(models.CharField(max_length=120, help_text="What they are about."))
    made_at = internal(models.DateTimeField(help_text="When it was first named."))

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="theme_named_once")]

    def __str__(self) -> str:
        return self.name


class Concern(InvitationRow):
    """What a community said troubles it. Only the community's side can call it answered."""

    wall = Wall(E.EVENTS, subjects=("id", "invitation_id"), unit="unit_id", author="heard_by_id", definers=("counts",))

    text = internal(models.TextField(help_text="What was said, without names."))
    heard_by = internal(
        models.ForeignKey(
            User, models.PROTECT, null=True, related_name="+", help_text="Who heard it; empty where they wrote it."
        )
    )
    heard_at = internal(models.DateTimeField(help_text="When."))
    theme = internal(
        models.ForeignKey(Theme, models.PROTECT, null=True, related_name="concerns", help_text="What it is about.")
    )
    owner = internal(models.CharField(max_length=12, choices=Owner, blank=True, help_text="What kind of owner it has."))
    owner_name = internal(models.CharField(max_length=200, blank=True, help_text="Who takes it on, by name of office."))
    action = internal(models.TextField(blank=True, help_text="What they will do."))
    due_on = internal(models.DateField(null=True, help_text="By when an answer was promised."))
    outcome = internal(models.CharField(max_length=10, choices=Outcome, blank=True, help_text="What became of it."))
    answer = internal(models.TextField(blank=True, help_text="What we did, or why we couldn't, as they read it."))
    told_at = internal(models.DateTimeField(null=True, help_text="When the community was told."))
    told_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who told them."))
    answered_at = internal(models.DateTimeField(null=True, help_text="When the community called it answered."))
    reopened_at = internal(models.DateTimeField(null=True, help_text="When the community last said it isn't answered."))
    because = internal(models.TextField(blank=True, help_text="Why the community last said it isn't answered."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        ordering = ["heard_at", "id"]
        indexes = [models.Index(fields=["unit", "due_on"], name="concern_due")]
        constraints = [tied("concern_told", "told_at", "told_by")]


class Promise(InvitationRow):
    """What a member said at an event that PACE will do."""

    wall = Wall(E.EVENTS, subjects=("id", "invitation_id"), unit="unit_id", author="made_by_id")

    text = internal(models.TextField(help_text="What was promised."))
    made_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who promised it."))
    made_at = internal(models.DateTimeField(help_text="When."))
    due_on = internal(models.DateField(help_text="By when."))
    kept_at = internal(models.DateTimeField(null=True, help_text="When it was kept; empty while it is open."))
    kept_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who says so."))

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["unit", "kept_at", "due_on"], name="promise_due")]
        constraints = [tied("promise_kept", "kept_at", "kept_by")]
