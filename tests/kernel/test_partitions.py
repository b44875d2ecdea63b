"""The logs are cut by month: what lay in the default partition moves over, behind the same wall."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import OperationalError, connection

from offramp.access.wall import differences
from offramp.audit.models import Entry
from offramp.kernel import partitions
from offramp.kernel.embedded import Server
from offramp.kernel.ids import first_id_at, new_id
from offramp.kernel.partitions import add_months, missing_months
from offramp.kernel.roles import Role
from tests.conftest import connected_as

FAR = datetime(2031, 12, 5, tzinfo=UTC)
TABLES = ("audit_entry", "audit_look", "audit_looksubject")


@pytest.fixture
def as_owner(server: Server, own_database: str) -> Iterator[None]:
    """Let Django's connection be the owner's, as `offramp partitions` has it."""
    with connected_as(server.url(Role.OWNER, own_database)):
        yield


def test_rows_of_a_month_move_into_its_partition_and_no_others(server: Server, as_owner: None) -> None:
    moments = [FAR - timedelta(days=5), FAR, FAR + timedelta(days=27), FAR + timedelta(days=300)]
    for at in moments:
        Entry.objects.create(pk=first_id_at(at), verb="test.done", at=at, actor_kind="public")
    told = {row.pk: row.at for row in Entry.objects.all()}

    made = add_months(connection, at=FAR, ahead=1)

    assert made == [f"{table}_{month}" for table in TABLES for month in ("2031_12", "2032_01")]
    assert {row.pk: row.at for row in Entry.objects.all()} == told
    assert [count(f"audit_entry_{part}") for part in ("rest", "2031_12", "2032_01")] == [2, 1, 1]
    assert add_months(connection, at=FAR, ahead=1) == []


def test_a_new_month_stands_behind_the_wall_of_its_table(server: Server, own_database: str, as_owner: None) -> None:
    Entry.objects.create(pk=first_id_at(FAR), verb="test.done", at=FAR, actor_kind="public")
    add_months(connection, at=FAR)

    assert differences(connection) == []
    with psycopg.connect(server.url(Role.APP, own_database), autocommit=True) as app:
        assert app.execute("SELECT count(*) FROM audit_entry").fetchone() == (0,)
        for command in ("SELECT * FROM", "DELETE FROM", "TRUNCATE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(f"{command} audit_entry_2031_12".encode())


def test_a_table_in_use_is_left_as_it_is(
    server: Server, own_database: str, as_owner: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "PATIENCE", "100ms")
    with psycopg.connect(server.url(Role.APP, own_database)) as app:
        app.execute(
            "INSERT INTO audit_entry (id, at, verb, actor_kind, role, fields)"
            " VALUES (%s, %s, 'a.b', 'public', '', '{}')",
            [new_id(), FAR],
        )
        with pytest.raises(OperationalError, match="lock timeout"):
            add_months(connection, at=FAR)
        app.commit()

    assert ("audit_entry", FAR.date().replace(day=1)) in missing_months(connection, at=FAR, ahead=0)
    assert Entry.objects.count() == 1


def test_migrating_makes_this_month_and_the_next_ones(db: None) -> None:
    assert missing_months(connection, at=datetime.now(UTC), ahead=1) == []


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])
