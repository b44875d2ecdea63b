"""Database, web and supervisor are killed outright while patrol asks: every consult that was acknowledged is there."""

import json
import os
import re
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import psycopg

from bench._reader import Reader, ask_help
from offramp.kernel.database import PROJECT
from offramp.kernel.embedded import Embedded
from offramp.kernel.embedded.process import command_line, postmaster
from offramp.kernel.roles import Role
from tests.config.processes import Demo, clean_environment, unused_port

WRITES = 200
WRITERS = 8
PATIENCE = 180.0

# A consult counts as kept only with the audit row that was written beside it.
KEPT = """
SELECT i.id FROM triage_intake i WHERE EXISTS (
  SELECT 1 FROM audit_entry e WHERE e.subject = i.id AND e.verb = 'intake.asked')
"""


@dataclass
class Load:
    """Writers that go on through failures until enough was acknowledged."""

    port: int
    wanted: int
    acknowledged: list[str] = field(default_factory=list)
    failures: int = 0
    _deadline: float = field(default_factory=lambda: time.monotonic() + PATIENCE)

    def start(self) -> list[threading.Thread]:
        threads = [threading.Thread(target=self._write_on) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        return threads

    def wait_for(self, count: int) -> None:
        while len(self.acknowledged) < count:
            assert time.monotonic() < self._deadline, f"only {len(self.acknowledged)} writes were acknowledged"
            time.sleep(0.01)

    def _write_on(self) -> None:
        reader: Reader | None = None
        while len(self.acknowledged) < self.wanted and time.monotonic() < self._deadline:
            try:
                reader = reader or patrol_officer(self.port)
                self.acknowledged.append(write(reader))
            except (OSError, HTTPException):
                reader = None
                self.failures += 1
                time.sleep(0.2)


def patrol_officer(port: int) -> Reader:
    """Return a patrol officer at a call, signed in."""
    reader = Reader(port)
    reader.sign_in_as("patrol_officer")
    return reader


def write(reader: Reader) -> str:
    """Ask HELP through the form, and return the id of the consult once it is acknowledged."""
    answer = ask_help(reader, "Behind the library")
    acknowledged = re.fullmatch(r"/ask/([0-9a-f-]{36})/", answer.leads_to)
    if not acknowledged:
        raise ConnectionError(f"Asking HELP answered {answer.status}.")
    return acknowledged.group(1)


def kill_all(demo: Demo) -> None:
    """End database, web and supervisor as a power cut would."""
    children = json.loads((demo.home / "demo.json").read_text())
    demo.process.kill()
    for pid in children:
        if "offramp serve" in command_line(pid):
            os.killpg(pid, signal.SIGKILL)
    database = postmaster(demo.home / "pg")
    assert database is not None
    os.kill(database, signal.SIGKILL)
    demo.stop(signal.SIGKILL)


def prove(start: Callable[[], Demo], *, home: Path, port: int, writes: int) -> Load:
    """Write, kill in the midst, start again, write on. Return the load; raise where an acknowledged write is lost."""
    demo = start()
    load = Load(port, writes)
    threads = load.start()
    load.wait_for(writes // 2)
    kill_all(demo)
    demo = start()
    for thread in threads:
        thread.join()
    load.wait_for(writes)
    lost = set(load.acknowledged) - kept(home)
    demo.stop()
    assert not lost, f"{len(lost)} acknowledged consults are gone"
    assert load.failures, "nothing was under way when all was killed"
    return load


def kept(home: Path) -> set[str]:
    """Return the ids of the consults that are in the database."""
    with psycopg.connect(Embedded(home).server().url(Role.OWNER)) as connection:
        return {str(row[0]) for row in connection.execute(KEPT)}


def run() -> None:
    """Prove it with a demo of its own, and say what happened."""
    home, port = PROJECT / "build" / "proof-kill", unused_port()

    def start() -> Demo:
        demo = Demo(home, "--port", str(port), environment=clean_environment(home))
        demo.hears("Offramp runs at")
        return demo

    load = prove(start, home=home, port=port, writes=WRITES)
    print(f"{len(load.acknowledged)} consults acknowledged to {WRITERS} patrol officers who asked at the same time.")
    print(
        f"Database, web and supervisor were killed in their midst: {load.failures} tries failed until the next start."
    )
    print("Every acknowledged id is there after it, with its audit row.")
