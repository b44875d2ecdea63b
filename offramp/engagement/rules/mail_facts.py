"""What a sentence of a mail says of an event besides when it is: kind, place, size, languages, who asks."""

import re
from functools import cache
from typing import Final

import phonenumbers
from django.utils.translation import override

from offramp.engagement.enums import EventKind
from offramp.engagement.languages import LANGUAGES

KINDS: Final = {
    EventKind.BARBECUE: r"barbe?cues?|bbq|block part(?:y|ies)|cookout|potluck|fête de quartier|grillades?",
    EventKind.FESTIVAL: r"festivals?|carnavals?|carnivals?|fairs?|foire",
    EventKind.SPORT: r"soccer|basketball|hockey|cricket|tournaments?|tournois?|sports?|fitness|run/walk|match",
    EventKind.LINC: r"linc|language class(?:es)?|esl|cours de (?:langue|français|anglais)|newcomer class",
    EventKind.PREVENTION: r"crime prevention|safety (?:talk|workshop|session)|fraud|scams?|prévention|fraudes?",
    EventKind.FORUM: r"forums?|town ?hall|public meeting|assemblée",
    EventKind.DIALOGUE: r"dialogues?|circle of talk|sharing circle|cercle de (?:partage|parole)",
    EventKind.PRESENTATION: r"presentations?|présentations?|speak to our|talk to our|guest speaker|conférence"
    r"|career day|workshops?|ateliers?",
    EventKind.CULTURAL: r"cultural|culturelle?|celebrations?|célébrations?|eid|iftar|diwali|nowruz"
    r"|lunar new year|pow ?wow|heritage|patrimoine|independence day|feast|round dance|vaisakhi",
}
_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w'’&.-]*"
_LINK = r"(?:of|for|and|the|de|des|du|la|le|les|et|pour|&|d['’])"
_BODIES = (
    r"Association|Societ(?:y|ies)|Circle|Council|League|Centre|Center|School|Church|Mosque|Temple|Gurdwara|Foundation"
    r"|Club|Network|Committee|Community|Group|Federation|Congregation|Parish|Collective|Alliance|Institute"
)
_FRENCH_BODIES = r"Association|Société|Cercle|Conseil|École|Comité|Fondation|Centre|Paroisse|Réseau|Fédération|Club"
ORGANISATION: Final = (
    re.compile(r"^\s*(?:organi[sz]ation|group|organisme|association|groupe)(?: name)?\s*:\s*(?P<name>.{2,120})$", re.I),
    re.compile(
        rf"(?P<name>\b(?:{_FRENCH_BODIES})(?:\s+(?:de la |de l['’]|des |de |du |d['’]|pour les |pour )[\wÀ-ÿ-]+"
        r"(?:\s+(?!le\b|la\b|les\b|de\b|et\b|pour\b|à\b|qui\b|vous\b)[\wÀ-ÿ-]{3,})?){1,3})"
    ),
    re.compile(
        rf"(?P<name>{_CAPITAL}(?:\s+(?:{_LINK}\s+)*{_CAPITAL}){{0,5}}?\s+(?:{_BODIES})\b(?:\s+of\s+{_CAPITAL})*)"
    ),
    re.compile(
        rf"(?:on behalf of|I represent|representing|au nom d[eu]|de la part d[eu])\s+(?:the |la |le |l['’])?"
        rf"(?P<name>{_CAPITAL}(?:\s+(?:{_LINK}\s+)*{_CAPITAL})*)"
    ),
)
PLACE: Final = (
    re.compile(r"^\s*(?:where|place|location|venue|address|lieu|endroit|adresse|où)\s*:\s*(?P<place>.{3,200})$", re.I),
    re.compile(
        rf"\b(?:at|in)\s+(?:the\s+|our\s+)?(?P<place>(?:{_CAPITAL}|\d+)(?:\s+(?:{_LINK}\s+)*(?:{_CAPITAL}|\d+))*"
        rf"\s+(?:Hall|Centre|Center|Park|School|Church|Mosque|Temple|Gurdwara|Library|Gym|Field|Square|Plaza|Arena|House"
        rf"|Rink|Pavilion|Building|College|Campus|Garden|Gardens)\b(?:\s+{_CAPITAL})*"
        rf"(?:\s*[,(]\s*(?:at\s+)?\d[\w\s.-]{{3,60}})?)"
    ),
    re.compile(
        r"\b(?:à|au|aux|dans)\s+(?:la\s+|le\s+|l['’]|notre\s+)?"
        r"(?P<place>(?:salle|parc|centre|école|église|mosquée|bibliothèque|gymnase|maison|place|temple)\b"
        r"(?:\s+(?!le\b|à\b|de \d|pour\b|pendant\b|et\b|avec\b|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi)"
        r"[\wÀ-ÿ'’-]+){1,7}(?:\s*,\s*\d[\wÀ-ÿ\s.-]{3,60})?)",
        re.I,
    ),
    re.compile(
        r"(?P<place>\b\d{2,5}(?:\s*-\s*\d{1,4})?\s+(?:\d{1,3}[A-Z]?|[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?)\s+"
        r"(?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Blvd|Boulevard|Way|Trail|Crescent)\b\.?(?:\s+(?:NW|SW|NE|SE))?)"
    ),
    re.compile(
        r"\b(?:at|in)\s+(?:the|our)\s+(?P<place>(?:[a-z'’-]+\s+){0,3}(?:hall|centre|center|park|school|church|mosque|library|gym))\b"
    ),
)
_CROWD = (
    r"people|persons|guests|participants|attendees|visitors|kids|children|youth|students|seniors|residents|neighbours"
    r"|members|newcomers|families|personnes|invités|participants|visiteurs|enfants|jeunes|élèves|aînés|gens"
)
_NUMBER = r"\d[\d,\u00a0\u202f ]{0,7}"
SIZE: Final = re.compile(
    rf"(?P<least>{_NUMBER})(?:\s*(?:-|\u2013|to|or|à|ou)\s*(?P<most>{_NUMBER}))?\s*\+?\s+(?:[a-zà-ÿ]+\s+){{0,2}}?"
    rf"(?:{_CROWD})\b|\b(?:expecting|attendance(?: of)?|expected|size|nombre|attendons)\s*:?\s*"
    rf"(?:about |around |up to |environ )?(?P<alone>\d[\d,]{{0,6}})\b(?!\s*(?:[:/]|[ap]\.?m))",
    re.I,
)
DOZENS: Final = {
    r"\bune centaine\b|\ba hundred\b|\bone hundred\b": 100, r"\bune cinquantaine\b": 50, r"\bune trentaine\b": 30,
    r"\bune vingtaine\b": 20, r"\btwo hundred\b|\bdeux cents\b": 200, r"\bfifty\b": 50, r"\bune quarantaine\b": 40,
}  # fmt: skip
SPOKEN: Final = re.compile(
    r"\b(?:speaks?|speaking|spoken|languages?|interpret\w*|translat\w*|bilingual|parl\w+|langues?|traduc\w+|interprèt\w*"
    r"|bilingue)\b",
    re.I,
)
NAMED: Final = (
    re.compile(rf"\b(?i:my name is|je m['’]appelle|mon nom est)\s+(?P<name>{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})"),
    re.compile(rf"^(?i:contact|name|nom)\s*:\s*(?P<name>{_CAPITAL}(?:\s+{_CAPITAL}){{0,3}})"),
)
FROM_LINE: Final = re.compile(
    r"^\s*(?:from|de)\s*:\s*\"?(?P<name>[^\"<\n]{0,120}?)\"?\s*<(?:mailto:)?(?P<email>[^<>\s]+@[^<>\s]+)>", re.I | re.M
)


