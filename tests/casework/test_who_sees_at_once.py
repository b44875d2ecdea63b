"""A seat and a consent at the same moment, in real transactions: nobody keeps what was taken back."""

from datetime import timedelta

import pytest
from django.db import transaction

from offramp.access.enums import Category
from offramp.accounts.models import User
from offramp.casework.actions import end_seat, seat, write_note
from offramp.casework.models import Note, Seat
from offramp.consent.actions import record_consent, withdraw_consent
from offramp.consent.models import Consent
from offramp.consent.queries import withdrawals_told_to
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.at_once import Deed, kept, slowly
from tests.casework.files import CANARY, in_care
from tests.cast import make_cast
from tests.conftest import acting_as
from tests.consent.scene import Scene, for_officers


@pytest.fixture
def scene(own_database: str) -> Scene:
    """Somebody on whose care team the navigator and the officer sit; what she told, and her colleague off it."""
    with transaction.atomic():
        cast = make_cast(at=now())
        person = in_care(cast, acting_as)
        with acting_as(cast.navigator) as by:
            write_note(person=person, text=CANARY, by=by, at=now())
    return Scene(cast, acting_as, person)


@pytest.mark.parametrize("first", ["seat", "withdraw"])
def test_an_officer_seated_while_a_consent_is_taken_back_keeps_nothing(scene: Scene, first: str) -> None:
    consent = kept(lambda: letting_officers_read(scene))
    deeds = {"seat": seating(scene, scene.cast.colleague), "withdraw": withdrawing(consent)}

    said = slowly(scene.cast.navigator, deeds.pop(first), scene.cast.navigator, deeds.popitem()[1])

    assert said == ["", ""]
    assert (read_by(scene.cast.officer), read_by(scene.cast.colleague)) == ([], [])
    told = {user.username for user in (scene.cast.officer, scene.cast.colleague) if is_told(user)}
    let_in = {scene.cast.officer, scene.cast.colleague} if first == "seat" else {scene.cast.officer}
    assert told == {user.username for user in let_in}


@pytest.mark.parametrize("first", ["record", "end"])
def test_an_officer_whose_seat_ends_while_a_consent_is_recorded_reads_nothing(scene: Scene, first: str) -> None:
    deeds = {"record": lambda _by: letting_officers_read(scene), "end": ending_the_seat_of(scene.cast.officer)}

    said = slowly(scene.cast.navigator, deeds.pop(first), scene.cast.navigator, deeds.popitem()[1])

    assert said == ["", ""]
    assert read_by(scene.cast.officer) == []


@pytest.mark.parametrize("first", ["record", "seat"])
def test_an_officer_seated_while_a_consent_is_recorded_is_let_in_once(scene: Scene, first: str) -> None:
    deeds = {"record": lambda _by: letting_officers_read(scene), "seat": seating(scene, scene.cast.colleague)}

    said = slowly(scene.cast.navigator, deeds.pop(first), scene.cast.navigator, deeds.popitem()[1])

    assert said == ["", ""]
    assert (read_by(scene.cast.officer), read_by(scene.cast.colleague)) == ([CANARY], [CANARY])


def letting_officers_read(scene: Scene) -> Consent:
    with acting_as(scene.cast.navigator) as by:
        terms = for_officers(scene, Category.SUPPORT_NOTES, ends_at=now() + timedelta(days=90))
        return record_consent(person=scene.person, terms=terms, by=by, at=now())


def seating(scene: Scene, user: User) -> Deed:
    return lambda by: seat(person=scene.person, user=user.pk, reason="Joins us", by=by, at=now())


def withdrawing(consent: Consent) -> Deed:
    return lambda by: withdraw_consent(consent=consent.pk, by=by, at=now())


def ending_the_seat_of(user: User) -> Deed:
    return lambda by: end_seat(seat=Seat.objects.get(user=user.pk).pk, by=by, at=now())


def read_by(user: User) -> list[str]:
    with transaction.atomic(), acting_as(user):
        return [note.text for note in Note.objects.filter(category=Category.SUPPORT_NOTES)]


def is_told(user: User) -> bool:
    with transaction.atomic(), acting_as(user) as by:
        return bool(withdrawals_told_to(Viewer(by)))
