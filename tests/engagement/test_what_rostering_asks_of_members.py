"""The facts of members as the rules of the roster take them: complete, of the right time, in the same few queries."""

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from offramp.accounts.models import User
from offramp.engagement.actions import joining
from offramp.engagement.actions import members as actions
from offramp.engagement.actions.members import Kind
from offramp.engagement.enums import Course, Level, Place, Standing, Verdict
from offramp.engagement.models import Invitation, Member
from offramp.engagement.queries.members import candidates_for
from offramp.engagement.rules.rostering import Candidate, Span, Weekly
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import acting_as
from tests.engagement.member_scene import account, at_event, member, placed, speaks, trained
from tests.engagement.scene import decided, in_days, received


def accepted(cast: Cast, days: int, organisation: str = "Rotary") -> Invitation:
    row = received(days, organisation_name=organisation, place="Wîhkwêntôwin")
    decided(row, Verdict.ACCEPT, cast.coordinator)
    with acting_as(cast.coordinator):
        return Invitation.objects.get(pk=row.pk)


def facts(
    cast: Cast, event: Invitation, *, reader: User | None = None, only: Collection[UUID] | None = None
) -> dict[str, Candidate]:
    """Return each candidate for an event by name, as the coordinator gets them, or another reader."""
    with acting_as(reader or cast.coordinator) as by:
        found = candidates_for(
            Viewer(by), starts_at=event.starts_at, ends_at=event.starts_at + timedelta(hours=2), uncounted=[event.pk],
            only=only,
        )  # fmt: skip
    return {one.name: one for one in found}


def test_a_member_comes_with_what_they_can_know_and_wish(cast: Cast) -> None:
    one, event = member(cast), accepted(cast, 40)
    speaks(cast, one, "som", Level.FIRST)
    trained(cast, one, Course.BIAS, ends_in=10)
    latest = trained(cast, one, Course.BIAS, ends_in=500)
    trained(cast, one, Course.EMPATHY, ends_in=None)
    trained(cast, one, Course.EMPATHY, ends_in=30)
    with acting_as(cast.coordinator) as by:
        actions.change_wishes(
            member=one.pk, version=fresh_version(one), wished_load=4, communities=["Somali"], supervisor_name="",
            supervisor_email="", by=by, at=now(),
        )  # fmt: skip

    [found] = facts(cast, event).values()

    assert (found.id, found.languages, found.communities, found.wished_load) == (
        one.pk, {"som": Level.FIRST}, ["Somali"], 4,
    )  # fmt: skip
    assert found.courses == {Course.BIAS: latest.expires_on, Course.EMPATHY: None}
    assert (found.division, found.mentor, found.is_newcomer, found.left_at) == (cast.west.pk, None, True, None)


def fresh_version(one: Member) -> int:
    return Member.objects.values_list("version", flat=True).get(pk=one.pk)


def test_a_time_away_counts_where_it_meets_the_event_and_until_it_is_taken_back(cast: Cast) -> None:
    one, event = member(cast), accepted(cast, 40)
    day = localdate(event.starts_at)
    with acting_as(cast.coordinator) as by:
        met = actions.say_away(member=one.pk, starts_at=in_days(39), ends_at=in_days(41), by=by, at=now())
        actions.say_away(member=one.pk, starts_at=in_days(50), ends_at=in_days(51), by=by, at=now())
        weekly: dict[str, Any] = {"weekday": 2, "starts": time(8), "ends": time(16), "first_on": date(2020, 1, 1)}
        actions.say_away_weekly(member=one.pk, **weekly, by=by, at=now())
        actions.say_away_weekly(member=one.pk, **weekly, last_on=day - timedelta(days=9), by=by, at=now())

    first = facts(cast, event)[cast.pace_member.name]
    with acting_as(cast.coordinator) as by:
        actions.take_back(member=one.pk, kind=Kind.AWAY, row=met.pk, by=by, at=now())
    second = facts(cast, event)[cast.pace_member.name]

    assert first.absences == [Span(in_days(39), in_days(41))]
    assert first.weekly == [Weekly(2, time(8), time(16), date(2020, 1, 1), None)]
    assert second.absences == []


