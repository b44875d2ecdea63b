"""The directory of work units, and what is handed to them."""

from django.db import models

from offramp.accounts.models import Unit, User
from offramp.kernel.data import internal
from offramp.kernel.models import Row
from offramp.prevention.enums import Reply
from offramp.prevention.models.problems import Problem
from offramp.prevention.models.responses import Response


class WorkUnit(Row):
    """A part of the service that does one kind of work. Its name is the service's own."""

    name = internal(models.CharField(max_length=120, unique=True, help_text="What it is called."))
    does = internal(models.CharField(max_length=300, help_text="What it does."))
    reach = internal(models.CharField(max_length=200, blank=True, help_text="How it is reached: an office, a line."))
    takes_hand_offs = internal(models.BooleanField(default=True, help_text="Whether problems can be handed to it."))
    unit = internal(
        models.ForeignKey(
            Unit, models.PROTECT, null=True, related_name="+", help_text="Whose accounts answer for it, if anybody's."
        )
    )
    starts_on = internal(models.DateField(help_text="First day."))
    ends_on = internal(models.DateField(null=True, help_text="Last day; empty while it lasts."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class HandOff(Row):
    """A problem, or one action about it, is handed to a work unit with what is asked and by when."""

    problem = internal(models.ForeignKey(Problem, models.PROTECT, related_name="hand_offs", help_text="Which problem."))
    response = internal(
        models.ForeignKey(
            Response, models.PROTECT, null=True, related_name="hand_offs", help_text="The one action, if it is one."
        )
    )
    work_unit = internal(models.ForeignKey(WorkUnit, models.PROTECT, related_name="hand_offs", help_text="To whom."))
    asked = internal(models.TextField(help_text="What is asked, without names."))
    due_on = internal(models.DateField(help_text="By when an answer is asked."))
    sent_at = internal(models.DateTimeField(help_text="When it was handed over."))
    sent_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["work_unit", "due_on"], name="hand_off_due")]


class HandOffReply(Row):
    """What a work unit answered, or that it was taken back. Until there is one, the hand-off waits."""

    hand_off = internal(
        models.OneToOneField(HandOff, models.PROTECT, related_name="reply", help_text="To which hand-off.")
    )
    reply = internal(models.CharField(max_length=10, choices=Reply, help_text="Yes, no, or taken back."))
    reason = internal(
        models.CharField(max_length=300, blank=True, help_text="Why not, what they will do, or why it was taken back.")
    )
    told_by = internal(
        models.CharField(max_length=120, blank=True, help_text="The office that said so, where it has no account here.")
    )
    told_on = internal(models.DateField(help_text="On which day they said so."))
    written_at = internal(models.DateTimeField(help_text="When it was written down."))
    written_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="By whom."))
