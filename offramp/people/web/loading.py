"""Load the person a page is about, or answer as if there were none."""

from datetime import date
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from offramp.access.enums import Category, Operation
from offramp.access.queries import bases_of
from offramp.access.web.requests import SignedInRequest
from offramp.kernel.clock import now
from offramp.people.models import Person
from offramp.people.queries import names_of, people_visible_to


def person_or_404(request: SignedInRequest, person: UUID, *, to_write: Category | None = None) -> Person:
    """Return the person's spine if the viewer may open it, and write this category of it; else 404."""
    found = get_object_or_404(people_visible_to(request.viewer), pk=person)
    if to_write and not may_write(request, found, to_write):
        raise Http404
    return found


def may_write(request: SignedInRequest, person: Person, category: Category) -> bool:
    """Return whether the actor may write this category of a person now."""
    return bool(bases_of(request.actor, Operation.WRITE, category, subject=person.pk, unit=person.unit_id, at=now()))


def may_read(request: SignedInRequest, person: Person, category: Category) -> bool:
    """Return whether the actor may read this category of a person now."""
    return bool(bases_of(request.actor, Operation.READ, category, subject=person.pk, unit=person.unit_id, at=now()))


def name_of(request: SignedInRequest, person: Person) -> str:
    """Return the name to call somebody by, for the heading of a page about them."""
    return names_of(request.viewer, [person.pk]).get(person.pk, person.file_number)


def today() -> date:
    """Return the day by the service's clock."""
    return timezone.localdate(now())
