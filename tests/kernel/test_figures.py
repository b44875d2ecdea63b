"""Intervals of shares and counts. The worked examples that were published stand in `bench/sara.py`, with sources."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offramp.kernel.figures import poisson_interval, wilson_interval


@settings(deadline=None)  # the first one loads what draws the quantiles
@given(st.integers(0, 400), st.integers(0, 400))
def test_a_share_lies_within_its_interval_and_the_interval_within_the_whole(some: int, others: int) -> None:
    low, high = wilson_interval(some, some + others)

    assert 0 <= low <= high <= 1
    assert some + others == 0 or low <= some / (some + others) <= high


def test_of_nothing_any_share_is_possible() -> None:
    assert wilson_interval(0, 0) == (0, 1)


def test_an_interval_that_is_surer_is_wider() -> None:
    usual, surer = wilson_interval(10, 40), wilson_interval(10, 40, confidence=0.99)

    assert surer[0] < usual[0] < usual[1] < surer[1]


@settings(deadline=None)
@given(st.integers(1, 5000))
def test_a_count_lies_within_its_interval(count: int) -> None:
    low, high = poisson_interval(count)

    assert low < count < high


@pytest.mark.parametrize(("count", "of"), [(-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        wilson_interval(count, of)


def test_what_is_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="no count"):
        poisson_interval(-1)
