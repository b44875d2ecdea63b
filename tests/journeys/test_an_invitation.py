"""A community's way from an invitation to an answer it calls an answer, in real Chromium, with real mail."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage

import psycopg
import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.utils.timezone import localdate
from icalendar import Calendar
from playwright.sync_api import Page, expect

from offramp.access.enums import Role
from offramp.kernel.roles import Role as DatabaseRole
from tests.accounts.test_second_step import PASSWORD
from tests.journeys.conftest import OpenAs, picture
from tests.journeys.serving import Live, working
from tests.mail import words

CONTACT = "aline@example.org"
HEARD = "Nos fils sont arrêtés sans raison près du parc."
ANSWER = "Deux membres viennent chaque mois, et vous avez leur nom."


@pytest.fixture
def worker(live: Live) -> Iterator[None]:
    with working(live):
        yield


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("worker")
def test_from_an_invitation_to_an_answer_that_the_community_calls_one(open_as: OpenAs, live: Live) -> None:
    day = localdate() + timedelta(days=61)
    title = "Fête du parc des Trembles"

    organiser = open_as(None, "phone")
    invite_in_french(organiser, day, title)
    theirs = organiser.url
    picture(organiser, "invitation-1-asked")

    coordinator = open_as(Role.PACE_COORDINATOR)
    number = accept(coordinator, title)
    letter = live.mail.waited_for(lambda mail: mail["To"] == CONTACT and "avec plaisir" in words(mail))
    assert theirs in words(letter)

    propose_the_month(coordinator, day)
    asked = live.mail.waited_for(lambda mail: invites_to(mail, title))
    calendar = calendar_of(asked)
    (event,) = calendar.events
    assert (calendar["METHOD"], str(event["ORGANIZER"]).startswith("mailto:")) == ("REQUEST", True)
    assert localdate(event.DTSTART) == day

    member = open_as(None, "phone")
    member.goto(link_in(asked, "place"))
    member.get_by_role("button", name="Yes, I come").click()
    expect(member.get_by_text("Coming", exact=True).first).to_be_visible()
    picture(member, "invitation-2-coming")
    organiser.reload()
    expect(organiser.get_by_text(name_of(live, asked)).first).to_be_visible()

    let_the_day_pass(live, number)
    debrief(member, live, asked, number)
    picture(member, "invitation-3-told")

    answer_the_concern(coordinator)
    told = live.mail.waited_for(lambda mail: mail["To"] == CONTACT and ANSWER in words(mail))
    organiser.goto(link_in(told, "invitation"))
    expect(organiser.get_by_text(ANSWER, exact=True)).to_be_visible()
    call_it_answered(organiser)
    picture(organiser, "invitation-4-answered")
    coordinator.reload()
    expect(coordinator.get_by_text("They called it answered on", exact=False)).to_be_visible()


def send(page: Page) -> None:
    """Send the form of the page's own part."""
    page.locator("main form:has([name=form_token])").last.locator("button.primary").last.click()


def choose(page: Page, name: str, value: str) -> None:
    """Choose from a list, or among buttons."""
    field = page.locator(f"main [name={name}]")
    if field.first.evaluate("node => node.tagName") == "SELECT":
        field.select_option(value)
    else:
        page.locator(f"main [name={name}][value='{value}']").check()


def invite_in_french(page: Page, day: date, title: str) -> None:
    page.goto("/invite/")
    page.get_by_role("button", name="Français").click()
    for name, value in {
        "organisation_name": "Ligue des Trembles", "name": "Aline Roy", "email": CONTACT, "title": title,
        "day": day.isoformat(), "starts": "14:00", "ends": "16:00", "place": "Parc des Trembles", "expected": "80",
    }.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(value)
    choose(page, "kind", "barbecue")
    page.wait_for_timeout(3_100)  # nobody types this in less
    send(page)
    expect(page.get_by_text("Nous avons votre invitation", exact=False).first).to_be_visible()


