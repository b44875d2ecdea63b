"""A month as PACE has it in summer: members with their languages, trainings and days off, and events that overlap."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils.timezone import get_default_timezone

from offramp.config.city.moments import Dice
from offramp.engagement.enums import Course, Level
from offramp.engagement.languages import LANGUAGES
from offramp.engagement.rules.months import Month
from offramp.engagement.rules.rostering import Candidate, Occasion, Span, Weekly, Where

JUNE: Final = date(2030, 6, 1)
BRANCHES, NEIGHBOURHOODS, ORGANISATIONS = 6, 60, 60
STARTS: Final = ((17, 4), (18, 4), (10, 2), (11, 3), (13, 3), (14, 2))
COURSES: Final = (*[()] * 6, (Course.EMPATHY,), (Course.BIAS,), (Course.HISTORIC_TRAUMA,), (Course.LINC_INSTRUCTOR,))
CODES: Final = tuple(code for code, _name in LANGUAGES if code != "eng")


def month_of(members: int, events: int, dice: Dice) -> Month:
    """Return a month of so many events, for so many members."""
    occasions = [_occasion(number, dice) for number in range(events)]
    candidates = [_candidate(number, members, dice) for number in range(members)]
    wished = [replace(one, wishes=frozenset(event.id for event in occasions if dice.maybe(0.08))) for one in candidates]
    return Month(occasions, wished)


def _occasion(number: int, dice: Dice) -> Occasion:
    day = dice.choice(_days())
    hour, hours = dice.choice(STARTS)
    least = dice.choice((1, 2, 2, 2, 3, 4))
    return Occasion(
        _id(1, number), datetime.combine(day, time(hour), get_default_timezone()), hours * 60, _where(dice),
        languages=tuple(dice.sample(CODES, dice.choice((0, 1, 1, 2)))), courses=dice.choice(COURSES),
        at_least=least, at_most=least + dice.choice((0, 1, 2)), organisation=_id(2, dice.randrange(ORGANISATIONS)),
    )  # fmt: skip


def _candidate(number: int, members: int, dice: Dice) -> Candidate:
    is_new = number >= members * 4 // 5
    spoken = dice.sample(CODES, dice.choice((0, 1, 1, 2, 3)))
    trained = [course for course in Course if dice.maybe(0.2 if course == Course.LINC_INSTRUCTOR else 0.75)]
    return Candidate(
        _id(0, number), f"Member {number + 1}", languages={one: dice.choice(list(Level)) for one in spoken},
        courses={one: None if dice.maybe(0.4) else JUNE + timedelta(days=dice.randrange(-60, 400)) for one in trained},
        absences=_absences(dice), weekly=_weekly(dice), wished_load=dice.choice((1, 2, 2, 3)),
        load_year=dice.randrange(4 if is_new else 14),
        visits={_id(2, one): dice.choice((1, 2, 4)) for one in dice.sample(range(ORGANISATIONS), 0 if is_new else 8)},
        mentor=_id(0, dice.randrange(members // 2 or 1)) if is_new else None, is_newcomer=is_new,
        division=_id(4, dice.randrange(BRANCHES)),
    )  # fmt: skip


def _absences(dice: Dice) -> list[Span]:
    if not dice.maybe(0.4):
        return []
    starts = datetime.combine(JUNE, time(6), UTC) + timedelta(days=dice.randrange(28))
    return [Span(starts, starts + timedelta(days=dice.choice((2, 5, 10))))]


def _weekly(dice: Dice) -> list[Weekly]:
    """Return the shifts of a week, as a member writes them down."""
    return [Weekly(day, time(15), time(1)) for day in dice.sample(range(7), dice.choice((0, 2, 3)))]


def _days() -> Sequence[date]:
    """Return the days of the month, Fridays to Sundays three times over: that is when people celebrate."""
    days = [JUNE + timedelta(days=number) for number in range(30)]
    return [day for day in days for _time in range(3 if day.weekday() >= 4 else 1)]


def _where(dice: Dice) -> Where:
    number = dice.randrange(NEIGHBOURHOODS)
    return Where(_id(3, number), _id(4, number % BRANCHES))


def _id(kind: int, number: int) -> UUID:
    return UUID(int=(kind << 64) + number)
