"""Tables that only grow are cut by month along their UUIDv7 keys.

A month's partition is made before the month begins. Rows of a month that has none lie in the default partition, which
takes whatever fits nowhere else, and move over when it is made.
"""

from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.utils import CursorWrapper
from django.db.migrations.operations import CreateModel

from offramp.kernel.ids import first_id_at

MONTHS_AHEAD = 3
PATIENCE = "10s"
"""How long a table's writers may be waited for: they wait in turn behind whoever waits."""


class CreatePartitioned(CreateModel):
    """Creates a table partitioned by ranges of its key, with a default partition that takes what has no month yet."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = f"{plain} PARTITION BY RANGE (id)"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain
        table = to_state.apps.get_model(app_label, self.name)._meta.db_table
        schema_editor.execute(f'CREATE TABLE "{_rest(table)}" PARTITION OF "{table}" DEFAULT')


def add_months(connection: BaseDatabaseWrapper, *, at: datetime, ahead: int = MONTHS_AHEAD) -> list[str]:
    """Make the partitions of this month and the next ones that are missing, as the owner, and return their names.

    Each table is locked while a month of it is made and filled: nobody reads or writes it for that long, and whoever
    waited finds every row. Raises django.db.OperationalError where its users can't be waited for; nothing is lost.
    """
    made = []
    for table, first in missing_months(connection, at=at, ahead=ahead):
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            made.append(_make(cursor, table, first))
    return made


def missing_months(connection: BaseDatabaseWrapper, *, at: datetime, ahead: int) -> list[tuple[str, date]]:
    """Return what has no partition yet, of this month and so many after it: a table and the first day of a month."""
    months = [_month_after(at.astimezone(UTC).date(), steps) for steps in range(ahead + 1)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.relname, array_remove(array_agg(c.relname::text), NULL) FROM pg_class p"
            " JOIN pg_namespace n ON n.oid = p.relnamespace AND n.nspname = 'public'"
            " LEFT JOIN pg_inherits i ON i.inhparent = p.oid LEFT JOIN pg_class c ON c.oid = i.inhrelid"
            " WHERE p.relkind = 'p' GROUP BY 1 ORDER BY 1"
        )
        parts = dict(cursor.fetchall())
    return [(table, first) for table in parts for first in months if _name(table, first) not in parts[table]]


def _make(cursor: CursorWrapper, table: str, first: date) -> str:
    name, bounds = _name(table, first), (_begins(first), _begins(_month_after(first, 1)))
    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    # All of it first: a query planned before the new partition is there would miss the rows that moved into it.
    cursor.execute(f'LOCK TABLE "{table}" IN ACCESS EXCLUSIVE MODE')
    cursor.execute(f'CREATE TABLE "{name}" (LIKE "{table}" INCLUDING DEFAULTS INCLUDING CONSTRAINTS)')
    cursor.execute(
        "SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
        [f'"{table}"'],
    )
    (columns,) = cursor.fetchone()
    cursor.execute(
        f'WITH moved AS (DELETE FROM "{_rest(table)}" WHERE id >= %s AND id < %s RETURNING {columns})'
        f' INSERT INTO "{name}" ({columns}) SELECT {columns} FROM moved',
        bounds,
    )
    cursor.execute(f'ALTER TABLE "{table}" ATTACH PARTITION "{name}" FOR VALUES FROM (%s) TO (%s)', bounds)
    return name


def _rest(table: str) -> str:
    return f"{table}_rest"


def _name(table: str, first: date) -> str:
    return f"{table}_{first:%Y_%m}"


def _begins(first: date) -> str:
    return str(first_id_at(datetime(first.year, first.month, 1, tzinfo=UTC)))


def _month_after(day: date, steps: int) -> date:
    months = day.year * 12 + day.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)
