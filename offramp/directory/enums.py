"""What services do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ServiceKind(TextChoices):
    """Kinds of help a partner gives. Those in `REVEALS_HEALTH` tell of health by their mere name."""

    SHELTER = "shelter", _("Shelter")
    HOUSING = "housing", _("Housing")
    INCOME = "income", _("Income support")
    DOCUMENTS = "documents", _("Identity documents")
    EMPLOYMENT = "employment", _("Employment")
    CULTURE = "culture", _("Cultural support")
    FAMILY = "family", _("Family support")
    LEGAL = "legal", _("Legal help")
    FOOD = "food", _("Food and clothing")
    ADDICTIONS = "addictions", _("Addictions support")
    DETOX = "detox", _("Detox")
    MEDICAL = "medical", _("Medical care")
    MENTAL_HEALTH = "mental_health", _("Mental health care")


REVEALS_HEALTH = frozenset({ServiceKind.ADDICTIONS, ServiceKind.DETOX, ServiceKind.MEDICAL, ServiceKind.MENTAL_HEALTH})
