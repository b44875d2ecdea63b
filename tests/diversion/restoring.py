"""An old backup put back: what pg_dump took before a record was disposed of, in a database of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.db import connection

from offramp.diversion.jobs import dispose
from offramp.kernel.clock import now
from offramp.kernel.embedded import Binaries, Server
from offramp.kernel.roles import Role
from offramp.kernel.sealed import SealedTextField
from tests import databases
from tests.conftest import connected_as, point_at
from tests.diversion.above import TABLES, read_all


def run_the_job() -> None:
    """Dispose of what is over, as the hour does."""
    dispose(timestamp=int(now().timestamp()))


def backed_up(server: Server, database: str, folder: Path) -> Path:
    """Take a backup as the backup role does, and return where it lies."""
    dump = folder / "dump"
    _run("pg_dump", "--format=custom", f"--file={dump}", server.url(Role.BACKUP, database))
    return dump


@contextmanager
def restored(server: Server, dump: Path, name: str) -> Iterator[None]:
    """Let Django be connected to the backup, put back under another name, until the block ends."""
    with databases.as_owner(server) as owner:
        databases.drop(owner, name)
        databases.create(owner, name, "template0")
    _run("pg_restore", "--exit-on-error", f"--dbname={server.superuser_url(name)}", str(dump))
    usual = str(connection.settings_dict["NAME"])
    point_at(name)
    try:
        yield
    finally:
        point_at(usual)
        databases.remove(server, name)


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(Binaries.find().command(program, *arguments), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def sealed_words(server: Server) -> dict[str, list[str]]:
    """Return what each sealed text says to a superuser, past the wall, by table and field; empty ones left out."""
    found: dict[str, list[str]] = {}
    with connected_as(server.superuser_url(str(connection.settings_dict["NAME"]))):
        for model in apps.get_app_config("diversion").get_models():
            rows = list(model._default_manager.all()) if model._meta.db_table in TABLES else []
            for field in model._meta.fields:
                if isinstance(field, SealedTextField):
                    words = [str(getattr(row, field.name)) for row in rows if row.__dict__[field.attname]]
                    found[f"{model._meta.db_table}.{field.name}"] = words
    return found


def rows_in_all(server: Server) -> dict[str, int]:
    """Return how many rows each table of the room has, past the wall."""
    with connected_as(server.superuser_url(str(connection.settings_dict["NAME"]))):
        return read_all().rows
