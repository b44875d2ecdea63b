"""axe finds nothing on any page for any role that may open it: light and dark, on a phone and at a desk."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page

from offramp.access.enums import Role
from tests.journeys.conftest import OpenAs
from tests.journeys.looking import faults_on, with_axe
from tests.journeys.places import address, places, roles_for
from tests.journeys.serving import Live

LOOKS = os.environ.get("OFFRAMP_PROOF") == "looks"
"""Whether to compare whom each page shows with the read log, instead of asking axe about it."""


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: str(role or "nobody"))
@pytest.mark.timeout(600)
def test_axe_finds_nothing_on_any_page_that_a_role_may_open(
    role: Role | None, open_as: OpenAs, live: Live, measured: set[str], record_property: Callable[[str, object], None]
) -> None:
    page = with_axe(open_as(role, listens=LOOKS))
    seen, closed, wrong = list[str](), list[str](), list[str]()
    for place in places():
        if role not in roles_for(place):
            continue
        status = come_to(page, address(place, role, live))
        if status in (302, 405):
            continue  # a route that only leads on, or one for sending alone
        if status == 404:
            closed.append(place.name)  # the city holds nothing of this kind that this user may open
            continue
        if status not in (200, 401):
            wrong.append(f"{place.name} answered {status}")
            continue
        seen.append(place.name)
        if LOOKS:
            continue
        first = role == roles_for(place)[0]
        shot = f"{role or 'nobody'}-{place.name.replace(':', '-')}" if first else ""
        wrong += [f"{place.name}: {fault}" for fault in faults_on(page, measured, shot, every=first)]
    record_property("pages", [str(role or "nobody"), seen, closed])
    assert wrong == []


def test_axe_finds_nothing_where_there_is_no_page(open_as: OpenAs, measured: set[str]) -> None:
    page = open_as(None, listens=False)
    page.goto("/nothing-here/")

    assert faults_on(page, measured, "nobody-404") == []


def come_to(page: Page, url: str) -> int:
    """Open a page and return its status; 302 where it led on."""
    try:
        answer = page.goto(url)
    except Error:  # a browser shows no answer without words: it goes to a page of its own
        page.wait_for_url(lambda url: url.startswith("chrome-error:"))
        return page.request.get(url, max_redirects=0).status
    assert answer is not None
    return 302 if answer.request.redirected_from else answer.status
