"""Answers an agency gives, and why it declines."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AnswerKind(TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    ASKED = "asked", _("Asked a question")


class DeclineReason(TextChoices):
    FULL = "full", _("No place free")
    NOT_ELIGIBLE = "not_eligible", _("Does not fit the program")
    NOT_REACHED = "not_reached", _("Could not be reached")
    PERSON_DECLINED = "person_declined", _("The person did not want it")
    ELSEWHERE = "elsewhere", _("Better served elsewhere")
    OTHER = "other", _("Another reason")


class State(TextChoices):
    SENT = "sent", _("Sent, no answer yet")
    ASKED = "asked", _("Asked back")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    REVOKED = "revoked", _("Called back")
