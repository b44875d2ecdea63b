"""Who goes where: what an event needs, who holds a place, what calendars were told, a month proposed at once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import EngagementCategory
from offramp.access.models import Wall
from offramp.accounts.models import User
from offramp.engagement.enums import Course, Hours, How, Method, Place, Progress, Way
from offramp.engagement.models.invitations import InvitationRow, UnitRow
from offramp.engagement.models.members import Member
from offramp.kernel.data import internal, personal
from offramp.kernel.models import tied

E = EngagementCategory


class Need(InvitationRow):
    """What an accepted event needs: how many members, with which trainings."""

    wall = Wall(E.EVENTS, subjects=("invitation_id",), unit="unit_id")

    at_least = internal(models.PositiveSmallIntegerField(default=1, help_text="Fewer than so many is understaffed."))
    at_most = internal(models.PositiveSmallIntegerField(default=2, help_text="More than so many are not asked."))
    courses = internal(
        ArrayField(
            models.CharField(max_length=20, choices=Course),
            default=list,
            help_text="Trainings each member needs to hold on that day.",
        )
    )
    warned_at = internal(models.DateTimeField(null=True, help_text="When members were told that it is understaffed."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation"], name="need_once"),
            models.CheckConstraint(condition=models.Q(at_most__gte=models.F("at_least")), name="need_has_room"),
        ]


class Assignment(InvitationRow):
    """A member's place at an event: wished, asked, confirmed, or given up. One row for each member and event."""

    wall = Wall(E.ROSTER, subjects=("id", "invitation_id", "member_id"), unit="unit_id", author="user_id")

    member = internal(models.ForeignKey(Member, models.PROTECT, related_name="assignments", help_text="Who."))
    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Their account."))
    place = internal(models.CharField(max_length=10, choices=Place, help_text="Where they stand with it."))
    how = internal(models.CharField(max_length=10, choices=How, help_text="How they came to it."))
    hours = internal(
        models.CharField(max_length=12, choices=Hours, default=Hours.ON_DUTY, help_text="What the hours are to them.")
    )
    locked = internal(models.BooleanField(default=False, help_text="A new proposal leaves it as it is."))
    asked_at = internal(models.DateTimeField(help_text="When they were asked, or signed up."))
    answered_at = internal(models.DateTimeField(null=True, help_text="When they last answered."))
    answered_by = internal(models.CharField(max_length=12, choices=Way, blank=True, help_text="By which way."))
    reminded_hours = internal(
        models.PositiveSmallIntegerField(null=True, help_text="The last reminder that went out, in hours before.")
    )
    briefed_at = internal(models.DateTimeField(null=True, help_text="When the brief was sent to them."))
    link = internal(models.UUIDField(unique=True, help_text="The secret link by which they answer without signing in."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["member", "place"], name="assignment_of_member")]
        constraints = [models.UniqueConstraint(fields=["invitation", "member"], name="assignment_once")]


class AssignmentRow(InvitationRow):
    """A row of one member's place at one event."""

    assignment = internal(
        models.ForeignKey(Assignment, models.PROTECT, related_name="%(class)ss", help_text="Whose place.")
    )

    class Meta:
        abstract = True


class Release(AssignmentRow):
    """A member's supervisor is asked whether they can be released, and answers by a link."""

    wall = Wall(E.ROSTER, subjects=("assignment_id",), unit="unit_id")

    link = internal(models.UUIDField(unique=True, help_text="The secret link by which the supervisor answers."))
    asked_at = internal(models.DateTimeField(help_text="When the supervisor was asked."))
    mailed_at = internal(models.DateTimeField(null=True, help_text="When the mail went out."))
    answered_at = internal(models.DateTimeField(null=True, help_text="When the supervisor answered."))
    released = internal(models.BooleanField(null=True, help_text="Whether they are released."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment"], name="release_once"),
            tied("release_answered", "answered_at", "released"),
        ]


class ToldOtherwise(AssignmentRow):
    """What a member told the coordinator, where they come although they had said that they can't then."""

    wall = Wall(E.MEMBER, unit="unit_id", author="user_id")

    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="The member's account."))
    text = personal(models.CharField(max_length=300, help_text="What they told."))
    noted_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Whom they told it."))
    noted_at = internal(models.DateTimeField(help_text="When it was written down."))

    class Meta:
        verbose_name_plural = "told otherwise"
        ordering = ["noted_at", "id"]


