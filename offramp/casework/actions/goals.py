"""Set, change and end goals, in the person's own words."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.casework import rules
from offramp.casework.actions.holding import held
from offramp.casework.enums import Area, GoalOutcome, StepOutcome
from offramp.casework.models import Goal, Step
from offramp.kernel.identity import Actor


@transaction.atomic
def set_goal(
    *,
    person: UUID,
    words: str,
    area: Area,
    confidence: int | None = None,
    target_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Goal:
    """Write down what a person wants. A goal in an area of health is health: no officer reads or writes it.

    confidence: how sure they are, 0 to 10, if asked.
    """
    category = rules.category_of(area)
    require(by, Permission.CASE_PLAN, subject=person, unit=by.unit, category=category, at=at)
    rules.check_goal(words=words, confidence=confidence)
    goal = Goal.objects.create(
        person_id=person,
        unit_id=by.home,
        category=category,
        words=words.strip(),
        area=area,
        confidence=confidence,
        target_on=target_on,
        set_at=at,
        set_by_id=by.user,
    )
    audit.record(verb="casework.goal_set", by=by, at=at, subject=goal.pk, about=person, fields=["words", "area"])
    return goal


@transaction.atomic
def change_goal(
    *,
    goal: UUID,
    version: int,
    words: str,
    area: Area,
    confidence: int | None,
    target_on: date | None,
    by: Actor,
    at: datetime,
) -> Goal:
    """Change a goal as it stood in `version`; refuse where somebody else changed it since.

    A goal that moves to an area of health takes all its steps along behind the same wall, with what they were before:
    those that were done, missed or dropped tell of it like the open ones.
    """
    changing = held_goal(goal=goal, by=by, at=at)
    rules.check_same_version(seen=version, now=changing.version)
    rules.check_goal(words=words, confidence=confidence)
    category = rules.category_of(area)
    require(by, Permission.CASE_PLAN, subject=changing.person_id, unit=changing.unit_id, category=category, at=at)
    new = {"words": words.strip(), "area": area, "confidence": confidence, "target_on": target_on}
    changed = [name for name, value in new.items() if getattr(changing, name) != value]
    for name, value in {**new, "category": category, "version": version + 1}.items():
        setattr(changing, name, value)
    changing.save(update_fields=[*new, "category", "version"])
    if category == Category.HEALTH:
        Step.objects.filter(goal=changing).exclude(category=category).update(category=category)
    audit.record(verb="casework.goal_changed", by=by, at=at, subject=goal, about=changing.person_id, fields=changed)
    return changing


@transaction.atomic
def end_goal(*, goal: UUID, outcome: GoalOutcome, by: Actor, at: datetime) -> Goal:
    """End a goal with its outcome; its open steps are no longer needed."""
    ending = held_goal(goal=goal, by=by, at=at)
    ending.outcome, ending.ended_at, ending.ended_by_id = outcome, at, by.user
    ending.version += 1
    ending.save(update_fields=["outcome", "ended_at", "ended_by", "version"])
    Step.objects.filter(goal=ending, done_at__isnull=True).update(
        outcome=StepOutcome.DROPPED, done_at=at, done_by=by.user
    )
    audit.record(verb="casework.goal_ended", by=by, at=at, subject=goal, about=ending.person_id, fields=["outcome"])
    return ending


def held_goal(*, goal: UUID, by: Actor, at: datetime) -> Goal:
    """Lock a goal that the actor may change and return it; refuse one that has ended."""
    found = held(model=Goal, pk=goal)
    require(
        by,
        Permission.CASE_PLAN,
        subject=found.person_id,
        unit=found.unit_id,
        category=Category(found.category),
        at=at,
    )
    rules.check_goes_on(found.ended_at, what=_("This goal has ended."))
    return found
