"""Restricted files: who is named on one, and what the privacy officer looks after."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import connection

from offramp.access.enums import OversightCategory, Permission, Role
from offramp.access.queries import named_on_each, require, restrictions
from offramp.accounts.queries import names_of_users, staff_of, support_units
from offramp.kernel.identity import Viewer

if TYPE_CHECKING:
    from offramp.access.models import Restriction
    from offramp.accounts.models import User

NAVIGATORS: Final = frozenset({Role.NAVIGATOR, Role.NAVIGATOR_LEAD})
NAMEABLE: Final = NAVIGATORS | {Role.HELP_OFFICER, Role.HELP_SUPERVISOR}
"""Roles of those who may be named on a restricted file."""


@dataclass(frozen=True, slots=True)
class RestrictedFile:
    """A restriction that stands, and who is named: ids and names, whoever was named first in front.

    is_looked_after: one of them is a supervisor still.
    """

    restriction: "Restriction"
    named: list[tuple[UUID, str]]
    is_looked_after: bool = True


@dataclass(frozen=True, slots=True)
class PerhapsTheSame:
    """A new file that may be of somebody whose file is restricted: ids and file numbers."""

    twin: UUID
    person: UUID
    number: str
    restricted: UUID
    restricted_number: str
    noted_at: datetime


def restricted_file(viewer: Viewer, person: UUID) -> RestrictedFile | None:
    """Return the restriction of a person's file with who is named, or None where there is none, or not for them."""
    found = restrictions(subject=person)
    return _told(viewer, found[:1], named_on_each())[0] if found else None


def restricted_files(
    viewer: Viewer, *, at: datetime, left_alone: bool = False, only: UUID | None = None
) -> list[RestrictedFile]:
    """Return every restricted file, for the privacy officer, the newest first.

    left_alone: those alone on which no supervisor in office is named. only: the one of this restriction.
    """
    require(viewer.actor, Permission.FILE_TWINS)
    in_office, named = supervisors(at=at), named_on_each()
    standing = [each for each in restrictions() if only in (None, each.pk)]
    alone = {each.pk for each in standing if not in_office & set(named.get(each.pk, ()))}
    found = _told(viewer, [each for each in standing if each.pk in alone or not left_alone], named)
    return [replace(each, is_looked_after=each.restriction.pk not in alone) for each in found]


def supervisors(*, at: datetime) -> set[UUID]:
    """Return who holds the office of a supervisor now."""
    return {user.pk for unit in support_units() for user in staff_of(unit.pk, {Role.HELP_SUPERVISOR}, at=at)}


def to_follow(person: UUID, *, at: datetime) -> "list[User]":
    """Return who may look after a restricted file that nobody looks after any more: its unit's supervisors, by name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_unit_of_restricted(%s)", [person])
        unit = cursor.fetchone()[0]
    return list(staff_of(unit, {Role.HELP_SUPERVISOR}, at=at)) if unit else []


def to_name(unit: UUID, *, at: datetime) -> "list[User]":
    """Return who may be named on a restricted file of a unit, by name."""
    return list(staff_of(unit, NAMEABLE, at=at))


def perhaps_the_same(viewer: Viewer) -> list[PerhapsTheSame]:
    """Return the new files that may be the same as a restricted one, the oldest first."""
    require(viewer.actor, Permission.FILE_TWINS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT twin, person, number, restricted, restricted_number, noted_at FROM people_twins()")
        found = [PerhapsTheSame(*row) for row in cursor.fetchall()]
    for each in found:
        viewer.show(each.person, OversightCategory.RESTRICTED)
        viewer.show(each.restricted, OversightCategory.RESTRICTED)
    return found


def _told(viewer: Viewer, found: "list[Restriction]", named: Mapping[UUID, list[UUID]]) -> list[RestrictedFile]:
    names = names_of_users({user for each in found for user in named.get(each.pk, ())})
    for each in found:
        viewer.show(each.subject, OversightCategory.RESTRICTED)
    return [RestrictedFile(each, [(user, names.get(user, "")) for user in named.get(each.pk, ())]) for each in found]
