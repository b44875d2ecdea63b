"""Access requests: what may be asked for, what waits for whose answer, what was answered."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from offramp.access.enums import Basis, Category, OversightCategory, Permission, Role
from offramp.access.queries import allowed, at_most
from offramp.accounts.queries import staff_of
from offramp.casework.enums import Answered
from offramp.casework.models import AccessAnswer, AccessRequest, Seat
from offramp.casework.queries.care_team import SITS_NOW, is_of_unit, own_seats, sitting
from offramp.casework.rules import requests as rules
from offramp.kernel.identity import Actor, Viewer

TOLD_FOR = timedelta(days=7)
MOST = 50


def askable(role: str) -> tuple[Category, ...]:
    """Return what a role may see of a file by asking, at most."""
    return at_most(role, Basis.ACCESS_REQUEST, Category)


def has_navigator(person: UUID, *, unit: UUID, at: datetime) -> bool:
    """Say whether a navigator sits on the care team, or a lead for one, as far as the reader may see it."""
    return staff_of(unit, rules.NAVIGATORS, at=at).filter(pk__in=sitting(person)).exists()


def is_with_a_navigator(person: UUID) -> bool:
    """Say the same to a navigator off the care team, who sees nobody's seat; no to anybody else who asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_is_with_a_navigator(%s)", [person])
        return bool(cursor.fetchone()[0])


def own_request_runs(by: Actor, person: UUID, *, at: datetime) -> bool:
    """Say whether a request of the actor about a person waits, or what it allowed runs."""
    runs = Q(answer__answer=Answered.ALLOWED, answer__ended_at__isnull=True, answer__until_at__gt=at)
    mine = AccessRequest.objects.filter(asked_by=by.user, person=person)
    return mine.filter(Q(answer__isnull=True) | runs).exists()


def request_for(viewer: Viewer, pk: UUID) -> AccessRequest | None:
    """Return one request with its answer, or None where the viewer may not know of it."""
    found = _told().filter(pk=pk).first()
    return _shown(viewer, [found])[0] if found else None


def is_for_officers(categories: Iterable[str]) -> bool:
    """Say whether an officer could get all of these by asking: then the supervisor allows them too."""
    return set(categories) <= set(askable(Role.HELP_OFFICER))


def answers_it(by: Actor, request: AccessRequest, *, at: datetime) -> bool:
    """Say whether an actor answers this request, and ends what it allowed."""
    return rules.answers_it(
        role=by.role,
        is_own=request.asked_by_id == by.id,
        sits=own_seats(by).filter(person=request.person_id).exists(),
        supervises=by.role == Role.HELP_SUPERVISOR and is_of_unit(request.person_id, by),
        has_navigator=has_navigator(request.person_id, unit=request.unit_id, at=at),
        is_for_officers=is_for_officers(request.categories),
    )


def requests_to_answer(viewer: Viewer, *, at: datetime) -> list[AccessRequest]:
    """Return the requests that wait for the viewer's answer, the oldest first."""
    if not allowed(viewer.actor, Permission.ACCESS_ANSWER):
        return []
    waiting = _told().filter(answer__isnull=True).exclude(asked_by=viewer.id)
    if viewer.role == Role.HELP_SUPERVISOR:
        navigators = staff_of(viewer.actor.home, rules.NAVIGATORS, at=at).values("pk")
        with_one = Seat.objects.filter(SITS_NOW, person=OuterRef("person"), user__in=navigators)
        waiting = waiting.filter(~Exists(with_one), categories__contained_by=list(askable(Role.HELP_OFFICER)))
    else:
        waiting = waiting.filter(person__in=own_seats(viewer.actor).values("person"))
    return _shown(viewer, waiting.order_by("asked_at", "id")[:MOST])


def own_requests_told(viewer: Viewer, *, at: datetime) -> list[AccessRequest]:
    """Return the viewer's own requests that wait, and those answered or ended in the last seven days."""
    since = at - TOLD_FOR
    fresh = Q(answer__isnull=True) | Q(answer__answered_at__gte=since) | Q(answer__ended_at__gte=since)
    return _shown(viewer, _told().filter(fresh, asked_by=viewer.id).order_by("-asked_at", "id")[:MOST])


def requests_open_on(viewer: Viewer, person: UUID, *, at: datetime) -> list[AccessRequest]:
    """Return the requests about a person that were allowed and run now, as far as the viewer may know of them."""
    runs = Q(answer__answer=Answered.ALLOWED, answer__ended_at__isnull=True, answer__until_at__gt=at)
    return _shown(viewer, _told().filter(runs, person=person).order_by("asked_at", "id"))


def answer_of(request: AccessRequest) -> AccessAnswer | None:
    """Return the answer to a request, or None while it waits."""
    return getattr(request, "answer", None)


def _told() -> QuerySet[AccessRequest]:
    return AccessRequest.objects.select_related("asked_by", "answer__answered_by", "answer__ended_by")


def _shown(viewer: Viewer, requests: "QuerySet[AccessRequest] | list[AccessRequest]") -> list[AccessRequest]:
    found = list(requests)
    for each in found:
        viewer.show(each.person_id, OversightCategory.REQUESTED)
        if answer_of(each):
            viewer.show(each.person_id, Category.PLAN)
    return found
