"""Grants, ceilings, and how a table says where it stands behind the wall."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import (
    CATEGORY_CHOICES,
    AnyCategory,
    Basis,
    Closeness,
    LinkRole,
    MeasuresCategory,
    Operation,
    OversightCategory,
    Stream,
)
from offramp.accounts.models import User
from offramp.kernel.data import internal, personal
from offramp.kernel.models import Row, tied


@dataclass(frozen=True, slots=True)
class Wall:
    """Where a guarded table stands: what it tells, about whom, and which bases open it.

    category: the one category of every row; None where each row names its own in the column `category`.
    subjects: columns a grant may name (a person, a referral). unit: the column of the unit, for unit membership.
    triage: the unit's members on triage duty may open it; `triage_while` narrows that by an SQL condition.
    author: the column of the user whose own it is. told_to: the column of a user who reads it as their own, no more.
    told_with: whoever reads this category of the subject by a grant reads the row too, and writes nothing of it.
    reviewed: whoever reviews such rows by role reads them; where nobody is their author, they write them too.
    spine: ids only, open to whoever may see anything of the subject.
    hidden: the application writes it through functions and never reads it.
    append_only: rows are added and never changed, by nobody.
    terms: columns of subjects that may be read until a moment and by nobody after it (`Term`).
    became: the table whose rows these were before a change; who can't read the row as it is can't read it as it was.
    before: the category of what its rows were before a change, where that tells more than the rows: who changed them.
    definers: which definer roles (`search`, `counts`) read it for a function that answers narrowly.
    ended_by: which definer role ends its rows, in a function that does no more than that.
    """

    category: AnyCategory | None = None
    subjects: tuple[str, ...] = ()
    unit: str = ""
    triage: bool = False
    triage_while: str = ""
    author: str = ""
    told_to: str = ""
    told_with: AnyCategory | None = None
    reviewed: bool = False
    spine: bool = False
    hidden: bool = False
    append_only: bool = False
    terms: tuple[str, ...] = ()
    became: str = ""
    before: AnyCategory | None = None
    definers: tuple[str, ...] = ()
    ended_by: str = ""

    @property
    def person(self) -> str:
        """Return the column that names a person, whose file may be restricted; empty where there is none."""
        return "person_id" if "person_id" in self.subjects else "id" if self.spine else ""


class Grant(Row):
    """One party may see these categories of one subject, on one basis, from then until then.

    What is founded on the work of a unit opens to a user in an office of that unit alone, and only while they have
    held an office there, without a break, since before it was given.
    """

    party = internal(models.UUIDField(help_text="The user, team or agency that may see."))
    stream = internal(models.CharField(max_length=20, choices=Stream, help_text="The stream of the subject."))
    subject = internal(models.UUIDField(help_text="The person, referral or file it is about, without a foreign key."))
    categories = internal(
        ArrayField(
            models.CharField(max_length=20, choices=CATEGORY_CHOICES), help_text="The categories it opens at most."
        )
    )
    basis = internal(models.CharField(max_length=20, choices=Basis, help_text="Why: the kind of ground it stands on."))
    founded_on = internal(models.UUIDField(help_text="The row the basis is: a seat, a referral, an intake."))
    unit = internal(
        models.UUIDField(null=True, help_text="The unit whose work it is: it opens in an office of that unit alone.")
    )
    starts_at = internal(models.DateTimeField(help_text="From when."))
    ends_at = internal(models.DateTimeField(null=True, help_text="Until when; empty while open."))

    class Meta:
        indexes = [
            models.Index(fields=["party", "subject"], name="grant_party_subject"),
            models.Index(fields=["subject", "party"], name="grant_subject_party"),
            models.Index(fields=["founded_on"], name="grant_founded_on"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="grant_ends_after_it_starts",
            ),
        ]


class Link(Row):
    """A secret link somebody holds who has no account: a party to grants, known by the digest of its secret."""

    digest = internal(models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret, in hex digits."))
    role = internal(models.CharField(max_length=30, choices=LinkRole, help_text="As whom they come."))
    made_at = internal(models.DateTimeField(help_text="When it was made."))


class Restriction(Row):
    """A file is closed to all but those named on it, whatever else would open it. Reached through functions alone."""

    wall = Wall(OversightCategory.RESTRICTED, hidden=True, definers=("gate",))

    subject = internal(models.UUIDField(help_text="The person whose file it is, without a foreign key."))
    closeness = personal(models.CharField(max_length=10, choices=Closeness, help_text="Why, as a word."))
    reason = personal(models.CharField(max_length=300, help_text="Why, in the words of who restricted it."))
    restricted_at = internal(models.DateTimeField(help_text="From when."))
    restricted_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))
    lifted_at = internal(models.DateTimeField(null=True, help_text="When it was lifted; empty while it stands."))
    lifted_by = internal(models.ForeignKey(User, models.PROTECT, null=True, related_name="+", help_text="By whom."))

    class Meta:
        constraints = [
            tied("restriction_lifted_by_and_when", "lifted_at", "lifted_by"),
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(lifted_at__isnull=True), name="restriction_one_at_a_time"
            ),
        ]


class Named(Row):
    """Somebody is named on a restricted file: for them it is a file like any other."""

    wall = Wall(OversightCategory.RESTRICTED, hidden=True, definers=("gate",))

    restriction = internal(models.ForeignKey(Restriction, models.PROTECT, related_name="named", help_text="Of which."))
    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who is named."))
    named_at = internal(models.DateTimeField(help_text="From when."))
    named_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who named them."))
    ended_at = internal(models.DateTimeField(null=True, help_text="When they were taken off; empty while named."))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["restriction", "user"], condition=models.Q(ended_at__isnull=True), name="named_once"
            ),
        ]


class Term(Row):
    """Until when anybody may read of a subject. After it nobody does, whatever else would open it."""

    wall = Wall(MeasuresCategory.MEASURE, hidden=True, definers=("gate",))

    subject = internal(models.UUIDField(unique=True, help_text="The record it is about, without a foreign key."))
    ends_at = internal(models.DateTimeField(db_index=True, help_text="From when on nobody reads it."))


class Ceiling(models.Model):
    """One allowed cell of `who_sees_what`, written by `offramp migrate`, so that SQL reads the same table."""

    role = internal(models.CharField(max_length=30, help_text="Who: a role, a kind of link, or what works by itself."))
    operation = internal(models.CharField(max_length=5, choices=Operation, help_text="Reads or writes."))
    basis = internal(models.CharField(max_length=20, choices=Basis, help_text="On which basis."))
    category = internal(models.CharField(max_length=20, choices=CATEGORY_CHOICES, help_text="Which category."))

    pk = models.CompositePrimaryKey("role", "operation", "basis", "category")


class WallState(models.Model):
    """What the wall looked like in the database when it was last put up, to tell when it was altered since."""

    id = internal(models.BigAutoField(primary_key=True, help_text="Key of the row."))
    source = internal(models.CharField(max_length=64, help_text="Digest of the rules it was made from."))
    live = internal(models.JSONField(help_text="Policies, functions, rights and ceilings as the database told them."))
    applied_at = internal(models.DateTimeField(help_text="When it was put up."))
