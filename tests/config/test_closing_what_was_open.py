"""A service that is updated seals and closes what it held in the open before: rows and their histories alike."""

from typing import Any

import psycopg
from django.apps import apps
from django.db import connections, transaction

from offramp.casework.models import Seat, Step
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.people.models import SelfDescription
from offramp.referrals.models import Answer
from offramp.triage.models import IntakeClosing
from tests.cast import Cast, make_cast
from tests.conftest import acting_as
from tests.databases import as_owner, run_offramp
from tests.wall.canaries import in_the_clear, not_in_its_row
from tests.wall.opening import support_models
from tests.wall.person import a_whole_person

SeatBefore: Any = apps.get_model("casework.SeatBefore")
PLAIN = (("casework_seat", "reason"), ("casework_seat", "end_reason"), ("triage_intakeclosing", "note"))
MIGRATIONS = (
    "0009_steps_and_seats_behind_the_wall",
    "0006_sealed_identities",
    "0005_sealed_closings",
    "0005_answers_read_like_their_referral",
)


def test_an_update_seals_and_closes_what_was_open(own_database: str, server: Server) -> None:
    with transaction.atomic():
        cast = make_cast(at=now())
        whole = a_whole_person(cast)
    with as_owner(server, own_database) as owner:
        as_it_was(owner, held(cast))
    connections.close_all()

    run_offramp(server, own_database, "migrate", "--verbosity=0")

    with transaction.atomic(), acting_as(cast.navigator):
        assert (list(not_in_its_row(whole)), list(in_the_clear(whole, support_models()))) == ([], [])
        assert [row.end_reason for row in SeatBefore._default_manager.all()] == ["Moved on"]
        assert SeatBefore._default_manager.count() == 1
        assert {step.category for step in Step.objects.filter(goal__category="health")} == {"health"}
    with transaction.atomic(), acting_as(cast.officer):
        assert [answer.category for answer in Answer.objects.all()] == ["plan"]
        assert Step.objects.filter(goal__category="health").count() == 0


def held(cast: Cast) -> list[tuple[str, str, str, str]]:
    """Return each sealed text as it reads: its table, column, row and words."""
    found = []
    with transaction.atomic(), acting_as(cast.navigator):
        rows: list[Any] = [*Seat.objects.all(), *SelfDescription.objects.all(), *IntakeClosing.objects.all()]
        for row in rows:
            for table, column in (*PLAIN, ("people_selfdescription", "identities")):
                if row._meta.db_table == table:
                    found.append((table, column, str(row.pk), getattr(row, column)))
    return found


def as_it_was(owner: "psycopg.Connection[Any]", words: list[tuple[str, str, str, str]]) -> None:
    """Put the tables back as the version before had them: texts in the clear, rows in the category of then."""
    for table in ("casework_seat", "triage_intakeclosing"):
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    for table, column in PLAIN:
        for kept in (table, f"{table}before"):
            owner.execute(f"ALTER TABLE {kept} ALTER COLUMN {column} TYPE varchar(300) USING ''")
    owner.execute("ALTER TABLE people_selfdescription ALTER COLUMN identities TYPE varchar(80)[] USING '{}'")
    for table, column, key, text in words:
        value: object = text.splitlines() if column == "identities" else text
        owner.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [value, key])
    owner.execute("UPDATE casework_seatbefore SET end_reason = 'Moved on'")
    owner.execute("UPDATE casework_step SET category = 'plan'")
    owner.execute("ALTER TABLE referrals_answer DROP COLUMN category CASCADE")
    for table in ("casework_seat", "triage_intakeclosing"):
        owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    owner.execute("DELETE FROM django_migrations WHERE name = ANY (%s)", [list(MIGRATIONS)])
