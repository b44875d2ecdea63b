"""Whom PACE does not reach: organisations, communities, neighbourhoods, languages; hours; the heat map."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from offramp.audit.models import LookSubject
from offramp.engagement.enums import Hours, Level, State
from offramp.engagement.queries.reach import Gaps, events_by_day, gaps
from offramp.engagement.rules.reach import by_band, middle_of, months_before
from offramp.engagement.web.reach.heat import heat_map, warm, weeks_of
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.engagement.reaching import a_year, debriefed, event, member, moment, organisation, was_there
from tests.engagement.scene import in_days
from tests.ui.reading import flat

ADDRESS = "/reach/"
CELLS = "{http://www.w3.org/2000/svg}path"


def counted(cast: Cast, acting: Acting, months: int = 12) -> Gaps:
    with acting(cast.coordinator) as by:
        return gaps(Viewer(by), months=months, at=now())


def some_history(cast: Cast) -> None:
    """Three organisations: visited lately, long ago, never; and a group that only ever was declined."""
    mothers = organisation(cast, "Somali Mothers' Circle", "Somali", "Muslim")
    elders = organisation(cast, "Tigrinya Elders", "Tigrinya", neighbourhood=cast.oliver)
    organisation(cast, "Nepali Society", "Nepali")
    event(cast, in_days(-60), organisation=mothers, neighbourhood=cast.oliver)
    event(cast, in_days(-500), name="Tigrinya Elders", organisation=elders, languages=["tir"])
    event(cast, in_days(-20), name="tigrinya elders", state=State.DECLINED, languages=["tir"])
    event(cast, in_days(-20), name="Yazidi Youth", state=State.PASSED_ON, languages=["kmr", "eng"])
    debriefed(cast, event(cast, in_days(-30), organisation=elders, name="Tigrinya Elders"), took_place=False)


def test_groups_without_contact_come_longest_ago_first(cast: Cast, acting: Acting) -> None:
    some_history(cast)

    found = counted(cast, acting)

    assert [(row.name, row.last_on, row.asked, row.refused) for row in found.organisations] == [
        ("Nepali Society", None, 0, 0),
        ("Yazidi Youth", None, 1, 1),
        ("Tigrinya Elders", localdate() - timedelta(days=500), 2, 1),
    ]
    assert (found.without, found.of) == (3, 4)


def test_communities_tell_what_was_declined(cast: Cast, acting: Acting) -> None:
    some_history(cast)

    found = counted(cast, acting)

    assert [(row.name, row.groups, row.events, row.asked, row.refused) for row in found.communities] == [
        ("Nepali", 1, 0, 0, 0), ("Not known yet", 1, 0, 1, 1), ("Tigrinya", 1, 0, 2, 1), ("Muslim", 1, 1, 1, 0),
        ("Somali", 1, 1, 1, 0),
    ]  # fmt: skip


def test_fewer_months_leave_more_without_contact(cast: Cast, acting: Acting) -> None:
    some_history(cast)

    assert [counted(cast, acting, months).without for months in (24, 12, 1)] == [2, 3, 3]


def test_neighbourhoods_without_contact_stand_under_their_branch(cast: Cast, acting: Acting) -> None:
    some_history(cast)

    assert [(row.branch, row.of, len(row.without)) for row in counted(cast, acting).branches] == [("Downtown", 1, 0)]
    assert [row.name for row in counted(cast, acting, 1).branches[0].without] == ["Wîhkwêntôwin"]


def test_a_language_asked_for_that_nobody_speaks_is_a_gap(cast: Cast, acting: Acting) -> None:
    some_history(cast)
    member(cast, cast.pace_member, som=Level.TALK, tir=Level.GREETINGS, pol=Level.FIRST)

    found = counted(cast, acting)

    assert [(row.name, row.asked, row.events, row.speakers, row.is_gap) for row in found.languages] == [
        ("Tigrinya", 1, 0, 0, True), ("kmr", 1, 0, 0, True), ("Somali", 2, 1, 1, False), ("Polish", 0, 0, 1, False),
    ]  # fmt: skip


def test_who_left_speaks_no_longer(cast: Cast, acting: Acting) -> None:
    some_history(cast)
    minh = member(cast, cast.pace_member, som=Level.TALK)
    with acting(cast.coordinator):
        minh.left_at = now()
        minh.save(update_fields=["left_at"])

    assert [row.speakers for row in counted(cast, acting).languages if row.name == "Somali"] == [0]


def test_hours_by_member_are_told_by_kind_and_who_was_shown_is_in_the_read_log(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    row, minh = event(cast, in_days(-60)), member(cast, cast.pace_member)
    was_there(cast, row, minh, 90, Hours.OVERTIME)
    was_there(cast, event(cast, in_days(-50)), minh, None)

    page = flat(signed_in(cast.coordinator).get(ADDRESS))

    assert counted(cast, acting).hours.rows == (("Cst. Minh Nguyễn", 0.0, 1.5, 0.0, 2, 1),)
    assert "Cst. Minh Nguyễn" in page
    with acting(cast.privacy):
        assert [look.categories for look in LookSubject.objects.filter(subject=minh.pk)] == [["roster"]]


def test_the_page_says_what_it_counts(cast: Cast, signed_in: SignedIn) -> None:
    some_history(cast)

    page = flat(signed_in(cast.coordinator).get(ADDRESS))

    for words in (
        "Contact is an event we were at: accepted, its day over", "Groups without contact: 3 of 4", "Nobody",
        "The same as a table", "Downtown: 0 of 1", "Half of them came 30 days ahead or earlier.",
    ):  # fmt: skip
        assert words in page, words
    assert "style=" not in page


def test_only_the_coordinator_reads_it(cast: Cast, signed_in: SignedIn) -> None:
    some_history(cast)

    for user in cast.everyone:
        answer = signed_in(user).get(ADDRESS)
        assert (answer.status_code, "Tigrinya Elders" in flat(answer)) == (
            (200, True) if user == cast.coordinator else (403, False)
        ), user.username
    assert Client().get(ADDRESS).status_code == 302


@pytest.mark.parametrize("asked", [{"months": "7"}, {"months": "-3"}, {"months": "x"}, {"year": "1900"}, {"year": ""}])
def test_what_no_choice_offers_is_not_found(cast: Cast, signed_in: SignedIn, asked: dict[str, str]) -> None:
    assert signed_in(cast.coordinator).get(ADDRESS, asked).status_code == 404


def test_it_asks_as_often_after_years_as_before(cast: Cast, signed_in: SignedIn) -> None:
    client = signed_in(cast.coordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(ADDRESS).status_code == 200
        return len(seen)

    asked()
    before = asked()
    a_year(cast)
    some_history(cast)

    assert asked() == before


def test_the_map_has_a_square_for_each_day_a_name_and_a_description(cast: Cast, acting: Acting) -> None:
    a_year(cast)
    with acting(cast.coordinator):
        days = events_by_day(2019, at=now())

    drawn = heat_map(2019, days)

    names = [(part.tag.split("}")[1], part.text) for part in ElementTree.fromstring(drawn)[:2]]
    squares = [path.get("class") for path in ElementTree.fromstring(drawn).iter(CELLS) if path.get("class")]
    assert days == ((date(2019, 3, 2), 1), (date(2019, 7, 6), 2), (date(2019, 12, 31), 1))
    assert names == [
        ("title", "Events in 2019 by week and day"),
        ("desc", "4 events on 3 days; the most, 2, on 2019-07-06. The same in a table below."),
    ]
    assert [squares.count(f"heat-{n}") for n in range(4)] == [362, 2, 1, 0]
    assert ("style=" in drawn, "#00000" in drawn) == (False, False)


def test_the_table_beside_the_map_has_the_same_numbers() -> None:
    weeks = weeks_of(2019, ((date(2019, 1, 2), 2), (date(2019, 12, 31), 1)))

    assert weeks == [
        (date(2018, 12, 31), [None, 2 - 2, 2, 0, 0, 0, 0]), (date(2019, 12, 30), [0, 1, None, None, None, None, None]),
    ]  # fmt: skip


def test_a_year_without_events_has_a_map_too() -> None:
    warm()

    assert "There was none." in heat_map(2020, ())
    assert weeks_of(2020, ()) == []


@pytest.mark.parametrize(
    ("day", "months", "back"),
    [
        (date(2026, 11, 22), 12, date(2025, 11, 22)),
        (date(2026, 1, 31), 3, date(2025, 10, 31)),
        (date(2026, 5, 31), 3, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2023, 3, 1)),
        (date(2026, 1, 31), 2, date(2025, 12, 1)),
    ],
)
def test_months_go_back_by_the_calendar(day: date, months: int, back: date) -> None:
    assert months_before(day, months) == back


def test_lead_times_fall_in_bands() -> None:
    assert by_band([0, 6, 7, 13, 14, 20, 21, 41, 42, 900]) == [2, 2, 2, 2, 2]
    assert (middle_of([1, 3, 8]), middle_of([])) == (3, None)


def test_an_invitation_moved_to_an_earlier_day_is_not_early_by_less_than_nothing(cast: Cast, acting: Acting) -> None:
    event(cast, moment(2026, 10, 1), ahead=-3)

    assert counted(cast, acting).lead_times.rows[0] == ("0 to 6", 1)
