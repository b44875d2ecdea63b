"""The pages of the thread at the size of a busy service: milliseconds for each, and how many queries.

10,000 open intakes and 100,000 people beside the training city; permissions, read log and audit on; the load comes
from this machine too. Milliseconds from the first byte sent to the last received, one connection, after a warm-up.
"""

import re
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg.conninfo import conninfo_to_dict

from bench._site import Reader, Site, site
from offramp.accounts.models import User
from offramp.kernel.roles import Role

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
        queries = {page.name: queries_of(running, page) for page in pages}
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
        Page(
            "person search among 100,000", "navigator", lambda reader, turn: search(reader, misspelt(names[turn % 50]))
        ),
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


def queries_of(running: Site, page: Page) -> int:
    """Count the statements that one asking runs, in this process, on the same database as the same role."""
    parts = conninfo_to_dict(running.server.url(Role.APP, running.database))
    connection.close()
    connection.settings_dict.update(
        NAME=parts["dbname"], USER=parts["user"], PASSWORD=parts["password"], HOST=parts["host"], PORT=parts["port"]
    )
    browser = InProcess(running, page.role)
    page.ask(browser, -100)
    browser.counted = 0
    page.ask(browser, -101)
    return browser.counted - (browser.in_forms if page.name.startswith("saving") else 0)


class InProcess(Reader):
    """A reader that asks this process instead of the server, and counts the statements."""

    def __init__(self, running: Site, role: str) -> None:
        self.client = Client(SERVER_NAME="localhost")
        self.counted = self.in_forms = 0
        if role:
            user = User.objects.get(username=username(running, role))
            self.client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])

    def get(self, path: str) -> tuple[int, str]:
        with CaptureQueriesContext(connection) as captured:
            answer = self.client.get(path)
        self.counted += len(captured)
        self.in_forms = len(captured)
        return answer.status_code, answer.content.decode()

    def post(self, path: str, fields: Mapping[str, str | list[str]]) -> tuple[int, str]:
        with CaptureQueriesContext(connection) as captured:
            answer = self.client.post(path, fields)
        self.counted += len(captured)
        return answer.status_code, answer.headers.get("Location", "")


def username(running: Site, role: str) -> str:
    return str(one(running, "SELECT username FROM accounts_user u JOIN accounts_posting p ON p.user_id = u.id"
                   " WHERE p.role = %s ORDER BY u.id LIMIT 1", role))  # fmt: skip


def one(running: Site, query: str, *values: object) -> Any:
    """Return the first column of the first row."""
    found = many(running, query, *values)
    assert found, query
    return found[0]


def many(running: Site, query: str, *values: object) -> list[Any]:
    """Return the first column of every row, asked as the owner."""
    with running.owner() as owner:
        return [row[0] for row in owner.execute(query.encode(), values)]
