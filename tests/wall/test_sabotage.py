"""Each layer of the wall is attacked while the other is off: whatever is taken out of it, somebody must notice.

All of it by `offramp proof sabotage`; here each policy is opened, and some of the rest is tried.
"""

import os
import random
import sys
from collections.abc import Iterator
from typing import TypeVar

import pytest
from pytest_django import DjangoDbBlocker

from offramp.access.who_sees_what import ceilings
from offramp.kernel.embedded import Server
from tests.wall.sabotage.asked_of_the_rooms import ASKED_OF_THE_ROOMS, TELLS_OF_NOBODY
from tests.wall.sabotage.asked_of_the_wall import ASKED_OF_THE_WALL
from tests.wall.sabotage.cells import by_the_database, by_the_gate, by_the_rules, every_cell
from tests.wall.sabotage.guards import definers, take_out_each, unguarded
from tests.wall.sabotage.plainly import plainly
from tests.wall.sabotage.policies import Found, compare_each, open_each, policies, reached, strangers
from tests.wall.sabotage.scene import Scene, a_scene
from tests.wall.sabotage.terms import leave_out_each

T = TypeVar("T")
WHOLE = os.environ.get("OFFRAMP_PROOF") == "sabotage"
SEED = 20261122
SOME_POLICIES, SOME_CELLS = 6, 60


@pytest.fixture
def scene(server: Server, worker_id: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), a_scene(server, f"test_{worker_id}") as found:
        yield found


def some(every: list[T], most: int) -> list[T]:
    return list(every) if WHOLE else random.Random(SEED).sample(every, most)


def test_the_rules_hold_what_the_plain_words_say() -> None:
    assert plainly() == set(ceilings())


@pytest.mark.timeout(3600 if WHOLE else 300)
def test_a_policy_that_lets_everything_through_is_found(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    every, who = policies(), strangers(scene)
    assert reached(scene, who if WHOLE else who[:2]) == []

    asked, compared = open_each(scene, who, every), compare_each(some(every, SOME_POLICIES))
    _report(capsys, f"Policies opened, asked in SQL by {len(who)} strangers", asked)
    _report(capsys, "Policies opened, compared with the source", compared)

    assert (asked.missed, compared.missed) == ([], [])
    assert {policy.table for policy in every} == set(scene.tables)


@pytest.mark.timeout(300)
def test_a_policy_that_forgets_that_a_term_is_over_is_found(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = leave_out_each(scene)
    _report(
        capsys,
        "Terms left out of policies, asked in SQL by whoever read the record before its term was over",
        outcome.found,
    )

    assert (outcome.found.missed, outcome.never_open, outcome.open_when_over) == ([], [], [])
    assert {table for table, wall in scene.walls.items() if wall.terms} == outcome.tables


@pytest.mark.timeout(3600 if WHOLE else 300)
def test_a_cell_taken_out_of_the_table_or_put_into_it_is_found(
    scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    every = list(every_cell())
    wanted = some(every, SOME_CELLS)

    ruled, gated, outcome = by_the_rules(every), by_the_gate(every), by_the_database(scene, wanted)
    _report(capsys, "Cells changed, the rules held against the plain words", ruled)
    _report(capsys, "Cells changed, the gate in Python asked", gated)
    _report(capsys, "Cells changed, the database asked", outcome.found)
    _tell(capsys, f"  {outcome.nothing_there.total()} more, of no use to anybody: no table of that category stands so.")

    assert (ruled.missed, gated.missed, outcome.found.missed, outcome.otherwise) == ([], [], [], [])


@pytest.mark.timeout(300)
def test_a_function_that_forgets_to_ask_who_asks_is_found(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    every = ASKED_OF_THE_WALL + ASKED_OF_THE_ROOMS
    assert sorted({asking.function for asking in every} | TELLS_OF_NOBODY.keys()) == sorted(
        {*definers(), "people_candidates"}  # the search's own, with its caller's rights
    )
    assert list(unguarded(every)) == []

    outcome = take_out_each(scene, every)
    _report(capsys, "Guards taken out of definer functions, asked in SQL by whom they kept out", outcome.found)
    _tell(capsys, f"  {len(TELLS_OF_NOBODY)} functions have none:")
    _tell(capsys, *(f"  {function}: {reason}" for function, reason in TELLS_OF_NOBODY.items()))

    assert (outcome.found.missed, outcome.never_answered, outcome.answered_the_wrong) == ([], [], [])


def _report(capsys: pytest.CaptureFixture[str], what: str, found: Found) -> None:
    _tell(capsys, f"{what}: {found}.", *(f"  not found: {each}" for each in found.missed))


def _tell(capsys: pytest.CaptureFixture[str], *lines: str) -> None:
    if WHOLE:
        with capsys.disabled():
            sys.stdout.write("\n".join(["", *lines]))
