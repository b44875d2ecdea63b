"""Which office goes with which unit, agency and team."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.access.enums import Role
from offramp.accounts.enums import UnitKind
from offramp.kernel.errors import Refused

UNIT_OF: Final[Mapping[Role, UnitKind | None]] = {
    Role.PATROL_OFFICER: UnitKind.PATROL,
    Role.HELP_OFFICER: UnitKind.HELP,
    Role.NAVIGATOR: UnitKind.HELP,
    Role.NAVIGATOR_LEAD: UnitKind.HELP,
    Role.HELP_SUPERVISOR: UnitKind.HELP,
    Role.AGENCY_WORKER: None,
    Role.PACE_COORDINATOR: UnitKind.PACE,
    Role.PACE_MEMBER: UnitKind.PACE,
    Role.YOUTH_OFFICER: UnitKind.DIVERSION,
    Role.PREVENTION_OFFICER: UnitKind.PREVENTION,
    Role.ANALYST: UnitKind.OFFICE,
    Role.PRIVACY_OFFICER: UnitKind.OFFICE,
    Role.ADMINISTRATOR: UnitKind.OFFICE,
}
EMPLOYED_BY_AN_AGENCY: Final = frozenset({Role.NAVIGATOR, Role.NAVIGATOR_LEAD, Role.AGENCY_WORKER})
IN_A_TEAM: Final = frozenset({Role.HELP_OFFICER, Role.NAVIGATOR})


def check_office(role: Role, *, agency: UUID | None, team: UUID | None, unit: UUID | None) -> None:
    """Refuse an office without what belongs to it: a unit, the agency that employs them, a team."""
    if UNIT_OF[role] and unit is None:
        raise Refused(
            _("The service has no unit for this role yet."), ask=_("Ask whoever set the system up."), field="role"
        )
    if role in EMPLOYED_BY_AN_AGENCY and agency is None:
        raise Refused(_("An agency employs them."), ask=_("Choose which."), field="agency")
    if role in IN_A_TEAM and team is None:
        raise Refused(_("They work in a team."), ask=_("Choose which."), field="team")


def check_not_oneself(*, is_oneself: bool) -> None:
    """Refuse to close one's own account or end one's own office: nobody might be left to undo it."""
    if is_oneself:
        raise Refused(_("This is your own."), ask=_("Ask another administrator to do it."))
