"""Close a file to all but those named on it; name more, take off, lift; look after new files that may be the same."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from offramp.access import actions as access
from offramp.access.enums import Closeness, Permission, Role
from offramp.access.queries import named_on, require, restrictions
from offramp.accounts.queries import staff_of
from offramp.audit.actions import record
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor
from offramp.kernel.ids import new_id
from offramp.people import queries, rules

MOST_TWINS = 3


@transaction.atomic
def restrict_file(
    *, person: UUID, closeness: Closeness, reason: str, named: Sequence[UUID], by: Actor, at: datetime
) -> UUID:
    """Close a file of the actor's unit to all but those named, the actor among them, for the very next request.

    Seats, grants and rows stay as they are, and open nothing to who is not named. Returns the restriction's id.
    """
    require(by, Permission.FILE_RESTRICT)
    if by.unit is None or queries.unit_of(person) != by.unit:
        raise NotPermitted(rules.no_such_file())
    users = list(dict.fromkeys([by.user, *named]))
    navigators = _staff(by.unit, queries.NAVIGATORS, at)
    rules.check_can_restrict(
        reason=reason, has_navigator=bool(navigators & set(users)), is_restricted=bool(restrictions(subject=person))
    )
    staff = _staff(by.unit, queries.NAMEABLE, at)
    for user in users:
        rules.check_may_be_named(works_in_unit=user in staff, is_named=False)
    key = access.restrict(subject=person, closeness=closeness, reason=reason.strip(), named=users, at=at)
    record(verb="person.restricted", by=by, at=at, subject=key, about=person, fields=["closeness", "named"])
    return key


@transaction.atomic
def name_on_file(*, person: UUID, user: UUID, by: Actor, at: datetime) -> None:
    """Name one more on a restricted file: for them it is a file like any other from now on."""
    restriction = _held(person, by)
    rules.check_may_be_named(
        works_in_unit=user in _staff(by.home, queries.NAMEABLE, at), is_named=user in named_on(restriction)
    )
    access.keep_restriction(restriction=restriction, deed="name", user=user, at=at)
    record(verb="person.named", by=by, at=at, subject=restriction, about=person, fields=["named"])


@transaction.atomic
def take_off_file(*, person: UUID, user: UUID, by: Actor, at: datetime) -> None:
    """Take somebody off a restricted file: it is closed to them from the very next request."""
    restriction = _held(person, by)
    left = set(named_on(restriction)) - {user}
    navigators = _staff(by.home, queries.NAVIGATORS, at)
    rules.check_may_take_off(is_oneself=user == by.id, navigators_left=len(left & navigators))
    access.keep_restriction(restriction=restriction, deed="take_off", user=user, at=at)
    record(verb="person.taken_off", by=by, at=at, subject=restriction, about=person, fields=["named"])


@transaction.atomic
def lift_restriction(*, person: UUID, by: Actor, at: datetime) -> None:
    """Make a restricted file one like any other again."""
    restriction = _held(person, by)
    access.keep_restriction(restriction=restriction, deed="lift", at=at)
    record(verb="person.restriction_lifted", by=by, at=at, subject=restriction, about=person, fields=["lifted_at"])


@transaction.atomic
def name_successor(*, restriction: UUID, user: UUID, by: Actor, at: datetime) -> None:
    """Name a supervisor on a restricted file none of whose named ones holds that office any more.

    The privacy officer's: nobody else could give such a file into somebody's hands again.
    """
    require(by, Permission.FILE_TWINS)
    found = next((each for each in restrictions() if each.pk == restriction), None)
    if found is None:
        raise NotPermitted(rules.no_such_file())
    supervisors, able = queries.supervisors(at=at), {each.pk for each in queries.to_follow(found.subject, at=at)}
    rules.check_may_follow(is_looked_after=bool(supervisors & set(named_on(restriction))), is_supervisor=user in able)
    access.keep_restriction(restriction=restriction, deed="name", user=user, at=at)
    record(verb="person.named", by=by, at=at, subject=restriction, about=found.subject, fields=["named"])


def note_twins(*, person: UUID, at: datetime) -> None:
    """Note for the privacy officer whose restricted file this one may be the same as. The actor learns nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT people_note_twins(%s, %s::uuid[], %s)", [person, [new_id() for _twin in range(MOST_TWINS)], at]
        )


@transaction.atomic
def settle_twin(*, twin: UUID, words: str, by: Actor, at: datetime) -> None:
    """Note what came of a new file that may be the same as a restricted one."""
    require(by, Permission.FILE_TWINS)
    rules.check_settled(words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_settle_twin(%s, %s, %s)", [twin, words.strip(), at])
        person = cursor.fetchone()[0]
    rules.check_waits(waits=person is not None)
    record(verb="person.twin_settled", by=by, at=at, subject=twin, about=person, fields=["words"])


def _held(person: UUID, by: Actor) -> UUID:
    """Return the restriction of a file whose restriction the actor looks after."""
    require(by, Permission.FILE_RESTRICT)
    found = restrictions(subject=person)
    if not found:
        raise NotPermitted(rules.no_such_file())
    return found[0].pk


def _staff(unit: UUID, roles: "frozenset[Role]", at: datetime) -> set[UUID]:
    return set(staff_of(unit, roles, at=at).values_list("pk", flat=True))
