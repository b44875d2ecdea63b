"""What is told to a navigator stays with navigators."""

import pytest
from django.db import ProgrammingError, transaction

from offramp.access.enums import Category
from offramp.audit.models import Entry
from offramp.casework.actions import write_note
from offramp.casework.models import Note
from offramp.casework.queries import notes_of
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from tests.casework.files import CANARY, in_care
from tests.cast import Cast
from tests.conftest import Acting


def test_notes_are_read_by_navigators_on_the_team_alone(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        write_note(person=person, text=CANARY, by=by, at=now())
        write_note(person=person, text=CANARY, category=Category.HEALTH, source="She told me", by=by, at=now())

    def read(user: str) -> tuple[list[str], set[str]]:
        with acting(getattr(cast, user)) as by:
            viewer = Viewer(by)
            texts = [note.category for note in notes_of(viewer, person).rows]
            return texts, viewer.shown.get(("support", person), set())

    assert read("navigator") == (["health", "support_notes"], {"health", "support_notes"})
    for user in ("officer", "supervisor", "colleague", "other_navigator", "lead", "worker", "constable", "privacy"):
        assert read(user) == ([], set())


def test_no_officer_writes_a_note_whatever_their_rank(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    for user in (cast.officer, cast.supervisor):
        with acting(user) as by:
            with pytest.raises(NotPermitted, match="Your role does not do this"):
                write_note(person=person, text="x", by=by, at=now())
            with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                Note.objects.create(
                    person_id=person,
                    unit=cast.help,
                    category="support_notes",
                    text="x",
                    written_at=now(),
                    written_by=user,
                )


def test_a_navigator_off_the_team_writes_none(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.other_navigator) as by, pytest.raises(NotPermitted, match="not working with this person"):
        write_note(person=person, text="x", by=by, at=now())


def test_a_note_of_20000_characters_is_kept_whole(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    text = ("ᐅᑭᐢ pihêsiwin 🌲 " * 2000)[:19_999].strip() + "."
    with acting(cast.navigator) as by:
        written = write_note(person=person, text=text, by=by, at=now())
        assert Note.objects.get(pk=written.pk).text == text
        with pytest.raises(Refused, match="at most 20,000"):
            write_note(person=person, text="x" * 20_001, by=by, at=now())


def test_a_note_says_what_it_tells_and_health_says_where_it_comes_from(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        with pytest.raises(Refused, match="Write the note"):
            write_note(person=person, text=" \n ", by=by, at=now())
        with pytest.raises(Refused, match="who told it, and on what authority"):
            write_note(person=person, text="x", category=Category.HEALTH, by=by, at=now())
        with pytest.raises(Refused, match="Choose what the note tells"):
            write_note(person=person, text="x", category=Category.PLAN, by=by, at=now())
        plain = write_note(person=person, text="x", source="left out", by=by, at=now())
    assert plain.source == ""


def test_notes_come_a_page_at_a_time_newest_first(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        for number in reversed(range(5)):
            write_note(person=person, text=f"Note {number}", by=by, at=now())
        first = notes_of(Viewer(by), person, size=2)
        second = notes_of(Viewer(by), person, cursor=first.next, size=2)
        third = notes_of(Viewer(by), person, cursor=second.next, size=2)

    pages = [[note.text for note in page.rows] for page in (first, second, third)]
    assert (pages, first.previous, third.next) == ([["Note 0", "Note 1"], ["Note 2", "Note 3"], ["Note 4"]], "", "")


def test_a_note_leaves_no_word_of_it_in_the_audit(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        note = write_note(person=person, text=CANARY, category=Category.HEALTH, source=CANARY, by=by, at=now())
    with acting(cast.privacy):
        row = Entry.objects.get(subject=note.pk)
    assert (row.verb, row.about, row.fields) == ("casework.note_written", person, ["category", "text"])