def test_places_count_as_held_wished_or_declined_and_the_event_itself_in_no_load(cast: Cast) -> None:
    one, event = member(cast), accepted(cast, 40)
    held = placed(cast, one, event)
    beside = placed(cast, one, accepted(cast, 41, "Elders"), Place.ASKED)
    for n, place in enumerate((Place.WISHED, Place.DECLINED, Place.DROPPED, Place.REMOVED)):
        placed(cast, one, accepted(cast, 42, f"Circle {n}"), place)
    with acting_as(cast.coordinator):
        names = dict(Invitation.objects.values_list("pk", "organisation_name"))

    [found] = facts(cast, event).values()

    same_month = localdate(event.starts_at).month == localdate(in_days(41)).month
    same_year = localdate(event.starts_at).year == localdate(in_days(41)).year
    assert {names[row.occasion] for row in found.held} == {"Rotary", "Elders"}
    assert found.held[0].span == Span(event.starts_at, event.starts_at + timedelta(minutes=120))
    assert found.held[0].where.branch == cast.downtown.pk
    assert (found.load_month, found.load_year) == (int(same_month), int(same_year))
    assert {names[key] for key in found.wishes} == {"Circle 0"}
    assert {names[key] for key in found.declined} == {"Circle 1", "Circle 2"}
    assert (held.place, beside.place) == (Place.CONFIRMED, Place.ASKED)


def test_a_place_at_what_was_called_off_counts_for_nothing(cast: Cast) -> None:
    one, event, off = member(cast), accepted(cast, 40), accepted(cast, 41, "Elders")
    placed(cast, one, off)
    with acting_as(cast.coordinator):
        Invitation.objects.filter(pk=off.pk).update(state="cancelled")

    [found] = facts(cast, event).values()

    assert (found.held, found.load_year) == ([], 0)


def test_who_was_there_before_is_known_by_organisation_and_no_newcomer(cast: Cast) -> None:
    one, event = member(cast), accepted(cast, 40)
    for n in range(3):
        at_event(cast, one, accepted(cast, 50 + n), days_ago=10 + n)

    [found] = facts(cast, event).values()

    assert (found.visits, found.is_newcomer) == ({event.organisation_id: 3}, False)


def test_who_left_or_has_no_account_is_no_candidate(cast: Cast) -> None:
    member(cast)
    gone, closed = (member(cast, account(name, name, cast)) for name in ("gone", "closed"))
    with acting_as(cast.coordinator) as by:
        joining.leave(member=gone.pk, by=by, at=now())
    User.objects.filter(pk=closed.user_id).update(is_active=False)

    assert list(facts(cast, accepted(cast, 40))) == [cast.pace_member.name]


def test_a_member_gets_their_own_facts_and_no_colleagues(cast: Cast) -> None:
    one, other = member(cast), member(cast, account("other", "Cst. Other", cast), standing=Standing.HELPED)
    for row in (one, other):
        speaks(cast, row, "som")
        trained(cast, row)
    event = accepted(cast, 40)

    seen = facts(cast, event, reader=cast.pace_member)
    own = facts(cast, event, reader=cast.pace_member, only=[one.pk])

    assert {name: (list(row.languages), list(row.courses)) for name, row in seen.items()} == {
        cast.pace_member.name: (["som"], [Course.BIAS]), "Cst. Other": ([], []),
    }  # fmt: skip
    assert list(own) == [cast.pace_member.name]


def test_one_candidate_and_three_take_the_same_queries(cast: Cast) -> None:
    event, counts = accepted(cast, 40), []
    for wanted in (1, 2):
        for n in range(wanted):
            one = member(cast, account(f"m{wanted}{n}", f"Cst. {wanted}{n}", cast))
            speaks(cast, one, "som")
            trained(cast, one)
            placed(cast, one, event)
        with CaptureQueriesContext(connection) as seen:
            assert len(facts(cast, event)) in (1, 3)
        counts.append(len(seen))

    assert counts[0] == counts[1]
