"""The inbox: a suggested order with its reasons, pages, and a number of queries that does not grow."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from offramp.audit.models import LookSubject
from offramp.engagement import queries
from offramp.engagement.enums import Verdict
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.scene import decided, page_of, received
from tests.ui.reading import flat

INBOX = "/invitations/"


@pytest.fixture
def client(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.coordinator)


def test_those_we_reach_least_come_first_whatever_their_notice(cast: Cast, acting: Acting, client: Client) -> None:
    for days in (5, 10):
        decided(received(days, organisation_name="Rotary"), Verdict.ACCEPT, cast.coordinator)
    often = received(30, organisation_name="rotary", languages=["eng"])
    unknown = received(31, organisation_name="Oromo elders", place="A farm", languages=["orm"])
    late = received(15, organisation_name="Nepali youth", place="Elsewhere", languages=["npi"])

    with acting(cast.coordinator) as by:
        lines = queries.waiting(Viewer(by))
    page = flat(client.get(INBOX))

    assert [line.invitation for line in lines] == [unknown, late, often]
    assert [line.weighed.priority for line in lines] == ["first", "first", "then"]
    assert lines[2].weighed.reasons == ["We were with them 2 times in two years."]
    assert "The neighbourhood is not known: it does not count against them." in lines[0].weighed.reasons
    assert "It came later than we ask for; that does not change the order." in lines[1].weighed.reasons
    assert page.index("Oromo elders") < page.index("Nepali youth") < page.index("rotary")


def test_the_three_lists_hold_each_invitation_once(cast: Cast, acting: Acting, client: Client) -> None:
    waits, ahead, declined = (received(30 + n, organisation_name=f"Circle {n}") for n in range(3))
    decided(ahead, Verdict.ACCEPT, cast.coordinator)
    decided(declined, Verdict.DECLINE, cast.coordinator)
    past = received(-300, at=now() - timedelta(days=330), organisation_name="Circle 3")
    decided(past, Verdict.ACCEPT, cast.coordinator)

    pages = [flat(client.get(f"{INBOX}?show={show}")) for show in ("waiting", "ahead", "settled")]

    held = [[n for n in range(4) if f"Circle {n}" in page] for page in pages]
    assert held == [[0], [1], [2, 3]]
    assert client.get(f"{INBOX}?show=all").status_code == 404
    with acting(cast.privacy):
        looked = set(LookSubject.objects.filter(reader=cast.coordinator.pk).values_list("subject", "stream"))
    assert looked == {(row.pk, "engagement") for row in (waits, ahead, declined, past)}


def test_a_long_list_is_paged(cast: Cast, client: Client) -> None:
    for n in range(queries.inviting.PAGE + 1):
        decided(received(30 + n, organisation_name=f"Circle {n:02}"), Verdict.ACCEPT, cast.coordinator)

    first = client.get(INBOX, {"show": "ahead"})
    second = client.get(INBOX, {"show": "ahead", "page": first.context["page"].next})

    names = [[row.organisation_name for row in page.context["page"].rows] for page in (first, second)]
    assert names == [[f"Circle {n:02}" for n in range(queries.inviting.PAGE)], [f"Circle {queries.inviting.PAGE:02}"]]
    assert first.context["next"] == f"?show=ahead&page={quote(first.context['page'].next)}"
    assert escape(first.context["next"]) in first.content.decode()


@pytest.mark.parametrize(
    ("show", "tab"), [("waiting", "Waiting"), ("ahead", "Accepted, ahead"), ("settled", "Settled")]
)
def test_the_tab_one_is_on_is_marked(cast: Cast, client: Client, show: str, tab: str) -> None:
    current = re.findall(
        r'aria-current="[a-z]+"[^>]*>\s*([^<]+?)\s*<', client.get(INBOX, {"show": show}).content.decode()
    )

    assert current == [tab]


@pytest.mark.parametrize("show", ["waiting", "ahead", "settled"])
def test_one_row_and_three_take_the_same_queries(cast: Cast, client: Client, show: str) -> None:
    counts = []
    for wanted in (1, 2):
        for n in range(wanted):
            row = received(30 + n, organisation_name=f"Circle {wanted} {n}")
            if show != "waiting":
                verdict = Verdict.ACCEPT if show == "ahead" else Verdict.DECLINE
                decided(row, verdict, cast.coordinator)
        client.get(INBOX)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"{INBOX}?show={show}").status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_one_invitation_takes_the_same_queries_with_one_neighbour_and_three(cast: Cast, client: Client) -> None:
    row, counts = received(30), []
    for wanted in (1, 2):
        for n in range(wanted):
            received(30, organisation_name=f"Circle {wanted} {n}")
            decided(received(20), Verdict.ACCEPT, cast.coordinator)
        client.get(page_of(row))
        with CaptureQueriesContext(connection) as seen:
            page = client.get(page_of(row))
        counts.append(len(seen))

    assert counts[0] == counts[1]
    assert [len(page.context[name]) for name in ("same", "earlier")] == [3, 3]


def test_the_same_event_and_earlier_ones_are_shown_beside_it(cast: Cast, client: Client) -> None:
    row = received(30)
    double = received(30, organisation_name="Their landlord")
    received(30, organisation_name="Others", place="Far away")
    before = received(10, organisation_name="SOMALI MOTHERS' CIRCLE", place="A park")

    page = client.get(page_of(row))

    assert (page.context["same"], page.context["earlier"]) == ([double], [before])
    assert ["The same event?" in flat(page), "They invited before" in flat(page), "Ages" in flat(page)] == [
        True, True, False,
    ]  # fmt: skip


def test_an_empty_inbox_says_so(client: Client) -> None:
    assert "What communities send shows here." in flat(client.get(INBOX))
