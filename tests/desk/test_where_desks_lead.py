"""No line and no way of anybody's desk leads to a page that answers them with 403 or 404."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils.timezone import localdate

from offramp.accounts.models import User
from offramp.casework.actions import break_glass, promise_step
from offramp.kernel.clock import now
from offramp.people.actions import write_safety_card
from offramp.triage.actions import claim
from tests.casework.files import a_goal, covered, in_care
from tests.casework.pages import press
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import a_scene
from tests.desk.record_scene import a_full_record
from tests.referrals.scene import accepted, to_shelter
from tests.triage.scenes import a_danger, a_referral, an_ask

EVERYBODY = [
    *("constable", "officer", "navigator", "colleague", "other_navigator", "lead", "supervisor", "worker"),
    *("coordinator", "pace_member", "youth_officer", "prevention_officer", "analyst", "privacy", "administrator"),
]


@pytest.fixture
def full(cast: Cast, acting: Acting) -> None:
    """Give every desk of Support something that waits, the lead's too."""
    person = a_full_record(cast, acting)
    referred = a_scene(cast, acting)
    accepted(referred, to_shelter(referred))
    to_shelter(referred)
    a_card_to_review(cast, acting, person)
    a_card_to_review(cast, acting, in_care(cast, acting, "Walter B."))
    covered(cast, acting)
    a_promise_of_the_lead(cast, acting, person)
    with acting(cast.colleague) as by:
        break_glass(person=person, reason="He said he would jump tonight", by=by, at=now())
    an_ask(cast, acting)
    a_danger(cast, acting)
    asked = a_referral(cast, acting)
    with acting(cast.officer) as by:
        claim(intake=asked.pk, team=cast.downtown_team.pk, is_going=True, by=by, at=now())


def a_card_to_review(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.officer) as by:
        write_safety_card(person=person, approach="Speak slowly", by=by, at=now())


def a_promise_of_the_lead(cast: Cast, acting: Acting, person: UUID) -> None:
    goal = a_goal(cast, acting, person)
    with acting(cast.lead) as by:
        due = now() + timedelta(days=1)
        promise_step(goal=goal.pk, words="Call about the bed", due_at=due, promised_by=by.user, by=by, at=now())


def led_to(signed_in: SignedIn, user: User) -> dict[str, int]:
    """Return every address to which a desk leads, in its lines, ways and menu, with the answer there."""
    client = signed_in(user)
    page = client.get("/").content.decode()
    found = {each for each in re.findall(r'href="(/[^"#]*)', page) if not each.startswith(("/static/", "/assets/"))}
    return {url.replace("&amp;", "&"): client.get(url.replace("&amp;", "&")).status_code for url in sorted(found)}


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_desk_leads_nowhere_its_reader_may_not_go(cast: Cast, signed_in: SignedIn, who: str) -> None:
    leads = led_to(signed_in, getattr(cast, who))

    assert len(leads) > 2
    assert {url: status for url, status in leads.items() if status not in (200, 302)} == {}


@pytest.mark.usefixtures("full")
def test_a_lead_who_covers_reviews_the_safety_cards_their_desk_names(cast: Cast, signed_in: SignedIn) -> None:
    reviews = [url for url in led_to(signed_in, cast.lead) if "safety" in url]

    assert len(reviews) == 2
    client = signed_in(cast.lead)
    for url in reviews:
        review_on = str(localdate() + timedelta(days=30))
        assert press(client, url, {"review_on": review_on, "told_person": "on"}).status_code == 303
    assert [url for url in led_to(signed_in, cast.lead) if "safety" in url] == []
