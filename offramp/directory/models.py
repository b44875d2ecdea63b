"""Partner agencies with their names over time, their services and capacity."""

from django.db import models

from offramp.access.enums import Category
from offramp.accounts.models import Unit
from offramp.directory.enums import ServiceKind
from offramp.kernel.data import public
from offramp.kernel.models import Row


class Agency(Row):
    """An agency the unit works with. Its name may change; it stays the same agency."""

    code = public(models.SlugField(max_length=40, unique=True, help_text="Short name that never changes."))
    phone = public(models.CharField(max_length=40, blank=True, help_text="Public phone."))
    website = public(models.URLField(blank=True, help_text="Public website."))

    class Meta:
        verbose_name_plural = "agencies"


class AgencyName(Row):
    """The name an agency bore from one day until another."""

    agency = public(models.ForeignKey(Agency, models.CASCADE, related_name="names", help_text="The agency."))
    text = public(models.CharField(max_length=120, help_text="The name."))
    starts_on = public(models.DateField(null=True, help_text="First day; empty if always."))
    ends_on = public(models.DateField(null=True, help_text="Last day; empty while it is borne."))

    class Meta:
        ordering = ["starts_on"]


class Partnership(Row):
    """An agency is a partner of a unit from one day until another."""

    agency = public(models.ForeignKey(Agency, models.CASCADE, related_name="partnerships", help_text="The agency."))
    unit = public(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit."))
    starts_on = public(models.DateField(help_text="First day."))
    ends_on = public(models.DateField(null=True, help_text="Last day; empty while it lasts."))
    seats = public(models.PositiveSmallIntegerField(default=0, help_text="Navigators the agency lends to the unit."))


class Service(Row):
    """What an agency offers. `reveals` is what its mere name tells of whoever goes there."""

    agency = public(models.ForeignKey(Agency, models.CASCADE, related_name="services", help_text="Who offers it."))
    name = public(models.CharField(max_length=120, help_text="Its name."))
    kind = public(models.CharField(max_length=20, choices=ServiceKind, help_text="What kind of help it is."))
    reveals = public(
        models.CharField(max_length=20, choices=Category, default=Category.PLAN, help_text="What its name reveals.")
    )
    is_long_term = public(models.BooleanField(default=False, help_text="A program people stay in after the unit."))
    how_to_reach = public(models.CharField(max_length=300, blank=True, help_text="Where and when, in words."))
    places = public(models.PositiveSmallIntegerField(null=True, help_text="Free places, if the agency tells."))
    places_told_at = public(models.DateTimeField(null=True, help_text="When it told the number of free places."))
    starts_on = public(models.DateField(help_text="First day it is offered."))
    ends_on = public(models.DateField(null=True, help_text="Last day; empty while offered."))

    class Meta:
        ordering = ["name"]
