"""What was told is noise in the database: it opens by the person's key alone, and never again once that is gone."""

from io import StringIO

import pytest
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse
from pytest_django import Settings

from offramp.audit.models import Entry, LookSubject
from offramp.casework.actions import write_note
from offramp.casework.models import Note
from offramp.kernel.clock import now
from offramp.kernel.sealed import key_store
from offramp.kernel.sealed.cipher import NotOurs
from tests.casework.files import CANARY, a_person, in_care
from tests.casework.pages import press
from tests.cast import Cast
from tests.conftest import Acting, SignedIn

GONE = "This was disposed of."


def told(cast: Cast, acting: Acting, name: str = "Josephine M.") -> Note:
    person = in_care(cast, acting, name)
    with acting(cast.navigator) as by:
        return write_note(person=person, text=CANARY, by=by, at=now())


def raw(note: Note) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM casework_note WHERE id = %s", [note.pk])
        return bytes(cursor.fetchone()[0])


def holding(note: Note, sealed: bytes) -> Note:
    """Return the note's row as it would be with these bytes in it."""
    row = Note(id=note.pk, person_id=note.person_id)
    vars(row)["text"] = sealed
    return row


def read(note: Note) -> str:
    return Note.objects.get(pk=note.pk).text


def test_the_database_holds_nothing_that_can_be_read(cast: Cast, acting: Acting) -> None:
    note = told(cast, acting)
    with acting(cast.navigator):
        assert (CANARY.encode() in raw(note), read(note)) == (False, CANARY)


def test_the_same_words_about_two_people_are_sealed_to_different_bytes(cast: Cast, acting: Acting) -> None:
    hers, his = told(cast, acting), told(cast, acting, "Marek W.")
    with acting(cast.navigator):
        assert raw(hers) != raw(his)


def test_a_text_moved_to_another_row_does_not_open(cast: Cast, acting: Acting) -> None:
    hers, his = told(cast, acting), told(cast, acting, "Marek W.")
    with acting(cast.navigator):
        moved = holding(his, raw(hers))
        with pytest.raises(NotOurs):
            _ = moved.text


def test_a_sealed_text_can_not_be_searched_or_set_by_a_statement(cast: Cast, acting: Acting) -> None:
    told(cast, acting)
    with acting(cast.navigator):
        for asked in ({"text": CANARY}, {"text__icontains": "canary"}):
            with pytest.raises(FieldError):
                Note.objects.filter(**asked).exists()
        with pytest.raises(TypeError, match=r"casework.Note.text is sealed"):
            Note.objects.update(text="x")


def test_once_the_key_is_destroyed_nobody_reads_it_nor_from_a_row_kept_elsewhere(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    note, other = told(cast, acting), told(cast, acting, "Marek W.")
    with acting(cast.navigator):
        kept = raw(note)

    call_command("keys", "destroy", str(note.person_id), "--for-ever", stdout=StringIO())

    with acting(cast.navigator):
        restored = holding(note, kept)
        assert (read(note), restored.text, read(other)) == (GONE, GONE, CANARY)
    page = signed_in(cast.navigator).get(reverse("desk:record", args=[note.person_id]))
    assert (page.status_code, GONE in page.content.decode(), CANARY in page.content.decode()) == (200, True, False)
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="key.destroyed", about=note.person_id).count() == 1


def test_after_that_nothing_more_is_written_and_what_was_typed_is_kept(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    note = told(cast, acting)
    key_store().destroy(note.person_id, at=now())

    page = press(
        signed_in(cast.navigator),
        reverse("casework:write-note", args=[note.person_id]),
        {"category": "support_notes", "text": "One word more."},
    )

    assert page.status_code == 422
    assert "was disposed of, so nothing more can be written here." in page.content.decode()
    assert "One word more." in page.content.decode()


def test_a_key_is_destroyed_only_by_who_is_certain_and_names_somebody(cast: Cast, acting: Acting) -> None:
    note = told(cast, acting)
    with pytest.raises(CommandError, match="can't be taken back"):
        call_command("keys", "destroy", str(note.person_id))
    with pytest.raises(CommandError, match="There is no key for"):
        call_command("keys", "destroy", str(a_person(cast, acting, "Nobody N.")), "--for-ever")
    with acting(cast.navigator):
        assert read(note) == CANARY


def test_while_the_key_store_is_away_nobody_is_shown_and_then_it_comes_back_by_itself(
    cast: Cast, acting: Acting, signed_in: SignedIn, settings: Settings
) -> None:
    note, navigator = told(cast, acting), signed_in(cast.navigator)
    record, there = reverse("desk:record", args=[note.person_id]), settings.KEYSTORE_URL
    by_name = f"{reverse('people:search')}?q=Josephine"  # names are not sealed
    assert "Josephine M." in navigator.get(by_name).content.decode()
    settings.KEYSTORE_URL = "postgresql://offramp_keys@127.0.0.1:1/offramp_keys"

    for page in (record, by_name):
        away = navigator.get(page)
        assert (away.status_code, "Not reachable for a moment" in away.content.decode()) == (503, True)
        for word in (CANARY, "Josephine M."):
            assert word not in away.content.decode()
    assert navigator.get(reverse("people:search")).status_code == 200  # shows nobody
    with pytest.raises(CommandError, match="can't be reached"):
        call_command("keys", "destroy", str(note.person_id), "--for-ever")
    settings.KEYSTORE_URL = there
    assert CANARY in navigator.get(record).content.decode()
    assert "Josephine M." in navigator.get(by_name).content.decode()


def test_a_look_that_showed_nobody_because_the_key_store_was_away_is_not_in_the_log(
    cast: Cast, acting: Acting, signed_in: SignedIn, settings: Settings
) -> None:
    note, navigator = told(cast, acting), signed_in(cast.navigator)
    settings.KEYSTORE_URL = "postgresql://offramp_keys@127.0.0.1:1/offramp_keys"

    assert navigator.get(f"{reverse('people:search')}?q=Josephine").status_code == 503

    with acting(cast.privacy):
        assert not LookSubject.objects.filter(subject=note.person_id).exists()
