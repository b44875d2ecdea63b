"""What is sealed, when, by whom; and that nobody else writes what only the sealer or the database may."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection

from offramp.access.wall import differences
from offramp.audit.models import Block, Entry, Look, LookSubject
from offramp.audit.sealing import blocks
from offramp.audit.sealing.blocks import Sealer, only_one
from offramp.audit.sealing.rows import highest_position
from offramp.audit.sealing.watch import seal_on, seal_once
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.ids import new_id
from offramp.kernel.roles import Role
from tests.audit.chains import KEYS, Chain

INSERT = (
    "INSERT INTO audit_entry (id, at, verb, actor_kind, role, fields) VALUES (%s, now(), 'a.b', 'public', '', '{}')"
)


@pytest.fixture
def chain(server: Server, own_database: str, tmp_path: Path) -> Chain:
    return Chain(server, own_database, tmp_path)


def turned(sealer: Sealer) -> list[Block]:
    """Return what the sealer's next turns seal: another database of the server may hold the first ones up."""
    while not (made := sealer.turn()) and sealer.waits:
        pass
    return made


def test_rows_of_all_logs_are_sealed_in_one_chain_of_blocks(chain: Chain) -> None:
    chain.write(3)
    chain.look(subjects=2)
    assert chain.seal() == 1
    chain.write(1)
    assert chain.seal() == 1
    assert chain.seal() == 0

    with chain.sealing():
        told = [(block.number, block.tables, block.after < block.upto) for block in Block.objects.order_by("number")]
        first, second = Block.objects.order_by("number")
    assert told == [
        (1, {"audit_entry": 3, "audit_look": 1, "audit_looksubject": 2}, True),
        (2, {"audit_entry": 1}, True),
    ]
    assert (first.after, second.after, bytes(second.previous)) == (0, first.upto, blocks.hash_of(first))


def test_a_great_many_rows_are_sealed_in_blocks_of_a_size(chain: Chain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MOST_ROWS", 4)
    chain.write(10)

    assert chain.seal() == 3
    with chain.sealing():
        assert [block.tables for block in Block.objects.order_by("number")] == [
            {"audit_entry": 4},
            {"audit_entry": 4},
            {"audit_entry": 2},
        ]
    assert chain.verify().broken == 0


def test_a_row_that_commits_late_is_waited_for(chain: Chain) -> None:
    late, early = (psycopg.connect(chain.server.url(Role.APP, chain.database)) for _ in range(2))
    with late, early, chain.sealing():
        sealer = Sealer(KEYS, clock=now)
        late.execute(INSERT, [new_id()])
        early.execute(INSERT, [new_id()])
        early.commit()

        assert (sealer.turn(), sealer.waits) == ([], True)
        late.commit()
        [block] = turned(sealer)

        assert (block.tables, sealer.waits) == ({"audit_entry": 2}, False)


def test_whoever_writes_after_the_mark_is_left_to_the_next_block(chain: Chain) -> None:
    held, later = (psycopg.connect(chain.server.url(Role.APP, chain.database)) for _ in range(2))
    with held, later, chain.sealing():
        sealer = Sealer(KEYS, clock=now)
        held.execute(INSERT, [new_id()])
        later.execute(INSERT, [new_id()])
        later.commit()
        sealer.turn()
        later.execute(INSERT, [new_id()])
        later.commit()
        held.commit()

        assert [[block.tables for block in turned(sealer)] for _ in range(3)] == [
            [{"audit_entry": 2}],
            [{"audit_entry": 1}],
            [],
        ]


def test_many_writers_at_once_leave_nothing_out(chain: Chain) -> None:
    def write(_: int) -> None:
        with psycopg.connect(chain.server.url(Role.APP, chain.database)) as writer:
            for _row in range(25):
                writer.execute(INSERT, [new_id()])
                writer.commit()

    with ThreadPoolExecutor(8) as writers, chain.sealing():
        sealer, sealed = Sealer(KEYS, clock=now), 0
        writing = [writers.submit(write, number) for number in range(8)]
        while not all(one.done() for one in writing) or sealed < 200:
            sealed += sum(sum(block.tables.values()) for block in sealer.turn())

    assert all(one.exception() is None for one in writing)
    proof = chain.verify()
    assert (sealed, proof.rows, proof.unsealed, proof.broken) == (200, 200, 0, 0)


def test_the_place_of_a_row_is_given_by_the_database_alone(chain: Chain) -> None:
    chain.write(2)
    for chosen in (1, 10**9):
        with pytest.raises(ProgrammingError, match="row-level security"):
            Entry.objects.create(position=chosen, verb="a.b", at=now(), actor_kind="public")


def test_a_place_before_any_was_given_is_refused_too(chain: Chain) -> None:
    with (
        psycopg.connect(chain.server.url(Role.APP, chain.database)) as app,
        pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState),
    ):
        app.execute(INSERT.replace("(id,", "(position, id,").replace("(%s,", "(5, %s,"), [new_id()])