def accept(page: Page, title: str) -> str:
    """Accept the invitation and return its id."""
    page.goto("/invitations/")
    page.get_by_role("link", name=re.compile("Ligue des Trembles|" + title)).first.click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    number = page.url.rstrip("/").rpartition("/")[2]
    page.get_by_role("link", name="Accept", exact=True).click()
    send(page)
    expect(page.get_by_text("Decided, and written to them.")).to_be_visible()
    return number


def propose_the_month(page: Page, day: date) -> None:
    page.goto("/months/")
    page.locator("[name=month]").select_option(day.replace(day=1).isoformat())
    page.get_by_role("button", name="Propose", exact=True).click()
    taken = page.get_by_role("button", name="Take over all of it")
    expect(taken).to_be_visible(timeout=60_000)
    picture(page, "invitation-5-proposed")
    taken.click()
    expect(page.get_by_text(re.compile(r"Taken over\. \d+ members? w"))).to_be_visible()


def calendar_of(mail: EmailMessage) -> Calendar:
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    made = Calendar.from_ical(part.get_content())
    assert isinstance(made, Calendar)
    return made


def invites_to(mail: EmailMessage, title: str) -> bool:
    return title in words(mail) and any(part.get_content_type() == "text/calendar" for part in mail.walk())


def link_in(mail: EmailMessage, kind: str) -> str:
    found = re.search(rf"http\S+/{kind}/\S+", words(mail))
    assert found is not None, words(mail)
    return found[0]


def name_of(live: Live, mail: EmailMessage) -> str:
    """Return the name of the member a mail went to."""
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        found = owner.execute("SELECT name FROM accounts_user WHERE email = %s", [mail["To"]]).fetchone()
    assert found is not None
    return str(found[0])


def let_the_day_pass(live: Live, invitation: str) -> None:
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        owner.execute(
            "UPDATE engagement_invitation SET starts_at = now() - interval '5 hours' WHERE id = %s", [invitation]
        )


def debrief(page: Page, live: Live, mail: EmailMessage, invitation: str) -> None:
    """Sign in as the member a mail went to, and tell how it was."""
    with psycopg.connect(live.server.url(DatabaseRole.OWNER, live.database)) as owner:
        found = owner.execute(
            "UPDATE accounts_user SET password = %s WHERE email = %s RETURNING username",
            [PBKDF2PasswordHasher().encode(PASSWORD, "invented"), mail["To"]],
        ).fetchone()
    assert found is not None
    page.goto("/sign-in/")
    page.locator("[name=login]").fill(str(found[0]))
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form", has=page.locator("[name=password]")).get_by_role("button").first.click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))
    page.goto(f"/events/{invitation}/debrief/")
    page.locator("[name^=there_][value=yes]").first.check()
    choose(page, "size", "60")
    choose(page, "mood", "warm")
    page.locator("[name=cards]").fill("12")
    page.locator("[name=concerns]").fill(HEARD)
    send(page)
    expect(page.get_by_text("Told. Thank you.")).to_be_visible()


def answer_the_concern(page: Page) -> None:
    page.goto("/concerns/")
    page.get_by_role("link", name=HEARD).click()
    page.get_by_role("link", name="Say who takes it on").click()
    choose(page, "owner", "unit")
    page.locator("[name=owner_name]").fill("PACE")
    page.locator("[name=action_text]").fill("Venir chaque mois")
    page.locator("[name=due_on]").fill((localdate() + timedelta(days=30)).isoformat())
    send(page)
    page.get_by_role("link", name="We did, or we couldn't").click()
    choose(page, "outcome", "did")
    page.locator("[name=answer]").fill(ANSWER)
    send(page)
    expect(page.get_by_text("Now it is for them to say whether this answers it.")).to_be_visible()


def call_it_answered(page: Page) -> None:
    page.locator("a[href*='/concerns/']").first.click()
    choose(page, "is_answered", "yes")
    send(page)
    expect(page.get_by_text("Merci", exact=False).first).to_be_visible()
