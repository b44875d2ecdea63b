"""Every row of a person as it was before a change: made by changing each, past the wall; and what is sealed in them."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection
from django.db.models import DateField, DateTimeField, IntegerField, Model

from offramp.kernel.embedded import Server
from offramp.kernel.history import histories
from offramp.kernel.sealed import SealedTextField
from tests.conftest import connected_as
from tests.wall.opening import models_beside, support_models


def kept_models() -> list[type[Model]]:
    """Return the histories of the tables with a person's file, and of those beside it."""
    kept = histories()
    return [kept[model] for model in (*support_models(), *models_beside()) if model in kept]


def change_every_row(server: Server, database: str) -> None:
    """Change each row that has a history, by a second, a day or a number; the words stay as they are."""
    with connected_as(server.superuser_url(database)), connection.cursor() as cursor:
        for model, kept in histories().items():
            if kept in kept_models():
                column, more = _step(model)
                cursor.execute(f'UPDATE "{model._meta.db_table}" SET "{column}" = "{column}" + {more}')


def _step(model: type[Model]) -> tuple[str, str]:
    """Return a column that is always filled, and what makes another value of it."""
    for kind, more in ((DateTimeField, "interval '1 second'"), (DateField, "1"), (IntegerField, "1")):
        for field in model._meta.local_fields:
            if isinstance(field, kind) and not field.null:
                return str(field.column), more
    raise LookupError(model._meta.label)


def sealed_words(server: Server, subject: UUID, models: Iterable[type[Model]]) -> dict[str, list[str]]:
    """Return what each sealed text under a subject's key says to a superuser, past the wall, by table and field."""
    with connected_as(server.superuser_url(str(connection.settings_dict["NAME"]))):
        return {place: words for place, words in _sealed_words(subject, models) if words}


def _sealed_words(subject: UUID, models: Iterable[type[Model]]) -> Iterator[tuple[str, list[str]]]:
    for model in models:
        for field in model._meta.local_fields:
            if isinstance(field, SealedTextField):
                rows = [row for row in model._default_manager.all() if row.__dict__[field.attname]]
                theirs = [row for row in rows if field.subject(row) == subject]
                yield f"{model._meta.db_table}.{field.name}", [str(getattr(row, field.name)) for row in theirs]
