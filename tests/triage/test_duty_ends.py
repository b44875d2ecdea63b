"""Triage duty ends in several ways; whatever ends it closes the linked person's file for the very next request."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from offramp.access.enums import Basis, Category
from offramp.access.queries import readable
from offramp.accounts.actions import change_teams
from offramp.casework.actions import accept_case
from offramp.casework.models import Note
from offramp.kernel.clock import now
from offramp.triage.actions import claim, close_intake, give_advice, link_person, release_claim
from offramp.triage.enums import IntakeEnd
from offramp.triage.models import Intake
from tests.casework.files import CANARY
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.triage.scenes import a_referral, a_visit, an_ask, somebody

EVERYTHING = set(Category)


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    return somebody(cast, acting).pk


@pytest.fixture
def asked(cast: Cast, acting: Acting, person: UUID) -> Intake:
    """An ask about somebody, claimed by the west team; its navigator wrote down what they were told."""
    ask = an_ask(cast, acting)
    with acting(cast.other_navigator) as by:
        claim(intake=ask.pk, team=None, is_going=False, by=by, at=now())
        link_person(intake=ask.pk, person=person, by=by, at=now())
        Note.objects.create(
            person_id=person, unit=cast.help, category=Category.SUPPORT_NOTES, text=CANARY, written_at=now(),
            written_by_id=by.user,
        )  # fmt: skip
    return ask


def opened_by_duty(cast: Cast, acting: Acting, who: str, person: UUID) -> tuple[set[Category], int]:
    """Return which categories triage duty opens to somebody, and how many notes of others they read in SQL."""
    with acting(getattr(cast, who)) as by, connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM casework_note WHERE person_id = %s AND written_by_id <> %s", [person, by.user]
        )
        notes = int(cursor.fetchone()[0])
        seen = readable(by, subject=person, unit=cast.help.pk, at=now())
    return {each for each, bases in seen.items() if Basis.TRIAGE in bases}, notes


def a_second_navigator(cast: Cast, acting: Acting) -> None:
    """Let the core team's navigator work in the west team too: off the case but by the team."""
    with acting(cast.administrator) as by:
        change_teams(user=cast.core_navigator.pk, teams=[cast.west_team.pk], by=by, at=now())


def given_back(cast: Cast, by: Any, asked: Intake) -> None:
    release_claim(intake=asked.pk, by=by, at=now())


def closed(cast: Cast, by: Any, asked: Intake) -> None:
    close_intake(intake=asked.pk, end=IntakeEnd.NOT_FOUND, by=by, at=now())


def advised_and_closed(cast: Cast, by: Any, asked: Intake) -> None:
    give_advice(intake=asked.pk, text="Let her rest.", by=by, at=now(), then_close=True)


def accepted_into_a_case(cast: Cast, by: Any, asked: Intake) -> None:
    close_intake(intake=asked.pk, end=IntakeEnd.ACCEPTED, by=by, at=now())


@pytest.mark.parametrize("ends", [given_back, closed, advised_and_closed, accepted_into_a_case])
def test_whatever_ends_it_the_team_reads_nothing_more_by_its_duty(
    cast: Cast, acting: Acting, signed_in: SignedIn, asked: Intake, person: UUID, ends: Any
) -> None:
    a_second_navigator(cast, acting)
    before = opened_by_duty(cast, acting, "core_navigator", person)
    told = signed_in(cast.core_navigator).get(reverse("desk:record", args=[person])).content.decode()

    with acting(cast.other_navigator) as by:
        ends(cast, by, asked)

    assert (before, CANARY in told) == ((EVERYTHING, 1), True)
    for who in ("core_navigator", "other_navigator", "colleague", "supervisor"):
        assert opened_by_duty(cast, acting, who, person) == (set(), 0), who
    assert CANARY not in signed_in(cast.core_navigator).get(reverse("desk:record", args=[person])).content.decode()


