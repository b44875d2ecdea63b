"""Persons: a bare spine, and one table for each category of what is known."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from offramp.access.enums import Category, OversightCategory
from offramp.access.models import Wall
from offramp.accounts.models import Unit, User
from offramp.areas.models import Neighbourhood
from offramp.kernel.data import internal, personal, public, sensitive
from offramp.kernel.history import with_history
from offramp.kernel.models import Row, tied
from offramp.kernel.sealed import SealedTextField
from offramp.people.enums import ContactKind, NameKind, NoticeWay, Status


class Person(Row):
    """Somebody in the unit's care. What is known of them stands in tables of its own, one for each category."""

    wall = Wall(subjects=("id",), unit="unit_id", spine=True, definers=("gate", "search"), append_only=True)

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit that has the file."))
    file_number = internal(models.CharField(max_length=12, unique=True, help_text="Short number to say on a radio."))
    opened_at = internal(models.DateTimeField(help_text="When the file was opened."))
    opened_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who opened it."))


class PersonRow(Row):
    """A row about one person; with the unit, so that the wall needs no join."""

    person = internal(models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="Whom it is about."))
    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit of the person."))

    class Meta:
        abstract = True


@with_history
class Name(PersonRow):
    """One of the names a person goes by, in any script."""

    wall = Wall(Category.IDENTITY, subjects=("person_id",), unit="unit_id", definers=("search",))

    kind = personal(models.CharField(max_length=10, choices=NameKind, help_text="What kind of name it is."))
    text = personal(models.CharField(max_length=200, help_text="The name as they write or say it."))
    is_main = internal(models.BooleanField(default=False, help_text="The one to call them by."))
    added_at = internal(models.DateTimeField(help_text="When it was added."))
    added_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who added it."))
    retired_at = internal(models.DateTimeField(null=True, help_text="When it was found to be wrong, or unwanted."))
    retired_by = internal(
        models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who retired it.")
    )

    class Meta:
        indexes = [models.Index(fields=["person"], name="name_person")]
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(is_main=True), name="name_one_main"),
            models.CheckConstraint(
                condition=models.Q(is_main=False) | models.Q(retired_at__isnull=True), name="name_main_is_not_retired"
            ),
            tied("name_retired_by_and_when", "retired_at", "retired_by"),
        ]


@with_history
class Particulars(PersonRow):
    """Birth date or year if known, and the languages to speak in."""

    wall = Wall(Category.IDENTITY, subjects=("person_id",), unit="unit_id", definers=("search",))

    born_on = personal(models.DateField(null=True, help_text="Birth date, if known."))
    born_about = personal(models.PositiveSmallIntegerField(null=True, help_text="Year of birth, about, if not known."))
    languages = personal(
        ArrayField(models.CharField(max_length=3), default=list, help_text="Languages to speak in, ISO 639-3.")
    )
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))
    changed_at = internal(models.DateTimeField(help_text="When it was last changed."))
    changed_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who changed it last."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person"], name="particulars_one_each")]


@with_history
class Contact(PersonRow):
    """A way to reach a person."""

    wall = Wall(Category.IDENTITY, subjects=("person_id",), unit="unit_id")

    kind = personal(models.CharField(max_length=10, choices=ContactKind, help_text="Phone, e-mail, through somebody."))
    text = personal(models.CharField(max_length=200, help_text="The number, address, or whom to ask."))
    added_at = internal(models.DateTimeField(help_text="When it was added."))
    added_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who added it."))
    ended_at = internal(models.DateTimeField(null=True, help_text="When it stopped being good."))

    class Meta:
        indexes = [models.Index(fields=["person"], name="contact_person")]


class SelfDescription(PersonRow):
    """How a person describes themselves: declared by them, optional, several at once, never inferred."""

    wall = Wall(Category.PROFILE, subjects=("person_id",), unit="unit_id", append_only=True)

    gender = sensitive(SealedTextField(max_length=80, blank=True, help_text="Gender in their own words."))
    identities = sensitive(
        SealedTextField(max_length=2000, blank=True, help_text="Indigenous or other identity, as declared, one a line.")
    )
    told_at = internal(models.DateTimeField(help_text="When they said so."))
    told_to = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="To whom."))

    class Meta:
        indexes = [models.Index(fields=["person"], name="selfdescription_person")]

    @property
    def declared(self) -> list[str]:
        """Return each identity they declared, in their words."""
        return self.identities.splitlines()


class Sighting(PersonRow):
    """Where, when and with whom a person was found: the address of people who have none."""

    wall = Wall(Category.WHEREABOUTS, subjects=("person_id",), unit="unit_id", append_only=True)

    at = personal(models.DateTimeField(help_text="When they were found there."))
    place = personal(models.CharField(max_length=200, help_text="Where, in words."))
    neighbourhood = personal(
        models.ForeignKey(
            Neighbourhood, models.PROTECT, null=True, related_name="+", help_text="In which part of town."
        )
    )
    company = personal(models.CharField(max_length=200, blank=True, help_text="With whom."))
    noted_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who noted it."))

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="sighting_person_at")]


class StatusChange(PersonRow):
    """How a person is since a moment. A stay in hospital is health, custody is police contact."""

    wall = Wall(subjects=("person_id",), unit="unit_id", definers=("gate",), append_only=True)

    category = internal(models.CharField(max_length=20, choices=Category, help_text="What the status reveals."))
    status = sensitive(models.CharField(max_length=12, choices=Status, help_text="How they are."))
    reason = sensitive(SealedTextField(max_length=300, blank=True, help_text="What is known of it."))
    at = internal(models.DateTimeField(help_text="Since when."))
    noted_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who noted it."))

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="statuschange_person_at")]


