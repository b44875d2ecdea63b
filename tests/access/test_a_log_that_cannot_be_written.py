"""Where the read log can't be written nothing is shown, and everything once it can be again."""

import psycopg
import pytest
from django.test import Client

from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role
from tests import databases
from tests.access.test_the_wall_in_sql import a_person_with_a_note
from tests.cast import make_cast
from tests.conftest import SignedIn, acting_as

pytestmark = pytest.mark.usefixtures("pages")

TABLES = ("audit_look", "audit_looksubject")
# What a server says when its disk is full, in place of the disk.
FULL = """
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"""
NO_LONGER_FULL = "DROP TRIGGER full_disk ON {table}; DROP FUNCTION full_disk()"


@pytest.fixture
def officer(own_database: str, signed_in: SignedIn) -> Client:
    """An officer's browser, and one person whom they may know by name."""
    cast = make_cast(at=now())
    a_person_with_a_note(cast, acting_as)
    browser = signed_in(cast.officer)
    browser.raise_request_exception = False
    return browser


def told_to(officer: Client) -> tuple[int, str]:
    """Return what the officer gets to see: the name, a plain page without it, or anything else as it is."""
    answer = officer.get("/names/")
    page = answer.content.decode()
    is_plain = "That went wrong on our side" in page and "Josephine" not in page
    return answer.status_code, "a plain page" if is_plain else page


def test_a_log_that_is_denied_or_full_shows_nobody_until_it_can_be_written_again(
    server: Server, own_database: str, officer: Client
) -> None:
    ways = [
        ("REVOKE INSERT ON {table} FROM offramp_app", "GRANT INSERT ON {table} TO offramp_app"),
        (FULL, NO_LONGER_FULL),
    ]
    with databases.as_owner(server, own_database) as owner:
        for table in TABLES:
            for breaks, mends in ways:
                assert told_to(officer) == (200, "Josephine M.")
                owner.execute(breaks.format(table=table).encode())
                assert told_to(officer) == (500, "a plain page"), breaks
                owner.execute(mends.format(table=table).encode())
    assert told_to(officer) == (200, "Josephine M.")


def test_a_log_that_is_locked_shows_nobody_and_does_not_keep_them_waiting(
    server: Server, own_database: str, officer: Client
) -> None:
    assert told_to(officer) == (200, "Josephine M.")
    with psycopg.connect(server.url(Role.OWNER, own_database)) as owner:
        owner.execute("LOCK TABLE audit_look IN ACCESS EXCLUSIVE MODE")
        assert told_to(officer) == (500, "a plain page")
    assert told_to(officer) == (200, "Josephine M.")
