"""Who can go to an event and who rather: pure rules over facts, each answer with its words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation
from django.utils.timezone import get_default_timezone

from offramp.engagement.enums import Course, Level
from offramp.engagement.rules.reasons import BARS, TABLE, Code, Reason
from offramp.engagement.rules.rostering import (
    Candidate,
    Held,
    Occasion,
    Span,
    Weekly,
    Where,
    rank,
    travel_minutes,
    why,
    why_not,
)

SATURDAY = date(2026, 6, 20)
NORTH, SOUTH, PARK, HALL = (UUID(int=n) for n in range(1, 5))
CIRCLE = UUID(int=9)
HERE = Where(PARK, NORTH)


def at(hour: int, minute: int = 0, day: date = SATURDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=get_default_timezone())


def event(**changes: Any) -> Occasion:
    made = Occasion(UUID(int=100), at(14), 120, HERE, organisation=CIRCLE, languages=("som", "eng"))
    return replace(made, **changes)


def member(number: int = 50, **changes: Any) -> Candidate:
    return replace(Candidate(UUID(int=number), f"Member {number}"), **changes)


def held(starts: datetime, minutes: int, where: Where = HERE, *, occasion: int = 200) -> Held:
    starts = starts.astimezone(UTC)
    return Held(UUID(int=occasion), Span(starts, starts + timedelta(minutes=minutes)), where)


def said(reasons: tuple[Reason, ...]) -> list[tuple[Code, int, str]]:
    return [(one.code, one.points, one.words) for one in reasons]


def bars(candidate: Candidate, **changes: Any) -> list[Code]:
    return [one.code for one in why_not(event(**changes), candidate)]


@pytest.mark.parametrize(
    ("here", "there", "minutes"),
    [
        (HERE, HERE, 10),
        (HERE, Where(HALL, NORTH), 25),
        (HERE, Where(HALL, SOUTH), 45),
        (HERE, Where(), 45),
        (Where(), Where(), 45),
        (Where(None, NORTH), Where(PARK, NORTH), 25),
    ],
)
def test_the_way_is_read_from_neighbourhood_and_branch(here: Where, there: Where, minutes: int) -> None:
    assert (travel_minutes(here, there), travel_minutes(there, here)) == (minutes, minutes)


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (held(at(15), 60), ["Is at another event at that time."]),
        (held(at(12), 120), ["Has 0 minutes to another event; the way takes 10."]),
        (held(at(12), 110), []),
        (held(at(16, 9), 60), ["Has 9 minutes to another event; the way takes 10."]),
        (held(at(16, 10), 60), []),
        (held(at(16, 44), 60, Where(HALL, SOUTH)), ["Has 44 minutes to another event; the way takes 45."]),
        (held(at(16, 45), 60, Where(HALL, SOUTH)), []),
        (held(at(15), 60, occasion=100), []),
    ],
)
def test_nobody_is_at_two_events_and_the_way_takes_its_time(place: Held, says: list[str]) -> None:
    assert [one.words for one in why_not(event(), member(held=[place]))] == says


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (None, []),
        (SATURDAY, []),
        (SATURDAY - timedelta(days=1), ["A training will have expired on 19 June 2026: Bias awareness."]),
    ],
)
def test_a_training_holds_on_the_day_of_the_event(last: date | None, found: list[str]) -> None:
    trained = member(courses={Course.BIAS: last})
    assert [one.words for one in why_not(event(courses=[Course.BIAS]), trained)] == found


def test_a_training_that_was_never_done_is_named() -> None:
    lacking = why_not(event(courses=[Course.LINC_INSTRUCTOR]), member())
    assert [one.words for one in lacking] == ["Lacks a training: LINC instructor."]


@pytest.mark.parametrize(
    ("weekly", "found"),
    [
        (Weekly(5, time(9), time(14)), []),
        (Weekly(5, time(9), time(14, 1)), [Code.AWAY]),
        (Weekly(6, time(9), time(20)), []),
        (Weekly(4, time(22), time(15)), [Code.AWAY]),
        (Weekly(5, time(0), time(0)), [Code.AWAY]),
        (Weekly(5, time(9), time(20), first_on=SATURDAY + timedelta(days=1)), []),
        (Weekly(5, time(9), time(20), last_on=SATURDAY - timedelta(days=1)), []),
        (Weekly(5, time(9), time(20), first_on=SATURDAY, last_on=SATURDAY), [Code.AWAY]),
    ],
)
def test_a_weekly_absence_holds_on_its_day_and_into_the_night(weekly: Weekly, found: list[Code]) -> None:
    assert bars(member(weekly=[weekly])) == found


def test_an_absence_once_holds_until_its_end() -> None:
    away = Span(at(8).astimezone(UTC), at(14).astimezone(UTC))
    assert bars(member(absences=[away])) == []
    assert bars(member(absences=[replace(away, ends_at=at(14, 1).astimezone(UTC))])) == [Code.AWAY]


def test_a_night_in_which_clocks_change_is_as_long_as_it_is() -> None:
    night = date(2026, 11, 1)
    late = event(starts_at=at(0, 30, night), minutes=180)

    assert late.span.ends_at == datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
    assert bars(member(weekly=[Weekly(6, time(2, 31), time(5))]), starts_at=late.starts_at, minutes=180) == []
    assert bars(member(weekly=[Weekly(6, time(2, 29), time(5))]), starts_at=late.starts_at, minutes=180) == [Code.AWAY]


def test_who_has_left_by_then_or_said_no_does_not_go() -> None:
    assert bars(member(left_at=at(14))) == [Code.LEFT]
    assert bars(member(left_at=at(14, 1))) == []
    assert bars(member(declined=frozenset({event().id}))) == [Code.SAID_NO]


def test_each_thing_that_speaks_for_somebody_says_so_and_counts() -> None:
    known = member(
        languages={"som": Level.FLUENT, "eng": Level.FIRST, "ukr": Level.FIRST}, communities=["somali"],
        wishes=frozenset({event().id}), visits={CIRCLE: 5}, division=NORTH, load_month=1, load_year=3, wished_load=3,
    )  # fmt: skip

    found = said(why(event(communities=["Somali"]), known, average=8.2))

    assert found == [
        (Code.SPEAKS_FLUENT, 24, "Speaks fluently: Somali."),
        (Code.WISHED, 25, "Signed up for it."),
        (Code.KNOWS_THEM, 18, "Times with this organisation before: 5."),
        (Code.KNOWS_COMMUNITY, 8, "Knows the community: Somali."),
        (Code.NEAR, 5, "Works in that part of the city."),
        (Code.FEWER_THIS_YEAR, 8, "Events this year: 3, fewer than most."),
        (Code.BELOW_WISH, 8, "Has 1 of 3 wished events that month."),
    ]


def test_each_thing_that_speaks_against_somebody_says_so_and_counts() -> None:
    busy = member(load_month=3, load_year=9, held=[held(at(9), 60), held(at(9, day=SATURDAY - timedelta(days=1)), 60)])

    assert said(why(event(), busy, average=8)) == [
        (Code.MORE_THIS_YEAR, -2, "Events this year: 9, more than most."),
        (Code.ABOVE_WISH, -24, "Events that month already: 3; wished: 2."),
        (Code.SAME_DAY, -12, "Has another event on that day."),
        (Code.DAY_BESIDE, -6, "Has an event on the day before or after: no day of rest."),
    ]


@pytest.mark.parametrize(
    ("level", "points"), [(Level.FIRST, 30), (Level.FLUENT, 24), (Level.TALK, 14), (Level.GREETINGS, 4)]
)
def test_the_better_a_language_is_spoken_the_more_it_counts(level: Level, points: int) -> None:
    assert said(why(event(), member(languages={"som": level}, wished_load=0), average=0))[0][1] == points


def test_a_newcomer_and_their_mentor_are_preferred_once_the_other_goes() -> None:
    mentor, stranger = member(1), member(3)
    newcomer = member(2, mentor=mentor.id, is_newcomer=True)
    everybody = [mentor, newcomer, stranger]

    led = rank(event(members=frozenset({mentor.id})), everybody)
    leads = rank(event(members=frozenset({newcomer.id})), everybody)

    codes = [{one.candidate.id.int: one.why[0].code for one in ranked} for ranked in (led, leads)]
    assert codes[0] == {1: Code.BELOW_WISH, 2: Code.WITH_MENTOR, 3: Code.BELOW_WISH}
    assert codes[1] == {1: Code.WITH_NEWCOMER, 2: Code.BELOW_WISH, 3: Code.BELOW_WISH}


def test_those_who_can_go_come_first_then_the_points_then_the_name() -> None:
    speaks = {"som": Level.FIRST}
    away = member(1, name="Away", languages=speaks, declined=frozenset({event().id}))
    best, second, third = member(2, name="Zed", languages=speaks), member(3, name="ann"), member(4, name="Bea")

    ranked = rank(event(), [third, away, second, best])

    assert [(one.candidate.name, one.can_go, one.points) for one in ranked] == [
        ("Zed", True, 38), ("ann", True, 8), ("Bea", True, 8), ("Away", False, 38),
    ]  # fmt: skip
    assert rank(event(), []) == []


def test_a_reason_that_was_kept_says_the_same_and_in_the_readers_language() -> None:
    for reason in (
        Reason(Code.EXPIRED, 0, {"course": "bias", "day": "2026-06-19"}),
        Reason(Code.SPEAKS_TALK, 14, {"languages": ["som", "ukr"]}),
    ):
        assert Reason.read(reason.kept()) == reason
    assert reason.words == "Can talk with people in: Somali, Ukrainian."
    with translation.override("fr"):
        assert "somali" in reason.words.lower()


def test_each_code_has_its_words() -> None:
    assert {*BARS, *TABLE} == set(Code)
