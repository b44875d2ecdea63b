"""The queue, what nobody answered, and what the core team sees first."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.kernel.clock import now
from offramp.triage import queries
from offramp.triage.actions import close_intake, give_advice
from offramp.triage.enums import IntakeEnd, Urgency
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.triage.pages import AN_HOUR
from tests.triage.scenes import a_referral, an_ask
from tests.ui.reading import flat


def test_the_queue_opens_on_ones_own_team_and_leads_to_the_others(cast: Cast, acting: Acting, officer: Client) -> None:
    an_ask(cast, acting, place="Our corner")
    an_ask(cast, acting, place="Western corner", branch=cast.west.pk)

    own = flat(officer.get(reverse("triage:queue")))
    west = flat(officer.get(reverse("triage:queue"), {"team": str(cast.west_team.pk)}))
    every = flat(officer.get(reverse("triage:queue"), {"team": "all", "level": "today"}))

    seen = [("Our corner" in page, "Western corner" in page) for page in (own, west, every)]
    assert seen == [(True, False), (False, True), (True, True)]


def test_a_queue_is_searched_and_says_when_nothing_matches(cast: Cast, acting: Acting, officer: Client) -> None:
    an_ask(cast, acting, place="By the church", incident="E26-77")

    found = flat(officer.get(reverse("triage:queue"), {"q": "e26-77", "door": "patrol_ask"}))
    none = flat(officer.get(reverse("triage:queue"), {"q": "e26-77", "mine": "1"}))

    assert ("By the church" in found, "By the church" in none, "Nothing open matches" in none) == (True, False, True)


def test_a_queue_that_is_empty_says_so(officer: Client) -> None:
    assert "Nothing is open" in flat(officer.get(reverse("triage:queue")))


def test_a_long_queue_has_pages(cast: Cast, acting: Acting, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    an_ask(cast, acting, place="First corner", at=now() - AN_HOUR)
    an_ask(cast, acting, place="Second corner")

    first = officer.get(reverse("triage:queue"))
    address = flat(first).split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = flat(officer.get(reverse("triage:queue") + address))

    assert ("First corner" in flat(first), "Second corner" in flat(first)) == (True, False)
    assert ("First corner" in second, "Second corner" in second, 'rel="prev"' in second) == (False, True, True)


def test_the_queue_takes_as_many_queries_for_three_as_for_one(cast: Cast, acting: Acting, officer: Client) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(reverse("triage:queue"))
        return len(captured)

    an_ask(cast, acting, neighbourhood=cast.oliver.pk)
    officer.get(reverse("triage:queue"))
    one = counted()
    for _ in range(2):
        an_ask(cast, acting, neighbourhood=cast.oliver.pk)

    assert counted() == one


def test_asks_nobody_answered_stand_apart(cast: Cast, acting: Acting, officer: Client) -> None:
    an_ask(cast, acting, title="Still waits", at=now() - 10 * AN_HOUR)
    lost = an_ask(cast, acting, title="Never found")
    advised = an_ask(cast, acting, title="Was advised", at=now() - 10 * AN_HOUR)
    an_ask(cast, acting, title="Just asked")
    with acting(cast.officer) as by:
        close_intake(intake=lost.pk, end=IntakeEnd.NOT_FOUND, by=by, at=now())
        give_advice(intake=advised.pk, text="Tea.", by=by, at=now())

    page = flat(officer.get(reverse("triage:unanswered")))

    titles = ("Still waits", "Never found", "Was advised", "Just asked")
    assert [title in page for title in titles] == [True, True, False, False]


def test_unanswered_asks_have_pages_of_their_own(
    cast: Cast, acting: Acting, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    for title in ("Waits longest", "Waits too"):
        an_ask(cast, acting, title=title, at=now() - 10 * AN_HOUR)

    first = flat(officer.get(reverse("triage:unanswered")))
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = flat(officer.get(reverse("triage:unanswered") + address))

    assert ("Waits longest" in first, "Waits too" in first) == (True, False)
    assert ("Waits longest" in second, "Waits too" in second) == (False, True)


def test_the_core_team_sees_its_referrals_first(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    a_referral(cast, acting, place="The library")
    an_ask(cast, acting, place="The vent", urgency=Urgency.NOW)

    page = flat(signed_in(cast.core_navigator).get(reverse("triage:queue")))

    assert ("The library" in page, "The vent" in page) == (True, False)
