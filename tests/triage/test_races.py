"""Two teams at the same moment."""

from threading import Barrier, Thread

from django.db import connection, transaction

from offramp.accounts.models import User
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.triage.actions import claim, close_intake
from offramp.triage.enums import IntakeEnd
from offramp.triage.models import Claim, Intake, IntakeClosing
from tests.cast import Cast, make_cast
from tests.conftest import acting_as
from tests.triage.scenes import an_ask


def a_cast_and_an_ask() -> tuple[Cast, Intake]:
    with transaction.atomic():
        cast = make_cast(at=now())
    with transaction.atomic():
        return cast, an_ask(cast, acting_as)


def test_of_two_teams_that_claim_at_once_one_goes_and_the_other_is_told(own_database: str) -> None:
    cast, asked = a_cast_and_an_ask()
    start, told = Barrier(2), []

    def go(user: User) -> None:
        try:
            with transaction.atomic(), acting_as(user) as by:
                start.wait(timeout=30)
                told.append(claim(intake=asked.pk, team=None, is_going=True, by=by, at=now()).team.name)
        except Refused as refusal:
            told.append(refusal.message[: refusal.message.index(":")])
        finally:
            connection.close()

    at_once([Thread(target=go, args=[user]) for user in (cast.officer, cast.colleague)])

    first = next(words for words in told if "first" not in words)
    assert sorted(told) == sorted([first, f"{first} took this first"])
    with transaction.atomic(), acting_as(cast.supervisor):
        assert [held.team.name for held in Claim.objects.all()] == [first]


def test_of_two_who_close_at_once_one_does(own_database: str) -> None:
    cast, asked = a_cast_and_an_ask()
    start, told = Barrier(2), []

    def end(user: User, how: IntakeEnd) -> None:
        try:
            with transaction.atomic(), acting_as(user) as by:
                start.wait(timeout=30)
                told.append(close_intake(intake=asked.pk, end=how, by=by, at=now()).end)
        except Refused as refusal:
            told.append(refusal.message)
        finally:
            connection.close()

    at_once(
        [
            Thread(target=end, args=[cast.officer, IntakeEnd.NOT_FOUND]),
            Thread(target=end, args=[cast.navigator, IntakeEnd.DECLINED]),
        ]
    )

    with transaction.atomic(), acting_as(cast.supervisor):
        closing = IntakeClosing.objects.get()
    assert sorted(told) == sorted([closing.end, "This was closed meanwhile."])


def at_once(threads: list[Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
