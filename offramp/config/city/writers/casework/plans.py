"""Goals, steps and notes."""

from datetime import date, datetime
from uuid import UUID

from offramp.access.enums import Category
from offramp.casework.enums import Area, GoalOutcome, StepOutcome
from offramp.casework.models import Goal, Note, Step
from offramp.casework.rules import category_of
from offramp.config.city.city import City
from offramp.kernel.identity import Actor


def set_goal(
    city: City,
    *,
    person: UUID,
    words: str,
    area: Area,
    confidence: int | None,
    target_on: date | None,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a goal in the person's own words."""
    goal = city.book.add(
        Goal(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            category=category_of(area),
            words=words,
            area=area,
            confidence=confidence,
            target_on=target_on,
            set_at=at,
            set_by_id=by.user,
        )
    )
    city.book.record("casework.goal_set", by, at, subject=goal.pk, about=person, fields=["words", "area"])
    return goal.pk


def end_goal(city: City, *, goal: UUID, outcome: GoalOutcome, by: Actor, at: datetime) -> UUID:
    """Write how a goal ended; its open steps are no longer needed."""
    row = city.book.get(Goal, goal)
    row.outcome, row.ended_at, row.ended_by_id, row.version = outcome, at, by.user, row.version + 1
    for key in city.steps.get(goal, ()):
        step = city.book.get(Step, key)
        if step.done_at is None:
            step.outcome, step.done_at, step.done_by_id = StepOutcome.DROPPED, at, by.user
    city.book.record("casework.goal_ended", by, at, subject=goal, about=row.person_id, fields=["outcome"])
    return goal


def promise_step(
    city: City,
    *,
    goal: UUID,
    words: str,
    due_at: datetime,
    promised_by: UUID,
    tells_health: bool = False,
    by: Actor,
    at: datetime,
) -> UUID:
    """Write a step to a goal, promised by somebody of the care team."""
    serves = city.book.get(Goal, goal)
    step = city.book.add(
        Step(
            pk=city.book.id_at(at),
            person_id=serves.person_id,
            unit_id=city.unit,
            category=category_of(serves.area, tells_health=tells_health),
            goal=serves,
            words=words,
            due_at=due_at,
            promised_by_id=promised_by,
            made_at=at,
        )
    )
    city.steps.setdefault(goal, []).append(step.pk)
    fields = ["words", "due_at"]
    city.book.record("casework.step_promised", by, at, subject=step.pk, about=serves.person_id, fields=fields)
    return step.pk


def finish_step(city: City, *, step: UUID, outcome: StepOutcome, by: Actor, at: datetime) -> UUID:
    """Write what came of a step."""
    row = city.book.get(Step, step)
    row.outcome, row.done_at, row.done_by_id = outcome, at, by.user
    city.book.record("casework.step_ended", by, at, subject=step, about=row.person_id, fields=["outcome"])
    return step


def write_note(
    city: City,
    *,
    person: UUID,
    text: str,
    category: Category = Category.SUPPORT_NOTES,
    source: str = "",
    by: Actor,
    at: datetime,
) -> UUID:
    """Write what was told to a navigator."""
    note = city.book.add(
        Note(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            category=category,
            text=text,
            source=source,
            written_at=at,
            written_by_id=by.user,
        )
    )
    city.book.record("casework.note_written", by, at, subject=note.pk, about=person, fields=["category", "text"])
    return note.pk
