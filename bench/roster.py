"""A month proposed at once: how soon the first roster, how near the bound, how fair, how few moves when one drops out.

The months are invented, with members who differ as real ones do, and events that overlap at week-ends. Each is worked
on until it is proved best, at most as long as the product gives itself.
"""

import os
import platform
import time
from dataclasses import dataclass, replace
from statistics import pstdev

from bench._figures import p50, print_table
from bench._month import month_of
from offramp.config.city.moments import Dice
from offramp.engagement.rules.months import Solved
from offramp.engagement.rules.rostering import rank
from offramp.engagement.rules.solving import solve

SIZES = ((40, 20), (80, 40))
SEEDS = (1, 2, 3)
SECONDS = 30
HEAD = ["members x events", "first s", "done s", "gap %", "missing", "spread", "moves", "needed", "rank ms"]


@dataclass(frozen=True, slots=True)
class Tried:
    """What one month took.

    first: seconds to the first roster. spread: how far members are from the load they wished, as a standard deviation
    in events. moves: places lost in a new proposal after one member drops out of all; needed: those they held.
    """

    first: float
    seconds: float
    gap: float
    missing: int
    spread: float
    moves: int
    needed: int
    rank_ms: float


def run() -> None:
    """Measure each size and print the table."""
    rows = []
    for members, events in SIZES:
        for seed in SEEDS:
            rows.append(row_of(members, events, measure(members, events, seed=seed, seconds=SECONDS)))
    print(f"{len(SEEDS)} months each, {SECONDS} s at most, {os.cpu_count()} cores ({platform.machine()})")
    print()
    print_table(HEAD, rows)
    print()
    print("spread: from the wished load, in events (standard deviation). moves: places lost when one member drops out.")


def measure(members: int, events: int, *, seed: int, seconds: float) -> Tried:
    """Propose a month, then again without its busiest member, and rank one event."""
    month, told = month_of(members, events, Dice(seed)), list[Solved]()
    found = solve(month, seconds=seconds, told=told.append)
    loads = {one.id: sum(place.member == one.id for place in found.places) for one in month.candidates}
    busiest = max(loads, key=lambda member: loads[member])
    gone = [replace(one, declined=frozenset(month.events)) if one.id == busiest else one for one in month.candidates]
    again = solve(replace(month, candidates=gone, standing=found.places), seconds=seconds)
    taken = []
    for event in month.occasions:
        began = time.perf_counter()
        rank(event, month.candidates)
        taken.append((time.perf_counter() - began) * 1000)
    return Tried(
        first=told[0].seconds, seconds=found.seconds, gap=found.gap,
        missing=sum(
            max(0, event.at_least - sum(place.occasion == event.id for place in found.places))
            for event in month.occasions
        ),
        spread=pstdev(loads[one.id] - one.wished_load for one in month.candidates),
        moves=len(found.places - again.places), needed=loads[busiest], rank_ms=p50(taken),
    )  # fmt: skip


def row_of(members: int, events: int, tried: Tried) -> list[str]:
    """Return a row of the table."""
    return [
        f"{members} x {events}", f"{tried.first:.1f}", f"{tried.seconds:.1f}", f"{100 * tried.gap:.2f}",
        f"{tried.missing}", f"{tried.spread:.2f}", f"{tried.moves}", f"{tried.needed}", f"{tried.rank_ms:.1f}",
    ]  # fmt: skip
