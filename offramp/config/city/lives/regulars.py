"""People a branch team meets again and again, without a case: where they are found, how to approach them."""

from datetime import datetime, timedelta
from typing import Any

from offramp.activities.enums import Kind
from offramp.config.city.city import City
from offramp.config.city.ground.places import COMPANY, REGULAR
from offramp.config.city.lives.contacts import log
from offramp.config.city.lives.referred import open_file
from offramp.config.city.lives.scene import scene
from offramp.config.city.moments import Dice, day_of
from offramp.config.city.script import Life, Ref
from offramp.config.city.words.notes import CARDS, FACTS


def regular(city: City, dice: Dice, key: str, at: datetime, until: datetime) -> Life:
    """A team opens a file for somebody it keeps meeting on its rounds, until a day."""
    life, where = Life(key), scene(city, dice, at)
    person = open_file(city, dice, life, where.navigator, at)
    where_found = dice.minutes_after(at, 2, 9)
    life.step(
        "people.note_sighting",
        where.officer,
        where_found,
        person=person,
        place=dice.one(REGULAR),
        neighbourhood=where.neighbourhood,
        company=dice.one(COMPANY),
    )
    if dice.maybe(0.4):
        approach, helps = dice.one(CARDS)
        written = dice.minutes_after(at, 10, 20)
        told = {"told_person": dice.maybe(0.7)}
        card = life.step(
            "people.write_safety_card", where.officer, written, "card", person=person, approach=approach, helps=helps,
            **told,
        )  # fmt: skip
        reviewed = dice.days_after(written, 1, 6)
        review_on = day_of(reviewed) + timedelta(days=dice.randint(90, 360))
        life.step("people.review_safety_card", where.navigator, reviewed, card=card, review_on=review_on)
    met = dice.minutes_after(at, 21, 60)
    for _ in range(dice.randint(1, 4)):
        facts, outcome = dice.one(FACTS)
        done: dict[str, Any] = {"kind": Kind.INTERACTION, "outcome": outcome, "facts": facts}
        log(city, dice, life, where, met, most=50, people=(person,), **done)
        met = dice.days_after(met, 7, 60)
    life.ends(until)
    if life.gave("card"):
        life.step("people.put_card_away", where.navigator, dice.days_after(until, 20, 90), card=Ref("card"))
    return life
