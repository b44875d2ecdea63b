"""The words of calendars."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Lead(IntegerChoices):
    """How long before an event a member may be reminded, in hours."""

    HOUR = 1, _("1 hour before")
    HOURS = 3, _("3 hours before")
    DAY = 24, _("1 day before")
    DAYS = 48, _("2 days before")
    WEEK = 168, _("1 week before")


class Show(TextChoices):
    """The ways to look at a calendar."""

    MONTH = "month", _("Month")
    WEEK = "week", _("Week")
    LIST = "list", _("List")


class Staffing(TextChoices):
    """Whether enough members come to an event."""

    ENOUGH = "enough", _("Enough coming")
    WAITS = "waits", _("Answers missing")
    SHORT = "short", _("Too few")
    NOBODY = "nobody", _("Nobody yet")
