"""What the rules open to a reader of each table and category, from where each table stands behind the wall."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

from offramp.access.actions import set_identity
from offramp.access.enums import AnyCategory, Basis, Category, Operation, Role
from offramp.access.models import Wall
from offramp.access.wall.tables import wall_of
from offramp.access.who_sees_what import allows
from tests.cast import Cast
from tests.wall.person import Whole
from tests.wall.relations import Reader, Relation, standing

Cell = tuple[str, AnyCategory]
Row = dict[str, Any]
C, READ, WRITE = Category, Operation.READ, Operation.WRITE
OF_A_REFERRAL: Final = {
    Relation.SENT: {
        ("referrals_referral", C.PLAN),
        ("referrals_referral", C.REFERRAL),  # what it was before: who changed it among them
        ("referrals_referralterms", C.PLAN),
        ("referrals_packetitem", C.IDENTITY),
        ("referrals_packetitem", C.PLAN),
        ("referrals_answer", C.PLAN),
        ("referrals_message", C.REFERRAL),
    },
    Relation.CALLED_BACK: {("referrals_callback", C.REFERRAL)},
}
OF_AN_ASK: Final = {("triage_intake", C.CONTACT_LOG), ("triage_advice", C.CONTACT_LOG)}


@contextmanager
def asking(reader: Reader, cast: Cast, whole: Whole) -> Iterator[None]:
    """Let a reader ask in SQL, until the block ends."""
    with standing(reader, cast, whole), transaction.atomic():
        set_identity(reader.user.pk if reader.user else None, reader.posting, link=reader.secret)
        try:
            yield
        finally:
            if not connection.needs_rollback:
                set_identity(None, None)


def read_by_the_rules(reader: Reader, there: Collection[Cell], models: Iterable[type[Model]]) -> set[Cell]:
    """Return the cells that `who_sees_what` opens to a reader, of those that are there."""
    own = OF_AN_ASK if reader.relation is Relation.ASKED else set()
    sent = set() if reader.is_closed else OF_A_REFERRAL.get(reader.relation, set())
    found: set[Cell] = set()
    for model in models:
        wall, table = wall_of(model), model._meta.db_table
        now = wall.became or table
        for category in (each for of, each in there if of == table):
            if (now, category) in own | sent or opens(reader, READ, wall, now, category):
                found.add((table, category))
    return found


def opens(reader: Reader, operation: Operation, wall: Wall, table: str, category: AnyCategory) -> bool:
    """Say whether the rules open a table's rows of a category about the person, which are not the reader's own."""
    if (reader.is_closed and wall.person) or not reader.role:
        return False
    role, told = Role(reader.role), wall.told_with or category
    granted = {basis for basis, names in reader.granted.items() if told in names}
    names_them = {"person_id", "id"} & {*wall.subjects} and table != "triage_intake"
    by_grant = names_them and (operation is READ or not wall.told_with)
    if by_grant and any(allows(role, operation, basis, told) for basis in granted):
        return True
    if wall.reviewed and (operation is READ or not wall.author) and allows(role, operation, Basis.REVIEW, category):
        return True
    if not reader.is_of_unit:
        return False
    if "help_supervisor" in wall.triage_while:
        on_duty = role is Role.HELP_SUPERVISOR
    else:
        on_duty = wall.triage and "person_id IS NULL" not in wall.triage_while  # each note of the scene names somebody
    by_unit = bool(wall.unit) and allows(role, operation, Basis.UNIT, category)
    return by_unit or (on_duty and allows(role, operation, Basis.TRIAGE, category))


def writes(reader: Reader, wall: Wall, table: str, category: AnyCategory, row: Row, sent: Collection[UUID]) -> bool:
    """Say whether the rules let a reader write a row: of the file, as their own, or of what was sent to them."""
    if opens(reader, WRITE, wall, table, category):
        return True
    if not reader.role or (reader.is_closed and wall.person):
        return False
    role, user = Role(reader.role), reader.user.pk if reader.user else None
    if wall.author and row[wall.author] == user and allows(role, WRITE, Basis.OWN, category):
        return True
    is_sent = any(row[subject] in sent for subject in wall.subjects)
    return is_sent and allows(role, WRITE, Basis.REFERRAL, category)
