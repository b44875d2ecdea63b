"""The queue, and what nobody answered."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from offramp.access.web.requests import SignedInRequest
from offramp.accounts.queries import teams_in
from offramp.kernel.clock import now
from offramp.triage import queries
from offramp.triage.enums import Door, Level

LONGEST_SEARCH = 80
EVERY_TEAM = "all"


def show(request: SignedInRequest) -> HttpResponse:
    """Show open intakes: of the viewer's team first, others by pill; danger first, then by level and clock."""
    asked = request.GET
    teams = _own_first(request)
    team = _team(asked.get("team", ""), teams, request)
    sieve = queries.Sieve(
        level=asked.get("level", ""),
        door=asked.get("door", ""),
        text=asked.get("q", "").strip()[:LONGEST_SEARCH],
        mine="mine" in asked,
    )
    page = queries.queue(request.viewer, team, sieve=sieve, cursor=asked.get("page", ""))
    shown: dict[str, Any] = {
        "page": page,
        "team": team,
        "team_key": str(team) if team else EVERY_TEAM,
        "teams": [(name, _address(asked, team=str(pk)), pk == team) for pk, name in teams],
        "every_team": _address(asked, team=EVERY_TEAM),
        "levels": [(level.label, _address(asked, level=level.value), level == sieve.level) for level in Level],
        "is_every_team": team is None,
        "is_every_level": sieve.level not in Level.values,
        "every_level": _address(asked, level=""),
        "doors": Door.choices,
        "sieve": sieve,
        "is_sifted": sieve != queries.Sieve(),
        "is_searched": sieve != queries.Sieve(level=sieve.level),
        "previous": _address(asked, page=page.previous) if page.previous else "",
        "next": _address(asked, page=page.next) if page.next else "",
        "now": now(),
    }
    return render(request, "triage/queue.html", shown)


def unanswered(request: SignedInRequest) -> HttpResponse:
    """Show consults that got neither advice nor a visit: those that still wait, and those that were closed."""
    at, asked = now(), request.GET
    waiting = queries.unanswered_asks(request.viewer, at=at, cursor=asked.get("waiting", ""))
    closed = queries.never_answered(request.viewer, at=at, cursor=asked.get("closed", ""))
    shown = {
        "waiting": waiting,
        "closed": closed,
        "waiting_pages": _pages(asked, "waiting", waiting),
        "closed_pages": _pages(asked, "closed", closed),
        "now": at,
    }
    return render(request, "triage/unanswered.html", shown)


def _own_first(request: SignedInRequest) -> list[tuple[UUID, str]]:
    teams = sorted(teams_in(request.actor.unit), key=lambda team: team.pk not in request.actor.teams)
    return [(team.pk, team.name) for team in teams]


def _team(chosen: str, teams: list[tuple[UUID, str]], request: SignedInRequest) -> UUID | None:
    """Return the team chosen, else the viewer's own, else none for all of them."""
    by_key = {str(pk): pk for pk, _ in teams}
    if chosen == EVERY_TEAM:
        return None
    return by_key.get(chosen) or next((pk for pk, _ in teams if pk in request.actor.teams), None)


def _pages(asked: QueryDict, name: str, page: Any) -> dict[str, str]:
    ways = {"previous": page.previous, "next": page.next}
    return {way: _address(asked, **{name: cursor}) if cursor else "" for way, cursor in ways.items()}


def _address(asked: QueryDict, **changed: str) -> str:
    """Return this page's address with something changed. Another team or level begins on its first page."""
    query = asked.copy()
    query.pop("page", None)
    for name, value in changed.items():
        query[name] = value
    for name in [name for name in query if not query[name]]:
        del query[name]
    return f"?{query.urlencode()}"
