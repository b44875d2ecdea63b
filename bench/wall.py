"""What the wall costs with a million people: each page of the thread with it and without, and writes audited and not.

Three web processes serve one database: as it is; by a role that no row security holds; and so without audit and read
log too. They take turns, page by page. Whether a page leads to the same places on all of them, and so shows the same
rows, stands beside it: a desk counts on the wall to leave rows out, and shows more without it. Ends with an exit code
where a page costs more than 1.3 times what it costs without all of that, or audited writes a second are fewer than 0.8
of unaudited ones.
"""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from django.urls import reverse

from bench._figures import machine, p50, p95, print_table
from bench._reader import Answer, Reader
from bench._site import Stored, own_server, served, swelled
from bench._without import without_row_security
from bench._work import EXAMPLE, Targets, Work, targets_in, work_on
from bench._writing import WAYS
from bench.pages import Measured, measure
from offramp.kernel.database import PROJECT
from offramp.kernel.roles import Role

PEOPLE, INTAKES = 1_000_000, 10_000
ROUNDS, WARM_UP = 40, 10
MOST, LEAST = 1.3, 0.8
TURNS, SECONDS = 20, 2.0
CONNECTIONS = (1, 4)
SIDES = ("the wall", "no row security", "nothing of it")

# Of the people who came with the size: each tenth was on somebody's care team once, each fiftieth is; some files are
# restricted. None of it is of those whose pages are measured, nor open to who reads them.
BUSY = """
WITH staff AS (
  SELECT array_agg(p.user_id ORDER BY p.id) AS users FROM accounts_posting p
  WHERE p.role IN ('help_officer', 'navigator') AND p.ends_at IS NULL AND p.user_id <> ALL (%(readers)s::uuid[])
), people AS (
  SELECT p.id, p.unit_id, p.opened_at, row_number() OVER (ORDER BY p.id) AS place FROM people_person p
  WHERE NOT EXISTS (SELECT 1 FROM casework_seat s WHERE s.person_id = p.id)
), grants AS (
  INSERT INTO access_grant (id, party, stream, subject, categories, basis, founded_on, unit, starts_at, ends_at)
  SELECT gen_random_uuid(), staff.users[1 + place %% cardinality(staff.users)], 'support', people.id,
    '{identity,safety,contact_log,whereabouts,plan,support_notes,health,profile,referral,consent}', 'care_team',
    gen_random_uuid(), unit_id, opened_at, CASE WHEN place %% 50 <> 0 THEN opened_at + interval '90 days' END
  FROM people, staff WHERE place %% 10 = 0
)
INSERT INTO access_restriction (id, subject, closeness, reason, restricted_at, restricted_by_id)
SELECT gen_random_uuid(), id, 'protected', 'For the bench', opened_at, staff.users[1] FROM people, staff
WHERE place %% 5003 = 1
"""
AN_INTAKE = """
SELECT id FROM triage_intake
WHERE closed_at IS NULL AND unit_id = (SELECT unit_id FROM accounts_posting WHERE id = %s) ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one page took on each side, and whether all of them led to the same places."""

    work: str
    taken: list[list[float]]
    is_same: bool

    @property
    def ratio(self) -> float:
        """Return how often the time without any of it goes into the time as it is."""
        return p50(self.taken[0]) / p50(self.taken[-1])


@dataclass(frozen=True, slots=True)
class Written:
    """How many writes a second some connections did, audited and not, turn by turn."""

    connections: int
    audited: list[float]
    unaudited: list[float]

    @property
    def ratio(self) -> float:
        return p50(self.audited) / p50(self.unaudited)


def run() -> None:
    """Measure, print the tables, and end with an exit code where the wall costs too much."""
    with own_server() as server, swelled(server, people=PEOPLE, intakes=INTAKES) as stored:
        make_busy(stored)
        costs = pages(stored, rounds=ROUNDS, warm_up=WARM_UP)
        written = [writes(stored, connections=many, turns=TURNS, seconds=SECONDS) for many in CONNECTIONS]
        tell(stored, costs, written)
    if missed(costs, written):
        raise SystemExit(1)


def make_busy(stored: Stored) -> None:
    """Give the many people care teams that were and are, and restrict some files."""
    readers = [stored.rows(EXAMPLE, role)[0][0] for role in ("help_officer", "navigator")]
    with psycopg.connect(stored.server.superuser_url(stored.database), autocommit=True) as superuser:
        superuser.execute(BUSY.encode(), {"readers": readers})
        superuser.execute("ANALYZE access_grant, access_restriction")


