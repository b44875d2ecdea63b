"""What came of it: counts before and after as they were when it was assessed, and the result in plain words."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.accounts.models import User
from offramp.kernel.data import internal
from offramp.kernel.models import Row
from offramp.prevention.models.problems import Problem


class Assessment(Row):
    """Before and after in the target and in a comparison area. Counts stay as they were: no later file changes them."""

    problem = internal(
        models.ForeignKey(Problem, models.PROTECT, related_name="assessments", help_text="Which problem.")
    )
    target = internal(models.UUIDField(help_text="The area where something was done: a neighbourhood or branch."))
    comparison = internal(models.UUIDField(help_text="An area like it where nothing was done."))
    beside = internal(models.UUIDField(null=True, help_text="The area next to the target, to see whether calls moved."))
    call_types = internal(ArrayField(models.CharField(max_length=80), help_text="Which types of calls are counted."))
    before_first = internal(models.DateField(help_text="The first day of before."))
    before_last = internal(models.DateField(help_text="The last day of before."))
    after_first = internal(models.DateField(help_text="The first day of after."))
    after_last = internal(models.DateField(help_text="The last day of after."))
    target_before = internal(models.PositiveIntegerField(help_text="Calls in the target, before."))
    target_after = internal(models.PositiveIntegerField(help_text="Calls in the target, after."))
    comparison_before = internal(models.PositiveIntegerField(help_text="Calls in the comparison area, before."))
    comparison_after = internal(models.PositiveIntegerField(help_text="Calls in the comparison area, after."))
    beside_before = internal(models.PositiveIntegerField(null=True, help_text="Calls beside the target, before."))
    beside_after = internal(models.PositiveIntegerField(null=True, help_text="Calls beside the target, after."))
    note = internal(models.TextField(blank=True, help_text="What else changed in that time, without names."))
    assessed_at = internal(models.DateTimeField(help_text="When."))
    assessed_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))

    class Meta:
        ordering = ["-assessed_at", "-id"]


class Result(Row):
    """What came of a problem, in words for those who raised it. The latest one counts."""

    problem = internal(models.ForeignKey(Problem, models.PROTECT, related_name="results", help_text="Which problem."))
    text = internal(models.TextField(help_text="The result, in plain words without names."))
    written_at = internal(models.DateTimeField(help_text="When."))
    written_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))

    class Meta:
        ordering = ["-written_at", "-id"]
