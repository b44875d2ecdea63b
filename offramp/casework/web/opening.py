"""The person a page is about, as far as whoever opens it may see them; a 404 for everybody else."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from offramp.access.enums import Basis, Category, Operation
from offramp.access.queries import bases_of, readable
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.people.queries import names_of, unit_of


@dataclass(frozen=True, slots=True)
class Opened:
    """Whom a page is about, what to call them, and what the reader may see of them."""

    person: UUID
    unit: UUID
    name: str
    seen: Mapping[Category, frozenset[Basis]]


def opened(request: SignedInRequest, person: UUID, *needed: str) -> Opened:
    """Return the person if the reader may see each of these categories; else it looks as if nobody were there."""
    unit = unit_of(person)
    seen = readable(request.actor, subject=person, unit=unit, at=now()) if unit else {}
    if unit is None or not seen or not {Category(category) for category in needed} <= set(seen):
        raise Http404
    return Opened(person, unit, names_of(request.viewer, [person]).get(person) or _("this person"), seen)


def writes(request: SignedInRequest, about: Opened, category: Category = Category.PLAN) -> bool:
    """Say whether the reader may write this category of the person too."""
    found = bases_of(request.actor, Operation.WRITE, category, subject=about.person, unit=about.unit, at=now())
    return bool(found)
