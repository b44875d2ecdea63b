"""Pages of a long list by the last row shown, not by a number: page 400 costs what page 1 costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
APART = "~"
FORWARD, BACK = "n", "p"


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Some rows of a list, and the cursors of the pages before and after; empty where there is none."""

    rows: list[M]
    previous: str = ""
    next: str = ""


def page_of(rows: QuerySet[M], *order: str, cursor: str, size: int) -> Page[M]:
    """Return the page a cursor names, in that order; its last field must be unique. A cursor nobody made is page one.

    cursor: empty for the first page, else `previous` or `next` of another page. size: rows on a page.
    """
    way, last = _read(rows, order, cursor)
    turned = [_turn(name) for name in order] if way == BACK else list(order)
    found = list(rows.filter(_beyond(turned, last)).order_by(*turned)[: size + 1])
    more, found = len(found) > size, found[:size]
    if way == BACK:
        found.reverse()
        return Page(found, _cursor(BACK, order, found[:1] if more else []), _cursor(FORWARD, order, found[-1:]))
    return Page(
        found, _cursor(BACK, order, found[:1] if last else []), _cursor(FORWARD, order, found[-1:] if more else [])
    )


def _turn(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: Sequence[str], last: Sequence[Any]) -> Q:
    """Return the condition for rows after the last one. Its first field also bounds the whole, so an index serves."""
    if not last:
        return Q()
    condition, same = Q(), Q()
    for name, value in zip(order, last, strict=True):
        field, side = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= same & Q(**{f"{field}__{side}": value})
        same &= Q(**{field: value})
    first, side = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{side}": last[0]}) & condition


def _cursor(way: str, order: Sequence[str], edge: Sequence[Model]) -> str:
    if not edge:
        return ""
    values = [edge[0].serializable_value(name.lstrip("-")) for name in order]
    return APART.join([way, *(getattr(value, "isoformat", value.__str__)() for value in values)])


def _read(rows: QuerySet[M], order: Sequence[str], cursor: str) -> tuple[str, list[Any]]:
    way, *texts = cursor.split(APART)
    if way not in (FORWARD, BACK) or len(texts) != len(order):
        return FORWARD, []
    try:
        fields: list[Any] = [_field(rows, name.lstrip("-")) for name in order]
        return way, [field.to_python(text) for field, text in zip(fields, texts, strict=True)]
    except (ValidationError, ValueError):
        return FORWARD, []


def _field(rows: QuerySet[M], name: str) -> Any:
    """Return what reads a value of a column, or of what the query adds to each row."""
    added = rows.query.annotations.get(name)
    return added.output_field if added is not None else rows.model._meta.get_field(name)
