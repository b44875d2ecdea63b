"""A column of plain text becomes one of sealed text, in a migration."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AlterField, RunPython, RunSQL
from django.db.migrations.operations.base import Operation

from offramp.kernel.sealed.fields import SealedTextField

AT_ONCE = 500


def seal_column(app: str, model: str, name: str, field: SealedTextField) -> list[Operation]:
    """Return the steps that turn a text column into a sealed one and seal what stands in it, row by row."""
    table = f"{app}_{model}"
    as_bytes = f'ALTER TABLE "{table}" ALTER COLUMN "{name}" TYPE bytea USING convert_to("{name}", \'UTF8\')'
    return [
        RunSQL(as_bytes, state_operations=[AlterField(model, name, field)]),
        RunPython(_Sealing(app, model, name)),
    ]


class _Sealing:
    """Seals the texts of one column: each is plain still when it is read, and sealed when it is saved."""

    def __init__(self, app: str, model: str, name: str) -> None:
        self.app, self.model, self.name = app, model, name

    def __call__(self, apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        rows = apps.get_model(self.app, self.model).objects.using(schema_editor.connection.alias)
        for row in rows.iterator(chunk_size=AT_ONCE):
            setattr(row, self.name, bytes(row.__dict__[self.name]).decode())
            row.save(update_fields=[self.name])
