"""The book the training city is written into: rows in memory first, then into the database in one go."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from typing import TypeVar, cast
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import JSONField, Model
from psycopg import sql
from psycopg.types.json import Jsonb

from offramp.access.enums import AnyCategory, Basis, Stream
from offramp.access.models import Grant
from offramp.audit.models import Entry
from offramp.config.city.moments import Dice
from offramp.kernel.identity import Actor
from offramp.kernel.ids import first_id_at
from offramp.kernel.sealed import SealedTextField, key_store

M = TypeVar("M", bound=Model)
RANDOM_BITS = 62
MOST_AT_ONCE = 1 << 12


class Book:
    """Rows to be, by table. Their keys come from a row's time and a seed: the same each time."""

    def __init__(self, seed: str) -> None:
        self.bits = Dice(f"ids of {seed}")
        self.at_once: dict[datetime, int] = {}
        self.rows: dict[type[Model], dict[UUID, Model]] = {}
        self.grants: dict[tuple[UUID, str], list[Grant]] = {}

    def id_at(self, at: datetime) -> UUID:
        """Return a UUIDv7 for that moment; of several, the later is the larger."""
        place = self.at_once[at] = self.at_once.get(at, -1) + 1
        return UUID(int=first_id_at(at).int | (place % MOST_AT_ONCE << 64) | self.bits.getrandbits(RANDOM_BITS))

    def add(self, row: M) -> M:
        """Keep a row."""
        self.rows.setdefault(type(row), {})[row.pk] = row
        return row

    def get(self, model: type[M], key: UUID) -> M:
        """Return a row written earlier."""
        return cast(M, self.rows[model][key])

    def where(self, model: type[M], test: Callable[[M], bool]) -> list[M]:
        """Return the rows of a table that pass a test, in the order they were written."""
        return [row for row in self.rows.get(model, {}).values() if isinstance(row, model) and test(row)]

    def record(
        self,
        verb: str,
        by: Actor,
        at: datetime,
        *,
        subject: UUID | None = None,
        about: UUID | None = None,
        fields: Collection[str] = (),
    ) -> None:
        """Write the audit row that the action of that verb writes."""
        self.add(
            Entry(
                pk=self.id_at(at),
                verb=verb,
                at=at,
                actor_kind=by.kind,
                actor=by.id,
                role=by.role,
                posting=by.posting,
                subject=subject,
                about=about,
                fields=sorted(fields),
            )
        )

    def grant(
        self,
        at: datetime,
        *,
        party: UUID,
        subject: UUID,
        categories: Iterable[AnyCategory],
        basis: Basis,
        founded_on: UUID,
        ends_at: datetime | None = None,
        stream: Stream = Stream.SUPPORT,
        unit: UUID | None = None,
    ) -> Grant:
        """Open categories of a subject to a party, as `access.actions.grant` does. unit: of the work it is for."""
        row = Grant(
            pk=self.id_at(at),
            party=party,
            stream=stream,
            subject=subject,
            categories=sorted(str(category) for category in categories),
            basis=basis,
            founded_on=founded_on,
            unit=unit,
            starts_at=at,
            ends_at=ends_at,
        )
        self.grants.setdefault((founded_on, str(basis)), []).append(row)
        return self.add(row)

    def end_grants(self, at: datetime, *, founded_on: UUID, basis: Basis) -> None:
        """End every grant that stands on a row, as `access.actions.end_grants` does."""
        for row in self.grants.get((founded_on, str(basis)), ()):
            if row.ends_at is None or row.ends_at > at:
                row.ends_at = max(at, row.starts_at)

    def count(self) -> int:
        """Return how many rows there are."""
        return sum(len(rows) for rows in self.rows.values())


def load(book: Book, connection: BaseDatabaseWrapper) -> None:
    """Put every row of a book into the database, as its owner, in the caller's transaction.

    COPY is refused on tables under row security, so each table is copied beside and inserted from there.
    Foreign keys are checked when the transaction commits: the order of tables does not matter.
    """
    with key_store().holding(_subjects(book)):
        for model, rows in book.rows.items():
            _copy(model, rows.values(), connection)


def _subjects(book: Book) -> Iterator[UUID]:
    for model, rows in book.rows.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                yield from (field.subject(row) for row in rows.values() if getattr(row, field.attname))


def _copy(model: type[Model], rows: Iterable[Model], connection: BaseDatabaseWrapper) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.generated and not field.has_db_default()]
    table, beside = sql.Identifier(model._meta.db_table), sql.Identifier(f"beside_{model._meta.db_table}")
    columns = sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields)
    json_at = {place for place, field in enumerate(fields) if isinstance(field, JSONField)}
    with connection.cursor() as cursor:
        make = sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA")
        cursor.execute(make.format(beside, columns, table))
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(beside, columns)) as copy:
            for row in rows:
                values = [
                    field.sealed(row) if isinstance(field, SealedTextField) else getattr(row, field.attname)
                    for field in fields
                ]
                copy.write_row([Jsonb(v) if place in json_at else v for place, v in enumerate(values)])
        cursor.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(table, columns, columns, beside))