def pages(stored: Stored, *, rounds: int, warm_up: int) -> list[Cost]:
    """Open each page of the thread on each side, by turns."""
    targets = targets_in(stored)
    with (
        without_row_security(stored) as unguarded,
        served(stored, workers=1) as guarded,
        served(unguarded, workers=1) as bare,
        served(unguarded, workers=1, by=["bench._without"]) as nothing,
    ):
        works = the_thread(stored, targets)
        sides = [Measured(site, targets, works) for site in (guarded, bare, nothing)]
        measure(sides, rounds=rounds, warm_up=warm_up)
    return [
        Cost(
            work.name,
            [side.taken[work.name] for side in sides],
            len({places_in(side.last[work.name]) for side in sides}) == 1,
        )
        for work in works
    ]


def the_thread(stored: Stored, targets: Targets) -> list[Work]:
    """Return the pages behind a sign-in from an ask to a referral's answer."""
    [(_user, officer)] = stored.rows(EXAMPLE, "help_officer")
    [(intake,)] = stored.rows(AN_INTAKE, officer)
    more = (
        ("an intake", "help_officer", reverse("triage:intake", args=[intake])),
        ("somebody's consents", "navigator", reverse("consent:of-person", args=[targets.person])),
        ("where to refer", "navigator", reverse("referrals:choose", args=[targets.person])),
        ("an agency's inbox", "agency_worker", reverse("referrals:inbox")),
    )
    return [*(work for work in work_on(targets) if work.role), *(opening(*each) for each in more)]


def opening(name: str, role: str, path: str) -> Work:
    """Return the work of opening a page."""

    def ask(reader: Reader, _turn: int) -> Answer:
        return reader.get(path)

    return Work(name, role, ask)


def places_in(answer: Answer) -> frozenset[str]:
    """Return where a page leads to: it tells which rows it shows."""
    return frozenset(re.findall(r'href="(/[^"?#]*)', answer.text.partition("<main")[2]))


def writes(stored: Stored, *, connections: int, turns: int, seconds: float) -> Written:
    """Write on some connections at once, audited and not by turns."""
    person = targets_in(stored).person
    with writing(stored, connections) as processes:
        soon = time.time() + 2
        told = {
            "person": person,
            "seconds": seconds,
            "begins": [soon + turn * (seconds + 0.3) for turn in range(turns)],
        }
        for process in processes:
            print(json.dumps(told), file=process.stdin, flush=True)
        done = [json.loads(process.communicate()[0]) for process in processes]
    each_turn = [sum(counts) / seconds for counts in zip(*done, strict=True)]
    first, then = (each_turn[place :: len(WAYS)] for place in range(len(WAYS)))
    return Written(connections, first, then)


@contextmanager
def writing(stored: Stored, many: int) -> "Iterator[list[subprocess.Popen[str]]]":
    """Start so many processes that write, each ready to be told when to begin, and end them with the block."""
    code = "from bench._writing import tell; tell()"
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "offramp", "shell", "--no-imports", "--command", code],
            env=stored.environment(Role.APP),
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(many)
    ]
    try:
        for process in processes:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                raise RuntimeError("A process that should write did not get ready.")
        yield processes
    finally:
        for process in processes:
            process.terminate()
            process.wait(timeout=30)


def missed(costs: Sequence[Cost], written: Sequence[Written]) -> list[str]:
    """Return what costs too much."""
    return [
        *(f"{cost.work} costs {cost.ratio:.2f} times, more than {MOST}" for cost in costs if cost.ratio > MOST),
        *(
            f"audited writes are {each.ratio:.2f} of unaudited ones at {each.connections}, fewer than {LEAST}"
            for each in written
            if each.ratio < LEAST
        ),
    ]


def tell(stored: Stored, costs: Sequence[Cost], written: Sequence[Written]) -> None:
    """Print both tables and what they were measured on."""
    [(people, grants)] = stored.rows("SELECT (SELECT count(*) FROM people_person), (SELECT count(*) FROM access_grant)")
    print(f"{people:,} people, {grants:,} grants; {machine(stored)}")
    print()
    head = ["p50 / p95 ms", *SIDES, "row security", "all of it", "same rows"]
    print_table(head, [_row(cost) for cost in costs])
    print()
    print("row security, all of it: p50 as it is against p50 without that, in this run, by turns.")
    print(f"one request at a time, {len(costs[0].taken[0])} turns")
    print()
    rows = [
        [f"{each.connections}", f"{p50(each.audited):.0f}", f"{p50(each.unaudited):.0f}", f"{each.ratio:.2f}"]
        for each in written
    ]
    print_table(["connections that write", "audited/s", "unaudited/s", "ratio"], rows)
    print()
    print("\n".join(missed(costs, written)) or f"No page over {MOST} times, no audited writes under {LEAST}.")


def _row(cost: Cost) -> list[str]:
    figures = [f"{p50(taken):.1f} / {p95(taken):.1f}" for taken in cost.taken]
    row_security = p50(cost.taken[0]) / p50(cost.taken[1])
    return [cost.work, *figures, f"{row_security:.2f}", f"{cost.ratio:.2f}", "yes" if cost.is_same else "no"]
