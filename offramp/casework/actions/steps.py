"""Promise steps to a goal, and say what came of them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.casework import queries, rules
from offramp.casework.actions.goals import held_goal
from offramp.casework.actions.holding import held
from offramp.casework.enums import StepOutcome
from offramp.casework.models import Goal, Step
from offramp.kernel.identity import Actor


@transaction.atomic
def promise_step(
    *,
    goal: UUID,
    words: str,
    due_at: datetime | None,
    promised_by: UUID,
    tells_health: bool = False,
    by: Actor,
    at: datetime,
) -> Step:
    """Promise a step to a goal for a moment, in the name of somebody on the care team.

    A step is health if its goal is, or if its words alone tell of health; then it is a navigator's promise.
    """
    serves = held_goal(goal=goal, by=by, at=at)
    category = rules.category_of(serves.area, tells_health=tells_health)
    require(by, Permission.CASE_PLAN, subject=serves.person_id, unit=serves.unit_id, category=category, at=at)
    rules.check_promise(
        words=words, due_at=due_at, at=at, reads_it=_may_read(promised_by, category, unit=serves.unit_id, at=at)
    )
    rules.check_promiser(promised_by, queries.sitting(serves.person_id))
    return _promise(serves, category, words, due_at, promised_by, by, at)


def _may_read(user: UUID, category: Category, *, unit: UUID, at: datetime) -> bool:
    return category != Category.HEALTH or queries.office_of(user, unit=unit, at=at) in rules.READS_HEALTH


def _promise(
    goal: Goal, category: str, words: str, due_at: datetime | None, promised_by: UUID, by: Actor, at: datetime
) -> Step:
    step = Step.objects.create(
        person_id=goal.person_id,
        unit_id=goal.unit_id,
        category=category,
        goal=goal,
        words=words.strip(),
        due_at=due_at,
        promised_by_id=promised_by,
        made_at=at,
    )
    audit.record(
        verb="casework.step_promised", by=by, at=at, subject=step.pk, about=goal.person_id, fields=["words", "due_at"]
    )
    return step


@transaction.atomic
def finish_step(*, step: UUID, outcome: StepOutcome = StepOutcome.DONE, by: Actor, at: datetime) -> Step:
    """Say that a step was done, did not happen, or is no longer needed."""
    finishing = _held_step(step, by, at)
    _end(finishing, outcome, by, at)
    return finishing


@transaction.atomic
def move_step(*, step: UUID, due_at: datetime, by: Actor, at: datetime) -> Step:
    """Move a step to another moment: the old promise ends as moved, and the same is promised anew. Return the new."""
    _hold_its_goal(step)
    moving = _held_step(step, by, at)
    rules.check_due(due_at, at=at)
    _end(moving, StepOutcome.MOVED, by, at)
    return _promise(moving.goal, moving.category, moving.words, due_at, moving.promised_by_id, by, at)


def _hold_its_goal(step: UUID) -> None:
    """Lock the goal of a step first, as whoever changes it does: moving behind a wall, it takes the new step along."""
    for goal in Step.objects.filter(pk=step).values_list("goal", flat=True):
        held(model=Goal, pk=goal)


def _held_step(step: UUID, by: Actor, at: datetime) -> Step:
    found = held(model=Step, pk=step)
    category = Category(found.category)
    require(by, Permission.CASE_PLAN, subject=found.person_id, unit=found.unit_id, category=category, at=at)
    rules.check_goes_on(found.done_at, what=_("This step is finished."))
    return found


def _end(step: Step, outcome: StepOutcome, by: Actor, at: datetime) -> None:
    step.outcome, step.done_at, step.done_by_id = outcome, at, by.user
    step.save(update_fields=["outcome", "done_at", "done_by"])
    audit.record(verb="casework.step_ended", by=by, at=at, subject=step.pk, about=step.person_id, fields=["outcome"])
