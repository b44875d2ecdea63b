"""A dump restored into another server, whose transactions count from the start again: the seal goes on correctly."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from offramp.audit.sealing.heads import read_heads
from offramp.kernel.embedded import Embedded, Server
from offramp.kernel.roles import Role
from tests import databases
from tests.audit.chains import KEYS, Chain
from tests.conftest import connected_as
from tests.kernel.test_backup import run


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Server]:
    """Another server, new."""
    embedded = Embedded(tmp_path / "elsewhere", durable=False)
    yield embedded.start()
    embedded.stop()


def test_blocks_go_on_where_the_dump_ended(
    server: Server, own_database: str, elsewhere: Server, tmp_path: Path
) -> None:
    before = Chain(server, own_database, tmp_path)
    before.write(5)
    before.seal()
    unsealed = len(before.write(2))
    run("pg_dump", "--format=custom", f"--file={tmp_path / 'dump'}", server.url(Role.BACKUP, own_database))
    with databases.as_owner(elsewhere) as owner:
        databases.create(owner, "restored", "template0")
    run("pg_restore", "--exit-on-error", f"--dbname={elsewhere.superuser_url('restored')}", str(tmp_path / "dump"))
    assert newest_transaction(elsewhere) < newest_transaction(server)

    after = Chain(elsewhere, "restored", tmp_path)
    with connected_as(elsewhere.url(Role.APP, "restored")):
        after.write(3)
    assert after.seal() == 1

    proof = after.verify(heads=read_heads(after.heads.path, KEYS))
    assert (proof.blocks, proof.rows, proof.unsealed, proof.breaks) == (2, 5 + unsealed + 3, 0, [])


def newest_transaction(server: Server) -> int:
    with psycopg.connect(server.superuser_url()) as connection:
        row = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint").fetchone()
    assert row is not None
    return int(row[0])
