"""Two at one moment, in real transactions of their own: for tests that use `own_database`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep
from typing import TypeVar

from django.db import connection, transaction

from offramp.accounts.models import User
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor
from tests.conftest import acting_as

T = TypeVar("T")
Deed = Callable[[Actor], object]


def kept(make: Callable[[], T]) -> T:
    """Do something in a transaction that stands before the test goes on."""
    with transaction.atomic():
        return make()


def together(*acts: tuple[User, Deed]) -> list[str]:
    """Do things in transactions of their own that begin at one moment; return what each was told, empty if nothing."""
    barrier = Barrier(len(acts))

    def act(user: User, deed: Deed) -> str:
        barrier.wait(10)
        return done(user, deed)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(lambda both: act(*both), acts))


def slowly(user: User, deed: Deed, other: User, deed_after: Deed) -> list[str]:
    """Do a thing and hold its transaction open while another begins; return what each was told."""
    barrier = Barrier(2)

    def first() -> str:
        def held(by: Actor) -> None:
            deed(by)
            barrier.wait(10)
            sleep(0.5)

        return done(user, held)

    def second() -> str:
        barrier.wait(10)
        return done(other, deed_after)

    with ThreadPoolExecutor(2) as pool:
        told = [pool.submit(first), pool.submit(second)]
        return [future.result(20) for future in told]


def done(user: User, deed: Deed) -> str:
    """Do something as somebody in a transaction of its own; return the refusal, or nothing."""
    try:
        with transaction.atomic(), acting_as(user) as by:
            deed(by)
    except (Refused, NotPermitted) as refusal:
        return str(refusal)
    finally:
        connection.close()
    return ""
