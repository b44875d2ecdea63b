"""Work on measures in the background: what is over is disposed of."""

from datetime import UTC, datetime

from django.db import transaction
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.enums import UnitKind
from offramp.accounts.queries import unit_of_kind
from offramp.diversion.actions import dispose_of_what_is_over


@app.periodic(cron="7 * * * *")
@app.task(name="diversion.dispose")
@transaction.atomic
def dispose(timestamp: int) -> None:
    """Dispose, once an hour, of what is over: nobody reads it since the moment itself.

    A service without a unit for diversion keeps measures too: what works by itself has its office where there is one.
    """
    at = datetime.fromtimestamp(timestamp, UTC)
    unit = next(filter(None, map(unit_of_kind, (UnitKind.DIVERSION, *UnitKind))), None)
    if unit:
        dispose_of_what_is_over(by=act_as_service(role=ServiceRole.MEASURES_CLERK, unit=unit.pk, at=at), at=at)
