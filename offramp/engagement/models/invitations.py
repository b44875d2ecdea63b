"""Invitations of communities, who sent them, what was written about them, what was decided.

Nothing here names a person in anybody's care. Contacts and letters stand in tables of their own, behind the wall:
the coordinator reads them, and who holds the secret link of that one invitation.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from offramp.access.enums import EngagementCategory
from offramp.access.models import Wall
from offramp.accounts.models import Unit, User
from offramp.areas.models import Neighbourhood
from offramp.engagement.enums import Age, Door, Dress, EventKind, Instead, Side, State, Verdict, WhyEnded, Wish
from offramp.kernel.data import internal, personal
from offramp.kernel.models import Row

E = EngagementCategory


class UnitRow(Row):
    """A row of the unit that runs PACE."""

    unit = internal(models.ForeignKey(Unit, models.PROTECT, related_name="+", help_text="The unit that runs PACE."))

    class Meta:
        abstract = True


class Organisation(UnitRow):
    """A community organisation that invites."""

    wall = Wall(E.EVENTS, unit="unit_id")

    name = internal(models.CharField(max_length=200, help_text="What it is called."))
    communities = internal(
        ArrayField(
            models.CharField(max_length=80), default=list, help_text="The communities it speaks for, as it says."
        )
    )
    neighbourhood = internal(
        models.ForeignKey(
            Neighbourhood, models.PROTECT, null=True, related_name="+", help_text="Where it is at home; may be unknown."
        )
    )
    known_since = internal(models.DateTimeField(help_text="When it was first written down."))

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="organisation_named_once")]

    def __str__(self) -> str:
        return self.name


class Invitation(UnitRow):
    """A community asks for members at its event, in its own words, and as it changed them."""

    wall = Wall(E.EVENTS, subjects=("id",), unit="unit_id", definers=("counts",))

    number = internal(models.CharField(max_length=20, unique=True, help_text="What to call it by, on both sides."))
    door = internal(models.CharField(max_length=10, choices=Door, help_text="How it came."))
    state = internal(
        models.CharField(max_length=10, choices=State, default=State.RECEIVED, help_text="Where it stands.")
    )
    received_at = internal(models.DateTimeField(help_text="When it came."))
    described_at = internal(models.DateTimeField(help_text="When who invites last said what it is about."))
    answer_by = internal(models.DateField(help_text="The day by which who invites was promised an answer."))
    organisation = internal(
        models.ForeignKey(
            Organisation,
            models.PROTECT,
            null=True,
            related_name="invitations",
            help_text="The organisation, once known.",
        )
    )
    organisation_name = internal(models.CharField(max_length=200, help_text="Who invites, as they wrote it."))
    kind = internal(models.CharField(max_length=20, choices=EventKind, help_text="What kind of event."))
    title = internal(models.CharField(max_length=200, blank=True, help_text="What the event is called."))
    starts_at = internal(models.DateTimeField(help_text="When it begins."))
    minutes = internal(models.PositiveIntegerField(help_text="How long it lasts, in minutes."))
    place = internal(models.CharField(max_length=300, help_text="Where it is."))
    neighbourhood = internal(
        models.ForeignKey(
            Neighbourhood, models.PROTECT, null=True, related_name="+", help_text="In which one, if known."
        )
    )
    expected = internal(models.PositiveIntegerField(null=True, help_text="How many people are expected."))
    ages = internal(ArrayField(models.CharField(max_length=10, choices=Age), default=list, help_text="Their ages."))
    languages = internal(
        ArrayField(models.CharField(max_length=3), default=list, help_text="Languages spoken there, by ISO 639-3 code.")
    )
    hoped_for = internal(models.TextField(blank=True, help_text="What is hoped for from the visit."))
    access_needs = internal(models.TextField(blank=True, help_text="What is needed so that everybody can take part."))
    protocol = internal(models.TextField(blank=True, help_text="What to know: protocol, an Elder, a ceremony."))
    dress = internal(models.CharField(max_length=10, choices=Dress, default=Dress.NO_WISH, help_text="How to come."))
    marked_vehicle = internal(
        models.CharField(
            max_length=10, choices=Wish, default=Wish.NO_WISH, help_text="Whether a marked vehicle may come."
        )
    )
    firearms = internal(
        models.CharField(max_length=10, choices=Wish, default=Wish.NO_WISH, help_text="Whether firearms may be worn.")
    )
    photographs = internal(
        models.CharField(
            max_length=10, choices=Wish, default=Wish.NO_WISH, help_text="Whether photographs may be taken."
        )
    )
    follows = internal(
        models.ForeignKey(
            "self", models.PROTECT, null=True, related_name="followed_by", help_text="Last time's, where it recurs."
        )
    )
    same_as = internal(
        models.ForeignKey(
            "self", models.PROTECT, null=True, related_name="doubles", help_text="The one that asks for the same event."
        )
    )
    link = internal(models.UUIDField(unique=True, help_text="The secret link of who invites."))
    version = internal(models.PositiveIntegerField(default=1, help_text="Rises with each change, for two editors."))

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state", "answer_by"], name="invitation_waiting"),
            models.Index(fields=["unit", "starts_at"], name="invitation_by_day"),
            models.Index(fields=["organisation", "-starts_at"], name="invitation_of_organisation"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__gt=0), name="invitation_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.organisation_name}"


class InvitationRow(UnitRow):
    """A row of one invitation."""

    invitation = internal(
        models.ForeignKey(Invitation, models.PROTECT, related_name="%(class)ss", help_text="Which invitation.")
    )

    class Meta:
        abstract = True


class Inviter(InvitationRow):
    """Whom to answer: a name and a way to reach them."""

    wall = Wall(E.ORGANISER, subjects=("invitation_id",), unit="unit_id")

    name = personal(models.CharField(max_length=200, help_text="Who wrote."))
    email = personal(models.EmailField(blank=True, help_text="Where to write to."))
    phone = personal(models.CharField(max_length=40, blank=True, help_text="Where to call."))
    language = personal(models.CharField(max_length=10, default="en", help_text="In which language to answer."))
    told_at = internal(models.DateTimeField(null=True, help_text="When they were written to that the invitation came."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation"], name="one_inviter_for_an_invitation")]


class Message(InvitationRow):
    """What one side wrote to the other about an invitation."""

    wall = Wall(E.ORGANISER, subjects=("invitation_id",), unit="unit_id")

    side = internal(models.CharField(max_length=10, choices=Side, help_text="Who wrote it."))
    written_by = internal(
        models.ForeignKey(
            User, models.PROTECT, null=True, related_name="+", help_text="The member of PACE who wrote it."
        )
    )
    written_at = internal(models.DateTimeField(help_text="When."))
    text = personal(models.TextField(help_text="What was written."))
    mailed_at = internal(models.DateTimeField(null=True, help_text="When it went out by e-mail."))

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["invitation", "written_at"], name="message_of_invitation")]


class Decision(InvitationRow):
    """What was decided about an invitation, by whom, and why: for the unit alone. The letter is a message."""

    wall = Wall(E.EVENTS, unit="unit_id")

    verdict = internal(models.CharField(max_length=10, choices=Verdict, help_text="What was decided."))
    reason = internal(models.TextField(blank=True, help_text="Why, for the unit."))
    instead = internal(
        ArrayField(
            models.CharField(max_length=20, choices=Instead), default=list, help_text="What was offered instead."
        )
    )
    passed_to = internal(models.CharField(max_length=200, blank=True, help_text="To which unit or agency it went."))
    decided_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who decided."))
    decided_at = internal(models.DateTimeField(help_text="When."))

    class Meta:
        ordering = ["decided_at", "id"]


class EndedLink(InvitationRow):
    """A secret link of who invites that opens nothing any more."""

    wall = Wall(E.EVENTS, unit="unit_id")

    link = internal(models.UUIDField(unique=True, help_text="Which link."))
    why = internal(models.CharField(max_length=20, choices=WhyEnded, help_text="Why."))
    ended_by = internal(models.ForeignKey(User, models.PROTECT, related_name="+", help_text="Who ended it."))
    ended_at = internal(models.DateTimeField(help_text="When."))

    class Meta:
        ordering = ["ended_at", "id"]
