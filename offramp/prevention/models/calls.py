"""How many calls there were: numbers by area, type and time, never a call."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.accounts.models import User
from offramp.areas.models import Branch, Neighbourhood
from offramp.kernel.data import internal
from offramp.kernel.models import Row
from offramp.prevention.enums import Period


class CallFile(Row):
    """One reading of counts: when, by whom, over which days."""

    period = internal(models.CharField(max_length=5, choices=Period, help_text="How long one count lasts."))
    first_on = internal(models.DateField(help_text="The first day it tells of."))
    last_on = internal(models.DateField(help_text="The last day it tells of."))
    call_types = internal(
        ArrayField(models.CharField(max_length=80), default=list, help_text="The types of calls it tells of.")
    )
    counts = internal(models.PositiveIntegerField(help_text="How many counts were in it."))
    read_at = internal(models.DateTimeField(help_text="When it was read."))
    read_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))

    class Meta:
        ordering = ["-read_at", "-id"]


class CountedArea(Row):
    """An area of which a file tells, of each of its types, from one day to another: what it leaves out had no calls."""

    file = internal(models.ForeignKey(CallFile, models.PROTECT, related_name="areas", help_text="Which file tells."))
    branch = internal(
        models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+", help_text="Told of a whole branch.")
    )
    neighbourhood = internal(
        models.ForeignKey(
            Neighbourhood, models.PROTECT, null=True, related_name="+", help_text="Or told of one neighbourhood."
        )
    )
    first_on = internal(models.DateField(help_text="The first day it tells of there."))
    last_on = internal(models.DateField(help_text="The last day it tells of there."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(branch__isnull=True) ^ models.Q(neighbourhood__isnull=True), name="told_of_one_area"
            )
        ]


class CallCount(Row):
    """So many calls of one type in one area, from one day to another. What is read again replaces it."""

    branch = internal(
        models.ForeignKey(Branch, models.PROTECT, null=True, related_name="+", help_text="Counted for a whole branch.")
    )
    neighbourhood = internal(
        models.ForeignKey(
            Neighbourhood, models.PROTECT, null=True, related_name="+", help_text="Or counted for one neighbourhood."
        )
    )
    call_type = internal(models.CharField(max_length=80, help_text="The type of call, as the counts name it."))
    period = internal(models.CharField(max_length=5, choices=Period, help_text="How long it lasts."))
    starts_on = internal(models.DateField(help_text="The first day."))
    ends_on = internal(models.DateField(help_text="The last day."))
    number = internal(models.PositiveIntegerField(help_text="How many calls."))
    file = internal(models.ForeignKey(CallFile, models.PROTECT, related_name="+", help_text="Where it was read last."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(branch__isnull=True) ^ models.Q(neighbourhood__isnull=True), name="count_of_one_area"
            ),
            models.UniqueConstraint(
                fields=["branch", "neighbourhood", "call_type", "period", "starts_on"],
                nulls_distinct=False,
                name="count_once",
            ),
        ]
        indexes = [
            models.Index(fields=["neighbourhood", "starts_on"], name="count_of_neighbourhood"),
            models.Index(fields=["branch", "starts_on"], name="count_of_branch"),
        ]
