"""One person's way from a patrol officer's ask to a goal reached, in real Chromium, on a phone and at a desk."""

import re
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from offramp.access.enums import Role
from offramp.kernel.roles import Role as DatabaseRole
from tests.journeys.conftest import OpenAs, picture
from tests.journeys.serving import Live

TOLD = "Lost the room after a stay in hospital."
COUNTED = "SELECT count(*) FROM activities_activity WHERE kind IN ('consultation', 'on_scene_assist')"
AGENCY = """
SELECT n.text, s.name FROM accounts_posting p
JOIN accounts_user u ON u.id = p.user_id
JOIN directory_agencyname n ON n.agency_id = p.agency AND n.ends_on IS NULL
JOIN directory_service s ON s.agency_id = p.agency AND s.ends_on IS NULL AND s.reveals = 'plan'
WHERE p.role = 'agency_worker' AND u.name = %s ORDER BY s.name LIMIT 1
"""


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("name", "device", "scripts"),
    [("Ézéchiel Okemow", "phone", True), ("نور Littlechild", "desk", True), ("Wapun O’Chiese", "phone", False)],
    ids=["on a phone", "at a desk", "on a phone without scripts"],
)
def test_from_an_ask_at_a_call_to_a_goal_reached(
    name: str, device: str, scripts: bool, open_as: OpenAs, live: Live
) -> None:
    way = device if scripts else f"{device}-plain"
    place = f"Steps of the library, where {name} sat"
    counted = number(live, COUNTED)

    patrol = open_as(Role.PATROL_OFFICER, device, scripts=scripts)
    ask_help(patrol, place)
    picture(patrol, f"thread-{way}-1-asked")

    navigator = open_as(Role.NAVIGATOR, device, scripts=scripts)
    intake = take_it(navigator, place)
    picture(navigator, f"thread-{way}-2-intake")
    patrol.reload()
    expect(patrol.get_by_text("Offer the warm van.")).to_be_visible()

    person = open_a_file(navigator, intake, name)
    respond(navigator, intake)
    assert number(live, COUNTED) == counted + 2

    accept_and_plan(navigator, person)
    picture(navigator, f"thread-{way}-3-record")

    worker = open_as(Role.AGENCY_WORKER, device, scripts=scripts)
    agency, service = agency_of(live, worker)
    record_consent(navigator, person, agency)
    send_referral(navigator, person, agency, service)
    accept_at_the_agency(worker, name)
    picture(worker, f"thread-{way}-4-agency")
    navigator.goto("/")
    expect(navigator.get_by_text(re.compile(f"{re.escape(agency)} accepted {name}")).first).to_be_visible()

    officer = open_as(Role.HELP_OFFICER, device, scripts=scripts)
    officer.goto(person)
    expect(officer.get_by_role("heading", name=name)).to_be_visible()
    assert TOLD not in officer.content()
    picture(officer, f"thread-{way}-5-officer")

    reach_the_goal_and_close(navigator, person)
    picture(navigator, f"thread-{way}-6-closed")


def press(page: Page | Locator, words: str) -> None:
    """Press the last button or link of the page's own part that says exactly this."""
    found = page.get_by_role("button", name=words, exact=True)
    (found if found.count() else page.get_by_role("link", name=words, exact=True)).last.click()


def confirm(page: Page) -> None:
    """Press the one button that does what the page asks about."""
    page.locator("main .button.primary").last.click()


def ask_help(page: Page, place: str) -> None:
    """Ask with one field and four presses."""
    page.goto("/ask/")
    page.get_by_label("Place").fill(place)
    page.get_by_label("Out in the cold or heat without shelter").check()
    page.get_by_label("Now, patrol waits").check()
    press(page, "Ask HELP")
    expect(page.get_by_text("No advice yet.")).to_be_visible()


def take_it(page: Page, place: str) -> str:
    """Find it in the queue, accept its level, go, and advise meanwhile. Return its address."""
    page.goto("/queue/?team=all")
    page.locator("main li", has_text=place).get_by_role("link").first.click()
    intake = page.url
    press(page, "Accept “Now”")
    press(page, "We are going")
    page.locator("main [name=text]").fill("Offer the warm van.")
    press(page, "Send the advice")
    expect(page.get_by_text("Your advice is with whoever asked.")).to_be_visible()
    return intake


def open_a_file(page: Page, intake: str, name: str) -> str:
    """Search for whom it is about, find nobody, open a file, link it. Return the file's address."""
    page.goto(f"{intake}person/")
    page.locator("main [name=q]").last.fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nobody on file has that name")).to_be_visible()
    press(page, "Open a new file")
    page.get_by_label("Name", exact=True).fill(name)
    press(page, "Open the file")
    page.get_by_role("button", name=re.compile("^Link")).click()
    page.locator("main").get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    return page.url


