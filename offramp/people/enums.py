"""Kinds of name, ways of contact, how a person is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NameKind(TextChoices):
    LEGAL = "legal", _("Legal name")
    CHOSEN = "chosen", _("Chosen name")
    NICKNAME = "nickname", _("Nickname or street name")
    FORMER = "former", _("Former name")
    ALIAS = "alias", _("Alias")


class ContactKind(TextChoices):
    PHONE = "phone", _("Phone")
    EMAIL = "email", _("E-mail")
    THROUGH = "through", _("Through somebody")


class Status(TextChoices):
    ACTIVE = "active", _("Active")
    DECLINED = "declined", _("Declined help")
    IN_HOSPITAL = "in_hospital", _("In hospital")
    IN_CUSTODY = "in_custody", _("In custody")
    MISSING = "missing", _("Missing")
    MOVED = "moved", _("Moved away")
    DECEASED = "deceased", _("Deceased")
