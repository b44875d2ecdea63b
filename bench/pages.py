"""The pages of the thread at the size of a busy service: milliseconds for each, and how many queries.

10,000 open intakes and 100,000 people beside the training city; permissions, read log and audit on; the load comes
from this machine too. Milliseconds from the first byte sent to the last received, one connection, after a warm-up.
"""

import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from bench._site import Reader, Site, site

ROUNDS = 40
PEOPLE = 100_000
INTAKES = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page or sending to measure: who asks, and what they do."""

    name: str
    role: str
    ask: Callable[[Reader, int], tuple[int, str]]


def run() -> None:
    """Print p50 and p95 of each page, its size, and its number of queries."""
    with site(people=PEOPLE, intakes=INTAKES) as running:
        pages = pages_of(running)
        readers = {role: signed_in(running, role) for role in {page.role for page in pages}}
        taken: dict[str, list[float]] = {page.name: [] for page in pages}
        size: dict[str, int] = {}
        for page in pages:
            for turn in range(5):
                page.ask(readers[page.role], -1 - turn)
        for turn in range(ROUNDS):
            for page in pages:
                began = time.perf_counter()
                status, text = page.ask(readers[page.role], turn)
                taken[page.name].append((time.perf_counter() - began) * 1000)
                assert status in (200, 302, 303), f"{page.name} answered {status}"
                size[page.name] = len(text.encode())
        queries = {page.name: queries_of(running, page, readers[page.role]) for page in pages}
    print(f"{PEOPLE:,} people, {INTAKES:,} open intakes, {ROUNDS} rounds, 4 workers, one connection")
    print(f"{'page':<34}{'p50 ms':>9}{'p95 ms':>9}{'queries':>9}{'KB':>8}")
    for page in pages:
        times = sorted(taken[page.name])
        p95 = times[int(len(times) * 0.95) - 1]
        print(
            f"{page.name:<34}{statistics.median(times):>9.1f}{p95:>9.1f}{queries[page.name]:>9}"
            f"{size[page.name] / 1024:>8.1f}"
        )


def pages_of(running: Site) -> list[Page]:
    """Return what is measured, on people and intakes that are there."""
    person = one(running, "SELECT person_id FROM casework_seat s JOIN accounts_user u ON u.id = s.user_id"
                 " JOIN casework_case USING (person_id) WHERE s.ends_at IS NULL AND u.username = %s LIMIT 1",
                 username(running, "navigator"))  # fmt: skip
    names = [str(row) for row in many(running, "SELECT text FROM people_name WHERE text LIKE 'Ma%%' LIMIT 50")]
    return [
        Page("sign-in page", "", lambda reader, _: reader.get("/sign-in/")),
        Page("desk", "navigator", lambda reader, _: reader.get("/")),
        Page("queue of 10,000 open intakes", "help_officer", lambda reader, _: reader.get("/queue/")),
        Page("person search among 100,000", "navigator", lambda reader, turn: search(reader, misspelt(names[turn % 50]))),
        Page("a person's record", "navigator", lambda reader, _: reader.get(f"/people/{person}/")),
        Page("saving a consult", "patrol_officer", save_a_consult),
    ]


def search(reader: Reader, text: str) -> tuple[int, str]:
    return reader.get(f"/people/?q={text.replace(' ', '+')}")


def misspelt(name: str) -> str:
    """Swap two letters in the middle, as a tired hand does."""
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]


def save_a_consult(reader: Reader, turn: int) -> tuple[int, str]:
    """Open the form, which is not measured alone, and send it."""
    _, page = reader.get("/ask/")
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token, "the form has no token"
    return reader.post(
        "/ask/",
        {
            "form_token": token.group(1),
            "place": f"Corner {turn}",
            "title": "Sits in the cold without a coat",
            "seen": ["cold"],
            "urgency": "today",
        },
    )


def signed_in(running: Site, role: str) -> Reader:
    """Return a reader signed in as the demo's user of a role; as nobody for an empty role."""
    reader = Reader(running.port)
    reader.get("/sign-in/")
    if role:
        status, _ = reader.post(f"/sign-in/as/{role.replace('_', '-')}/", {})
        assert status in (302, 303), f"signing in as {role} answered {status}"
    return reader


def queries_of(running: Site, page: Page, reader: Reader) -> int:
    """Count the statements one asking runs, as the database logs them."""
    with running.owner() as owner:
        before = calls(owner.info.dbname, running)
        page.ask(reader, 0)
        return calls(owner.info.dbname, running) - before


def calls(database: str, running: Site) -> int:
    raise NotImplementedError


def username(running: Site, role: str) -> str:
    return str(one(running, "SELECT username FROM accounts_user u JOIN accounts_posting p ON p.user_id = u.id"
                   " WHERE p.role = %s ORDER BY u.id LIMIT 1", role))  # fmt: skip


def one(running: Site, query: str, *values: object) -> UUID | str:
    found = many(running, query, *values)
    assert found, query
    return found[0]


def many(running: Site, query: str, *values: object) -> list[UUID | str]:
    with running.owner() as owner:
        return [row[0] for row in owner.execute(query.encode(), values)]  # type: ignore[misc]
