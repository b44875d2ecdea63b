"""Windows of equal length: what is refused, and what a form proposes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.kernel.errors import Refused
from offramp.prevention.rules.windows import Window, are_equal, check_windows, proposed

TODAY = date(2026, 11, 23)


def window(first: str, last: str) -> Window:
    return Window(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        (("2025-06-30", "2025-06-01"), ("2026-06-01", "2026-06-30"), "before_last"),
        (("2025-06-01", "2025-06-30"), ("2026-06-30", "2026-06-01"), "after_last"),
        (("2025-06-01", "2025-06-30"), ("2025-06-30", "2025-07-29"), "after_first"),
        (("2025-06-01", "2025-06-30"), ("2026-06-01", "2026-07-15"), "after_last"),
        (("2025-02-01", "2025-02-28"), ("2026-03-01", "2026-03-31"), "after_last"),
        (("2025-10-25", "2025-11-23"), ("2026-10-25", "2026-11-23"), "after_last"),
    ],
    ids=["before is turned round", "after is turned round", "they meet", "unequal", "unequal months", "not over"],
)
def test_windows_that_cannot_be_compared_are_refused(
    before: tuple[str, str], after: tuple[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        check_windows(window(*before), window(*after), today=TODAY)

    assert (refusal.value.field, refusal.value.ask != "") == (field, True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("2025-06-01", "2025-08-31"), ("2026-06-01", "2026-08-31")),
        (("2025-03-02", "2025-04-01"), ("2026-06-01", "2026-07-01")),
        (("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")),
        (("2023-02-01", "2023-02-28"), ("2024-02-01", "2024-02-29")),
    ],
    ids=["the same months", "as many days", "a leap year", "a leap day at the end"],
)
def test_equal_windows_are_taken_and_a_leap_day_does_not_matter(
    before: tuple[str, str], after: tuple[str, str]
) -> None:
    check_windows(window(*before), window(*after), today=TODAY)


@given(
    begins=st.integers(0, 1600),
    lasted=st.integers(0, 400),
    kept=st.integers(0, 1700),
)
def test_what_a_form_proposes_is_equal_apart_from_the_response_and_at_most_a_year(
    begins: int, lasted: int, kept: int
) -> None:
    since = date(2022, 1, 1) + timedelta(days=begins)
    until = since + timedelta(days=lasted)
    before, after = proposed(since=since, until=until, kept_until=date(2022, 3, 1) + timedelta(days=kept))

    assert are_equal(before, after)
    assert before.last < since
    assert after.first > until
    assert 28 <= after.days <= 366


def test_the_same_months_are_proposed_where_they_lie_before_the_response() -> None:
    before, after = proposed(since=date(2025, 3, 10), until=date(2025, 5, 20), kept_until=date(2025, 10, 31))

    assert (before, after) == (window("2024-06-01", "2024-10-31"), window("2025-06-01", "2025-10-31"))
