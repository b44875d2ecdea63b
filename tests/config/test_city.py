"""The training city has exactly the rows that the published counters count, and a user for each role."""

from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest

from offramp.access.enums import Role
from offramp.config.city.loading import build
from offramp.kernel.embedded import Server
from tests import databases

Owner = psycopg.Connection[tuple[object, ...]]
PERIOD = "at >= '2021-01-04 00:00 America/Edmonton' AND at < '2024-07-01 00:00 America/Edmonton'"
ACTIVITIES = f"SELECT id FROM activities_activity WHERE tier = 'branch' AND kind = '{{}}' AND {PERIOD}"
COUNTED = {
    "interactions": ACTIVITIES.format("interaction"),
    "calls_primary": ACTIVITIES.format("call_primary"),
    "consultations": ACTIVITIES.format("consultation"),
    "on_scene_assists": ACTIVITIES.format("on_scene_assist"),
    "referrals_assisted": f"SELECT id FROM triage_assistance WHERE tier = 'core' AND {PERIOD}",
    "accepted_individuals": "SELECT DISTINCT person_id FROM casework_case WHERE tier = 'core' AND "
    + PERIOD.replace("at ", "accepted_at "),
}
PUBLISHED = {
    "interactions": 2837,
    "calls_primary": 951,
    "consultations": 943,
    "on_scene_assists": 579,
    "referrals_assisted": 1796,
    "accepted_individuals": 740,
}


@pytest.fixture(scope="module")
def owner(server: Server, worker_id: str) -> Iterator[Owner]:
    """The owner's connection to a database that holds the training city."""
    name = f"test_{worker_id}_city"
    databases.clone(server, name, databases.template(server, city=True))
    with databases.as_owner(server, name) as connection:
        yield connection
    databases.remove(server, name)


def counters(owner: Owner) -> dict[str, int]:
    return {name: len(owner.execute(query).fetchall()) for name, query in COUNTED.items()}


def test_its_rows_give_exactly_the_published_counters(owner: Owner) -> None:
    assert counters(owner) == PUBLISHED


def test_twenty_four_users_hold_every_role(owner: Owner) -> None:
    users = owner.execute("SELECT count(*) FROM accounts_user").fetchone()
    roles = owner.execute("SELECT DISTINCT role FROM accounts_posting ORDER BY 1").fetchall()

    assert users == (24,)
    assert [role for (role,) in roles] == sorted(Role.values)


def test_it_is_marked_as_training_data(owner: Owner) -> None:
    assert owner.execute("SELECT count(*) FROM areas_trainingcity").fetchone() == (1,)


def test_it_is_the_same_city_each_time() -> None:
    now = datetime(2026, 5, 1, 18, tzinfo=UTC)

    first, second = (build(now).book for _ in range(2))

    assert {table: list(rows) for table, rows in first.rows.items()} == {
        table: list(rows) for table, rows in second.rows.items()
    }
