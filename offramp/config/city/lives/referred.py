"""Somebody is referred to HELP, and the core team assists: without a name where none is needed."""

from datetime import datetime
from uuid import UUID

from offramp.activities.enums import Kind, Outcome
from offramp.config.city.city import City
from offramp.config.city.lives.contacts import close
from offramp.config.city.lives.persona import persona
from offramp.config.city.lives.scene import PATROL, Scene, core_scene
from offramp.config.city.moments import Dice, day_of
from offramp.config.city.script import Life, Ref
from offramp.config.city.words.calls import CALLERS, REASONS, Reason
from offramp.config.city.words.notes import OVERRIDE
from offramp.config.city.words.visits import FOUND
from offramp.people.enums import Status
from offramp.triage.enums import Door, IntakeEnd, Level, Urgency

DOORS = (Door.FROM_PATROL, Door.FROM_PATROL, Door.FROM_AGENCY, Door.FROM_COMMUNITY, Door.FROM_PERSON)
ADVICE = "Spoke with whoever asked, and named two places that can help now. They will call again if it does not work."
UNNAMED_ENDS = (
    (Outcome.HELPED, IntakeEnd.RESPONDED),
    (Outcome.REFERRED, IntakeEnd.REFERRED),
    (Outcome.NOT_FOUND, IntakeEnd.NOT_FOUND),
    (Outcome.DECLINED, IntakeEnd.DECLINED),
)
NAMED_ENDS = (
    (Outcome.HELPED, IntakeEnd.RESPONDED),
    (Outcome.REFERRED, IntakeEnd.REFERRED),
    (Outcome.DECLINED, IntakeEnd.DECLINED),
)


def unnamed(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """The core team advises, or goes and looks; nobody's name is kept."""
    life, where = Life(key), core_scene(city, dice, at)
    intake = refer(city, dice, life, where, at)
    met = dice.days_after(at, 1, 3)
    if dice.maybe(0.3):
        life.step("triage.give_advice", where.navigator, met, intake=intake, text=ADVICE, then_close=True)
        return life
    outcome, end = dice.one(UNNAMED_ENDS)
    written = visit(city, dice, life, where, intake, met, outcome, [])
    close(life, where.navigator, dice.minutes_after(written, 1, 30), intake, end)
    return life


def known(city: City, dice: Dice, key: str, at: datetime) -> Life:
    """The core team meets somebody, opens a file, and it does not come to a case: for declining, a minimal record."""
    life, where = Life(key), core_scene(city, dice, at)
    intake = refer(city, dice, life, where, at)
    met = dice.days_after(at, 1, 3)
    person = open_file(city, dice, life, where.navigator, met)
    outcome, end = dice.one(NAMED_ENDS)
    written = visit(city, dice, life, where, intake, met, outcome, [person])
    if end == IntakeEnd.DECLINED:
        said = dice.minutes_after(written, 1, 5)
        life.step("people.set_status", where.navigator, said, person=person, status=Status.DECLINED, reason="")
    close(life, where.navigator, dice.minutes_after(written, 6, 30), intake, end)
    return life


def refer(city: City, dice: Dice, life: Life, where: Scene, at: datetime, *, is_rated: bool = True) -> Ref:
    """Somebody refers to HELP, and the core team levels it and takes it."""
    reason, door = dice.one(REASONS), dice.one(DOORS)
    intake = life.step(
        "triage.refer_to_help",
        dice.one(PATROL) if door == Door.FROM_PATROL else where.navigator,
        at,
        "intake",
        door=door,
        **where.whereabouts,
        title=reason.title,
        story=reason.story,
        seen=list(reason.seen),
        urgency=dice.one((Urgency.DAYS, Urgency.DAYS, Urgency.TODAY, Urgency.UNKNOWN)),
        from_agency=_agency(city, dice, at) if door == Door.FROM_AGENCY else None,
        caller=dice.one(CALLERS) if door == Door.FROM_COMMUNITY else "",
    )
    if is_rated:
        _take(dice, life, where, reason, intake, at)
    return intake


def _take(dice: Dice, life: Life, where: Scene, reason: Reason, intake: Ref, at: datetime) -> None:
    rated = dice.minutes_after(at, 20, 120)
    by = dice.one((where.officer, where.navigator))
    life.step("triage.rate", by, rated, intake=intake, ratings=dict(reason.ratings), version=1)
    overrides = dice.maybe(0.03)
    life.step(
        "triage.decide_level",
        by,
        dice.minutes_after(rated, 1, 9),
        intake=intake,
        level=Level.DAYS if overrides else None,
        override_reason=OVERRIDE if overrides else "",
        version=2,
    )
    claimed = dice.minutes_after(rated, 10, 200)
    life.step("triage.claim", where.navigator, claimed, intake=intake, team=where.team, is_going=False)


def open_file(city: City, dice: Dice, life: Life, by: str, at: datetime) -> Ref:
    """Somebody opens a file for a person who has none."""
    return life.step("people.open_person", by, at, "person", **persona(dice, day_of(at), city.names_taken))


def visit(
    city: City,
    dice: Dice,
    life: Life,
    where: Scene,
    intake: Ref,
    at: datetime,
    outcome: Outcome,
    people: list[Ref],
    kind: Kind = Kind.INTERACTION,
    facts: str = "",
) -> datetime:
    """The officer and the navigator go, and write it down. Returns when. facts: what they write, if not the usual."""
    took = dice.randint(15, 90)
    written = dice.minutes_after(at, took + 5, took + 60)
    life.step(
        "triage.respond",
        where.navigator,
        written,
        "activity",
        intake=intake,
        kind=kind,
        team=where.team,
        happened_at=dice.minutes_after(at, 1, 3),
        **where.whereabouts,
        people=people,
        staff=[city.ground.users[where.officer], city.ground.users[where.navigator]],
        outcome=outcome,
        facts=facts or dice.one(FOUND[outcome]),
        told="",
        occurrence="",
        patrol_released_at=None,
        minutes=took,
        unnamed=0 if people or outcome == Outcome.NOT_FOUND else 1,
    )
    return written


def _agency(city: City, dice: Dice, at: datetime) -> UUID:
    return city.ground.agencies[dice.one(city.ground.partners(day_of(at)))]
