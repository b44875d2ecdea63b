"""A dump by the backup role holds everything, and restored it stands behind the same wall."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from offramp.access.wall import differences
from offramp.kernel.clock import now
from offramp.kernel.embedded import Binaries, Server
from offramp.kernel.roles import Role
from tests import databases
from tests.access.test_the_wall_in_sql import a_person_with_a_note
from tests.cast import make_cast
from tests.conftest import acting_as, point_at


@pytest.fixture
def restored(server: Server, own_database: str, worker_id: str, tmp_path: Path) -> Iterator[str]:
    """The test's own database, with one person in it, dumped by the backup role and restored under another name."""
    cast = make_cast(at=now())
    a_person_with_a_note(cast, acting_as)
    name, dump = f"test_{worker_id}_restored", tmp_path / "dump"
    run("pg_dump", "--format=custom", f"--file={dump}", server.url(Role.BACKUP, own_database))
    with databases.as_owner(server) as owner:
        databases.drop(owner, name)
        databases.create(owner, name, "template0")
    run("pg_restore", "--exit-on-error", f"--dbname={server.superuser_url(name)}", str(dump))
    yield name
    databases.remove(server, name)


def test_a_dump_by_the_backup_role_restores_behind_the_same_wall(server: Server, restored: str) -> None:
    everything = count_notes(server.superuser_url(restored))
    nobody = count_notes(server.url(Role.APP, restored))
    usual = connection.settings_dict["NAME"]
    point_at(restored)
    try:
        standing = differences(connection)
    finally:
        point_at(usual)

    assert (everything, nobody, standing) == (1, 0, [])


def test_the_backup_role_writes_nothing(server: Server, own_database: str) -> None:
    with (
        psycopg.connect(server.url(Role.BACKUP, own_database)) as backup,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        backup.execute("DELETE FROM people_person")


def test_a_migration_by_the_owner_still_reaches_every_row(server: Server, restored: str) -> None:
    with databases.as_owner(server, restored) as owner:
        changed = owner.execute("UPDATE casework_note SET text = text || '.'").rowcount

    assert changed == 1


def count_notes(url: str) -> int:
    with psycopg.connect(url) as reader:
        found = reader.execute("SELECT count(*) FROM casework_note").fetchone()
        assert found is not None
        return int(found[0])


def run(program: str, *arguments: str) -> None:
    done = subprocess.run(Binaries.find().command(program, *arguments), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
