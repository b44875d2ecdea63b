"""The benches measure what they say they do: a run at a small size, whose milliseconds nobody looks at."""

import re
from collections.abc import Iterator

import pytest

from bench._counting import TURNS
from bench._site import Stored, served
from bench._work import targets_in
from bench.pages import Measured, measure, tell
from bench.search import compare
from bench.wall import SIDES, make_busy, pages, writes
from bench.wall import tell as tell_of_the_wall
from offramp.kernel.embedded import Server
from tests import databases

MEASURED = [
    "sign-in page",
    "desk",
    "queue, all teams",
    "person search, misspelt",
    "opening a record",
    "saving a consult",
]


@pytest.fixture(scope="module")
def stored(server: Server, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stored]:
    """The training city with a few more people and open intakes, in a database of its own."""
    name = f"test_{worker_id}_bench"
    databases.clone(server, name, databases.template(server, city=True))
    made = Stored(server, name, tmp_path_factory.mktemp("bench"))
    made.python("from bench._fill import fill; fill(people=300, intakes=60)")
    yield made
    databases.remove(server, name)


@pytest.mark.timeout(300)  # alone, it loads the training city first
def test_the_bench_of_pages_prints_each_page_with_its_queries_and_finds_who_is_searched_for(
    stored: Stored, capsys: pytest.CaptureFixture[str]
) -> None:
    with served(stored, workers=1) as site:
        size = Measured(site, targets_in(stored))
        measure([size], rounds=2, warm_up=0)
        tell(size, size)
    rows = [re.split(r"  +", line) for line in capsys.readouterr().out.splitlines() if line.startswith(tuple(MEASURED))]

    assert [row[0] for row in rows] == MEASURED
    assert [len(taken) for taken in size.taken.values()] == [2] * len(MEASURED)
    assert all(int(queries) > 0 for _name, _p50, _p95, queries, *_rest in rows)
    assert size.found == [True] * 2
    assert asked_since(stored) == 2 + TURNS


def test_the_bench_of_search_finds_everybody_among_a_few(stored: Stored) -> None:
    ours, trigrams = compare(stored, count=20, with_year=True)

    assert (ours.recall, trigrams.recall) == (1.0, 1.0)
    assert len(ours.taken) == len(trigrams.taken) == 20


@pytest.mark.timeout(300)
def test_the_bench_of_the_wall_opens_the_same_pages_with_and_without_it_and_writes_audited_and_not(
    stored: Stored, capsys: pytest.CaptureFixture[str]
) -> None:
    make_busy(stored)
    asked, audited = intakes_in(stored), audited_asks(stored)

    costs = pages(stored, rounds=2, warm_up=0)
    asked, audited = intakes_in(stored) - asked, audited_asks(stored) - audited
    written = writes(stored, connections=1, turns=2, seconds=0.5)
    tell_of_the_wall(stored, costs, [written])

    assert {cost.work for cost in costs if not cost.is_same} <= {"desk"}
    assert {len(taken) for cost in costs for taken in cost.taken} == {2}
    assert (asked, audited) == (2 * len(SIDES), 2 * (len(SIDES) - 1))
    assert min(*written.audited, *written.unaudited) > 0
    assert capsys.readouterr().out.count("saving a consult") >= 1


def intakes_in(stored: Stored) -> int:
    """Return how many intakes there are."""
    [(count,)] = stored.rows("SELECT count(*) FROM triage_intake")
    return int(count)


def audited_asks(stored: Stored) -> int:
    """Return how many asks were audited."""
    [(count,)] = stored.rows("SELECT count(*) FROM audit_entry WHERE verb = 'intake.asked'")
    return int(count)


def asked_since(stored: Stored) -> int:
    """Return how many consults were asked by the bench itself."""
    [(count,)] = stored.rows("SELECT count(*) FROM triage_intake WHERE place LIKE 'Jasper Avenue %%' AND story <> ''")
    return int(count)
