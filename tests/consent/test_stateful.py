"""Consents, grants, seats, teams and withdrawals at random agree with the model of what they are for."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from offramp.kernel.embedded import Server
from proofs.consent import drive
from tests import databases
from tests.config.city_replay import ask_the_replay_for_the_time

# What ends grants, broken: it says that it did, and leaves them.
LAX = """
CREATE OR REPLACE FUNCTION wall_end_grants(on_founding uuid, on_basis text, until_at timestamptz) RETURNS integer
LANGUAGE sql AS $$ SELECT 0 $$
"""


@pytest.fixture
def walked(server: Server, own_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with databases.as_owner(server, own_database) as owner:
        ask_the_replay_for_the_time(owner)
    with django_db_blocker.unblock():
        yield own_database


@pytest.mark.timeout(300)
def test_two_thousand_steps_agree_with_the_model(walked: str, capsys: pytest.CaptureFixture[str]) -> None:
    drive(steps=2_000)

    steps, looks, disagreements = [int(word) for word in capsys.readouterr().out.split() if word.isdigit()]
    assert steps >= 2_000
    assert (looks, disagreements) == (steps, 0)


@pytest.mark.timeout(300)
def test_a_wall_that_keeps_a_grant_past_its_end_is_found(server: Server, walked: str) -> None:
    with databases.as_owner(server, walked) as owner:
        owner.execute(LAX)

    with pytest.raises(AssertionError, match=r"in SQL|by the gate|in queries|receives"):
        drive(steps=2_000)
