"""axe finds nothing on any page for any role that may open it: light and dark, on a phone and at a desk.

Here the first role that may open a page looks at it, and every role at its own desk: others differ mostly by the page's
frame. `offramp proof axe` walks through every page as every role.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

from offramp.access.enums import Role
from tests.journeys.conftest import SCREENS, WIDTHS, OpenAs
from tests.journeys.places import address, places, roles_for
from tests.journeys.serving import Live

RUN_AXE = """
    async (isKnown) => {
        const told = ({violations}) => violations.map(({id, nodes}) =>
            `${id} at ${nodes.slice(0, 3).map(({target}) => target.join(" ")).join("; ")}`);
        const only = {resultTypes: ["violations"]};
        if (!isKnown) return told(await axe.run(document, only));
        const contrast = "color-contrast";
        const rest = await axe.run(document, {...only, rules: {[contrast]: {enabled: false}}});
        const around = await axe.run({exclude: ["main"]}, {...only, runOnly: [contrast]});
        return [...told(rest), ...told(around)];
    }
"""
WITHIN = """
    () => (document.querySelector("main")?.outerHTML ?? "").replace(/ value="[^"]{40,}"/g, "")
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "")
"""
"""What a page shows within its frame, without what differs each time and isn't seen: tokens, ids in addresses."""
AS_EVERY_ROLE = bool(os.environ.get("AXE_AS_EVERY_ROLE"))
CHUNKS = 16
"""The pages are shared out between workers in so many parts."""


@dataclass(slots=True)
class Walk:
    """What somebody saw on their way through the pages."""

    page: Page
    seen: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.timeout(600)
def test_axe_finds_nothing_on_any_page_for_any_role_that_may_open_it(
    chunk: int, open_as: OpenAs, live: Live, measured: set[str], record_property: Callable[[str, object], None]
) -> None:
    walks: dict[Role | None, Walk] = {}
    wrong: list[str] = []
    for place in places()[chunk::CHUNKS]:
        for role in roles_for(place) if AS_EVERY_ROLE or place.name == "desk:home" else roles_for(place)[:1]:
            walk = walks.get(role) or walks.setdefault(role, Walk(open_as(role)))
            status = come_to(walk.page, address(place, role, live))
            if status in (302, 405):
                continue  # a route that only leads on, or one for sending alone
            if status == 404:
                walk.closed.append(place.name)  # the city holds nothing of this kind that this user may open
                continue
            if status not in (200, 401):
                wrong.append(f"{place.name} answered {status} to {role}")
                continue
            walk.seen.append(place.name)
            is_first = role == roles_for(place)[0]
            shot = f"{role or 'nobody'}-{place.name.replace(':', '-')}" if is_first else ""
            wrong += [f"{place.name} as {role}: {fault}" for fault in faults_on(walk.page, measured, shot)]
    for role, walk in walks.items():
        record_property("pages", [str(role or "nobody"), walk.seen, walk.closed])
    assert wrong == []


def test_axe_finds_nothing_where_there_is_no_page(open_as: OpenAs, measured: set[str]) -> None:
    page = open_as(None)
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


def faults_on(page: Page, measured: set[str], shot: str = "") -> list[str]:
    """Return what axe finds on the page that is open in each width and theme, and whether it scrolls sideways.

    measured: pages differ between roles by their frame alone, mostly. What stands within it, letter by letter as on a
    page before, is not measured for contrast again; every other rule runs on the whole page each time.
    shot: under which name to leave two screenshots, the light phone's whole page and the dark desk's first screen.
    """
    found = []
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.evaluate(Axe().axe_script)
    within = page.evaluate(WITHIN)
    for device, theme in product(WIDTHS, ("light", "dark")):
        width, height = WIDTHS[device]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        if shot and (device, theme) == ("phone", "light"):
            page.screenshot(path=SCREENS / f"{shot}-phone-light.jpg", type="jpeg", quality=70, full_page=True)
        if shot and (device, theme) == ("desk", "dark"):
            page.screenshot(path=SCREENS / f"{shot}-desk-dark.jpg", type="jpeg", quality=70)
        found += [f"{device} {theme}: {fault}" for fault in page.evaluate(RUN_AXE, within in measured)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{device}: the page scrolls sideways")
    if within and not found:
        measured.add(within)
    return found
