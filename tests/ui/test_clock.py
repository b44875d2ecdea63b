"""A promise's clock reads in words: how late, how soon, or when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from offramp.ui.web.clock import ClockFace, clock_face

NOW = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)
"""Saturday, 15:00 in Edmonton."""


@pytest.mark.parametrize(
    ("away", "state", "words"),
    [
        (timedelta(days=-2, hours=-1), "late", "2 days late"),
        (timedelta(days=-1), "late", "1 day late"),
        (timedelta(hours=-3, minutes=-59), "late", "3 h late"),
        (timedelta(minutes=-1), "late", "1 min late"),
        (timedelta(seconds=-59), "soon", "now"),
        (timedelta(0), "soon", "now"),
        (timedelta(minutes=40), "soon", "in 40 min"),
        (timedelta(hours=1), "", "today 16:00"),
        (timedelta(hours=9), "", "Sun 00:00"),
        (timedelta(days=6), "", "Fri 15:00"),
        (timedelta(days=7), "", "28 Nov 15:00"),
    ],
)
def test_a_moment(away: timedelta, state: str, words: str) -> None:
    due = NOW + away

    assert clock_face(due, NOW) == ClockFace(state, words, due.isoformat(timespec="seconds"))


@pytest.mark.parametrize(
    ("due", "state", "words"),
    [
        (date(2026, 11, 20), "late", "1 day late"),
        (date(2026, 11, 21), "", "today"),
        (date(2026, 11, 22), "", "tomorrow"),
        (date(2026, 12, 1), "", "Tue 1 Dec"),
        (date(2027, 12, 1), "", "1 Dec 2027"),
    ],
)
def test_a_day_is_due_until_its_end(due: date, state: str, words: str) -> None:
    assert clock_face(due, NOW) == ClockFace(state, words, due.isoformat())


def test_late_in_the_evening_today_is_still_the_services_today() -> None:
    evening = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)

    assert clock_face(date(2026, 11, 21), evening).words == "today"
