"""What an officer considered for a young person, what was decided, who they are, and who read of it why."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import MeasuresCategory as M
from offramp.access.enums import OversightCategory
from offramp.access.models import Wall
from offramp.accounts.models import Unit
from offramp.areas.models import Branch
from offramp.diversion.enums import (
    AskedFor,
    Condition,
    Heard,
    Identity,
    Kin,
    MeasureType,
    Offence,
    Presumption,
    Purpose,
    Reached,
    Said,
    SchoolGround,
    Sex,
    VictimChoice,
    Who,
)
from offramp.diversion.models.base import OF, MeasureRow, Noted, behind
from offramp.kernel.data import internal, personal, sensitive
from offramp.kernel.sealed import SealedTextField


class Measure(Noted):
    """The record of one consideration before a charge, and of the measure used: what s. 115(1.1) asks police to keep.

    Each record stands for itself, under its own key and its own clock; nothing but a search for a purpose joins two
    records of one young person.
    """

    wall = Wall(
        M.MEASURE,
        subjects=("id",),
        terms=("id",),
        author="by_id",
        append_only=True,
        definers=("gate", "counts"),
    )

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The officer's unit."))
    branch = personal(models.ForeignKey(Branch, models.PROTECT, related_name="+", help_text="Where it happened."))
    measure_type = personal(models.CharField(max_length=20, choices=MeasureType, help_text="What was decided."))
    offence = personal(models.CharField(max_length=20, choices=Offence, help_text="What it was about, as a group."))
    occurred_on = personal(models.DateField(help_text="When it happened."))
    age = personal(models.PositiveSmallIntegerField(help_text="How old they were then, in years."))
    age_is_believed = personal(models.BooleanField(help_text="The birth date is not known: so old they appear."))
    sex = personal(models.CharField(max_length=10, choices=Sex, help_text="As they say."))
    considered = personal(
        ArrayField(
            models.CharField(max_length=20, choices=MeasureType),
            help_text="Which ways short of a charge were considered.",
        )
    )
    conditions = personal(
        ArrayField(
            models.CharField(max_length=12, choices=Condition),
            default=list,
            help_text="Conditions met, for a sanction.",
        )
    )
    presumption = personal(
        models.CharField(max_length=20, choices=Presumption, help_text="Whether the law presumes a measure is enough.")
    )
    occurrence = personal(SealedTextField(of=("id",), max_length=30, help_text="The occurrence number."))
    grounds = sensitive(SealedTextField(of=("id",), max_length=4000, help_text="The grounds to charge."))
    reasons = sensitive(SealedTextField(of=("id",), max_length=4000, help_text="Why this, and not less or more."))
    consented_on = personal(models.DateField(null=True, help_text="When they consented, for a sanction."))
    ends_at = internal(models.DateTimeField(help_text="From when on nobody reads it: its clock."))


class Opening(MeasureRow):
    """Somebody said for which purpose they open a record. It founds the grant, and ends with it.

    Whoever opened it reads it as their own; the privacy officer reads all of them, and nothing of the record by it.
    """

    wall = Wall(
        OversightCategory.OPENED,
        terms=("measure_id",),
        author="by_id",
        reviewed=True,
        append_only=True,
        definers=("gate",),
    )

    purpose = internal(models.CharField(max_length=20, choices=Purpose, help_text="For which purpose of the law."))
    ground = internal(models.CharField(max_length=60, help_text="The occurrence number or request it is for."))
    until_at = internal(models.DateTimeField(help_text="When it ends by itself."))

    class Meta:
        indexes = [models.Index(fields=["by", "measure"], name="opening_by_measure")]


class YoungPerson(MeasureRow):
    """Who it is about, as known when written. The newest row counts, for finding the record too."""

    wall = behind(M.YOUTH)

    given_name = personal(SealedTextField(of=OF, max_length=100, help_text="Given names."))
    family_name = personal(SealedTextField(of=OF, max_length=100, help_text="Family name."))
    born = personal(
        SealedTextField(of=OF, max_length=10, help_text="Birth date, as year-month-day; empty where unknown.")
    )
    reach = personal(SealedTextField(of=OF, max_length=300, help_text="Where they live, and how to reach them."))
    language = personal(SealedTextField(of=OF, max_length=60, help_text="The language to speak in."))
    look_up = internal(
        models.CharField(max_length=64, db_index=True, help_text="A digest of name and birth date, to find it again.")
    )

    class Meta:
        indexes = [models.Index(fields=["measure"], name="youngperson_measure")]


class Guardian(MeasureRow):
    """A parent or guardian."""

    wall = behind(M.YOUTH)

    name = personal(SealedTextField(of=OF, max_length=100, help_text="Their name."))
    kin = personal(models.CharField(max_length=12, choices=Kin, help_text="Who they are to the young person."))
    reach = personal(SealedTextField(of=OF, max_length=200, help_text="How to reach them."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["measure"], name="guardian_measure")]


class GuardianContact(MeasureRow):
    """A parent or guardian was told, or nobody could be reached.

    What they said and what their family needs is for who has the case: no purpose of the police opens it.
    """

    wall = behind(M.PROGRAM)

    reached = personal(models.CharField(max_length=10, choices=Reached, help_text="How, or that nobody was."))
    words = sensitive(SealedTextField(of=OF, max_length=2000, help_text="What was said, and what they need."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["measure"], name="guardiancontact_measure")]


class Agreeing(MeasureRow):
    """Somebody was asked whether they agree, and what they said. The newest answer of each to each counts."""

    wall = behind(M.MEASURE, counted=True)

    who = personal(models.CharField(max_length=12, choices=Who, help_text="Who was asked."))
    asked_for = personal(models.CharField(max_length=10, choices=AskedFor, help_text="To what."))
    said = personal(models.CharField(max_length=10, choices=Said, help_text="What they said."))
    heard = personal(models.CharField(max_length=10, choices=Heard, help_text="How they said it."))
    words = sensitive(SealedTextField(of=OF, max_length=1000, blank=True, help_text="In their words."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["measure"], name="agreeing_measure")]


class Victim(MeasureRow):
    """Somebody was harmed. Nothing joins them to any record of their own."""

    wall = behind(M.VICTIM)

    name = personal(SealedTextField(of=OF, max_length=100, help_text="Their name, or the shop's, the school's."))
    reach = personal(SealedTextField(of=OF, max_length=200, help_text="How to reach them."))
    is_young = personal(models.BooleanField(help_text="They are under 18: a parent or guardian is asked with them."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["measure"], name="victim_measure")]


class VictimSaid(MeasureRow):
    """What somebody who was harmed wants. The newest row counts."""

    wall = behind(M.VICTIM)

    victim = internal(models.ForeignKey(Victim, models.PROTECT, related_name="said", help_text="Who."))
    choice = personal(models.CharField(max_length=15, choices=VictimChoice, help_text="What they choose."))
    words = sensitive(
        SealedTextField(of=OF, max_length=4000, blank=True, help_text="Their voice: how it was for them.")
    )

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["victim"], name="victimsaid_victim")]


class SelfDescription(MeasureRow):
    """How a young person describes themselves, where they were asked under a recorded agreement and wished to say."""

    wall = behind(M.SELF_DESCRIBED, counted=True)

    identities = sensitive(
        ArrayField(models.CharField(max_length=20, choices=Identity), help_text="Their own words, several or none.")
    )

    class Meta:
        indexes = [models.Index(fields=["measure"], name="selfdescription_measure")]


class SchoolNote(MeasureRow):
    """Something was given to a school or a care professional: kept apart, under a key and a clock of its own."""

    wall = Wall(
        M.SCHOOL,
        subjects=("measure_id",),
        terms=("measure_id", "id"),
        author="by_id",
        append_only=True,
        definers=("gate",),
    )

    given_to = personal(SealedTextField(of=("id",), max_length=200, help_text="To which school, to whom there."))
    ground = personal(models.CharField(max_length=15, choices=SchoolGround, help_text="Why it was given."))
    words = sensitive(SealedTextField(of=("id",), max_length=2000, help_text="What was given."))
    needed_until = internal(models.DateField(help_text="The last day it is needed; it is destroyed after it."))

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["measure"], name="schoolnote_measure")]
