"""A column of plain text becomes one of sealed text, in a migration."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AlterField, RunPython, RunSQL
from django.db.migrations.operations.base import Operation

from offramp.kernel.sealed.fields import SealedTextField

AT_ONCE = 500
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
"""Nothing may wait to be checked of a table that is altered again: of rows written anew, its keys to others do."""


def seal_column(app: str, model: str, name: str, field: SealedTextField, *, was: str = "") -> list[Operation]:
    """Return the steps that turn a text column into a sealed one and seal what stands in it, row by row.

    was: the model whose rows these were before a change: a history is sealed for the place where a text was written.
    """
    table = f"{app}_{model}"
    as_bytes = f'ALTER TABLE "{table}" ALTER COLUMN "{name}" TYPE bytea USING convert_to("{name}", \'UTF8\')'
    return [
        RunSQL(as_bytes, state_operations=[AlterField(model, name, field)]),
        RunPython(_Sealing(app, model, name, was)),
        RunSQL(CHECKED),
    ]


def seal_kept_column(app: str, model: str, name: str, field: SealedTextField) -> list[Operation]:
    """Return the steps that seal a text column of a table with a history, and what the history holds of it.

    Sealing a row is no change of it: the history keeps none of that, least of all the text as it was.
    """
    quiet = f'ALTER TABLE "{app}_{model}" {{}} TRIGGER USER'
    return [
        RunSQL(quiet.format("DISABLE")),
        *seal_column(app, model, name, field),
        *seal_column(app, f"{model}before", name, field.clone(), was=model),
        RunSQL(quiet.format("ENABLE")),
    ]


class _Sealing:
    """Seals the texts of one column: each is plain still when it is read, and sealed when it is saved."""

    def __init__(self, app: str, model: str, name: str, was: str = "") -> None:
        self.app, self.model, self.name, self.was = app, model, name, was

    def __call__(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        rows = apps.get_model(self.app, self.model).objects.using(schema_editor.connection.alias)
        for row in rows.iterator(chunk_size=AT_ONCE):
            if self.was:
                row.pgh_tracked_model = apps.get_model(self.app, self.was)
            setattr(row, self.name, bytes(row.__dict__[self.name]).decode())
            row.save(update_fields=[self.name])
