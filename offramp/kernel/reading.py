"""Notices whose personal fields are read, for whoever answers for what leaves: the middleware of requests.

A field that is `personal` or `sensitive` tells when it is read from a row that came from the database; a query by
`values` tells as soon as it has run. SQL by hand tells nothing: there its caller must think of the read log.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, TypeVar, cast

from django.db.models import Field, Model

F = TypeVar("F", bound="Field[Any, Any]")
Row = Mapping[str, Any]
"""A row as far as it was loaded: the names of its columns, and what stands in them."""
Watch = Callable[["Field[Any, Any]", Row], None]
_watch: ContextVar[Watch | None] = ContextVar("offramp.kernel.reading", default=None)


def watch_in_force() -> Watch | None:
    """Return who is to be told what is read, or None."""
    return _watch.get()


@contextmanager
def watched_by(watch: Watch | None) -> Iterator[None]:
    """Tell somebody, within the block, of each field and row that is read."""
    before = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(before)


@contextmanager
def not_shown(why: str) -> Iterator[None]:
    """Read, within the block, only to decide or to count: nothing of it is shown, or what is shown is noted by itself.

    why: said for whoever reviews what stays out of the read log; `git grep "not_shown("` lists all of it.
    """
    if not why.strip():
        raise ValueError("Say why nothing of it is shown.")
    with watched_by(None):
        yield


def watched(field: F) -> F:
    """Let a field tell when it is read from a row that was loaded."""
    for part in ("descriptor_class", "forward_related_accessor_class"):
        usual = getattr(field, part, None)
        if usual is not None:
            vars(field)[part] = _telling(usual)
    return field


def tell_of(field: "Field[Any, Any]") -> None:
    """Put a field that was watched late, when its table was made already, before its column and what it points to."""
    row: Any = field
    setattr(field.model, field.attname, row.descriptor_class(field))
    if field.remote_field is not None:
        setattr(field.model, field.name, row.forward_related_accessor_class(field))


@cache
def _telling(usual: type[Any]) -> type[Any]:
    """Return a descriptor that does as usual, and tells."""

    def read(self: Any, instance: Model | None, cls: type[Model] | None = None) -> Any:
        if instance is not None:
            watch = _watch.get()
            if watch is not None and not instance._state.adding:
                watch(self.field, instance.__dict__)
        return usual.__get__(self, instance, cls)

    def keep(self: Any, instance: Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value

    # Without `__set__` Python would look into the row itself and never ask us.
    how = {"__get__": read} if hasattr(usual, "__set__") else {"__get__": read, "__set__": keep}
    return cast("type[Any]", type(f"Telling{usual.__name__}", (usual,), how))
