"""One intake: what is known of it, and everything that is done about it, on one page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from offramp.access.enums import Role
from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import teams_in
from offramp.kernel.clock import now
from offramp.people.queries import may_open_files, people_visible_to, search_people, searched_token
from offramp.triage import queries
from offramp.triage.actions import (
    claim,
    close_intake,
    decide_level,
    give_advice,
    link_person,
    rate,
    release_claim,
)
from offramp.triage.enums import IntakeEnd
from offramp.triage.models import Intake
from offramp.triage.policy import policy_in_force
from offramp.triage.web import forms
from offramp.ui.web import forms as ui

FOUND_AT_MOST = 12
LONGEST = 200


def show(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Show one intake."""
    return _page(request, _intake_or_404(request, intake_id))


def take(request: SignedInRequest, intake_id: UUID, *, is_going: bool) -> HttpResponse:
    """Say that a team is going, or answers."""
    form = forms.Claim(request.POST, request=request, target=intake_id, teams=_teams_to_send(request))

    def act() -> str:
        team = form.cleaned_data.get("team")
        taken = claim(
            intake=intake_id, team=UUID(team) if team else None, is_going=is_going, by=request.actor, at=now()
        )
        going = _("The %(team)s is going.") if taken.is_going else _("The %(team)s answers.")
        return going % {"team": taken.team}

    return _done(request, intake_id, "claim", form, act)


