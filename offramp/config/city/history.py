"""The years the published counters tell of: as many rows of each kind as were counted, because they happened."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from offramp.activities.enums import Kind
from offramp.config.city.city import City
from offramp.config.city.lives import contacts
from offramp.config.city.lives.published import (
    ACCEPTED,
    BRANCH_ACTIVITIES,
    BRANCHES_BEGAN,
    FIRST_DAY,
    LAST_DAY,
    REFERRALS_ASSISTED,
)
from offramp.config.city.lives.referred import accepted, referred
from offramp.config.city.moments import Dice
from offramp.config.city.script import Life
from offramp.triage.enums import IntakeEnd

WRITTEN_BEFORE_THE_END = timedelta(days=12)
CONTACTS: Final = {
    Kind.INTERACTION: contacts.interaction,
    Kind.CALL_PRIMARY: contacts.call,
    Kind.CONSULTATION: contacts.consultation,
    Kind.ON_SCENE_ASSIST: contacts.assist,
}
OTHER_ENDS: Final = (
    IntakeEnd.ADVISED,
    IntakeEnd.RESPONDED,
    IntakeEnd.REFERRED,
    IntakeEnd.REFERRED,
    IntakeEnd.DECLINED,
    IntakeEnd.NOT_FOUND,
)


def history(city: City, seed: str) -> Iterator[Life]:
    """Yield the lives of the counted years."""
    taken: set[str] = set()
    last_asked = LAST_DAY - WRITTEN_BEFORE_THE_END
    for number in range(ACCEPTED):
        dice = Dice(f"{seed} case {number}")
        at = dice.hour_of(dice.day_between(FIRST_DAY, last_asked))
        yield accepted(city, dice, f"case {number}", at, taken)
    for number in range(REFERRALS_ASSISTED - ACCEPTED):
        dice = Dice(f"{seed} referral {number}")
        at = dice.hour_of(dice.day_between(FIRST_DAY, last_asked))
        yield referred(city, dice, f"referral {number}", at, dice.one(OTHER_ENDS))
    for kind, count in BRANCH_ACTIVITIES.items():
        for number in range(count):
            dice = Dice(f"{seed} {kind} {number}")
            at = dice.hour_of(dice.day_between(BRANCHES_BEGAN, last_asked))
            yield CONTACTS[kind](city, dice, f"{kind} {number}", at)
