"""The years of PACE in the training city hang together: nobody is at two places, and everything comes in its order."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TypeVar
from uuid import UUID

import pytest
from django.db.models import Model

from offramp.accounts.models import Posting
from offramp.config.city.city import City
from offramp.config.city.lives.pace.members import Career, careers
from offramp.config.city.loading import SEED, found
from offramp.config.city.moments import day_of
from offramp.config.city.present.pace import write_pace
from offramp.engagement.enums import HOLDING, Course, How, Method, Owner, Place, Standing, State, Way
from offramp.engagement.models import (
    Absence,
    Assignment,
    Attendance,
    Concern,
    Debrief,
    Entry,
    Introduction,
    Invitation,
    Member,
    Need,
    Organisation,
    Promise,
    Release,
    Swap,
    Tongue,
    Training,
)
from offramp.engagement.rules.rostering import Candidate, Held, Occasion, Span, Weekly, Where, why_not

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
M = TypeVar("M", bound=Model)


@pytest.fixture(scope="module")
def city() -> City:
    built = found(NOW)
    write_pace(built, SEED)
    return built


def all_of(city: City, model: type[M]) -> list[M]:
    return city.book.where(model, lambda _row: True)


def usernames(city: City) -> dict[UUID, str]:
    return {user: username for username, user in city.ground.users.items()}


def held(city: City) -> dict[UUID, list[Assignment]]:
    """Return the places each member holds, or held to the end."""
    places: dict[UUID, list[Assignment]] = defaultdict(list)
    for row in all_of(city, Assignment):
        if row.place in HOLDING:
            places[row.member_id].append(row)
    return places


def test_forty_are_members_and_a_few_help(city: City) -> None:
    there = [row for row in all_of(city, Member) if row.left_at is None]
    standings = Counter(row.standing for row in there)

    assert standings[Standing.APPROVED] == 40
    assert 1 <= len(there) - 40 <= 4
    assert len({row.rank for row in there}) >= 5
    assert len({row.division_id for row in there}) == 7
    assert len({row.language for row in all_of(city, Tongue)}) >= 20


def test_no_member_goes_against_a_hard_rule_of_the_roster(city: City) -> None:
    branches = {key: branch for branch, parts in city.ground.neighbourhoods.items() for _name, key in parts}
    facts = {career.username: career for career in careers(NOW, SEED).values()}
    needs = {row.invitation_id: row for row in all_of(city, Need)}
    names = usernames(city)
    checked = 0
    for places in held(city).values():
        for row in places:
            occasion = _occasion(city, row.invitation, needs[row.invitation_id], branches)
            candidate = _candidate(city, facts[names[row.user_id]], row, places, branches)
            assert why_not(occasion, candidate) == (), (names[row.user_id], row.invitation.starts_at)
            checked += 1
    assert checked > 1200


def _occasion(city: City, event: Invitation, need: Need, branches: dict[UUID, str]) -> Occasion:
    return Occasion(
        event.pk, event.starts_at, event.minutes, _where(city, event, branches),
        courses=[Course(name) for name in need.courses], at_least=need.at_least, at_most=need.at_most,
    )  # fmt: skip


def _where(city: City, event: Invitation, branches: dict[UUID, str]) -> Where:
    found_in = event.neighbourhood_id
    return Where(found_in, city.ground.branches[branches[found_in]] if found_in else None)


def _candidate(
    city: City, career: Career, row: Assignment, places: list[Assignment], branches: dict[UUID, str]
) -> Candidate:
    """Return a member as the rules would have known them on the day: trainings done by then, other places nearby."""
    day = day_of(row.invitation.starts_at)
    near = [other for other in places if abs(day_of(other.invitation.starts_at) - day) <= timedelta(days=1)]
    return Candidate(
        row.member_id, career.plan.name, courses=dict(_held_then(career, day)),
        absences=[Span(away.starts_at, away.ends_at) for away in career.away],
        weekly=[Weekly(one.weekday, one.starts, one.ends, one.first_on) for one in career.weekly],
        held=[Held(other.invitation_id, _span(other.invitation), _where(city, other.invitation, branches))
              for other in near],
        left_at=row.member.left_at,
    )  # fmt: skip


def _held_then(career: Career, day: date) -> Iterator[tuple[Course, date | None]]:
    yield from ((one.course, one.expires_on) for one in career.trainings if one.done_on <= day)


def _span(event: Invitation) -> Span:
    return Span(event.starts_at, event.starts_at + timedelta(minutes=event.minutes))


def test_nobody_goes_before_joining_but_who_helps_once(city: City) -> None:
    names, facts = usernames(city), careers(NOW, SEED)
    helping: Counter[str] = Counter()
    for places in held(city).values():
        for row in places:
            career = facts[names[row.user_id]]
            assert row.asked_at > career.since
            if not career.goes(row.invitation.starts_at):
                assert row.how == How.BY_HAND
                helping[career.username] += 1

    assert set(helping.values()) == {1}


def test_every_account_of_a_member_was_in_office_when_they_were_asked(city: City) -> None:
    since = {row.user_id: row.starts_at for row in all_of(city, Posting)}

    assert all(since[row.user_id] <= row.asked_at for row in all_of(city, Assignment))
    assert all(since[row.user_id] <= row.since for row in all_of(city, Member))


def test_places_answers_releases_and_calendars_are_in_order(city: City) -> None:
    for row in all_of(city, Assignment):
        assert row.asked_at < row.invitation.starts_at
        assert row.answered_at is None or row.asked_at <= row.answered_at < min(row.invitation.starts_at, NOW)
        assert (row.answered_at is None) == (row.answered_by == "") == (row.place in {Place.ASKED, Place.WISHED})
    for release in all_of(city, Release):
        answered = release.answered_at
        assert answered is None or release.asked_at < answered < min(release.invitation.starts_at, NOW)
    entries = {row.assignment_id: row for row in all_of(city, Entry)}
    for row in all_of(city, Assignment):
        entry = entries.get(row.pk)
        holds = row.place in HOLDING
        assert (entry is not None and entry.method == Method.REQUEST) == holds
        mailed = 0 if holds or row.answered_by == Way.MAIL else 1
        assert entry is None or (entry.sequence, entry.mailed_sequence) == (0 if holds else 1, mailed)


def test_no_event_has_more_members_than_it_takes(city: City) -> None:
    needs = {row.invitation_id: row for row in all_of(city, Need)}
    going = Counter(row.invitation_id for row in all_of(city, Assignment) if row.place in HOLDING)

    assert all(count <= needs[event].at_most for event, count in going.items())


def test_debriefs_are_told_by_who_was_there_after_the_event(city: City) -> None:
    debriefs, there = all_of(city, Debrief), all_at(city)
    for row in debriefs:
        ends_at = row.invitation.starts_at + timedelta(minutes=row.invitation.minutes)
        mine = [one for one in there[row.invitation_id] if one.assignment.user_id == row.told_by_id]
        assert row.invitation.state == State.ACCEPTED
        assert ends_at < row.told_at < NOW
        assert [one.attended for one in mine] == [row.took_place]
    over = [row for row in all_of(city, Invitation) if row.state == State.ACCEPTED and row.starts_at < NOW]
    assert 0.9 < len(debriefs) / len(over) < 1


def all_at(city: City) -> dict[UUID, list[Attendance]]:
    found_at: dict[UUID, list[Attendance]] = defaultdict(list)
    for row in all_of(city, Attendance):
        found_at[row.invitation_id].append(row)
    return found_at


def test_concerns_come_from_debriefed_events_and_go_their_way_in_order(city: City) -> None:
    told = {row.invitation_id: row.told_at for row in all_of(city, Debrief)}
    concerns = all_of(city, Concern)
    for row in concerns:
        assert row.heard_at == told[row.invitation_id]
        said = row.answered_at or row.reopened_at
        moments = [row.heard_at, row.told_at, said]
        assert all(one < other for one, other in pairwise(moment for moment in moments if moment))
        assert (row.owner == "") == (row.due_on is None) == (row.theme is None)
        assert row.told_at is None or row.owner
    today = day_of(NOW)
    assert {row.owner for row in concerns} >= set(Owner)
    assert any(row.due_on and row.due_on < today and row.told_at is None for row in concerns)
    assert any(row.told_at and not row.answered_at and not row.reopened_at for row in concerns)
    assert sum(row.answered_at is not None for row in concerns) > len(concerns) * 0.8
    assert any(not row.owner for row in concerns)


def test_promises_are_kept_after_they_were_made_and_introductions_met_or_not(city: City) -> None:
    promises, bridges = all_of(city, Promise), all_of(city, Introduction)

    assert all(row.made_at < row.kept_at < NOW for row in promises if row.kept_at)
    assert all(day_of(row.made_at) <= row.due_on for row in promises)
    assert {row.met for row in bridges} == {None, True, False}
    assert all(row.made_at < row.met_told_at < NOW for row in bridges if row.met_told_at)


def test_organisations_speak_for_communities(city: City) -> None:
    organisations = all_of(city, Organisation)

    assert len(organisations) == 60
    assert all(row.communities for row in organisations)
    assert len({name for row in organisations for name in row.communities}) >= 25


def test_a_member_finds_a_question_an_event_ahead_a_debrief_that_is_due_and_a_promise_that_is_late(city: City) -> None:
    nguyen = city.ground.users["nguyen"]
    mine = [row for row in all_of(city, Assignment) if row.user_id == nguyen]
    told = {row.invitation_id for row in all_of(city, Debrief)}
    soon = [row for row in all_of(city, Training) if row.user_id == nguyen and row.course == Course.BIAS]

    assert sum(row.place == Place.ASKED and row.invitation.starts_at > NOW for row in mine) == 2
    assert sum(row.place == Place.CONFIRMED and row.invitation.starts_at > NOW for row in mine) >= 1
    assert [
        (NOW - row.invitation.starts_at).days < 3
        for row in mine
        if row.place == Place.CONFIRMED
        and row.invitation.starts_at < NOW - timedelta(hours=6)
        and row.invitation_id not in told
        and row.invitation.starts_at > NOW - timedelta(days=30)
    ] == [True]
    assert max(row.expires_on for row in soon if row.expires_on) == day_of(NOW) + timedelta(days=12)
    late = [row for row in all_of(city, Promise) if row.made_by_id == nguyen and row.kept_at is None]
    assert min(row.due_on for row in late) == day_of(NOW) - timedelta(days=1)


def test_a_colleague_offers_a_place_to_a_member_who_can_go(city: City) -> None:
    [swap] = all_of(city, Swap)

    assert swap.to.user_id == city.ground.users["nguyen"]
    assert swap.assignment.place == Place.CONFIRMED
    assert swap.offered_at < NOW < swap.invitation.starts_at


def test_an_event_in_six_days_lacks_members(city: City) -> None:
    [event] = [
        row for row in all_of(city, Invitation)
        if day_of(row.starts_at) == day_of(NOW) + timedelta(days=6) and row.state == State.ACCEPTED
    ]  # fmt: skip
    places = [row.place for row in all_of(city, Assignment) if row.invitation_id == event.pk]

    assert places
    assert Place.CONFIRMED not in places


def test_weekly_hours_and_days_away_are_said_by_members_who_are_there(city: City) -> None:
    left = {row.pk for row in all_of(city, Member) if row.left_at}

    assert all(row.member_id not in left for row in all_of(city, Absence))
    assert any(row.weekday is not None for row in all_of(city, Absence))
    assert any(row.ends_at and row.ends_at > NOW for row in all_of(city, Absence))
