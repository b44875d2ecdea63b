"""Cases: which are open, in which phase, how they ended."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.accounts.queries import teams_in
from offramp.casework.enums import Phase
from offramp.casework.models import Case, Closure, PhaseChange, Transition
from offramp.casework.rules import ON_THE_WAY
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Viewer

if TYPE_CHECKING:
    from offramp.accounts.models import Team

ROAD = (*ON_THE_WAY, Phase.CLOSED)


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """A case with its way so far, as far as its reader may see it."""

    case: Case
    changes: list[PhaseChange]
    transitions: list[Transition]
    closure: Closure | None

    @property
    def is_open(self) -> bool:
        return self.closure is None

    @property
    def phase(self) -> str:
        """Return the phase the case is in."""
        return self.changes[-1].phase if self.changes else Phase.STABILISE

    @property
    def phase_label(self) -> str:
        return str(Phase(self.phase).label)

    @property
    def waiting_transitions(self) -> list[Transition]:
        """Return the hand-overs whose first appointment was not kept yet."""
        return [transition for transition in self.transitions if transition.first_kept_at is None]


def open_cases() -> QuerySet[Case]:
    """Return the cases without a closure, as far as the reader may see them."""
    return Case.objects.filter(closure__isnull=True)


def case_of(viewer: Viewer, person: UUID) -> CaseSeen | None:
    """Return a person's case, the last one where there were several, or None. Four queries."""
    found = Case.objects.filter(person=person).select_related("team", "accepted_by").order_by("-accepted_at", "-id")
    return _seen(viewer, found.first())


def case_for(viewer: Viewer, pk: UUID) -> CaseSeen | None:
    """Return one case by its key, without its hand-overs, or None where the viewer may not see it."""
    return _seen(viewer, Case.objects.filter(pk=pk).select_related("team", "accepted_by").first(), handed_over=False)


def _seen(viewer: Viewer, case: Case | None, *, handed_over: bool = True) -> CaseSeen | None:
    if case is None:
        return None
    viewer.show(case.person_id, Category.PLAN)
    found = Transition.objects.filter(case=case).select_related("service", "service__agency", "by")
    transitions = list(found.order_by("at", "id")) if handed_over else []
    for transition in transitions:
        viewer.show(case.person_id, transition.category)
    return CaseSeen(
        case=case,
        changes=list(PhaseChange.objects.filter(case=case).select_related("by").order_by("at", "id")),
        transitions=transitions,
        closure=Closure.objects.filter(case=case).select_related("by").first(),
    )


def phase_now(case: UUID) -> str:
    """Return the phase a case is in."""
    last = PhaseChange.objects.filter(case=case).order_by("-at", "-id").values_list("phase", flat=True).first()
    return last or Phase.STABILISE


def transition_for(viewer: Viewer, pk: UUID) -> Transition | None:
    """Return a hand-over, or None where the viewer may not see it."""
    found = Transition.objects.filter(pk=pk).select_related("service", "case").first()
    if found:
        viewer.show(found.person_id, found.category)
    return found


def team_of_unit(pk: UUID, *, unit: UUID | None) -> "Team":
    """Return a team of a unit; refuse one of another."""
    team = teams_in(unit).filter(pk=pk).first()
    if team is None:
        raise Refused(_("That team is not of this unit."), ask=_("Choose another."), field="team")
    return team
