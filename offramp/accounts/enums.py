"""Units, tiers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    PATROL = "patrol", _("Patrol")
    HELP = "help", _("HELP")
    PACE = "pace", _("PACE")
    PREVENTION = "prevention", _("Crime prevention & diversion")
    OFFICE = "office", _("Office")


class Tier(TextChoices):
    """HELP works in two tiers: the core team since 2021, a team at each patrol branch since."""

    CORE = "core", _("Core team")
    BRANCH = "branch", _("Branch team")
