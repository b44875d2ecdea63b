"""Members come to the roster, climb the ladder, and leave; what they held goes back, and everything is written down."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from offramp.access.enums import Role
from offramp.accounts.models import Posting
from offramp.accounts.queries import postings_of
from offramp.audit.models import Entry as Audited
from offramp.engagement.actions import joining
from offramp.engagement.actions.calendars import tell
from offramp.engagement.actions.clerk import in_the_units_name
from offramp.engagement.enums import HOLDING, Method, Place, Standing, Verdict, Way
from offramp.engagement.models import Assignment, Entry, LadderStep, Member, Particulars, Swap
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting, acting_as
from tests.engagement.member_scene import account, at_event, fresh, member, placed, trained
from tests.engagement.scene import decided, received

S = Standing


def steps_of(cast: Cast, one: Member) -> dict[str, tuple[str, str]]:
    with acting_as(cast.coordinator):
        rows = LadderStep.objects.filter(member=one).select_related("taken_by")
        return {row.standing: (row.taken_by.name if row.taken_by else "", row.note) for row in rows}


def step(cast: Cast, one: Member, standing: Standing, **more: Any) -> None:
    with acting_as(cast.coordinator) as by:
        joining.take_step(member=one.pk, standing=standing, by=by, at=now(), **more)


def test_a_helper_of_a_division_gets_an_office_and_a_page(cast: Cast, acting: Acting) -> None:
    constable = account("cook", "Cst. Ada Cook", cast)

    row = member(cast, constable, standing=S.HELPED, rank=" Constable ")

    offices = [posting.role for posting in postings_of(constable.pk, at=now())]
    assert (row.rank, row.division, row.standing, offices) == (
        "Constable", cast.west, S.HELPED, [Role.PATROL_OFFICER, Role.PACE_MEMBER],
    )  # fmt: skip
    assert steps_of(cast, row) == {}
    with acting(cast.coordinator):
        assert Particulars.objects.get(member=row).wished_load == 2
    with acting(cast.privacy):
        assert Audited.objects.filter(verb="member.added", subject=row.pk, actor=cast.coordinator.pk).count() == 1


def test_who_has_the_office_keeps_the_one_they_have(cast: Cast) -> None:
    row = member(cast)

    assert Posting.objects.filter(user=cast.pace_member, role=Role.PACE_MEMBER).count() == 1
    assert (row.standing, steps_of(cast, row)) == (S.APPROVED, {S.APPROVED: (cast.coordinator.name, "")})


def test_nobody_is_added_twice_and_only_accounts_of_the_service_are(cast: Cast) -> None:
    member(cast)

    for user in (cast.pace_member, cast.worker, cast.navigator, cast.stranger):
        with pytest.raises(Refused, match="on the roster already"):
            member(cast, user)


def test_a_helper_climbs_the_ladder_step_by_step(cast: Cast, acting: Acting) -> None:
    constable = account("cook", "Cst. Ada Cook", cast)
    row = member(cast, constable, standing=S.HELPED)
    event = received(40, title="Summer table")
    posting = Posting.objects.get(user=constable, role=Role.PACE_MEMBER).pk
    with acting_as(constable, posting=posting) as by, pytest.raises(Refused, match="not helped at an event"):
        joining.ask_to_join(member=row.pk, by=by, at=now())
    at_event(cast, row, event)

    with acting_as(constable, posting=posting) as by:
        joining.ask_to_join(member=row.pk, by=by, at=now())
    with pytest.raises(Refused, match="not trained yet"):
        step(cast, row, S.APPROVED)
    trained(cast, row)
    step(cast, row, S.TRAINED, note="All three days")
    step(cast, row, S.APPROVED)

    day = f"{(now() - timedelta(days=3)).astimezone():%Y}"
    told = steps_of(cast, row)
    assert list(told) == [S.HELPED, S.ASKED, S.TRAINED, S.APPROVED]
    assert (told[S.HELPED][0], told[S.TRAINED]) == ("Cst. Ada Cook", (cast.coordinator.name, "All three days"))
    helped = told[S.HELPED][1]
    assert (helped.split(", ")[0], helped[-4:]) == ("Summer table", day)
    assert fresh(cast, row).standing == S.APPROVED
    with acting(cast.privacy):
        verbs = set(Audited.objects.filter(subject=row.pk).values_list("verb", flat=True))
    assert verbs == {"member.added", "member.asked", "member.trained", "member.approved"}


def test_rank_division_and_mentor_change_and_two_editors_are_told(cast: Cast) -> None:
    mentor, row = member(cast, account("mentor", "Sgt. Mo", cast)), member(cast)
    version = fresh(cast, row).version

    def change(**about: Any) -> None:
        usual = {"rank": "Sergeant", "division": cast.downtown.pk, "mentor": mentor.pk, "version": version}
        with acting_as(cast.coordinator) as by:
            joining.change_post(member=row.pk, by=by, at=now(), **{**usual, **about})

    change()
    with pytest.raises(Refused, match="changed meanwhile"):
        change(rank="Chief")
    for other, said in ((row.pk, "own mentor"), (new_id(), "approved member")):
        with pytest.raises(Refused, match=said):
            change(mentor=other, version=version + 1)

    now_there = fresh(cast, row)
    assert (now_there.rank, now_there.division_id, now_there.mentor_id) == ("Sergeant", cast.downtown.pk, mentor.pk)


def test_leaving_gives_places_up_and_tells_the_calendar(cast: Cast, acting: Acting) -> None:
    row = member(cast)
    mentee = member(cast, account("new", "Cst. New", cast))
    version = fresh(cast, mentee).version
    with acting(cast.coordinator) as by:
        joining.change_post(member=mentee.pk, rank="", division=None, mentor=row.pk, version=version, by=by, at=now())
    events = {place: received(40 + n, organisation_name=f"Circle {n}") for n, place in enumerate(Place)}
    for event in events.values():
        decided(event, Verdict.ACCEPT, cast.coordinator)
    places = {place: placed(cast, row, event, place) for place, event in events.items()}
    past = at_event(cast, row, received(60, organisation_name="Long ago"))
    colleagues = placed(cast, mentee, events[Place.DECLINED])
    with acting(cast.coordinator) as by:
        Swap.objects.create(
            invitation=colleagues.invitation, unit=cast.pace, assignment=colleagues, user_id=mentee.user_id, to=row,
            offered_at=now(),
        )  # fmt: skip
        tell(assignment=places[Place.CONFIRMED], at=now())
        given_up = joining.leave(member=row.pk, by=by, at=now())

    with acting(cast.coordinator):
        after = {held.pk: held.place for held in Assignment.objects.all()}
        entry = Entry.objects.get(assignment=places[Place.CONFIRMED])
        dropped = Assignment.objects.get(pk=places[Place.ASKED].pk)
        offer = Swap.objects.get()
    kept = {place for place, held in places.items() if after[held.pk] == place}
    assert (given_up, kept) == (3, {Place.DECLINED, Place.DROPPED, Place.REMOVED})
    assert {after[places[place].pk] for place in (*HOLDING, Place.WISHED)} == {Place.DROPPED}
    assert (after[past.pk], dropped.answered_by, entry.method) == (Place.CONFIRMED, Way.COORDINATOR, Method.CANCEL)
    assert (fresh(cast, row).left_at is not None, fresh(cast, mentee).mentor_id) == (True, None)
    assert (offer.ended_at is not None, offer.taken, after[colleagues.pk]) == (True, False, Place.CONFIRMED)
    assert postings_of(cast.pace_member.pk, at=now()).count() == 0


def test_who_was_added_by_somebody_else_meanwhile_is_not_added_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = member(cast)
    monkeypatch.setattr(joining, "account_to_add", lambda _user, at: cast.pace_member)  # as it was a moment before

    with pytest.raises(Refused, match="on the roster already"):
        member(cast)
    assert fresh(cast, row).version == row.version


def test_what_the_database_refuses_in_the_units_name_is_what_is_said(cast: Cast, acting: Acting) -> None:
    with (
        pytest.raises(DatabaseError, match="division by zero"),
        acting(cast.pace_member) as by,
        in_the_units_name(by=by, at=now()),
        transaction.atomic(savepoint=False),
    ):
        connection.cursor().execute("SELECT 1 / 0")


def test_who_left_is_changed_no_more_and_comes_back_as_the_same_member(cast: Cast, acting: Acting) -> None:
    row = member(cast)
    with acting(cast.coordinator) as by:
        joining.leave(member=row.pk, by=by, at=now())
    with pytest.raises(Refused, match="have left"):
        step(cast, row, S.TRAINED)

    again = member(cast, standing=S.HELPED)

    assert (again.pk, fresh(cast, row).left_at, fresh(cast, row).standing) == (row.pk, None, S.APPROVED)
    assert [posting.role for posting in postings_of(cast.pace_member.pk, at=now())] == [Role.PACE_MEMBER]


@pytest.mark.parametrize("who", ["pace_member", "officer", "administrator"])
def test_only_the_coordinator_changes_the_roster(cast: Cast, acting: Acting, who: str) -> None:
    row = member(cast)

    with acting(getattr(cast, who)) as by:
        for act in (
            lambda: joining.leave(member=row.pk, by=by, at=now()),
            lambda: joining.take_step(member=row.pk, standing=S.TRAINED, by=by, at=now()),
            lambda: joining.add_member(user=cast.officer.pk, standing=S.HELPED, by=by, at=now()),
        ):
            with pytest.raises(NotPermitted):
                act()


def test_a_member_writes_no_colleague_onto_another_rung(cast: Cast, acting: Acting) -> None:
    member(cast)
    other = member(cast, account("other", "Cst. Other", cast), standing=S.HELPED)

    with acting(cast.pace_member):
        assert Member.objects.filter(pk=other.pk).update(standing=S.APPROVED) == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            LadderStep.objects.create(
                member=other, unit=cast.pace, standing=S.APPROVED, taken_at=now(), taken_by=cast.coordinator
            )
    assert fresh(cast, other).standing == S.HELPED
