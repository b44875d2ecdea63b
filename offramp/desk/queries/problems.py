"""What problems ask of whoever works on them, and of those to whom something was handed."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.desk.queries.waiting import Waiting
from offramp.kernel.identity import Viewer
from offramp.prevention.enums import Stage
from offramp.prevention.queries import assessments_due, not_answered, problems_open, responses_due, results_owed
from offramp.prevention.queries import to_answer as waiting_for

AHEAD = timedelta(days=14)
"""What is due within so many days stands on the desk."""


def to_answer(viewer: Viewer) -> list[Waiting]:
    """Return what was handed to the reader's unit and waits for its answer."""
    return [
        Waiting(
            _("Handed to %(unit)s: %(problem)s") % {"unit": row.work_unit, "problem": row.problem},
            reverse("prevention:hand-off", args=[row.pk]), row.due_on, row.asked[:120], _("Answer"),
        )
        for row in waiting_for(viewer.actor)
    ]  # fmt: skip


def not_answered_yet(viewer: Viewer) -> list[Waiting]:
    """Return what the reader handed over and is not answered, each with its clock."""
    return [
        Waiting(str(row.work_unit), reverse("prevention:hand-off", args=[row.pk]), row.due_on, row.problem.title)
        for row in not_answered(viewer.actor.user)
    ]


def actions_due(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return the actions about the reader's problems that are due soon or late."""
    return [
        Waiting(
            row.what, reverse("prevention:response-end", args=[row.pk]), row.due_on,
            f"{row.problem.title} · {row.owner_name}", _("Done?"),
        )
        for row in responses_due(viewer.actor.user, until=timezone.localdate(at) + AHEAD)
    ]  # fmt: skip


def assessments(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Return the reader's problems that are to be assessed soon or late."""
    return [
        Waiting(
            _("To be assessed: %(problem)s") % {"problem": row.title}, reverse("prevention:problem", args=[row.pk]),
            row.assess_on, "", _("Assess"),
        )
        for row in assessments_due(viewer.actor.user, until=timezone.localdate(at) + AHEAD)
    ]  # fmt: skip


def results(viewer: Viewer) -> list[Waiting]:
    """Return to whom a result is to be brought back."""
    return [
        Waiting(
            _("Bring the answer back: %(who)s") % {"who": row.who or row.get_source_display()},
            reverse("prevention:bring-back", args=[row.pk]), detail=row.problem.title, action=_("Bring back"),
            clock=_("new"),
        )
        for row in results_owed(viewer)
    ]  # fmt: skip


def in_work(viewer: Viewer) -> list[Waiting]:
    """Return the problems that are open, the newest first, each with its stage."""
    return [
        Waiting(
            row.title, reverse("prevention:problem", args=[row.pk]), clock=str(Stage(vars(row)["stage"]).label),
            detail=row.owner.name,
        )
        for row in problems_open(viewer)
    ]  # fmt: skip
