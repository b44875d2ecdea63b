"""Single contacts of the branch teams: nobody needs a name, so none is kept."""

from datetime import datetime, timedelta

from offramp.activities.enums import Kind, Outcome
from offramp.config.city.city import City
from offramp.config.city.lives.scene import Scene, scene
from offramp.config.city.moments import Dice
from offramp.config.city.script import Life
from offramp.config.city.words.calls import CALLS
from offramp.config.city.words.visits import ASSIST_OUTCOMES, CALL_OUTCOMES, INTERACTIONS


def interaction(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """A team meets somebody on its rounds."""
    life, where = Life(key), scene(city, dice, at, inside=dice.maybe(0.4))
    facts, outcome = dice.one(INTERACTIONS)
    _log(life, dice, city, where, Kind.INTERACTION, at, outcome, facts, dice.randint(5, 50))
    return life


def call(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """A team is the first to answer a call for service."""
    life, situation = Life(key), dice.one(CALLS)
    where = scene(city, dice, at, inside=situation.inside)
    _log(life, dice, city, where, Kind.CALL_PRIMARY, at, dice.one(CALL_OUTCOMES), situation.facts, dice.randint(15, 95))
    return life


def consultation(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """An officer asks for advice and gets it."""
    life, situation = Life(key), dice.one(CALLS)
    where = scene(city, dice, at, inside=situation.inside)
    _log(life, dice, city, where, Kind.CONSULTATION, at, Outcome.ADVISED, situation.advice, dice.randint(3, 15))
    return life


def assist(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """A team comes to help patrol on scene."""
    life, situation = Life(key), dice.one(CALLS)
    where = scene(city, dice, at, inside=situation.inside)
    outcome = dice.one(ASSIST_OUTCOMES)
    _log(life, dice, city, where, Kind.ON_SCENE_ASSIST, at, outcome, situation.facts, dice.randint(15, 95))
    return life


def _log(
    life: Life,
    dice: Dice,
    city: City,
    where: Scene,
    kind: Kind,
    at: datetime,
    outcome: Outcome,
    facts: str,
    minutes: int,
) -> None:
    staff = [where.officer, where.navigator] if dice.maybe(0.85) else [where.officer]
    life.step(
        "activities.log_activity",
        staff[-1] if dice.maybe(0.5) else where.officer,
        at + timedelta(minutes=minutes + dice.randint(5, 60)),
        kind=kind,
        team=where.team,
        happened_at=at,
        **where.whereabouts,
        people=[],
        staff=[city.ground.users[username] for username in staff],
        outcome=outcome,
        facts=facts,
        told="",
        occurrence="",
        patrol_released_at=None,
        minutes=minutes,
        unnamed=0 if outcome == Outcome.NOT_FOUND else dice.one((1, 1, 1, 1, 2, 3)),
    )
