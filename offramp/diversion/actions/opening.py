"""Open a young person's measures for a purpose in the law, for some hours; close them again."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Permission, Role, Stream
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.diversion import queries, rules
from offramp.diversion.enums import Purpose
from offramp.diversion.models import Opening
from offramp.kernel.identity import Actor

REQUEST_DAYS = 30
"""For how long a young person's own request keeps their records open to the privacy officer. Ours."""


@transaction.atomic
def open_for_purpose(
    *, given_name: str, family_name: str, born: date | None, purpose: str, ground: str, by: Actor, at: datetime
) -> list[UUID]:
    """Open what there is under a name and birth date for a purpose, and return the records' ids; none where none is.

    Each purpose opens what it needs (`rules.OPENS`): to decide or investigate, who it is and what was decided.

    Whether something was found or not, the audit says that somebody asked, and for which purpose.
    """
    asks = Permission.MEASURE_ANSWER if by.role == Role.PRIVACY_OFFICER else Permission.MEASURE_OPEN
    require(by, asks)
    rules.check_purpose(purpose, role=by.role)
    rules.check_ground(ground)
    found = queries.measures_called(given_name, family_name, born)
    audit.record(verb="measures.asked_for", by=by, at=at, fields=[str(purpose)])
    for measure in found:
        _open(measure, purpose, ground, by, at)
    return found


def _open(measure: UUID, purpose: str, ground: str, by: Actor, at: datetime) -> None:
    is_request = purpose == Purpose.OWN_REQUEST
    until = at + (timedelta(days=REQUEST_DAYS) if is_request else timedelta(hours=settings.MEASURE_HOURS))
    is_asked_of_them = by.role == Role.PRIVACY_OFFICER
    opening = Opening.objects.create(
        measure_id=measure, by_id=by.user, at=at, purpose=purpose, ground=ground.strip(), until_at=until
    )
    grant(
        party=by.user,
        stream=Stream.MEASURES,
        subject=measure,
        categories=rules.OPENS[Purpose(purpose)],
        basis=Basis.ACCESS_REQUEST if is_asked_of_them else Basis.PURPOSE,
        founded_on=opening.pk,
        starts_at=at,
        ends_at=until,
    )
    audit.record(verb="measures.opened", by=by, at=at, subject=opening.pk, about=measure, fields=[str(purpose)])


@transaction.atomic
def close_openings(*, measure: UUID, by: Actor, at: datetime) -> int:
    """Close what one opened of a measure before its time, for the very next request; return how many there were."""
    require(by, Permission.MEASURE_ANSWER if by.role == Role.PRIVACY_OFFICER else Permission.MEASURE_OPEN)
    basis = Basis.ACCESS_REQUEST if by.role == Role.PRIVACY_OFFICER else Basis.PURPOSE
    open_now = list(queries.openings_of(by, at=at).filter(measure_id=measure))
    ended = sum(end_grants(founded_on=opening.pk, basis=basis, at=at) for opening in open_now)
    if ended:
        audit.record(verb="measures.closed", by=by, at=at, about=measure)
    return ended
