"""Sealing: rows whose transactions are over go into the next block, about each second, by one sealer."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from offramp.audit.models import Block
from offramp.audit.rules import Header, Keys, block_hash, merkle_root, packed
from offramp.audit.sealing.rows import LogRow, highest_position, rows_between

MOST_ROWS = 5_000
"""A block holds this many rows at most."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the order of rows, and the newest transaction that may still write before it."""

    position: int
    transaction: int


class Sealer:
    """Seals whatever is certain not to change any more. There may be one at a time: it holds `only_one`."""

    def __init__(self, keys: Keys, *, clock: Callable[[], datetime], most_rows: int | None = None) -> None:
        self.keys = keys
        self.most_rows = most_rows or MOST_ROWS
        self.clock = clock
        self._mark: Mark | None = None

    @property
    def waits(self) -> bool:
        """Say whether rows are marked that a transaction still holds up."""
        return self._mark is not None

    def turn(self) -> list[Block]:
        """Seal the rows up to the last mark once every older transaction is over, and return the blocks made.

        A row whose place is lower than one that could be seen belongs to a transaction that had its id by then
        (`NextPosition`). So a mark is set first and a transaction id drawn after it; when all up to that id are over,
        no row before the mark can come any more.
        """
        last = last_block()
        self._mark = self._mark or _set_mark(last.upto if last else 0)
        if self._mark is None or not _is_over(self._mark.transaction):
            return []
        made = self.seal_upto(self._mark.position)
        self._mark = None
        return made

    def seal_upto(self, position: int) -> list[Block]:
        """Seal the rows up to a place before which, as the caller knows, no row can come any more."""
        last, made = last_block(), []
        while (last.upto if last else 0) < position:
            last = self._seal_next(last, position)
            made.append(last)
        return made

    @transaction.atomic
    def _seal_next(self, last: Block | None, upto: int) -> Block:
        after = last.upto if last else 0
        rows = list(rows_between(after, upto, most=self.most_rows))
        header = Header(
            number=last.number + 1 if last else 1,
            after=after,
            upto=rows[-1].position if len(rows) == self.most_rows else upto,
            tables=dict(Counter(row.table for row in rows)),
            root=merkle_root([row.leaf.node() for row in rows]).hex(),
            previous=hash_of(last).hex() if last else "",
            sealed_at=self.clock(),
            key=self.keys.name(),
        )
        return _written(header, rows, self.keys)


def header_of(block: Block) -> Header:
    """Return what the code of a block covers."""
    return Header(
        number=block.number,
        after=block.after,
        upto=block.upto,
        tables=block.tables,
        root=bytes(block.root).hex(),
        previous=bytes(block.previous).hex(),
        sealed_at=block.sealed_at,
        key=block.key,
    )


def hash_of(block: Block) -> bytes:
    """Return the hash by which the next block and the head outside name a block."""
    return block_hash(header_of(block), bytes(block.mac))


def last_block() -> Block | None:
    """Return the newest block, without its leaves."""
    return Block.objects.defer("leaves").order_by("number").last()


def only_one() -> bool:
    """Say whether this session is the one that may seal: it stays so until the session ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext('offramp seal'))")
        return bool(cursor.fetchone()[0])


def _set_mark(sealed_upto: int) -> Mark | None:
    with transaction.atomic(), connection.cursor() as cursor:
        position = highest_position()
        if position <= sealed_upto:
            return None
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return Mark(position, cursor.fetchone()[0])


def _is_over(number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > %s", [number])
        return bool(cursor.fetchone()[0])


def _written(header: Header, rows: list[LogRow], keys: Keys) -> Block:
    return Block.objects.create(
        number=header.number,
        after=header.after,
        upto=header.upto,
        tables=header.tables,
        leaves=packed(row.leaf for row in rows),
        root=bytes.fromhex(header.root),
        previous=bytes.fromhex(header.previous),
        sealed_at=header.sealed_at,
        key=header.key,
        mac=keys.code("block", header.as_bytes()),
    )
