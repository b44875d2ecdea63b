"""The queue, the pinned dangers, what nobody answered: who sees them, in which order, in how many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offramp.access.enums import Role
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.triage import queries
from offramp.triage.actions import claim, close_intake, give_advice, link_person
from offramp.triage.enums import Door, IntakeEnd, Level, Seen, Urgency
from offramp.triage.models import Intake
from offramp.triage.queries import (
    Sieve,
    asked_by,
    dangers,
    intake_for,
    intakes_about,
    intakes_visible_to,
    never_answered,
    people_linked_to,
    queue,
    unanswered_asks,
)
from tests.cast import Cast
from tests.conftest import Acting
from tests.triage.scenes import a_danger, a_referral, a_visit, an_ask, somebody

AT = now()
AN_HOUR = timedelta(hours=1)


def test_the_queue_has_danger_first_then_the_level_then_the_oldest_due(cast: Cast, acting: Acting) -> None:
    days = an_ask(cast, acting, seen=[Seen.ASKS_FOR_HELP], urgency=Urgency.DAYS, at=AT - 9 * AN_HOUR)
    today = an_ask(cast, acting, at=AT - AN_HOUR)
    older = an_ask(cast, acting, at=AT - 2 * AN_HOUR)
    danger = a_danger(cast, acting, at=AT)
    waits = an_ask(cast, acting, urgency=Urgency.NOW, at=AT)

    with acting(cast.officer) as by:
        viewer = Viewer(by)
        assert queue(viewer, cast.downtown_team.pk).rows == [danger, waits, older, today, days]

    assert set(viewer.shown) == {("support", one.pk) for one in (danger, waits, older, today, days)}


def test_a_queue_is_of_one_team_or_of_all(cast: Cast, acting: Acting) -> None:
    here = an_ask(cast, acting, at=AT - AN_HOUR)
    west = an_ask(cast, acting, branch=cast.west.pk, at=AT)
    referred = a_referral(cast, acting, at=AT)
    with acting(cast.officer) as by:
        viewer = Viewer(by)
        assert queue(viewer, cast.downtown_team.pk).rows == [here]
        assert queue(viewer, cast.west_team.pk).rows == [west]
        assert queue(viewer, cast.core_team.pk).rows == [referred]
        assert queue(viewer, None).rows == [here, west, referred]


def test_a_queue_is_sifted_by_level_door_words_and_what_one_holds(cast: Cast, acting: Acting) -> None:
    church = an_ask(cast, acting, place="By the church", incident="E26-77", neighbourhood=cast.oliver.pk, at=AT)
    danger = a_danger(cast, acting, at=AT)
    referred = a_referral(cast, acting)
    closed = an_ask(cast, acting)
    with acting(cast.officer) as by:
        close_intake(intake=closed.pk, end=IntakeEnd.NOT_FOUND, by=by, at=AT)
        claim(intake=church.pk, team=None, is_going=False, by=by, at=AT)
        viewer = Viewer(by)
        found = [
            queue(viewer, None, sieve=sieve).rows
            for sieve in (
                Sieve(level=Level.DANGER),
                Sieve(door=Door.FROM_COMMUNITY),
                Sieve(mine=True),
                Sieve(text="CHURCH"),
                Sieve(text="wîhk"),
                Sieve(text="e26-77"),
                Sieve(text="another town"),
                Sieve(level="nonsense", door="nonsense"),
            )
        ]

    assert found == [[danger], [referred], [church], [church], [church], [church], [], [danger, church, referred]]


def test_a_queue_comes_in_pages_forward_and_back(cast: Cast, acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    asks = [an_ask(cast, acting, at=AT + minute * timedelta(minutes=1)) for minute in range(5)]
    with acting(cast.officer) as by:
        viewer, team = Viewer(by), cast.downtown_team.pk
        first = queue(viewer, team)
        second = queue(viewer, team, cursor=first.next)
        third = queue(viewer, team, cursor=second.next)
        back = queue(viewer, team, cursor=third.previous)
        start = queue(viewer, team, cursor=back.previous)

    assert [page.rows for page in (first, second, third, back, start)] == [
        asks[:2],
        asks[2:4],
        asks[4:],
        asks[2:4],
        asks[:2],
    ]
    assert (first.previous, third.next, start.previous) == ("", "", "")


@pytest.mark.parametrize("cursor", ["n~x~y~z", "n~1", "nonsense", "n~1~2026-13-45~x", "q~0~0~0"])
def test_a_cursor_nobody_made_is_the_first_page(cast: Cast, acting: Acting, cursor: str) -> None:
    asked = an_ask(cast, acting)
    with acting(cast.officer) as by:
        assert queue(Viewer(by), None, cursor=cursor).rows == [asked]


@pytest.mark.parametrize("who", ["officer", "navigator", "colleague", "core_navigator", "supervisor"])
def test_a_danger_is_pinned_for_everybody_on_triage_until_somebody_goes(cast: Cast, acting: Acting, who: str) -> None:
    danger = a_danger(cast, acting)
    an_ask(cast, acting)
    with acting(getattr(cast, who)) as by:
        assert dangers(Viewer(by)) == [danger]
    with acting(cast.officer) as by:
        claim(intake=danger.pk, team=None, is_going=False, by=by, at=AT)
        assert dangers(Viewer(by)) == [danger]
        claim(intake=danger.pk, team=None, is_going=True, by=by, at=AT)
        assert dangers(Viewer(by)) == []


def test_patrol_has_its_own_dangers_pinned_and_nobody_elses(cast: Cast, acting: Acting) -> None:
    mine = a_danger(cast, acting)
    a_referral(cast, acting, seen=[Seen.LIFE_THREAT])

    with acting(cast.constable) as by:
        assert dangers(Viewer(by)) == [mine]


@pytest.mark.parametrize("who", ["lead", "worker", "other_worker", "analyst", "privacy", "administrator"])
def test_other_roles_see_no_intake_anywhere(cast: Cast, acting: Acting, who: str) -> None:
    asked = a_danger(cast, acting)
    with acting(cast.officer) as by:
        give_advice(intake=asked.pk, text="Stay.", by=by, at=AT)

    with acting(getattr(cast, who)) as by:
        viewer = Viewer(by)
        assert (queue(viewer, None).rows, dangers(viewer), intake_for(viewer, asked.pk)) == ([], [], None)
        assert (asked_by(viewer).rows, unanswered_asks(viewer, at=AT + AN_HOUR * 99).rows) == ([], [])
        assert Intake.objects.count() == 0
    assert viewer.shown == {}


def test_an_ask_stays_with_the_unit_it_came_to_and_the_role_that_asked(cast: Cast, acting: Acting) -> None:
    an_ask(cast, acting)
    cast.colleague.postings.update(unit=cast.patrol)
    cast.constable.postings.update(role=Role.ANALYST)

    for user in (cast.colleague, cast.constable):
        with acting(user) as by:
            assert list(intakes_visible_to(Viewer(by))) == [], user.username


def test_a_navigator_looks_back_thirty_days_and_an_officer_on(cast: Cast, acting: Acting) -> None:
    old = an_ask(cast, acting, at=AT - timedelta(days=40))
    with acting(cast.officer) as by:
        close_intake(intake=old.pk, end=IntakeEnd.NOT_FOUND, by=by, at=AT - timedelta(days=39))
        assert intake_for(Viewer(by), old.pk) == old
    with acting(cast.navigator) as by:
        assert intake_for(Viewer(by), old.pk) is None


def test_asks_that_nobody_answered_in_time_stand_apart(cast: Cast, acting: Acting) -> None:
    waiting = an_ask(cast, acting, at=AT - 10 * AN_HOUR)
    later = an_ask(cast, acting, at=AT - 9 * AN_HOUR)
    an_ask(cast, acting, at=AT)
    advised, visited, lost, twice = (an_ask(cast, acting, at=AT - 10 * AN_HOUR) for _ in range(4))
    a_referral(cast, acting, at=AT - timedelta(days=9))
    with acting(cast.officer) as by:
        give_advice(intake=advised.pk, text="Tea.", by=by, at=AT)
        a_visit(visited, cast, by, AT)
        close_intake(intake=lost.pk, end=IntakeEnd.NOT_FOUND, by=by, at=AT)
        close_intake(intake=twice.pk, end=IntakeEnd.DUPLICATE, same_as=waiting.pk, by=by, at=AT)
        viewer = Viewer(by)

        assert unanswered_asks(viewer, at=AT).rows == [waiting, later]
        assert never_answered(viewer, at=AT).rows == [lost]


def test_people_linked_are_called_by_name_and_lead_back_to_the_intake(cast: Cast, acting: Acting) -> None:
    asked, person = an_ask(cast, acting), somebody(cast, acting, "Josephine M.")
    an_ask(cast, acting)
    with acting(cast.navigator) as by:
        link_person(intake=asked.pk, person=person.pk, by=by, at=AT)
        viewer = Viewer(by)
        assert people_linked_to(viewer, asked) == {person.pk: "Josephine M."}
        assert intakes_about(viewer, person.pk) == [asked]
        assert intakes_about(viewer, new_id()) == []
    assert viewer.shown["support", person.pk] == {"identity", "contact_log"}


def test_lists_take_as_many_queries_for_three_rows_as_for_one(cast: Cast, acting: Acting) -> None:
    def counted() -> list[int]:
        found = []
        with acting(cast.officer) as by:
            for read in (
                lambda viewer: queue(viewer, cast.downtown_team.pk),
                dangers,
                lambda viewer: unanswered_asks(viewer, at=AT + 99 * AN_HOUR),
                lambda viewer: never_answered(viewer, at=AT),
            ):
                with CaptureQueriesContext(connection) as captured:
                    read(Viewer(by))
                found.append(len(captured))
        return found

    a_danger(cast, acting, neighbourhood=cast.oliver.pk)
    one = counted()
    for _ in range(2):
        a_danger(cast, acting, neighbourhood=cast.oliver.pk)

    assert one == counted() == [1, 1, 1, 1]
