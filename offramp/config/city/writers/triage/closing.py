"""End an intake, and what stood open because of it."""

from datetime import datetime
from uuid import UUID

from offramp.access.enums import Basis
from offramp.config.city.city import City
from offramp.kernel.identity import Actor
from offramp.triage.enums import IntakeEnd
from offramp.triage.models import Intake, IntakeClosing


def close_intake(city: City, *, intake: UUID, end: IntakeEnd, note: str = "", by: Actor, at: datetime) -> UUID:
    """Write how an intake ended."""
    row = city.book.get(Intake, intake)
    closing = city.book.add(
        IntakeClosing(pk=city.book.id_at(at), intake=row, unit_id=city.unit, end=end, note=note, at=at, by_id=by.user)
    )
    row.closed_at, row.version = at, row.version + 1
    city.book.end_grants(at, founded_on=intake, basis=Basis.TRIAGE)
    city.book.record("intake.closed", by, at, subject=intake, about=intake)
    return closing.pk
