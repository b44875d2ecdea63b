"""End what stood on the office of somebody who has left the unit: seats, teams, what was opened to them."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from offramp.access.actions import end_grants_of_leavers
from offramp.accounts.actions import end_memberships_of_leavers
from offramp.audit import actions as audit
from offramp.kernel.identity import Actor


@transaction.atomic
def end_work_of_leavers(*, user: UUID | None = None, by: Actor, at: datetime) -> int:
    """End the seats and grants of a user, or of everybody, in units where they hold no office any more.

    Returns how many seats ended. It asks nobody's leave: it ends what has opened nothing since the office ended, and
    an account can always be closed at once. An open case that is left with nobody stands on the desks of who may cover.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT seat, person FROM casework_end_seats_of_leavers(%s, %s)", [user, at])
        ended = list(cursor.fetchall())
    for seat, person in ended:
        audit.record(verb="casework.seat_ended", by=by, at=at, subject=seat, about=person, fields=["ends_at"])
    end_grants_of_leavers(user=user, at=at)
    end_memberships_of_leavers(user=user, at=at)
    return len(ended)
