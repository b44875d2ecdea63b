"""A problem's way from what communities told PACE to an answer that goes back to them, in real Chromium."""

import re

import pytest
from playwright.sync_api import Page, expect

from offramp.access.enums import Role
from tests.journeys.conftest import OpenAs, picture

THEMES = {"desk": "Needles and glass in the park", "phone": "Landlords who keep deposits"}
"""Each way begins from a theme of its own, as a theme leads to its problem once there is one."""
TITLE = "Needles by the slide"
RESULT = "There are fewer calls about break-ins. We don't know about needles: nobody counts them."


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("device", "scripts"), [("desk", True), ("phone", False)], ids=["at a desk", "on a phone without scripts"]
)
def test_from_a_concern_to_an_answer_brought_back(device: str, scripts: bool, open_as: OpenAs) -> None:
    title = f"{TITLE}, seen {'at a desk' if scripts else 'on a phone'}"
    officer = open_as(Role.PREVENTION_OFFICER, device, scripts=scripts)
    begin_from_a_theme(officer, THEMES[device], title)
    problem = officer.url
    picture(officer, f"problem-{device}-1-begun")

    analyse(officer)
    respond(officer)
    picture(officer, f"problem-{device}-2-handed-over")

    supervisor = open_as(Role.HELP_SUPERVISOR, device, scripts=scripts)
    accept(supervisor, title)
    officer.goto(problem)
    expect(officer.get_by_text("Accepted", exact=True)).to_be_visible()

    finish_the_action(officer)
    officer.goto(problem)
    assess(officer)
    picture(officer, f"problem-{device}-3-assessed")
    expect(officer.get_by_text("Calls in Alberta Avenue fell from", exact=False).first).to_be_visible()
    write_the_result(officer)

    coordinator = open_as(Role.PACE_COORDINATOR, device, scripts=scripts)
    bring_back(coordinator, title)
    picture(coordinator, f"problem-{device}-4-brought-back")
    officer.goto(problem)
    expect(officer.get_by_text("At the park's spring clean-up.", exact=False)).to_be_visible()
    officer.get_by_role("link", name="Close", exact=True).click()
    send(officer)
    expect(officer.get_by_text("It is closed.")).to_be_visible()
    picture(officer, f"problem-{device}-5-closed")


def send(page: Page) -> None:
    """Send the form of the page's own part."""
    page.locator("main form:has([name=form_token])").last.locator("button").last.click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"main [name={name}][value='{value}']").check()


def area(page: Page, name: str, starts: str) -> None:
    """Pick the area whose name begins so."""
    options = page.locator(f"main [name={name}] option").all()
    value = next(each.get_attribute("value") for each in options if each.inner_text().strip().startswith(starts))
    page.locator(f"main [name={name}]").select_option(value)


def begin_from_a_theme(page: Page, theme: str, title: str) -> None:
    page.goto("/pace-themes/")
    row = page.locator("tr", has=page.get_by_text(theme, exact=True))
    expect(row).to_contain_text(re.compile(r"\d+"))
    row.get_by_role("link", name=re.compile("Begin a problem")).click()
    page.locator("[name=title]").fill(title)
    choose(page, "kind", "drugs")
    area(page, "neighbourhood", "Alberta Avenue")
    send(page)
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def analyse(page: Page) -> None:
    page.get_by_role("link", name="Go on to Analysis").click()
    send(page)
    page.get_by_role("link", name="What we found out").click()
    choose(page, "side", "place")
    page.locator("[name=text]").fill("Most lie behind the shed that nobody sees.")
    send(page)
    expect(page.get_by_text("Most lie behind the shed", exact=False).first).to_be_visible()


def respond(page: Page) -> None:
    page.get_by_role("link", name="Go on to Response").click()
    send(page)
    page.get_by_role("link", name="Plan an action").click()
    for name, value in {
        "what": "The shed is moved", "owner_name": "City parks", "starts_on": "2025-01-10", "due_on": "2025-04-20",
        "cost": "800",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(value)
    send(page)
    page.get_by_role("link", name="Hand over").first.click()
    page.locator("[name=work_unit]").select_option(label="Social delivery")
    page.locator("[name=asked]").fill("Can a team pass by in the evening?")
    send(page)
    expect(page.get_by_text("Waits", exact=True)).to_be_visible()


def accept(page: Page, title: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile(f"^Handed to Social delivery: {re.escape(title)}$")).click()
    choose(page, "reply", "accepted")
    page.locator("[name=reason]").fill("Two of us, on Tuesdays.")
    send(page)
    expect(page.get_by_text("Two of us, on Tuesdays.")).to_be_visible()


def finish_the_action(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Done or dropped")).click()
    page.locator("[name=ended_on]").fill("2025-04-20")
    choose(page, "ending", "done")
    send(page)


def assess(page: Page) -> None:
    page.get_by_role("link", name="Go on to Assessment").click()
    send(page)
    page.get_by_role("link", name="Count before and after").click()
    area(page, "comparison", "Beverly Heights")
    choose(page, "call_types", "Break and enter")
    send(page)
    expect(page.get_by_role("heading", name="Before and after")).to_be_visible()


def write_the_result(page: Page) -> None:
    page.get_by_role("link", name="Write the result").click()
    expect(page.locator("[name=text]")).to_have_value(re.compile("Calls in Alberta Avenue fell"))
    page.locator("[name=text]").fill(RESULT)
    send(page)
    expect(page.get_by_text(RESULT)).to_be_visible()


def bring_back(page: Page, title: str) -> None:
    page.goto("/")
    line = page.locator("main li", has=page.get_by_text(title, exact=True))
    line.get_by_role("link", name=re.compile("^Bring the answer back")).first.click()
    expect(page.get_by_text(RESULT)).to_be_visible()
    page.locator("[name=how]").fill("At the park's spring clean-up.")
    send(page)
    expect(page.get_by_text("At the park's spring clean-up.", exact=False).first).to_be_visible()
