"""The months before the city's present, and what waits on it."""

from datetime import datetime, timedelta
from typing import Final

from offramp.config.city.city import City
from offramp.config.city.ground.places import BRANCHES
from offramp.config.city.ground.staff import CORE
from offramp.config.city.history import CONTACTS
from offramp.config.city.lives import referred
from offramp.config.city.lives.cases import branch_case, core_case
from offramp.config.city.moments import Dice, day_of
from offramp.config.city.present import queues, waiting
from offramp.config.city.present.pace import write_pace
from offramp.config.city.present.prevention import write_prevention
from offramp.config.city.present.young import write_young
from offramp.config.city.writers.interpret import write

MONTHS: Final = timedelta(days=120)
RECENT_CONTACTS: Final = 320
RECENT_REFERRALS: Final = 24
CASES: Final = {CORE: 6, "downtown": 6, "northeast": 6, "northwest": 4, "southeast": 5, "southwest": 4, "west": 5}
"""How many cases are open, by team."""
YOUNGEST_CASE, OLDEST_CASE = 30, 190
"""How many days ago they began."""


def write_present(city: City, seed: str) -> None:
    """Write the last months, the years of PACE, and what waits now into the city's book."""
    for number in range(RECENT_CONTACTS):
        _contact(city, f"{seed} recent {number}")
    for number in range(RECENT_REFERRALS):
        dice = Dice(f"{seed} lately {number}")
        life = referred.unnamed(city, dice, f"lately {number}", _some_day(city, dice, 6))
        life.ends(city.now)
        write(city, life)
    for team, count in CASES.items():
        for number in range(count):
            _case(city, f"{seed} open {team} {number}", team, number)
    for team in (CORE, *BRANCHES):
        for life in queues.open_intakes(city, Dice(f"{seed} queue {team}"), team):
            write(city, life)
    write_pace(city, seed)
    write_young(city, seed)
    write_prevention(city, seed)


def _contact(city: City, key: str) -> None:
    dice = Dice(key)
    kind = dice.choices(list(CONTACTS), weights=[5, 2, 2, 1])[0]
    life = CONTACTS[kind](city, dice, key, _some_day(city, dice, 1))
    life.ends(city.now)
    write(city, life)


def _some_day(city: City, dice: Dice, least: int) -> datetime:
    today = day_of(city.now)
    return dice.hour_of(dice.day_between(today - MONTHS, today - timedelta(days=least)))


def _case(city: City, key: str, team: str, number: int) -> None:
    dice = Dice(key)
    today = day_of(city.now)
    at = dice.hour_of(today - timedelta(days=dice.randint(YOUNGEST_CASE, OLDEST_CASE)))
    course = (
        core_case(city, dice, key, at, goes_on=True) if team == CORE else branch_case(city, dice, key, at, team=team)
    )
    waiting.leave_open(course, number)
    write(city, course.life)
