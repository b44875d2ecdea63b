"""axe finds nothing on any page for any role that may open it: light and dark, on a phone and at a desk."""

from collections.abc import Callable, Iterator
from itertools import islice, product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

from offramp.access.enums import Role
from tests.journeys.conftest import WIDTHS, OpenAs, picture
from tests.journeys.places import address, places, roles_for
from tests.journeys.serving import Live

SHOTS = {("phone", "light"), ("desk", "dark")}
RUN_AXE = """
    axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
        violations.map(({id, nodes}) => `${id} at ${nodes.slice(0, 3).map(({target}) => target.join(" ")).join("; ")}`))
"""


PARTS = 3
"""Each role's pages are shared out between workers in so many parts."""


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: str(role or "nobody"))
@pytest.mark.timeout(600)
def test_axe_finds_nothing_on_any_page_for(
    role: Role | None, part: int, open_as: OpenAs, live: Live, record_property: Callable[[str, object], None]
) -> None:
    page = open_as(role)
    seen: list[str] = []
    closed: list[str] = []
    wrong: list[str] = []
    for name, url in islice(addresses(role, live), part, None, PARTS):
        status = come_to(page, url)
        if status in (302, 405):
            continue  # a route that only leads on, or one for sending alone
        if status == 404:
            closed.append(name)  # the city holds nothing of this kind that this user may open
            continue
        if status not in (200, 401):
            wrong.append(f"{name} answered {status} to {role}")
            continue
        seen.append(name)
        wrong += [f"{name}: {fault}" for fault in faults_on(page, f"{role or 'nobody'}-{name.replace(':', '-')}")]

    if role is None and part == 0:
        seen.append("a page that is not there")
        page.goto("/nothing-here/")
        wrong += faults_on(page, "nobody-404")
    record_property("pages", [str(role or "nobody"), seen, closed])
    assert wrong == []


def come_to(page: Page, url: str) -> int:
    """Open a page and return its status; 302 where it led on."""
    try:
        answer = page.goto(url)
    except Error:  # a browser shows no answer without words
        return page.request.get(url, max_redirects=0).status
    assert answer is not None
    return 302 if answer.request.redirected_from else answer.status


def addresses(role: Role | None, live: Live) -> Iterator[tuple[str, str]]:
    """Yield every route for a role with its address, filled from the city."""
    for place in places():
        if role in roles_for(place):
            yield place.name, address(place, role, live)


def faults_on(page: Page, shot: str) -> list[str]:
    """Return what axe finds on the page that is open in each width and theme, and whether it scrolls sideways.

    It leaves a screenshot of the light phone and the dark desk.
    """
    found = []
    page.evaluate(Axe().axe_script)
    for device, theme in product(WIDTHS, ("light", "dark")):
        width, height = WIDTHS[device]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        if (device, theme) in SHOTS:
            picture(page, f"{shot}-{device}-{theme}")
        found += [f"{device} {theme}: {fault}" for fault in page.evaluate(RUN_AXE)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{device}: the page scrolls sideways")
    return found
