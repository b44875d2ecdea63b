"""Who may come to a route, in `config/matrix/`, and who may do what it asks for, in `who_sees_what.MAY`, agree.

They are two sources. A role that may do something by the one and has no way to it by the other is led to a page that
refuses it; a role that may come and may do nothing there is shown what it can't send.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

import pytest

from offramp.access.enums import Permission, Role
from offramp.access.who_sees_what import MAY
from offramp.config.matrix import ROUTES
from tests.wall.reaching import permissions_of, views

P, R = Permission, Role

# Who comes to a route without what it asks for, and what for.
READS_TOO: Final[Mapping[tuple[str, Role], str]] = {
    **dict.fromkeys(
        [("casework:glass", role) for role in (R.HELP_OFFICER, R.NAVIGATOR, R.NAVIGATOR_LEAD, R.HELP_SUPERVISOR)],
        "the opener, the care team and the supervisor read of a use; the privacy officer judges it there",
    ),
    ("casework:access-request", R.HELP_OFFICER): "who asked, and an officer on the care team, read of a request",
    ("engagement:brief", R.PACE_MEMBER): "a member reads the brief of their own event; the coordinator writes it",
    ("triage:refer", R.PATROL_OFFICER): "patrol refers by the same page, as an ask of their own",
}
# Who may do something and has no route on which it is asked for by name, and how they come to it.
OTHERWISE: Final[Mapping[tuple[Permission, Role], str]] = {
    (P.MEASURE_TAKE_PART, R.AGENCY_WORKER): "reads of their meetings by the basis of taking part, and writes nothing",
}


@cache
def asked_for() -> Mapping[str, frozenset[Permission]]:
    """Return what each route with an audience of roles asks the gate for."""
    found = {name: permissions_of(view) for name, view in views().items() if ROUTES[name].roles}
    return {name: asked for name, asked in found.items() if asked}


def roles_that_may(*permissions: Permission) -> set[Role]:
    return {role for each in permissions for role in MAY[each] if isinstance(role, Role)}


def test_who_comes_to_a_route_may_do_something_it_asks_for() -> None:
    too_wide = {
        (name, role) for name, asked in asked_for().items() for role in ROUTES[name].roles - roles_that_may(*asked)
    }

    assert too_wide == READS_TOO.keys()


def test_who_may_do_something_has_a_route_to_it() -> None:
    shut_out = set()
    for permission in Permission:
        names = [name for name, asked in asked_for().items() if permission in asked]
        if names:
            comes = {role for name in names for role in ROUTES[name].roles}
            shut_out |= {(permission, role) for role in roles_that_may(permission) - comes}

    assert shut_out == OTHERWISE.keys()


@pytest.mark.parametrize(
    ("route", "permissions"),
    [
        ("people:review-safety", {P.SAFETY_REVIEW}),
        ("casework:cover", {P.NAVIGATOR_COVER}),
        ("casework:break-glass", {P.GLASS_BREAK}),
        ("consent:record", {P.CONSENT_RECORD}),
    ],
)
def test_what_a_route_asks_for_is_found_in_the_source(route: str, permissions: set[Permission]) -> None:
    assert asked_for()[route] == permissions


def test_most_routes_ask_for_something() -> None:
    assert len(asked_for()) > 170
