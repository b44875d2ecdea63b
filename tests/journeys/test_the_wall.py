"""The wall as an officer and a navigator meet it on one case: consent, an appointment, danger to life, and why."""

import re
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from offramp.access.enums import Role
from offramp.kernel.roles import Role as DatabaseRole
from tests.journeys.conftest import OpenAs, picture
from tests.journeys.looking import faults_on
from tests.journeys.serving import Live
from tests.journeys.test_the_thread import press

TOLD = "Her uncle threw her things into the river."
DETOX = "Bed at the detox, bring a bag"
DANGER = "She said goodbye on the phone and walked to the bridge."
WORDS = "The call log shows it, and she was found in time."
WHO = "SELECT user_id FROM accounts_posting WHERE role = %s AND ends_at IS NULL ORDER BY starts_at, id LIMIT 1"
# For whom the demo's navigator and its officer care, by their seats alone: nothing more was opened to officers yet.
SHARED = f"""
SELECT s.person_id, o.id FROM casework_seat s
JOIN casework_seat o ON o.person_id = s.person_id AND o.user_id = ({WHO}) AND o.ends_at IS NULL
WHERE s.user_id = ({WHO}) AND s.ends_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM consent_consent c WHERE c.person_id = s.person_id AND c.recipient = 'officers')
  AND NOT EXISTS (SELECT 1 FROM casework_breakglass g WHERE g.person_id = s.person_id)
  AND NOT EXISTS (SELECT 1 FROM access_grant g WHERE g.subject = s.person_id AND g.party = o.user_id
    AND g.basis <> 'care_team' AND g.ends_at IS NULL)
ORDER BY s.person_id LIMIT 1 OFFSET %s
"""


@pytest.mark.timeout(300)
def test_a_consent_opens_to_the_officer_and_its_withdrawal_closes_in_every_tab(
    open_as: OpenAs, live: Live, measured: set[str]
) -> None:
    person, _seat = shared(live, 0)
    navigator, officer = open_as(Role.NAVIGATOR), open_as(Role.HELP_OFFICER, "phone")
    navigator.goto(person)
    name = navigator.locator("h1").inner_text().split(" (")[0]

    promise_detox(navigator, person)
    write_a_note(navigator, person)
    look(navigator, measured, "1-navigator-sees-detox")
    expect(navigator.get_by_text(DETOX).first).to_be_visible()
    officer.goto(person)
    shadow = officer.locator("main li", has_text="Appointment").filter(has_text="10:00")
    expect(shadow.first).to_be_visible()
    assert not {word for word in (DETOX, "detox", "Addictions", TOLD) if word in officer.content()}
    assert "You are on the care team" in reason(officer, "Goals")
    look(officer, measured, "2-officer-sees-an-appointment")

    agree_for_the_officers(navigator, person, measured)
    officer.reload()
    expect(officer.get_by_text(TOLD)).to_be_visible()
    assert "The person agreed" in reason(officer, "Told to a navigator")
    officer.get_by_role("link", name="All notes").click()
    expect(officer.get_by_text(TOLD)).to_be_visible()
    look(officer, measured, "4-officer-reads-what-was-shared")
    navigator.goto(person)
    expect(navigator.get_by_text("The HELP officers on the care team")).to_be_visible()

    another_tab = navigator.context.new_page()
    take_back(another_tab, person, measured)
    assert officer.reload() is not None
    expect(officer.get_by_text(TOLD)).to_have_count(0)
    expect(officer.get_by_role("heading", level=1)).to_have_text("Nothing here")
    navigator.reload()
    expect(navigator.get_by_text("The HELP officers on the care team")).to_have_count(0)

    say_that_one_knows(officer, name, measured)
    another_tab.reload()
    expect(another_tab.get_by_text("Not heard yet")).to_have_count(0)
    another_tab.goto(f"{person}who-sees-me/")
    picture(another_tab, "wall-7-who-sees-me")


@pytest.mark.timeout(300)
def test_danger_to_life_opens_more_is_told_at_once_and_judged(open_as: OpenAs, live: Live, measured: set[str]) -> None:
    person, seat = shared(live, 1)
    navigator, officer = open_as(Role.NAVIGATOR), open_as(Role.HELP_OFFICER, "phone")
    supervisor, privacy = open_as(Role.HELP_SUPERVISOR, "phone"), open_as(Role.PRIVACY_OFFICER)
    write_a_note(navigator, person)
    leave_the_care_team(navigator, seat)
    officer.goto(person)
    name = officer.locator("h1").inner_text().split(" (")[0]
    expect(officer.get_by_role("heading", name="Goals")).to_have_count(0)

    officer.get_by_role("link", name="Danger to life: open more").click()
    look(officer, measured, "8-danger-to-life")
    officer.locator("main [name=reason]").fill(DANGER)
    press(officer, "Open it now")
    expect(officer.get_by_text("You opened more of this file")).to_be_visible()
    assert "because of danger to life" in reason(officer, "Goals")
    assert TOLD not in officer.content()
    look(officer, measured, "9-opened")

    for page, shot in ((navigator, "10-navigator-is-told"), (supervisor, "")):
        page.goto("/")
        page.get_by_role("link", name=f"opened the file of {name}: danger to life").first.click()
        expect(page.get_by_text(DANGER)).to_be_visible()
        if shot:
            look(page, measured, shot)

    judge(privacy, measured)
    officer.goto(person)
    press(officer, "Close it now")
    press(officer, "Close it")
    officer.goto(person)
    expect(officer.get_by_role("heading", name="Goals")).to_have_count(0)
    officer.goto("/")
    officer.get_by_role("link", name=f"Your opening of the file of {name} was judged: justified").first.click()
    expect(officer.get_by_text(WORDS)).to_be_visible()
    look(officer, measured, "13-judged")


