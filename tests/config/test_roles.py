"""`offramp roles` on a server that somebody else runs."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from offramp.kernel.embedded import Embedded, Server
from offramp.kernel.roles import ATTRIBUTES, KEYS, Role, faults
from tests.config.processes import offramp
from tests.databases import SECRETS

NEW_LOGINS = ("APP_DATABASE_URL", "JOB_DATABASE_URL", "SEAL_DATABASE_URL", "BACKUP_DATABASE_URL", "KEYSTORE_URL")

# Each lets somebody past the wall: by itself, or by what stands between.
UNDUE = [
    ("between", "offramp_app"),
    ("offramp_gate", "offramp_app"),
    ("pg_read_all_data", "offramp_app"),
    ("offramp_search", "offramp_job"),
    ("offramp_counts", "offramp_seal"),
    ("offramp_gate", "somebody"),
]


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Server]:
    """A server that knows nothing of Offramp."""
    embedded = Embedded(tmp_path / "elsewhere", durable=False)
    server = embedded.start()
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        for name in ("offramp", KEYS):
            connection.execute(f"DROP DATABASE {name}".encode())
        for name in (*ATTRIBUTES, KEYS):
            connection.execute(f"DROP ROLE {name}".encode())
    yield server
    embedded.stop()


def test_an_owner_who_may_makes_them_and_is_told_what_to_set(bare: Server, tmp_path: Path) -> None:
    owner = owned_by(bare, "chief", "SUPERUSER")
    said = offramp(tmp_path, "roles", DATABASE_URL=owner)
    settings = dict(line.split("=", 1) for line in said.stdout.splitlines())
    assert (said.returncode, tuple(settings)) == (0, NEW_LOGINS)
    users = [signed_in_as(settings[name]) for name in NEW_LOGINS]
    assert users == [Role.APP.login, Role.JOB.login, Role.SEAL.login, Role.BACKUP.login, KEYS]
    with psycopg.connect(owner) as connection:
        assert faults(connection) == []


def test_a_second_time_there_is_nothing_left_to_do_and_passwords_stay(bare: Server, tmp_path: Path) -> None:
    owner = owned_by(bare, "chief", "SUPERUSER")
    first = offramp(tmp_path, "roles", DATABASE_URL=owner).stdout
    assert offramp(tmp_path, "roles", DATABASE_URL=owner).stdout == ("All roles are there, and as they should be.\n")
    assert signed_in_as(first.splitlines()[0].split("=", 1)[1]) == Role.APP.login


def test_an_owner_who_may_not_gets_the_sql_for_an_administrator_without_a_password_in_it(
    bare: Server, tmp_path: Path
) -> None:
    owner = owned_by(bare, "tenant", "NOSUPERUSER")
    said = offramp(tmp_path, "roles", DATABASE_URL=owner).stdout
    for_administrator, _, settings = said.partition("APP_DATABASE_URL=")
    passwords = re.findall(r"://offramp_\w+:([^@]+)@", settings + for_administrator)
    assert len(passwords) == 5
    assert not any(password in for_administrator for password in passwords)
    with psycopg.connect(bare.superuser_url(), autocommit=True) as administrator:
        carry_out(administrator, for_administrator)
        assert faults(administrator) == []
    assert signed_in_as(f"{settings.splitlines()[0]}") == Role.APP.login


def test_a_key_store_elsewhere_is_left_to_its_own_server(bare: Server, tmp_path: Path) -> None:
    owner = owned_by(bare, "chief", "SUPERUSER")
    said = offramp(tmp_path, "roles", DATABASE_URL=owner, KEYSTORE_URL="postgresql://keys:secret@elsewhere/keys").stdout
    assert [line.split("=", 1)[0] for line in said.splitlines()] == list(NEW_LOGINS[:-1])
    with psycopg.connect(bare.superuser_url()) as connection:
        assert connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [KEYS]).fetchone() is None


def test_a_role_that_was_changed_is_set_right(bare: Server, tmp_path: Path) -> None:
    owner = owned_by(bare, "chief", "SUPERUSER")
    offramp(tmp_path, "roles", DATABASE_URL=owner)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ALTER ROLE offramp_app BYPASSRLS")
        assert faults(connection) != []
        offramp(tmp_path, "roles", DATABASE_URL=owner)
        assert faults(connection) == []


def test_a_membership_that_no_role_should_have_is_told_and_taken_back(bare: Server, tmp_path: Path) -> None:
    owner = owned_by(bare, "chief", "SUPERUSER")
    offramp(tmp_path, "roles", DATABASE_URL=owner)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE ROLE somebody; CREATE ROLE between; GRANT offramp_app TO somebody")
        assert faults(connection) == []
        for role, member in UNDUE:
            connection.execute(f"GRANT {role} TO {member}".encode())

        told = faults(connection)
        offramp(tmp_path, "roles", DATABASE_URL=owner)

        assert told == [
            f"The role {member} is a member of {role}: it may do whatever that may." for role, member in UNDUE
        ]
        assert faults(connection) == []


def test_a_named_server_is_migrated_by_an_owner_who_is_nobody_special(bare: Server, tmp_path: Path) -> None:
    chief, tenant = owned_by(bare, "chief", "SUPERUSER"), owned_by(bare, "tenant", "NOSUPERUSER")
    said = offramp(tmp_path, "roles", DATABASE_URL=tenant).stdout
    for_administrator, _, settings = said.partition("APP_DATABASE_URL=")
    with psycopg.connect(chief, autocommit=True) as administrator:
        carry_out(administrator, for_administrator)
    named = {
        "DATABASE_URL": tenant,
        **dict(line.split("=", 1) for line in f"APP_DATABASE_URL={settings}".splitlines()),
        **SECRETS,
    }
    migrated = offramp(tmp_path, "migrate", "--verbosity", "0", **named)
    assert (migrated.returncode, migrated.stderr) == (0, "")
    examined = offramp(tmp_path, "doctor", **named).stdout
    assert [line for line in examined.splitlines() if line.startswith("RED")] == [
        "RED  worker: No worker gave a sign of life in the last 60 seconds."
    ]


def test_migrating_without_a_role_that_a_new_version_brings_says_what_to_do_first(bare: Server, tmp_path: Path) -> None:
    chief = owned_by(bare, "chief", "SUPERUSER")
    settings = dict(line.split("=", 1) for line in offramp(tmp_path, "roles", DATABASE_URL=chief).stdout.splitlines())
    with psycopg.connect(chief, autocommit=True) as connection:
        connection.execute("DROP ROLE offramp_seal")
    named = {"DATABASE_URL": chief, **settings, **SECRETS}

    refused = offramp(tmp_path, "migrate", "--verbosity", "0", **named)
    offramp(tmp_path, "roles", DATABASE_URL=chief)

    assert refused.stderr == "CommandError: The database has no role offramp_seal. Run `offramp roles` first.\n"
    with psycopg.connect(chief) as connection:
        assert faults(connection) == []


def carry_out(administrator: "psycopg.Connection[tuple[object, ...]]", printed: str) -> None:
    """Run what was printed for an administrator, a statement at a time, as psql does."""
    for line in printed.splitlines():
        administrator.execute(line.encode())


def owned_by(server: Server, name: str, attributes: str) -> str:
    """Make a role with a database of its own, and return its address."""
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN {attributes} PASSWORD 'secret'".encode())
        connection.execute(f"CREATE DATABASE {name} OWNER {name}".encode())
    return f"postgresql://{name}:secret@127.0.0.1:{server.port}/{name}"


def signed_in_as(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT current_user").fetchone()
    assert row is not None
    return str(row[0])
