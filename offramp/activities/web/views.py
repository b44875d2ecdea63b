"""What the teams did: a list, and one activity with its facts and notes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from offramp.access.enums import Role
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import teams_in
from offramp.activities import queries
from offramp.activities.actions import add_note
from offramp.activities.models import Activity
from offramp.activities.rules import report_text
from offramp.activities.web.forms import AddNote
from offramp.kernel.clock import now


def listed(request: SignedInRequest) -> HttpResponse:
    """Show what a team did, newest first: the viewer's own team unless another is chosen."""
    teams = sorted(teams_in(request.actor.unit), key=lambda team: team.pk not in request.actor.teams)
    if not teams:
        raise Http404  # a unit without a team did nothing
    by_key = {str(team.pk): team for team in teams}
    team = by_key.get(request.GET.get("team", ""), teams[0])
    page = queries.activities_of_team(request.viewer, team.pk, cursor=request.GET.get("page", ""))
    shown: dict[str, Any] = {
        "team": team,
        "teams": [(one, one == team) for one in teams],
        "page": page,
        "previous": _page_at(team.pk, page.previous),
        "next": _page_at(team.pk, page.next),
    }
    return render(request, "activities/list.html", shown)


def show(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """Show one activity: with whom, the facts, and for navigators what was told."""
    activity = _activity_or_404(request, activity_id)
    return _page(request, activity, AddNote(**_about(activity), request=request, tells=_tells(request)))


def note(request: SignedInRequest, activity_id: UUID) -> HttpResponse:
    """Add a note to an activity; what stands stays."""
    activity = _activity_or_404(request, activity_id)
    if request.method != "POST":
        return redirect("activities:activity", activity_id)
    form = AddNote(request.POST, **_about(activity), request=request, tells=_tells(request))
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                add_note(activity=activity_id, **form.said(), by=request.actor, at=now())
                sending.leads_to("activities:activity", activity_id, saying=_("The note is added."))
        if sending.done:
            return sending.redirect()
    return _page(request, activity, form)


def _page(request: SignedInRequest, activity: Activity, form: AddNote) -> HttpResponse:
    contact = queries.contact_of(request.viewer, activity)
    people = queries.people_at(request.viewer, activity)
    shown: dict[str, Any] = {
        "activity": activity,
        "contact": contact,
        "staff": queries.staff_at(activity),
        "people": people,
        "unnamed": activity.people_count - len(people),
        "may_add": bool(contact.facts or contact.told),
        "report": report_text(queries.report_of(request.viewer, activity)),
        "form": form,
    }
    return render(request, "activities/activity.html", shown, status=form.status)


def _activity_or_404(request: SignedInRequest, activity_id: UUID) -> Activity:
    found = queries.activities_visible_to(request.viewer).filter(pk=activity_id).first()
    if found is None:
        raise Http404
    return found


def _about(activity: Activity) -> dict[str, UUID]:
    """Return what a note's form is about: where it was with one person alone, its draft is theirs."""
    people = list(activity.people.values_list("person_id", flat=True)[:2])
    return {"target": activity.pk, "about": people[0] if len(people) == 1 else activity.pk}


def _tells(request: SignedInRequest) -> bool:
    return request.actor.role == Role.NAVIGATOR


def _page_at(team: UUID, cursor: str) -> str:
    query = QueryDict(mutable=True)
    query.update({"team": str(team), "page": cursor})
    return f"?{query.urlencode()}" if cursor else ""
