"""The years the published counters tell of: as many rows of each kind as were counted, because they happened."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from offramp.accounts.enums import Tier
from offramp.activities.enums import Kind
from offramp.activities.models import Activity
from offramp.config.city.city import City
from offramp.config.city.lives import cases, contacts, referred
from offramp.config.city.lives.published import (
    ACCEPTED,
    BRANCH_ACTIVITIES,
    BRANCHES_BEGAN,
    FIRST_DAY,
    LAST_DAY,
    REFERRALS_ASSISTED,
)
from offramp.config.city.lives.regulars import regular
from offramp.config.city.moments import Dice, day_of, local
from offramp.config.city.script import Life
from offramp.config.city.writers.interpret import write

LAST_ASKED: Final = LAST_DAY - timedelta(days=12)
"""Whatever is asked until this day is answered, and accepted, before the last one."""
NAMED: Final = 264
"""Referrals of people whose file was opened and who were not accepted."""
REGULARS: Final = 130
ADVISED_AND_ASSISTED: Final = 140
"""Consults that became an assist: they count in both."""

CONTACTS: Final[Mapping[Kind, Callable[[City, Dice, str, datetime], Life]]] = {
    Kind.INTERACTION: contacts.interaction,
    Kind.CALL_PRIMARY: contacts.call,
    Kind.CONSULTATION: contacts.consultation,
    Kind.ON_SCENE_ASSIST: contacts.assist,
}
Script = Callable[[City, Dice, str], Life]


def write_history(city: City, seed: str) -> None:
    """Write the lives of the counted years into the city's book."""
    _repeat(city, f"{seed} case", ACCEPTED, _accepted)
    _repeat(city, f"{seed} named", NAMED, _named)
    _repeat(city, f"{seed} unnamed", REFERRALS_ASSISTED - ACCEPTED - NAMED, _unnamed)
    _repeat(city, f"{seed} regular", REGULARS, _regular)
    _repeat(city, f"{seed} advised and assisted", ADVISED_AND_ASSISTED, _advised_and_assisted)
    left = Counter(BRANCH_ACTIVITIES)
    left.subtract(Counter(Kind(row.kind) for row in city.book.where(Activity, is_counted)))
    for kind, contact in CONTACTS.items():
        for number in range(left[kind]):
            dice = Dice(f"{seed} {kind} {number}")
            write(city, contact(city, dice, f"{seed} {kind} {number}", dice.hour_of(_since(dice, BRANCHES_BEGAN))))


def is_counted(activity: Activity) -> bool:
    """Return whether an activity is one the published counters count."""
    return activity.tier == Tier.BRANCH and FIRST_DAY <= day_of(activity.at) <= LAST_DAY


def _repeat(city: City, seed: str, times: int, script: Script) -> None:
    for number in range(times):
        key = f"{seed} {number}"
        write(city, script(city, Dice(key), key))


def _since(dice: Dice, first: date) -> date:
    return dice.day_between(first, LAST_ASKED)


def _accepted(city: City, dice: Dice, key: str) -> Life:
    return cases.core_case(city, dice, key, dice.hour_of(_since(dice, FIRST_DAY))).life


def _named(city: City, dice: Dice, key: str) -> Life:
    return referred.known(city, dice, key, dice.hour_of(_since(dice, FIRST_DAY)))


def _unnamed(city: City, dice: Dice, key: str) -> Life:
    return referred.unnamed(city, dice, key, dice.hour_of(_since(dice, FIRST_DAY)))


def _regular(city: City, dice: Dice, key: str) -> Life:
    return regular(city, dice, key, dice.hour_of(_since(dice, BRANCHES_BEGAN)), local(LAST_DAY))


def _advised_and_assisted(city: City, dice: Dice, key: str) -> Life:
    return contacts.assist(city, dice, key, dice.hour_of(_since(dice, BRANCHES_BEGAN)), is_advised=True)
