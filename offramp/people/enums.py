"""Kinds of name, ways of contact, how a person is, the languages people speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offramp.access.enums import Category


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


REVEALS: Final[Mapping[Status, Category]] = {
    Status.ACTIVE: Category.IDENTITY,
    Status.DECLINED: Category.IDENTITY,
    Status.IN_HOSPITAL: Category.HEALTH,
    Status.IN_CUSTODY: Category.CONTACT_LOG,
    Status.MISSING: Category.IDENTITY,
    Status.MOVED: Category.IDENTITY,
    Status.DECEASED: Category.IDENTITY,
}
"""What each status tells by its mere name: whoever may not see that category sees the status before."""

STOPS_REMINDERS: Final = frozenset({Status.DECLINED, Status.DECEASED})


class Match(TextChoices):
    """How a search found somebody."""

    NUMBER = "number", _("File number")
    EXACT = "exact", _("Same name")
    SWAPPED = "swapped", _("Other order")
    BEGINS = "begins", _("Begins alike")
    PART = "part", _("Part of the name")
    SOUND = "sound", _("Sounds alike")
    SPELLING = "spelling", _("Near spelling")


@dataclass(frozen=True, slots=True)
class GivenName:
    """A name as it was given, and what kind of name it is."""

    kind: NameKind
    text: str


LANGUAGES: Final[Mapping[str, str | Promise]] = {
    "eng": _("English"),
    "fra": _("French"),
    "crk": _("Plains Cree (nêhiyawêwin)"),
    "cwd": _("Woods Cree (nīhithawīwin)"),
    "chp": _("Dene (Dënesųłinë́)"),
    "bla": _("Blackfoot (Siksiká)"),
    "sto": _("Stoney (Îyârhe)"),
    "crg": _("Michif"),
    "ike": _("Inuktitut"),
    "ase": _("American Sign Language"),
    "amh": _("Amharic"),
    "ara": _("Arabic"),
    "ben": _("Bengali"),
    "prs": _("Dari"),
    "guj": _("Gujarati"),
    "hin": _("Hindi"),
    "kin": _("Kinyarwanda"),
    "kor": _("Korean"),
    "kmr": _("Kurdish (Kurmanji)"),
    "cmn": _("Mandarin"),
    "nep": _("Nepali"),
    "orm": _("Oromo"),
    "pus": _("Pashto"),
    "pes": _("Persian"),
    "pol": _("Polish"),
    "por": _("Portuguese"),
    "pan": _("Punjabi"),
    "rus": _("Russian"),
    "som": _("Somali"),
    "spa": _("Spanish"),
    "swa": _("Swahili"),
    "tgl": _("Tagalog"),
    "tir": _("Tigrinya"),
    "ukr": _("Ukrainian"),
    "urd": _("Urdu"),
    "vie": _("Vietnamese"),
    "yue": _("Cantonese"),
}
"""Languages offered in forms, by ISO 639-3. Others may be stored by their code."""


class NoticeWay(TextChoices):
    """How somebody was given the collection notice."""

    ALOUD = "aloud", _("Told aloud")
    PAPER = "paper", _("On paper")
    SCREEN = "screen", _("Shown on a screen")


NOTICE_LANGUAGES: Final = (("en", "English"), ("fr", "Français"))
