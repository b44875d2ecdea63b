"""What the forms offer to choose from."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offramp.accounts.models import User


def users(found: "Iterable[User]") -> list[tuple[str, str]]:
    """Return users as choices."""
    return [(str(user.pk), user.name) for user in found]
