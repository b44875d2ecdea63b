"""`offramp seal` and `offramp audit verify`, as they are typed."""

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from pytest_django import Settings

from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role
from tests.audit.chains import KEYS, Chain
from tests.conftest import connected_as

HEADING = "10 rows in 1 block."


@pytest.fixture
def heads(server: Server, own_database: str, tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A database with ten audit rows, its sealer's role and key, and the file to which heads are noted."""
    settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE, settings.SEAL_HEADS = KEYS.current, [], str(tmp_path)
    Chain(server, own_database, tmp_path).write(10)
    with connected_as(server.url(Role.SEAL, own_database)):
        yield tmp_path / "heads.jsonl"


def test_sealing_once_notes_the_head_and_the_proof_says_how_far_it_reaches(heads: Path) -> None:
    assert said("seal", "--once") == "10 rows sealed in 1 block.\n"
    assert said("seal", "--once") == "0 rows sealed in 0 blocks.\n"

    lines = said("audit", "verify", "--heads", str(heads)).splitlines()
    assert len(heads.read_text().splitlines()) == 1
    assert lines[0].startswith("Sealed to ")
    assert lines[0].endswith(HEADING)
    assert lines[1] == "Nothing of it was changed, put in, taken out or moved."
    assert [line.split(":")[0] for line in lines[2:]] == ["Not proven"] * 3


def test_a_row_that_was_altered_is_named_and_the_exit_code_is_one(
    heads: Path, server: Server, own_database: str
) -> None:
    call_command("seal", "--once", stdout=StringIO())
    with connected_as(server.superuser_url(own_database)), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET verb = 'x.y' WHERE fields = '{f3}' RETURNING id")
        (row,) = cursor.fetchone()
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("audit", "verify", "--json", stdout=out)

    data = json.loads(out.getvalue())
    assert (left.value.code, data["ok"]) == (1, False)
    assert data["breaks"] == [{"block": 1, "row": str(row), "what": "of audit_entry was changed"}]
    assert (data["rows"], data["blocks"], data["unsealed"], data["heads"]) == (10, 1, 0, None)
    assert len(data["not_proven"]) == 3


def test_heads_that_are_not_there_are_told_in_a_sentence(heads: Path) -> None:
    with pytest.raises(CommandError, match="can't be read: No such file or directory"):
        call_command("audit", "verify", "--heads", str(heads))


def said(*command: str) -> str:
    """Return what a command prints."""
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()
