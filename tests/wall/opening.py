"""What the wall opens in SQL to whoever asks, table by table and category by category."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db import connection
from django.db.models import Model

from offramp.access.enums import CATEGORIES, AnyCategory, Category
from offramp.access.wall import guarded_models
from offramp.access.wall.tables import wall_of
from offramp.casework.models import BreakGlass, GlassReview
from offramp.consent.models import WithdrawalNotice

# Tables with a category of the stream that hold nothing of a person's file, and why.
NO_FILE: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ["consent_demand", "consent_decision", "consent_demandclosure"],
        "the privacy officer's own register of legal demands, of their own office, which opens nothing of whom it is"
        " about",
    ),
    "consent_withdrawalnotice": "notices to officers, each to themselves: it stands beside the file",
}

NAMED: Final[Mapping[str, AnyCategory]] = {str(category): category for category in CATEGORIES}


def support_models() -> list[type[Model]]:
    """Return each guarded model of the Support stream that the runtime reads, but the bare spine and `NO_FILE`.

    Nor a history: it is read like the table whose rows it keeps, as `changing.kept_models` has them.
    """
    found = []
    for model in guarded_models():
        wall = wall_of(model)
        if (
            model._meta.db_table not in NO_FILE
            and not wall.hidden
            and not wall.spine
            and not wall.became
            and (wall.category is None or wall.category in Category)
        ):
            found.append(model)
    return found


def models_of(room: str) -> list[type[Model]]:
    """Return each guarded model of one room that the runtime reads."""
    return [model for model in guarded_models() if model._meta.app_label == room and not wall_of(model).hidden]


def open_tables(models: Iterable[type[Model]]) -> set[str]:
    """Return the tables of which any row is open to whoever asks."""
    with connection.cursor() as cursor:
        asked = " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")"
            for table in (model._meta.db_table for model in models)
        )
        cursor.execute(asked)
        return {str(table) for (table,) in cursor.fetchall()}


def models_beside() -> list[type[Model]]:
    """Return the models of what stands beside a file: that it was opened in danger to life, and who was told what."""
    beside = [BreakGlass, GlassReview, WithdrawalNotice]
    return sorted(beside, key=lambda model: model._meta.db_table)


def open_rows(models: Iterable[type[Model]]) -> dict[tuple[str, AnyCategory], int]:
    """Return how many rows of each table and category are open to whoever asks; none where there is none."""
    found: dict[tuple[str, AnyCategory], int] = {}
    with connection.cursor() as cursor:
        for model in models:
            table, category = model._meta.db_table, wall_of(model).category
            told = f"'{category}'" if category else "category"
            cursor.execute(f'SELECT {told}, count(*) FROM "{table}" GROUP BY 1')
            found.update({(table, NAMED[name]): many for name, many in cursor.fetchall()})
    return found


def open_categories() -> set[Category]:
    """Return the categories of a file of which any row is open to whoever asks."""
    return {Category(category) for _, category in open_rows(support_models())}
