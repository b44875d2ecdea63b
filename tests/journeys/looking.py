"""What axe finds on a page, in both widths and both themes."""

import os
from itertools import product
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import PICTURES, SCREENS, WIDTHS

WAYS: Final = tuple(product(WIDTHS, ("light", "dark")))
LOOKS: Final = (("phone", "light"), ("desk", "dark"))
COLOURS: Final = ["color-contrast", "link-in-text-block"]
"""The rules that ask of colours: no other finds in the dark what it doesn't find in the light."""
WHOLE: Final = os.environ.get("OFFRAMP_PROOF") == "axe"
OF_COLOURS: Final = {"runOnly": COLOURS}
OF_ALL_ELSE: Final = {"rules": {rule: {"enabled": False} for rule in COLOURS}}
AXE: Final = str(Axe().axe_script)
LOOK: Final = """
    async (asks) => {
        const found = [];
        for (const [within, options] of asks) {
            const {violations} = await axe.run(within, {resultTypes: ["violations"], ...options});
            found.push(...violations.map(({id, nodes}) =>
                `${id} at ${nodes.slice(0, 3).map(({target}) => target.join(" ")).join("; ")}`));
        }
        const {scrollWidth, clientWidth} = document.documentElement;
        return [found, scrollWidth > clientWidth];
    }
"""
PARTS: Final = """
    () => {
        const unseen = / (href|action|id|for|value)="[^"]*"|<input type="hidden"[^>]*>|[\\w-]{40,}/g;
        const seen = (text) => text.replaceAll(unseen, "");
        const main = document.querySelector("main")?.outerHTML ?? "";
        return ["axe" in window, seen(main), seen(document.body.outerHTML.replace(main, ""))];
    }
"""
"""Whether axe is there; what a page shows within its frame, and the frame; without what isn't seen and differs: tokens,
ids, addresses.
"""


def with_axe(page: Page) -> Page:
    """Let each page that opens from now on have axe at once: to bring it to each takes twice as long."""
    page.add_init_script(AXE)
    return page


def faults_on(page: Page, measured: set[str], shot: str = "", *, every: bool = True) -> list[str]:
    """Return what axe finds on the page that is open, and whether it scrolls sideways.

    every: on the light phone and the dark desk; else on the light phone alone, as is enough for a page that is looked
    at as another role too. `offramp proof axe` looks at each page in both widths with both themes, as each role.
    measured: what stands letter by letter as on a page before is not asked for its colours again, as most of a page
    that several roles may open; every other rule runs on the whole page each time.
    shot: under which name to leave two screenshots where pictures are wanted, the light phone's whole page and the dark
    desk's first screen.
    """
    has_axe, main, frame = page.evaluate(PARTS)
    if not has_axe:
        page.evaluate(AXE)
    new = "html" if WHOLE else _new_of(main, frame, measured)
    found = []
    for device, theme in WAYS if WHOLE else LOOKS[: 1 + every]:
        width, height = WIDTHS[device]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        if shot and PICTURES:
            _leave_a_screenshot(page, f"{shot}-{device}-{theme}")
        asked = [("html", {})] if new == "html" else [("html", OF_ALL_ELSE), *([(new, OF_COLOURS)] if new else [])]
        faults, is_sideways = page.evaluate(LOOK, asked)
        found += [f"{device} {theme}: {fault}" for fault in faults]
        if is_sideways:
            found.append(f"{device}: the page scrolls sideways")
    if not found:
        measured.update((main, frame))
    return found


def _new_of(main: str, frame: str, measured: set[str]) -> str | dict[str, list[str]] | None:
    """Return the part of the page that wasn't asked for its colours yet, as axe calls it."""
    if not main or not measured & {main, frame}:
        return "html"
    if {main, frame} <= measured:
        return None
    return "main" if frame in measured else {"exclude": ["main"]}


def _leave_a_screenshot(page: Page, name: str) -> None:
    if name.endswith("phone-light"):
        page.screenshot(path=SCREENS / f"{name}.jpg", type="jpeg", quality=70, full_page=True)
    elif name.endswith("desk-dark"):
        page.screenshot(path=SCREENS / f"{name}.jpg", type="jpeg", quality=70)
