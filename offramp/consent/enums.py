"""How consent is given, and whether somebody can decide now."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Method(TextChoices):
    WRITTEN = "written", _("Written")
    ELECTRONIC = "electronic", _("Electronic")
    ORAL = "oral", _("Oral")


class Ability(TextChoices):
    """Whether the person can decide now. "Not now" is a full answer and records no consent."""

    ABLE = "able", _("Yes, able to decide now")
    NOT_NOW = "not_now", _("Not now")
    GUARDIAN = "guardian", _("A guardian or trustee decides")


class Recipient(TextChoices):
    AGENCY = "agency", _("A partner agency")
    OFFICERS = "officers", _("The HELP officers on the care team")
