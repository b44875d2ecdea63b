"""Languages met in the city, by ISO 639-3 code, in the order of their English names."""

from typing import Final

from django.utils.translation import gettext_lazy as _

LANGUAGES: Final = (
    ("amh", _("Amharic")),
    ("ara", _("Arabic")),
    ("yue", _("Cantonese")),
    ("crk", _("Cree")),
    ("prs", _("Dari")),
    ("chp", _("Dene")),
    ("eng", _("English")),
    ("fra", _("French")),
    ("hin", _("Hindi")),
    ("kor", _("Korean")),
    ("cmn", _("Mandarin")),
    ("crg", _("Michif")),
    ("npi", _("Nepali")),
    ("orm", _("Oromo")),
    ("pus", _("Pashto")),
    ("pol", _("Polish")),
    ("pan", _("Punjabi")),
    ("som", _("Somali")),
    ("spa", _("Spanish")),
    ("swa", _("Swahili")),
    ("tgl", _("Tagalog")),
    ("tir", _("Tigrinya")),
    ("ukr", _("Ukrainian")),
    ("urd", _("Urdu")),
    ("vie", _("Vietnamese")),
)
NAMES: Final = dict(LANGUAGES)


def named(codes: list[str]) -> str:
    """Return languages in words, in the reader's language; a code we have no word for as it is."""
    return ", ".join(str(NAMES.get(code, code)) for code in codes)
