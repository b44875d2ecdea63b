"""Ask HELP, log a call, refer to HELP; and what the asker sees of it afterwards."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import allowed
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import citywide_teams
from offramp.areas.queries import coverage_at, coverage_of
from offramp.directory.queries import agencies_open_for_referral, agency_names
from offramp.kernel.clock import now
from offramp.triage import queries
from offramp.triage.actions import ask_again, ask_help, log_call, refer_to_help
from offramp.triage.enums import Door
from offramp.triage.models import Intake
from offramp.triage.web import forms


def ask(request: SignedInRequest) -> HttpResponse:
    """Ask HELP from a call."""
    form = forms.AskHelp(request.POST or None, request=request, initial=_like(request))
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                asked = ask_help(**form.said(), by=request.actor, at=now())
                sending.leads_to("triage:asked", asked.pk, saying=_("Sent to the %(team)s.") % {"team": asked.team})
        if sending.done:
            return sending.redirect()
    page = {"form": form, "uncovered": _uncovered(), "last_branch": queries.last_branch_of(request.viewer)}
    return render(request, "triage/ask.html", page, status=form.status)


def log(request: SignedInRequest) -> HttpResponse:
    """Log a call while on the phone."""
    form = forms.LogCall(request.POST or None, request=request)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                logged = log_call(**form.said(), by=request.actor, at=now())
                sending.leads_to(
                    "triage:intake", logged.pk, saying=_("In the queue of the %(t)s.") % {"t": logged.team}
                )
        if sending.done:
            return sending.redirect()
    return render(request, "triage/log_call.html", {"form": form, "uncovered": _uncovered()}, status=form.status)


def refer(request: SignedInRequest) -> HttpResponse:
    """Refer somebody to HELP."""
    is_patrol = allowed(request.actor, Permission.CONSULT_ASK)
    form = forms.ReferToHelp(
        request.POST or None,
        request=request,
        doors=[Door.FROM_PATROL] if is_patrol else forms.DOORS_FOR_HELP,
        teams=_citywide() if is_patrol else (),
        agencies={} if is_patrol else _agencies(request),
    )
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                referred = refer_to_help(**form.said(), by=request.actor, at=now())
                page = "triage:asked" if is_patrol else "triage:intake"
                sending.leads_to(page, referred.pk, saying=_("Referred to the %(team)s.") % {"team": referred.team})
        if sending.done:
            return sending.redirect()
    own = (team.name for team in citywide_teams() if team.unit_id == request.actor.unit)
    team = "" if is_patrol else next(own, "")
    shown = {"form": form, "is_patrol": is_patrol, "team": team}
    return render(request, "triage/refer.html", shown, status=form.status)


def mine(request: SignedInRequest) -> HttpResponse:
    """Show what the viewer asked, newest first."""
    page = queries.asked_by(request.viewer, cursor=request.GET.get("page", ""))
    return render(request, "triage/mine.html", {"page": page, "now": now()})


def asked(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Show an asker what became of what they asked: its level, who goes, the advice."""
    intake = _own_or_404(request, intake_id)
    return _asked_page(request, intake, None)


def again(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Ask once more about what is still open."""
    intake = _own_or_404(request, intake_id)
    if request.method != "POST":
        return redirect("triage:asked", intake_id)
    form = forms.AskAgain(request.POST, request=request, target=intake_id, about=intake_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                ask_again(intake=intake_id, **form.said(), by=request.actor, at=now())
                sending.leads_to("triage:asked", intake_id, saying=_("They are told what is new."))
        if sending.done:
            return sending.redirect()
    return _asked_page(request, intake, form)


def _asked_page(request: SignedInRequest, intake: Intake, form: forms.AskAgain | None) -> HttpResponse:
    at = now()
    if form is None:
        form = forms.AskAgain(request=request, target=intake.pk, about=intake.pk, initial={"urgency": intake.urgency})
    page: dict[str, Any] = {
        "intake": intake,
        "advice": queries.advice_on(intake),
        "seen_words": queries.seen_words(intake),
        "coverage": coverage_of(intake.branch_id, at) if intake.branch_id and intake.door == Door.PATROL_ASK else None,
        "form": form,
        "now": at,
    }
    return render(request, "triage/asked.html", page, status=form.status)


def _citywide() -> list[tuple[str, str]]:
    """Return the teams patrol can refer to, each with its unit's name."""
    return [(str(team.pk), f"{team.unit.name}: {team.name}") for team in citywide_teams()]


def _own_or_404(request: SignedInRequest, intake_id: UUID) -> Intake:
    found = queries.intake_for(request.viewer, intake_id)
    if found is None or found.asked_by_id != request.actor.user:
        raise Http404
    return found


def _uncovered() -> list[Any]:
    """Return the branches whose team does not answer now."""
    return [coverage for coverage in coverage_at(now()) if not coverage.is_covered]


def _like(request: SignedInRequest) -> dict[str, Any]:
    """Return what a new ask takes over from an earlier one of the same asker that has ended."""
    try:
        earlier = queries.intake_for(request.viewer, UUID(request.GET.get("like", "")))
    except ValueError:
        return {}
    if earlier is None or earlier.asked_by_id != request.actor.user:
        return {}
    names = ("place", "seen", "urgency", "on_scene_wanted", "incident", "person_name")
    return {**{name: getattr(earlier, name) for name in names}, "neighbourhood": str(earlier.neighbourhood_id or "")}


def _agencies(request: SignedInRequest) -> dict[UUID, str]:
    today = localtime(now()).date()
    partners = agencies_open_for_referral(request.actor.unit, today).values_list("pk", flat=True)
    return dict(sorted(agency_names(list(partners), today).items(), key=lambda pair: pair[1].casefold()))
