"""Who is on the care team, and who joins and leaves it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Role
from offramp.access.web.requests import SignedInRequest
from offramp.casework import queries
from offramp.casework.actions import end_seat, seat, take_seat
from offramp.casework.web import forms
from offramp.casework.web.acting import RECORD, Ask, answer
from offramp.casework.web.opening import Opened, opened, writes
from offramp.kernel.clock import now

TEAM = "casework:team"


def show(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show who is on the care team now, and who was."""
    about = _team_or_404(request, person_id)
    page = {
        "about": about,
        "seats": queries.care_team_of(request.viewer, person_id),
        "past": queries.past_seats_of(request.viewer, person_id),
        "let_in": queries.requests_open_on(request.viewer, person_id, at=now()),
        "may_change": request.actor.role == Role.HELP_SUPERVISOR or writes(request, about),
    }
    return render(request, "casework/team.html", page)


def add(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Add somebody to the care team."""
    about = _team_or_404(request, person_id)
    staff = queries.to_seat(person_id, unit=about.unit, at=now())
    form = forms.AddSeat(request.POST or None, request=request, target=person_id, staff=staff)
    ask = Ask(
        title=_("Add somebody to the care team of %(name)s") % {"name": about.name},
        intro=_("They see the plan from now on; a navigator also sees what is told to a navigator. They are told."),
        submit=_("Add"),
        saying=_("They are on the care team, and are told."),
        leads_to=TEAM,
    )

    def act() -> object:
        return seat(person=person_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def join(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Take a seat: because one triages the person, or supervises the unit."""
    about = opened(request, person_id)
    if not may_join(request, about):
        raise Http404
    form = forms.TakeSeat(request.POST or None, request=request, target=person_id)
    ask = Ask(
        title=_("Join the care team of %(name)s") % {"name": about.name},
        intro=_("From now on you see what the care team sees in your role. The care team sees that you joined."),
        submit=_("Join"),
        saying=_("You are on the care team."),
    )

    def act() -> object:
        return take_seat(person=person_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def may_join(request: SignedInRequest, about: Opened) -> bool:
    """Say whether the reader may take a seat they lack: who triages the person, or a supervisor."""
    if request.user.pk in queries.sitting(about.person):
        return False
    supervises = request.actor.role == Role.HELP_SUPERVISOR and request.actor.unit == about.unit
    return supervises or writes(request, about)


def end(request: SignedInRequest, seat_id: UUID) -> HttpResponse:
    """End somebody's seat, or one's own."""
    held = queries.seat_for(request.viewer, seat_id)
    if held is None:
        raise Http404
    about = _team_or_404(request, held.person_id)
    form = forms.EndSeat(request.POST or None, request=request, target=seat_id)
    own = held.user_id == request.user.pk
    leaves = _("Leave the care team of %(name)s") if own else _("%(who)s leaves the care team of %(name)s")
    ask = Ask(
        title=leaves % {"who": held.user.name, "name": about.name},
        intro=_("What the seat opened is closed from the next click on."),
        submit=_("End the seat"),
        saying=_("The care team has changed."),
        kind="danger",
        leads_to=RECORD if own else TEAM,
    )

    def act() -> object:
        return end_seat(seat=seat_id, by=request.actor, at=now(), **form.cleaned_data)

    return answer(request, form, about, ask, act)


def _team_or_404(request: SignedInRequest, person_id: UUID) -> Opened:
    """Return the person, for whoever sees the plan, and for the supervisor of their unit."""
    about = opened(request, person_id)
    supervises = request.actor.role == Role.HELP_SUPERVISOR and request.actor.unit == about.unit
    if not (supervises or Category.PLAN in about.seen):
        raise Http404
    return about
