"""What a row was before it was changed: kept by the database itself, behind the same wall as the row.

The database writes it in the transaction of the change, whoever changes it and by whatever statement. Beside the row as
it was it keeps the request and who asked (`set_identity`), and nothing else about them.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pghistory
from django.apps import apps
from django.db import models
from pghistory.models import Event

from offramp.kernel.data import DataClass, data_class, internal
from offramp.kernel.reading import tell_of, watched
from offramp.kernel.values import Rows

WORDS = {"pgh_obj": "The row it became.", "pgh_context": "The request, and who asked."}
M = TypeVar("M", bound=models.Model)


class Before(Event):
    """A row as it was before a change."""

    pgh_id = internal(models.BigAutoField(primary_key=True, help_text="Key of the row, in order of the changes."))
    pgh_created_at = internal(models.DateTimeField(auto_now_add=True, help_text="When it was changed."))
    pgh_label = internal(models.TextField(help_text="What happened to it: changed."))

    if not TYPE_CHECKING:
        objects = Rows()

    class Meta:
        abstract = True


def with_history(model: type[M]) -> type[M]:
    """Keep each row of a guarded table as it was before a change, in `<Name>Before`, which is read like the row."""
    kept = pghistory.create_event_model(
        model,
        pghistory.UpdateEvent("changed", row=pghistory.Old),
        base_model=Before,
        model_name=f"{model.__name__}Before",
        obj_field=pghistory.ObjForeignKey(related_name="+", related_query_name="+"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=cast("Any", None),  # none: the request stands in the context
        attrs={"wall": _behind(model), "__doc__": f"{model.__name__} as it was before a change."},
        abstract=False,
    )
    for field in kept._meta.local_fields:
        _as_in(model, field)
    return model


def histories() -> dict[type[models.Model], type[models.Model]]:
    """Return each table that has a history, with the table of its rows before their changes."""
    return {cast("Any", kept).pgh_tracked_model: kept for kept in apps.get_models() if issubclass(kept, Before)}


def _as_in(model: type[models.Model], field: "models.Field[Any, Any]") -> None:
    """Class a field as in the table it comes from; index the row it became, and no other key."""
    if words := WORDS.get(field.name):
        internal(field).help_text = words
    elif not field.name.startswith("pgh_"):
        kind = data_class(model._meta.get_field(field.name))
        vars(field)["data_class"], vars(field)["db_index"] = kind, False
        if kind in (DataClass.PERSONAL, DataClass.SENSITIVE):
            tell_of(watched(field))


def _behind(model: type[models.Model]) -> Any:
    """Return the wall of a history: that of its table, in the category it has for what was before a change.

    What a change moved behind another wall is moved with it.
    """
    wall = vars(model)["wall"]
    category = wall.before or wall.category
    return replace(wall, category=category, before=None, append_only=True, definers=(), became=model._meta.db_table)
