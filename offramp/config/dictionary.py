"""The data dictionary: every table and field, what it holds, how sensitive it is, where it stands behind the wall."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Field, Model

from offramp.access.models import Grant, Wall
from offramp.access.wall.tables import APPEND_ONLY, AUTHORS_OWN
from offramp.kernel.data import data_class

HEAD = """# Data dictionary

Generated from the models by `offramp dictionary`. A change to a table changes this page, or the checks fail.
Classes: public, internal, personal, sensitive. Behind the wall: the category of a row, and what opens it.
"""


def dictionary() -> str:
    """Return the whole dictionary as Markdown."""
    parts = [HEAD]
    for config in apps.get_app_configs():
        tables = [model for model in config.get_models() if model.__module__.startswith("offramp.")]
        if tables:
            parts.append(f"## {config.label}\n")
            parts.extend(_table(model) for model in tables)
    return "\n".join(parts)


def _table(model: type[Model]) -> str:
    rows = [f"### {model._meta.db_table}\n", f"{_first_sentence(model)} {_wall(model)}\n"]
    rows += ["| field | type | class | what it holds |", "|---|---|---|---|"]
    rows += [_row(field) for field in _fields(model)]
    return "\n".join(rows) + "\n"


def _fields(model: type[Model]) -> "Iterator[Field[Any, Any]]":
    return (field for field in model._meta.local_fields if field.name != "pk")


def _row(field: "Field[Any, Any]") -> str:
    kind = field.get_internal_type().removesuffix("Field").lower()
    if field.related_model and not isinstance(field.related_model, str):
        kind = f"key to {field.related_model._meta.db_table}"
    return f"| {field.column} | {kind} | {data_class(field)} | {field.help_text} |"


def _first_sentence(model: type[Model]) -> str:
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def _wall(model: type[Model]) -> str:
    wall = getattr(model, "wall", None)
    if model._meta.db_table in AUTHORS_OWN:
        return "Behind the wall: its author alone."
    if model._meta.db_table in APPEND_ONLY:
        return "Append-only; read by the privacy officer, and one's own rows by oneself."
    if model is Grant:
        return "Behind the wall: the party alone; written by functions."
    if not isinstance(wall, Wall):
        return "Not behind the wall."
    if wall.hidden:
        return "Behind the wall: read by functions alone."
    category = "ids only" if wall.spine else str(wall.category or "by row")
    ways = [
        name for name, is_one in (("unit", wall.unit), ("triage duty", wall.triage), ("own", wall.author)) if is_one
    ]
    ways += [f"grant on {subject}" for subject in wall.subjects]
    return f"Behind the wall: category {category}; opened by {', '.join(ways)}."
