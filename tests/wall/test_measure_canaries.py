"""A word in each field of a young person's measure comes to light for whoever may read it, and for nobody else.

Everybody asks the queries and SQL; a few open the pages, all of them by `offramp proof canaries`.
"""

import os
import sys

import pytest

from offramp.access.enums import MeasuresCategory, Role
from tests.cast import Cast
from tests.wall.canaries import behind, categories_marked, in_the_clear, not_in_its_row, unmarked
from tests.wall.measure import WholeMeasure, a_whole_measure
from tests.wall.measure_canaries import rightful, routes_of_the_room, walk
from tests.wall.measure_relations import Relation, asking, pairs, reader_in
from tests.wall.opening import models_of

WHOLE = os.environ.get("OFFRAMP_PROOF") == "canaries"
# Codes and choices alone: nothing is written there in words.
WORDLESS = {MeasuresCategory.QUEUE, MeasuresCategory.SELF_DESCRIBED}


@pytest.fixture
def whole(cast: Cast) -> WholeMeasure:
    return a_whole_measure(cast)


def test_every_field_of_words_has_a_mark_and_every_mark_stands_sealed_in_its_field(
    cast: Cast, whole: WholeMeasure
) -> None:
    with asking(reader_in(Role.YOUTH_OFFICER, Relation.HAS_CASE, cast, whole)):
        assert (list(unmarked(whole, models_of("diversion"))), list(not_in_its_row(whole))) == ([], [])
        assert list(in_the_clear(whole, models_of("diversion"))) == []
    assert categories_marked(whole) == set(MeasuresCategory) - WORDLESS


@pytest.mark.timeout(3600 if WHOLE else 300)
def test_each_word_comes_to_light_for_its_reader_and_for_nobody_else(
    cast: Cast, whole: WholeMeasure, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    walked = walk(cast, whole, few=not WHOLE)
    hidden = list(behind(cast, whole, lambda: caplog.text))
    unseen = list(rightful(whole, pairs(), walked, cast))
    if WHOLE:
        with capsys.disabled():
            sys.stdout.write(
                f"\n{len(whole.marks.made)} words of one measure; {len(pairs())} readers asked {walked.read} queries,"
                f" tables and pages, {len(routes_of_the_room())} routes of the room among them.\n"
                f"{len(walked.leaked) + len(hidden)} words found where they may not be; {len(unseen)} not seen by"
                " somebody who may.\n"
            )

    assert (walked.leaked, hidden, unseen) == ([], [], [])
