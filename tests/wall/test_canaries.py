"""A word in each field of a person comes to light nowhere but where its reader may see it, and there it does.

All readers walk by `offramp proof canaries`; here a few of them do.
"""

import os
import sys

import pytest

from offramp.access.enums import Category
from tests.cast import Cast
from tests.conftest import acting_as
from tests.wall.canaries import behind, categories_marked, in_the_clear, not_in_its_row, unmarked, walk, walkers
from tests.wall.opening import support_models
from tests.wall.person import Whole, a_whole_person

WHOLE = os.environ.get("OFFRAMP_PROOF") == "canaries"


@pytest.fixture
def whole(cast: Cast) -> Whole:
    return a_whole_person(cast)


def test_every_field_of_words_has_a_mark_and_every_mark_stands_in_its_field(cast: Cast, whole: Whole) -> None:
    with acting_as(cast.navigator):
        assert (list(unmarked(whole, support_models())), list(not_in_its_row(whole))) == ([], [])
        assert list(in_the_clear(whole, support_models())) == []
    assert categories_marked(whole) == set(Category)


@pytest.mark.timeout(3600 if WHOLE else 300)
def test_each_word_comes_to_light_for_its_reader_and_for_nobody_else(
    cast: Cast, whole: Whole, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    walked = walk(cast, whole, few=not WHOLE)
    hidden = list(behind(cast, whole, lambda: caplog.text))
    never = {place for place in whole.marks.made if place not in walked.seen}
    _report(walked.read, len(whole.marks.made), len(walked.leaked) + len(hidden), never, capsys)

    assert (walked.leaked, hidden, sorted(never)) == ([], [], [])
    assert "request_finished" in caplog.text


def _report(read: int, marks: int, found: int, never: set[str], capsys: pytest.CaptureFixture[str]) -> None:
    if WHOLE:
        with capsys.disabled():
            sys.stdout.write(
                f"\n{marks} words of one person; {len(walkers(few=False))} readers opened and searched {read} pages.\n"
                f"{found} words found where they may not be, in pages, headers, searches, files, jobs, mails, logs.\n"
                f"{marks - len(never)} seen by their readers; on no page: {', '.join(sorted(never)) or 'none'}.\n"
            )
