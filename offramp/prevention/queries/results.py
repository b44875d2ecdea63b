"""Reads of results that are owed to those who raised a problem."""

from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from offramp.access.enums import Permission, Role
from offramp.access.queries import require
from offramp.kernel.identity import Actor, Viewer
from offramp.prevention.enums import Source
from offramp.prevention.models import Raised, Result

LATELY = 25
OWED_BY: Final = {
    Role.PACE_COORDINATOR: (Source.THEME,),
    Role.PREVENTION_OFFICER: (Source.RESIDENTS, Source.OFFICERS),
}
"""Whose it is to bring a result back: what PACE heard, PACE answers."""


def raised(by: Actor) -> QuerySet[Raised]:
    """Return what a role brings results back to, each with the problem and its latest `result`."""
    sources = OWED_BY.get(Role(by.role), ())
    latest = Result.objects.filter(problem=OuterRef("problem"))
    rows = Raised.objects.filter(source__in=sources).select_related("problem", "told_by")
    return rows.annotate(
        result=Subquery(latest.values("text")[:1]), result_at=Subquery(latest.values("written_at")[:1])
    )


def results_owed(viewer: Viewer) -> list[Raised]:
    """Return to whom a result is owed: none was brought back, or a newer one was written since; the oldest first."""
    require(viewer.actor, Permission.RESULT_BRING)
    written = Exists(Result.objects.filter(problem=OuterRef("problem")))
    owed = raised(viewer.actor).filter(written, Q(told_at__isnull=True) | Q(told_at__lt=F("result_at")))
    return list(owed.order_by(F("result_at"), "id"))


def results_told(viewer: Viewer) -> list[Raised]:
    """Return to whom results were brought back, the latest first."""
    require(viewer.actor, Permission.RESULT_BRING)
    return list(raised(viewer.actor).filter(told_at__isnull=False).order_by("-told_at", "-id")[:LATELY])


def raised_for(viewer: Viewer, raised_id: UUID) -> Raised | None:
    """Return one to whom a result is brought back, or None where it is not the reader's to bring."""
    require(viewer.actor, Permission.RESULT_BRING)
    return raised(viewer.actor).filter(pk=raised_id).first()
