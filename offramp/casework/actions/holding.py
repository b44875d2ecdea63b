"""Hold what is about to change, as far as whoever acts may change it at all."""

from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.kernel.errors import NotPermitted

if TYPE_CHECKING:
    from offramp.people.models import PersonRow

R = TypeVar("R", bound="PersonRow")


def held(*, model: type[R], pk: UUID) -> R:
    """Lock a row until the transaction ends and return it; refuse where the wall doesn't let the actor write it."""
    row = model._base_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotPermitted(_("There is nothing here that you may change."))
    return row
