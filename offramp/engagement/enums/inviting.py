"""The words of an invitation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    BARBECUE = "barbecue", _("Barbecue or block party")
    CULTURAL = "cultural", _("Cultural celebration")
    FESTIVAL = "festival", _("Festival")
    SPORT = "sport", _("Sport or fitness")
    PREVENTION = "prevention", _("Crime prevention")
    LINC = "linc", _("Language class for newcomers (LINC)")
    PRESENTATION = "presentation", _("Presentation")
    FORUM = "forum", _("Community forum")
    DIALOGUE = "dialogue", _("Dialogue between cultures")
    OTHER = "other", _("Something else")


class Door(TextChoices):
    """How an invitation came."""

    PAGE = "page", _("By the public page")
    MAIL = "mail", _("By e-mail")
    PHONE = "phone", _("By phone, written down by the coordinator")
    COPIED = "copied", _("Copied from an earlier one")


class State(TextChoices):
    RECEIVED = "received", _("Received")
    ASKED = "asked", _("We asked something")
    OFFERED = "offered", _("We offered something else")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    PASSED_ON = "passed_on", _("Passed on")
    JOINED = "joined", _("Together with another invitation")
    CANCELLED = "cancelled", _("Called off by who invited")


OPEN = frozenset({State.RECEIVED, State.ASKED, State.OFFERED})
"""The states in which an invitation waits for a decision."""


class Verdict(TextChoices):
    """What the coordinator decided."""

    ACCEPT = "accept", _("Accept")
    ASK = "ask", _("Ask")
    OFFER = "offer", _("Offer something else")
    DECLINE = "decline", _("Decline")
    PASS_ON = "pass_on", _("Pass on")


LEADS_TO = {
    Verdict.ACCEPT: State.ACCEPTED,
    Verdict.ASK: State.ASKED,
    Verdict.OFFER: State.OFFERED,
    Verdict.DECLINE: State.DECLINED,
    Verdict.PASS_ON: State.PASSED_ON,
}


class Instead(TextChoices):
    """What can be offered when the day is too near, or nobody is free."""

    LATER_DATE = "later_date", _("A later date")
    DIVISIONAL = "divisional", _("A member of the division nearby")
    MATERIAL = "material", _("Material to hand out")
    PHONE_TALK = "phone_talk", _("A talk by phone")


class Age(TextChoices):
    CHILDREN = "children", _("Children")
    YOUTH = "youth", _("Youth")
    ADULTS = "adults", _("Adults")
    SENIORS = "seniors", _("Seniors")


class Dress(TextChoices):
    NO_WISH = "no_wish", _("No wish")
    UNIFORM = "uniform", _("In uniform")
    PLAIN = "plain", _("In plain clothes")


class Wish(TextChoices):
    NO_WISH = "no_wish", _("No wish")
    PLEASE = "please", _("Please")
    PLEASE_NOT = "please_not", _("Please not")


class Side(TextChoices):
    """Who wrote a message."""

    ORGANISER = "organiser", _("Who invites")
    PACE = "pace", _("PACE")


class Priority(TextChoices):
    """In which order invitations are suggested, never more than a suggestion."""

    FIRST = "first", _("First")
    NEXT = "next", _("Next")
    THEN = "then", _("Then")


class Notice(TextChoices):
    """How an invitation stands to the lead time."""

    ENOUGH = "enough", _("Early enough")
    SHORT = "short", _("Later than we ask for")
    PAST = "past", _("The day has passed")


class WhyEnded(TextChoices):
    """Why a secret link was ended."""

    WRONG_ADDRESS = "wrong_address", _("It went to a wrong address")
    LEAKED = "leaked", _("Somebody else may have it")
    LOST = "lost", _("They lost it")
    WISHED = "wished", _("They wished it")
