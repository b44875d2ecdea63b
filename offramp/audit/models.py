"""What was changed and what was seen, as ids, verbs and field names, never content.

Rows here name others by id without foreign keys, and the runtime role may only insert and select. The tables
grow for ever, so they are partitioned by month along their UUIDv7 keys (see the first migration).

Every row has a place in one order of all logs, and is sealed in a block with its neighbours (ADR 11). A column that is
added later must be empty in older rows: what is empty is left out of the seal.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func

from offramp.kernel.data import internal
from offramp.kernel.identity import ActorKind
from offramp.kernel.models import Row

if TYPE_CHECKING:
    BigInteger = models.BigIntegerField[int, int]
else:
    BigInteger = models.BigIntegerField


class NextPosition(Func):
    """The next place in the order of all logs.

    The transaction gets its id before the place, so that whoever sees a later place and then asks which transactions
    are under way learns of this one. CASE keeps that order.
    """

    template = "CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('audit_position') END"
    output_field = models.BigIntegerField()


class PositionField(BigInteger):
    """A place in that order, filled by the database alone.

    It isn't read back after an insert, as Django would: whoever writes a log may not read it.
    """

    db_returning = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"db_default": NextPosition(), "editable": False, **options})


POSITION = "Place in the order of all logs."


class Entry(Row):
    """Something was done, or refused."""

    position = internal(PositionField(help_text=POSITION))
    at = internal(models.DateTimeField(help_text="When."))
    verb = internal(models.CharField(max_length=60, help_text="What, as context.happening: `referral.sent`."))
    actor_kind = internal(models.CharField(max_length=10, help_text=f"One of {', '.join(ActorKind)}."))
    actor = internal(models.UUIDField(null=True, help_text="Who: a user, a link, a service; empty for the public."))
    role = internal(models.CharField(max_length=30, blank=True, help_text="The role they acted in."))
    posting = internal(models.UUIDField(null=True, help_text="The posting they acted in."))
    subject = internal(models.UUIDField(null=True, help_text="The row it was done to."))
    about = internal(models.UUIDField(null=True, help_text="The person, referral or intake it concerns."))
    fields = internal(
        ArrayField(models.CharField(max_length=60), default=list, help_text="Names of fields that changed, no values.")
    )
    request = internal(models.UUIDField(null=True, help_text="The request it was done in."))

    class Meta:
        indexes = [
            models.Index(fields=["about", "id"], name="entry_about"),
            models.Index(fields=["actor", "id"], name="entry_actor"),
            models.Index(fields=["subject", "id"], name="entry_subject"),
            models.Index(fields=["position"], name="entry_position"),
        ]


class Look(Row):
    """One response that showed personal data."""

    position = internal(PositionField(help_text=POSITION))
    at = internal(models.DateTimeField(help_text="When."))
    reader = internal(models.UUIDField(null=True, help_text="The user who looked."))
    role = internal(models.CharField(max_length=30, blank=True, help_text="The role they looked in."))
    posting = internal(models.UUIDField(null=True, help_text="The posting they looked in."))
    route = internal(models.CharField(max_length=120, help_text="Name of the route, never its address."))
    purpose = internal(models.CharField(max_length=60, blank=True, help_text="The purpose they stated."))
    request = internal(models.UUIDField(null=True, help_text="The request."))

    class Meta:
        indexes = [
            models.Index(fields=["reader", "id"], name="look_reader"),
            models.Index(fields=["position"], name="look_position"),
        ]


class LookSubject(Row):
    """One person (or referral, or intake) that a response showed, which categories of them, and why they were open."""

    position = internal(PositionField(help_text=POSITION))
    look = internal(models.UUIDField(help_text="The look it belongs to."))
    at = internal(models.DateTimeField(help_text="When."))
    reader = internal(models.UUIDField(null=True, help_text="The user who looked."))
    stream = internal(models.CharField(max_length=20, help_text="The stream of the subject."))
    subject = internal(models.UUIDField(help_text="Whom it was about."))
    categories = internal(ArrayField(models.CharField(max_length=20), help_text="What was shown of them."))
    bases = internal(
        ArrayField(
            models.CharField(max_length=20),
            default=list,
            help_text="Why it was open to them: unit, care team, consent.",
        )
    )

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="looksubject_subject"),
            models.Index(fields=["look"], name="looksubject_look"),
            models.Index(fields=["position"], name="looksubject_position"),
        ]


LOGS: tuple[type[Entry | Look | LookSubject], ...] = (Entry, Look, LookSubject)
"""What is sealed, all in one order."""


class Block(Row):
    """Log rows sealed together, from one place in their order to another. Nobody changes or deletes one."""

    number = internal(models.BigIntegerField(unique=True, help_text="1 for the first; none is left out."))
    after = internal(models.BigIntegerField(help_text="The place after which it begins: where the one before ends."))
    upto = internal(models.BigIntegerField(help_text="The place with which it ends."))
    tables = internal(models.JSONField(help_text="How many rows of which tables."))
    leaves = internal(models.BinaryField(help_text="Of each row, in order, its id and the digest of its content."))
    root = internal(models.BinaryField(help_text="Root of the Merkle tree over the leaves."))
    previous = internal(models.BinaryField(help_text="Hash of the block before; empty for the first."))
    sealed_at = internal(models.DateTimeField(help_text="When."))
    key = internal(models.CharField(max_length=16, help_text="Which key made the code: a digest's beginning."))
    mac = internal(models.BinaryField(help_text="Authentication code over all but the leaves, which the root covers."))
