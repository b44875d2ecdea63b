"""The pages of the thread at the size of a busy service: p50 and p95 of each, and how many queries.

Row security, read log and audit are on. The load comes from this machine, one request at a time, over HTTP to the
product's own web processes, after a warm-up. Beside it the same runs at a tenth of the size, turn by turn: `growth`
is the ratio of the two medians of this run.
"""

import json
import re
from dataclasses import dataclass, field

from bench._figures import machine, p50, p95, print_table
from bench._reader import Answer, Reader
from bench._site import Site, own_server, served, swelled
from bench._work import Targets, Work, search_of, targets_in, work_on
from offramp.kernel.roles import Role

PEOPLE, INTAKES = 100_000, 10_000
ROUNDS, WARM_UP = 60, 20
WORKERS = 4
FIRST = 10


@dataclass
class Measured:
    """What the pieces of work took at one size."""

    site: Site
    targets: Targets
    works: list[Work] = field(default_factory=list)
    taken: dict[str, list[float]] = field(default_factory=dict)
    last: dict[str, Answer] = field(default_factory=dict)
    found: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.works = self.works or work_on(self.targets)
        self.readers = {work.role: signed_in(self.site, work.role) for work in self.works}

    def do(self, work: Work, turn: int) -> None:
        """Do one piece of work once, and keep what it took."""
        answer = self.last[work.name] = work.ask(self.readers[work.role], turn)
        if answer.status not in (200, 302, 303):
            raise RuntimeError(f"{work.name} answered {answer.status}.")
        self.taken.setdefault(work.name, []).append(answer.milliseconds)
        if "search" in work.name:
            hits = re.findall(r'<strong><a href="/people/([^/"]+)/"', answer.text)
            self.found.append(search_of(self.targets, turn).person in hits[:FIRST])

    def queries(self) -> dict[str, tuple[int, float]]:
        """Return how many statements each piece of work runs, and their milliseconds together."""
        statement = "from bench._counting import tell; tell()"
        told = self.site.stored.python(statement, role=Role.APP, told=self.targets.dumped())
        return dict(json.loads(told))


def run() -> None:
    """Measure at a tenth and at full size in one run, and print the table."""
    with (
        own_server() as server,
        swelled(server, people=PEOPLE // 10, intakes=INTAKES // 10) as small,
        swelled(server, people=PEOPLE, intakes=INTAKES) as large,
        served(small, workers=WORKERS) as tenth,
        served(large, workers=WORKERS) as whole,
    ):
        less, more = Measured(tenth, targets_in(small)), Measured(whole, targets_in(large))
        measure([less, more], rounds=ROUNDS, warm_up=WARM_UP)
        tell(less, more)


def measure(sizes: list[Measured], *, rounds: int, warm_up: int) -> None:
    """Take turns: each piece of work at each size, again and again, each size as often first as last."""
    for turn in range(-warm_up, rounds):
        if turn == 0:
            for size in sizes:
                size.taken.clear()
                size.found.clear()
        for place in range(len(sizes[0].works)):
            for size in sizes if turn % 2 else reversed(sizes):
                size.do(size.works[place], turn)


def tell(less: Measured, more: Measured) -> None:
    """Print the table and what it was measured on."""
    queries = more.queries()
    [(people, intakes)] = more.site.stored.rows(
        "SELECT (SELECT count(*) FROM people_person), (SELECT count(*) FROM triage_intake WHERE closed_at IS NULL)"
    )
    print(f"{people:,} people, {intakes:,} open intakes; row security, read log and audit on")
    print(f"{machine(more.site.stored)}; {WORKERS} web processes, one request at a time")
    print()
    rows = []
    for work in more.works:
        taken, text = more.taken[work.name], more.last[work.name].text
        kilobytes = f"{len(text.encode()) / 1024:.0f}" if text else "-"
        growth = p50(taken) / p50(less.taken[work.name])
        count, in_sql = queries[work.name]
        figures = [f"{p50(taken):.1f}", f"{p95(taken):.1f}", f"{count}", f"{in_sql:.1f}", kilobytes]
        rows.append([work.name, *figures, f"{growth:.2f}"])
    print_table(["", "p50 ms", "p95 ms", "queries", "SQL ms", "KB", "growth"], rows)
    print()
    print("queries: without BEGIN, COMMIT and savepoints. SQL ms: those queries alone, asked by one process.")
    print(f"growth: p50 against p50 at a tenth of the size, by turns, {len(more.found)} each.")
    print(f"The right person was among the first {FIRST} in {sum(more.found)} of {len(more.found)} searches.")


def signed_in(site: Site, role: str) -> Reader:
    """Return a reader signed in as the example of a role; as nobody without one."""
    reader = Reader(site.port)
    if role:
        reader.sign_in_as(role)
    return reader
