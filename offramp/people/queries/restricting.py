"""Restricted files: who is named on one, and what the privacy officer looks after."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import connection

from offramp.access.enums import OversightCategory, Permission, Role
from offramp.access.queries import named_on, require, restrictions
from offramp.accounts.queries import names_of_users, staff_of
from offramp.kernel.identity import Viewer

if TYPE_CHECKING:
    from offramp.access.models import Restriction
    from offramp.accounts.models import User

NAVIGATORS: Final = frozenset({Role.NAVIGATOR, Role.NAVIGATOR_LEAD})
NAMEABLE: Final = NAVIGATORS | {Role.HELP_OFFICER, Role.HELP_SUPERVISOR}
"""Roles of those who may be named on a restricted file."""


@dataclass(frozen=True, slots=True)
class RestrictedFile:
    """A restriction that stands, and who is named: ids and names, whoever was named first in front."""

    restriction: "Restriction"
    named: list[tuple[UUID, str]]


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
    if not found:
        return None
    return _told(viewer, found[0])


def restricted_files(viewer: Viewer) -> list[RestrictedFile]:
    """Return every restricted file, for the privacy officer, the newest first."""
    require(viewer.actor, Permission.FILE_TWINS)
    return [_told(viewer, each) for each in restrictions()]


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


def _told(viewer: Viewer, restriction: "Restriction") -> RestrictedFile:
    viewer.show(restriction.subject, OversightCategory.RESTRICTED)
    users = named_on(restriction.pk)
    names = names_of_users(users)
    return RestrictedFile(restriction, [(user, names.get(user, "")) for user in users])
