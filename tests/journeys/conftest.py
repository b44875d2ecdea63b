"""Real Chromium against the product as it runs, at a phone's and a desk's width."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, StorageState, sync_playwright

from offramp.access.enums import Role
from offramp.kernel.embedded import Server
from tests.databases import PROJECT
from tests.journeys.serving import Live, running
from tests.journeys.shown import Shown, differences

SCREENS = PROJECT / "build" / "screens"
PICTURES = bool(os.environ.get("SCREENS"))
"""Whether to leave pictures there, which takes a minute: `make test SCREENS=1`."""
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-rasterization",
    "--disable-software-rasterizer",
    "--disable-features=SpareRendererForSitePerProcess",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OpenAs = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def beside_an_event_loop() -> Iterator[None]:
    """Playwright's synchronous face runs a loop in this thread; Django's guard against that is off here alone."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    launched = playwright.chromium.launch(executable_path=program, args=FLAGS, timeout=90_000)
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def live(server: Server, worker_id: str) -> Iterator[Live]:
    """The product on a training city of this worker's own, which its journeys share."""
    with running(server, f"live_{worker_id}") as started:
        yield started


@pytest.fixture(scope="session")
def kept() -> dict[Role, StorageState]:
    """Return the cookies of each role that signed in on this worker."""
    return {}


@pytest.fixture(scope="session")
def measured() -> set[str]:
    """Return what pages show within their frame, where its contrast was measured on this worker."""
    return set()


@pytest.fixture
def open_as(
    browser: Browser, live: Live, kept: dict[Role, StorageState], record_property: Callable[[str, object], None]
) -> Iterator[OpenAs]:
    """Open the product in a fresh browser, signed in by one click: `open_as(Role.NAVIGATOR, "phone")`.

    Pass None for nobody, `scripts=False` for a browser without JavaScript, `dark=True` for dark mode, `listens=False`
    where whom the pages show is not to be compared with the read log in the end, which takes its time.
    """
    opened: list[BrowserContext] = []
    shown = Shown()

    def opener(
        role: Role | None, device: str = "desk", *, scripts: bool = True, dark: bool = False, listens: bool = True
    ) -> Page:
        width, height = WIDTHS[device]
        context = browser.new_context(
            base_url=live.address,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="en-CA",
            timezone_id="America/Edmonton",
            reduced_motion="reduce",
            storage_state=kept.get(role) if role else None,
        )
        opened.append(context)
        if listens:
            shown.listen_to(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if role and role not in kept:
            sign_in(page, role)
            kept[role] = context.storage_state()
        elif role:
            page.goto("/")
        return page

    yield opener
    for context in opened:
        context.close()
    compared = differences(live, shown.answers)
    record_property("looks", [len(shown.answers), compared.subjects])
    assert not compared.wrong, "\n".join(compared.wrong)


def sign_in(page: Page, role: Role) -> None:
    """Sign in by the demo's one click."""
    page.goto("/sign-in/")
    page.locator(f'form[action="/sign-in/as/{role}/"] button').click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def picture(page: Page, name: str) -> None:
    """Leave a screenshot of the whole page in build/screens, to be looked at, where pictures are wanted."""
    if PICTURES:
        page.screenshot(path=SCREENS / f"{name}.png", full_page=True)
