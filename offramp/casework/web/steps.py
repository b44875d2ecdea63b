"""Steps to a goal: promised, then done, missed or moved."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import finish_step, move_step, promise_step
from offramp.casework.enums import StepOutcome
from offramp.casework.rules import READS_HEALTH
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.goals import goal_or_404
from offramp.casework.web.opening import opened
from offramp.kernel.clock import now


def promise(request: SignedInRequest, goal_id: UUID) -> HttpResponse:
    """Promise a step to a goal."""
    goal, about = goal_or_404(request, goal_id)
    form = forms.PromiseStep(
        request.POST or None,
        request=request,
        target=goal_id,
        about=about.person,
        team=queries.may_promise(about.person, category=goal.category, unit=about.unit, at=now()),
        may_tell_health=request.actor.role in READS_HEALTH and goal.category != Category.HEALTH,
        initial={"promised_by": request.user.pk},
    )
    ask = Ask(title=_("A step to “%(goal)s”") % {"goal": goal.words}, submit=_("Promise it"), saying=_("Promised."))

    def act() -> object:
        return promise_step(goal=goal_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def finish(request: SignedInRequest, step_id: UUID) -> HttpResponse:
    """Say what came of a step: done, did not happen, moved, or no longer needed."""
    step = queries.step_for(request.viewer, step_id)
    if step is None:
        raise Http404
    about = opened(request, step.person_id, step.category)
    done = {"outcome": StepOutcome.DONE.value}
    form = forms.FinishStep(request.POST or None, request=request, target=step_id, initial=done)
    ask = Ask(title=step.words, intro=step.promised_by.name, submit=_("Save"), saying=_("Noted."))

    def act() -> None:
        said = form.cleaned_data
        if said["outcome"] == StepOutcome.MOVED:
            move_step(step=step_id, due_at=said["due_at"], by=request.actor, at=now())
        else:
            finish_step(step=step_id, outcome=said["outcome"], by=request.actor, at=now())

    return answer(request, form, about, ask, act)
