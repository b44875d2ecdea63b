"""The benches measure what they say they do: a run at a small size, whose milliseconds nobody looks at."""

import re
from collections.abc import Iterator

import pytest

from bench._counting import TURNS
from bench._site import Stored, served
from bench._work import targets_in
from bench.pages import Measured, measure, tell
from bench.search import compare
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


def asked_since(stored: Stored) -> int:
    """Return how many consults were asked by the bench itself."""
    [(count,)] = stored.rows(
        "SELECT count(*) FROM triage_intake WHERE place LIKE 'Jasper Avenue %%' AND story LIKE '%%coat%%'"
    )
    return int(count)
