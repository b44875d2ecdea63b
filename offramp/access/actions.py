"""Say who asks; open and end grants. The runtime role can't write the table; two definer functions do."""

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from offramp.access.enums import AnyCategory, Basis, Closeness, LinkRole, ServiceRole, Stream
from offramp.access.queries import digest_of, secret_of
from offramp.accounts.actions import office_of_service
from offramp.kernel.identity import Actor, ActorKind
from offramp.kernel.ids import new_id

PATIENCE = "5s"
"""So long a statement waits for a lock: where the log is locked, a page is refused before somebody gives up on it."""


@transaction.atomic
def grant(
    *,
    party: UUID,
    subject: UUID,
    categories: Iterable[AnyCategory],
    basis: Basis,
    founded_on: UUID,
    starts_at: datetime,
    ends_at: datetime | None = None,
    stream: Stream = Stream.SUPPORT,
) -> UUID:
    """Open categories of a subject to a party, on a basis, and return the grant's id.

    founded_on is the row that is the basis: ending it ends the grant. The caller's action writes the audit row.
    """
    key = new_id()
    names = sorted(str(category) for category in categories)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wall_grant(%s, %s, %s, %s, %s::text[], %s, %s, %s, %s)",
            [key, party, str(stream), subject, names, str(basis), founded_on, starts_at, ends_at],
        )
    return key


@transaction.atomic
def end_grants(*, founded_on: UUID, basis: Basis, at: datetime) -> int:
    """End every grant that stands on a row, for the very next request, and return how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall_end_grants(%s, %s, %s)", [founded_on, str(basis), at])
        return int(cursor.fetchone()[0])


@transaction.atomic
def end_grants_of(*, parties: Iterable[UUID], founded_on: UUID, basis: Basis, at: datetime) -> int:
    """End what some parties hold of the grants that stand on a row, for the very next request; return how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall_end_grants_of(%s::uuid[], %s, %s, %s)", [list(parties), founded_on, str(basis), at])
        return int(cursor.fetchone()[0])


@transaction.atomic
def end_grants_of_leavers(*, user: UUID | None, at: datetime) -> int:
    """End what was given for the work of a unit to whoever has left it: a user, or (None) all; return how many.

    From the moment they left it opened nothing any more.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall_end_grants_of_leavers(%s, %s)", [user, at])
        return int(cursor.fetchone()[0])


@transaction.atomic
def new_link(
    *, subject: UUID, role: LinkRole, categories: Iterable[AnyCategory], stream: Stream, at: datetime
) -> tuple[UUID, str]:
    """Make a secret link to a subject; return the link's id and its secret, which is kept nowhere.

    The secret follows from the link's id and the SECRET_KEY, so that a later letter can carry it too.
    Without a posting only the first link to a new subject can be made. Ending the link's grants ends the link:
    `end_grants(founded_on=link, basis=Basis.LINK)`.
    """
    key = new_id()
    secret = secret_of(key)
    names = sorted(str(category) for category in categories)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wall_new_link(%s, %s, %s, %s, %s, %s, %s::text[], %s)",
            [key, digest_of(secret), str(role), new_id(), str(stream), subject, names, at],
        )
    return key, secret


@transaction.atomic
def restrict(*, subject: UUID, closeness: Closeness, reason: str, named: Iterable[UUID], at: datetime) -> UUID:
    """Close a subject to all but the named users, who restricts it among them, and return the restriction's id."""
    key, users = new_id(), list(named)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT wall_restrict(%s, %s, %s, %s, %s::uuid[], %s::uuid[], %s)",
            [key, subject, str(closeness), reason, users, [new_id() for _user in users], at],
        )
    return key


@transaction.atomic
def keep_restriction(*, restriction: UUID, deed: str, user: UUID | None = None, at: datetime) -> None:
    """Name a user on a restricted file, take them off it, or lift the restriction. deed: name, take_off, lift."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall_keep_restriction(%s, %s, %s, %s, %s)", [restriction, deed, new_id(), user, at])


@transaction.atomic
def set_term(*, subject: UUID, ends_at: datetime) -> None:
    """Let nobody read of a subject from a moment on. A term that stands already is only ever made shorter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT wall_set_term(%s, %s, %s)", [new_id(), subject, ends_at])


def set_identity(user: UUID | None, posting: UUID | None, *, link: str = "", request: UUID | None = None) -> None:
    """Tell the database who asks, until the transaction ends. Nobody is the empty text.

    link: the secret of the link somebody came by, instead of a user. request: for what a row was before a change.
    """
    asking = {name: str(key) for name, key in (("actor", user), ("request", request)) if key}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('offramp.user', %s, true), set_config('offramp.posting', %s, true),"
            " set_config('offramp.link', %s, true), set_config('lock_timeout', %s, true),"
            " set_config('pghistory.context_metadata', %s, true)",
            [str(user or ""), str(posting or ""), digest_of(link) if link else "", PATIENCE, json.dumps(asking)],
        )


@transaction.atomic
def act_as_service(*, role: ServiceRole, unit: UUID, at: datetime) -> Actor:
    """Go on as what works by itself in a unit, in the database's eyes too, until the transaction ends: for jobs."""
    posting = office_of_service(role=role, name=str(role.label), unit=unit, at=at)
    set_identity(posting.user_id, posting.pk)
    return Actor(ActorKind.SERVICE, id=posting.user_id, role=role, posting=posting.pk, unit=unit)
