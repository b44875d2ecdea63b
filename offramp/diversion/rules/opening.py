"""For which purposes a record may be opened, and by whom."""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

from offramp.access.enums import MeasuresCategory, Role
from offramp.diversion.enums import Purpose
from offramp.kernel.errors import Refused

# Who may say which purpose. Administering follows from having the case, a conference from taking part in it.
GIVEN_BY: Final[Mapping[str, tuple[Purpose, ...]]] = {
    Role.PATROL_OFFICER: (Purpose.DECIDING, Purpose.INVESTIGATING),
    Role.YOUTH_OFFICER: (Purpose.DECIDING, Purpose.INVESTIGATING),
    Role.PRIVACY_OFFICER: (Purpose.OWN_REQUEST, Purpose.PUTTING_RIGHT),
}

M = MeasuresCategory
# What each purpose opens, and no more: who it is and what was decided. What helped them since is for who has the case,
# what was said in a meeting for who takes part; and who asks is told of themselves, not of others.
OPENS: Final[Mapping[Purpose, frozenset[MeasuresCategory]]] = {
    Purpose.DECIDING: frozenset({M.YOUTH, M.MEASURE}),
    Purpose.INVESTIGATING: frozenset({M.YOUTH, M.MEASURE}),
    Purpose.ADMINISTERING: frozenset(M) - {M.CONFERENCE},
    Purpose.CONFERENCE: frozenset({M.PROGRAM, M.CONFERENCE}),
    Purpose.OWN_REQUEST: frozenset(M) - {M.CONFERENCE, M.VICTIM},
    Purpose.PUTTING_RIGHT: frozenset({M.YOUTH, M.MEASURE}),
}


def purposes_of(role: str) -> tuple[Purpose, ...]:
    """Return the purposes that somebody of a role may state."""
    return GIVEN_BY.get(role, ())


def check_purpose(purpose: str, *, role: str) -> None:
    """Refuse a purpose that is not on the law's list for whoever states it."""
    if purpose not in purposes_of(role):
        raise Refused(
            _("The law opens a measure for few purposes only."),
            ask=_("Choose one of them. If none fits, it stays closed."),
            field="purpose",
        )


def check_ground(ground: str) -> None:
    """Refuse a purpose without the number of the case it is for."""
    if not ground.strip():
        raise Refused(
            _("A purpose is about one case."),
            ask=_("Write down the occurrence number, or the request's."),
            field="ground",
        )
