"""Lists of referrals, cases and meetings: in pages, each for whoever it is for."""

from collections.abc import Callable, Sized
from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from offramp.accounts.models import User
from offramp.diversion import queries
from offramp.diversion.actions import add_participant, call_off_meeting, hold_meeting
from offramp.diversion.enums import Part
from offramp.diversion.models import Measure, Meeting, Participant
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, Viewer
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.diversion.scene import (
    agreement_with,
    all_agreed,
    brought_to_agreement,
    considered,
    planned,
    said,
    taken_on,
    youth,
)


@pytest.fixture
def case(cast: Cast) -> Measure:
    """A referral that the youth officer has taken on, to which all agree; the shelter has an agreement."""
    kept = considered(cast)
    taken_on(cast, kept)
    all_agreed(cast, kept)
    agreement_with(cast, cast.shelter)
    return kept


def named(meeting: Meeting, user: User, by: Actor) -> Participant:
    """Name a partner with an account as one who takes part."""
    return add_participant(meeting=meeting.pk, name=user.name, part=Part.PARTNER, user=user.pk, by=by, at=now())


@pytest.mark.parametrize("cases", [1, 3])
@pytest.mark.parametrize(
    "asked",
    [lambda viewer: queries.cases_of(viewer, at=now()), lambda viewer: queries.page_of_cases(viewer, None, at=now())],
)
def test_my_cases_take_the_same_number_of_queries_however_many_there_are(
    cast: Cast,
    acting: Acting,
    cases: int,
    asked: Callable[[Viewer], Sized],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(cases):
        brought_to_agreement(cast, considered(cast))
    with acting(cast.youth_officer) as by, django_assert_num_queries(15):
        assert len(asked(Viewer(by))) == cases


def test_my_cases_come_in_pages_and_only_those_of_the_page_are_looked_at(
    cast: Cast, acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offramp.diversion.queries.courses.CASES_AT_ONCE", 2)
    called = ["Ada", "Bea", "Cleo"]
    for name in called:
        taken_on(cast, considered(cast, said(youth=youth(given_name=name))))
    with acting(cast.youth_officer) as by:
        for number, names in (("1", ["Ada Auger", "Bea Auger"]), ("2", ["Cleo Auger"]), ("a page nobody made", None)):
            viewer = Viewer(by)
            page = queries.page_of_cases(viewer, number, at=now())
            assert [case.name for case in page] == (names or ["Ada Auger", "Bea Auger"])
            assert {key for _stream, key in viewer.shown} == {case.course.measure_id for case in page}
            assert (page.has_previous(), page.has_next()) == (number == "2", number != "2")


def test_the_meetings_i_take_part_in_come_in_pages_with_how_each_went(
    cast: Cast, case: Measure, acting: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offramp.diversion.queries.records.SITTINGS_AT_ONCE", 2)
    with acting(cast.youth_officer) as by:
        meetings = [planned(case, by) for _ in range(3)]
        for meeting in meetings:
            named(meeting, cast.worker, by)
        hold_meeting(meeting=meetings[0].pk, by=by, at=now())
    with acting(cast.worker) as by:
        first = queries.sittings_of(Viewer(by), at=now())
        rest = queries.sittings_of(Viewer(by), at=now(), cursor=first.next)
        assert [len(first.rows), len(rest.rows), rest.next] == [2, 1, ""]
        assert {row.pk for row in [*first.rows, *rest.rows]} == {meeting.pk for meeting in meetings}
        assert queries.how_they_went([*first.rows, *rest.rows]) == {meetings[0].pk: "held"}


def test_a_meeting_that_somebody_else_leads_is_ahead_of_me_until_it_is_called_off(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    def ahead(user: User) -> list[Meeting]:
        with acting(user) as by:
            return queries.sittings_ahead(Viewer(by), now(), now() + timedelta(days=14), at=now())

    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        named(meeting, cast.worker, by)
        named(meeting, cast.other_youth_officer, by)
    assert [ahead(user) for user in (cast.worker, cast.other_youth_officer)] == [[meeting], [meeting]]
    assert [ahead(user) for user in (cast.youth_officer, cast.other_worker, cast.colleague)] == [[], [], []]

    with acting(cast.youth_officer) as by:
        call_off_meeting(meeting=meeting.pk, by=by, at=now())
    assert ahead(cast.worker) == []


def test_a_meeting_stands_on_the_desk_of_a_partner_who_takes_part_and_on_no_other(
    cast: Cast, case: Measure, acting: Acting, signed_in: SignedIn
) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        named(meeting, cast.worker, by)

    [line] = signed_in(cast.worker).get("/").context["desk"].waiting
    assert (line.title, line.url) == ("Agreement meeting", reverse("diversion:meeting", args=[meeting.pk]))
    assert "The library, room 2" in line.detail
    assert "Tessa" not in line.detail
    assert signed_in(cast.other_worker).get("/").context["desk"].waiting == []
    listed = signed_in(cast.worker).get(reverse("diversion:meetings")).content.decode()
    assert "The library, room 2" in listed


def test_of_many_referrals_those_that_wait_longest_are_shown_and_the_others_are_counted(
    cast: Cast, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("offramp.diversion.web.cases.WAITING_AT_ONCE", 1)
    kept = [considered(cast) for _ in range(3)]
    page = signed_in(cast.youth_officer).get(reverse("diversion:cases"))
    assert [course.measure_id for course, _due, _form in page.context["waiting"]] == [kept[0].pk]
    assert "2 others wait, not as long." in page.content.decode()
