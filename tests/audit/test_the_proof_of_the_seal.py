"""Whatever somebody alters in what is sealed is found and named; what can't be proven is said."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from offramp.audit.rules import Keys
from offramp.audit.sealing import blocks, telling, verifying
from offramp.audit.sealing.blocks import Sealer
from offramp.audit.sealing.heads import Head, read_heads
from offramp.audit.sealing.rows import highest_position
from offramp.audit.sealing.telling import as_data, in_words
from offramp.audit.sealing.verifying import Break, Proof, verify
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.ids import new_id
from offramp.kernel.roles import Role
from tests import databases
from tests.audit.chains import KEYS, Chain
from tests.conftest import connected_as

NEW = Keys("a newer key, with which all goes on from some day")


@pytest.fixture(scope="module")
def sealed(
    server: Server, worker_id: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Chain]:
    """Ten audit rows in blocks of four, four and two; the last block is noted outside."""
    name = f"test_{worker_id}_sealed"
    databases.clone(server, name, databases.template(server))
    chain = Chain(server, name, tmp_path_factory.mktemp("heads"))
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "MOST_ROWS", 4)
        with connected_as(server.url(Role.APP, name)):
            chain.rows = chain.write(10)
            chain.seal()
    yield chain
    databases.remove(server, name)


@pytest.fixture
def chain(sealed: Chain, django_db_blocker: DjangoDbBlocker) -> Iterator[Chain]:
    """The chain in a superuser's hands, and what they do to it undone afterwards."""
    with django_db_blocker.unblock(), connected_as(sealed.server.superuser_url(sealed.database)), transaction.atomic():
        tamper("SET LOCAL session_replication_role = replica")
        yield sealed
        transaction.set_rollback(True)