def respond(page: Page, intake: str) -> None:
    """Log what was done: an assist on the scene."""
    page.goto(f"{intake}respond/")
    page.get_by_label("On-scene assist to Patrol").check()
    page.get_by_label("Helped on the spot").check()
    page.locator("main [name=facts]").fill("Warmed up in the van, walked to the shelter.")
    page.locator("main [name=told]").fill(TOLD)
    press(page, "Save")
    expect(page.get_by_role("heading", name="On-scene assist to Patrol").first).to_be_visible()


def accept_and_plan(page: Page, person: str) -> None:
    """Accept into case management, and set a goal in the person's own words."""
    page.goto(f"{person}case/new/")
    page.locator("main [name=reason]").fill("Wants a room before the snow.")
    press(page, "Accept")
    page.goto(f"{person}goals/new/")
    page.locator("main [name=words]").fill("My own door, with a lock.")
    page.get_by_label("Housing").check()
    press(page, "Save the goal")
    expect(page.get_by_text("My own door, with a lock.").first).to_be_visible()


def record_consent(page: Page, person: str, agency: str) -> None:
    """Record what the person said yes to; before saving, one plain sentence says it."""
    page.goto(f"{person}consents/new/")
    page.get_by_role("link", name=re.compile(re.escape(agency))).first.click()
    page.get_by_label("Yes, able to decide now").check()
    page.locator("main [name=capacity_finding]").fill("An adult, by the looks, who told me what it means.")
    page.get_by_label("Names, birth date, languages and how to reach them").check()
    page.get_by_label("Their goals, steps and appointments").check()
    page.locator("main [name=purpose]").fill("So that the room is held.")
    today = timezone.localdate()
    for field, day in (("starts_at", today), ("ends_at", today + timedelta(days=60))):
        page.locator(f"main [name={field}]").fill(day.isoformat())
    for box in page.locator("main [type=checkbox][name=acknowledged], main [type=checkbox][name=told_revocable]").all():
        box.check()
    page.locator("main [name=present]").fill("Nobody else")
    page.get_by_label("Oral").check()
    page.locator("main [name=heard_by]").fill("Amara Okafor")
    press(page, "Go on")
    confirm(page)
    expect(page.get_by_role("heading", name="Record a consent")).not_to_be_visible()


def send_referral(page: Page, person: str, agency: str, service: str) -> None:
    """Choose the service, choose what goes, see exactly that, send."""
    page.goto(f"{person}refer/")
    page.locator("main li, main tr, main article", has_text=service).get_by_role("link").first.click()
    page.locator("main [name=hoped_for]").fill("A room with a lock before the snow.")
    for box in page.locator("main [type=checkbox][name=items]").all():
        box.check()
    press(page, "Look at what they will see")
    press(page, f"Send to {agency}")
    expect(page.get_by_text("Waits for an answer").first).to_be_visible()


def accept_at_the_agency(page: Page, name: str) -> None:
    """The agency's worker sees what was sent, and accepts."""
    page.goto("/referrals/")
    page.get_by_role("link", name=re.compile(name)).first.click()
    expect(page.get_by_text("A room with a lock before the snow.")).to_be_visible()
    assert TOLD not in page.content()
    press(page, "Accept")
    expect(page.get_by_text("Accepted").first).to_be_visible()


def reach_the_goal_and_close(page: Page, person: str) -> None:
    """End the goal as achieved, and close the case with an outcome."""
    page.goto(person)
    page.get_by_role("link", name=re.compile("^Change “My own door")).click()
    press(page, "This goal has ended")
    page.get_by_label("Achieved", exact=True).check()
    page.locator("main form button").last.click()
    page.goto(person)
    press(page, "Close the case")
    page.get_by_label("Goals met").check()
    page.locator("main form button").last.click()
    page.goto(person)
    expect(page.get_by_text("Closed").first).to_be_visible()


def number(live: Live, query: str) -> int:
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        found = owner.execute(query.encode()).fetchone()
        assert found is not None
        return int(found[0])


def agency_of(live: Live, page: Page) -> tuple[str, str]:
    """Return the agency of whoever is signed in, and one of its services that reveals no health."""
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        workers = owner.execute(
            "SELECT u.name FROM accounts_posting p JOIN accounts_user u ON u.id = p.user_id"
            " WHERE p.role = 'agency_worker'"
        ).fetchall()
        name = next(worker for (worker,) in workers if worker in page.content())
        found = owner.execute(AGENCY, [name]).fetchone()
        assert found is not None, name
        return found[0], found[1]
