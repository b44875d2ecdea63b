"""A problem of a neighbourhood: who raised it, where it stands, what is known of it."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.accounts.models import User
from offramp.areas.models import Branch, Neighbourhood
from offramp.kernel.data import internal
from offramp.kernel.models import Row, tied
from offramp.prevention.enums import Kind, Side, Source, Stage


class Problem(Row):
    """Something that keeps troubling a place, and is worked on from scanning to assessment."""

    title = internal(models.CharField(max_length=120, help_text="What it is, in a few words without names."))
    about = internal(models.TextField(blank=True, help_text="What is known at the beginning, without names."))
    kind = internal(models.CharField(max_length=10, choices=Kind, help_text="What kind of problem."))
    call_types = internal(
        ArrayField(models.CharField(max_length=80), default=list, help_text="The types of calls that count for it.")
    )
    branch = internal(
        models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+", help_text="In which branch, if in one.")
    )
    neighbourhood = internal(
        models.ForeignKey(
            Neighbourhood, models.PROTECT, null=True, related_name="+", help_text="In which neighbourhood, if in one."
        )
    )
    place = internal(models.CharField(max_length=200, blank=True, help_text="The place in words."))
    owner = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who works on it."))
    begun_at = internal(models.DateTimeField(help_text="When it was written down."))
    begun_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))
    assess_on = internal(models.DateField(null=True, help_text="When its assessment is due, once that is known."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    def __str__(self) -> str:
        return self.title


class StageChange(Row):
    """A problem was in a stage from then until then."""

    problem = internal(models.ForeignKey(Problem, models.PROTECT, related_name="stages", help_text="Which problem."))
    stage = internal(models.CharField(max_length=10, choices=Stage, help_text="Which stage."))
    note = internal(models.CharField(max_length=300, blank=True, help_text="Why it moved there, without names."))
    entered_at = internal(models.DateTimeField(help_text="From when."))
    entered_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who moved it there."))
    left_at = internal(models.DateTimeField(null=True, help_text="Until when; empty while it stands there."))

    class Meta:
        ordering = ["entered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], condition=models.Q(left_at__isnull=True), name="problem_in_one_stage"
            )
        ]
        indexes = [
            models.Index(fields=["stage", "problem"], condition=models.Q(left_at=None), name="problem_stage_now")
        ]


class Raised(Row):
    """Who or what raised a problem, and how the result went back to them."""

    problem = internal(models.ForeignKey(Problem, models.PROTECT, related_name="raised", help_text="Which problem."))
    source = internal(models.CharField(max_length=10, choices=Source, help_text="From where it came."))
    who = internal(
        models.CharField(max_length=200, blank=True, help_text="The organisation or group, or the theme's name.")
    )
    theme = internal(models.UUIDField(null=True, help_text="The theme of PACE it began from, without a foreign key."))
    told_at = internal(models.DateTimeField(null=True, help_text="When the result was brought back to them."))
    told_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="By whom."))
    told_how = internal(models.CharField(max_length=300, blank=True, help_text="How, without names."))

    class Meta:
        ordering = ["source", "id"]
        constraints = [tied("raised_told", "told_at", "told_by")]

    def knows(self, written_at: datetime) -> bool:
        """Return whether what was last brought back to them is a result of then, or a newer one."""
        return self.told_at is not None and self.told_at >= written_at


class Finding(Row):
    """One thing that is known of a problem, or is not known yet."""

    problem = internal(models.ForeignKey(Problem, models.PROTECT, related_name="findings", help_text="Which problem."))
    side = internal(models.CharField(max_length=10, choices=Side, help_text="What it is about."))
    text = internal(models.TextField(help_text="What was found, about kinds of people and places, never persons."))
    is_known = internal(models.BooleanField(help_text="True: we know it. False: it is asked and not known yet."))
    written_at = internal(models.DateTimeField(help_text="When."))
    written_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))
    withdrawn_at = internal(models.DateTimeField(null=True, help_text="When it was taken back."))
    withdrawn_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="By whom."))

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [tied("finding_withdrawn", "withdrawn_at", "withdrawn_by")]