def tamper(statement: str, values: Mapping[str, Any] | None = None) -> None:
    """Change something as the superuser, whom neither row security nor our trigger holds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount != 0


def seal_anew(keys: Keys = KEYS) -> None:
    """Seal what is there. Nobody else writes in this transaction."""
    Sealer(keys, clock=now).seal_upto(highest_position())


def noted(chain: Chain) -> list[Head]:
    """Return the heads noted outside."""
    return list(read_heads(chain.heads.path, KEYS))


def test_what_was_left_alone_is_whole_and_what_is_not_proven_is_said(chain: Chain) -> None:
    chain.write(3)
    proof = verify(KEYS)

    assert (proof.blocks, proof.rows, proof.unsealed, proof.breaks) == (3, 10, 3, [])
    assert proof.sealed_to is not None
    assert in_words(proof).splitlines() == [
        f"Sealed to {proof.sealed_to:%Y-%m-%d %H:%M:%S} UTC: 10 rows in 3 blocks.",
        "Nothing of it was changed, put in, taken out or moved.",
        "Not proven: what is not sealed yet, now 3 rows. Until it is, whoever owns the database could change it "
        "unseen.",
        "Not proven: that no end was cut off. That takes a head from outside the database: --heads FILE.",
        "Not proven: anything against somebody who has SEAL_KEY and owns the database. Keep the two apart.",
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_entry SET verb = 'x.y' WHERE id = %(row)s", [(2, "of audit_entry was changed", True)]),
        ("UPDATE audit_entry SET fields = '{}' WHERE id = %(row)s", [(2, "of audit_entry was changed", True)]),
        (
            "UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE id = %(row)s",
            [(2, "of audit_entry was changed", True)],
        ),
        ("UPDATE audit_entry SET about = %(new)s WHERE id = %(row)s", [(2, "of audit_entry was changed", True)]),
        ("DELETE FROM audit_entry WHERE id = %(row)s", [(2, "is gone from here", True)]),
        ("UPDATE audit_entry SET position = 1000 WHERE id = %(row)s", [(2, "is gone from here", True)]),
        (
            "INSERT INTO audit_entry (id, position, at, verb, actor_kind, role, fields)"
            " SELECT %(new)s, position, at, verb, actor_kind, role, fields FROM audit_entry WHERE id = %(row)s",
            [(2, "of audit_entry was put in", False)],
        ),
        (
            "INSERT INTO audit_entry (id, position, at, verb, actor_kind, role, fields)"
            " SELECT %(new)s, 0, at, verb, actor_kind, role, fields FROM audit_entry WHERE id = %(row)s",
            [(1, "of audit_entry was put in before its beginning", False)],
        ),
        (
            "INSERT INTO audit_look (id, position, at, reader, role, route, purpose)"
            " SELECT id, position, at, actor, role, verb, '' FROM audit_entry WHERE id = %(row)s",
            [(2, "of audit_look is there twice", True)],
        ),
        ("UPDATE audit_block SET upto = upto - 1 WHERE number = 2", None),
        ("UPDATE audit_block SET sealed_at = sealed_at - interval '1 day' WHERE number = 2", None),
        ("UPDATE audit_block SET tables = '{\"audit_entry\": 5}' WHERE number = 2", None),
        ("UPDATE audit_block SET key = 'another' WHERE number = 2", None),
        (
            "UPDATE audit_block SET leaves = substring(leaves FROM 49) WHERE number = 2",
            [(2, "has a list of rows that does not fit its root", False), (2, "of audit_entry was put in", False)],
        ),
    ],
)
def test_what_was_altered_is_found_and_named(
    chain: Chain, statement: str, found: list[tuple[int, str, bool]] | None
) -> None:
    row = chain.rows[4 + 1]
    tamper(statement, {"row": row, "new": new_id()})
    proof = verify(KEYS)

    assert proof.broken == len(proof.breaks) > 0
    if found is None:
        altered = "has a code that none of our keys made: it was altered, or the key is not the one"
        assert proof.breaks[0] == Break(2, altered)
    else:
        assert [(one.block, one.what, one.row == row) for one in proof.breaks] == found


def test_two_rows_that_changed_places_are_both_named(chain: Chain) -> None:
    first, second = chain.rows[1], chain.rows[8]
    tamper(
        "UPDATE audit_entry a SET verb = b.verb, fields = b.fields, at = b.at FROM audit_entry b"
        " WHERE (a.id, b.id) IN ((%(one)s, %(other)s), (%(other)s, %(one)s))",
        {"one": first, "other": second},
    )

    assert [(one.block, one.row, one.what) for one in verify(KEYS).breaks] == [
        (1, first, "of audit_entry was changed"),
        (3, second, "of audit_entry was changed"),
    ]


def test_a_block_taken_out_of_the_middle_is_named_and_so_is_the_one_that_followed(chain: Chain) -> None:
    tamper("DELETE FROM audit_block WHERE number = 2")

    assert [one.told() for one in verify(KEYS).breaks] == [
        "Block 2: is missing; 4 rows lie where it was.",
        "Block 3: does not follow from the block before it.",
    ]


def test_blocks_taken_out_together_are_told_as_one_gap(chain: Chain) -> None:
    tamper("DELETE FROM audit_block WHERE number < 3")

    told = [found.told() for found in verify(KEYS).breaks]

    assert told[0] == "Block 1: is missing, and so are those up to 2; 8 rows lie where it was."


def test_a_block_that_somebody_made_without_the_key_does_not_hold(chain: Chain) -> None:
    tamper("UPDATE audit_entry SET verb = 'x.y' WHERE id = %(row)s", {"row": chain.rows[9]})
    tamper("DELETE FROM audit_block WHERE number = 3")
    seal_anew(Keys("some other key that an intruder thought of"))

    assert [(one.block, one.what[:24]) for one in verify(KEYS).breaks] == [(3, "has a code that none of ")]


def test_rows_that_are_not_sealed_yet_can_be_changed_unseen_and_it_is_said(chain: Chain) -> None:
    [row] = chain.write(1)
    tamper("UPDATE audit_entry SET verb = 'x.y' WHERE id = %(row)s", {"row": row})
    proof = verify(KEYS)

    assert (proof.broken, proof.unsealed) == (0, 1)
    assert "what is not sealed yet, now 1 row." in in_words(proof)


def test_an_end_that_was_cut_off_is_seen_with_the_head_from_outside_and_not_without(chain: Chain) -> None:
    tamper("DELETE FROM audit_block WHERE number = 3")
    tamper("DELETE FROM audit_entry WHERE id = ANY(%(rows)s)", {"rows": chain.rows[8:]})
    without, with_head = verify(KEYS), verify(KEYS, heads=noted(chain))

    assert (without.broken, "that no end was cut off. That takes a head" in in_words(without)) == (0, True)
    assert [one.told() for one in with_head.breaks] == [
        "Block 3: was noted outside and is gone: the end was cut off, or a copy is older."
    ]


def test_an_end_that_was_sealed_anew_with_the_true_key_is_seen_with_the_head_from_outside(chain: Chain) -> None:
    tamper("DELETE FROM audit_block WHERE number = 3")
    tamper("UPDATE audit_entry SET verb = 'x.y' WHERE id = %(row)s", {"row": chain.rows[9]})
    seal_anew()

    assert verify(KEYS).broken == 0
    assert [one.told() for one in verify(KEYS, heads=noted(chain)).breaks] == [
        "Block 3: is not the one that was noted outside."
    ]


def test_with_the_head_it_is_said_how_far_it_reaches(chain: Chain) -> None:
    chain.write(1)
    seal_anew()
    proof = verify(KEYS, heads=noted(chain))

    assert (proof.broken, proof.heads, proof.blocks) == (0, 1, 4)
    assert "Not proven: that no end was cut off after block 3, the last one noted outside." in in_words(proof)


def test_a_head_that_somebody_wrote_by_hand_is_none(chain: Chain, tmp_path: Path) -> None:
    forged = tmp_path / "heads"
    forged.write_text(chain.heads.path.read_text().replace('"number": 3', '"number": 2') + "not a head\n")

    assert [one.told() for one in verify(KEYS, heads=read_heads(forged, KEYS)).breaks] == [
        "Block 2: is noted in line 1 of the heads by none of our keys.",
        "Block 0: is noted in line 2 of the heads by none of our keys.",
    ]


def test_a_key_that_was_changed_still_proves_what_it_sealed(chain: Chain) -> None:
    chain.write(1)
    seal_anew(NEW)

    assert verify(Keys(NEW.current, (KEYS.current,))).broken == 0
    assert [one.block for one in verify(NEW).breaks] == [1, 2, 3]
    assert [one.block for one in verify(KEYS).breaks] == [4]


def test_only_the_newest_blocks_can_be_compared_too(chain: Chain) -> None:
    tamper("DELETE FROM audit_entry WHERE id = %(row)s", {"row": chain.rows[0]})

    assert (verify(KEYS, start=2).broken, verify(KEYS, start=2).rows, verify(KEYS).broken) == (0, 6, 1)


def test_without_any_block_nothing_is_proven() -> None:
    said = in_words(Proof(unsealed=2))
    assert said.splitlines()[:2] == ["Nothing is sealed.", "So nothing is proven."]


def test_the_first_break_is_on_top_and_a_program_gets_all(chain: Chain) -> None:
    tamper("DELETE FROM audit_entry WHERE id = ANY(%(rows)s)", {"rows": chain.rows})
    proof = verify(KEYS)
    data = as_data(proof)

    assert in_words(proof).splitlines()[1] == f"BROKEN. Block 1: row {chain.rows[0]} is gone from here."
    assert (data["ok"], data["broken"]) == (False, 10)
    assert data["breaks"] == [
        {"block": one.block, "row": str(row), "what": "is gone from here"}
        for one, row in zip(proof.breaks, chain.rows, strict=True)
    ]


def test_so_many_are_named_and_all_of_them_counted() -> None:
    proof = Proof()

    proof.add(Break(number, "is not there") for number in range(verifying.MOST_NAMED + 2))

    assert (len(proof.breaks), proof.broken) == (verifying.MOST_NAMED, verifying.MOST_NAMED + 2)


@pytest.mark.parametrize(("broken", "more"), [(telling.NAMED, False), (telling.NAMED + 1, True)])
def test_what_is_not_named_in_words_is_counted(broken: int, more: bool) -> None:
    proof = Proof()

    proof.add(Break(number, "is not there") for number in range(broken))

    assert ("And 1 more." in in_words(proof), "more." in in_words(proof)) == (more, more)


def test_heads_in_which_nothing_is_noted_are_none(chain: Chain) -> None:
    proof = verify(KEYS, heads=[])

    assert proof.heads == 0
    assert "That takes a head from outside the database" in in_words(proof)
