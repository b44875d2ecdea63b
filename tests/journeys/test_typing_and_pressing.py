"""What the ui's behaviours do in a real browser: keep drafts, send once, copy, open and close."""

import time
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from offramp.areas.models import Branch
from offramp.kernel.clock import now
from tests.cast import make_cast
from tests.ui.site import small_site

NOTE = "She said that she sleeps behind the library since Tuesday."


@pytest.fixture
def site(own_database: str, settings: Settings) -> Iterator[LiveServer]:
    """The small site, with the cast, in a database of its own."""
    with small_site(settings):
        server = LiveServer("127.0.0.1")
        yield server
        server.stop()
        wait_for_quiet()


def wait_for_quiet() -> None:
    """Wait until the last request let go of the database, which is dropped next."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.1)


@pytest.fixture
def page(site: LiveServer, browser: Browser) -> Iterator[Page]:
    """A browser in which the administrator is signed in to the small site."""
    client = Client()
    client.force_login(make_cast(at=now()).administrator, backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site.url}])
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


def test_what_is_typed_is_saved_by_itself_and_comes_back(page: Page) -> None:
    page.goto("/add/")
    page.get_by_label("Note").fill(NOTE)

    expect(page.locator("[data-saved]")).to_contain_text("Draft saved at")
    page.goto("/add/")

    expect(page.get_by_label("Note")).to_have_value(NOTE)
    page.get_by_role("button", name="Start empty").click()
    expect(page.get_by_label("Note")).to_have_value("")


def test_a_lost_network_says_not_saved_and_saves_when_it_is_back(page: Page) -> None:
    page.goto("/add/")
    page.context.set_offline(True)
    page.get_by_label("Note").fill(NOTE)
    expect(page.locator("[data-saved]")).to_have_text("Not saved yet")

    page.context.set_offline(False)

    expect(page.locator("[data-saved]")).to_contain_text("Draft saved at")


def test_a_session_that_ends_while_typing_says_so_and_keeps_the_text(page: Page) -> None:
    page.goto("/add/")
    [session] = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Note").fill(NOTE)

    expect(page.locator("[data-saved]")).to_contain_text("What you wrote is kept")
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])
    page.goto("/add/")

    expect(page.get_by_label("Note")).to_have_value(NOTE)


def test_a_double_click_sends_once(page: Page) -> None:
    page.goto("/add/")
    page.get_by_label("Name").fill("Harbour")

    page.get_by_role("button", name="Send").dblclick()
    page.wait_for_url("**/branches/**")

    assert Branch.objects.filter(name="Harbour").count() == 1


def test_what_is_wrong_takes_the_focus_and_leads_to_its_field(page: Page) -> None:
    page.goto("/add/")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Name: Write this before you go on.").click()

    expect(page.get_by_label("Name")).to_be_focused()


def test_menus_dialogs_and_copies(page: Page) -> None:
    page.goto("/developers/components/")

    page.locator("summary:visible", has_text="More").click()
    expect(page.get_by_role("link", name="Copy the facts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Copy the facts")).to_be_hidden()

    page.get_by_role("link", name="Open a dialog").click()
    expect(page.get_by_role("dialog", name="End this consent?")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()

    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("21 November 2026, 16:10.")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_components_pass_axe_and_never_scroll_sideways(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto("/developers/components/")

    found = Axe().run(page, options={"preload": False}).response["violations"]

    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_page_asks_for_nothing_the_policy_forbids(page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    page.goto("/add/")
    page.get_by_label("Note").fill(NOTE)
    expect(page.locator("[data-saved]")).to_contain_text("Draft saved at")

    assert complaints == []
