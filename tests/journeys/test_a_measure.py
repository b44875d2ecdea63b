"""A young person, from an officer's consideration to a completed agreement; and a measure whose clock runs out."""

import re
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from offramp.access.enums import Role
from tests.journeys.conftest import OpenAs
from tests.journeys.looking import faults_on
from tests.journeys.serving import Live
from tests.journeys.test_the_thread import press

GIVEN, FAMILY, BORN = "Wren", "Sutherland-Adair", f"{timezone.localdate().year - 15}-04-12"
GROUNDS = "Took a bicycle from the rack behind the rink, and gave it back."
SAID = "He said that his own was stolen the week before."
LETTER = "A letter to the owner of the bicycle"
# Let a record's clock have run out a moment ago: its term, which every policy asks for.
OVER = "UPDATE access_term SET ends_at = now() - interval '1 second' WHERE subject = %s"


@pytest.mark.timeout(300)
def test_from_a_consideration_to_a_completed_agreement_and_to_its_clock(
    open_as: OpenAs, live: Live, measured: set[str]
) -> None:
    officer, youth = open_as(Role.PATROL_OFFICER, "phone"), open_as(Role.YOUTH_OFFICER)
    consider(officer, measured)
    record = take_on(youth, measured)
    lead_to_a_meeting(youth, record)
    meeting = meet(youth, measured)
    partner = open_as(Role.AGENCY_WORKER, "phone")
    partner.goto(meeting)
    expect(partner.get_by_text(SAID)).to_be_visible()
    assert FAMILY not in partner.content()
    assert GROUNDS not in partner.content()
    look(partner, measured)
    end_it(youth, record, measured)

    look_up(officer)
    officer.goto(record)
    expect(officer.get_by_text(GROUNDS)).to_be_visible()
    expect(officer.get_by_text("Completed")).to_be_visible()
    assert SAID not in officer.content()
    look(officer, measured)

    run_out(live, record)
    for page in (officer, youth):
        page.goto(record)
        expect(page.get_by_role("heading", level=1)).to_have_text("Nothing here")
    youth.goto("/young-persons/cases/")
    assert FAMILY not in youth.content()
    partner.goto(meeting)
    expect(partner.get_by_role("heading", level=1)).to_have_text("Nothing here")
    look_up(officer)
    expect(officer.get_by_text("There is nothing under this name and birth date.")).to_be_visible()


def consider(officer: Page, measured: set[str]) -> None:
    officer.goto("/young-persons/consider/")
    officer.get_by_label("What was it about?").select_option(label="Theft")
    officer.get_by_label("When", exact=True).fill((timezone.localdate() - timedelta(days=1)).isoformat())
    officer.get_by_label("Where").select_option(label="Downtown")
    officer.get_by_label("Occurrence number").fill("26-177310")
    officer.get_by_label("Your grounds to charge").fill(GROUNDS)
    officer.get_by_label("Given names").fill(GIVEN)
    officer.get_by_label("Family name").fill(FAMILY)
    officer.get_by_label("Birth date").fill(BORN)
    for each in ("No further action", "Warning", "Caution", "Referral to a program"):
        officer.get_by_role("checkbox", name=each).check()
    officer.get_by_role("radio", name="Referral to a program").check()
    officer.get_by_label("Why this").fill("It is the first time, and he gave it back by himself.")
    officer.get_by_role("radio", name="By phone").check()
    press(officer, "Keep the record")
    expect(officer.get_by_text("To which program?").first).to_be_visible()  # what a referral needs is asked for
    look(officer, measured)
    officer.get_by_role("radio", name="DIVERSIONfirst").check()
    officer.get_by_role("group", name="The young person").get_by_role("radio", name="Yes").check()
    officer.get_by_role("group", name="The parent or guardian").get_by_role("radio", name="Yes").check()
    press(officer, "Keep the record")
    expect(officer.get_by_role("heading", name="The record is kept")).to_be_visible()
    assert FAMILY not in officer.content()
    look(officer, measured)


def take_on(youth: Page, measured: set[str]) -> str:
    """Take on the newest of what waits, and return the record's address."""
    youth.goto("/young-persons/cases/")
    assert FAMILY not in youth.content()
    look(youth, measured)
    youth.get_by_role("button", name="Take it on").last.click()
    expect(youth.get_by_role("heading", level=1)).to_have_text(f"{GIVEN} {FAMILY}")
    return youth.url


