"""Where whoever acts may not read what a rule asks, the unit answers in their stead."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from offramp.access.actions import act_as_service, set_identity
from offramp.access.enums import Role, ServiceRole
from offramp.access.queries import secret_of
from offramp.accounts.queries import pace_unit
from offramp.kernel.identity import Actor, ActorKind
from offramp.kernel.reading import not_shown


@contextmanager
def in_the_units_name(*, by: Actor, at: datetime) -> Iterator[None]:
    """Let the database see PACE itself for a while, then whoever acts again. Use it inside a transaction.

    A member, or who comes by a link, sees neither the event's row to lock nor what colleagues can and wish. They get
    an answer, never the facts it was made from; the audit row names them. The coordinator needs none of this.
    """
    if by.role in (Role.PACE_COORDINATOR, ServiceRole.PACE_CLERK):
        yield
        return
    act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=at)
    try:
        with not_shown("whoever asks gets an answer, and not what it was made from"):
            yield
    finally:
        if not connection.needs_rollback:
            _become(by)


def _become(by: Actor) -> None:
    if by.kind == ActorKind.LINK and by.id is not None:
        set_identity(None, None, link=secret_of(by.id))
    else:
        set_identity(by.id, by.posting)
