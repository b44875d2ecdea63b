"""Days as people write them, in English and French, seen from the day of their mail.

What can be read as two days is never guessed: both are given back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import dateparser

from offramp.engagement.enums import Doubt

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv", "february feb février fevrier févr fév", "march mar mars",
            "april apr avril avr", "may mai", "june jun juin", "july jul juillet juil", "august aug août aout",
            "september sept sep septembre", "october oct octobre", "november nov novembre",
            "december dec décembre decembre déc",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon lundi", "tuesday tues tue mardi", "wednesday wed mercredi", "thursday thurs thu jeudi",
            "friday fri vendredi", "saturday sat samedi", "sunday sun dimanche",
        )
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_LONG_WEEKDAY = "|".join(sorted((name for name in WEEKDAYS if len(name) > 4), key=len, reverse=True))
_BEFORE = rf"(?:\b(?P<weekday>{_WEEKDAY})\b\.?,?\s+(?:the\s+|le\s+)?)?"
_YEAR = r"(?:,?\s+(?P<year>20\d\d)\b)?"
NAMED: Final = (
    re.compile(
        rf"{_BEFORE}\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|e)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?{_YEAR}", re.I
    ),
    re.compile(
        rf"{_BEFORE}\b(?P<month>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){_YEAR}", re.I
    ),
)
ISO: Final = re.compile(r"\b(?P<year>20\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b")
NUMBERS: Final = re.compile(
    rf"{_BEFORE}(?<![\d/.-])(?P<one>\d{{1,2}})(?P<sep>[/.-])(?P<two>\d{{1,2}})(?:(?P=sep)(?P<year>20\d\d|\d\d))?(?![\d/-]|\.\d)",
    re.I,
)
NEXT: Final = re.compile(rf"\bnext\s+(?P<weekday>{_WEEKDAY})\b|\b(?P<french>{_LONG_WEEKDAY})\s+prochaine?\b", re.I)
COMING: Final = re.compile(
    rf"\b(?:this|this coming|coming|on|ce)\s+(?P<weekday>{_LONG_WEEKDAY})\b(?!\s*(?:,?\s*\d|s\b))"
    rf"|\b(?P<french>{_LONG_WEEKDAY})\s+qui vient\b",
    re.I,
)
RELATIVE: Final = re.compile(
    r"\b(?:day after tomorrow|tomorrow|in (?:\d{1,2}|one|two|three|four|five|six) (?:days?|weeks?|months?)"
    r"|après-demain|demain|dans (?:\d{1,2}|un|une|deux|trois|quatre|cinq|six) (?:jours?|semaines?|mois))\b",
    re.I,
)
IN_FIGURES: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "un": 1, "une": 1, "deux": 2, "trois": 3,
    "quatre": 4, "cinq": 5,
}  # fmt: skip
LATELY = timedelta(days=60)
"""A day without a year that passed no longer ago than this is told as past, not taken for next year's."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that a text names. on: empty where it can't be said; may_be: what it can be read as."""

    on: date | None
    said: str
    doubt: Doubt | None = None
    may_be: tuple[date, ...] = ()


def days_in(sentence: str, *, seen_from: date) -> list[Day]:
    """Return the days that a sentence names, in its order."""
    found: list[tuple[int, Day]] = []
    rest = sentence
    for pattern, read in (
        (ISO, _written_out), *((named, _written_out) for named in NAMED), (NUMBERS, _in_numbers), (NEXT, _next),
        (COMING, _coming), (RELATIVE, _relative),
    ):  # fmt: skip
        for match in pattern.finditer(rest):
            found += [(match.start(), day) for day in read(match, seen_from)]
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    return [day for _place, day in sorted(found, key=lambda one: one[0])]


def _written_out(match: re.Match[str], seen_from: date) -> Iterator[Day]:
    groups = match.groupdict()
    month = int(groups["month"]) if groups["month"].isdigit() else MONTHS[groups["month"].lower()]
    yield _settled(match[0], _on(groups.get("year"), month, int(groups["day"]), seen_from), groups, seen_from)


def _in_numbers(match: re.Match[str], seen_from: date) -> Iterator[Day]:
    """Read 02/03: in Canada it is written both ways, so without a weekday that fits only one it stays open."""
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    if (match["sep"] != "/" and year is None) or (one, two) == (24, 7):
        return  # 2.30 and 5-10 are a time and a range, not a day
    year = f"20{year}" if year and len(year) == 2 else year
    ways = {(month, day) for month, day in ((one, two), (two, one)) if 1 <= month <= 12}
    read = [on for month, day in sorted(ways) if (on := _on(year, month, day, seen_from))]
    fitting = [day for day in read if _fits(day, match["weekday"])]
    if match["weekday"] and len(fitting) == 1:
        read = fitting
    if len(read) == 2:
        yield Day(None, match[0], Doubt.EITHER_DAY, tuple(read))
    else:
        yield _settled(match[0], read[0] if read else None, match.groupdict(), seen_from)


def _settled(said: str, on: date | None, groups: dict[str, str | None], seen_from: date) -> Day:
    if on is None:
        return Day(None, said, Doubt.NO_SUCH_DAY)
    if on < seen_from:
        return Day(None, said, Doubt.PAST, (on,))
    if not _fits(on, groups.get("weekday")):
        return Day(on, said, Doubt.WEEKDAY, (on,))
    return Day(on, said)


def _on(year: str | None, month: int, day: int, seen_from: date) -> date | None:
    """Return a day of the calendar; without a year the next one, unless it passed lately."""
    try:
        if year:
            return date(int(year), month, day)
        this_year = date(seen_from.year, month, day)
    except ValueError:
        return _leap(month, day, seen_from)
    return this_year if this_year >= seen_from - LATELY else _leap(month, day, seen_from.replace(month=1, day=1), 1)


def _leap(month: int, day: int, seen_from: date, after: int = 0) -> date | None:
    """Return the day in the first of the next years that has it: 29 February is not in each."""
    for year in range(seen_from.year + after, seen_from.year + (5 if (month, day) == (2, 29) else 1) + after):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def _fits(day: date, weekday: str | None) -> bool:
    return not weekday or day.weekday() == WEEKDAYS[weekday.lower()]


def _coming_on(weekday: str, seen_from: date) -> date:
    ahead = (WEEKDAYS[weekday.lower()] - seen_from.weekday()) % 7
    return seen_from + timedelta(days=ahead or 7)


def _coming(match: re.Match[str], seen_from: date) -> Iterator[Day]:
    yield Day(_coming_on(match["weekday"] or match["french"], seen_from), match[0])


def _next(match: re.Match[str], seen_from: date) -> Iterator[Day]:
    """Read "next Sunday": the coming one to some, the one after to others."""
    first = _coming_on(match["weekday"] or match["french"], seen_from)
    yield Day(None, match[0], Doubt.EITHER_DAY, (first, first + timedelta(days=7)))


def _relative(match: re.Match[str], seen_from: date) -> Iterator[Day]:
    words = [str(IN_FIGURES.get(word, word)) for word in match[0].lower().split()]
    base = datetime.combine(seen_from, time(12))
    read = dateparser.parse(
        " ".join(words), languages=["en", "fr"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"}
    )
    if read:
        yield Day(read.date(), match[0])
