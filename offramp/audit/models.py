"""What was changed and what was seen, as ids, verbs and field names, never content.

Rows here name others by id without foreign keys, and the runtime role may only insert and select. The tables
grow for ever, so they are partitioned by month along their UUIDv7 keys (see the first migration).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.kernel.data import internal
from offramp.kernel.identity import ActorKind
from offramp.kernel.models import Row


class Entry(Row):
    """Something was done, or refused."""

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
        ]


class Look(Row):
    """One response that showed personal data."""

    at = internal(models.DateTimeField(help_text="When."))
    reader = internal(models.UUIDField(null=True, help_text="The user who looked."))
    role = internal(models.CharField(max_length=30, blank=True, help_text="The role they looked in."))
    posting = internal(models.UUIDField(null=True, help_text="The posting they looked in."))
    route = internal(models.CharField(max_length=120, help_text="Name of the route, never its address."))
    purpose = internal(models.CharField(max_length=60, blank=True, help_text="The purpose they stated."))
    request = internal(models.UUIDField(null=True, help_text="The request."))

    class Meta:
        indexes = [models.Index(fields=["reader", "id"], name="look_reader")]


class LookSubject(Row):
    """One person (or referral, or intake) that a response showed, and which categories of them."""

    look = internal(models.UUIDField(help_text="The look it belongs to."))
    at = internal(models.DateTimeField(help_text="When."))
    reader = internal(models.UUIDField(null=True, help_text="The user who looked."))
    stream = internal(models.CharField(max_length=20, help_text="The stream of the subject."))
    subject = internal(models.UUIDField(help_text="Whom it was about."))
    categories = internal(ArrayField(models.CharField(max_length=20), help_text="What was shown of them."))

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="looksubject_subject"),
            models.Index(fields=["look"], name="looksubject_look"),
        ]
