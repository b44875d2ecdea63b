"""Each table and category, each actor, each relation, in SQL as the runtime role: rows where the rules say so."""

from collections.abc import Iterator

import pytest
from django.db import connection

from offramp.access.actions import set_identity
from offramp.access.enums import Basis, Category, Role
from offramp.access.wall.tables import wall_of
from tests.cast import Cast
from tests.wall.opening import open_rows, support_models
from tests.wall.person import Whole, a_whole_person
from tests.wall.relations import Reader, Relation, pairs, reader_in, standing

Cell = tuple[str, Category]
C = Category
OF_A_REFERRAL = {
    Relation.SENT: {
        ("referrals_referral", C.PLAN),
        ("referrals_referralterms", C.PLAN),
        ("referrals_packetitem", C.IDENTITY),
        ("referrals_packetitem", C.PLAN),
        ("referrals_answer", C.PLAN),
        ("referrals_message", C.REFERRAL),
    },
    Relation.CALLED_BACK: {("referrals_callback", C.REFERRAL)},
}
OF_AN_ASK = {("triage_intake", C.CONTACT_LOG), ("triage_advice", C.CONTACT_LOG)}


@pytest.fixture
def whole(cast: Cast) -> Whole:
    return a_whole_person(cast)


def rules_open(reader: Reader, there: set[Cell]) -> Iterator[Cell]:
    """Return the cells that `who_sees_what` opens to a reader, from where each table stands behind the wall."""
    for model in support_models():
        wall, table = wall_of(model), model._meta.db_table
        if reader.is_closed and wall.person:
            continue
        for category in (each for of, each in there if of == table):
            granted = any(category in reader.reads_on(basis, names) for basis, names in reader.granted.items())
            on_file = {"person_id", "id"} & {*wall.subjects} and granted and table != "triage_intake"
            by_unit = wall.unit and reader.is_of_unit and category in reader.reads_on(Basis.UNIT)
            on_duty = wall.triage and reader.is_of_unit and category in reader.reads_on(Basis.TRIAGE)
            if "help_supervisor" in wall.triage_while:
                on_duty = on_duty and reader.role == Role.HELP_SUPERVISOR
            if "person_id IS NULL" in wall.triage_while:
                on_duty = False  # each note of the scene names its person
            if on_file or by_unit or on_duty:
                yield table, category


def expected(reader: Reader, there: set[Cell]) -> set[Cell]:
    own = OF_AN_ASK if reader.relation is Relation.ASKED else set()
    sent = set() if reader.is_closed else OF_A_REFERRAL.get(reader.relation, set())
    return {*rules_open(reader, there), *sent, *own}


def test_each_reader_has_rows_where_the_rules_open_any_and_none_elsewhere(cast: Cast, whole: Whole) -> None:
    readers = [reader_in(actor, relation, cast, whole) for actor, relation in pairs()]
    best = next(reader for reader in readers if reader.role == Role.NAVIGATOR and Basis.CARE_TEAM in reader.granted)
    there = set(opened_to(best, cast, whole))
    assert {table for table, _ in there} == {model._meta.db_table for model in support_models()}

    wrong = {
        (str(reader.actor), str(reader.relation), reader.is_closed, cell): cell in opened
        for reader in readers
        for opened in [set(opened_to(reader, cast, whole))]
        for cell in opened ^ expected(reader, there)
    }

    assert wrong == {}


def opened_to(reader: Reader, cast: Cast, whole: Whole) -> dict[Cell, int]:
    """Return how many rows of each table and category are open to a reader."""
    with standing(reader, cast, whole):
        set_identity(reader.user.pk if reader.user else None, reader.posting, link=reader.secret)
        try:
            return open_rows()
        finally:
            if not connection.needs_rollback:
                set_identity(None, None)
