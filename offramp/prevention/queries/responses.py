"""Reads of what is done about problems."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from offramp.prevention.models import Response

ON_A_DESK = 20


def response_for(response: UUID) -> Response | None:
    """Return one action with its problem, or None where there is none."""
    return Response.objects.select_related("problem", "ended_by").filter(pk=response).first()


def responses_due(owner: UUID, *, until: date) -> QuerySet[Response]:
    """Return the actions of somebody's problems that are due until a day and have not ended, the earliest first."""
    rows = Response.objects.filter(ended_on__isnull=True, due_on__lte=until, problem__owner=owner)
    return rows.select_related("problem").order_by("due_on", "id")[:ON_A_DESK]
