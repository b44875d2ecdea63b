"""Sealed log rows are changed, deleted, put in and swapped by a superuser: each is found, and the row is named.

The training city's logs are sealed, which is timed, and proven whole. Then a short chain behind them is tampered with
time and again, each time in a transaction of its own that is undone. Then as many rows of the city are tampered with
all at once. Last comes what can't be proven: it has to be said, and with the head from outside the cut end is found.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bench._site import SETTINGS, Stored, create, drop, is_there, make, mark, own_server
from offramp.kernel.database import PROJECT
from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role

TRIES = 500
CITY = "proof_tamper"


def run() -> None:
    """Prove it, and print the figures."""
    with own_server() as server, a_city(server) as stored:
        for command in (["seal", "--once"], ["audit", "verify"]):
            said, seconds = timed(stored, *command)
            print(f"offramp {' '.join(command)}: {said.splitlines()[0]} In {seconds:.1f} s, starting included.")
        tampering = f"from proofs.tamper.trying import tell; tell(tries={TRIES}, key={SETTINGS['SEAL_KEY']!r})"
        done = subprocess.run(
            [sys.executable, "-m", "offramp", "shell", "--no-imports", "--command", tampering],
            env=stored.environment(Role.OWNER) | {"DATABASE_URL": server.superuser_url(CITY)},
            cwd=PROJECT,
            check=False,
        )
    if done.returncode:
        raise SystemExit(done.returncode)


@contextmanager
def a_city(server: Server) -> Iterator[Stored]:
    """Copy the training city until the block ends."""
    with psycopg.connect(server.url(Role.OWNER, "postgres"), autocommit=True) as owner:
        city = f"{mark()}_city"
        if not is_there(owner, city):
            make(owner, server, city, "template1", ["migrate", "--verbosity=0"], ["city"])
        drop(owner, CITY)
        create(owner, CITY, city)
        try:
            yield Stored(server, CITY)
        finally:
            drop(owner, CITY)


def timed(stored: Stored, *command: str) -> tuple[str, float]:
    """Return what a command of the sealer's role said, and the seconds it took, starting included."""
    began = time.monotonic()
    return stored.offramp(*command, role=Role.SEAL), time.monotonic() - began
