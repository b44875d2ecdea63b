"""The command line: what it lists, what it writes, and what it refuses in one sentence."""

import json
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.core.management.base import CommandError

from offramp.accounts.models import User
from offramp.config.cli import OURS
from offramp.config.french import FRENCH, compiled_of
from tests.cast import Cast
from tests.config.processes import offramp, unused_port
from tests.databases import SECRETS

COMMANDS = "offramp.config.management.commands"


def test_help_lists_our_own_commands_before_djangos(tmp_path: Path) -> None:
    heading, _, listed = offramp(tmp_path, "help").stdout.partition("\n\n")

    assert heading == "Offramp's own commands:"
    assert [line.split()[0] for line in listed.splitlines()[: len(OURS)]] == list(OURS)
    assert "collectstatic" in listed


def test_secrets_are_fresh_each_time_and_fit_their_settings(tmp_path: Path) -> None:
    first, second = (
        dict(line.split("=", 1) for line in offramp(tmp_path, "secret").stdout.splitlines()) for _ in range(2)
    )

    assert list(first) == ["SECRET_KEY", "DRAFT_KEY", "KEYSTORE_SECRETS", "SEAL_KEY"]
    assert len(first["SECRET_KEY"]) >= 50
    assert len(first["SEAL_KEY"]) >= 50
    assert Fernet(first["DRAFT_KEY"])
    assert not set(first.values()) & set(second.values())


@pytest.mark.parametrize(("command", "known"), [("bench", "pages"), ("proof", "kill")])
def test_what_can_be_measured_and_proven_is_named_to_whoever_asks_for_something_else(
    tmp_path: Path, command: str, known: str
) -> None:
    refused = offramp(tmp_path, command, "weather")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert f"offramp {command}: error: argument name: invalid choice: 'weather'" in refused.stderr
    assert f"'{known}'" in refused.stderr


@pytest.mark.parametrize(("command", "own"), [("serve", "APP"), ("work", "JOB"), ("mailbox", "JOB"), ("seal", "SEAL")])
def test_what_goes_on_running_does_not_hold_the_owners_address(tmp_path: Path, command: str, own: str) -> None:
    refused = offramp(tmp_path, command, **SECRETS, DATABASE_URL="postgresql://chief@db.example/offramp")

    assert (refused.returncode, refused.stderr) == (
        2,
        f"offramp: DATABASE_URL is the owner's. Start offramp {command} without it, with {own}_DATABASE_URL alone.\n",
    )


def test_whoever_looks_as_the_owner_needs_the_owners_address(tmp_path: Path) -> None:
    app = {**SECRETS, "APP_DATABASE_URL": "postgresql://app@db.example/offramp"}

    asked, examined = offramp(tmp_path, "roles", **app), offramp(tmp_path, "doctor", "--json", **app)

    assert asked.stderr == "offramp: Set DATABASE_URL to the owner's address of the database.\n"
    wrong = {check["name"]: check["wrong"] for check in json.loads(examined.stdout)["checks"]}
    assert wrong["database"] == "DATABASE_URL is not set: the doctor looks as the owner."


def test_a_database_that_can_not_be_reached_is_told_with_who_names_the_cause(tmp_path: Path) -> None:
    nowhere = f"postgresql://chief@127.0.0.1:{unused_port()}/offramp"

    refused = offramp(tmp_path, "showmigrations", **SECRETS, DATABASE_URL=nowhere, KEYSTORE_URL=nowhere)

    first, last = refused.stderr.split("\n", 1)[0], refused.stderr.splitlines()[-1]
    assert refused.returncode == 2
    assert first.startswith("offramp: The database can't be used: ")
    assert last == "offramp: Run `offramp doctor`: it names the cause."


@pytest.mark.parametrize(("command", "page"), [("dictionary", "dictionary.md"), ("guide", "guide/settings.md")])
def test_a_generated_page_that_somebody_changed_is_stale_until_it_is_written_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, page: str
) -> None:
    monkeypatch.setattr(f"{COMMANDS}.{command}.PROJECT", tmp_path)
    (tmp_path / "docs" / "guide").mkdir(parents=True)
    call_command(command)
    made = (tmp_path / "docs" / page).read_text()
    (tmp_path / "docs" / page).write_text("By hand.")

    with pytest.raises(CommandError, match=f"stale: run `offramp {command}`"):
        call_command(command, "--check")
    call_command(command)
    call_command(command, "--check")

    assert (tmp_path / "docs" / page).read_text() == made


def test_french_that_was_not_compiled_is_stale_until_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / FRENCH.name
    copy.write_bytes(FRENCH.read_bytes())
    compiled_of(copy).write_bytes(b"")
    monkeypatch.setattr(f"{COMMANDS}.french.FRENCH", copy)

    with pytest.raises(CommandError, match="stale: run `offramp french`"):
        call_command("french", "--check")
    call_command("french")
    call_command("french", "--check")

    assert compiled_of(copy).read_bytes() == compiled_of(FRENCH).read_bytes()


def test_the_training_city_is_never_put_beside_accounts_that_are_there(cast: Cast) -> None:
    before = User.objects.count()

    with pytest.raises(CommandError, match="needs an empty one"):
        call_command("city")
    call_command("city", "--if-empty")

    assert User.objects.count() == before
