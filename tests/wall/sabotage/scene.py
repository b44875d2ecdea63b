"""A database in which policies stand alone: a row in every table that has any, and nothing else in an attacker's way.

All of it is made in one transaction of a superuser, who acts as the runtime role for as long as he asks, and is taken
back. Constraints, triggers and rights are off in it: what a policy lets through is seen, whatever stands behind it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Final
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import CharField

from offramp.access.actions import set_identity
from offramp.access.enums import AnyCategory
from offramp.access.models import Wall
from offramp.access.wall import guarded_models
from offramp.access.wall.policies import APP
from offramp.access.wall.tables import wall_of
from offramp.accounts.enums import UnitKind
from offramp.accounts.models import Unit, User
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.ids import new_id
from tests.conftest import connected_as

COMMANDS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE")
# How a column of a type is filled, as text.
FILLINGS: Final[Mapping[str, str]] = {
    "boolean": "false",
    "bytea": "x",
    "citext": "x",
    "date": "2026-01-02",
    "inet": "127.0.0.1",
    "jsonb": "{}",
    "text": "x",
    "time without time zone": "09:00",
    "timestamp with time zone": "2026-01-02 09:00Z",
    "tstzrange": "empty",
    **dict.fromkeys(["smallint", "integer", "bigint", "double precision", "numeric", "real"], "1"),
}

COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull, EXISTS (
  SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relname = ANY (%s) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
ORDER BY c.relname, a.attnum
"""
# What stands behind a policy. A key of rows is left alone: whoever puts in a row gives it a key of its own.
STANDS_BEHIND = """
SELECT format('ALTER TABLE %%I DROP CONSTRAINT IF EXISTS %%I CASCADE', c.relname, k.conname)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE c.relname = ANY (%s) AND k.contype IN ('c', 'f', 'u', 'x') AND k.coninhcount = 0
UNION ALL
SELECT format('DROP INDEX IF EXISTS %%I', x.relname)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid
WHERE c.relname = ANY (%s) AND i.indisunique AND NOT i.indisprimary
  AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
UNION ALL
SELECT format('ALTER TABLE %%I DISABLE TRIGGER USER', t) FROM unnest(%s::text[]) t
UNION ALL
SELECT format('GRANT SELECT, INSERT, UPDATE, DELETE ON %%I TO offramp_app', t) FROM unnest(%s::text[]) t
"""

NUMBERS: Final = count(1000)

Row = dict[str, str | None]
Values = Sequence[str | UUID | list[str] | None]
Statement = tuple[str, Values]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, its type in PostgreSQL's words, whether it must hold something, and is the key."""

    name: str
    type: str
    needed: bool
    is_key: bool

    def filling(self) -> str | None:
        """Return what fills it; None where it may stay empty. Raises KeyError for a type of which none is known."""
        if not self.needed:
            return None
        if self.type.endswith("[]"):
            return "{}"
        return "x" if self.type.startswith("character") else FILLINGS[self.type]


