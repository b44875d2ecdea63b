"""Goals in the person's own words."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import change_goal, end_goal, set_goal
from offramp.casework.models import Goal
from offramp.casework.rules import areas_open_to
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.opening import Opened, opened, writes
from offramp.kernel.clock import now

GOALS = "casework:goals"


def show(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show every goal with its steps, those that ended below."""
    about = opened(request, person_id, Category.PLAN)
    page = {
        "about": about,
        "goals": queries.goals_of(request.viewer, person_id),
        "ended": queries.goals_of(request.viewer, person_id, ended=True),
        "may_write": writes(request, about),
    }
    return render(request, "casework/goals.html", page)


def add(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down a goal."""
    about = opened(request, person_id, Category.PLAN)
    areas = areas_open_to(request.actor.role)
    form = forms.SetGoal(request.POST or None, request=request, target=person_id, about=person_id, areas=areas)
    ask = Ask(title=_("A goal of %(name)s") % {"name": about.name}, submit=_("Save the goal"), saying=_("Goal saved."))

    def act() -> object:
        return set_goal(person=person_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def change(request: SignedInRequest, goal_id: UUID) -> HttpResponse:
    """Change a goal. The second of two editors is told, sees what it says now, and keeps their own words."""
    goal, about = goal_or_404(request, goal_id)
    form = forms.ChangeGoal(
        request.POST or None,
        request=request,
        target=goal_id,
        about=about.person,
        areas=areas_open_to(request.actor.role),
        initial={name: getattr(goal, name) for name in ("words", "area", "confidence", "target_on", "version")},
    )
    overtaken = form.is_bound and form.data.get("version") != str(goal.version)
    ask = Ask(
        title=_("Change a goal of %(name)s") % {"name": about.name},
        submit=_("Save the goal"),
        saying=_("Goal saved."),
        leads_to=GOALS,
        template="casework/change_goal.html",
    )

    def act() -> None:
        said = dict(form.cleaned_data)
        if overtaken:
            form.edit_on(goal.version)
        change_goal(goal=goal_id, by=request.actor, at=now(), **said)

    return answer(request, form, about, ask, act, goal=goal, overtaken=overtaken)


def end(request: SignedInRequest, goal_id: UUID) -> HttpResponse:
    """End a goal with its outcome."""
    goal, about = goal_or_404(request, goal_id)
    form = forms.EndGoal(request.POST or None, request=request, target=goal_id)
    ask = Ask(
        title=_("How did “%(goal)s” end?") % {"goal": goal.words},
        intro=_("Its open steps are no longer needed then."),
        submit=_("End the goal"),
        saying=_("The goal has ended."),
        leads_to=GOALS,
    )

    def act() -> object:
        return end_goal(goal=goal_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def goal_or_404(request: SignedInRequest, goal_id: UUID) -> tuple[Goal, Opened]:
    """Return a goal with whose it is, or a 404."""
    goal = queries.goal_for(request.viewer, goal_id)
    if goal is None:
        raise Http404
    return goal, opened(request, goal.person_id, goal.category)
