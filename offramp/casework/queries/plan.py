"""Goals with their steps, and what lies ahead."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Operation
from offramp.access.queries import bases_of
from offramp.accounts.queries import staff_of
from offramp.casework.models import Closure, FollowUp, Goal, Step
from offramp.casework.queries.care_team import seats_in_force
from offramp.casework.rules import READS_HEALTH
from offramp.kernel.identity import Viewer
from offramp.people.queries import reminders_stopped

if TYPE_CHECKING:
    from offramp.accounts.models import User

MOST = 200


@dataclass(slots=True)
class GoalSeen:
    """A goal with those of its steps that its reader may see, in the order they fall due."""

    goal: Goal
    steps: list[Step] = field(default_factory=list)

    @property
    def open_steps(self) -> list[Step]:
        return [step for step in self.steps if step.done_at is None]

    @property
    def next_step(self) -> Step | None:
        """Return the open step that is due first."""
        return next(iter(self.open_steps), None)

    @property
    def done_count(self) -> int:
        return len([step for step in self.steps if step.outcome == "done"])


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something due. `words` are empty where the reader may know no more than that something is."""

    due: datetime | date
    words: str
    whose: str
    step: UUID | None = None
    follow_up: UUID | None = None


def goals_of(viewer: Viewer, person: UUID, *, ended: bool = False) -> list[GoalSeen]:
    """Return a person's open goals, or those that ended, with their steps: those of health for navigators alone."""
    goals = Goal.objects.filter(person=person, ended_at__isnull=not ended).select_related("set_by", "ended_by")
    found = {goal.pk: GoalSeen(goal) for goal in goals.order_by("-ended_at" if ended else "set_at", "id")[:MOST]}
    steps = Step.objects.filter(goal__in=list(found)).select_related("promised_by", "done_by")
    for step in steps.order_by(F("due_at").asc(nulls_last=True), "id"):
        found[step.goal_id].steps.append(step)
        viewer.show(person, step.category)
    for seen in found.values():
        viewer.show(person, seen.goal.category)
    return list(found.values())


def goal_for(viewer: Viewer, pk: UUID) -> Goal | None:
    """Return a goal, or None where the viewer may not see it."""
    goal = Goal.objects.filter(pk=pk).select_related("set_by").first()
    if goal:
        viewer.show(goal.person_id, goal.category)
    return goal


def step_for(viewer: Viewer, pk: UUID) -> Step | None:
    """Return a step with its goal's key, or None where the viewer may not see it."""
    step = Step.objects.filter(pk=pk).select_related("promised_by").first()
    if step:
        viewer.show(step.person_id, step.category)
    return step


def follow_up_for(viewer: Viewer, pk: UUID) -> FollowUp | None:
    """Return a follow-up, or None where the viewer may not see it."""
    found = FollowUp.objects.filter(pk=pk).select_related("promised_by").first()
    if found:
        viewer.show(found.person_id, Category.PLAN)
    return found


def ahead_of(viewer: Viewer, person: UUID, *, unit: UUID, at: datetime) -> list[Ahead]:
    """Return what is due for a person, the next first; nothing once they died or their case closed.

    Of a step of health, whoever may see the plan alone is told when something is due, and who promised it.
    """
    if person in reminders_stopped([person]):
        return []
    steps = open_steps().filter(person=person, due_at__isnull=False).select_related("promised_by")
    follow_ups = open_follow_ups().filter(person=person).select_related("promised_by")
    found = [
        Ahead(step.due_at, step.words, step.promised_by.name, step=step.pk) for step in steps[:MOST] if step.due_at
    ]
    found += [
        Ahead(each.due_on, follow_up_words(each.day), each.promised_by.name, follow_up=each.pk) for each in follow_ups
    ]
    if not bases_of(viewer.actor, Operation.READ, Category.HEALTH, subject=person, unit=unit, at=at):
        found += _shadows(person)
    if found:
        viewer.show(person, Category.PLAN, *(step.category for step in steps))
    return sorted(found, key=lambda ahead: due_day(ahead.due))


def _shadows(person: UUID) -> list[Ahead]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT due_at, promised_by FROM casework_appointments(%s)", [person])
        rows = cursor.fetchall()
    return [Ahead(due_at, "", name) for due_at, name in rows]


def open_steps() -> QuerySet[Step]:
    """Return the steps still promised, as far as the reader may see them; a closed case stops what it promised."""
    stopped = Closure.objects.filter(person=OuterRef("person"), at__gte=OuterRef("made_at"))
    return Step.objects.filter(~Exists(stopped), done_at__isnull=True)


def open_follow_ups() -> QuerySet[FollowUp]:
    """Return the follow-ups still promised of open cases."""
    return FollowUp.objects.filter(done_at__isnull=True, case__closure__isnull=True)


def due_day(due: datetime | date) -> tuple[date, bool, str]:
    """Return what sorts moments and bare days together: a bare day is due at its end."""
    if isinstance(due, datetime):
        return localdate(due), False, due.isoformat()
    return due, True, ""


def follow_up_words(day: int) -> str:
    """Return what a follow-up asks, so many days after the hand-over."""
    return _("Day %(day)d after the hand-over: ask how it goes") % {"day": day}


def may_promise(person: UUID, *, category: str, unit: UUID, at: datetime) -> "list[User]":
    """Return those on the care team in whose name a step of this category may be promised."""
    seated = [seat.user for seat in seats_in_force(person).select_related("user")]
    if category != Category.HEALTH:
        return seated
    readers = set(staff_of(unit, READS_HEALTH, at=at).values_list("pk", flat=True))
    return [user for user in seated if user.pk in readers]
