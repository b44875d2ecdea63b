"""A site to measure: the training city, swelled to a size, served by the product's own web processes.

What is slow to make is kept in build/bench until the code or the day is another; each run is given a copy.
"""

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from bench._reader import Reader
from offramp.config import preparation
from offramp.kernel.database import PROJECT
from offramp.kernel.embedded import Embedded, Server
from offramp.kernel.roles import Role

HOME = PROJECT / "build" / "bench"
READY_SECONDS = 90
SETTINGS = {
    "SECRET_KEY": "for-benches-alone-0123456789-0123456789-0123456789-01",
    "DRAFT_KEY": "mWq7Jr8QJ1v0cV1yq0o2m6b9c3d8e4f5g6h7i8j9k0A=",
    "SEAL_KEY": "for-benches-alone-0123456789-0123456789-0123456789-02",
    "KEYSTORE_SECRETS": "bkVnM2Jtc3R0dHh5cTlZcHk4cWhvN0lqc1F6N2RfY1U=",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "HTTPS": "0",
    "EMAIL_URL": "consolemail://",
    "DJANGO_SETTINGS_MODULE": "offramp.config.settings",
}


@dataclass(frozen=True, slots=True)
class Stored:
    """A database on a server, ways to ask it, and where the product's processes on it keep their files."""

    server: Server
    database: str
    home: Path = HOME

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return what a query finds, asked by the superuser, whom no wall holds."""
        with psycopg.connect(self.server.superuser_url(self.database)) as connection:
            return list(connection.execute(query.encode(), values).fetchall())

    def offramp(self, *arguments: str, role: Role = Role.OWNER, told: str = "") -> str:
        """Run a command of the product on this database, and return what it said."""
        command = [sys.executable, "-m", "offramp", *arguments]
        environment = self.environment(role)
        done = subprocess.run(
            command, env=environment, cwd=PROJECT, input=told, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def python(self, statement: str, *, role: Role = Role.OWNER, told: str = "") -> str:
        """Run a statement in a Django process on this database, and return what it printed."""
        return self.offramp("shell", "--no-imports", "--command", statement, role=role, told=told)

    def environment(self, role: Role) -> dict[str, str]:
        """Return the environment that leads a process of the product here, as one database role."""
        where = self.server.environment(self.database, roles=[role])
        return {**os.environ, **where, **SETTINGS, "OFFRAMP_HOME": str(self.home), "OFFRAMP_DB_ROLE": role}


@dataclass(frozen=True, slots=True)
class Site:
    """A database and the port on which it is served."""

    stored: Stored
    port: int


@contextmanager
def own_server() -> Iterator[Server]:
    """Run the benches' own PostgreSQL until the block ends."""
    embedded = Embedded(HOME)
    try:
        yield embedded.start()
    finally:
        embedded.stop()


@contextmanager
def swelled(server: Server, *, people: int, intakes: int) -> Iterator[Stored]:
    """Copy the training city with this many people and open intakes more, until the block ends."""
    kept = f"{mark()}_{people}_{intakes}"
    with psycopg.connect(server.url(Role.OWNER, "postgres"), autocommit=True) as owner:
        if not is_there(owner, kept):
            city = f"{mark()}_city"
            if not is_there(owner, city):
                forget_all(owner)
                make(owner, server, city, "template1", ["migrate", "--verbosity=0"], ["city"])
            fill = f"from bench._fill import fill; fill(people={people}, intakes={intakes})"
            make(owner, server, kept, city, ["shell", "--no-imports", "--command", fill])
        copy = f"bench_copy_{people}_{intakes}"
        drop(owner, copy)
        create(owner, copy, kept)
        try:
            yield Stored(server, copy)
        finally:
            drop(owner, copy)


@contextmanager
def served(stored: Stored, *, workers: int = 4, by: Sequence[str] = ("offramp", "serve")) -> Iterator[Site]:
    """Serve a database until the block ends. by: the module that serves, and what it is told."""
    stored.offramp("collectstatic", "--noinput", "--verbosity=0", role=Role.APP)
    port = free_port()
    web = subprocess.Popen(
        [sys.executable, "-m", *by, "--bind", f"127.0.0.1:{port}"],
        env=stored.environment(Role.APP) | {"WEB_CONCURRENCY": str(workers)},
        cwd=PROJECT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_served(port)
        yield Site(stored, port)
    finally:
        web.terminate()
        web.wait(timeout=30)


def mark() -> str:
    """Return what the names of kept databases begin with: a digest of all code and of the day."""
    digest = hashlib.sha256(f"{datetime.now(UTC).date()} {preparation.fingerprint()}".encode())
    for name in ("_fill.py", "_names.py"):
        digest.update((PROJECT / "bench" / name).read_bytes())
    return f"bench_{digest.hexdigest()[:10]}"


def make(owner: "psycopg.Connection[Any]", server: Server, name: str, source: str, *commands: Sequence[str]) -> None:
    """Make a database by commands of the product; it has its name once all of them are done."""
    building = f"{name}_building"
    drop(owner, building)
    create(owner, building, source)
    for command in commands:
        Stored(server, building).offramp(*command)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    owner.execute(rename.format(sql.Identifier(building), sql.Identifier(name)))


def create(owner: "psycopg.Connection[Any]", name: str, source: str) -> None:
    """Copy a database."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    owner.execute(statement.format(sql.Identifier(name), sql.Identifier(source)))


def drop(owner: "psycopg.Connection[Any]", name: str) -> None:
    """Drop a database if it is there. Sessions that were just closed are waited for."""
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def forget_all(owner: "psycopg.Connection[Any]") -> None:
    """Drop what was kept of other code or another day."""
    for (name,) in owner.execute("SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_%'").fetchall():
        drop(owner, name)


def is_there(owner: "psycopg.Connection[Any]", name: str) -> bool:
    """Say whether there is such a database."""
    return owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_served(port: int) -> None:
    """Wait until the sign-in page is there."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError):
            if Reader(port).get("/sign-in/").status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError(f"The web process did not answer in {READY_SECONDS} s.")
