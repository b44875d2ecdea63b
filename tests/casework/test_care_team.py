"""Who sits on a care team, who may change that, and what a seat opens and closes."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from offramp.access.enums import Category, Operation
from offramp.access.queries import bases_of, readable, writable
from offramp.accounts.models import User
from offramp.audit.queries import LogSieve, entries
from offramp.casework.actions import accept_case, close_case, end_seat, seat, take_seat, write_note
from offramp.casework.enums import ClosureOutcome
from offramp.casework.models import Note, Seat
from offramp.casework.queries import (
    care_team_of,
    notes_of,
    office_of,
    past_seats_of,
    seat_for,
    seats_told_to,
    to_seat,
)
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.ids import new_id
from tests.casework.files import CANARY, a_person, in_care, triaging, with_case
from tests.cast import Cast
from tests.conftest import Acting
from tests.desk.record_scene import agreed_for_officers


def test_whoever_triages_takes_a_seat_and_seats_others(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    with acting(cast.officer) as by:
        team = [(each.user.username, each.is_lead) for each in care_team_of(Viewer(by), person)]

    assert team == [("navigator", True), ("officer", False)]


def test_a_seat_opens_what_the_role_allows_and_no_more(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    a_note(cast, acting, person)

    def sees(user: User) -> tuple[int, set[Category]]:
        with acting(user) as by:
            found = readable(by, subject=person, unit=cast.help.pk, at=now())
            return len(notes_of(Viewer(by), person).rows), set(found)

    officer = {Category.IDENTITY, Category.SAFETY, Category.CONTACT_LOG, Category.WHEREABOUTS, Category.PLAN}
    assert sees(cast.navigator) == (1, set(Category))
    assert sees(cast.officer) == (0, officer)
    assert sees(cast.colleague) == (0, {Category.IDENTITY, Category.SAFETY, Category.CONTACT_LOG})
    assert sees(cast.other_navigator) == (0, {Category.IDENTITY, Category.SAFETY})
    assert sees(cast.supervisor) == (0, {Category.IDENTITY, Category.SAFETY, Category.CONTACT_LOG})
    assert sees(cast.worker) == (0, set())


@pytest.mark.parametrize("who", ["navigator", "officer", "colleague", "worker"])
def test_what_may_be_written_is_told_at_once_as_it_is_category_by_category(
    cast: Cast, acting: Acting, who: str
) -> None:
    person, at = in_care(cast, acting), now()
    with acting(getattr(cast, who)) as by:
        at_once = writable(by, subject=person, unit=cast.help.pk, at=at)
        one_by_one = {
            category: bases_of(by, Operation.WRITE, category, subject=person, unit=cast.help.pk, at=at)
            for category in Category
        }

    assert at_once == {category: bases for category, bases in one_by_one.items() if bases}
    assert (Category.PLAN in at_once) == (who in ("navigator", "officer"))


def test_nobody_off_the_team_seats_themselves(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    for user in (cast.colleague, cast.other_navigator):
        with acting(user) as by, pytest.raises(NotPermitted, match="You are not working with this person"):
            take_seat(person=person, reason="", by=by, at=now())
    for user in (cast.constable, cast.worker, cast.analyst, cast.administrator):
        with acting(user) as by, pytest.raises(NotPermitted, match="Your role does not do this"):
            take_seat(person=person, reason="", by=by, at=now())

    with acting(cast.navigator) as by:
        assert {each.user_id for each in care_team_of(Viewer(by), person)} == {cast.navigator.pk, cast.officer.pk}


def test_the_supervisor_seats_somebody_and_ends_a_seat_without_sitting_there(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    with acting(cast.supervisor) as by:
        seat(person=person, user=cast.core_navigator.pk, reason="She asked for Rose", by=by, at=now())
        [officers] = [each for each in care_team_of(Viewer(by), person) if each.user_id == cast.officer.pk]
        end_seat(seat=officers.pk, reason="Moved to days", by=by, at=now())
        seen = readable(by, subject=person, unit=cast.help.pk, at=now())

    assert Category.PLAN not in seen
    with acting(cast.core_navigator) as by:
        assert [each.user.username for each in care_team_of(Viewer(by), person)] == ["navigator", "core_navigator"]


def test_the_supervisor_of_another_unit_seats_nobody(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    cast.supervisor.postings.update(unit=cast.patrol)

    with acting(cast.supervisor) as by:
        assert care_team_of(Viewer(by), person) == []
        with pytest.raises(NotPermitted):
            seat(person=person, user=cast.core_navigator.pk, reason="", by=by, at=now())


def test_a_navigator_lead_seats_nobody_from_outside_and_is_seated_by_nobody(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    for user in (cast.other_navigator, cast.lead):
        with acting(cast.lead) as by, pytest.raises(NotPermitted):
            seat(person=person, user=user.pk, reason="Cover", by=by, at=now())
    with acting(cast.navigator) as by, pytest.raises(Refused, match="They do not work with people"):
        seat(person=person, user=cast.lead.pk, reason="Cover", by=by, at=now())


def test_an_ended_seat_closes_the_person_to_the_very_next_query(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    a_note(cast, acting, person)
    with acting(cast.officer) as by:
        leave(person, cast.navigator.pk, by)

    with acting(cast.navigator) as by:
        assert notes_of(Viewer(by), person).rows == []
        assert Note.objects.count() == 0
        assert set(readable(by, subject=person, unit=cast.help.pk, at=now())) == {Category.IDENTITY, Category.SAFETY}


def test_who_leaves_sees_nothing_more_and_is_told(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        leave(person, cast.officer.pk, by)

    with acting(cast.officer) as by:
        told = seats_told_to(Viewer(by), at=now())
        assert [(each.person_id, each.ended_by_id, each.end_reason) for each in told] == [
            (person, cast.navigator.pk, "Other shift")
        ]
        assert Category.PLAN not in readable(by, subject=person, unit=cast.help.pk, at=now())
        assert care_team_of(Viewer(by), person) == []
        assert seats_told_to(Viewer(by), at=now() + timedelta(days=8)) == []


def test_who_was_seated_by_another_is_told_and_who_took_a_seat_is_not(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    with acting(cast.officer) as by:
        assert [each.person_id for each in seats_told_to(Viewer(by), at=now())] == [person]
    with acting(cast.navigator) as by:
        assert seats_told_to(Viewer(by), at=now()) == []


def test_one_user_has_one_seat(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    with acting(cast.navigator) as by:
        with pytest.raises(Refused, match="They are on this care team already"):
            seat(person=person, user=cast.officer.pk, reason="", by=by, at=now())
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(
                person_id=person, unit=cast.help, user=cast.officer, starts_at=now(), seated_by=cast.navigator
            )


def test_only_who_works_with_people_can_be_seated(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    for user in (cast.constable, cast.worker, cast.analyst, cast.privacy, cast.stranger):
        with acting(cast.navigator) as by, pytest.raises(Refused, match="They do not work with people"):
            seat(person=person, user=user.pk, reason="", by=by, at=now())


def test_a_new_lead_takes_the_place_of_the_old(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)

    with acting(cast.navigator) as by:
        seat(person=person, user=cast.core_navigator.pk, reason="", is_lead=True, by=by, at=now())
        leads = [each.user.username for each in care_team_of(Viewer(by), person) if each.is_lead]

    assert leads == ["core_navigator"]


def test_an_open_case_is_not_left_with_nobody(cast: Cast, acting: Acting) -> None:
    person, case = with_case(cast, acting)
    with acting(cast.navigator) as by:
        leave(person, cast.officer.pk, by)
        with pytest.raises(Refused, match="Nobody else is on this care team"):
            leave(person, cast.navigator.pk, by)
        close_case(case=case.pk, outcome=ClosureOutcome.GOALS_MET, by=by, at=now())
        leave(person, cast.navigator.pk, by)

        assert [each.user.username for each in past_seats_of(Viewer(by), person)] == ["navigator"]
    with acting(cast.supervisor) as by:
        assert [each.user.username for each in past_seats_of(Viewer(by), person)] == ["navigator", "officer"]


def test_a_seat_ends_once(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        ended = leave(person, cast.officer.pk, by)
        with pytest.raises(Refused, match="They have left this care team already"):
            end_seat(seat=ended.pk, by=by, at=now())
        assert seat_for(Viewer(by), ended.pk) is None
        with pytest.raises(NotPermitted, match="There is nothing here"):
            end_seat(seat=new_id(), by=by, at=now())


def test_a_colleague_ends_no_seat(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        [mine] = [each for each in care_team_of(Viewer(by), person) if each.user_id == cast.navigator.pk]
    with acting(cast.colleague) as by, pytest.raises(NotPermitted):
        end_seat(seat=mine.pk, by=by, at=now())
    with acting(cast.navigator) as by:
        assert seat_for(Viewer(by), mine.pk) == mine


def test_who_left_cannot_end_their_own_seat_again_or_another_one(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        left = leave(person, cast.officer.pk, by)
    with acting(cast.officer) as by, pytest.raises(NotPermitted, match="You are not working with this person"):
        end_seat(seat=left.pk, by=by, at=now())


def test_seating_and_ending_leave_audit_rows_without_content(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        leave(person, cast.officer.pk, by)

    with acting(cast.privacy):
        rows = [
            row
            for row in entries(LogSieve(whom=person)).order_by("id").values_list("verb", "actor", "fields")
            if row[0].startswith("casework.")
        ]
    assert rows == [
        ("casework.seated", cast.navigator.pk, ["user"]),
        ("casework.seated", cast.navigator.pk, ["user"]),
        ("casework.seat_ended", cast.navigator.pk, ["ends_at"]),
    ]


def test_whom_to_seat_are_the_units_people_workers_not_yet_there(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        names = {user.username for user in to_seat(person, unit=by.home, at=now())}

    assert names == {"colleague", "other_navigator", "core_navigator", "core_officer", "supervisor"}
    assert office_of(cast.stranger.pk, unit=cast.help.pk, at=now()) is None


def test_an_accepting_officer_sits_on_the_team(cast: Cast, acting: Acting) -> None:
    person = a_person(cast, acting)
    with acting(cast.officer) as by:
        triaging(person, cast.officer)
        accept_case(person=person, team=cast.downtown_team.pk, seats=[cast.navigator.pk], reason="", by=by, at=now())
        team = [(each.user.username, each.is_lead) for each in care_team_of(Viewer(by), person)]

    assert team == [("officer", True), ("navigator", False)]


def a_note(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.navigator) as by:
        write_note(person=person, text=CANARY, by=by, at=now())


def leave(person: UUID, user: UUID, by: Actor) -> Seat:
    held = Seat.objects.get(person=person, user=user, ends_at__isnull=True)
    return end_seat(seat=held.pk, reason="Other shift", by=by, at=now())


def test_an_officer_who_joins_sees_what_the_person_lets_officers_see_until_they_leave(
    cast: Cast, acting: Acting
) -> None:
    person = in_care(cast, acting)
    a_note(cast, acting, person)
    agreed_for_officers(cast, acting, person)
    with acting(cast.navigator) as by:
        seat(person=person, user=cast.colleague.pk, reason="", by=by, at=now())

    def notes() -> list[str]:
        with acting(cast.colleague) as by:
            return [note.text for note in notes_of(Viewer(by), person).rows]

    assert notes() == [CANARY]
    with acting(cast.navigator) as by:
        leave(person, cast.colleague.pk, by)
    assert notes() == []
