"""Each table of young persons' measures, each actor, each relation, in SQL: rows where the rules say so alone.

Reading and writing: a row is put in as the reader's own, and as somebody else's.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.db.models import Model

from offramp.access.enums import Basis, Operation, Role
from offramp.access.models import Wall
from offramp.access.wall.tables import wall_of
from offramp.diversion.models import Measure, Meeting
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.wall.measure import WholeMeasure, a_whole_measure
from tests.wall.measure_relations import ACTORS, STANDS, Reader, Relation, asking, pairs, reader_in, standing
from tests.wall.opening import models_of, open_tables

Rows = dict[type[Model], dict[str, Any]]
READ, WRITE = Operation.READ, Operation.WRITE


@pytest.fixture
def whole(cast: Cast) -> WholeMeasure:
    return a_whole_measure(cast)


def reviewed_by(has_opened: bool) -> Callable[[Wall], bool]:
    """Say of a table whether a reader has rows of their own there: who opened a record, where that is reviewed."""
    return lambda wall: wall.reviewed and has_opened


def all_or_none(is_own: bool) -> Callable[[Wall], bool]:
    """Say of every table whether the row written there is the reader's own."""
    return lambda _wall: is_own


def rules_open(reader: Reader, operation: Operation, *, own: Callable[[Wall], bool]) -> Iterator[str]:
    """Return the tables that `who_sees_what` opens to a reader, from where each stands behind the wall."""
    for model in [] if reader.is_over else models_of("diversion"):
        wall = wall_of(model)
        bases = {basis for basis in reader.bases if set(_named(model, basis)) & {*wall.subjects}}
        bases |= {Basis.UNIT} if wall.unit and reader.is_of_unit else set()
        bases |= {Basis.OWN} if own(wall) else set()
        bases |= {Basis.REVIEW} if wall.reviewed and operation is READ else set()
        assert wall.category is not None
        if any(reader.may(operation, basis, wall.category) for basis in bases):
            yield model._meta.db_table


def _named(model: type[Model], basis: Basis) -> tuple[str, ...]:
    """Return the columns that name what a grant on this basis is about: the record, or the meeting."""
    if basis is Basis.CONFERENCE:
        return ("id",) if model is Meeting else ("meeting_id",)
    return ("id",) if model is Measure else ("measure_id",)


def test_each_reader_has_rows_where_the_rules_open_any_and_none_elsewhere(cast: Cast, whole: WholeMeasure) -> None:
    wrong, seen = {}, set()
    for actor, relation in pairs():
        reader = reader_in(actor, relation, cast, whole)
        with standing(reader, cast, whole), asking(reader):
            opened = open_tables(models_of("diversion"))
        seen |= opened
        expected = set(rules_open(reader, READ, own=reviewed_by(reader.has_opened)))
        wrong.update({(str(actor), str(relation), table): table in opened for table in opened ^ expected})

    assert wrong == {}
    assert seen == {model._meta.db_table for model in models_of("diversion")}


def test_each_reader_writes_where_the_rules_say_so_and_nowhere_else(cast: Cast, whole: WholeMeasure) -> None:
    rows, wrong, tried = _rows(cast, whole), {}, 0
    for actor, relation in pairs():
        reader = reader_in(actor, relation, cast, whole)
        if reader.user is None:
            continue
        for author in (reader.user.pk, cast.colleague.pk):
            is_own = author == reader.user.pk
            with standing(reader, cast, whole), asking(reader):
                written = {
                    model._meta.db_table for model in rows if _is_written(model, {**rows[model], "by_id": author})
                }
            tried += len(rows)
            expected = set(rules_open(reader, WRITE, own=all_or_none(is_own)))
            wrong.update({(str(actor), str(relation), is_own, each): each in written for each in written ^ expected})

    assert (wrong, tried > 1000) == ({}, True)


def _rows(cast: Cast, whole: WholeMeasure) -> Rows:
    """Return a row of each table as the database has it, read by who has the case and leads the meeting."""
    reader = reader_in(Role.YOUTH_OFFICER, Relation.HAS_CASE, cast, whole)
    with asking(reader):
        found = {model: model._default_manager.all()[:1].get() for model in models_of("diversion")}
        return {
            model: {field.attname: row.__dict__[field.attname] for field in model._meta.concrete_fields}
            for model, row in found.items()
        }


def _is_written(model: type[Model], row: dict[str, Any]) -> bool:
    """Say whether the wall lets a row be put in; another rule of the table may refuse it afterwards."""
    values = {**row, "id": row["id"] if "id" in wall_of(model).subjects else new_id()}
    names, blanks = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({blanks})', [*values.values()])
            transaction.set_rollback(True)
    except DatabaseError as error:
        return "row-level security" not in str(error)
    return True


def test_nobody_changes_or_takes_out_a_row(cast: Cast, whole: WholeMeasure) -> None:
    reader = reader_in(Role.YOUTH_OFFICER, Relation.HAS_CASE, cast, whole)
    for model in models_of("diversion"):
        for statement in (f"UPDATE {model._meta.db_table} SET id = id", f"DELETE FROM {model._meta.db_table}"):
            with asking(reader), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)


def test_no_actor_or_relation_is_left_out_without_a_reason() -> None:
    assert {relation for _, relation in pairs()} == set(Relation)
    assert {actor for actor, _ in pairs()} == set(ACTORS)
    assert [relation for relation, (actors, reason) in STANDS.items() if not reason and actors != set(ACTORS)] == []
