"""What stands in the queues now: one danger to life, what patrol waits for, what can wait for days."""

from collections.abc import Iterator
from datetime import timedelta

from offramp.config.city.city import City
from offramp.config.city.ground.places import BRANCHES
from offramp.config.city.ground.staff import CORE
from offramp.config.city.lives.contacts import asked, level, logged
from offramp.config.city.lives.referred import refer
from offramp.config.city.lives.scene import Scene, scene
from offramp.config.city.moments import Dice
from offramp.config.city.script import Life
from offramp.config.city.words.calls import CALLS, DANGER, Situation
from offramp.triage import rules
from offramp.triage.enums import IntakeEnd, Level, Urgency
from offramp.triage.policy import policy_in_force


def open_intakes(city: City, dice: Dice, team: str) -> Iterator[Life]:
    """Yield what stands open in a team's queue."""
    if team == CORE:
        for number, hours in enumerate((2, 9, 26, 50)):
            where = scene(city, dice, city.now, team=CORE)
            life = Life(f"open referral {number}")
            refer(city, dice, life, where, city.now - timedelta(hours=hours), is_rated=number > 1)
            life.ends(city.now)
            yield life
        return
    if team == "downtown":
        yield _danger(city, dice, team)
    if team in ("downtown", "northeast", "west"):
        yield _waits(city, dice, team)
    yield _levelled(city, dice, team)
    yield _answered(city, dice, team)
    if team in ("downtown", "southeast"):
        yield _going(city, dice, team)


def _at(city: City, dice: Dice, team: str, what: Situation) -> Scene:
    return scene(city, dice, city.now, team=team, code=team, place=what.place)


def _danger(city: City, dice: Dice, team: str) -> Life:
    """Danger to life, four minutes ago, and nobody has said that they go."""
    life, where = Life("danger"), _at(city, dice, team, DANGER)
    asked(dice, life, where, DANGER, city.now - timedelta(minutes=4), on_scene_wanted=True)
    return life


def _waits(city: City, dice: Dice, team: str) -> Life:
    """Patrol waits at a call."""
    life, situation = Life(f"waits {team}"), _call(Urgency.NOW, team)
    where = _at(city, dice, team, situation)
    asked(dice, life, where, situation, city.now - timedelta(minutes=12), on_scene_wanted=True)
    return life


def _levelled(city: City, dice: Dice, team: str) -> Life:
    """Somebody phoned some hours ago; it is rated, and nobody has taken it."""
    life, situation = Life(f"levelled {team}"), _call(Urgency.TODAY, team)
    where = _at(city, dice, team, situation)
    at = city.now - timedelta(hours=dice.randint(2, 6))
    intake = logged(dice, life, where, situation, at)
    level(dice, life, where.officer, situation, intake, dice.minutes_after(at, 10, 30))
    return life


def _answered(city: City, dice: Dice, team: str) -> Life:
    """Patrol asked this morning and got advice."""
    life, situation = Life(f"answered {team}"), _call(Urgency.TODAY, team, 2)
    where = _at(city, dice, team, situation)
    at = city.now - timedelta(hours=dice.randint(3, 8))
    intake = asked(dice, life, where, situation, at, on_scene_wanted=False)
    advised = dice.minutes_after(at, 3, 20)
    life.step("triage.give_advice", where.navigator, advised, intake=intake, text=situation.advice)
    closed = dice.minutes_after(advised, 2, 9)
    life.step("triage.close_intake", where.navigator, closed, intake=intake, end=IntakeEnd.ADVISED, note="")
    return life


def _going(city: City, dice: Dice, team: str) -> Life:
    """The team is on its way."""
    life, situation = Life(f"going {team}"), _call(Urgency.NOW, team, 3)
    where = _at(city, dice, team, situation)
    at = city.now - timedelta(minutes=25)
    intake = asked(dice, life, where, situation, at, on_scene_wanted=True)
    level(dice, life, where.navigator, situation, intake, dice.minutes_after(at, 2, 4))
    claimed = dice.minutes_after(at, 8, 12)
    life.step("triage.claim", where.officer, claimed, intake=intake, team=where.team, is_going=True)
    return life


def _call(urgency: Urgency, team: str, further: int = 0) -> Situation:
    """Return a situation of that urgency that is no danger to life: another for each team."""
    suitable = [what for what in CALLS if what.urgency == urgency and not _is_danger(what)]
    return suitable[(list(BRANCHES).index(team) + further) % len(suitable)]


def _is_danger(what: Situation) -> bool:
    picture = rules.Picture(frozenset(what.seen), what.urgency, True, dict(what.ratings))
    return rules.suggest(policy_in_force(), picture).level == Level.DANGER
