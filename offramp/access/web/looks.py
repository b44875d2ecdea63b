"""The net under the read log: what a response read of somebody must be noted on the viewer, or it doesn't leave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from django.db.models import Field, Model
from django.http import HttpResponse

from offramp.access.enums import Stream
from offramp.access.models import Wall
from offramp.kernel.identity import Viewer
from offramp.kernel.reading import Row

log = structlog.get_logger("offramp.access")


class Unlogged(Exception):
    """A response would show somebody's data of whom the read log would not tell: a fault of ours, and no page."""


@dataclass(slots=True)
class Readings:
    """Each row of which something personal was read while a request was answered, and one field that was."""

    rows: dict[tuple[type[Model], int], tuple[Row, str]] = field(default_factory=dict)

    def __call__(self, read: "Field[Any, Any]", row: Row) -> None:
        """Take down that a field of a row was read. The row is kept, so that its place in memory stays its own."""
        self.rows.setdefault((read.model, id(row)), (row, read.attname))


def refuse_unlogged(viewer: Viewer, readings: Readings, *, route: str) -> None:
    """Raise Unlogged where somebody's data was read for a response and is not noted as shown to the viewer.

    A row is noted where one of the subjects it stands under was shown in the row's category; a row that names none,
    where something else it points to was, or it itself; values read without their keys, where anybody was.
    """
    missing = sorted(set(_missing(viewer, readings)))
    for table, column, category in missing:
        log.error("look_not_logged", route=route, table=table, field=column, category=category)
    if missing:
        told = ", ".join(f"{table}.{column} ({category})" for table, column, category in missing)
        raise Unlogged(f"{route} reads {told}: note it on the viewer, or say `not_shown` and why.")


def refuse_without_purpose(viewer: Viewer, *, route: str) -> None:
    """Raise Unlogged where a young person's measure would be shown to somebody who said no purpose of the law.

    Source: Youth Criminal Justice Act, s. 119(4), for measures; which we read as a purpose on every read.
    """
    if not viewer.purpose and any(stream == Stream.MEASURES for stream, _subject in viewer.shown):
        raise Unlogged(f"{route} shows a measure without a purpose: set it on the viewer.")


def is_empty(response: HttpResponse) -> bool:
    """Say whether a response shows nothing: it leads elsewhere, or has no body."""
    return 300 <= response.status_code < 400 or (not response.streaming and not response.content)


def _missing(viewer: Viewer, readings: Readings) -> Iterator[tuple[str, str, str]]:
    noted: dict[Any, set[str]] = {}
    for (_stream, subject), categories in viewer.shown.items():
        noted.setdefault(subject, set()).update(categories)
    for (model, _place), (row, column) in readings.rows.items():
        wall = getattr(model, "wall", None)
        if isinstance(wall, Wall) and not _is_noted(noted, wall, row):
            yield model._meta.db_table, column, str(wall.category or row.get("category", "any"))


def _is_noted(noted: Mapping[Any, set[str]], wall: Wall, row: Row) -> bool:
    subjects = [row[name] for name in wall.subjects if row.get(name) is not None]
    keys = subjects or [value for value in row.values() if isinstance(value, UUID)]
    shown = [noted.get(key, set()) for key in keys] if keys else list(noted.values())
    category = wall.category or row.get("category")
    return any(category in categories if category else categories for categories in shown)
