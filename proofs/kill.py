"""Database, web and supervisor are killed outright while many write: whatever was acknowledged is there afterwards."""

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import psycopg

from bench._site import Reader
from offramp.kernel.database import PROJECT
from offramp.kernel.embedded import Embedded
from offramp.kernel.embedded.process import command_line, postmaster
from offramp.kernel.roles import Role
from tests.config.processes import Demo, clean_environment, unused_port

WRITES = 200
WRITERS = 8
PATIENCE = 180.0


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
        while len(self.acknowledged) < self.wanted and time.monotonic() < self._deadline:
            try:
                written = write(self.port)
            except (OSError, HTTPException):
                written = None
            if written is None:
                self.failures += 1
                time.sleep(0.2)
            else:
                self.acknowledged.append(written)


def write(port: int) -> str | None:
    """Sign in: a session, and the audit row that tells of it. Return the session's key once it is acknowledged."""
    reader = Reader(port)
    with closing(reader.connection):
        reader.get("/sign-in/")
        status, _ = reader.post("/sign-in/as/patrol_officer/", {})
    return reader.cookies.get("sessionid") if status in (302, 303) else None


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
    assert not lost, f"{len(lost)} acknowledged writes are gone"
    assert load.failures, "nothing was under way when all was killed"
    return load


def kept(home: Path) -> set[str]:
    with psycopg.connect(Embedded(home).server().url(Role.OWNER)) as connection:
        return {key for (key,) in connection.execute("SELECT session_key FROM django_session")}


def run() -> None:
    """Prove it with a demo of its own, and say what happened."""
    home, port = PROJECT / "build" / "proof-kill", unused_port()

    def start() -> Demo:
        demo = Demo(home, "--port", str(port), environment=clean_environment(home))
        demo.hears("The Offramp runs at")
        return demo

    load = prove(start, home=home, port=port, writes=WRITES)
    print(f"{len(load.acknowledged)} writes acknowledged, {load.failures} refused or cut off, 0 lost.")
