"""The rules of members: the ladder, how long a training holds, when a warning is due, when somebody is away."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils.timezone import get_current_timezone

from offramp.engagement.enums import Course, Standing
from offramp.engagement.rules import members as rules
from offramp.kernel.errors import Refused

S = Standing
TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=get_current_timezone())


def test_standing_is_the_highest_step_taken() -> None:
    assert [rules.reached(taken) for taken in ((), (S.HELPED,), (S.ASKED, S.HELPED), (S.TRAINED, S.APPROVED))] == [
        S.HELPED, S.HELPED, S.ASKED, S.APPROVED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "taken", "is_trained", "said"),
    [
        (S.TRAINED, (S.TRAINED,), True, "written down already"),
        (S.ASKED, (S.APPROVED,), True, "written down already"),
        (S.TRAINED, (), False, "No training of theirs"),
        (S.APPROVED, (S.ASKED,), True, "not trained yet"),
        (S.APPROVED, (S.TRAINED,), True, "have not asked"),
    ],
)
def test_a_step_that_nothing_carries_is_refused(
    standing: Standing, taken: tuple[Standing, ...], is_trained: bool, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        rules.check_step(standing, taken=taken, is_trained=is_trained)


def test_who_is_trained_and_asked_may_be_approved() -> None:
    rules.check_step(S.TRAINED, taken=(S.HELPED,), is_trained=True)
    rules.check_step(S.APPROVED, taken=(S.TRAINED, S.ASKED), is_trained=False)
    rules.check_can_ask(taken=(), events=1)
    rules.check_can_ask(taken=(S.HELPED,), events=0)


@pytest.mark.parametrize(
    ("taken", "events", "said"),
    [((S.APPROVED,), 5, "member already"), ((S.ASKED,), 5, "asked already"), ((), 0, "not helped at an event")],
)
def test_nobody_asks_twice_or_before_an_event(taken: tuple[Standing, ...], events: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        rules.check_can_ask(taken=taken, events=events)


@pytest.mark.parametrize(
    ("facts", "said"),
    [({"is_self": True}, "own mentor"), ({"has_left": True}, "approved member"),
     ({"is_approved": False}, "approved member"), ({"is_their_mentee": True}, "that member's mentor")],
)  # fmt: skip
def test_a_mentor_is_another_approved_member(facts: dict[str, bool], said: str) -> None:
    usual = {"is_self": False, "is_approved": True, "has_left": False, "is_their_mentee": False}
    rules.check_mentor(**usual)

    with pytest.raises(Refused, match=said):
        rules.check_mentor(**{**usual, **facts})


@pytest.mark.parametrize(
    ("done_on", "months", "last"),
    [
        (date(2026, 3, 15), 24, date(2028, 3, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 8, 31), 0, None),
    ],
)
def test_a_training_holds_so_many_months(done_on: date, months: int, last: date | None) -> None:
    assert rules.last_day(Course.BIAS, done_on, months={"bias": months}) == last
    assert rules.last_day(Course.EMPATHY, done_on, months={"bias": months}) is None


def test_a_training_is_not_to_come_and_does_not_end_before_it_was_done() -> None:
    rules.check_training(TODAY, TODAY, today=TODAY)
    with pytest.raises(Refused, match="still to come"):
        rules.check_training(TODAY + timedelta(days=1), None, today=TODAY)
    with pytest.raises(Refused, match="before it was done"):
        rules.check_training(TODAY, TODAY - timedelta(days=1), today=TODAY)


@pytest.mark.parametrize(
    ("left", "warned", "due"),
    [(61, None, None), (60, None, 60), (60, 60, None), (15, 60, None), (14, 60, 14), (14, None, 14), (3, 14, None),
     (0, 60, 14), (-1, None, None), (None, None, None)],
)  # fmt: skip
def test_each_warning_is_due_once(left: int | None, warned: int | None, due: int | None) -> None:
    ends = None if left is None else TODAY + timedelta(days=left)

    assert rules.warning_due(ends, warned_days=warned, today=TODAY) == due


def test_a_time_away_lies_ahead_and_ends_after_it_begins() -> None:
    rules.check_away(NOON - timedelta(days=1), NOON + timedelta(hours=1), at=NOON)
    for starts, ends, said in (
        (NOON, NOON, "after the start"),
        (NOON - timedelta(days=2), NOON - timedelta(days=1), "has passed"),
        (NOON, NOON + timedelta(days=731), "two years"),
    ):
        with pytest.raises(Refused, match=said):
            rules.check_away(starts, ends, at=NOON)


def test_hours_of_a_week_are_some_hours_on_one_of_its_days() -> None:
    rules.check_weekly(6, time(22), time(6), TODAY, None)
    for weekday, ends, last_on, said in (
        (7, time(6), None, "seven days"),
        (6, time(22), None, "are the same"),
        (6, time(6), TODAY - timedelta(days=1), "before the first"),
    ):
        with pytest.raises(Refused, match=said):
            rules.check_weekly(weekday, time(22), ends, TODAY, last_on)


def test_a_month_holds_no_more_than_its_days() -> None:
    rules.check_wished_load(31)
    with pytest.raises(Refused, match="31 days"):
        rules.check_wished_load(32)


def test_communities_are_read_as_people_type_them() -> None:
    assert rules.tidy_communities(" Somali,\n Cree ,, somali\nOromo  elders") == ["Somali", "Cree", "Oromo elders"]


def test_who_was_at_few_events_or_is_not_approved_is_a_newcomer() -> None:
    assert [rules.is_newcomer(S.APPROVED, events=3), rules.is_newcomer(S.APPROVED, events=2),
            rules.is_newcomer(S.HELPED, events=9)] == [False, True, True]  # fmt: skip
