"""A navigator lead covers for a navigator of their own agency, on each care team they sit on, until a last day."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.timezone import localdate

from offramp.access.enums import Category, Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.casework import queries, rules
from offramp.casework.actions.care_team import end_held_seat
from offramp.casework.models import Seat
from offramp.consent.actions import hold_who_sees
from offramp.kernel.days import midnight
from offramp.kernel.identity import Actor
from offramp.kernel.ids import new_id


@transaction.atomic
def cover(*, navigator: UUID, reason: str, until: date, by: Actor, at: datetime) -> list[Seat]:
    """Seat a lead beside a navigator of their own agency wherever that one sits, until the end of a day, and return it.

    The seats and what they open end by themselves. The care teams, the navigator and the privacy officer read of it on
    their desks. A restricted file stays with those named on it.
    """
    require(by, Permission.NAVIGATOR_COVER)
    rules.check_cover(reason=reason, until=until, today=localdate(at), most=settings.COVER_DAYS)
    people = queries.to_cover(navigator)
    rules.check_somebody_to_cover(people)
    ends_at = midnight(until + timedelta(days=1))
    return [
        cover_one(person=person, navigator=navigator, reason=reason, until=ends_at, by=by, at=at) for person in people
    ]


@transaction.atomic
def cover_one(*, person: UUID, navigator: UUID, reason: str, until: datetime, by: Actor, at: datetime) -> Seat:
    """Seat a lead beside, or in place of, a navigator of their own agency on one care team until a moment."""
    require(by, Permission.NAVIGATOR_COVER)
    hold_who_sees(person=person)
    key = new_id()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT casework_cover(%s, %s, %s, %s::text[], %s, %s, %s)",
            [new_id(), navigator, person, [str(each) for each in Category], key, at, until],
        )
    seated = Seat.objects.create(
        id=key,
        person_id=person,
        unit_id=by.home,
        user_id=by.user,
        starts_at=at,
        ends_at=until,
        ended_by_id=by.user,
        covers_id=navigator,
        reason=reason.strip(),
        seated_by_id=by.user,
    )
    audit.record(verb="casework.covered", by=by, at=at, subject=key, about=person, fields=["covers", "ends_at", "user"])
    return seated


@transaction.atomic
def end_cover(*, navigator: UUID, by: Actor, at: datetime) -> int:
    """End a lead's own cover for a navigator before its last day, and return how many seats that were."""
    require(by, Permission.NAVIGATOR_COVER)
    seats = list(queries.own_covers(by).filter(covers=navigator).select_for_update(of=("self",)))
    for seated in seats:
        end_held_seat(seated=seated, reason="", by=by, at=at)
    return len(seats)
