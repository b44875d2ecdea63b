"""The search in SQL: how often the right person is among the first ten, how fast, and against plain trigrams.

Every search has a slip of the hand in it, each fifth has its words turned, each fifth a wrong year. Ours runs as the
runtime role with an identity; plain trigrams (`%` at 0.4 on a GIN index, ranked with the year) run as the superuser,
whom no wall holds. Both take turns, search by search.
"""

import time
from dataclasses import dataclass
from typing import Any

import psycopg

from bench._figures import machine, p50, p95, print_table
from bench._names import Search
from bench._site import Stored, own_server, swelled
from bench._work import EXAMPLE, searches_in
from offramp.kernel.roles import Role

SIZES = (10_000, 100_000)
COUNT, WARM_UP = 1_000, 50
FIRST = 10
READER = "help_officer"
OURS = "SELECT person FROM people_search(%(name)s, %(year)s::integer, %(first)s)"
TRIGRAMS = """
SELECT person_id FROM people_searchkey, people_fold(%(name)s) AS asked WHERE folded %% asked
ORDER BY similarity(folded, asked) + CASE WHEN year = %(year)s THEN 0.15 ELSE 0 END DESC LIMIT %(first)s
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """What one way of searching took, and how often it found whom it should."""

    taken: list[float]
    found: list[bool]

    @property
    def recall(self) -> float:
        return sum(self.found) / len(self.found)


def run() -> None:
    """Measure at each size, with a year and without, and print the table."""
    rows, where = [], ""
    with own_server() as server:
        for people in SIZES:
            with swelled(server, people=people, intakes=people // 10) as stored:
                where = machine(stored)
                for with_year in (True, False):
                    ours, trigrams = compare(stored, count=COUNT, with_year=with_year)
                    rows += rows_of(people, ours, trigrams, with_year=with_year)
    print(f"{COUNT:,} misspelt searches each; {where}")
    print()
    print_table(["people", "typed", "way", "p50 ms", "p95 ms", f"recall@{FIRST}", "ratio"], rows)
    print()
    print("ratio: p50 against plain trigrams in the same run.")


def compare(stored: Stored, *, count: int, with_year: bool) -> tuple[Tried, Tried]:
    """Search in both ways, by turns."""
    searches = searches_in(stored, count + WARM_UP, role=READER)
    ours, trigrams = Tried([], []), Tried([], [])
    with identified(stored) as runtime, psycopg.connect(stored.server.superuser_url(stored.database)) as superuser:
        superuser.execute("SET pg_trgm.similarity_threshold = 0.4")
        for turn, search in enumerate(searches):
            for way, query, connection in ((ours, OURS, runtime), (trigrams, TRIGRAMS, superuser)):
                milliseconds, is_found = ask(connection, query, search, with_year=with_year)
                if turn >= WARM_UP:
                    way.taken.append(milliseconds)
                    way.found.append(is_found)
    return ours, trigrams


def ask(connection: "psycopg.Connection[Any]", query: str, search: Search, *, with_year: bool) -> tuple[float, bool]:
    """Search once; return how long it took, and whether the right person was among the first."""
    values = {"name": search.name, "year": search.year if with_year else None, "first": FIRST}
    began = time.perf_counter()
    people = [str(row[0]) for row in connection.execute(query.encode(), values).fetchall()]
    return (time.perf_counter() - began) * 1000, search.person in people


def identified(stored: Stored) -> "psycopg.Connection[Any]":
    """Connect as the runtime role, as a HELP officer for the wall."""
    [(user, posting)] = stored.rows(EXAMPLE, READER)
    connection = psycopg.connect(stored.server.url(Role.APP, stored.database))
    who = [str(user), str(posting)]
    connection.execute("SELECT set_config('offramp.user', %s, false), set_config('offramp.posting', %s, false)", who)
    return connection


def rows_of(people: int, ours: Tried, trigrams: Tried, *, with_year: bool) -> list[list[str]]:
    """Return two rows of the table."""
    typed = "name and year" if with_year else "name alone"
    return [
        [
            f"{people:,}", typed, way, f"{p50(tried.taken):.1f}", f"{p95(tried.taken):.1f}", f"{tried.recall:.3f}",
            f"{p50(tried.taken) / p50(trigrams.taken):.2f}",
        ]
        for way, tried in (("ours", ours), ("trigrams", trigrams))
    ]  # fmt: skip
