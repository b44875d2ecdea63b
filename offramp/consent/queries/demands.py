"""The register of legal demands, for the privacy officer's office."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from offramp.access.enums import Category
from offramp.consent.models import Demand, Disclosure
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of

PAGE = 25
ON_A_DESK = 10


def demands(viewer: Viewer, *, is_open: bool = True, cursor: str = "") -> Page[Demand]:
    """Return a page of legal demands: those open, what is due first on top; or those closed, the newest first."""
    rows = _of_office(viewer).filter(closure__isnull=is_open)
    order = ("due_on", "id") if is_open else ("-received_on", "-id")
    page = page_of(rows, *order, cursor=cursor, size=PAGE)
    _shown(viewer, page.rows)
    return page


def demand_for(viewer: Viewer, pk: UUID) -> Demand | None:
    """Return one legal demand of the viewer's office with its decision and its end, or None."""
    return next(iter(_shown(viewer, _of_office(viewer).filter(pk=pk))), None)


def demands_due(viewer: Viewer, before: date) -> list[Demand]:
    """Return the open demands that are due before a day, what is late first."""
    return _shown(
        viewer, _of_office(viewer).filter(closure__isnull=True, due_on__lt=before).order_by("due_on", "id")[:ON_A_DESK]
    )


def given_on(viewer: Viewer, demand: Demand) -> list[Disclosure]:
    """Return what was disclosed on a demand, oldest first."""
    found = list(
        Disclosure.objects.filter(by_way_of=demand.pk, unit=demand.unit_id).select_related("by").order_by("at")
    )
    for line in found:
        viewer.show(line.person_id, Category.CONSENT)
    return found


def person_of_file(number: str) -> UUID | None:
    """Return whose file has a number, for the privacy officer; None where there is none, or for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT consent_person_of_file(%s)", [number])
        found: UUID | None = cursor.fetchone()[0]
        return found


def _of_office(viewer: Viewer) -> QuerySet[Demand]:
    rows = Demand.objects.filter(unit=viewer.actor.unit)
    return rows.select_related("decision", "decision__by", "closure", "closure__by", "recorded_by")


def _shown(viewer: Viewer, rows: Iterable[Demand]) -> list[Demand]:
    found = list(rows)
    for demand in found:
        viewer.show(demand.pk, Category.CONSENT)
        if demand.person_id:
            viewer.show(demand.person_id, Category.CONSENT)
    return found
