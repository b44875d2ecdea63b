"""Two of a care team at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread
from uuid import UUID

from django.db import connection, transaction

from offramp.accounts.models import User
from offramp.casework.actions import accept_case, close_case, end_seat, finish_step, promise_step, seat
from offramp.casework.enums import ClosureOutcome
from offramp.casework.models import Case, Closure, Seat, Step
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor
from tests.casework.files import a_goal, in_care, with_case
from tests.cast import Cast, make_cast
from tests.conftest import acting_as


def test_of_two_who_accept_at_once_one_opens_a_case(own_database: str) -> None:
    cast, person = somebody()

    told = at_once(
        [cast.officer, cast.navigator],
        lambda by: accept_case(person=person, team=cast.downtown_team.pk, by=by, at=now()),
    )

    assert told == ["done", "This person is in case management already."]
    with transaction.atomic(), acting_as(cast.navigator):
        assert (Case.objects.count(), Seat.objects.count()) == (1, 2)


def test_of_two_who_seat_the_same_at_once_one_does(own_database: str) -> None:
    cast, person = somebody()

    told = at_once(
        [cast.officer, cast.navigator],
        lambda by: seat(person=person, user=cast.core_navigator.pk, reason="", is_lead=True, by=by, at=now()),
    )

    assert told == ["done", "They are on this care team already."]
    with transaction.atomic(), acting_as(cast.navigator):
        assert [held.user_id for held in Seat.objects.filter(is_lead=True)] == [cast.core_navigator.pk]


def test_of_two_who_leave_an_open_case_at_once_one_stays(own_database: str) -> None:
    cast = a_cast()
    with transaction.atomic():
        with_case(cast, acting_as)

    def leave(by: Actor) -> None:
        end_seat(seat=Seat.objects.get(user=by.user).pk, by=by, at=now())

    told = at_once([cast.officer, cast.navigator], leave)

    assert told == ["done", "Nobody else is on this care team, and the case is open."]


def test_of_two_who_close_or_finish_at_once_one_does(own_database: str) -> None:
    cast = a_cast()
    with transaction.atomic():
        person, case = with_case(cast, acting_as)
        goal = a_goal(cast, acting_as, person)
        with acting_as(cast.navigator) as by:
            step = promise_step(goal=goal.pk, words="Call", due_at=None, promised_by=by.user, by=by, at=now())
    both = [cast.officer, cast.navigator]

    finished = at_once(both, lambda by: finish_step(step=step.pk, by=by, at=now()))
    closed = at_once(both, lambda by: close_case(case=case.pk, outcome=ClosureOutcome.MOVED, by=by, at=now()))

    assert (finished, closed) == (["done", "This step is finished."], ["done", "This case is closed."])
    with transaction.atomic(), acting_as(cast.navigator):
        assert (Closure.objects.count(), Step.objects.filter(outcome="done").count()) == (1, 1)


def a_cast() -> Cast:
    with transaction.atomic():
        return make_cast(at=now())


def somebody() -> tuple[Cast, UUID]:
    cast = a_cast()
    with transaction.atomic():
        return cast, in_care(cast, acting_as)


def at_once(users: list[User], act: Callable[[Actor], object]) -> list[str]:
    """Let some users act at the same moment; return what each was told, sorted."""
    start, told = Barrier(len(users)), []

    def go(user: User) -> None:
        try:
            with transaction.atomic(), acting_as(user) as by:
                start.wait(timeout=30)
                act(by)
            told.append("done")
        except Refused as refusal:
            told.append(refusal.message)
        finally:
            connection.close()

    threads = [Thread(target=go, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(told, key=str.casefold)
