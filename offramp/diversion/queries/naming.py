"""Who may take part in a meeting by an account, and where they do."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string
from django.utils.timezone import localtime

from offramp.access.enums import Role
from offramp.accounts.enums import UnitKind
from offramp.accounts.queries import offices_held_by, unit_of_kind, users_in_roles
from offramp.diversion.models import Participant, TakenOut
from offramp.kernel.identity import Actor

if TYPE_CHECKING:
    from offramp.accounts.models import Posting

TAKES_PART = (Role.YOUTH_OFFICER, Role.AGENCY_WORKER)


def office_in_meetings(user: UUID, *, at: datetime) -> "Posting | None":
    """Return the office in which somebody takes part in meetings by their account, or None where they have none."""
    return next((held for held in offices_held_by([user], at=at) if held.role in TAKES_PART), None)


def may_be_named(unit: UUID | None, *, at: datetime) -> dict[UUID, str]:
    """Return who may be named in a unit's meetings: its officers, and workers whose agency has an agreement with it."""
    shared_with = _agreed(unit, at)
    offices = offices_held_by(users_in_roles(TAKES_PART, at=at).values_list("pk", flat=True), at=at)
    return {
        held.user_id: held.user.name
        for held in offices
        if held.role == Role.YOUTH_OFFICER or (held.role == Role.AGENCY_WORKER and held.agency in shared_with)
    }


def is_shared_with(by: Actor, *, at: datetime) -> bool:
    """Say whether an actor may read meetings they take part in now: a partner, while an agreement of theirs runs.

    Whatever the grants still say: those end with the agreement too.
    """
    if by.role != Role.AGENCY_WORKER:
        return True
    unit = unit_of_kind(UnitKind.DIVERSION)
    return bool(unit) and by.agency in _agreed(unit.pk if unit else None, at)


def _agreed(unit: UUID | None, at: datetime) -> set[UUID]:
    """Return the agencies with which a unit has an agreement now."""
    found: set[UUID] = import_string(settings.AGENCIES_AGREED)(unit, localtime(at).date())
    return found


def parts_of(meeting: UUID, user: UUID) -> list[Participant]:
    """Return as what somebody takes part in a meeting by their account, as far as they were not taken out."""
    out = TakenOut.objects.filter(participant_id=OuterRef("pk"))
    return list(Participant.objects.filter(~Exists(out), meeting_id=meeting, user_id=user))
