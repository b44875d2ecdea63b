"""People, and requests about people, that were referred to HELP: the core team assists, and some are accepted."""

from datetime import datetime

from offramp.access.enums import Role
from offramp.config.city.city import City
from offramp.config.city.ground.staff import CORE
from offramp.config.city.lives.persona import persona
from offramp.config.city.lives.scene import PATROL, core_scene
from offramp.config.city.moments import Dice, day_of
from offramp.config.city.script import Life, Ref
from offramp.config.city.words.calls import CALLERS, REASONS
from offramp.triage.enums import Door, IntakeEnd, Urgency


def referred(city: City, dice: Dice, key: str, at: datetime, end: IntakeEnd) -> Life:
    """Somebody is referred to HELP, and the core team assists: without a name where none is needed."""
    life = Life(key)
    intake = ask(city, dice, life, at)
    navigator = dice.one(city.ground.on_duty(CORE, Role.NAVIGATOR, at))
    assisted = dice.days_after(at, 1, 3)
    life.step("triage.assist", navigator, assisted, intake=intake)
    life.step("triage.close_intake", navigator, dice.minutes_after(assisted, 10, 90), intake=intake, end=end, note="")
    return life


def accepted(city: City, dice: Dice, key: str, at: datetime, taken: set[str]) -> Life:
    """Somebody is referred to HELP and accepted into case management by the core team."""
    life = Life(key)
    intake = ask(city, dice, life, at)
    navigator = dice.one(city.ground.on_duty(CORE, Role.NAVIGATOR, at))
    officer = dice.one(city.ground.on_duty(CORE, Role.HELP_OFFICER, at))
    met = dice.days_after(at, 1, 3)
    life.step("triage.assist", navigator, met, intake=intake)
    who = persona(dice, day_of(at), taken)
    person = life.step("people.open_person", navigator, dice.minutes_after(met, 10, 30), "person", **who)
    users, later = city.ground.users, dice.minutes_after(met, 31, 60)
    seats = {"person": person, "reason": ""}
    life.step("casework.seat", navigator, later, "seat", user=users[navigator], is_lead=True, **seats)
    life.step("casework.seat", navigator, later, "officer's seat", user=users[officer], is_lead=False, **seats)
    team = city.ground.teams[CORE]
    accepting = dice.minutes_after(later, 1, 20)
    life.step("casework.accept_case", navigator, accepting, "case", person=person, team=team, reason="")
    closing = dice.minutes_after(accepting, 1, 20)
    life.step("triage.close_intake", navigator, closing, intake=intake, end=IntakeEnd.ACCEPTED, note="")
    return life


def ask(city: City, dice: Dice, life: Life, at: datetime) -> Ref:
    """Write down how a referral to HELP arrives."""
    where, reason = core_scene(city, dice, at), dice.one(REASONS)
    door = dice.one((Door.FROM_PATROL, Door.FROM_PATROL, Door.FROM_AGENCY, Door.FROM_COMMUNITY, Door.FROM_PERSON))
    agency = _agency(city, dice, at) if door == Door.FROM_AGENCY else None
    return life.step(
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
        person_name="",
        from_agency=agency,
        caller=dice.one(CALLERS) if door == Door.FROM_COMMUNITY else "",
    )


def _agency(city: City, dice: Dice, at: datetime) -> object:
    day = day_of(at)
    partners = [
        code
        for code, plan in city.ground.agency_plans.items()
        if plan.starts_on <= day and (plan.ends_on is None or day <= plan.ends_on)
    ]
    return city.ground.agencies[dice.one(partners)]
