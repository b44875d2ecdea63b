"""Log rows in the order they were written, all logs together, read in a stream."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

from django.db.models import Max, Model

from offramp.audit.models import LOGS
from offramp.audit.rules import Leaf, leaf_of

AT_ONCE = 2_000
"""How many rows of a table are held in memory."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of a log as the seal sees it."""

    position: int
    table: str
    leaf: Leaf


def rows_between(after: int | None, upto: int, *, most: int | None = None) -> Iterator[LogRow]:
    """Return the rows of all logs after one place and up to another, in order; after=None: from before the first.

    most: how many are wanted at most.
    """
    streams = (_rows_of(model, after, upto, most) for model in LOGS)
    for count, row in enumerate(merge(*streams, key=lambda row: (row.position, row.leaf.id))):
        if most is not None and count == most:
            return
        yield row


def highest_position() -> int:
    """Return the highest place that a row holds; 0 without rows."""
    found = [model._default_manager.aggregate(highest=Max("position"))["highest"] for model in LOGS]
    return max((highest for highest in found if highest is not None), default=0)


def count_after(position: int) -> int:
    """Return how many rows hold a higher place."""
    return sum(model._default_manager.filter(position__gt=position).count() for model in LOGS)


def _rows_of(model: type[Model], after: int | None, upto: int, most: int | None) -> Iterator[LogRow]:
    table = model._meta.db_table
    columns = [str(field.column) for field in model._meta.concrete_fields]
    rows = model._default_manager.filter(position__lte=upto).order_by("position", "id").values(*columns)
    if after is not None:
        rows = rows.filter(position__gt=after)
    for row in rows[:most].iterator(chunk_size=AT_ONCE):
        yield LogRow(row["position"], table, leaf_of(table, row, row["id"]))
