"""`offramp doctor`: green on a healthy installation, red for each planted fault, naming the cause."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet

from offramp.kernel.clock import now
from offramp.kernel.embedded import Embedded, Server
from offramp.kernel.roles import Role
from tests.config.processes import clean_environment, offramp, unused_port

pytestmark = [
    pytest.mark.timeout(300),  # the first test migrates a database of its own
    pytest.mark.xdist_group("doctor"),  # which is made once
]


@dataclass
class Installation:
    """A whole installation: its own server, migrated, and a worker."""

    home: Path
    server: Server
    worker: "subprocess.Popen[bytes]"

    def examine(self, **settings: str) -> dict[str, str]:
        """Return what the doctor finds wrong, by check. Its exit code agrees with its words."""
        result = offramp(self.home, "doctor", "--json", **settings)
        report = json.loads(result.stdout)
        red = {check["name"]: check["wrong"] for check in report["checks"] if not check["ok"]}
        assert all(check["remedy"] for check in report["checks"] if not check["ok"])
        assert (result.returncode, report["ok"]) == (int(bool(red)), not red)
        return red

    def as_superuser(self, *statements: str) -> None:
        with psycopg.connect(self.server.superuser_url("offramp"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    home = tmp_path_factory.mktemp("doctor")
    embedded = Embedded(home, durable=False)
    server = embedded.start()
    migrated = offramp(home, "migrate", "--verbosity", "0")
    assert migrated.returncode == 0, migrated.stderr
    made = Installation(home, server, start_worker(home, server))
    yield made
    made.worker.terminate()
    made.worker.wait(30)
    embedded.stop()


def test_a_healthy_installation_is_green_throughout(installation: Installation) -> None:
    result = offramp(installation.home, "doctor")
    names = [
        "settings",
        "database",
        "roles",
        "extensions",
        "migrations",
        "policies",
        "partitions",
        "worker",
        "seal",
        "keys",
        "mail",
        "mailbox",
        "disk",
    ]
    assert (result.returncode, result.stdout) == (0, "".join(f"ok   {name}\n" for name in names))


def test_a_server_that_does_not_answer(installation: Installation) -> None:
    port = unused_port()
    red = installation.examine(**named(installation) | {"DATABASE_URL": f"postgresql://chief@127.0.0.1:{port}/offramp"})
    assert red.pop("database") == f"No database server answers at 127.0.0.1, port {port}."
    assert red == dict.fromkeys(
        ["roles", "extensions", "migrations", "policies", "partitions", "worker", "seal"],
        "Not checked: database comes first.",
    )


def test_a_wrong_password(installation: Installation) -> None:
    settings = named(installation)
    settings["APP_DATABASE_URL"] = settings["APP_DATABASE_URL"].replace("offramp_app:", "offramp_app:not")
    assert 'password authentication failed for user "offramp_app"' in installation.examine(**settings)["roles"]


def test_a_role_that_is_missing(installation: Installation) -> None:
    with planted(
        installation, "ALTER ROLE offramp_counts RENAME TO someone", "ALTER ROLE someone RENAME TO offramp_counts"
    ):
        assert installation.examine()["roles"] == "The role offramp_counts is missing."


def test_an_application_that_may_bypass_row_security(installation: Installation) -> None:
    with planted(installation, "ALTER ROLE offramp_app BYPASSRLS", "ALTER ROLE offramp_app NOBYPASSRLS"):
        assert installation.examine()["roles"] == (
            "The role offramp_app may bypass row security (BYPASSRLS): no wall holds it."
        )


def test_an_application_that_owns_a_table(installation: Installation) -> None:
    with planted(installation, "CREATE TABLE mine (); ALTER TABLE mine OWNER TO offramp_app", "DROP TABLE mine"):
        assert installation.examine()["roles"] == "The role offramp_app owns mine: it could change their rules."


def test_an_application_that_was_made_a_member_of_the_gate(installation: Installation) -> None:
    with planted(installation, "GRANT offramp_gate TO offramp_app", "REVOKE offramp_gate FROM offramp_app"):
        assert installation.examine()["roles"] == (
            "The role offramp_app is a member of offramp_gate: it may do whatever that may."
        )


def test_a_right_to_one_column_that_nobody_gave(installation: Installation) -> None:
    with planted(
        installation,
        "GRANT SELECT (folded) ON people_searchkey TO offramp_app",
        "REVOKE SELECT (folded) ON people_searchkey FROM offramp_app",
    ):
        assert installation.examine() == {
            "policies": "Not from the source: column right people_searchkey.folded SELECT offramp_app."
        }


def test_a_function_that_looks_for_its_names_elsewhere(installation: Installation) -> None:
    with planted(
        installation,
        "ALTER FUNCTION wall_role() SET search_path = pg_temp, public",
        "ALTER FUNCTION wall_role() SET search_path = pg_catalog, public",
    ):
        red = installation.examine()
        assert (list(red), "function wall_role() offramp_gate true" in red["policies"]) == (["policies"], True)


def test_an_extension_that_is_missing(installation: Installation) -> None:
    with planted(installation, "DROP EXTENSION fuzzystrmatch", "CREATE EXTENSION fuzzystrmatch SCHEMA public"):
        assert installation.examine() == {"extensions": "The extension fuzzystrmatch is missing."}


def test_a_policy_that_was_opened(installation: Installation) -> None:
    table, policy, condition = some_policy(installation)
    with planted(
        installation,
        f'ALTER POLICY "{policy}" ON "{table}" USING (true)',
        f'ALTER POLICY "{policy}" ON "{table}" USING ({condition})',
    ):
        red = installation.examine()
        assert list(red) == ["policies"]
        assert policy in red["policies"]


def test_a_wall_that_was_taken_down(installation: Installation) -> None:
    table, _, _ = some_policy(installation)
    with planted(
        installation,
        f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
    ):
        red = installation.examine()
        assert list(red) == ["policies"]
        assert table in red["policies"]


def test_a_migration_that_is_not_applied(installation: Installation) -> None:
    with planted(
        installation,
        "UPDATE django_migrations SET app = 'elsewhere' WHERE app = 'sessions'",
        "UPDATE django_migrations SET app = 'sessions' WHERE app = 'elsewhere'",
    ):
        assert installation.examine() == {"migrations": "sessions 0001_initial is not applied."}


def test_a_month_that_has_no_partition(installation: Installation) -> None:
    name, month = next_month(now().date())
    installation.as_superuser(f"DROP TABLE {name}")
    red = installation.examine()
    made = offramp(installation.home, "partitions").stdout

    assert (red, made) == ({"partitions": f"audit_look has no partition for {month}."}, f"Made {name}.\n")
    assert installation.examine() == {}


def test_a_key_store_that_does_not_answer(installation: Installation) -> None:
    address = f"postgresql://offramp_keys@127.0.0.1:{unused_port()}/offramp_keys"
    assert installation.examine(KEYSTORE_URL=address) == {"keys": "The key store can't be reached."}


def test_a_mail_server_that_does_not_answer(installation: Installation) -> None:
    port = unused_port()
    red = installation.examine(EMAIL_URL=f"smtp://127.0.0.1:{port}")
    assert list(red) == ["mail"]
    assert red["mail"].startswith(f"The mail server at 127.0.0.1, port {port} can't be used")


def test_a_worker_that_does_not_run(installation: Installation) -> None:
    installation.worker.send_signal(signal.SIGKILL)
    installation.worker.wait(30)
    installation.as_superuser(
        "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '61 seconds'"
    )
    assert installation.examine() == {"worker": "No worker gave a sign of life in the last 60 seconds."}
    installation.worker = start_worker(installation.home, installation.server)
    assert installation.examine() == {}


def test_a_disk_that_is_nearly_full(installation: Installation) -> None:
    red = installation.examine(DISK_FREE_PERCENT="100")
    assert list(red) == ["disk"]
    assert red["disk"].endswith("at least 100% is wanted.")


def test_a_secret_key_that_is_missing(installation: Installation) -> None:
    settings = named(installation)
    settings["SECRET_KEY"] = ""
    red = installation.examine(**settings)
    assert red.pop("settings") == "SECRET_KEY is not set. Set it to 50 random characters: offramp secret"
    assert set(red.values()) == {"Not checked: settings comes first."}


def test_an_address_that_is_missing_is_named(installation: Installation) -> None:
    assert installation.examine(**named(installation) | {"BACKUP_DATABASE_URL": ""}) == {
        "roles": "BACKUP_DATABASE_URL is not set.",
        **dict.fromkeys(
            ["extensions", "migrations", "policies", "partitions", "worker", "seal"], "Not checked: roles comes first."
        ),
    }


@contextmanager
def planted(installation: Installation, fault: str, cure: str) -> Iterator[None]:
    installation.as_superuser(fault)
    try:
        yield
    finally:
        installation.as_superuser(cure)


def named(installation: Installation) -> dict[str, str]:
    """Return the settings of an installation on a named server: the same one, as if it were installed."""
    return installation.server.environment() | {
        "SECRET_KEY": "k" * 50,
        "DRAFT_KEY": Fernet.generate_key().decode(),
        "KEYSTORE_SECRETS": Fernet.generate_key().decode(),
        "SEAL_KEY": "s" * 50,
        "ALLOWED_HOSTS": "localhost",
        "EMAIL_URL": "consolemail://",
    }


def next_month(today: date) -> tuple[str, str]:
    """Return the name of next month's partition of the looks, and the month in words."""
    first = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return f"audit_look_{first:%Y_%m}", f"{first:%B %Y}"


def some_policy(installation: Installation) -> tuple[str, str, str]:
    with psycopg.connect(installation.server.url(Role.OWNER)) as connection:
        row = connection.execute(
            "SELECT tablename, policyname, qual FROM pg_policies WHERE cmd = 'SELECT' AND qual <> 'true' ORDER BY 1, 2"
        ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def start_worker(home: Path, server: Server) -> "subprocess.Popen[bytes]":
    worker = subprocess.Popen(
        [sys.executable, "-m", "offramp", "work"],
        env=clean_environment(home, OFFRAMP_DB_ROLE="job"),
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with psycopg.connect(server.url(Role.OWNER)) as connection:
            fresh = "SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '20 seconds'"
            if connection.execute(fresh).fetchone():
                return worker
        time.sleep(0.2)
    raise AssertionError("the worker gave no sign of life")
