"""Write down what was done: from an intake, or a visit nobody asked for."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from offramp.access.enums import Role
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import members_of, teams_in
from offramp.activities.actions import log_activity
from offramp.activities.enums import Kind
from offramp.activities.queries import staff_to_choose
from offramp.areas.queries import where_is
from offramp.kernel.clock import now
from offramp.people.queries import names_of, people_visible_to, search_people
from offramp.triage import queries
from offramp.triage.actions import respond
from offramp.triage.enums import Door
from offramp.triage.models import Intake
from offramp.triage.web import forms

FOUND_AT_MOST = 8


def log(request: SignedInRequest) -> HttpResponse:
    """Log a visit that nobody asked for."""
    people = _names(request, request.GET.getlist("person"))
    first = {"kind": Kind.INTERACTION, "people": [str(key) for key in people]}
    form, found = _form(request, forms.LogVisit, people, first)
    if not found and form.is_valid():
        did = form.did()
        with form.sent_once() as sending:
            if sending.is_first:
                activity = log_activity(**_placed(request, did), by=request.actor, at=now())
                sending.leads_to("activities:activity", activity.pk, saying=_("The visit is logged."))
        if sending.done:
            return sending.redirect()
    return render(request, "triage/log_visit.html", {"form": form, "found": found}, status=form.status)


def answer(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Log what was done about an intake."""
    intake = queries.intake_for(request.viewer, intake_id)
    if intake is None:
        raise Http404
    people = queries.people_linked_to(request.viewer, intake)
    form, found = _form(request, forms.Respond, people, _first_of(intake, people), target=intake_id)
    if not found and form.is_valid():
        did = form.did()
        with form.sent_once() as sending:
            if sending.is_first:
                branch = _branch(did, intake.branch_id)
                done = respond(intake=intake_id, **did, branch=branch, by=request.actor, at=now())
                sending.leads_to("activities:activity", done.pk, saying=_("What was done is logged."))
        if sending.done:
            return sending.redirect()
    page = {"form": form, "found": found, "intake": intake}
    return render(request, "triage/respond.html", page, status=form.status)


def _form(
    request: SignedInRequest,
    kind: type[forms.LogVisit],
    people: dict[UUID, str],
    first: dict[str, Any],
    *,
    target: UUID | None = None,
) -> tuple[forms.LogVisit, list[str]]:
    """Return the form, and the names just found where somebody was looked for: then nothing is saved yet."""
    looked_for = request.POST.get("find", "").strip()
    found = search_people(request.viewer, looked_for, limit=FOUND_AT_MOST) if looked_for else []
    chosen = _names(request, request.POST.getlist("people"))
    offered = {**people, **chosen, **{one.person: f"{one.name}, {one.file_number}" for one in found}}
    options: dict[str, Any] = {
        "request": request,
        "target": target,
        "about": target,
        "staff": _staff(request),
        "teams": [(str(team.pk), team.name) for team in teams_in(request.actor.unit) if team.pk in _teams_of(request)],
        "people": offered,
        "tells": request.actor.role == Role.NAVIGATOR,
    }
    if not looked_for:
        first = {"happened_at": now(), "staff": [str(request.actor.user)], **first}
        return kind(request.POST or None, initial=first, **options), []
    form = kind(**options)
    form.initial = {**form.typed(request.POST), "find": "" if found else looked_for}
    form.draft = None
    return form, [one.name for one in found] or [_("Nobody on file has that name.")]


def _staff(request: SignedInRequest) -> list[tuple[str, str]]:
    """Return who goes out for the unit: whoever writes first, then their teams, then the others."""
    at = now()
    near = {user.pk for team in request.actor.teams for user in members_of(team, at=at)}
    everybody = staff_to_choose(request.actor.home, at=at)
    nearest = sorted(everybody, key=lambda user: (user.pk != request.actor.user, user.pk not in near))
    return [(str(user.pk), user.name) for user in nearest]


def _first_of(intake: Intake, people: dict[UUID, str]) -> dict[str, Any]:
    kind = Kind.ON_SCENE_ASSIST if intake.door in (Door.PATROL_ASK, Door.LOGGED_CALL) else Kind.INTERACTION
    return {
        "kind": kind,
        "place": intake.place,
        "neighbourhood": str(intake.neighbourhood_id or ""),
        "people": [str(key) for key in people],
        "happened_at": intake.going_at or now(),
    }


def _names(request: SignedInRequest, keys: list[str]) -> dict[UUID, str]:
    """Return the people of these ids whom the viewer may see, by name; a key nobody made is left out."""
    wanted = [found for key in keys if (found := _id(key)) is not None]
    visible = people_visible_to(request.viewer).filter(pk__in=wanted).values_list("pk", flat=True)
    return names_of(request.viewer, list(visible)) if wanted else {}


def _id(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def _placed(request: SignedInRequest, did: dict[str, Any]) -> dict[str, Any]:
    """Return what was done with its team, and its branch: the neighbourhood's, the place's, or the team's."""
    teams = {team.pk: team for team in teams_in(request.actor.unit)}
    team = did["team"] or next(iter(_teams_of(request)))
    return {**did, "team": team, "branch": _branch(did, teams[team].branch_id)}


def _branch(did: dict[str, Any], instead: UUID | None) -> UUID | None:
    where = where_is(did["place"], neighbourhood=did["neighbourhood"], instead=instead)
    return where.branch.pk if where.branch else None


def _teams_of(request: SignedInRequest) -> tuple[UUID, ...]:
    """Return the teams for which somebody may log: their own; any of them for a supervisor, who is in none."""
    return request.actor.teams or tuple(team.pk for team in teams_in(request.actor.unit))
