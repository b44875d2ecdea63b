"""A response that read somebody's data and did not note it on the viewer doesn't leave."""

import pytest
from django.test import Client

from offramp.access.web.looks import Unlogged
from offramp.audit.models import Look
from offramp.kernel.reading import not_shown
from tests.access.test_the_wall_in_sql import a_person_with_a_note
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.diversion.scene import considered, opened

pytestmark = pytest.mark.usefixtures("pages")

WAYS = [
    "a row",
    "a row not asked for whole",
    "a row, and its words later",
    "values",
    "values without whose",
    "values of another table",
    "what a query adds",
    "a download",
    "a stream",
]


@pytest.fixture
def officer(cast: Cast, acting: Acting, signed_in: SignedIn) -> Client:
    """An officer's browser, and one person whom they may know by name."""
    a_person_with_a_note(cast, acting)
    return signed_in(cast.officer)


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_notes_nobody_is_refused_however_it_reads(
    officer: Client, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    officer.raise_request_exception = False
    answer = officer.get(f"/forgets/{way}/")

    assert (answer.status_code, b"Josephine" in answer.content) == (500, False)
    assert b"That went wrong on our side" in answer.content
    [line] = [record for record in caplog.records if "look_not_logged" in str(record.msg)]
    assert isinstance(line.msg, dict)
    told = {name: line.msg[name] for name in ("route", "table", "field", "category")}
    assert told == {"route": "forgets", "table": "people_name", "field": "text", "category": "identity"}
    assert "Josephine" not in caplog.text


def test_whoever_wrote_that_page_is_told_at_once(officer: Client) -> None:
    with pytest.raises(Unlogged, match=r"forgets reads people_name\.text \(identity\)"):
        officer.get("/forgets/a row/")


@pytest.mark.parametrize("what", ["category", "subject"])
def test_to_note_another_category_or_another_subject_is_not_enough(officer: Client, what: str) -> None:
    with pytest.raises(Unlogged):
        officer.get(f"/notes-another/{what}/")


def test_the_same_page_that_notes_whom_it_shows_is_shown(officer: Client, cast: Cast, acting: Acting) -> None:
    assert officer.get("/names/").content == b"Josephine M."
    with acting(cast.privacy):
        assert Look.objects.count() == 1


@pytest.mark.parametrize(
    ("how", "status"), [("says so", 200), ("leads on", 302), ("finds nothing", 404), ("reads nothing personal", 200)]
)
def test_what_is_read_and_not_shown_needs_no_look(
    officer: Client, cast: Cast, acting: Acting, how: str, status: int
) -> None:
    answer = officer.get(f"/decides/{how}/")

    assert (answer.status_code, b"Josephine" in answer.content) == (status, False)
    with acting(cast.privacy):
        assert Look.objects.count() == 0


def test_a_measure_is_shown_for_a_purpose_that_the_log_names_and_without_one_not_at_all(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    kept = considered(cast)
    assert opened(cast, cast.youth_officer) == [kept.pk]
    browser = signed_in(cast.youth_officer)

    assert browser.get("/measure/deciding/").content == b"Seen on camera with two pairs of shoes"
    with pytest.raises(Unlogged, match="measure shows a measure without a purpose"):
        browser.get("/measure/forgotten/")

    with acting(cast.privacy):
        assert [look.purpose for look in Look.objects.all()] == ["deciding"]


def test_whoever_says_that_nothing_is_shown_says_why() -> None:
    with pytest.raises(ValueError, match="Say why"), not_shown(" "):
        pass