def give_back(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Give an intake back to its queue."""
    form = forms.Give(request.POST, request=request, target=intake_id)

    def act() -> str:
        intake = release_claim(intake=intake_id, by=request.actor, at=now())
        return _("Back in the queue of the %(team)s.") % {"team": intake.team}

    return _done(request, intake_id, "give", form, act)


def rate_it(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Rate the five risks and three needs."""
    intake = _intake_or_404(request, intake_id)
    form = forms.Rate(
        request.POST,
        request=request,
        target=intake_id,
        intake=intake,
        ratings=queries.ratings_of(intake_id),
        auto_id="rate_%s",
    )

    def act() -> str:
        rate(intake=intake_id, ratings=form.rated(), version=form.cleaned_data["version"], by=request.actor, at=now())
        return _("Rated. Look at the level that is suggested now.")

    return _done(request, intake_id, "rate", form, act)


def decide(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Accept the suggested level, or set another."""
    intake = _intake_or_404(request, intake_id)
    form = forms.Decide(
        request.POST, request=request, target=intake_id, about=intake_id, intake=intake, auto_id="decide_%s"
    )

    def act() -> str:
        decided = decide_level(intake=intake_id, **form.cleaned_data, by=request.actor, at=now())
        return _("The level is “%(level)s”.") % {"level": decided.get_level_display()}

    return _done(request, intake_id, "decide", form, act)


def advise(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Give advice."""
    form = forms.Advise(request.POST, request=request, target=intake_id, about=intake_id, auto_id="advise_%s")

    def act() -> str:
        give_advice(intake=intake_id, **form.cleaned_data, by=request.actor, at=now())
        return _("Your advice is with whoever asked.")

    return _done(request, intake_id, "advise", form, act)


def close(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Close it, and say how it ended."""
    form = forms.Close(request.POST, request=request, target=intake_id, auto_id="close_%s")

    def act() -> str:
        close_intake(intake=intake_id, **form.cleaned_data, by=request.actor, at=now())
        return _("Closed.")

    return _done(request, intake_id, "close", form, act)


def same_as(request: SignedInRequest, intake_id: UUID, other_id: UUID) -> HttpResponse:
    """Close it as the same as another."""
    other = _intake_or_404(request, other_id)
    form = forms.SameAs(request.POST, request=request, target=f"{intake_id}:{other_id}")

    def act() -> str:
        end = IntakeEnd.DUPLICATE
        close_intake(intake=intake_id, end=end, same_as=other.pk, by=request.actor, at=now())
        return _("Closed: it is the same. Whoever asked follows the answer to the other.")

    return _done(request, intake_id, "same", form, act)


def find_person(request: SignedInRequest, intake_id: UUID) -> HttpResponse:
    """Search for whom an intake is about."""
    intake = _intake_or_404(request, intake_id)
    text = " ".join(request.GET.get("q", intake.person_name).split())[:LONGEST]
    found = search_people(request.viewer, text, limit=FOUND_AT_MOST) if text else []
    linked = queries.people_linked_to(request.viewer, intake)
    rows = [
        (one, forms.Link(request=request, target=f"{intake_id}:{one.person}"))
        for one in found
        if one.person not in linked
    ]
    back = reverse("triage:find-person", args=[intake_id])
    searched = searched_token(request.actor, text, back=back) if text and may_open_files(request.actor) else ""
    context = {"intake": intake, "text": text, "rows": rows, "linked": linked, "searched": searched}
    return render(request, "triage/find_person.html", context)


def link(request: SignedInRequest, intake_id: UUID, person_id: UUID) -> HttpResponse:
    """Say that an intake is about somebody."""
    if not people_visible_to(request.viewer).filter(pk=person_id).exists():
        raise Http404
    form = forms.Link(request.POST, request=request, target=f"{intake_id}:{person_id}")

    def act() -> str:
        link_person(intake=intake_id, person=person_id, by=request.actor, at=now())
        return _("Linked. Their file is open to your team until this is closed.")

    return _done(request, intake_id, "link", form, act)


def _done(request: SignedInRequest, intake_id: UUID, name: str, form: ui.Form, act: Callable[[], str]) -> HttpResponse:
    """Act once and lead back to the intake; what is wrong is said there, beside what was typed."""
    intake = _intake_or_404(request, intake_id)
    if request.method != "POST":
        return redirect("triage:intake", intake_id)
    if form.is_valid():
        with form.sent_once() as sending:
            if sending.is_first:
                sending.leads_to("triage:intake", intake_id, saying=act())
        if sending.done:
            return sending.redirect()
    if "version" in form.errors and isinstance(form, forms.Versioned):
        intake = _intake_or_404(request, intake_id)
        form.look_again(intake.version)
    return _page(request, intake, **{name: form})


def _page(request: SignedInRequest, intake: Intake, **bound: ui.Form) -> HttpResponse:
    held = queries.claim_of(intake)
    shown: dict[str, Any] = {
        "intake": intake,
        "held": held,
        "is_ours": held is not None and (held.team_id in request.actor.teams or _sends_any(request)),
        "suggestion": queries.suggestion_for(intake),
        "sums": [(level.label, least) for level, least in policy_in_force().sum_reaches.items()],
        "seen_words": queries.seen_words(intake),
        "decisions": queries.decisions_of(intake),
        "advice": queries.advice_on(intake),
        "responses": queries.responses_to(intake),
        "people": queries.people_linked_to(request.viewer, intake),
        "closing": queries.closing_of(intake),
        "twins": queries.duplicates_of(request.viewer, intake),
        "now": now(),
        **(_forms(request, intake) if intake.closed_at is None else {}),
        **bound,
    }
    wrong = next((form for form in bound.values() if form.errors), None)
    shown["wrong"] = wrong if wrong and not wrong.visible_fields() else None
    return render(request, "triage/intake.html", shown, status=wrong.status if wrong else 200)


def _forms(request: SignedInRequest, intake: Intake) -> dict[str, Any]:
    """Return what may be done while it is open, each with its own token."""
    about: dict[str, Any] = {"request": request, "target": intake.pk, "about": intake.pk}
    similar = queries.similar_to(request.viewer, intake)
    return {
        "claim": forms.Claim(**about, teams=_teams_to_send(request)),
        "give": forms.Give(**about),
        "rate": forms.Rate(**about, intake=intake, ratings=queries.ratings_of(intake.pk), auto_id="rate_%s"),
        "accept": forms.Decide(**about, intake=intake),
        "decide": forms.Decide(**about, intake=intake, initial={"level": intake.level}, auto_id="decide_%s"),
        "advise": forms.Advise(**about, auto_id="advise_%s"),
        "close": forms.Close(**about, auto_id="close_%s"),
        "similar": [(one, forms.SameAs(request=request, target=f"{intake.pk}:{one.intake.pk}")) for one in similar],
    }


def _intake_or_404(request: SignedInRequest, intake_id: UUID) -> Intake:
    found = queries.intake_for(request.viewer, intake_id)
    if found is None:
        raise Http404
    return found


def _sends_any(request: SignedInRequest) -> bool:
    return request.actor.role == Role.HELP_SUPERVISOR


def _teams_to_send(request: SignedInRequest) -> list[tuple[str, str]]:
    """Return the teams somebody may send, where they may send more than one."""
    teams = [t for t in teams_in(request.actor.unit) if t.pk in request.actor.teams or _sends_any(request)]
    return [(str(team.pk), team.name) for team in teams] if len(teams) > 1 else []
