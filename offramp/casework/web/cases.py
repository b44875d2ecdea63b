"""Accept into case management, move the case, close it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import teams_in
from offramp.casework import queries
from offramp.casework.actions import accept_case, close_case, move_phase
from offramp.casework.web import forms
from offramp.casework.web.acting import Ask, answer
from offramp.casework.web.forms.cases import ENDS
from offramp.casework.web.opening import Opened, opened
from offramp.kernel.clock import now


def accept(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Accept a person into case management."""
    about = opened(request, person_id, Category.PLAN)
    form = forms.AcceptCase(
        request.POST or None,
        request=request,
        target=person_id,
        about=person_id,
        teams=teams_in(about.unit),
        staff=queries.to_seat(person_id, unit=about.unit, at=now()).exclude(pk=request.user.pk),
        initial={"team": next(iter(request.actor.teams), "")},
    )
    ask = Ask(
        title=_("Accept %(name)s into case management") % {"name": about.name},
        intro=_("You sit on the care team from now on. Goals may open today."),
        submit=_("Accept"),
        saying=_("Accepted into case management."),
    )

    def act() -> object:
        return accept_case(person=person_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def phase(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Move a case to another phase."""
    seen, about = open_case(request, case_id)
    form = forms.MovePhase(request.POST or None, request=request, target=case_id, now_in=seen.phase)
    ask = Ask(
        title=_("Move to the next phase"),
        intro=_("%(name)s is now in: %(phase)s") % {"name": about.name, "phase": seen.phase_label},
        submit=_("Move"),
        saying=_("The case is in its next phase."),
    )

    def act() -> object:
        return move_phase(case=case_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def close(request: SignedInRequest, case_id: UUID) -> HttpResponse:
    """Close a case with an outcome and the person's own words."""
    _seen, about = open_case(request, case_id)
    form = forms.CloseCase(request.POST or None, request=request, target=case_id, about=about.person)
    ask = Ask(
        title=_("Close the case of %(name)s") % {"name": about.name},
        intro=_("Every open promise stops reminding. The record stays, and they can be accepted again."),
        submit=_("Close the case"),
        saying=_("The case is closed."),
    )

    def act() -> None:
        said = form.cleaned_data
        ends = said["team"] == ENDS
        close_case(
            case=case_id, outcome=said["outcome"], words=said["words"], ends_team=ends, by=request.actor, at=now()
        )

    return answer(request, form, about, ask, act)


def open_case(request: SignedInRequest, case_id: UUID) -> tuple[queries.CaseSeen, Opened]:
    """Return a case with whom it is about, or a 404."""
    seen = queries.case_for(request.viewer, case_id)
    if seen is None:
        raise Http404
    return seen, opened(request, seen.case.person_id, Category.PLAN)
