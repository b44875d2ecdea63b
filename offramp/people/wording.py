"""What a safety card should not say: history, evidence, other people. Found by words, asked about, never cut out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a card that may tell history or name somebody, and what to write instead."""

    words: str
    why: str


HISTORY = re.compile(
    r"\b(overdos\w*|od'?d|assault\w*|stabb\w*|arrest\w*|charged|convict\w*|warrants?|history of|previous(?:ly)?|in the"
    r" past|last (?:week|month|year|summer|winter)|ago|used to|was (?:found|seen|beaten|raped)|tried to kill|suicid\w*"
    r"|attempt\w*|rap(?:ed|ist)|prostitut\w*|jail|prison|parole|probation|record|file number|occurrence)\b",
    re.IGNORECASE,
)
DIAGNOSIS = re.compile(
    r"\b(schizo\w*|bipolar|psychos[ie]s|psychotic|depress\w*|ptsd|fasd?|hiv|hep(?:atitis)? ?c|addict\w*|alcoholic"
    r"|junkie|diagnos\w*|borderline|autis\w*|dementia|pregnan\w*)\b",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:(?i:his|her|their) )?(wife|husband|girlfriend|boyfriend|partner|ex|brother|sister|mother|father|mom|dad|son"
    r"|daughter|dealer|pimp|roommate|cousin|uncle|aunt|friend) (?=[A-Z][\w'-]+)"
)
SOMEBODY = re.compile(r"(?<=[a-z,;] )([A-Z][a-zà-öø-ÿ'-]+(?: [A-Z][a-zà-öø-ÿ'-]+)+)")
"""Two capitalised words in the middle of a sentence: most likely somebody's name."""


def doubts(text: str, own_names: Iterable[str] = ()) -> list[Doubt]:
    """Return what in a card is better said as behaviour, each wording once; empty where all is well."""
    own = {word.casefold() for name in own_names for word in name.split()}
    found = {doubt.words.casefold(): doubt for doubt in _each(text, own)}
    return list(found.values())


def _each(text: str, own: set[str]) -> Iterator[Doubt]:
    for match in HISTORY.finditer(text):
        why = _("This tells what happened. Say what to do: “carry naloxone”, not an overdose.")
        yield Doubt(match[0], why)
    for match in DIAGNOSIS.finditer(text):
        why = _("This names an illness. Say how they act and what helps: “hears voices when tired: speak slowly”.")
        yield Doubt(match[0], why)
    for match in (*OTHERS.finditer(text), *SOMEBODY.finditer(text)):
        if not {word.casefold() for word in match[0].split()} <= own:
            yield Doubt(
                match[0].strip(), _("This seems to be about somebody else. A card names nobody but the person.")
            )
