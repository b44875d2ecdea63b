"""The wall is put up by the owner after each migration: whatever was altered since is as the source says again."""

from collections.abc import Iterator

import pytest
from django.db import connection

from offramp.access.wall import apply, differences
from offramp.access.wall.apply import LIVE
from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role
from tests.conftest import connected_as

ALTERED = {
    "policy people_name app_select SELECT": "ALTER POLICY app_select ON people_name USING (true)",
    "policy people_name app_delete DELETE": "DROP POLICY app_delete ON people_name",
    "policy access_grant gate ALL": "DROP POLICY gate ON access_grant",
    "table people_name false true": "ALTER TABLE people_name DISABLE ROW LEVEL SECURITY",
    "table ui_draft true false": "ALTER TABLE ui_draft NO FORCE ROW LEVEL SECURITY",
    "function wall_user() offramp_owner false": "CREATE OR REPLACE FUNCTION wall_user() RETURNS uuid LANGUAGE sql"
    " STABLE PARALLEL SAFE SET search_path = pg_catalog, public AS 'SELECT NULL::uuid'",
    "function wall_end_grants(uuid,text,timestamp with time zone) offramp_gate true": "ALTER FUNCTION"
    " wall_end_grants(uuid, text, timestamptz) OWNER TO CURRENT_USER",
    "right audit_entry UPDATE offramp_app": "GRANT UPDATE ON audit_entry TO offramp_app",
    "right people_searchkey SELECT offramp_app": "GRANT SELECT ON people_searchkey TO offramp_app",
    "right people_name SELECT offramp_app": "REVOKE SELECT ON people_name FROM offramp_app",
    "right accounts_team SELECT offramp_counts": "REVOKE SELECT ON accounts_team FROM offramp_counts",
    "right audit_block INSERT offramp_seal": "REVOKE INSERT ON audit_block FROM offramp_seal",
    "column right people_searchkey.folded SELECT offramp_app": "GRANT SELECT (folded) ON people_searchkey"
    " TO offramp_app",
    "right to call wall_closed() everybody": "GRANT EXECUTE ON FUNCTION wall_closed() TO PUBLIC",
    "right to call diversion_over() offramp_app": "REVOKE EXECUTE ON FUNCTION diversion_over() FROM offramp_app",
    "function wall_role() offramp_gate true": "ALTER FUNCTION wall_role() SET search_path = pg_temp, public",
    "ceiling analyst read unit": "INSERT INTO access_ceiling (role, operation, basis, category)"
    " VALUES ('analyst', 'read', 'unit', 'health')",
}


@pytest.fixture
def as_owner(server: Server, own_database: str) -> Iterator[None]:
    with connected_as(server.url(Role.OWNER, own_database)):
        yield


def asked(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def altered() -> None:
    with connection.cursor() as cursor:
        for statement in ALTERED.values():
            cursor.execute(statement)


def test_each_alteration_is_told_and_putting_the_wall_up_again_mends_all(as_owner: None) -> None:
    before = asked(LIVE)
    altered()

    told = {line.partition(": ")[2].rstrip(".") for line in differences(connection)}
    assert told >= ALTERED.keys()

    apply(connection)

    assert asked(LIVE) == before
    assert differences(connection) == []


def test_rules_that_changed_since_are_told(as_owner: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_wallstate SET source = 'of other rules'")

    assert differences(connection) == ["The rules changed since the wall was put up: run `offramp migrate`."]


@pytest.mark.parametrize("gone", ["DELETE FROM access_wallstate", "DROP TABLE access_wallstate"])
def test_a_wall_that_was_never_put_up_is_told(as_owner: None, gone: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(gone)

    assert differences(connection) == ["The wall was never put up: run `offramp migrate`."]


def test_a_wall_that_is_put_up_is_remembered(as_owner: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM access_wallstate")

    apply(connection)

    assert differences(connection) == []