def test_the_sealer_reads_logs_and_adds_blocks_and_does_nothing_else(chain: Chain) -> None:
    chain.write(1)
    chain.look(subjects=1)
    chain.seal()
    forbidden = [
        "UPDATE audit_entry SET verb = 'x'",
        "DELETE FROM audit_look",
        "INSERT INTO audit_looksubject SELECT * FROM audit_looksubject",
        "UPDATE audit_block SET number = 2",
        "DELETE FROM audit_block",
        "TRUNCATE audit_block",
        "SELECT 1 FROM people_person",
        "SELECT 1 FROM accounts_user",
        "SELECT setval('audit_position', 1)",
    ]
    with psycopg.connect(chain.server.url(Role.SEAL, chain.database), autocommit=True) as sealer:
        for statement in forbidden:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                sealer.execute(statement.encode())
    with chain.sealing():
        assert [model.objects.count() for model in (Entry, Look, LookSubject)] == [1, 1, 1]


def test_not_even_the_owner_changes_a_block(chain: Chain) -> None:
    chain.write(1)
    chain.seal()
    with psycopg.connect(chain.server.url(Role.OWNER, chain.database), autocommit=True) as owner:
        for statement in ("UPDATE audit_block SET number = 9", "DELETE FROM audit_block", "TRUNCATE audit_block"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="never changed"):
                owner.execute(statement.encode())


def test_the_application_adds_no_block_and_reads_none(chain: Chain) -> None:
    chain.write(1)
    chain.seal()

    assert Block.objects.count() == 0
    with pytest.raises(ProgrammingError, match="permission denied"):
        Block.objects.create(number=2, after=1, upto=2, tables={}, sealed_at=now(), key="")


def test_a_trigger_that_somebody_took_away_is_told(chain: Chain) -> None:
    assert differences(connection) == []
    with psycopg.connect(chain.server.url(Role.OWNER, chain.database)) as owner:
        owner.execute("ALTER TABLE audit_block DISABLE TRIGGER audit_block_stays")

    assert differences(connection) == [
        "Gone or altered: trigger audit_block audit_block_stays O.",
        "Not from the source: trigger audit_block audit_block_stays D.",
    ]


def test_a_second_sealer_waits_until_the_first_is_gone(chain: Chain) -> None:
    chain.write(1)
    with psycopg.connect(chain.server.url(Role.SEAL, chain.database)) as first, chain.sealing():
        first.execute("SELECT pg_advisory_lock(hashtext('offramp seal'))")
        assert not only_one()
        with pytest.raises(TimeoutError, match="Another sealer is at work"):
            seal_once(KEYS, chain.heads, clock=now, patience=0.2)
    assert chain.seal() == 1


def test_two_sealers_that_both_believed_to_be_the_one_make_no_fork(chain: Chain) -> None:
    chain.write(1)
    with chain.sealing():
        one, other = Sealer(KEYS, clock=now), Sealer(KEYS, clock=now)
        turned(one)
        block = Block.objects.get()
        with pytest.raises(IntegrityError):
            other._seal_next(None, highest_position())
        assert Block.objects.get() == block


def test_the_sealer_at_work_seals_survives_the_loss_of_its_database_and_notes_the_head(chain: Chain) -> None:
    chain.write(1)
    rounds: Iterator[int] = iter(range(60))

    def stopping() -> bool:
        turn = next(rounds, None)
        if turn == 12:
            connection.close()
        return turn is None

    with chain.sealing():
        seal_on(KEYS, chain.heads, clock=now, stopping=stopping)

    last = chain.heads.last()
    assert (last and last.number, chain.verify().rows) == (1, 1)
