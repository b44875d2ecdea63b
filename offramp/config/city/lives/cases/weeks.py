"""The weeks of a case: goals and steps, visits, what is told, whom it is shared with."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from offramp.access.enums import Category
from offramp.activities.enums import Kind
from offramp.casework.enums import HEALTH_AREAS, StepOutcome
from offramp.config.city.ground.names import GENDERS, IDENTITIES
from offramp.config.city.ground.places import COMPANY, REGULAR
from offramp.config.city.ground.staff import CORE
from offramp.config.city.lives import contacts
from offramp.config.city.lives.cases.person import Course
from offramp.config.city.lives.cases.sharing import sharing
from offramp.config.city.lives.numbers import telephone
from offramp.config.city.lives.published import BRANCHES_BEGAN
from offramp.config.city.lives.scene import scene
from offramp.config.city.moments import day_of
from offramp.config.city.words.notes import CARDS, FACTS, HEALTH, STATUS_REASONS, THROUGH, TOLD, TOLD_ON_VISITS
from offramp.config.city.words.plans import PLANS, Plan
from offramp.people.enums import ContactKind, Status

__all__ = ["first_days", "goals", "notes", "sharing", "status", "visits"]


def first_days(course: Course, begins: datetime) -> None:
    """Where they are found, how to reach them, how to approach them, how they describe themselves."""
    dice = course.dice
    about: dict[str, Any] = {"person": course.person}
    _sighting(course, dice.minutes_after(begins, 1, 9))
    if dice.maybe(0.5):
        kind, text = dice.one(((ContactKind.PHONE, telephone(dice)), (ContactKind.THROUGH, dice.one(THROUGH))))
        at = dice.minutes_after(begins, 10, 19)
        course.life.step("people.add_contact", course.navigator, at, kind=kind, text=text, **about)
    if dice.maybe(0.4):
        _card(course, dice.minutes_after(begins, 20, 40))
    if dice.maybe(0.2):
        course.life.step(
            "people.describe_self",
            course.navigator,
            dice.days_after(begins, 5, 30),
            gender=dice.one(GENDERS) if dice.maybe(0.6) else "",
            identities=dice.some(IDENTITIES, 1, 2),
            **about,
        )


def _sighting(course: Course, at: datetime) -> None:
    dice, ground = course.dice, course.city.ground
    course.life.step(
        "people.note_sighting",
        dice.one((course.officer, course.navigator)),
        at,
        person=course.person,
        place=dice.one(REGULAR),
        neighbourhood=dice.one(ground.neighbourhoods[dice.one(tuple(ground.branches))])[1],
        company=dice.one(COMPANY),
    )


def _card(course: Course, at: datetime) -> None:
    approach, helps = course.dice.one(CARDS)
    card = course.life.step(
        "people.write_safety_card",
        course.dice.one((course.officer, course.navigator)),
        at,
        "card",
        person=course.person,
        approach=approach,
        helps=helps,
        told_person=course.dice.maybe(0.8),
    )
    reviewed = course.dice.days_after(at, 1, 9)
    review_on = day_of(reviewed) + timedelta(days=course.dice.randint(60, 180))
    if course.goes_on:
        review_on = max(review_on, day_of(course.city.now) + timedelta(days=course.dice.randint(10, 90)))
    course.life.step("people.review_safety_card", course.navigator, reviewed, card=card, review_on=review_on)


def goals(course: Course, begins: datetime) -> None:
    """One goal on day one, in their own words, and others later."""
    at = course.dice.minutes_after(begins, 41, 60)
    for number, plan in enumerate(course.dice.some(PLANS, 1, 3)):
        label = f"goal {number}"
        course.plans.append((label, plan, at))
        _goal(course, label, plan, at)
        at = course.dice.days_after(at, 6, 30)


def _goal(course: Course, label: str, plan: Plan, at: datetime) -> None:
    dice = course.dice
    goal = course.life.step(
        "casework.set_goal",
        course.navigator,
        at,
        label,
        person=course.person,
        words=plan.words,
        area=plan.area,
        confidence=dice.randint(2, 9) if dice.maybe(0.7) else None,
        target_on=day_of(at) + timedelta(days=dice.randint(30, 150)) if dice.maybe(0.3) else None,
    )
    for number, words in enumerate(plan.steps):
        by = course.navigator if plan.area in HEALTH_AREAS or dice.maybe(0.7) else course.officer
        due = dice.days_after(at, 2, 14)
        promise: dict[str, Any] = {"goal": goal, "words": words, "promised_by": course.city.ground.users[by]}
        step = course.life.step("casework.promise_step", by, at, f"{label} step {number}", due_at=due, **promise)
        done = due + timedelta(minutes=dice.randint(0, 150))
        outcome = StepOutcome.MISSED if dice.maybe(0.12) else StepOutcome.DONE
        if course.goes_on or dice.maybe(0.92):
            course.life.step("casework.finish_step", by, done, step=step, outcome=outcome)
        at = done + timedelta(minutes=dice.randint(1, 20))


def visits(course: Course, begins: datetime, length: int) -> None:
    """The team meets them again and again; where there are branch teams, those meet them too."""
    dice, at = course.dice, begins
    for facts, outcome in dice.some(FACTS, 1, 4):
        at = dice.days_after(at, 4, max(5, length // 4))
        is_branch = day_of(at) > BRANCHES_BEGAN and dice.maybe(0.25)
        where = scene(course.city, dice, at, team="" if is_branch else CORE)
        if not is_branch:
            where = replace(where, officer=course.officer, navigator=course.navigator)
        told = dice.one(TOLD_ON_VISITS) if dice.maybe(0.4) else ""
        done: dict[str, Any] = {"kind": Kind.INTERACTION, "outcome": outcome, "facts": facts}
        contacts.log(course.city, dice, course.life, where, at, most=60, people=(course.person,), told=told, **done)
    if dice.maybe(0.5):
        _sighting(course, dice.days_after(begins, 7, max(8, length)))


def notes(course: Course, begins: datetime, length: int) -> None:
    """What is told to the navigator, and to nobody else."""
    dice = course.dice
    at = dice.minutes_after(begins, 61, 200)
    for text in dice.some(TOLD, 1, 3):
        course.life.step("casework.write_note", course.navigator, at, person=course.person, text=text)
        at = dice.days_after(at, 3, max(4, length // 3))
    if dice.maybe(0.3):
        text, source = dice.one(HEALTH)
        health = {"text": text, "category": Category.HEALTH, "source": source}
        course.life.step("casework.write_note", course.navigator, at, person=course.person, **health)


def status(course: Course, begins: datetime, length: int) -> None:
    """Some are in hospital or in custody for a while, or missing, and come back."""
    dice = course.dice
    if length < 60 or not dice.maybe(0.15):
        return
    away = dice.one((Status.IN_HOSPITAL, Status.IN_CUSTODY, Status.MISSING))
    left = dice.days_after(begins, 15, length - 30)
    back = dice.days_after(left, 3, 20)
    for at, now in ((left, away), (back, Status.ACTIVE)):
        reason = STATUS_REASONS[now]
        by, about = course.navigator, course.person
        course.life.step("people.set_status", by, at, person=about, status=now, reason=reason)
