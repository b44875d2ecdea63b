"""Somebody leaves: with their last office in a unit end their seats and all that was opened to them, at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Basis, Category, Role
from offramp.access.queries import grants_in_force, readable
from offramp.accounts.models import Posting, User
from offramp.audit.models import Entry
from offramp.casework.actions import cover, end_seat, end_work_of_leavers, seat, take_seat, write_note
from offramp.casework.jobs import end_seats_of_leavers
from offramp.casework.models import Note, Seat
from offramp.casework.queries import care_team_of, left_alone, past_seats_of, seats_in_force
from offramp.consent.actions import record_consent
from offramp.desk.actions import Office, close_account, end_office, give_office, reopen_account
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Viewer
from tests.casework.files import CANARY, in_care, triaging, with_case
from tests.casework.young import YoungUnit, a_young_person, a_young_unit
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import Scene, for_officers

Leave = Callable[[Cast, Acting, User], None]


def by_the_end_of_their_office(cast: Cast, acting: Acting, user: User) -> None:
    posting = Posting.objects.get(user=user, ends_at__isnull=True)
    with acting(cast.administrator) as by:
        end_office(posting=posting.pk, by=by, at=now())


def by_the_end_of_their_account(cast: Cast, acting: Acting, user: User) -> None:
    with acting(cast.administrator) as by:
        close_account(user=user.pk, by=by, at=now())


def come_back(cast: Cast, acting: Acting, user: User, role: Role = Role.NAVIGATOR) -> None:
    """Open the account again and post its user for another agency."""
    with acting(cast.administrator) as by:
        reopen_account(user=user.pk, by=by, at=now())
        office = Office(role, agency=cast.clinic.pk, team=cast.west_team.pk)
        give_office(user=user.pk, office=office, by=by, at=now())


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    """Somebody in care: the navigator wrote down what she told, and the officer sees health by consent."""
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        write_note(person=person, text=CANARY, by=by, at=now())
        write_note(person=person, text=CANARY, category=Category.HEALTH, source="Herself", by=by, at=now())
        said = for_officers(Scene(cast, acting, person), Category.HEALTH)
        record_consent(person=person, terms=said, by=by, at=now())
    return person


def seen_of(acting: Acting, user: User, person: UUID, unit: UUID) -> tuple[set[Category], int]:
    """Return what is open to somebody, and how many notes of others they read in SQL."""
    with acting(user) as by:
        notes = Note.objects.filter(person=person).exclude(written_by=user).count()
        return set(readable(by, subject=person, unit=unit, at=now())), notes


@pytest.mark.parametrize("leave", [by_the_end_of_their_office, by_the_end_of_their_account])
def test_who_left_and_came_back_for_another_agency_reads_nothing_of_their_old_people(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID, leave: Leave
) -> None:
    with acting(cast.officer):
        triaging(person, cast.other_navigator)
    with acting(cast.supervisor) as by:
        take_seat(person=person, reason="Stands in", by=by, at=now())
    before = {user: seen_of(acting, user, person, cast.help.pk) for user in (cast.navigator, cast.other_navigator)}

    for user in before:
        leave(cast, acting, user)
        come_back(cast, acting, user)

    assert {frozenset(seen) for seen, _notes in before.values()} == {frozenset(Category)}
    for user in before:
        assert seen_of(acting, user, person, cast.help.pk) == ({Category.IDENTITY, Category.SAFETY}, 0)
        assert CANARY not in signed_in(user).get(reverse("desk:record", args=[person])).content.decode()


@pytest.mark.parametrize("leave", [by_the_end_of_their_office, by_the_end_of_their_account])
def test_an_officer_who_left_sees_nothing_more_by_the_consent_that_opened_it(
    cast: Cast, acting: Acting, person: UUID, leave: Leave
) -> None:
    before, _notes = seen_of(acting, cast.officer, person, cast.help.pk)

    leave(cast, acting, cast.officer)
    come_back(cast, acting, cast.officer, Role.HELP_OFFICER)

    assert Category.HEALTH in before
    assert seen_of(acting, cast.officer, person, cast.help.pk) == (
        {Category.IDENTITY, Category.SAFETY, Category.CONTACT_LOG}, 0,
    )  # fmt: skip


@pytest.mark.parametrize("leave", [by_the_end_of_their_office, by_the_end_of_their_account])
def test_the_care_team_shows_that_they_left_and_the_log_says_who_ended_it(
    cast: Cast, acting: Acting, person: UUID, leave: Leave
) -> None:
    [seat] = _seats(acting, cast.navigator, person, cast.navigator)

    leave(cast, acting, cast.navigator)

    with acting(cast.officer) as by:
        assert [held.user for held in care_team_of(Viewer(by), person)] == [cast.officer]
        [past] = past_seats_of(Viewer(by), person)
    assert (past.pk, past.ended_by) == (seat, cast.administrator)
    with acting(cast.privacy):
        ended = Entry.objects.filter(verb="casework.seat_ended").values_list("subject", "about", "actor")
        assert list(ended) == [(seat, person, cast.administrator.pk)]


def _seats(acting: Acting, reader: User, person: UUID, whose: User) -> list[UUID]:
    with acting(reader):
        return list(Seat.objects.filter(person=person, user=whose).values_list("pk", flat=True))


def test_who_left_may_be_seated_again_and_sees_what_the_new_seat_opens(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    by_the_end_of_their_account(cast, acting, cast.navigator)
    come_back(cast, acting, cast.navigator)

    with acting(cast.supervisor) as by:
        seat(person=person, user=cast.navigator.pk, reason="Knows her", by=by, at=now())

    assert seen_of(acting, cast.navigator, person, cast.help.pk)[0] == set(Category)


def test_one_of_two_offices_in_a_unit_ends_and_the_seat_stays(cast: Cast, acting: Acting, person: UUID) -> None:
    with acting(cast.administrator) as by:
        lead = Office(Role.NAVIGATOR_LEAD, agency=cast.shelter.pk, team=cast.downtown_team.pk)
        give_office(user=cast.navigator.pk, office=lead, by=by, at=now())
        first = Posting.objects.get(user=cast.navigator, role=Role.NAVIGATOR)
        end_office(posting=first.pk, by=by, at=now())

    assert seen_of(acting, cast.navigator, person, cast.help.pk)[0] == set(Category)


def test_who_leaves_one_unit_keeps_their_seats_in_the_other(cast: Cast, acting: Acting, person: UUID) -> None:
    young: YoungUnit = a_young_unit(cast)
    minor = a_young_person(acting, young.navigator, young.officer)
    with acting(cast.administrator) as by:
        office = Office(Role.HELP_SUPERVISOR, team=cast.west_team.pk)
        give_office(user=young.officer.pk, office=office, by=by, at=now())
        end_office(posting=Posting.objects.get(user=young.officer, unit=cast.help).pk, by=by, at=now())

    assert Category.PLAN in seen_of(acting, young.officer, minor, young.unit.pk)[0]


def test_an_account_is_closed_at_once_though_a_case_is_left_and_those_who_may_cover_are_told(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person, _case = with_case(cast, acting)
    other, _other_case = with_case(cast, acting, "Ruth A.")
    by_the_end_of_their_account(cast, acting, cast.officer)
    with acting(cast.supervisor) as by:
        take_seat(person=other, reason="Stands in", by=by, at=now())

    by_the_end_of_their_account(cast, acting, cast.navigator)

    told = {
        cast.supervisor: "The case of Josephine M. has nobody",
        cast.lead: "Amara Okafor left, and nobody is there instead",
    }
    for user, words in told.items():
        with acting(user):
            assert [key for key, _since, _was_of in left_alone()] == [person]
        desk = signed_in(user).get("/").context["desk"]
        assert [line.title for line in desk.waiting if "nobody" in line.title] == [words]
    for user in (cast.colleague, cast.other_navigator, cast.privacy, cast.administrator, cast.worker):
        with acting(user):
            assert left_alone() == []


def test_who_covers_takes_the_case_that_was_left_off_every_desk(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person, _case = with_case(cast, acting)
    for user in (cast.officer, cast.navigator):
        by_the_end_of_their_account(cast, acting, user)
    client = signed_in(cast.lead)
    [line] = [line for line in client.get("/").context["desk"].waiting if "nobody" in line.title]

    assert client.get(line.url).status_code == 200
    with acting(cast.lead) as by:
        [seat] = cover(navigator=cast.navigator.pk, reason="Nobody is left", until=localdate(), by=by, at=now())

    assert seat.person_id == person
    for user in (cast.supervisor, cast.lead):
        with acting(user):
            assert left_alone() == []


def test_a_lead_of_another_agency_is_told_of_nobody_and_covers_nobody(cast: Cast, acting: Acting) -> None:
    with_case(cast, acting)
    for user in (cast.officer, cast.navigator):
        by_the_end_of_their_account(cast, acting, user)
    Posting.objects.filter(user=cast.lead).update(agency=cast.clinic.pk)

    with acting(cast.lead) as by:
        assert left_alone() == []
        with pytest.raises(Refused):
            cover(navigator=cast.navigator.pk, reason="Nobody is left", until=localdate(), by=by, at=now())


def test_a_case_left_in_one_unit_is_told_to_no_other(cast: Cast, acting: Acting) -> None:
    young = a_young_unit(cast)
    with_case(cast, acting)
    for user in (cast.officer, cast.navigator):
        by_the_end_of_their_account(cast, acting, user)

    with acting(young.supervisor):
        assert left_alone() == []


def lapse(user: User) -> None:
    """Let the day come by which their office was to end: nobody does anything."""
    Posting.objects.filter(user=user).update(ends_at=now() - timedelta(seconds=1))


def test_an_office_that_ended_by_its_day_counts_for_nothing_before_the_hourly_job_has_run(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    with_one, _case = with_case(cast, acting, "Ruth A.")
    lapse(cast.navigator)

    with acting(cast.officer):
        [own] = seats_in_force(with_one).filter(user=cast.officer)
    with acting(cast.officer) as by, pytest.raises(Refused, match="Nobody else is on this care team"):
        end_seat(seat=own.pk, by=by, at=now())
    Posting.objects.create(
        user=cast.navigator, role=Role.NAVIGATOR, unit=cast.help, agency=cast.clinic.pk, starts_at=now()
    )
    with acting(cast.navigator) as by:
        assert readable(by, subject=person, unit=cast.help.pk, at=now()).keys() == {Category.IDENTITY, Category.SAFETY}
        assert list(grants_in_force(by, [person], at=now())) == []


def test_the_hourly_job_ends_the_seats_of_whom_an_office_ended_by_its_day_and_no_others(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    lapse(cast.navigator)

    at = now()
    for _ in range(2):
        end_seats_of_leavers(int(at.timestamp()))

    with acting(cast.officer) as by:
        assert [held.user for held in care_team_of(Viewer(by), person)] == [cast.officer]
        assert [held.user for held in past_seats_of(Viewer(by), person)] == [cast.navigator]
        assert Basis.CARE_TEAM in readable(by, subject=person, unit=cast.help.pk, at=now())[Category.PLAN]


@pytest.mark.parametrize("who", ["officer", "supervisor", "lead", "worker", "constable"])
def test_who_may_end_no_office_ends_no_seat_of_who_left_and_is_told_of_nobody(
    cast: Cast, acting: Acting, person: UUID, who: str
) -> None:
    lapse(cast.navigator)

    ended = {}
    for user in (getattr(cast, who), cast.administrator):
        with acting(user) as by:
            ended[user] = end_work_of_leavers(by=by, at=now())

    assert list(ended.values()) == [0, 1]


def test_who_sat_until_their_office_lapsed_was_the_last_though_somebody_else_left_before(
    cast: Cast, acting: Acting
) -> None:
    person, _case = with_case(cast, acting)
    with acting(cast.supervisor) as by:
        seat(person=person, user=cast.other_navigator.pk, reason="Of the other agency", by=by, at=now())
    for user in (cast.officer, cast.navigator):
        by_the_end_of_their_account(cast, acting, user)
    lapse(cast.other_navigator)

    with acting(cast.supervisor):
        assert [(key, was_of) for key, _since, was_of in left_alone()] == [(person, cast.other_navigator.pk)]
    with acting(cast.lead):
        assert left_alone() == []


@pytest.mark.parametrize("who", ["officer", "worker", "constable"])
def test_whoever_ends_the_work_of_leavers_ends_nobodys_who_stays(
    cast: Cast, acting: Acting, person: UUID, who: str
) -> None:
    user: Any = getattr(cast, who)
    with acting(user) as by:
        assert end_work_of_leavers(by=by, at=now()) == 0

    assert seen_of(acting, cast.navigator, person, cast.help.pk)[0] == set(Category)


def test_the_administrator_who_ends_an_office_sees_nothing_of_the_people(
    cast: Cast, signed_in: SignedIn, person: UUID
) -> None:
    client: Client = signed_in(cast.administrator)
    posting = Posting.objects.get(user=cast.navigator)
    page = client.get(f"/accounts/offices/{posting.pk}/end/")

    assert str(person) not in page.content.decode()
