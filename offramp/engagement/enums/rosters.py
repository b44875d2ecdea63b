"""The words of members and rosters."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """The steps from helping once to being a member, in their order."""

    HELPED = "helped", _("Helped at an event")
    TRAINED = "trained", _("Trained")
    ASKED = "asked", _("Asked to join")
    APPROVED = "approved", _("Approved")


class Level(TextChoices):
    """How well a language is spoken."""

    GREETINGS = "greetings", _("Greetings")
    TALK = "talk", _("Can talk with people")
    FLUENT = "fluent", _("Fluent")
    FIRST = "first", _("First language")


class Course(TextChoices):
    """The trainings of PACE."""

    EMPATHY = "empathy", _("Vulnerability and empathy")
    BIAS = "bias", _("Bias awareness")
    HISTORIC_TRAUMA = "historic_trauma", _("Indigenous historic trauma")
    ANTI_RACISM = "anti_racism", _("Anti-racism theory")
    LINC_INSTRUCTOR = "linc_instructor", _("LINC instructor")


class Place(TextChoices):
    """Where a member stands with an event."""

    WISHED = "wished", _("Signed up")
    ASKED = "asked", _("Asked, no answer yet")
    CONFIRMED = "confirmed", _("Coming")
    DECLINED = "declined", _("Can't come")
    DROPPED = "dropped", _("Dropped out")
    REMOVED = "removed", _("Taken off")


HOLDING = frozenset({Place.ASKED, Place.CONFIRMED})
"""The places that fill a need: whoever holds one is not free at that time."""


class How(TextChoices):
    """How a member came to be rostered."""

    SIGNED_UP = "signed_up", _("They signed up")
    REQUESTED = "requested", _("We asked them")
    BY_HAND = "by_hand", _("Put in by hand")
    PROPOSED = "proposed", _("Proposed with the month")
    SWAPPED = "swapped", _("Swapped with a colleague")


class Hours(TextChoices):
    """What the hours of an event are to a member."""

    ON_DUTY = "on_duty", _("On duty")
    OVERTIME = "overtime", _("Overtime")
    VOLUNTEERED = "volunteered", _("Volunteered")


class Way(TextChoices):
    """By which way an answer came."""

    PAGE = "page", _("On their page")
    LINK = "link", _("By the link in a mail")
    MAIL = "mail", _("By answering the calendar invitation")
    COORDINATOR = "coordinator", _("Told to the coordinator")


class Method(TextChoices):
    """What a mail tells a calendar to do (RFC 5546)."""

    REQUEST = "REQUEST", _("Invitation")
    CANCEL = "CANCEL", _("Taken off")


class Progress(TextChoices):
    """Where a proposal for a month stands."""

    WAITING = "waiting", _("Waiting to start")
    RUNNING = "running", _("Being worked out")
    READY = "ready", _("Ready to look at")
    TAKEN = "taken", _("Taken over")
    FAILED = "failed", _("It did not work")
