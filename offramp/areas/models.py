"""Patrol branches, their neighbourhoods, and the hours their team answers."""

from django.db import models

from offramp.kernel.data import internal, public
from offramp.kernel.models import Row


class Branch(Row):
    """A patrol area with a HELP team of its own."""

    name = public(models.CharField(max_length=80, unique=True, help_text="Name as people say it."))
    code = public(models.SlugField(max_length=20, unique=True, help_text="Short name for addresses and options."))
    position = public(models.PositiveSmallIntegerField(help_text="Place in lists."))

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Neighbourhood(Row):
    """A named part of the city; it lies in one branch."""

    name = public(models.CharField(max_length=80, unique=True, help_text="Name with its diacritics."))
    branch = public(models.ForeignKey(Branch, models.PROTECT, related_name="neighbourhoods", help_text="Its branch."))

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CoverageHours(Row):
    """When a branch's team answers on one weekday. Past midnight is written as two rows."""

    branch = public(models.ForeignKey(Branch, models.CASCADE, related_name="coverage", help_text="Whose hours."))
    weekday = public(models.PositiveSmallIntegerField(help_text="0 is Monday, 6 is Sunday, in the service's zone."))
    starts = public(models.TimeField(help_text="From, local time."))
    ends = public(models.TimeField(help_text="Until, local time; midnight is 23:59:59."))

    class Meta:
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="coverage_weekday_is_one"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="coverage_ends_later"),
        ]


class TrainingCity(Row):
    """Whether this database holds the training city: one row, and then every page says that no one here is real."""

    made_at = public(models.DateTimeField(help_text="When the training city was loaded."))
    only = internal(models.BooleanField(default=True, unique=True, help_text="True: there is one row at most."))

    class Meta:
        verbose_name_plural = "training cities"
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="trainingcity_one_at_most")]
