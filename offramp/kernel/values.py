"""Queries that hand out values instead of rows tell what they read as well: `values`, `values_list`, what they add.

Read by `iterator()`, values tell nothing.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import Field, Manager, Model, QuerySet
from django.db.models.expressions import Col, Exists, Subquery
from django.db.models.query import ModelIterable

from offramp.kernel.data import DataClass, data_class
from offramp.kernel.reading import Row, watch_in_force

M = TypeVar("M", bound=Model)
TOLD = (DataClass.PERSONAL, DataClass.SENSITIVE)


class TellingQuerySet(QuerySet[M, M]):
    """A query like any other, that tells once it has run."""

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        watch = watch_in_force()
        if watch is None or not is_new or not self._result_cache:
            return
        of_rows = issubclass(self._iterable_class, ModelIterable)
        read = _added(self.query) if of_rows else [*_chosen(self.query).values(), *_added(self.query)]
        told = {field for field in read if data_class(field) in TOLD}
        for field in told:
            for row in self._result_cache:
                watch(field, vars(row) if of_rows else _as_row(self.query, row, field))


class Rows(Manager[M]):
    """The manager of every table of ours."""

    def get_queryset(self) -> "QuerySet[M]":
        return TellingQuerySet(self.model, using=self._db)


def _chosen(query: Any) -> "dict[str, Field[Any, Any]]":
    """Return the columns a query by values asks for, under the names it gives them."""
    chosen = zip(query.values_select, query.select, strict=False)
    return {name: column.target for name, column in chosen if isinstance(column, Col)}


def _added(query: Any) -> "list[Field[Any, Any]]":
    """Return the columns from which a query makes what it adds to its rows, those of its subqueries too."""
    return [field for expression in query.annotation_select.values() for field in _made_from(expression)]


def _made_from(expression: Any) -> "Iterator[Field[Any, Any]]":
    if isinstance(expression, Exists) or getattr(expression, "contains_aggregate", False):
        return
    for part in expression.flatten():
        if isinstance(part, Col):
            yield part.target
        elif isinstance(part, Subquery):
            yield from _chosen(part.query).values()
            yield from _added(part.query)


def _as_row(query: Any, row: Any, read: "Field[Any, Any]") -> Row:
    """Return values under the names of their columns; where several tables have one, that of the field's own table."""
    names = query.selected or [*query.extra_select, *query.values_select, *query.annotation_select]
    values = row if isinstance(row, dict) else dict(zip(names, row if isinstance(row, tuple) else [row], strict=False))
    chosen = _chosen(query)
    others = _named(values, ((name, field) for name, field in chosen.items() if field.name != "id"))
    return others | _named(values, ((name, field) for name, field in chosen.items() if field.model is read.model))


def _named(values: Row, columns: "Iterable[tuple[str, Field[Any, Any]]]") -> dict[str, Any]:
    return {field.attname: values[name] for name, field in columns if name in values}
