"""Times of day as people write them, in English and French: from, to, how long, and in which zone."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

from offramp.engagement.enums import Doubt

_HALF = r"(?:\s*(?P<{0}half>[ap]\.?\s?m\b\.?))"
_ONE = (
    r"(?:(?P<{0}word>noon|midday|midnight|midi|minuit)"
    r"|(?P<{0}hour>\d{{1,2}})(?:\s*[:hH]\s*(?P<{0}minute>[0-5]\d)|(?P<{0}french>\s?(?:h\b|heures?\b)))?" + _HALF + r"?)"
)
RANGE: Final = re.compile(
    rf"(?:\b(?:from|between|de|entre)\s+)?(?<![\d/$.-]){_ONE.format('a')}\s*(?:-|\u2013|\u2014|\bto\b|\buntil\b|\btill\b|\band\b"
    rf"|\bà\b|\bjusqu['’]à\b|\bet\b)\s*{_ONE.format('b')}(?![\d/%])",
    re.I,
)
SINGLE: Final = re.compile(
    rf"(?P<at>\b(?:at|from|around|about|starting|starts|begins|à|dès|vers)\s+)?(?<![\d/$.-]){_ONE.format('a')}"
    r"(?P<clock>\s*o['’]clock)?(?![\d/%])",
    re.I,
)
UNTIL: Final = re.compile(rf"\b(?:until|till|ends? (?:at|by)|jusqu['’]à|finit à|fin à)\s+{_ONE.format('a')}", re.I)
LASTS: Final = re.compile(
    r"\b(?:for|lasts?|during|pendant|durée de|dure)\s+(?:about\s+|around\s+|environ\s+)?"
    r"(?P<many>\d{1,3}(?:[.,]5)?|an|one|two|three|four|five|six|une|deux|trois|quatre|cinq)\s*"
    r"(?P<unit>hours?|hrs?|minutes?|min|heures?|h)\b",
    re.I,
)
FIGURES: Final = {
    "an": 1, "one": 1, "une": 1, "two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4, "five": 5,
    "cinq": 5, "six": 6,
}  # fmt: skip
WORDS: Final = {"noon": time(12), "midday": time(12), "midi": time(12), "midnight": time(0), "minuit": time(0)}
ZONES: Final = {
    "America/Edmonton": r"\bM[SD]?T\b|\b[Mm]ountain (?:[Ss]tandard |[Dd]aylight )?[Tt]ime\b|heure des Rocheuses"
    r"|\bHN?A?R\b",
    "America/Toronto": r"\bE[SD]?T\b(?!C)|\b[Ee]astern (?:[Ss]tandard |[Dd]aylight )?[Tt]ime\b|heure de l['’][Ee]st"
    r"|\bToronto time\b|\bheure de (?:Toronto|Montréal|Québec)\b",
    "America/Vancouver": r"\bP[SD]?T\b|\b[Pp]acific (?:[Ss]tandard |[Dd]aylight )?[Tt]ime\b|\bVancouver time\b"
    r"|heure du Pacifique",
    "America/Winnipeg": r"\bC[SD]T\b|\b[Cc]entral (?:[Ss]tandard |[Dd]aylight )?[Tt]ime\b|heure du Centre",
    "America/Halifax": r"\bA[SD]T\b|\b[Aa]tlantic (?:[Ss]tandard |[Dd]aylight )?[Tt]ime\b",
    "UTC": r"\bUTC\b|\bGMT\b",
}
LATE_MINUTES = 12 * 60
"""An end this long after the start, in the night after, is taken for a slip: backwards, not the next noon."""


@dataclass(frozen=True, slots=True)
class Span:
    """When something begins and ends, as a sentence says. minutes: how long, where that is said instead."""

    starts: time | None = None
    ends: time | None = None
    minutes: int | None = None
    starts_doubt: Doubt | None = None
    ends_doubt: Doubt | None = None


def span_in(sentence: str) -> Span:
    """Return when something begins and ends by one sentence, as far as it says."""
    minutes = _lasts(sentence)
    for match in RANGE.finditer(sentence):
        span = _between(match)
        if span:
            return span
    until = UNTIL.search(sentence)
    ends, _sure = _read(until, "a") if until else (None, True)
    rest = UNTIL.sub(" ", LASTS.sub(" ", sentence))
    for match in SINGLE.finditer(rest):
        starts, sure = _read(match, "a")
        if starts is not None and _is_time(match):
            span = _checked(starts, ends, None if sure else Doubt.EITHER_TIME)
            return Span(span.starts, span.ends, minutes, span.starts_doubt, span.ends_doubt)
    return Span(None, ends, minutes)


def zones_in(text: str) -> list[str]:
    """Return the time zones that a text names, by their IANA names."""
    return [name for name, pattern in ZONES.items() if re.search(pattern, text)]


def _is_time(match: re.Match[str]) -> bool:
    """Say whether a lone number is a time: it says so itself, or the words before it do."""
    stated = match["aword"] or match["aminute"] or match["afrench"] or match["ahalf"] or match["clock"]
    return bool(stated or (match["at"] and match["at"].strip().lower() in {"at", "à", "from", "dès", "starting"}))


def _between(match: re.Match[str]) -> Span | None:
    marks = [match[f"{side}{mark}"] for side in "ab" for mark in ("word", "minute", "french", "half")]
    if not any(marks):
        return None
    ends, ends_sure = _read(match, "b")
    starts, starts_sure = _read(match, "a", half=match["bhalf"] if not match["ahalf"] else None, before=ends)
    if starts is None or ends is None:
        return None
    doubt = Doubt.EITHER_TIME if not starts_sure or not (ends_sure or match["ahalf"]) else None
    return _checked(starts, ends, doubt)


def _checked(starts: time, ends: time | None, doubt: Doubt | None) -> Span:
    if ends is not None and (_minutes(ends) - _minutes(starts)) % (24 * 60) > LATE_MINUTES:
        return Span(starts, None, None, doubt, Doubt.BACKWARDS)
    if ends == starts:
        return Span(starts, None, None, doubt, Doubt.BACKWARDS)
    return Span(starts, ends, None, doubt, doubt if ends else None)


def _read(match: re.Match[str], side: str, *, half: str | None = None, before: time | None = None) -> tuple[
    time | None, bool
]:  # fmt: skip
    """Return a time, and whether it is sure: "at 3" may be in the night, and is taken for the afternoon."""
    if match[f"{side}word"]:
        return WORDS[match[f"{side}word"].lower()], True
    hour, minute = int(match[f"{side}hour"]), int(match[f"{side}minute"] or 0)
    own = match[f"{side}half"]
    if hour > 23 or (own and not 1 <= hour <= 12):
        return None, True
    if own or half:
        return _by_half(hour, minute, own or half or "", before if not own else None), True
    written_as_24 = bool(match[f"{side}french"] or (match[f"{side}minute"] and len(match[f"{side}hour"]) == 2))
    if hour == 0 or hour > 12 or written_as_24:
        return time(hour, minute), True
    return time(hour + 12 if hour < 8 else hour, minute), 8 <= hour <= 12


def _by_half(hour: int, minute: int, half: str, before: time | None) -> time:
    """Return "2" of "2 to 5 pm" as 14:00, and "11" of "11 to 2 pm" as 11:00."""
    if hour > 12:
        return time(hour, minute)
    afternoon = half.strip().lower().startswith("p")
    read = time(hour % 12 + (12 if afternoon else 0), minute)
    return time(hour % 12, minute) if before and afternoon and read >= before else read


def _lasts(sentence: str) -> int | None:
    match = LASTS.search(sentence)
    if not match:
        return None
    many = FIGURES.get(match["many"].lower()) or float(match["many"].replace(",", "."))
    return int(many * (1 if match["unit"].lower().startswith("min") else 60))


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
