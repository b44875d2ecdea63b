"""The words of mails."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Fate(TextChoices):
    """What a mail turned out to be, and so where it went."""

    WAITING = "waiting", _("To be looked at")
    INVITATION = "invitation", _("It became an invitation")
    MESSAGE = "message", _("It belongs to an invitation")
    CALENDAR = "calendar", _("It answers a calendar invitation")
    AUTOMATIC = "automatic", _("An automatic answer")
    BOUNCE = "bounce", _("A mail of ours that could not be delivered")
    OURS = "ours", _("A mail of our own that came back")
    STRANGER = "stranger", _("A calendar answer from somebody who was not asked")
    SET_ASIDE = "set_aside", _("Set aside by the coordinator")


class Doubt(TextChoices):
    """Why what a mail seems to say is not sure."""

    EITHER_DAY = "either_day", _("This can be read as two days. Which one?")
    EITHER_TIME = "either_time", _("Morning or afternoon? It does not say.")
    SEVERAL = "several", _("The mail names several. Which one?")
    PAST = "past", _("That day had passed when the mail came.")
    NO_SUCH_DAY = "no_such_day", _("There is no such day in the calendar.")
    NO_SUCH_TIME = "no_such_time", _("There is no such time: the clocks change that night.")
    WEEKDAY = "weekday", _("The weekday and the date do not fit.")
    BACKWARDS = "backwards", _("The end comes before the start.")
    ZONES = "zones", _("Another time zone is named. Look at the time.")
    FORWARDED = "forwarded", _("Read from a mail that was passed on.")


class Sort(TextChoices):
    """What a mail is by its headers alone."""

    PERSONAL = "personal", _("Written by somebody")
    UNATTENDED = "unattended", _("Sent by a program, or from an address that nobody reads")
    AUTOMATIC = "automatic", _("An automatic answer, or a mail to many")
    BOUNCE = "bounce", _("It could not be delivered")
