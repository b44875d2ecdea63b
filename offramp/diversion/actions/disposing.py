"""Dispose of what is over: the key first, so that nothing sealed with it opens anywhere, then the rows."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from offramp.access.actions import set_term
from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit import actions as audit
from offramp.diversion import queries
from offramp.diversion.enums import ShouldNotBe
from offramp.kernel.identity import Actor
from offramp.kernel.sealed import key_store


@transaction.atomic
def dispose_of_what_is_over(*, by: Actor, at: datetime) -> list[UUID]:
    """Dispose of every record whose term is over, and return their ids. Safe to run again after a stop anywhere.

    A key is destroyed at once and for good; where the rows' going is undone, they stand there as noise, closed to
    everybody by their term, until the next run.
    """
    require(by, Permission.MEASURE_DISPOSE)
    over = queries.over()
    for subject in over:
        key_store().destroy(subject, at=at)
    for subject in over:
        _delete(subject)
        audit.record(verb="measures.disposed", by=by, at=at, about=subject)
    return over


@transaction.atomic
def destroy(*, measure: UUID, reason: ShouldNotBe, by: Actor, at: datetime) -> None:
    """Close a record that should never have been kept to everybody at once. The next run destroys its key and rows.

    The privacy officer alone, who opened it; the audit says why.
    """
    require(by, Permission.MEASURE_PUT_RIGHT)
    held = queries.open_measure(measure)
    audit.record(verb="measures.destroyed", by=by, at=at, about=held.pk, fields=[str(reason)])
    set_term(subject=held.pk, ends_at=at)


def _delete(subject: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT diversion_dispose(%s)", [subject])
