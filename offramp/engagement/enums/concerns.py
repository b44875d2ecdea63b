"""The words of visits, concerns and answers: communities read them too."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mood(TextChoices):
    WARM = "warm", _("Warm")
    FRIENDLY = "friendly", _("Friendly")
    RESERVED = "reserved", _("Reserved")
    TENSE = "tense", _("Tense")


class Owner(TextChoices):
    """Who takes on a concern."""

    UNIT = "unit", _("A unit of the service")
    AGENCY = "agency", _("A partner agency")
    ORGANISATION = "organisation", _("The organisation itself, with us")


class Outcome(TextChoices):
    """What became of a concern."""

    DID = "did", _("We did")
    COULD_NOT = "could_not", _("We couldn't")


class Stand(TextChoices):
    """Where a concern stands, in the order in which it is looked at."""

    OVERDUE = "overdue", _("Overdue")
    UNOWNED = "unowned", _("No owner yet")
    OPEN = "open", _("Taken on")
    TOLD = "told", _("Told")
    ANSWERED = "answered", _("Answered")