def lead_to_a_meeting(youth: Page, record: str) -> None:
    step(youth, "Review it")
    youth.get_by_role("radio", name="Yes").check()
    youth.get_by_label("Why").fill("The first time, and without violence.")
    press(youth, "Save the review")
    youth.get_by_role("link", name="A parent or guardian was told").first.click()
    youth.get_by_role("radio", name="In person").check()
    youth.get_by_label("What was said, and what they need").fill("His mother wants to come.")
    press(youth, "Write it down")
    step(youth, "What they need")
    youth.get_by_label("What do they and their family need?").fill("A lock, and somebody to skate with.")
    press(youth, "Save")
    for who in ("The young person", "A parent or guardian"):
        youth.get_by_role("link", name="Somebody was asked to agree").first.click()
        youth.get_by_role("radio", name=who).check()
        youth.get_by_role("radio", name="Yes").check()
        press(youth, "Write down the answer")
    assert youth.url == record


def step(youth: Page, name: str) -> None:
    """Press the button of the next step."""
    youth.get_by_role("link", name=name).first.click()


def meet(youth: Page, measured: set[str]) -> str:
    """Plan a meeting, hold it with one thing agreed, and return its address."""
    step(youth, "Plan a meeting")
    youth.get_by_label("When").fill((timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    youth.get_by_label("Where").fill("The library, room 2")
    youth.get_by_label("Who leads it, as the others call you").fill("Constable Whitebear")
    press(youth, "Plan it")
    youth.get_by_role("link", name="Agreement meeting,").first.click()
    meeting = youth.url
    for name, part, account in (("Wren", "The young person", "None"), ("Pia", "A partner agency", "Pia Lund")):
        youth.get_by_role("link", name="Add somebody").click()
        youth.get_by_label("Name", exact=True).fill(name)
        youth.get_by_label("As what they come").select_option(label=part)
        youth.get_by_label("Their account here, if they have one").select_option(label=account)
        press(youth, "Add")
    youth.get_by_role("link", name="Keep what was said").click()
    youth.get_by_label("What was said").fill(SAID)
    press(youth, "Keep it")
    youth.get_by_role("link", name="Agree on something").click()
    youth.get_by_role("radio", name="Written apology").check()
    youth.get_by_label("What exactly?").fill(LETTER)
    youth.get_by_label("Done by").fill((timezone.localdate() + timedelta(days=14)).isoformat())
    youth.get_by_label("How is it shown that it is done?").fill("The owner has it")
    press(youth, "Write it down")
    look(youth, measured)
    youth.get_by_role("button", name="It was held").click()
    expect(youth.get_by_text("It was held.").first).to_be_visible()
    return meeting


def end_it(youth: Page, record: str, measured: set[str]) -> None:
    youth.goto(record)
    youth.get_by_role("link", name=LETTER).click()
    youth.get_by_role("radio", name="Done", exact=True).check()
    press(youth, "Write it down")
    look(youth, measured)
    youth.get_by_role("link", name="How it ended").first.click()
    youth.get_by_role("radio", name="Completed", exact=True).check()
    press(youth, "End it")
    expect(youth.get_by_text("It has ended. Thank everybody.")).to_be_visible()


def look_up(officer: Page) -> None:
    officer.goto("/young-persons/earlier/")
    officer.get_by_label("Given name").fill(GIVEN)
    officer.get_by_label("Family name").fill(FAMILY)
    officer.get_by_label("Birth date").fill(BORN)
    officer.get_by_role("radio", name="Deciding again whether to use a measure").check()
    officer.get_by_label("Occurrence number of this case").fill("26-180001")
    press(officer, "Open them")


def run_out(live: Live, record: str) -> None:
    found = re.search(r"/measures/([0-9a-f-]{36})/", record)
    assert found
    with psycopg.connect(live.server.superuser_url(live.database), autocommit=True) as superuser:
        assert superuser.execute(OVER, [found[1]]).rowcount == 1


def look(page: Page, measured: set[str]) -> None:
    """Ask axe about the page."""
    assert faults_on(page, measured) == []
