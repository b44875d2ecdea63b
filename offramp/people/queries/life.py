"""How people are and where they are found, as far as the viewer may know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from offramp.access.enums import Category
from offramp.access.queries import writable
from offramp.kernel.identity import Actor, Viewer
from offramp.people.enums import REVEALS, Status
from offramp.people.models import Sighting, StatusChange


@dataclass(frozen=True, slots=True)
class LatestStatus:
    """How somebody is, since when, and what is known of it."""

    status: Status
    since: datetime
    reason: str
    noted_by: str


def status_of(viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, Status]:
    """Return how each of these people is, as far as the viewer may know: a hidden stay leaves the status before it."""
    wanted = list(ids)
    latest = StatusChange.objects.filter(person__in=wanted).order_by("person", "-at", "-pk").distinct("person")
    found = dict.fromkeys(wanted, Status.ACTIVE)
    for change in latest:
        viewer.show(change.person_id, change.category)
        found[change.person_id] = Status(change.status)
    return found


def latest_status(viewer: Viewer, person: UUID) -> LatestStatus | None:
    """Return how a person is, with its ground; None while nothing was ever noted."""
    change = _changes(person).first()
    if change is None:
        return None
    viewer.show(person, change.category)
    return LatestStatus(Status(change.status), change.at, change.reason, change.noted_by.name)


def status_history(viewer: Viewer, person: UUID) -> QuerySet[StatusChange]:
    """Return the changes of a person's status that the viewer may know, newest first; to be paged."""
    for category in set(StatusChange.objects.filter(person=person).values_list("category", flat=True)):
        viewer.show(person, category)
    return _changes(person)


def _changes(person: UUID) -> QuerySet[StatusChange]:
    return StatusChange.objects.filter(person=person).select_related("noted_by").order_by("-at", "-pk")


def statuses_open_to(by: Actor, *, person: UUID, unit: UUID, at: datetime) -> list[Status]:
    """Return the statuses an actor may record of a person: a stay in hospital is for whoever may write of health."""
    categories = writable(by, subject=person, unit=unit, at=at)
    return [status for status in Status if REVEALS[status] in categories]


def reminders_stopped(ids: Iterable[UUID]) -> set[UUID]:
    """Return which of these people nobody is to be reminded of any more: they died, or declined help.

    Answered for whoever may know of them at all, whether or not they may read what is known: it only ever takes lines
    away.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_reminders_stopped(%s::uuid[])", [list(ids)])
        return set(cursor.fetchone()[0])


def declined_between(since: datetime, until: datetime) -> int:
    """Return how often help was declined in a period, as far as the reader may know."""
    return StatusChange.objects.filter(status=Status.DECLINED, at__gte=since, at__lt=until).count()


def sightings_of(viewer: Viewer, person: UUID) -> QuerySet[Sighting]:
    """Return where a person was found, newest first; to be paged."""
    rows = Sighting.objects.filter(person=person).select_related("neighbourhood", "noted_by").order_by("-at", "-pk")
    if rows.exists():
        viewer.show(person, Category.WHEREABOUTS)
    return rows