@dataclass(slots=True)
class Scene:
    """Every table with a policy and its columns; whose rows stand there, about whom, of which unit."""

    tables: Mapping[str, Sequence[Column]]
    walls: Mapping[str, Wall]
    unit: Unit
    elsewhere: Unit
    somebody: User
    subject: UUID = field(default_factory=new_id)

    def row(
        self, table: str, *, author: UUID | None = None, subject: UUID | None = None, unit: UUID | None = None
    ) -> Row:
        """Return a row of a table as text: all its keys lead to the subject, and its people are somebody."""
        wall = self.walls.get(table)
        people = {name for name in (wall.author, wall.told_to) if name} if wall else set()
        filled: Row = {}
        for column in self.tables[table]:
            if column.name in people or column.name in ("author_id", "actor", "reader", "party"):
                filled[column.name] = str(author or self.somebody.pk)
            elif column.name == "unit_id":
                filled[column.name] = str(unit or self.unit.pk)
            elif column.type == "uuid" and (column.needed or (wall and column.name in wall.subjects)):
                filled[column.name] = str(subject or self.subject)
            else:
                filled[column.name] = column.filling()
        return filled

    def another(self, table: str, row: Row) -> Row:
        """Return a row with a key of its own."""
        keys = {
            each.name: str(new_id() if each.type == "uuid" else next(NUMBERS))
            for each in self.tables[table]
            if each.is_key
        }
        return {**row, **keys}

    def put(self, table: str, row: Row) -> None:
        """Put a row into a table as whoever is connected."""
        execute(*self.adding(table, row))

    def touching(self, table: str) -> Statement:
        """Return a statement that writes into every row what stands there already, and so reads nothing."""
        free = [
            each for each in self.tables[table] if each.type != "uuid" and each.name != "category" and not each.is_key
        ]
        if free:
            return f'UPDATE "{table}" SET "{free[-1].name}" = %s::{free[-1].type}', [free[-1].filling()]
        return f'UPDATE "{table}" SET unit_id = %s', [self.unit.pk]

    def adding(self, table: str, row: Row) -> Statement:
        """Return the statement that puts a row into a table."""
        names = ", ".join(f'"{name}"' for name in row)
        types = {column.name: column.type for column in self.tables[table]}
        values = ", ".join(f"%s::{types[name]}" for name in row)
        return f'INSERT INTO "{table}" ({names}) VALUES ({values})', [*row.values()]

    def tables_of(self, category: AnyCategory) -> list[str]:
        """Return the tables that hold a category, of each row or of some."""
        return [
            table
            for table, wall in self.walls.items()
            if not wall.spine
            and not wall.hidden
            and (wall.category or category) == category
            and (wall.category or category in self._choices(table))
        ]

    def _choices(self, table: str) -> set[str]:
        model = next(model for model in guarded_models() if model._meta.db_table == table)
        column = model._meta.get_field("category")
        assert isinstance(column, CharField)
        return {str(value) for value, _ in column.flatchoices}


def execute(sql: str, values: Values = ()) -> int:
    """Carry out a statement and return how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def asked(sql: str, values: Values = ()) -> list[tuple[object, ...]]:
    """Return the rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@contextmanager
def taken_back() -> Iterator[None]:
    """Let whatever is done in this block never have been done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def as_runtime(user: UUID | None = None, posting: UUID | None = None, *, link: str = "") -> Iterator[None]:
    """Be the runtime role for which somebody asks, until the block ends; whatever it does is taken back."""
    with taken_back():
        set_identity(user, posting, link=link)
        execute(f"SET LOCAL ROLE {APP}")
        yield


def refused(sql: str, values: Values = ()) -> bool:
    """Say whether a statement touches no row, or is refused."""
    try:
        with transaction.atomic():
            return execute(sql, values) == 0
    except DatabaseError:
        return True


@contextmanager
def a_scene(server: Server, database: str) -> Iterator[Scene]:
    """Set the scene in a database until the block ends; nothing of it stays."""
    with connected_as(server.superuser_url(database)), taken_back():
        yield _set()


def _set() -> Scene:
    names = [str(name) for (name,) in asked("SELECT DISTINCT tablename FROM pg_policies WHERE schemaname = 'public'")]
    _let_policies_stand_alone(names)
    columns: dict[str, list[Column]] = {name: [] for name in names}
    for table, name, kind, needed, is_key in asked(COLUMNS, [names]):
        columns[str(table)].append(Column(str(name), str(kind), bool(needed), bool(is_key)))
    scene = Scene(
        tables=columns,
        walls={model._meta.db_table: wall_of(model) for model in guarded_models()},
        unit=Unit.objects.create(name="Here", kind=UnitKind.HELP),
        elsewhere=Unit.objects.create(name="Elsewhere", kind=UnitKind.OFFICE),
        somebody=User.objects.create(username="somebody", name="Somebody", joined_at=now()),
    )
    for name in names:
        scene.put(name, scene.row(name))
    execute("UPDATE access_restriction SET lifted_at = restricted_at")  # else nobody would see anything of the subject
    execute("UPDATE access_term SET ends_at = 'infinity'")  # the same
    _have_rows_without_subject(scene)
    return scene


def _let_policies_stand_alone(tables: list[str]) -> None:
    for (statement,) in asked(STANDS_BEHIND, [tables] * 4):
        execute(str(statement))


def _have_rows_without_subject(scene: Scene) -> None:
    """A note may name nobody, and be open on duty because of that."""
    for name, columns in scene.tables.items():
        subjects = scene.walls[name].subjects if name in scene.walls else ()
        empty = [column.name for column in columns if column.name in subjects and not column.needed]
        if empty:
            scene.put(name, scene.another(name, {**scene.row(name), **dict.fromkeys(empty)}))
