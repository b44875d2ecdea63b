"""Where an event was changed, called off or decided anew, places and calendars follow."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.audit.actions import record
from offramp.engagement.actions.calendars import tell
from offramp.engagement.actions.seats import locked_event, move
from offramp.engagement.enums import Place
from offramp.engagement.models import Assignment, Entry
from offramp.engagement.rules import calendars as rules
from offramp.kernel.identity import Actor


@transaction.atomic
def bring_up_to_date(*, invitation: UUID, by: Actor, at: datetime) -> None:
    """Bring the calendars of all who hold, or gave up, a place up to date with an event.

    Whoever had said that they come is asked again where it is at another time: their yes was to the old one (RFC 5546,
    3.2.2.1). by: PACE itself.
    """
    event = locked_event(invitation=invitation)
    known = {entry.assignment_id: entry for entry in Entry.objects.filter(invitation=event)}
    for row in Assignment.objects.select_for_update(of=("self",)).filter(invitation=event):
        row.invitation = event
        entry = known.get(row.pk)
        if entry and row.place == Place.CONFIRMED and rules.has_moved(entry, event):
            move(row=row, place=Place.ASKED, at=at)
            record(verb="place.asked_again", by=by, at=at, subject=row.pk, about=event.pk)
        else:
            tell(assignment=row, at=at)