class Swap(AssignmentRow):
    """A member offers their place to a colleague, who takes it over or not."""

    wall = Wall(E.ROSTER, unit="unit_id", author="user_id")

    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who offers it."))
    to = internal(models.ForeignKey(Member, models.PROTECT, related_name="swaps", help_text="To whom."))
    offered_at = internal(models.DateTimeField(help_text="When."))
    mailed_at = internal(models.DateTimeField(null=True, help_text="When the mail to the colleague went out."))
    ended_at = internal(models.DateTimeField(null=True, help_text="When it was taken over, declined or taken back."))
    taken = internal(models.BooleanField(null=True, help_text="Whether it was taken over."))

    class Meta:
        ordering = ["offered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=models.Q(ended_at__isnull=True), name="swap_open_once"
            ),
            tied("swap_ended", "ended_at", "taken"),
        ]


class Appeal(InvitationRow):
    """A member who could go was written to, once, that an event lacks members."""

    wall = Wall(E.ROSTER, unit="unit_id", author="user_id")

    member = internal(models.ForeignKey(Member, models.PROTECT, related_name="appeals", help_text="To whom."))
    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Their account."))
    made_at = internal(models.DateTimeField(help_text="When it was found that they could go."))
    mailed_at = internal(models.DateTimeField(null=True, help_text="When the mail went out."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "member"], name="appeal_once")]


class Entry(AssignmentRow):
    """What a member's calendar was last told about an event, by mail and by feed, under one UID."""

    wall = Wall(E.ROSTER, subjects=("assignment_id", "member_id"), unit="unit_id", author="user_id")

    member = internal(models.ForeignKey(Member, models.PROTECT, related_name="entries", help_text="Whose calendar."))
    user = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Their account."))
    uid = internal(models.CharField(max_length=120, unique=True, help_text="The UID of RFC 5545, the same everywhere."))
    sequence = internal(models.PositiveIntegerField(default=0, help_text="Rises with each change that matters."))
    method = internal(models.CharField(max_length=10, choices=Method, help_text="What the calendar was told to do."))
    summary = internal(models.CharField(max_length=200, help_text="What it says."))
    location = internal(models.CharField(max_length=300, help_text="Where."))
    starts_at = internal(models.DateTimeField(help_text="When it begins."))
    minutes = internal(models.PositiveIntegerField(help_text="How long, in minutes."))
    told_at = internal(models.DateTimeField(help_text="When this became so: the DTSTAMP."))
    mailed_sequence = internal(
        models.IntegerField(default=-1, help_text="The sequence that was mailed last; -1 before the first.")
    )

    class Meta:
        verbose_name_plural = "entries"
        constraints = [models.UniqueConstraint(fields=["assignment"], name="entry_once")]


class Proposal(UnitRow):
    """A month's roster, proposed at once, for the coordinator to look at and take over.

    Its reasons tell what members can, know and wish: so it stands where those facts stand.
    """

    wall = Wall(E.MEMBER, unit="unit_id")

    month = internal(models.DateField(help_text="The first day of the month."))
    asked_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who asked for it."))
    asked_at = internal(models.DateTimeField(help_text="When."))
    progress = internal(
        models.CharField(max_length=10, choices=Progress, default=Progress.WAITING, help_text="Where it stands.")
    )
    best = internal(models.FloatField(null=True, help_text="The value of the best roster so far, in points."))
    bound = internal(models.FloatField(null=True, help_text="No roster can have more points than this."))
    seconds = internal(models.FloatField(null=True, help_text="How long it was worked on, in seconds."))
    chosen = personal(
        models.JSONField(default=list, help_text="Each place: invitation, member, locked, and the reasons as codes.")
    )
    unfilled = personal(
        models.JSONField(default=list, help_text="Each event that lacks members: invitation, how many, why as codes.")
    )
    moved_at = internal(models.DateTimeField(help_text="When it last moved on."))

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["unit", "month", "-asked_at"], name="proposal_of_month")]
