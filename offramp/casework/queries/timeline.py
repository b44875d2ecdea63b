"""What happened in a case, for a person's timeline."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.casework.enums import Phase, StepOutcome
from offramp.casework.models import Closure, Goal, PhaseChange, Step, Transition
from offramp.kernel.identity import Viewer


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: when, what in words, what is to be said of it, and the category that tells of it."""

    at: datetime
    title: str
    detail: str = ""
    category: str = Category.PLAN


def happenings_of(viewer: Viewer, person: UUID, *, before: datetime | None, most: int) -> list[Happening]:
    """Return the latest of what happened in a person's cases before a moment, newest first; five queries."""
    found = [
        *_phases(person, before, most),
        *_handovers(viewer, person, before, most),
        *_goals(viewer, person, before, most),
        *_steps(viewer, person, before, most),
    ]
    if found:
        viewer.show(person, Category.PLAN)
    return sorted(found, key=lambda happening: happening.at, reverse=True)[:most]


def _phases(person: UUID, before: datetime | None, most: int) -> list[Happening]:
    changes = PhaseChange.objects.filter(_earlier("at", before), person=person).exclude(phase=Phase.CLOSED)
    closures = Closure.objects.filter(_earlier("at", before), person=person).select_related("by")
    return [
        *(
            Happening(change.at, str(Phase(change.phase).label), change.by.name)
            for change in changes.select_related("by").order_by("-at")[:most]
        ),
        *(
            Happening(
                closure.at,
                _("Case closed: %(outcome)s") % {"outcome": closure.get_outcome_display()},
                _("“%(words)s”") % {"words": closure.words} if closure.words else closure.by.name,
            )
            for closure in closures.order_by("-at")[:most]
        ),
    ]


def _handovers(viewer: Viewer, person: UUID, before: datetime | None, most: int) -> list[Happening]:
    touched = Q(_earlier("at", before)) | (Q(first_kept_at__isnull=False) & _earlier("first_kept_at", before))
    found = []
    for each in (
        Transition.objects.filter(touched, person=person).select_related("service", "by").order_by("-at")[:most]
    ):
        viewer.show(person, each.category)
        if before is None or each.at < before:
            title = _("Handed over to %(program)s") % {"program": each.service.name}
            found.append(Happening(each.at, title, each.by.name, each.category))
        if each.first_kept_at and (before is None or each.first_kept_at < before):
            found.append(Happening(each.first_kept_at, _("First appointment kept"), each.service.name, each.category))
    return found


def _goals(viewer: Viewer, person: UUID, before: datetime | None, most: int) -> list[Happening]:
    found = []
    for goal in Goal.objects.filter(_earlier("set_at", before), person=person).order_by("-set_at")[:most]:
        viewer.show(person, goal.category)
        words = _("“%(words)s”") % {"words": goal.words}
        title = _("Goal set: %(area)s") % {"area": goal.get_area_display()}
        found.append(Happening(goal.set_at, title, words, goal.category))
        if goal.ended_at and (before is None or goal.ended_at < before):
            ended = _("Goal ended: %(outcome)s") % {"outcome": goal.get_outcome_display()}
            found.append(Happening(goal.ended_at, ended, words, goal.category))
    return found


def _steps(viewer: Viewer, person: UUID, before: datetime | None, most: int) -> list[Happening]:
    ended = Step.objects.filter(_earlier("done_at", before), person=person, done_at__isnull=False)
    found = []
    for step in ended.exclude(outcome=StepOutcome.DROPPED).select_related("done_by").order_by("-done_at")[:most]:
        viewer.show(person, step.category)
        detail = step.done_by.name if step.done_by else ""
        if step.outcome != StepOutcome.DONE:
            detail = f"{step.get_outcome_display()} · {detail}"
        found.append(Happening(step.done_at or step.made_at, step.words, detail, step.category))
    return found


def _earlier(field: str, before: datetime | None) -> Q:
    return Q(**{f"{field}__lt": before}) if before else Q()
