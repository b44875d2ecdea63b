"""Pure checks of the gate."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.access.enums import AnyCategory, Basis, Operation, Permission
from offramp.access.who_sees_what import allows, may
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor


def check_may(by: Actor, permission: Permission) -> None:
    """Refuse an actor whose role does not do this at all."""
    if not by.is_known or not may(by.role, permission):
        raise NotPermitted(_("Your role does not do this."), ask=_("Ask a colleague whose role does."))


def bases_that_open(
    by: Actor, operation: Operation, category: AnyCategory, *, unit: UUID | None, granted: Iterable[str]
) -> frozenset[Basis]:
    """Return the bases on which an actor may read or write a category of a subject.

    unit: the unit that has the subject's file. granted: bases of the actor's grants in force that name the category.
    """
    candidates = {Basis(basis) for basis in granted}
    if unit is not None and by.unit == unit:
        candidates.add(Basis.UNIT)
    return frozenset(basis for basis in candidates if allows(by.role, operation, basis, category))
