"""Two at the same moment: one is kept, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import UUID

from django.db import connection, transaction

from offramp.accounts.models import User
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.people.actions import write_safety_card
from offramp.people.models import SafetyCard
from tests.cast import make_cast
from tests.conftest import acting_as
from tests.people.files import a_file


def write(user: User, person: UUID, approach: str, *, seen: int, written: Event, go_on: Event) -> str:
    """Write a card in a transaction of one's own, wait, then commit; return the refusal if there was one."""
    try:
        with transaction.atomic(), acting_as(user) as by:
            write_safety_card(person=person, approach=approach, seen=seen, by=by, at=now())
            written.set()
            go_on.wait(5)
    except Refused as refusal:
        return refusal.message
    finally:
        connection.close()
    return ""


def both(first: User, second: User, person: UUID, *, seen: int) -> tuple[str, str]:
    """Let two write a card at the same moment: the second begins before the first commits."""
    written, go_on, unused = Event(), Event(), Event()
    unused.set()
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(write, first, person, "Speak slowly", seen=seen, written=written, go_on=go_on)
        assert written.wait(5)
        two = pool.submit(write, second, person, "Stand back", seen=seen, written=Event(), go_on=unused)
        Event().wait(0.5)
        go_on.set()
        return one.result(), two.result()


def test_of_two_cards_written_at_once_the_first_is_kept_and_the_second_is_told(own_database: str) -> None:
    cast = make_cast(at=now())
    with transaction.atomic(), acting_as(cast.officer) as by:
        person = a_file(by).pk

    told = both(cast.officer, cast.colleague, person, seen=0)

    assert told == ("", "Somebody else wrote this card in the same moment.")
    with transaction.atomic(), acting_as(cast.officer):
        assert [(card.approach, card.version) for card in SafetyCard.objects.all()] == [("Speak slowly", 1)]


def test_of_two_changes_of_a_waiting_card_at_once_the_second_is_told(own_database: str) -> None:
    cast = make_cast(at=now())
    with transaction.atomic(), acting_as(cast.officer) as by:
        person = a_file(by).pk
        write_safety_card(person=person, approach="Carry naloxone", by=by, at=now())

    told = both(cast.navigator, cast.colleague, person, seen=1)

    assert told == ("", "Somebody else wrote this card in the same moment.")
    with transaction.atomic(), acting_as(cast.officer):
        assert [(card.approach, card.version) for card in SafetyCard.objects.all()] == [("Speak slowly", 2)]
