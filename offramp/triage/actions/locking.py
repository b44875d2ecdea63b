"""One intake at a time is worked on by one at a time."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from offramp.access.enums import Role
from offramp.accounts.queries import teams_in
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor
from offramp.triage import rules
from offramp.triage.models import Intake

if TYPE_CHECKING:
    from offramp.accounts.models import Team


def locked(*, intake: UUID, by: Actor, even_closed: bool = False) -> Intake:
    """Return an intake that the actor may work on, held until the transaction ends. Refuses one that has ended."""
    whose = Q(asked_by=by.user) if by.role == Role.PATROL_OFFICER else Q(unit=by.home)
    found = Intake.objects.select_for_update(of=("self",)).filter(whose, pk=intake).first()
    if found is None:
        raise NotPermitted(_("That is not yours to work on."), ask=_("Go back to the queue."))
    rules.check_open(is_open=even_closed or found.closed_at is None)
    return found


def acting_team(*, by: Actor, intake: Intake, chosen: UUID | None = None) -> "Team":
    """Return the team for which somebody acts: the one chosen if it may be, else the intake's if theirs, else theirs.

    A supervisor sends any team of the unit.
    """
    teams = {team.pk: team for team in teams_in(intake.unit_id)}
    if chosen is not None:
        if chosen in by.teams or (chosen in teams and by.role == Role.HELP_SUPERVISOR):
            return teams[chosen]
        raise NotPermitted(_("You do not work in that team."), ask=_("Choose your own team."))
    own = intake.team_id if intake.team_id in by.teams else next(iter(by.teams), intake.team_id)
    return teams[own]
