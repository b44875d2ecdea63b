"""What is done about problems, and what is planned for the whole service."""

from django.db import models

from offramp.accounts.models import User
from offramp.areas.models import Branch
from offramp.kernel.data import internal
from offramp.kernel.models import Row, tied
from offramp.prevention.enums import Approach, Ending
from offramp.prevention.models.problems import Problem


class Response(Row):
    """One action about a problem: who does it, with whom, for how much, by when, and whether it was done."""

    problem = internal(models.ForeignKey(Problem, models.PROTECT, related_name="responses", help_text="Which problem."))
    approach = internal(models.CharField(max_length=12, choices=Approach, help_text="What kind of action."))
    what = internal(models.CharField(max_length=300, help_text="What is done, without names."))
    owner_name = internal(models.CharField(max_length=200, help_text="Who does it: a unit, an agency, a group."))
    partners = internal(models.CharField(max_length=300, blank=True, help_text="Which organisations take part."))
    cost = internal(models.PositiveIntegerField(null=True, help_text="What it costs, in dollars; empty if unknown."))
    starts_on = internal(models.DateField(help_text="From which day."))
    due_on = internal(models.DateField(help_text="By when it should be done."))
    made_at = internal(models.DateTimeField(help_text="When it was written down."))
    made_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))
    ending = internal(models.CharField(max_length=10, choices=Ending, blank=True, help_text="How it ended."))
    ended_on = internal(models.DateField(null=True, help_text="On which day it was done or dropped."))
    ended_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who says so."))
    why = internal(models.CharField(max_length=300, blank=True, help_text="Why it was dropped, or how it was done."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["ended_on", "due_on"], name="response_due")]
        constraints = [tied("response_ended", "ended_on", "ended_by")]

    def __str__(self) -> str:
        return self.what


class Initiative(Row):
    """Something planned for days to come that belongs to no single problem: a campaign, a walk, an open evening."""

    title = internal(models.CharField(max_length=120, help_text="What it is called."))
    about = internal(models.TextField(blank=True, help_text="What happens, without names."))
    approach = internal(models.CharField(max_length=12, choices=Approach, help_text="What kind of action."))
    owner_name = internal(models.CharField(max_length=200, help_text="Who holds it: a unit, an agency, a group."))
    branch = internal(
        models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+", help_text="In which branch, if in one.")
    )
    place = internal(models.CharField(max_length=200, blank=True, help_text="The place in words."))
    starts_on = internal(models.DateField(help_text="From which day."))
    ends_on = internal(models.DateField(help_text="Until which day, counted."))
    made_at = internal(models.DateTimeField(help_text="When it was written down."))
    made_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))
    called_off_at = internal(models.DateTimeField(null=True, help_text="When it was called off."))
    called_off_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="By whom."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        ordering = ["starts_on", "id"]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="initiative_days")]
        constraints = [
            tied("initiative_called_off", "called_off_at", "called_off_by"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="initiative_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return self.title