def shared(live: Live, place: int) -> tuple[str, str]:
    """Return the address of the record of somebody for whom both care, and of the page that ends the officer's seat."""
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        found = owner.execute(SHARED.encode(), [Role.HELP_OFFICER, Role.NAVIGATOR, place]).fetchone()
    assert found is not None, "The training city has nobody for this journey"
    return f"/people/{found[0]}/", f"/seats/{found[1]}/end/"


def look(page: Page, measured: set[str], name: str) -> None:
    """Let axe look at a page in both widths and themes, leave a picture of it, and go on as before."""
    size = page.viewport_size
    assert size is not None
    faults = faults_on(page, measured, f"wall-{name}")
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")
    assert faults == [], name


def reason(page: Page, panel: str) -> str:
    """Open "why can I see this?" of a panel, and return what it says."""
    why = page.locator("section", has=page.get_by_role("heading", name=panel, exact=True)).locator("details.why").first
    why.get_by_text("Why can I see this?").click()
    return why.inner_text()


def leave_the_care_team(page: Page, seat: str) -> None:
    """End the officer's seat: what it opened is closed."""
    page.goto(seat)
    press(page, "End the seat")
    expect(page.get_by_text("The care team has changed.")).to_be_visible()


def promise_detox(page: Page, person: str) -> None:
    """Set a goal of health, and promise a step of it for tomorrow at ten."""
    page.goto(f"{person}goals/new/")
    page.locator("main [name=words]").fill("A week without, then we look on.")
    page.get_by_label("Addictions").check()
    press(page, "Save the goal")
    page.get_by_role("link", name=re.compile("^Promise a step “A week without")).click()
    page.locator("main [name=words]").fill(DETOX)
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.locator("main [name=due_at]").fill(f"{tomorrow.isoformat()}T10:00")
    press(page, "Promise it")
    expect(page.get_by_text("Promised.")).to_be_visible()


def write_a_note(page: Page, person: str) -> None:
    page.goto(f"{person}notes/new/")
    page.locator("main [name=text]").fill(TOLD)
    press(page, "Save the note")
    page.goto(person)
    expect(page.get_by_text(TOLD)).to_be_visible()


def agree_for_the_officers(page: Page, person: str, measured: set[str]) -> None:
    """Record what the person said aloud: that the officers may read what she told her navigator."""
    page.goto(f"{person}consents/new/")
    page.get_by_role("link", name="The HELP officers on the care team", exact=True).click()
    page.get_by_label("Yes, able to decide now").check()
    if page.locator("main [name=capacity_finding]").count():
        page.locator("main [name=capacity_finding]").fill("She told me in her words what it means.")
    page.get_by_label("What they told a navigator").check()
    page.locator("main [name=purpose]").fill("So that nobody asks her again.")
    for box in page.locator("main [name=acknowledged], main [name=told_revocable]").all():
        box.check()
    page.locator("main [name=present]").fill("Nobody else")
    page.get_by_label("Oral").check()
    page.locator("main [name=heard_by]").fill("Rose Cardinal")
    press(page, "Go on")
    expect(page.get_by_role("heading", name="Is this what they agree to?")).to_be_visible()
    look(page, measured, "3-is-this-what-they-agree-to")
    press(page, "Yes, record it")
    expect(page.get_by_text("The consent is recorded.")).to_be_visible()


def take_back(page: Page, person: str, measured: set[str]) -> None:
    page.goto(f"{person}consents/")
    page.locator("main li", has_text="The HELP officers on the care team").get_by_role("link").first.click()
    press(page, "Take it back")
    expect(page.get_by_text("The consent is taken back.")).to_be_visible()
    expect(page.get_by_text("Not heard yet that they know")).to_be_visible()
    look(page, measured, "5-taken-back")


def say_that_one_knows(page: Page, name: str, measured: set[str]) -> None:
    page.goto("/")
    page.get_by_role("link", name=f"{name} took a consent back").first.click()
    look(page, measured, "6-officer-is-told")
    page.locator("main li", has_text=name).get_by_role("button", name="I know").click()
    expect(page.get_by_text("Noted.")).to_be_visible()


def judge(page: Page, measured: set[str]) -> None:
    """Judge the use that was just made, as the privacy officer, by what was looked at."""
    page.goto("/danger-to-life/")
    look(page, measured, "11-uses-to-judge")
    page.locator("main li", has_text=DANGER[:20]).get_by_role("link").last.click()
    look(page, measured, "12-judge")
    page.get_by_label("Justified", exact=True).check()
    page.locator("main [name=words]").fill(WORDS)
    press(page, "Close it with this verdict")
    expect(page.get_by_text("The use is judged and closed.")).to_be_visible()
