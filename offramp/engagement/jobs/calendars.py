"""Calendars of members are told by mail; whoever could not do it at once leaves it to these."""

from uuid import UUID

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.queries import pace_unit
from offramp.engagement.actions.calendars import tell
from offramp.engagement.models import Assignment
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor


@app.task(name="engagement.follow_place", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def follow_place(*, assignment: str) -> None:
    """Bring one calendar up to date with a place that changed where the event could not be read."""
    _as_clerk()
    place = Assignment.objects.select_for_update(of=("self",)).get(pk=UUID(assignment))
    tell(assignment=place, at=now())


def _as_clerk() -> Actor:
    return act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=now())
