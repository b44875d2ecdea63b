"""A young person in the care of their own unit: school and a mentor, how it goes, what may be told, and 18 ahead."""

from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone
from django.utils.formats import date_format
from playwright.sync_api import Page, expect

from offramp.kernel.roles import Role as DatabaseRole
from tests.journeys.conftest import OpenAs
from tests.journeys.looking import faults_on
from tests.journeys.serving import Live
from tests.journeys.test_the_thread import press

COUNSELLOR = "Dr. Nneka Igwe"
SOON = """
SELECT p.person_id, p.born_on FROM people_particulars p JOIN accounts_unit u ON u.id = p.unit_id AND u.kind = 'young'
ORDER BY p.born_on LIMIT 1
"""
COUNSELLED = "SELECT person_id FROM casework_supporter WHERE category = 'health' LIMIT 1"


@pytest.mark.timeout(300)
def test_a_navigator_writes_who_is_around_a_young_person_and_until_when_a_guardian_agrees(
    open_as: OpenAs, live: Live, measured: set[str]
) -> None:
    page, person = of_the_young(open_as, "navigator"), whose(live, SOON)
    turns = timezone.localdate() + timedelta(days=21)
    expect(page.get_by_text(f"turns 18 on {date_format(turns, 'j F')}").first).to_be_visible()
    expect(page.get_by_text("Ask how it goes with the mentor of").first).to_be_visible()
    look(page, measured, "1-desk")

    page.goto(f"/people/{person}/")
    expect(page.get_by_text(f"turns 18 on {date_format(turns, 'j F Y')}")).to_be_visible()
    look(page, measured, "2-record")
    page.get_by_role("link", name="Add somebody").click()
    look(page, measured, "3-add-somebody")
    add(page, "School", name="Mr. Rowand", place="The outreach school", reach="780-555-0147", what_for="Credits")
    look(page, measured, "4-around")
    page.get_by_role("link", name="Add somebody").click()
    add(page, "Mentor", name="Petra Solomon", often="Sundays, a walk")

    page.get_by_role("link", name="How does it go? Petra Solomon").click()
    page.locator("main [name=words]").fill("They met for the first time, and want to meet again.")
    look(page, measured, "5-how-it-goes")
    press(page, "Write it down")
    expect(page.get_by_text("They met for the first time, and want to meet again.").first).to_be_visible()

    page.get_by_role("link", name="Record what they may be told Petra Solomon").click()
    page.get_by_label("A guardian or trustee decides").check()
    page.locator("main [name=guardian]").fill("Hodan Warsame, her aunt")
    page.get_by_label("Their goals, steps and appointments").check()
    page.locator("main [name=purpose]").fill("So that she can help with the job.")
    for box in ("acknowledged", "told_revocable"):
        page.locator(f"main [name={box}]").check()
    page.locator("main [name=present]").fill("Her aunt")
    page.get_by_label("Written").check()
    page.locator("main [name=ends_at]").fill(str(turns))
    press(page, "Go on")
    expect(page.get_by_text("From then on they decide themselves.").first).to_be_visible()
    look(page, measured, "6-refused-beyond-eighteen")
    page.locator("main [name=ends_at]").fill(str(turns - timedelta(days=1)))
    press(page, "Go on")
    expect(page.get_by_text("Petra Solomon may be told this about")).to_be_visible()
    look(page, measured, "7-what-they-agree-to")
    press(page, "Yes, record it")

    page.goto(f"/people/{person}/around/")
    until = f"The plan, until {date_format(turns - timedelta(days=1), 'j F Y')}"
    mentor = page.locator("section", has=page.get_by_role("heading", name="Petra Solomon"))
    expect(mentor.get_by_text(until)).to_be_visible()
    page.get_by_role("link", name="I told them Petra Solomon").click()
    page.get_by_label("Something of the plan").check()
    press(page, "Write it down")
    page.goto(f"/people/{person}/disclosures/")
    expect(page.get_by_text("Petra Solomon").first).to_be_visible()


@pytest.mark.timeout(300)
def test_the_officer_on_the_case_sees_who_is_around_them_but_nobody_who_tells_of_health(
    open_as: OpenAs, live: Live, measured: set[str]
) -> None:
    person = whose(live, COUNSELLED)
    navigator, officer = of_the_young(open_as, "navigator"), of_the_young(open_as, "help_officer", "phone")
    supervisor = of_the_young(open_as, "help_supervisor")
    for page in (navigator, officer):
        page.goto(f"/people/{person}/around/")
    expect(navigator.get_by_role("heading", name=COUNSELLOR)).to_have_count(seats(live, person))
    expect(officer.get_by_role("heading", name="Odette Morin")).to_be_visible()
    assert not {word for word in (COUNSELLOR, "panics", "clinic") if word in officer.content()}
    look(officer, measured, "8-officer-around")
    officer.goto(f"/people/{person}/")
    expect(officer.get_by_role("heading", name="Around them")).to_be_visible()
    look(officer, measured, "9-officer-record")
    answer = supervisor.goto(f"/people/{person}/around/")
    assert answer is not None
    assert answer.status == 404


def of_the_young(open_as: OpenAs, role: str, device: str = "desk") -> Page:
    """Sign in by one click as somebody of the unit for young people."""
    page = open_as(None, device)
    page.goto("/sign-in/")
    page.locator(f'form[action="/sign-in/as/{role}-young/"] button').click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


def whose(live: Live, asked: str) -> object:
    """Return whom a query of the owner's finds, by the id."""
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        found = owner.execute(asked.encode()).fetchone()
    assert found is not None, "The training city has nobody for this journey"
    return found[0]


def seats(live: Live, person: object) -> int:
    """Return 1 where the demo's navigator of the unit sits on the care team, else 0."""
    asked = """
    SELECT count(*) FROM casework_seat WHERE person_id = %s AND ends_at IS NULL AND user_id = (
      SELECT p.user_id FROM accounts_posting p JOIN accounts_unit u ON u.id = p.unit_id AND u.kind = 'young'
      WHERE p.role = 'navigator' ORDER BY p.starts_at, p.id LIMIT 1)
    """
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        found = owner.execute(asked.encode(), [person]).fetchone()
    return int(found[0]) if found else 0


def add(page: Page, kind: str, **said: str) -> None:
    """Fill the form of somebody around a person and send it."""
    page.get_by_label(kind, exact=True).check()
    for name, words in said.items():
        page.locator(f"main [name={name}]").fill(words)
    press(page, "Write it down")
    expect(page.get_by_role("heading", name=said["name"])).to_be_visible()


def look(page: Page, measured: set[str], name: str) -> None:
    """Let axe look at a page in both widths and themes, leave a picture of it, and go on as before."""
    size = page.viewport_size
    assert size is not None
    faults = faults_on(page, measured, f"young-{name}")
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")
    assert faults == [], name
