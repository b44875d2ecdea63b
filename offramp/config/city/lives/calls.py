"""How many calls there were in some neighbourhoods: by chance around a rate, by day, for more than three years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import Final

from offramp.config.city.moments import Dice
from offramp.config.city.words.prevention import BREAK_INS, DAMAGE, DISTURBANCE, SPEEDING

DAYS: Final = 1330
WEEKEND: Final = {DISTURBANCE: 2.6, BREAK_INS: 1.5, DAMAGE: 1.3, SPEEDING: 0.3}
SUMMER: Final = {DISTURBANCE: 1.3, BREAK_INS: 1.1, DAMAGE: 1.2, SPEEDING: 1.2}
RATES: Final = {
    "Alberta Avenue": {BREAK_INS: 0.62, DISTURBANCE: 0.5, DAMAGE: 0.2},
    "Parkdale": {BREAK_INS: 0.34, DISTURBANCE: 0.3, DAMAGE: 0.15},
    "Beverly Heights": {BREAK_INS: 0.5, DISTURBANCE: 0.35, DAMAGE: 0.2},
    "Strathcona": {SPEEDING: 0.4, DISTURBANCE: 0.45, BREAK_INS: 0.2},
    "Queen Alexandra": {SPEEDING: 0.36, DISTURBANCE: 0.2},
    "Garneau": {SPEEDING: 0.2, DISTURBANCE: 0.35},
    "Downtown core": {DISTURBANCE: 1.1, BREAK_INS: 0.25, DAMAGE: 0.3},
    "Wîhkwêntôwin": {DAMAGE: 0.02, DISTURBANCE: 0.5},
    "Rossdale": {DAMAGE: 0.015, DISTURBANCE: 0.1},
    "Riverdale": {DAMAGE: 0.22},
    "Queen Mary Park": {DAMAGE: 0.16, DISTURBANCE: 0.3},
}
"""Calls a day by area and type."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From so many days ago on, an area has so many times as many calls of a type."""

    area: str
    call_type: str
    ago: int
    times: float


TURNS: Final = (
    Turn("Alberta Avenue", BREAK_INS, 620, 0.55), Turn("Parkdale", BREAK_INS, 620, 0.85),
    Turn("Strathcona", SPEEDING, 540, 0.5), Turn("Downtown core", DISTURBANCE, 200, 1.5),
    Turn("Riverdale", DAMAGE, 480, 0.6),
)  # fmt: skip


def calls(today: date, seed: str) -> Iterator[tuple[str, str, date, int]]:
    """Return each count that is not 0, and the first of each month: area, type, day, number. The same for a seed.

    With the 0 of a first day a file tells of an area in a month without a call, too.
    """
    for area, rates in RATES.items():
        for call_type, rate in rates.items():
            dice = Dice(f"{seed} calls {area} {call_type}")
            for ago in range(DAYS, 0, -1):
                day = today - timedelta(days=ago)
                number = _drawn(dice, rate * _times(area, call_type, day, ago))
                if number or day.day == 1 or ago == DAYS:
                    yield area, call_type, day, number


def _times(area: str, call_type: str, day: date, ago: int) -> float:
    times = WEEKEND[call_type] if day.weekday() in (4, 5) else 1.0
    times *= SUMMER[call_type] if 5 <= day.month <= 8 else 1.0
    for turn in TURNS:
        if (turn.area, turn.call_type) == (area, call_type) and ago <= turn.ago:
            times *= turn.times
    return times


def _drawn(dice: Dice, rate: float) -> int:
    """Return a number by chance around a rate: Knuth's way to draw from a Poisson distribution."""
    limit, drawn, product = exp(-rate), 0, dice.random()
    while product > limit:
        drawn += 1
        product *= dice.random()
    return drawn
