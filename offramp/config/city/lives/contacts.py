"""Single contacts of the branch teams: nobody needs a name, so none is kept."""

from datetime import datetime, timedelta
from typing import Any

from offramp.activities.enums import Kind, Outcome
from offramp.config.city.city import City
from offramp.config.city.lives.numbers import incident, occurrence
from offramp.config.city.lives.scene import PATROL, Scene, scene
from offramp.config.city.moments import Dice
from offramp.config.city.script import Life, Ref
from offramp.config.city.words.calls import CALLERS, CALLS, OTHER_ENDS, Situation
from offramp.config.city.words.visits import INTERACTIONS
from offramp.triage.enums import IntakeEnd


def interaction(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """A team meets somebody on its rounds."""
    life, where = Life(key), scene(city, dice, at)
    facts, outcome = dice.one(INTERACTIONS)
    log(city, dice, life, where, at, kind=Kind.INTERACTION, outcome=outcome, facts=facts, most=50)
    return life


def call(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """A team is the first to answer a call for service: on the radio, or told by whoever called HELP."""
    life, situation = Life(key), dice.one(CALLS)
    where = scene(city, dice, at, place=situation.place)
    facts, outcome = what_came(dice, situation)
    done: dict[str, Any] = {"kind": Kind.CALL_PRIMARY, "outcome": outcome, "facts": facts}
    if dice.maybe(0.5):
        log(city, dice, life, where, at, **done, most=95)
        return life
    intake = logged(dice, life, where, situation, at, on_scene_wanted=True)
    go(city, dice, life, where, intake, dice.minutes_after(at, 3, 9), **done)
    return life


def consultation(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """An officer asks for advice and gets it, from a call or on the phone."""
    life, situation = Life(key), dice.one(CALLS)
    where = scene(city, dice, at, place=situation.place)
    if dice.maybe(0.35):
        intake = logged(dice, life, where, situation, at, advice=situation.advice)
        close(life, where.navigator, dice.minutes_after(at, 1, 8), intake, IntakeEnd.ADVISED)
        return life
    intake = asked(dice, life, where, situation, at, on_scene_wanted=False)
    answering = dice.one((where.officer, where.navigator))
    advised = dice.minutes_after(at, 2, 14)
    life.step("triage.give_advice", answering, advised, intake=intake, text=situation.advice, then_close=True)
    return life


def assist(city: City, dice: Dice, key: str, at: datetime, *, is_advised: bool = False) -> Life:
    """A team comes to help patrol on scene; with advice first, it counts as a consultation too."""
    life, situation = Life(key), dice.one(CALLS)
    where = scene(city, dice, at, place=situation.place)
    intake = asked(dice, life, where, situation, at, on_scene_wanted=True)
    level(dice, life, where.navigator, situation, intake, dice.minutes_after(at, 1, 3))
    if is_advised:
        advised = dice.minutes_after(at, 7, 9)
        life.step("triage.give_advice", where.navigator, advised, intake=intake, text=situation.advice)
    facts, outcome = what_came(dice, situation)
    going = dice.minutes_after(at, 10, 15)
    done = {"kind": Kind.ON_SCENE_ASSIST, "outcome": outcome, "facts": facts}
    go(city, dice, life, where, intake, going, **done)
    return life


def what_came(dice: Dice, what: Situation) -> tuple[str, Outcome]:
    """Return what came of a call: mostly what fits what was seen."""
    return dice.one(OTHER_ENDS) if dice.maybe(0.25) else (what.facts, what.outcome)


def asked(dice: Dice, life: Life, where: Scene, what: Situation, at: datetime, *, on_scene_wanted: bool) -> Ref:
    """Patrol asks from a call."""
    return life.step(
        "triage.ask_help",
        dice.one(PATROL),
        at,
        "intake",
        **where.whereabouts,
        title=what.title,
        story=what.story,
        seen=list(what.seen),
        urgency=what.urgency,
        on_scene_wanted=on_scene_wanted,
        incident=incident(dice, at),
    )


def logged(
    dice: Dice,
    life: Life,
    where: Scene,
    what: Situation,
    at: datetime,
    *,
    advice: str = "",
    on_scene_wanted: bool = False,
) -> Ref:
    """A navigator logs a call while on the phone."""
    return life.step(
        "triage.log_call",
        where.navigator,
        at,
        "intake",
        **where.whereabouts,
        title=what.title,
        story=what.story,
        seen=list(what.seen),
        urgency=what.urgency,
        on_scene_wanted=on_scene_wanted,
        caller=dice.one(CALLERS),
        advice=advice,
    )


def level(dice: Dice, life: Life, by: str, what: Situation, intake: Ref, at: datetime) -> None:
    """Somebody rates what is known and accepts the level that follows."""
    ratings = dict(what.ratings)
    life.step("triage.rate", by, at, intake=intake, ratings=ratings, version=1)
    decided = dice.minutes_after(at, 1, 3)
    life.step("triage.decide_level", by, decided, intake=intake, level=None, override_reason="", version=2)


def go(city: City, dice: Dice, life: Life, where: Scene, intake: Ref, at: datetime, **done: Any) -> None:
    """A team says that it goes, goes, and writes down what was done."""
    life.step("triage.claim", where.officer, at, intake=intake, team=where.team, is_going=True)
    arrived = dice.minutes_after(at, 6, 25)
    took = dice.randint(15, 95)
    released = arrived + timedelta(minutes=dice.randint(5, took)) if dice.maybe(0.75) else None
    written = arrived + timedelta(minutes=took + dice.randint(3, 50))
    life.step(
        "triage.respond",
        where.officer,
        written,
        "activity",
        intake=intake,
        team=where.team,
        happened_at=arrived,
        **where.whereabouts,
        people=[],
        staff=[city.ground.users[where.officer], city.ground.users[where.navigator]],
        told="",
        occurrence=occurrence(dice, at),
        patrol_released_at=released,
        minutes=took,
        unnamed=0 if done["outcome"] == Outcome.NOT_FOUND else 1,
        then_close=True,
        **done,
    )


def close(life: Life, by: str, at: datetime, intake: Ref, end: IntakeEnd) -> None:
    """Somebody ends an intake."""
    life.step("triage.close_intake", by, at, intake=intake, end=end, note="")


def log(
    city: City,
    dice: Dice,
    life: Life,
    where: Scene,
    at: datetime,
    *,
    most: int,
    people: tuple[Ref, ...] = (),
    told: str = "",
    **done: Any,
) -> None:
    """A team writes down what it did without being asked for. most: how long it took at most, in minutes."""
    staff = [where.officer, where.navigator] if told or dice.maybe(0.85) else [where.officer]
    took = dice.randint(5, most)
    life.step(
        "activities.log_activity",
        where.navigator if told else staff[-1],
        at + timedelta(minutes=took + dice.randint(5, 60)),
        team=where.team,
        happened_at=at,
        **where.whereabouts,
        people=list(people),
        staff=[city.ground.users[username] for username in staff],
        told=told,
        occurrence="",
        patrol_released_at=None,
        minutes=took,
        unnamed=0 if people or done["outcome"] == Outcome.NOT_FOUND else dice.one((1, 1, 1, 1, 2, 3)),
        **done,
    )
