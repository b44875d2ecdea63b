"""Who sits on a person's care team, who did, who could."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Role
from offramp.accounts.queries import postings_of, staff_of
from offramp.casework.models import Seat
from offramp.casework.rules import HANDS_ON, SITS
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, Viewer
from offramp.people.queries import unit_of

if TYPE_CHECKING:
    from offramp.accounts.models import Posting, User

TOLD_FOR = timedelta(days=7)
SEATED_BY_OTHERS = (Role.HELP_OFFICER, Role.NAVIGATOR, Role.HELP_SUPERVISOR)
"""Whom others seat. A navigator lead sits by cover alone."""
SITS_NOW = Q(ends_at__isnull=True) | Q(covers__isnull=False, ends_at__gt=Now())
"""A seat lasts until it is ended; a cover's has its end from the beginning."""


def seats_in_force(person: UUID) -> QuerySet[Seat]:
    """Return who sits on a person's care team now, whoever leads it first, as far as the reader may see it."""
    return Seat.objects.filter(SITS_NOW, person=person).order_by("-is_lead", "starts_at", "id")


def own_seats(by: Actor) -> QuerySet[Seat]:
    """Return where an actor sits now, in the unit in whose office they act."""
    return Seat.objects.filter(SITS_NOW, user=by.id, unit=by.unit)


def care_team_of(viewer: Viewer, person: UUID) -> list[Seat]:
    """Return who sits on a person's care team now, whoever leads it first."""
    return _shown(viewer, person, seats_in_force(person).select_related("user", "seated_by", "covers"))


def past_seats_of(viewer: Viewer, person: UUID) -> list[Seat]:
    """Return who sat on a person's care team, the last to leave first."""
    ended = Seat.objects.filter(~SITS_NOW, person=person).select_related("user", "seated_by", "ended_by")
    return _shown(viewer, person, ended.order_by("-ends_at", "-id")[:50])


def seat_for(viewer: Viewer, pk: UUID) -> Seat | None:
    """Return a seat in force, or None where there is none that the viewer may see."""
    found = Seat.objects.filter(SITS_NOW, pk=pk).select_related("user").first()
    if found:
        viewer.show(found.person_id, Category.PLAN)
    return found


def seats_told_to(viewer: Viewer, *, at: datetime) -> list[Seat]:
    """Return the viewer's own seats that others gave them, or ended, in the last seven days: for their desk."""
    since = at - TOLD_FOR
    begun = Q(starts_at__gte=since, ends_at__isnull=True) & ~Q(seated_by=viewer.id)
    ended = Q(ends_at__gte=since) & ~SITS_NOW & ~Q(ended_by=viewer.id)
    found = list(
        Seat.objects.filter(begun | ended, user=viewer.id, unit=viewer.actor.unit)
        .select_related("seated_by", "ended_by")
        .order_by("-starts_at", "-id")[:50]
    )
    for seat in found:
        viewer.show(seat.person_id, Category.PLAN)
    return found


def sitting(person: UUID) -> set[UUID]:
    """Return the users on a person's care team now."""
    return set(seats_in_force(person).values_list("user", flat=True))


def who_stays(person: UUID, *, but: Seat, at: datetime) -> QuerySet[Seat]:
    """Return the other seats of a care team, of those who still work in the unit."""
    return seats_in_force(person).exclude(pk=but.pk).filter(user__in=staff_of(but.unit_id, SITS, at=at))


def left_alone() -> list[tuple[UUID, datetime, UUID | None]]:
    """Return whose open case has nobody on its care team any more, since when, and who left it last, longest first.

    To a supervisor, who may seat somebody; to a navigator lead those whom a navigator of their own agency left, whom
    they may cover; to all others there are none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT person, since, was_of FROM casework_left_alone() ORDER BY since, person")
        return list(cursor.fetchall())


def whose_seat(pk: UUID) -> UUID:
    """Return whose care team a seat is on; refuse where the reader may not see it."""
    person = Seat.objects.filter(pk=pk).values_list("person", flat=True).first()
    if person is None:
        raise NotPermitted(_("There is nothing here that you may change."))
    return person


def to_seat(person: UUID, *, unit: UUID, at: datetime) -> "QuerySet[User]":
    """Return the officers, navigators and supervisors of a unit who are not on the care team yet, by name."""
    return staff_of(unit, SEATED_BY_OTHERS, at=at).exclude(pk__in=seats_in_force(person).values("user"))


def office_of(user: UUID, *, unit: UUID | None, at: datetime) -> str | None:
    """Return the role a user holds in a unit now, or None."""
    return offices_in(user, unit=unit, at=at).values_list("role", flat=True).first()


def offices_in(user: UUID, *, unit: UUID | None, at: datetime) -> "QuerySet[Posting]":
    """Return the offices a user holds in a unit now."""
    return postings_of(user, at=at).filter(unit=unit, user__is_active=True)


def hands_on_for(role: str) -> frozenset[str]:
    """Return for whom somebody of a role hands on what they leave: the roles, none for most."""
    return HANDS_ON.get(role, frozenset())


def is_of_unit(person: UUID, by: Actor) -> bool:
    """Say whether a person's file is with the unit of the actor."""
    return by.unit is not None and unit_of(person) == by.unit


def _shown(viewer: Viewer, person: UUID, seats: QuerySet[Seat]) -> list[Seat]:
    found = list(seats)
    if found:
        viewer.show(person, Category.PLAN)
    return found
