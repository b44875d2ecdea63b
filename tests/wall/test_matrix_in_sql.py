"""Each table and category, each actor, each relation, in SQL as the runtime role: rows where the rules say so.

The tables of a person's file, what stands beside it, and what each row was before it was changed.
"""

import pytest
from django.db.models import Model

from offramp.access.enums import Basis, Role
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from tests.cast import Cast, make_cast
from tests.wall.changing import change_every_row, kept_models
from tests.wall.emergency import beside
from tests.wall.in_sql import Cell, asking, read_by_the_rules
from tests.wall.opening import models_beside, open_rows, support_models
from tests.wall.person import Whole, a_whole_person
from tests.wall.relations import Reader, pairs, reader_in


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


def opened_to(reader: Reader, cast: Cast, whole: Whole) -> dict[Cell, int]:
    """Return how many rows of each table and category are open to a reader."""
    with asking(reader, cast, whole):
        return open_rows(every_model())


def words_of(model: type[Model]) -> str:
    """Return all that stands in the rows of a table which are open to whoever asks; what is sealed is opened."""
    fields = [field.name for field in model._meta.concrete_fields if not field.is_relation]
    return " ".join(str(getattr(row, name)) for row in model._default_manager.all() for name in fields)
