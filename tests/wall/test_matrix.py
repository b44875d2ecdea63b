"""Each route, as each kind of actor in each relation to a person, answers as the rules say and tells nothing else.

All of it by `offramp proof matrix`; here a sample, with each route and each reader at least once.
"""

import os
import sys

import pytest

from offramp.config.matrix import ROUTES
from tests.cast import Cast
from tests.wall.asking import ways
from tests.wall.emergency import beside
from tests.wall.matrix import Outcome, ask_all, combinations, sample, unseen
from tests.wall.measure import a_whole_measure
from tests.wall.person import Whole, a_whole_person
from tests.wall.relations import ACTORS, Relation

WHOLE = os.environ.get("OFFRAMP_PROOF") == "matrix"
SOME = 500


@pytest.mark.timeout(7200 if WHOLE else 300)
def test_no_answer_tells_what_its_reader_may_not_see_and_each_is_what_the_rules_say(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = a_whole_person(cast)
    whole.measure = a_whole_measure(cast)
    whole.beside = beside(cast, whole)
    every, reasons = combinations()

    outcome = ask_all(every if WHOLE else sample(SOME), cast, whole)
    _report(outcome, whole, len(every), reasons.total(), capsys)

    assert (outcome.wrong, outcome.leaked) == ([], [])
    assert outcome.said["open"] > outcome.asked // 20


def test_no_route_actor_or_relation_is_left_out_without_a_reason() -> None:
    every, reasons = combinations()

    assert {each.way.name for each in every} == set(ROUTES)
    assert ({each.actor for each in every}, {each.relation for each in every}) == (set(ACTORS), set(Relation))
    assert len(every) + reasons.total() == 2 * len(ways()) * len(ACTORS) * len(Relation)
    assert "" not in reasons


def _report(outcome: Outcome, whole: Whole, every: int, left_out: int, capsys: pytest.CaptureFixture[str]) -> None:
    if not WHOLE:
        return
    lines = [
        f"{len(ways())} routes x 2 methods x {len(ACTORS)} actors x {len(Relation)} relations:",
        f"{every} can be, {left_out} can't, each for a written reason.",
        *outcome.lines(),
        f"Not seen on any of these pages: {', '.join(unseen(outcome, whole)) or 'nothing'}",
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")
