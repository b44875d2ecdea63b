"""The mailbox: a batch of mails from a real IMAP server into the database, then all of them once more.

Losses are mails that are nowhere in the database; doubles are requests beyond those that were asked for. The peak is
of the reading process, which holds one mail at a time: some are of ten megabytes, in the small batch too.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg

from bench._figures import machine, print_table
from bench._mailbox import deliver, invented, mail_server, url_of
from bench._site import HOME, Stored, create, drop, is_there, make, mark, own_server
from offramp.kernel.database import PROJECT
from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role

SIZES = (100, 1_000)
COUNTED = "SELECT count(*) FROM engagement_mail WHERE fate = 'waiting' AND continues_id IS NULL"
KEPT = "SELECT digest FROM engagement_mail"


def run() -> None:
    """Measure each batch, and print the table."""
    rows, where = [], ""
    with own_server() as server:
        for many in SIZES:
            with empty_mailbox(server) as stored:
                where = machine(stored)
                rows += measure(stored, many)
    print(where)
    print()
    print_table(["batch", "mails in", "requests", "doubles", "losses", "seconds", "peak MB"], rows)


def measure(stored: Stored, many: int) -> list[list[str]]:
    """Read a batch, deliver it again and read that, and return a row of the table for each."""
    rows = []
    before = requests_in(stored)
    mails, wanted = invented(many, year=datetime.now(UTC).year + 1)
    with mail_server() as port:
        for batch in ("new", "the same again"):
            deliver(port, mails)
            seconds, peak = read(stored, url_of(port))
            found = requests_in(stored) - before
            kept = {str(digest) for (digest,) in stored.rows(KEPT)}
            lost = sum(hashlib.sha256(raw).hexdigest() not in kept for raw in mails)
            figures = [f"{many:,}", f"{found:,}", f"{found - wanted:,}", f"{lost:,}", f"{seconds:.1f}", f"{peak:.0f}"]
            rows.append([batch, *figures])
    return rows


def read(stored: Stored, url: str) -> tuple[float, float]:
    """Read the mailbox once, in a process of its own; return how long it took, and the most memory it held, in MB."""
    settings = {"IMAP_URL": url, "PACE_MAILBOX": "pace@example.org"}
    began = time.monotonic()
    reader = subprocess.Popen(
        [sys.executable, "-m", "offramp", "mailbox", "--once"],
        env={**stored.environment(Role.JOB), **settings},
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(reader.pid, 0)
    if status:
        raise RuntimeError(f"The reader ended with {status}.")
    return time.monotonic() - began, used.ru_maxrss / 1024


def requests_in(stored: Stored) -> int:
    """Return how many mails wait as a request of their own."""
    [(many,)] = stored.rows(COUNTED)
    return int(many)


@contextmanager
def empty_mailbox(server: Server) -> Iterator[Stored]:
    """Copy the training city until the block ends."""
    city, copy = f"{mark()}_city", "bench_copy_mail"
    with psycopg.connect(server.url(Role.OWNER, "postgres"), autocommit=True) as owner:
        if not is_there(owner, city):
            make(owner, server, city, "template1", ["migrate", "--verbosity=0"], ["city"])
        drop(owner, copy)
        create(owner, copy, city)
        try:
            yield Stored(server, copy, HOME)
        finally:
            drop(owner, copy)
