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
