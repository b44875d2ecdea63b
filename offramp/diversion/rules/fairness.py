"""Rates with intervals, and which numbers are too small to show."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from offramp.kernel.figures import wilson_interval

SMALLEST_SHOWN = 5
"""Numbers from 1 to 4 are not shown: among so few, somebody may be known."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A count of others, as a share with its 95% interval, all in per cent."""

    count: int
    of: int
    share: float
    low: float
    high: float


def is_small(count: int) -> bool:
    """Say whether a count is too small to show."""
    return 0 < count < SMALLEST_SHOWN


def rate(count: int, of: int) -> Rate | None:
    """Return a rate, or None where it tells of few: few who were, or few who were not."""
    if of == 0 or is_small(count) or is_small(of - count):
        return None
    low, high = wilson_interval(count, of)
    return Rate(count, of, 100 * count / of, 100 * low, 100 * high)


def left_out(counts: Sequence[tuple[int, int]], already: Collection[int] = ()) -> frozenset[int]:
    """Return which cells of a column are not shown, by their place: those that tell of few, and what tells of those.

    counts: how many, of how many. already: left out in a column by which this one could be worked out.
    Where exactly one is left out, the next smallest is too: the total stands in another table of the page.
    """
    hidden = {
        place for place, (count, of) in enumerate(counts) if place in already or is_small(count) or is_small(of - count)
    }
    rest = sorted((count, place) for place, (count, of) in enumerate(counts) if of and place not in hidden)
    return frozenset({*hidden, rest[0][1]} if len(hidden) == 1 and rest else hidden)