def test_whoever_accepts_somebody_keeps_what_their_seat_opens_and_their_team_does_not(
    cast: Cast, acting: Acting, asked: Intake, person: UUID
) -> None:
    a_second_navigator(cast, acting)

    with acting(cast.other_navigator) as by:
        accept_case(person=person, team=cast.west_team.pk, by=by, at=now())
        close_intake(intake=asked.pk, end=IntakeEnd.ACCEPTED, by=by, at=now())
        seen = readable(by, subject=person, unit=cast.help.pk, at=now())

    assert seen[Category.SUPPORT_NOTES] == {Basis.CARE_TEAM}
    assert opened_by_duty(cast, acting, "core_navigator", person) == (set(), 0)


def test_a_team_that_only_linked_somebody_reads_nothing_once_another_team_takes_it(
    cast: Cast, acting: Acting, person: UUID
) -> None:
    asked = an_ask(cast, acting)
    with acting(cast.officer) as by:
        link_person(intake=asked.pk, person=person, by=by, at=now())
    before = opened_by_duty(cast, acting, "navigator", person)

    with acting(cast.other_navigator) as by:
        claim(intake=asked.pk, team=None, is_going=False, by=by, at=now())

    assert before[0] == EVERYTHING
    assert opened_by_duty(cast, acting, "navigator", person) == (set(), 0)
    assert opened_by_duty(cast, acting, "other_navigator", person)[0] == EVERYTHING


def test_what_one_team_gave_back_another_takes_and_reads_and_the_first_does_not(
    cast: Cast, acting: Acting, asked: Intake, person: UUID
) -> None:
    with acting(cast.other_navigator) as by:
        release_claim(intake=asked.pk, by=by, at=now())
    with acting(cast.navigator) as by:
        claim(intake=asked.pk, team=None, is_going=False, by=by, at=now())

    assert opened_by_duty(cast, acting, "navigator", person) == (EVERYTHING, 1)
    assert opened_by_duty(cast, acting, "other_navigator", person) == (set(), 0)
    with acting(cast.navigator) as by:
        release_claim(intake=asked.pk, by=by, at=now())
    with acting(cast.other_navigator) as by:
        claim(intake=asked.pk, team=None, is_going=False, by=by, at=now())
    assert opened_by_duty(cast, acting, "other_navigator", person)[0] == EVERYTHING


def test_whoever_went_keeps_what_they_saw_until_the_intake_ends_though_their_team_gave_it_back(
    cast: Cast, acting: Acting, asked: Intake, person: UUID
) -> None:
    a_second_navigator(cast, acting)
    with acting(cast.other_navigator) as by:
        a_visit(asked, cast, by, now() - timedelta(minutes=1))
        release_claim(intake=asked.pk, by=by, at=now())
    kept = opened_by_duty(cast, acting, "other_navigator", person)

    assert (kept[0], opened_by_duty(cast, acting, "core_navigator", person)) == (EVERYTHING, (set(), 0))
    with acting(cast.supervisor) as by:
        close_intake(intake=asked.pk, end=IntakeEnd.RESPONDED, by=by, at=now())
    assert opened_by_duty(cast, acting, "other_navigator", person) == (set(), 0)


def test_who_leaves_the_team_and_a_team_that_nobody_works_in_any_more_reads_nothing(
    cast: Cast, acting: Acting, asked: Intake, person: UUID
) -> None:
    a_second_navigator(cast, acting)

    for user in (cast.core_navigator, cast.other_navigator, cast.colleague):
        with acting(cast.administrator) as by:
            change_teams(user=user.pk, teams=[], by=by, at=now())

    for who in ("core_navigator", "other_navigator", "colleague"):
        assert opened_by_duty(cast, acting, who, person) == (set(), 0), who


def test_the_same_asked_twice_closes_with_the_second_and_nothing_of_the_first(
    cast: Cast, acting: Acting, asked: Intake, person: UUID
) -> None:
    again, other = a_referral(cast, acting), somebody(cast, acting, "Ruth A.").pk
    with acting(cast.other_navigator) as by:
        claim(intake=again.pk, team=None, is_going=False, by=by, at=now())
        link_person(intake=again.pk, person=other, by=by, at=now())
        close_intake(intake=again.pk, end=IntakeEnd.DUPLICATE, same_as=asked.pk, by=by, at=now())

    assert opened_by_duty(cast, acting, "other_navigator", other) == (set(), 0)
    assert opened_by_duty(cast, acting, "other_navigator", person)[0] == EVERYTHING
