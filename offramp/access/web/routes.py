"""Who may open which route. The whole list is one file, named by the setting ACCESS_MATRIX."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from offramp.access.enums import Role


@dataclass(frozen=True, slots=True)
class Audience:
    """The roles a route is for. `public`: anyone at all. `signed_in`: any user, whatever their posting."""

    roles: frozenset[Role] = frozenset()
    public: bool = False
    signed_in: bool = False

    def admits(self, role: str) -> bool:
        return self.public or self.signed_in or role in self.roles


def everyone() -> Audience:
    """Open without signing in."""
    return Audience(public=True)


def signed_in() -> Audience:
    """Open to every signed-in user."""
    return Audience(signed_in=True)


def only(*roles: Role) -> Audience:
    """Open to these roles alone."""
    return Audience(roles=frozenset(roles))


@cache
def matrix() -> Mapping[str, Audience]:
    """Return the access matrix: the audience of every route by its name."""
    found: Mapping[str, Audience] = import_string(settings.ACCESS_MATRIX)
    return found


def audience_of(route: str) -> Audience | None:
    """Return who may open a route, or None where it isn't listed: then nobody may."""
    return matrix().get(route)
