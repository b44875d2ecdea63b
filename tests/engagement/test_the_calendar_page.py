"""The calendar by month, week and list: accepted events, who goes, whether that is enough."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from offramp.audit.models import LookSubject
from offramp.engagement.actions import change_invitation
from offramp.engagement.enums import Place, Verdict
from offramp.engagement.enums.calendars import Show
from offramp.engagement.models import Invitation
from offramp.engagement.rules.calendar_days import span_of, staffing
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.calendar_scene import accepted, member_of, placed
from tests.engagement.scene import as_holder, asked, decided, received
from tests.ui.reading import flat

EDMONTON = ZoneInfo("America/Edmonton")
PAGE = "/calendar/"


@pytest.fixture
def client(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.coordinator)


def local(year: int, month: int, day: int, hour: int = 14, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=EDMONTON)


def on(client: Client, show: str, day: str) -> Any:
    answer = client.get(PAGE, {"show": show, "day": day})
    assert answer.status_code == 200
    return answer


def rename(event: Invitation) -> None:
    described = asked(starts_at=event.starts_at, title="Winter table")
    as_holder(event, lambda by: change_invitation(invitation=event.pk, asked=described, version=2, by=by, at=now()))


def filled(page: Any) -> dict[date, list[Any]]:
    """Return the days with something on, and what."""
    return {one.date: one.shown for one in page.context["days"] if one.shown}


@pytest.mark.parametrize(
    ("show", "day", "first", "after", "previous", "following"),
    [
        (Show.MONTH, "2027-03-14", "2027-02-28", "2027-04-04", "2027-02-01", "2027-04-01"),
        (Show.MONTH, "2026-02-01", "2026-02-01", "2026-03-01", "2026-01-01", "2026-03-01"),
        (Show.MONTH, "2027-12-31", "2027-11-28", "2028-01-02", "2027-11-01", "2028-01-01"),
        (Show.WEEK, "2027-03-14", "2027-03-14", "2027-03-21", "2027-03-07", "2027-03-21"),
        (Show.WEEK, "2027-03-20", "2027-03-14", "2027-03-21", "2027-03-07", "2027-03-21"),
        (Show.LIST, "2027-03-20", "2027-03-20", "2027-04-19", "2027-02-18", "2027-04-19"),
    ],
)
def test_a_month_is_whole_weeks_a_week_begins_on_sunday_a_list_is_thirty_days(
    show: Show, day: str, first: str, after: str, previous: str, following: str
) -> None:
    span = span_of(show, date.fromisoformat(day))

    assert [f"{one}" for one in (span.first, span.after, span.previous, span.following)] == [
        first, after, previous, following,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("coming", "asked_yet", "word"),
    [(2, 0, "enough"), (1, 1, "waits"), (1, 0, "short"), (0, 1, "short"), (0, 0, "nobody")],
)
def test_whether_enough_come_is_said_in_a_word(coming: int, asked_yet: int, word: str) -> None:
    assert staffing(coming, asked_yet, 2) == word


@pytest.mark.parametrize("show", ["month", "week", "list"])
def test_an_accepted_event_stands_on_its_day_with_who_goes(
    cast: Cast, client: Client, acting: Acting, show: str
) -> None:
    event = accepted(cast, starts_at=local(2027, 6, 5))
    placed(cast, event, Place.CONFIRMED)
    placed(cast, event, Place.ASKED, member_of(cast, cast.constable))
    placed(cast, event, Place.REMOVED, member_of(cast, cast.officer))
    decided(received(starts_at=local(2027, 6, 5)), Verdict.DECLINE, cast.coordinator)
    received(starts_at=local(2027, 6, 5))

    page = on(client, show, "2027-06-05")

    [[shown]] = filled(page).values()
    text = flat(page)
    assert (list(filled(page)), shown.event) == ([date(2027, 6, 5)], event)
    assert {goer.name: goer.is_coming for goer in shown.goers} == {"Cst. Minh Nguyễn": True, "Cst. Mira Patel": False}
    assert ["Enough coming" in text, "(1/1)" in text, "14:00 to 16:00" in text] == [True] * 3
    assert "no-store" in page.headers["Cache-Control"]
    with acting(cast.privacy):
        assert LookSubject.objects.filter(subject=event.pk, reader=cast.coordinator.pk).exists()


def test_an_event_past_midnight_stands_on_both_days_and_one_until_midnight_on_one(cast: Cast, client: Client) -> None:
    accepted(cast, starts_at=local(2027, 12, 31, 22), minutes=240)
    accepted(cast, starts_at=local(2027, 12, 29, 22), minutes=120, organisation_name="Others")

    days = filled(on(client, "week", "2027-12-31"))
    following = filled(on(client, "list", "2028-01-01"))

    assert [(day, one[0].began_before, one[0].goes_on) for day, one in days.items()] == [
        (date(2027, 12, 29), False, False), (date(2027, 12, 31), False, True), (date(2028, 1, 1), True, False),
    ]  # fmt: skip
    assert [(day, one[0].began_before) for day, one in following.items()] == [(date(2028, 1, 1), True)]
    assert "22:00 to 02:00, the day after" in flat(on(client, "week", "2027-12-31"))
    assert "goes on until 02:00" in flat(on(client, "list", "2028-01-01"))


@pytest.mark.parametrize(
    ("starts_at", "minutes", "hours"),
    [
        (local(2026, 3, 8, 1, 30), 60, "01:30 to 03:30"),
        (local(2025, 11, 2, 0, 30), 180, "00:30 to 02:30"),
        (local(2025, 11, 2, 23), 30, "23:00 to 23:30"),
    ],
)
def test_days_on_which_the_clocks_change_are_right(
    cast: Cast, client: Client, starts_at: datetime, minutes: int, hours: str
) -> None:
    accepted(cast, at=local(2025, 1, 1), starts_at=starts_at, minutes=minutes)

    page = on(client, "week", f"{starts_at.date()}")

    assert (list(filled(page)), hours in flat(page)) == ([starts_at.date()], True)


def test_a_member_sees_what_is_theirs_and_no_way_to_the_letters(
    cast: Cast, client: Client, signed_in: SignedIn
) -> None:
    mine = accepted(cast, starts_at=local(2027, 6, 5))
    accepted(cast, starts_at=local(2027, 6, 6), organisation_name="Others")
    placed(cast, mine, Place.CONFIRMED)

    page = on(signed_in(cast.pace_member), "month", "2027-06-05")

    assert [one[0].is_own for one in filled(page).values()] == [True, False]
    assert ["You are on it" in flat(page), "/roster/" in flat(page)] == [True, False]
    assert "/roster/" in flat(on(client, "month", "2027-06-05"))


def test_what_was_changed_since_stays_while_members_go(cast: Cast, client: Client) -> None:
    kept, gone = accepted(cast, starts_at=local(2027, 6, 5)), accepted(cast, starts_at=local(2027, 6, 5, 18))
    placed(cast, kept, Place.CONFIRMED)
    for event in (kept, gone):
        rename(event)

    page = on(client, "month", "2027-06-05")

    assert [shown.event.pk for shown in filled(page)[date(2027, 6, 5)]] == [kept.pk]
    assert "Changed since: to be decided anew" in flat(page)


@pytest.mark.parametrize("show", ["month", "week", "list"])
def test_one_event_and_three_take_the_same_queries(cast: Cast, client: Client, show: str) -> None:
    counts = []
    for wanted in (1, 2):
        for n in range(wanted):
            event = accepted(cast, starts_at=local(2027, 6, 6, 8 + n), organisation_name=f"Circle {wanted} {n}")
            placed(cast, event, Place.CONFIRMED)
        on(client, show, "2027-06-06")
        with CaptureQueriesContext(connection) as seen:
            page = on(client, show, "2027-06-06")
        counts.append((len(seen), page.context["events"]))

    assert counts == [(counts[0][0], 1), (counts[0][0], 3)]


def test_past_years_stand_where_they_were(cast: Cast, client: Client, acting: Acting) -> None:
    event = accepted(cast)
    with acting(cast.coordinator):
        Invitation.objects.filter(pk=event.pk).update(starts_at=local(2017, 6, 5))

    assert list(filled(on(client, "month", "2017-06-01"))) == [date(2017, 6, 5)]
    assert filled(on(client, "month", "2018-06-01")) == {}


@pytest.mark.parametrize("day", ["", "x", "2027-02-30", "0001-01-01", "9999-12-31", "2027-06-05T10:00"])
@pytest.mark.parametrize("show", ["month", "week", "list"])
def test_a_day_that_is_none_shows_today(client: Client, show: str, day: str) -> None:
    page = on(client, show, day)

    assert sum(one.is_today for week in page.context["weeks"] for one in week) == 1


def test_a_way_to_look_that_is_none_is_not_found(client: Client) -> None:
    assert client.get(PAGE, {"show": "year"}).status_code == 404


def test_an_empty_calendar_says_so(client: Client) -> None:
    assert "Accepted events show here." in flat(on(client, "list", "2030-01-01"))
    assert "Nothing was accepted for these days." in flat(on(client, "month", "2030-01-01"))


def test_nobody_else_opens_it(cast: Cast, signed_in: SignedIn) -> None:
    assert [signed_in(user).get(PAGE).status_code for user in (cast.officer, cast.privacy)] == [403, 403]
    assert Client().get(PAGE).status_code == 302
