"""What stands above the wall: it sets a record's clock, and reads past every policy."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

import psycopg
from django.db import connection
from psycopg import sql

from offramp.access.wall import guarded_models
from offramp.diversion.definers import OF_A_MEASURE
from offramp.diversion.models import Measure

TABLES = sorted(model._meta.db_table for model in guarded_models() if model._meta.app_label == "diversion")
# Every table in one statement, so that all of it is asked at one moment of the database's clock.
ALL_AT_ONCE = " UNION ALL ".join(f"SELECT '{table}', count(*), statement_timestamp() FROM {table}" for table in TABLES)
ABOUT = {model._meta.db_table: "measure_id" for model in OF_A_MEASURE} | {Measure._meta.db_table: "id"}
"""By which column each table names the record it is about."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What whoever asks reads at one moment: how many rows of which table, none left out that has any."""

    at: datetime
    rows: dict[str, int]


def read_all() -> Reading:
    """Read every table of the room by one statement, as whoever acts."""
    with connection.cursor() as cursor:
        cursor.execute(ALL_AT_ONCE)
        found = cursor.fetchall()
    return Reading(found[0][2], {table: many for table, many, _at in found if many})


@dataclass(frozen=True, slots=True)
class Above:
    """A superuser, past the wall."""

    connection: "psycopg.Connection[Any]"

    def execute(self, statement: LiteralString | sql.Composed, values: list[Any]) -> int:
        """Carry out a statement, and return how many rows it touched."""
        return self.connection.execute(statement, values).rowcount

    def ends_in(self, measure: UUID, seconds: float) -> datetime:
        """Let a record end so many seconds from now, by the database's clock; behind it where they are negative.

        What a school was given ends with it at the latest, as ever. Every grant on it stays open without end: what
        closes is the record's own clock, and nothing beside it.
        """
        ends_at = self.one("SELECT statement_timestamp() + make_interval(secs => %s)", [seconds])
        self.execute("UPDATE access_term SET ends_at = %s WHERE subject = %s", [ends_at, measure])
        notes = "subject IN (SELECT id FROM diversion_schoolnote WHERE measure_id = %s)"
        self.execute(f"UPDATE access_term SET ends_at = least(ends_at, %s) WHERE {notes}", [ends_at, measure])
        self.execute("UPDATE diversion_measure SET ends_at = %s WHERE id = %s", [ends_at, measure])
        about = "subject = %s OR subject IN (SELECT id FROM diversion_meeting WHERE measure_id = %s)"
        self.execute(f"UPDATE access_grant SET ends_at = NULL WHERE {about}", [measure, measure])
        assert isinstance(ends_at, datetime)
        return ends_at

    def one(self, statement: LiteralString | sql.Composed, values: list[Any]) -> Any:
        """Return the one value that a question leads to."""
        row = self.connection.execute(statement, values).fetchone()
        assert row is not None
        return row[0]

    def rows_of(self, measure: UUID) -> dict[str, int]:
        """Return how many rows of each table are about a record, of those that have any."""
        found = {
            table: self.one(
                sql.SQL("SELECT count(*) FROM {} WHERE {} = %s").format(sql.Identifier(table), sql.Identifier(column)),
                [measure],
            )
            for table, column in ABOUT.items()
        }
        return {table: many for table, many in found.items() if many}
