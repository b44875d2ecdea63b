"""Programs: their steps, the items an agreement may hold, and their words. Nobody's data; a service writes its own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.accounts.models import User
from offramp.diversion.enums import StepKind
from offramp.kernel.data import internal, public
from offramp.kernel.models import Row


class Program(Row):
    """A program that a young person may be sent to. Its words in French stand beside those in English, or are empty."""

    code = internal(models.SlugField(max_length=30, unique=True, help_text="Short name, for addresses and settings."))
    name = public(models.CharField(max_length=100, help_text="What it is called."))
    about = public(models.TextField(max_length=2000, help_text="What it is, in plain words."))
    consent_words = public(models.TextField(max_length=2000, help_text="What is said when consent is asked."))
    name_fr = public(models.CharField(max_length=100, blank=True, help_text="What it is called in French."))
    about_fr = public(models.TextField(max_length=2000, blank=True, help_text="What it is, in plain French."))
    consent_words_fr = public(
        models.TextField(max_length=2000, blank=True, help_text="What is said in French when consent is asked.")
    )
    without_violence_only = public(models.BooleanField(help_text="It takes what was without violence alone."))
    follow_up_months = public(
        ArrayField(models.PositiveSmallIntegerField(), help_text="After how many months one asks how it goes.")
    )
    is_open = internal(models.BooleanField(default=True, help_text="Young people may be sent to it."))
    changed_at = internal(models.DateTimeField(help_text="When its words were last changed."))
    changed_by = internal(
        models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="By whom; empty as shipped.")
    )

    class Meta:
        ordering = ["name"]


class ProgramStep(Row):
    """A step of a program."""

    program = internal(models.ForeignKey(Program, models.PROTECT, related_name="steps", help_text="Of which."))
    kind = internal(models.CharField(max_length=10, choices=StepKind, help_text="What the software knows of it."))
    name = public(models.CharField(max_length=80, help_text="What it is called."))
    words = public(models.CharField(max_length=300, blank=True, help_text="What to do."))
    position = internal(models.PositiveSmallIntegerField(help_text="Its place."))
    is_used = internal(models.BooleanField(default=True, help_text="It is part of the program now."))

    class Meta:
        ordering = ["position", "pk"]


class ItemKind(Row):
    """A kind of item that an agreement may hold."""

    program = internal(models.ForeignKey(Program, models.PROTECT, related_name="item_kinds", help_text="Of which."))
    name = public(models.CharField(max_length=80, help_text="What it is called."))
    name_fr = public(models.CharField(max_length=80, blank=True, help_text="What it is called in French."))
    words = public(models.CharField(max_length=300, blank=True, help_text="How to choose and do it well."))
    has_hours = internal(models.BooleanField(default=False, help_text="It is counted in hours."))
    position = internal(models.PositiveSmallIntegerField(help_text="Its place."))
    is_used = internal(models.BooleanField(default=True, help_text="It may be chosen now."))

    class Meta:
        ordering = ["position", "pk"]


class IdentityAgreement(Row):
    """The recorded agreement under which tables by self-declared Indigenous identity may be made."""

    with_whom = internal(models.CharField(max_length=200, help_text="With which Nation, council or body."))
    terms = internal(models.TextField(max_length=2000, help_text="What was agreed: which tables, for whom."))
    starts_on = internal(models.DateField(help_text="From which day."))
    ends_on = internal(models.DateField(null=True, help_text="The last day; empty while open."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who recorded it."))

    class Meta:
        ordering = ["-starts_on"]
