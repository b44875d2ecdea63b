"""Databases for the tests: the owner migrates a template once, each worker clones it, tests are the runtime role."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql

from offramp.kernel.embedded import Embedded, Server
from offramp.kernel.roles import Role

PROJECT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("OFFRAMP_HOME", PROJECT / "build" / "test"))


def started_server() -> Server:
    """Return the tests' own server, started if it isn't yet."""
    return Embedded(HOME, durable=False).start()


def stop_server() -> None:
    """End the tests' server."""
    Embedded(HOME, durable=False).stop()


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one worker at a time do something."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint() -> str:
    """Return a digest of whatever shapes the database: tables, rules, functions."""
    digest = hashlib.sha256()
    shaping = ("migrations", "wall", "who_sees_what.py", "models.py", "definers.py", "enums.py")
    for path in sorted((PROJECT / "offramp").rglob("*.py")):
        if any(part in shaping for part in path.parts):
            digest.update(str(path.relative_to(PROJECT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def template(server: Server, *, city: bool = False) -> str:
    """Return the name of a migrated database to clone; with the training city in it, if asked."""
    name = f"template_{'city_' if city else ''}{city_fingerprint() if city else fingerprint()}"
    with locked("template"), as_owner(server) as connection:
        if not _exists(connection, name):
            source = template_of_tables(connection, server) if city else None
            _build(connection, server, name, source)
    return name


def template_of_tables(connection: "psycopg.Connection[tuple[object, ...]]", server: Server) -> str:
    """Return the migrated, empty template, made if it isn't there; the caller holds the lock."""
    name = f"template_{fingerprint()}"
    if not _exists(connection, name):
        _build(connection, server, name, None)
    return name


def city_fingerprint() -> str:
    """Return a digest of all code, from which the training city comes, and of the day, on which its present is."""
    digest = hashlib.sha256(str(datetime.now(UTC).date()).encode())
    for path in sorted((PROJECT / "offramp").rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _build(connection: "psycopg.Connection[tuple[object, ...]]", server: Server, name: str, source: str | None) -> None:
    building = f"{name}_building"
    drop(connection, building)
    create(connection, building, source or "template1")
    run_offramp(server, building, *(["city"] if source else ["migrate", "--verbosity=0"]))
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name)))


def run_offramp(server: Server, database: str, *arguments: str, settings: str = "offramp.config.testing") -> None:
    """Run the command line against a database, as its owner."""
    environment = {**os.environ, **server.environment(database), **SECRETS}
    environment |= {"OFFRAMP_DB_ROLE": "owner", "DJANGO_SETTINGS_MODULE": settings}
    command = [sys.executable, "-m", "offramp", *arguments]
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")


SECRETS = {
    "SECRET_KEY": "for-the-tests-alone-0123456789-0123456789-0123456789",
    "DRAFT_KEY": "mWq7Jr8QJ1v0cV1yq0o2m6b9c3d8e4f5g6h7i8j9k0A=",
    "SEAL_KEY": "for-the-tests-alone-0123456789-0123456789-abcdefghij",
    "KEYSTORE_SECRETS": "bkVnM2Jtc3R0dHh5cTlZcHk4cWhvN0lqc1F6N2RfY1U=",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "HTTPS": "0",
    "EMAIL_URL": "consolemail://",
}


@contextmanager
def as_owner(server: Server, database: str = "postgres") -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """Open a connection as the owner, each statement on its own."""
    with psycopg.connect(server.url(Role.OWNER, database), autocommit=True) as connection:
        yield connection


def clone(server: Server, name: str, source: str) -> None:
    """Make a database as a copy of a template, in place of an older one of that name."""
    with locked("template"), as_owner(server) as connection:
        drop(connection, name)
        create(connection, name, source)


def remove(server: Server, name: str) -> None:
    """Drop a database."""
    with as_owner(server) as connection:
        drop(connection, name)


def create(connection: "psycopg.Connection[tuple[object, ...]]", name: str, source: str) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(source)))


def drop(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> None:
    statement = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
    try:
        connection.execute(statement + sql.SQL(" WITH (FORCE)"))
    except psycopg.errors.InsufficientPrivilege:
        # A runtime role's session that was just closed is still going: it may not be ended, but waited for.
        connection.execute(statement)


def _exists(connection: "psycopg.Connection[tuple[object, ...]]", name: str) -> bool:
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None
