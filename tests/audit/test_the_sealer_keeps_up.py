"""Whether the sealer keeps up, and whether what it sealed last still holds: what the doctor asks."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from pytest_django import Settings

from offramp.audit.models import Block
from offramp.audit.sealing import health, watch
from offramp.audit.sealing.blocks import Sealer
from offramp.audit.sealing.heads import Heads, read_heads
from offramp.audit.sealing.watch import seal_on, seal_once
from offramp.config.doctor import inside
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role
from tests.audit.chains import KEYS, Chain
from tests.conftest import connected_as


@pytest.fixture
def chain(server: Server, own_database: str, tmp_path: Path, settings: Settings) -> Chain:
    settings.SEAL_KEY, settings.SEAL_KEYS_BEFORE, settings.SEAL_HEADS = KEYS.current, [], str(tmp_path)
    return Chain(server, own_database, tmp_path)


def test_a_sealer_that_keeps_up_is_well_and_so_is_one_with_nothing_to_do(chain: Chain) -> None:
    assert found(chain) == []
    chain.write(2)
    assert found(chain) == []
    chain.seal()
    with chain.sealing():
        assert health.behind(at=now() + timedelta(days=1)) == []


def test_rows_that_wait_for_a_minute_are_told_with_when_the_last_were_sealed(chain: Chain) -> None:
    chain.write(1)
    later = now() + timedelta(seconds=61)
    with chain.sealing():
        assert health.behind(at=later) == ["Rows of the logs wait, and none was sealed ever."]
    chain.seal()
    chain.write(1)
    with chain.sealing():
        last = Block.objects.get().sealed_at
        assert health.behind(at=later + timedelta(seconds=61)) == [
            f"Rows of the logs wait, and none was sealed since {last:%Y-%m-%d %H:%M} UTC."
        ]


def test_a_row_that_was_altered_lately_is_named_to_the_doctor(chain: Chain) -> None:
    [row] = chain.write(1)
    chain.seal()
    as_superuser(chain, "DELETE FROM audit_entry")

    assert found(chain) == [f"Block 1: row {row} is gone from here."]


def test_the_doctor_compares_the_newest_blocks_alone(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LATEST", 1)
    [row] = chain.write(1)
    for _ in range(3):
        chain.seal()
        chain.write(1)
    as_superuser(chain, f"DELETE FROM audit_entry WHERE id = '{row}'")

    with chain.sealing():
        assert health.altered(KEYS, chain.heads) == []
    assert [found.row for found in chain.verify().breaks] == [row]


def test_an_end_that_was_cut_off_since_the_last_head_is_told_to_the_doctor(chain: Chain) -> None:
    for _ in range(2):
        chain.write(1)
        chain.seal()
    as_superuser(chain, "DELETE FROM audit_block WHERE number = 2")

    assert found(chain) == ["Block 2: was noted outside and is gone: the end was cut off, or a copy is older."]


def test_the_one_block_there_was_is_missed_too(chain: Chain) -> None:
    chain.write(1)
    chain.seal()
    as_superuser(chain, "DELETE FROM audit_block")

    assert found(chain) == ["Block 1: was noted outside and is gone: the end was cut off, or a copy is older."]


def test_a_head_may_be_noted_a_day_before_and_no_longer(chain: Chain) -> None:
    chain.write(1)
    chain.seal()
    noted, today = chain.heads.path.read_text(), datetime.now(UTC).date()
    told = {}
    for days in (1, 2):
        chain.heads.path.write_text(noted.replace(f'"noted_at": "{today}', f'"noted_at": "{today - timedelta(days)}'))
        with chain.sealing():
            told[days] = health.unnoted(chain.heads)

    assert told == {1: [], 2: [f"The head of the seal was noted last on {today - timedelta(2)}."]}


def test_the_folder_of_the_heads_is_made_where_it_is_not_there(chain: Chain, tmp_path: Path) -> None:
    chain.write(1)
    heads = Heads(tmp_path / "not" / "there", KEYS)
    with chain.sealing():
        seal_once(KEYS, heads, clock=now, patience=5)

    assert [head.number for head in read_heads(heads.path, KEYS)] == [1]


def test_a_head_that_is_not_noted_or_long_ago_is_told(chain: Chain) -> None:
    chain.write(1)
    chain.seal()
    chain.heads.path.write_text(chain.heads.path.read_text().replace(f"{now():%Y-%m-%d}", "2020-01-01"))
    with chain.sealing():
        assert health.unnoted(chain.heads) == ["The head of the seal was noted last on 2020-01-01."]
    chain.heads.path.unlink()

    assert found(chain) == [f"No head of the seal is noted in {chain.heads.path}."]


def test_a_head_that_can_not_be_written_keeps_nobody_from_sealing(
    chain: Chain, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    chain.write(1)
    (tmp_path / "taken").write_text("a file where a folder should be")
    with chain.sealing():
        seal_on(KEYS, Heads(tmp_path / "taken", KEYS), clock=now, stopping=once(Block.objects.exists))

        assert Block.objects.count() == 1
    assert caplog.messages[0].startswith("the head could not be noted outside: [Errno")


def test_the_sealer_notes_the_last_block_when_it_ends_also_on_a_day_that_was_noted(chain: Chain) -> None:
    chain.write(1)
    chain.seal()
    chain.write(1)
    with chain.sealing():
        seal_on(KEYS, chain.heads, clock=now, stopping=once(Block.objects.filter(number=2).exists))

    assert [head.number for head in read_heads(chain.heads.path, KEYS)] == [1, 2]


def test_the_first_block_of_a_day_is_noted_while_the_sealer_goes_on(chain: Chain) -> None:
    chain.write(1)
    told_to_stop, is_late = list[bool](), once(lambda: False, seconds=45)

    def stopping() -> bool:
        is_noted = chain.heads.path.exists()
        if is_noted or is_late():
            told_to_stop.append(is_noted)
        return bool(told_to_stop)

    with chain.sealing():
        seal_on(KEYS, chain.heads, clock=now, stopping=stopping)

    assert told_to_stop[0]


def test_between_two_looks_the_sealer_rests(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    looks, rests = list[Sealer](), list[float]()

    def turn(sealer: Sealer) -> list[Block]:
        looks.append(sealer)
        return []

    monkeypatch.setattr(Sealer, "turn", turn)
    monkeypatch.setattr(watch, "_sleep", lambda seconds, _stopping: rests.append(seconds))
    with chain.sealing():
        seal_on(KEYS, chain.heads, clock=now, stopping=once(lambda: len(looks) == 3))

    assert (len(looks), rests) == (3, [1.0] * 3)


def test_while_the_database_is_away_the_sealer_asks_less_and_less_often(
    chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests = list[float]()

    def away() -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(watch, "only_one", away)
    monkeypatch.setattr(watch, "_sleep", lambda seconds, _stopping: rests.append(seconds))
    seal_on(KEYS, chain.heads, clock=now, stopping=lambda: len(rests) == 7)

    assert rests == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0]


def test_a_head_that_is_noted_already_is_not_noted_again_by_the_next_sealer(chain: Chain, tmp_path: Path) -> None:
    chain.write(1)
    chain.seal()
    with chain.sealing():
        block = Block.objects.get()
    started = [Heads(tmp_path / "apart", KEYS) for _time in range(2)]
    for heads in started:
        heads.note_last(block, at=now())

    assert [head.number for head in read_heads(started[0].path, KEYS)] == [block.number]


def test_without_the_key_the_doctor_says_that_it_can_not_look(chain: Chain, settings: Settings) -> None:
    settings.SEAL_KEY = ""
    assert found(chain) == ["SEAL_KEY is not set: the seal can't be checked."]


def found(chain: Chain) -> list[str]:
    """Return what the doctor finds wrong with the seal, as the database's owner."""
    with connected_as(chain.server.url(Role.OWNER, chain.database)):
        finding = inside.seal(connection)
    assert finding.ok or finding.remedy
    return [] if finding.ok else [finding.wrong]


def as_superuser(chain: Chain, statement: str) -> None:
    with connected_as(chain.server.superuser_url(chain.database)), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement)


def once(holds: Callable[[], bool], *, seconds: float = 30) -> Callable[[], bool]:
    """Return what tells the sealer to stop: once something holds, or when that takes too long."""
    deadline = time.monotonic() + seconds
    return lambda: holds() or time.monotonic() > deadline


def test_the_head_is_noted_once_a_day_by_a_sealer_that_goes_on(chain: Chain, tmp_path: Path) -> None:
    chain.write(1)
    chain.seal()
    heads, moment = Heads(tmp_path / "apart", KEYS), now()
    with chain.sealing():
        block = Block.objects.get()
    for days in (0, 0, 1, 1):
        heads.note_daily(block, at=moment + timedelta(days=days))

    noted = [head.noted_on for head in read_heads(heads.path, KEYS)]
    assert noted == [moment.date(), moment.date() + timedelta(days=1)]
