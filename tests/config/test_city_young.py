"""Young people's measures of the training city hang together, and show each thing that can happen to one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, LiteralString

import psycopg
import pytest
from pytest_django.plugin import DjangoDbBlocker

from offramp.accounts.models import User
from offramp.diversion.enums import ItemTurn, MeasureType, Outcome, Since
from offramp.diversion.queries import cases_of, to_decide_again, waiting
from offramp.diversion.rules import last_day
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.embedded import Server
from offramp.kernel.identity import Viewer
from tests import databases
from tests.conftest import acting_as, point_at

Rows = list[tuple[Any, ...]]
LATER = ("takenon", "review", "needs", "ending", "followup", "itemevent", "selfdescription", "supportoffer")


@pytest.fixture(scope="module")
def city(server: Server, worker_id: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database that holds the training city; Django's connection leads there, as the runtime role."""
    name = f"test_{worker_id}_young"
    databases.clone(server, name, databases.template(server, city=True))
    with django_db_blocker.unblock():
        point_at(name)
        yield name
        point_at(f"test_{worker_id}")
    databases.remove(server, name)


class Asking:
    """Reads the city past the wall."""

    def __init__(self, connection: "psycopg.Connection[Any]") -> None:
        self.connection = connection

    def __call__(self, question: LiteralString) -> Rows:
        return self.connection.execute(question).fetchall()


@pytest.fixture(scope="module")
def ask(server: Server, city: str) -> Iterator[Asking]:
    """What is asked of the city by somebody whom no policy stops."""
    with psycopg.connect(server.superuser_url(city)) as connection:
        yield Asking(connection)


def test_there_is_every_kind_of_measure_and_some_whose_age_is_believed(ask: Asking) -> None:
    assert {row[0] for row in ask("SELECT DISTINCT measure_type FROM diversion_measure")} == set(MeasureType)
    [[believed, of_all]] = ask("SELECT count(*) FILTER (WHERE age_is_believed), count(*) FROM diversion_measure")
    assert 0 < believed < of_all / 4


def test_each_sanction_goes_through_a_program_two_years_from_its_consent(ask: Asking) -> None:
    rows = ask(
        "SELECT d.occurred_on, d.consented_on, d.ends_at, c.id FROM diversion_measure d"
        " LEFT JOIN diversion_course c ON c.measure_id = d.id WHERE measure_type = 'sanction'"
    )
    assert len(rows) > 5
    for occurred_on, consented_on, ends_at, course in rows:
        assert (consented_on >= occurred_on, course is not None) == (True, True)
        assert ends_at == midnight(last_day(consented_on, 24) + timedelta(days=1))
    outcomes = ask(
        "SELECT DISTINCT outcome FROM diversion_ending e JOIN diversion_measure d ON d.id = e.measure_id"
        " WHERE measure_type = 'sanction'"
    )
    assert {row[0] for row in outcomes} == {Outcome.COMPLETED, Outcome.NOT_COMPLETED}


def test_something_became_of_items_in_each_way_and_what_was_changed_or_dropped_the_young_person_agreed_to(
    ask: Asking,
) -> None:
    rows = ask(
        "SELECT DISTINCT turn, 'young_person' = ANY (agreed_by), new_words <> '', new_hours FROM diversion_itemevent"
    )
    assert {
        (ItemTurn.CHANGED, True, True, 8), (ItemTurn.DROPPED, True, False, None), (ItemTurn.DONE, False, False, None)
    } <= set(rows)  # fmt: skip
    assert {row[1] for row in rows if row[0] in (ItemTurn.CHANGED, ItemTurn.DROPPED)} == {True}


def test_ways_that_ended_were_followed_up_after_three_nine_and_twelve_months(ask: Asking) -> None:
    rows = ask("SELECT DISTINCT months, since FROM diversion_followup")
    assert {row[0] for row in rows} == {3, 9, 12}
    assert {row[1] for row in rows} == {Since.NOTHING_NEW, Since.SOMETHING_NEW}


def test_young_people_describe_themselves_under_an_agreement_alone_and_not_all_do(ask: Asking) -> None:
    early = ask(
        "SELECT s.id FROM diversion_selfdescription s WHERE NOT EXISTS (SELECT 1 FROM diversion_identityagreement a"
        " WHERE a.starts_on <= s.at::date AND (a.ends_on IS NULL OR a.ends_on >= s.at::date))"
    )
    [[described, ways]] = ask(
        "SELECT (SELECT count(*) FROM diversion_selfdescription), (SELECT count(*) FROM diversion_needs)"
    )
    assert early == []
    assert 0 < described < ways


def test_help_was_offered_and_what_was_wanted_waits_there(ask: Asking) -> None:
    assert sorted(ask("SELECT is_wanted FROM diversion_supportoffer")) == [(False,), (True,)]
    sent = ask(
        "SELECT u.kind FROM triage_intake i JOIN accounts_unit u ON u.id = i.unit_id"
        " JOIN accounts_posting p ON p.user_id = i.asked_by_id WHERE p.role = 'youth_officer'"
    )
    assert sent == [("young",)]


@pytest.mark.parametrize("table", LATER)
def test_what_happens_happens_after_it_was_considered_and_before_now(ask: Asking, table: LiteralString) -> None:
    rows = ask(
        f"SELECT r.at > d.at AND r.at < now() FROM diversion_{table} r JOIN diversion_measure d ON d.id = r.measure_id"
    )
    assert rows
    assert set(rows) == {(True,)}


def test_something_waits_on_each_desk(city: str) -> None:
    again = 0
    for officer in ("patel", "lindgren"):
        with acting_as(User.objects.get(username=officer)):
            again += len(to_decide_again())
    assert again == 1
    for officer in ("whitebear", "ferrante"):
        with acting_as(User.objects.get(username=officer)) as by:
            assert waiting().count() == 3
            assert len(cases_of(Viewer(by), at=now())) > 5
