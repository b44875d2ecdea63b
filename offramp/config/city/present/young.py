"""The young people in the care of their own unit, and what waits in its queue."""

from datetime import timedelta
from typing import Final

from offramp.config.city.city import City
from offramp.config.city.ground.staff import YOUNG
from offramp.config.city.lives.scene import scene
from offramp.config.city.lives.young import AGES, refer_young, young_life
from offramp.config.city.moments import Dice
from offramp.config.city.script import Life
from offramp.config.city.writers.interpret import write

WAITING: Final = (
    ("A girl of fourteen who sleeps in the stairwell", "Her aunt asks for somebody who talks with her and the school."),
    ("A boy who is out of school since spring", "He asks for help with a job. His mother agrees that you call."),
)


def write_young(city: City, seed: str) -> None:
    """Write the young people and their unit's queue into the city's book."""
    with city.of_unit(YOUNG):
        for number in range(len(AGES)):
            key = f"{seed} young {number}"
            write(city, young_life(city, Dice(key), key, number))
        for number in range(len(WAITING)):
            write(city, _referred(city, Dice(f"{seed} young waits {number}"), number))


def _referred(city: City, dice: Dice, number: int) -> Life:
    """Patrol refers a young person; the unit has not taken it yet."""
    life, at = Life(f"young waits {number}"), city.now - timedelta(hours=5 + 20 * number)
    refer_young(life, scene(city, dice, at, team=YOUNG, place="The leisure centre"), *WAITING[number], at)
    return life
