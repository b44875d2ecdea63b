"""The course of a case: how somebody arrives, and what follows in which order."""

from datetime import datetime, timedelta
from typing import Any

from offramp.activities.enums import Kind, Outcome
from offramp.config.city.city import City
from offramp.config.city.lives.cases import ending, weeks
from offramp.config.city.lives.cases.person import Course
from offramp.config.city.lives.contacts import asked, close, level
from offramp.config.city.lives.referred import open_file, refer, visit
from offramp.config.city.lives.scene import core_scene, scene
from offramp.config.city.moments import Dice
from offramp.config.city.script import Life
from offramp.config.city.words.calls import CALLS
from offramp.config.city.words.notes import ACCEPT_REASON
from offramp.triage.enums import IntakeEnd

__all__ = ["Course", "branch_case", "core_case"]


def core_case(city: City, dice: Dice, key: str, at: datetime, *, goes_on: bool = False) -> Course:
    """Somebody is referred to HELP, met, and accepted into case management by the core team."""
    life, where = Life(key), core_scene(city, dice, at)
    intake = refer(city, dice, life, where, at)
    met = dice.days_after(at, 1, 3)
    person = open_file(city, dice, life, where.navigator, met)
    written = visit(city, dice, life, where, intake, met, Outcome.HELPED, [person])
    course = Course(city, dice, life, where.navigator, where.officer, person, written)
    _accept(course, where.team)
    close(life, where.navigator, dice.minutes_after(course.accepted_at, 1, 9), intake, IntakeEnd.ACCEPTED)
    course.goes_on = goes_on
    _live(course)
    return course


def branch_case(city: City, dice: Dice, key: str, at: datetime, *, team: str) -> Course:
    """Patrol asks a branch team, and the team keeps on with whoever they met."""
    life, situation = Life(key), dice.one(CALLS)
    where = scene(city, dice, at, team=team, code=team, place=situation.place)
    intake = asked(dice, life, where, situation, at, on_scene_wanted=True)
    level(dice, life, where.navigator, situation, intake, dice.minutes_after(at, 1, 3))
    claimed = dice.minutes_after(at, 7, 9)
    life.step("triage.claim", where.officer, claimed, intake=intake, team=where.team, is_going=True)
    met = dice.minutes_after(at, 15, 30)
    person = open_file(city, dice, life, where.navigator, met)
    seen: dict[str, Any] = {"kind": Kind.ON_SCENE_ASSIST, "facts": situation.facts}
    written = visit(city, dice, life, where, intake, met, situation.outcome, [person], **seen)
    course = Course(city, dice, life, where.navigator, where.officer, person, written)
    _accept(course, where.team)
    close(life, where.navigator, dice.minutes_after(course.accepted_at, 1, 9), intake, IntakeEnd.ACCEPTED)
    course.goes_on = True
    _live(course)
    return course


def _accept(course: Course, team: object) -> None:
    course.accepted_at = course.dice.minutes_after(course.met_at, 2, 20)
    course.life.step(
        "casework.accept_case",
        course.navigator,
        course.accepted_at,
        "case",
        person=course.person,
        team=team,
        reason=course.dice.one(ACCEPT_REASON),
        seats=[course.city.ground.users[course.officer]],
    )


def _live(course: Course) -> None:
    """Let the weeks go by, to the end of the case or to the city's present."""
    begins = course.accepted_at + timedelta(minutes=15)
    length = course.dice.randint(35, 300)
    weeks.first_days(course, begins)
    weeks.goals(course, begins)
    weeks.visits(course, begins, length)
    weeks.notes(course, begins, length)
    weeks.sharing(course, begins)
    weeks.status(course, begins, length)
    ending.hand_over(course, length)
    if not course.goes_on:
        ending.end(course, course.dice.days_after(begins, length, length + 5))
    course.life.ends(course.city.now)