@with_history
class SafetyCard(PersonRow):
    """How to approach: behaviour, never history; no evidence, no third party. A navigator reviews it."""

    wall = Wall(Category.SAFETY, subjects=("person_id",), unit="unit_id", definers=("search",))

    approach = personal(models.TextField(max_length=1000, help_text="How to approach, one advice a line."))
    helps = personal(models.TextField(max_length=500, blank=True, help_text="What helps."))
    written_at = internal(models.DateTimeField(help_text="When it was written."))
    written_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who wrote it."))
    told_person = internal(models.BooleanField(default=False, help_text="The person knows what it says."))
    reviewed_at = internal(models.DateTimeField(null=True, help_text="When a navigator approved it."))
    reviewed_by = internal(
        models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="The navigator.")
    )
    review_on = internal(models.DateField(null=True, help_text="When it must be looked at again."))
    ended_at = internal(
        models.DateTimeField(null=True, help_text="When a newer one took its place, or it was put away.")
    )
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        constraints = [
            tied("safetycard_review_has_who_and_when", "reviewed_at", "reviewed_by", "review_on"),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(reviewed_at__isnull=False, ended_at__isnull=True),
                name="safetycard_one_in_force",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(reviewed_at__isnull=True, ended_at__isnull=True),
                name="safetycard_one_unreviewed",
            ),
        ]


class SafetyLookup(Row):
    """A patrol officer looked a safety card up for an incident. Whose card it was stands in the grant and the log."""

    incident = internal(models.CharField(max_length=30, help_text="Number of the incident, the purpose of the look."))
    asked_at = internal(models.DateTimeField(help_text="When."))
    asked_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who."))
    cards = internal(models.PositiveSmallIntegerField(default=0, help_text="How many cards were shown."))
    exact = internal(models.PositiveSmallIntegerField(default=0, help_text="How many of them fitted the name exactly."))


class Twin(Row):
    """A new file may be of somebody whose file is restricted: for the privacy officer, through functions alone."""

    wall = Wall(OversightCategory.RESTRICTED, hidden=True, definers=("search",))

    person = internal(models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="The new file."))
    restricted = internal(models.ForeignKey(Person, models.PROTECT, related_name="+", help_text="The restricted one."))
    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit of the new file."))
    noted_at = internal(models.DateTimeField(help_text="When."))
    settled_at = internal(models.DateTimeField(null=True, help_text="When the privacy officer had looked after it."))
    settled_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who."))
    words = personal(models.CharField(max_length=300, blank=True, help_text="What came of it."))

    class Meta:
        constraints = [tied("twin_settled_by_and_when", "settled_at", "settled_by")]


class SearchKey(Row):
    """What a search compares: a folded name and its sounds, under the key of the name.

    The runtime role can't read it; functions can. No GiST index beside the GIN: the planner would take it, and slowly.
    """

    wall = Wall(Category.IDENTITY, hidden=True, definers=("search",))

    person = internal(models.ForeignKey(Person, models.CASCADE, related_name="+", help_text="Whose key it is."))
    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit of the person."))
    folded = personal(models.CharField(max_length=200, help_text="The name without case and diacritics."))
    turned = personal(models.CharField(max_length=200, help_text="Its words in alphabetical order."))
    sounds = personal(
        ArrayField(models.CharField(max_length=12), default=list, help_text="Phonetic codes of its words.")
    )
    blocks = personal(
        ArrayField(models.IntegerField(), default=list, help_text="What a question must share, hashed: see definers.")
    )
    year = personal(models.PositiveSmallIntegerField(null=True, help_text="Year of birth, exact or about."))

    class Meta:
        indexes = [
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="searchkey_trigrams"),
            GinIndex(fields=["blocks"], name="searchkey_blocks"),
            models.Index(fields=["folded"], opclasses=["varchar_pattern_ops"], name="searchkey_folded"),
            models.Index(fields=["turned"], name="searchkey_turned"),
            models.Index(fields=["person"], name="searchkey_person"),
        ]


class CollectionNotice(Row):
    """One version of the service's words on who collects what, why, on what authority, with what automated help.

    Versions are added and never changed: files say which one a person was given.
    """

    language = public(models.CharField(max_length=8, help_text="The language of its words."))
    version = public(models.PositiveIntegerField(help_text="Its number in that language; the highest is in force."))
    collects = public(models.TextField(max_length=2000, help_text="Who collects, and what."))
    purpose = public(models.TextField(max_length=2000, help_text="What for."))
    authority = public(models.TextField(max_length=2000, help_text="Under which authority."))
    automated = public(models.TextField(max_length=2000, help_text="What the computer suggests, and who decides."))
    contact = public(models.TextField(max_length=2000, help_text="Whom to ask."))
    set_at = internal(models.DateTimeField(help_text="Since when it is in force."))
    set_by = internal(
        models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="Who set it; empty if shipped.")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "version"], name="collectionnotice_one_each")]


class NoticeGiven(PersonRow):
    """A person was given a version of the collection notice."""

    wall = Wall(Category.IDENTITY, subjects=("person_id",), unit="unit_id", append_only=True)

    notice = internal(models.ForeignKey(CollectionNotice, models.PROTECT, related_name="+", help_text="Which version."))
    way = personal(models.CharField(max_length=10, choices=NoticeWay, help_text="How they were given it."))
    at = internal(models.DateTimeField(help_text="When."))
    by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who gave it."))

    class Meta:
        indexes = [models.Index(fields=["person"], name="noticegiven_person")]
