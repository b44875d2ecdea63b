"""Units, tiers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    PATROL = "patrol", _("Patrol")
    HELP = "help", _("HELP")
    PACE = "pace", _("PACE")
    DIVERSION = "diversion", _("Diversion")
    PREVENTION = "prevention", _("Crime prevention & diversion")
    OFFICE = "office", _("Office")
    YOUNG_PEOPLE = "young", _("Young people support")


SUPPORT = (UnitKind.HELP, UnitKind.YOUNG_PEOPLE)
"""The kinds of unit that keep files of people: they work by the same pages, and neither sees the other's people."""


class Tier(TextChoices):
    """HELP works in two tiers: the core team since 2021, a team at each patrol branch since. Others have one team."""

    CORE = "core", _("Core team")
    BRANCH = "branch", _("Branch team")
    CITYWIDE = "citywide", _("Citywide team")