def kinds_in(text: str) -> list[EventKind]:
    """Return the kinds of event that a text names, in its order."""
    places = {kind: re.search(rf"\b(?:{words})\b", text, re.I) for kind, words in KINDS.items()}
    return sorted((kind for kind, match in places.items() if match), key=lambda kind: _start(places[kind]))


def organisation_in(sentence: str) -> str:
    """Return the organisation that a sentence names, or nothing."""
    return _first(ORGANISATION, sentence, "name")


def place_in(sentence: str) -> str:
    """Return the place that a sentence names, or nothing."""
    return _first(PLACE, sentence, "place")


def sizes_in(sentence: str) -> list[int]:
    """Return how many people a sentence speaks of: one number, or the two ends of a range."""
    match = SIZE.search(sentence)
    if match:
        read = [_number(match[name]) for name in ("least", "most", "alone") if match[name]]
        return sorted({number for number in read if 0 < number <= 200_000})
    return [number for pattern, number in DOZENS.items() if re.search(pattern, sentence, re.I)][:1]


def languages_in(sentence: str) -> list[str]:
    """Return the languages that are spoken by a sentence; a community's name alone says nothing of its language."""
    if not SPOKEN.search(sentence):
        return []
    words = set(re.findall(r"[\w-]+", sentence.casefold()))
    return [code for code, names in _language_names().items() if names & words]


def name_in(sentence: str) -> str:
    """Return the name by which somebody introduces themselves."""
    return _first(NAMED, sentence, "name")


def phone_in(text: str) -> str:
    """Return the first telephone number of a text, as dialled from abroad; nothing where there is none."""
    for match in phonenumbers.PhoneNumberMatcher(text, "CA"):
        return phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
    return ""


def first_sender(text: str) -> tuple[str, str]:
    """Return the name and address of who wrote the mail that was passed on; empty where it does not say."""
    match = FROM_LINE.search(text)
    return (" ".join(match["name"].split()), match["email"].lower()) if match else ("", "")


@cache
def _language_names() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {code: set() for code, _name in LANGUAGES}
    for tongue in ("en", "fr"):
        with override(tongue):
            for code, name in LANGUAGES:
                names[code].add(str(name).casefold())
    return {code: frozenset(found) for code, found in names.items()}


def _first(patterns: tuple[re.Pattern[str], ...], sentence: str, group: str) -> str:
    for pattern in patterns:
        match = pattern.search(sentence)
        if match:
            return " ".join(match[group].split()).strip(" .,;:")
    return ""


def _number(written: str) -> int:
    return int("".join(sign for sign in written if sign.isdigit()) or 0)


def _start(match: re.Match[str] | None) -> int:
    return match.start() if match else 0
