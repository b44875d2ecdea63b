"""Each table and category, each actor, each relation, in SQL as the runtime role: rows where the rules say so.

The tables of a person's file, what stands beside it, and what each row was before it was changed. Reading and writing.
"""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Field, JSONField, Model
from psycopg.types.json import Jsonb

from offramp.access.enums import AnyCategory, Basis, Role
from offramp.access.wall.tables import wall_of
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from tests.cast import Cast, make_cast
from tests.conftest import connected_as
from tests.wall.changing import change_every_row, kept_models
from tests.wall.emergency import beside
from tests.wall.in_sql import Cell, Row, asking, read_by_the_rules, writes
from tests.wall.opening import NAMED, models_beside, open_rows, support_models
from tests.wall.person import Whole, a_whole_person
from tests.wall.relations import Reader, Relation, pairs, reader_in

Rows = dict[tuple[type[Model], AnyCategory], Row]
REFUSALS = ("row-level security", "permission denied")


@pytest.fixture
def cast(own_database: str) -> Cast:
    return make_cast(at=now())


@pytest.fixture
def whole(server: Server, own_database: str, cast: Cast) -> Whole:
    """A person with rows in every table, and with each of them as it was before a change."""
    made = a_whole_person(cast)
    beside(cast, made)
    change_every_row(server, own_database)
    return made


def every_model() -> list[type[Model]]:
    return [*support_models(), *models_beside(), *kept_models()]


def best_of(readers: list[Reader]) -> Reader:
    return next(reader for reader in readers if reader.role == Role.NAVIGATOR and Basis.CARE_TEAM in reader.granted)


@pytest.mark.timeout(300)
def test_each_reader_has_rows_where_the_rules_open_any_and_none_elsewhere(cast: Cast, whole: Whole) -> None:
    models = every_model()
    readers = [reader_in(actor, relation, cast, whole) for actor, relation in pairs()]
    there = set(opened_to(best_of(readers), cast, whole))
    assert {table for table, _ in there} == {model._meta.db_table for model in models}

    wrong = {
        (str(reader.actor), str(reader.relation), reader.is_closed, cell): cell in opened
        for reader in readers
        for opened in [set(opened_to(reader, cast, whole))]
        for cell in opened ^ read_by_the_rules(reader, there, models)
    }

    assert wrong == {}


@pytest.mark.timeout(300)
def test_each_reader_finds_in_what_was_no_word_that_they_may_not_see(cast: Cast, whole: Whole) -> None:
    wrong, seen = set(), set()
    for actor, relation in pairs():
        reader = reader_in(actor, relation, cast, whole)
        with asking(reader, cast, whole):
            for model in kept_models():
                marks = whole.marks.found_in(words_of(model))
                seen |= {mark.place for mark in marks}
                wrong |= {(str(actor), str(relation), mark.place) for mark in marks if not reader.may_see(mark)}

    assert wrong == set()
    assert len(seen) > 30


@pytest.mark.timeout(600)
def test_each_reader_writes_where_the_rules_say_so_and_nowhere_else(
    server: Server, own_database: str, cast: Cast, whole: Whole
) -> None:
    rows, wrong, tried = _rows(server, own_database, whole), {}, 0
    for actor, relation in pairs():
        reader = reader_in(actor, relation, cast, whole)
        sent = _sent_to(reader, whole, rows)
        with asking(reader, cast, whole):
            for (model, category), row in rows.items():
                wall = wall_of(model)
                may = writes(reader, wall, wall.became or model._meta.db_table, category, row, sent)
                changes = may and not wall.append_only
                said = (_adds(model, row), _changes(model, row), _takes_out(model, row))
                tried += 3
                if said[0] != may or (said[1] and not changes) or said[2]:
                    wrong[str(actor), str(relation), model._meta.db_table, str(category)] = said

    assert (wrong, tried > 5000) == ({}, True)


def opened_to(reader: Reader, cast: Cast, whole: Whole) -> dict[Cell, int]:
    """Return how many rows of each table and category are open to a reader."""
    with asking(reader, cast, whole):
        return open_rows(every_model())


def words_of(model: type[Model]) -> str:
    """Return all that stands in the rows of a table which are open to whoever asks; what is sealed is opened."""
    fields = [field.name for field in model._meta.concrete_fields if not field.is_relation]
    return " ".join(str(getattr(row, name)) for row in model._default_manager.all() for name in fields)


def _rows(server: Server, database: str, whole: Whole) -> Rows:
    """Return a row of each table and category as the database has it: of the open referral, where it is of one."""
    found: Rows = {}
    with connected_as(server.superuser_url(database)):
        for model in every_model():
            for each in model._default_manager.all():
                fields = [field for field in model._meta.concrete_fields if not field.generated]
                row: Row = {field.attname: _filled(field, each.__dict__[field.attname]) for field in fields}
                category = wall_of(model).category or NAMED[row["category"]]
                if (model, category) not in found or row.get("referral_id") == whole.referrals["open"].pk:
                    found[model, category] = row
    return found


def _filled(field: "Field[Any, Any]", value: object) -> object:
    return Jsonb(value) if isinstance(field, JSONField) and value is not None else value


def _sent_to(reader: Reader, whole: Whole, rows: Rows) -> set[UUID]:
    if reader.is_closed:
        return set()
    if reader.relation is Relation.CALLED_BACK:
        return {row["id"] for (model, _), row in rows.items() if model._meta.db_table == "referrals_callback"}
    return {whole.referrals["open"].pk} if reader.relation is Relation.SENT else set()


def _adds(model: type[Model], row: Row) -> bool:
    """Say whether the wall lets a row be put in; its key may stand there already, and that is refused afterwards."""
    names, blanks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
    return _is_done(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({blanks})', [*row.values()])


def _changes(model: type[Model], row: Row) -> bool:
    key = model._meta.pk.attname
    return _is_done(f'UPDATE "{model._meta.db_table}" SET "{key}" = "{key}" WHERE "{key}" = %s', [row[key]])


def _takes_out(model: type[Model], row: Row) -> bool:
    key = model._meta.pk.attname
    return _is_done(f'DELETE FROM "{model._meta.db_table}" WHERE "{key}" = %s', [row[key]])


def _is_done(sql: str, values: list[Any]) -> bool:
    """Say whether the wall lets a statement touch a row; whatever it did is taken back."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            touched = cursor.rowcount
            transaction.set_rollback(True)
    except IntegrityError:
        return True  # another rule of the table
    except ProgrammingError as error:
        if not any(refusal in str(error) for refusal in REFUSALS):
            raise
        return False
    return bool(touched)
