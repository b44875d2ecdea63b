"""What compares the pages of a journey with the read log finds what one says and the other doesn't."""

from uuid import UUID

import pytest

from offramp.kernel.ids import new_id
from tests.journeys.shown import Answer, Known, compare

PERSON = UUID("01a20000-0000-7000-8000-000000000001")
INTAKE = UUID("01a20000-0000-7000-8000-000000000002")
KNOWN = Known(
    told_by={PERSON: {"Josephine M.", "F-2041"}, INTAKE: {"Steps of the library"}},
    persons={PERSON: PERSON, INTAKE: PERSON},
    numbers={"F-2041": PERSON},
)


def differ(words: str, *logged: UUID, address: str = "/people/") -> list[str]:
    """Return where a page and the log differ, in the words that come after the address."""
    return [line.removeprefix(f"{address} ") for line in compare(Answer(new_id(), address, words), {*logged}, KNOWN)]


@pytest.mark.parametrize(
    "words", ["Josephine M.", "File F-2041", f'<a href="/people/{PERSON}/">', "Steps of the library"]
)
def test_whom_a_page_tells_of_by_any_of_its_words_may_be_logged(words: str) -> None:
    subject = INTAKE if "library" in words else PERSON

    assert differ(words, subject) == []


def test_somebody_shown_by_file_number_or_id_and_not_logged_is_found() -> None:
    assert differ("File F-2041") == [f"shows {PERSON}, and the log does not say so"]
    assert differ(f'<a href="/intakes/{INTAKE}/">') == [f"shows {INTAKE}, and the log does not say so"]


def test_somebody_logged_of_whom_nothing_is_there_is_found() -> None:
    assert differ("Nobody waits.", PERSON) == [f"is logged as showing {PERSON}, and nothing there tells of it"]


def test_what_stands_under_its_person_in_the_log_is_logged() -> None:
    assert differ(f'Josephine M. <a href="/intakes/{INTAKE}/">', PERSON) == []


def test_a_page_of_the_logs_says_of_whom_its_rows_are_and_shows_nobody() -> None:
    assert differ(f"<code>{PERSON}</code>", address="/logs/looks/") == []
