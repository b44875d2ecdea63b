"""Rows into bytes, bytes into a root, a header into a code: the pure part of the seal."""

from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest

from offramp.audit.rules import Header, Keys, Leaf, block_hash, canonical, leaf_of, merkle_root, packed, unpacked

AT = datetime(2026, 11, 22, 13, 5, 0, 250_000, tzinfo=UTC)
ROW = {"id": UUID(int=7), "at": AT, "verb": "note.written", "fields": ["text"], "about": None, "role": ""}

# The leaves and roots by which implementations of Certificate Transparency (RFC 6962) are tested.
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def test_a_row_has_one_form_whatever_the_order_of_its_columns_and_the_zone_of_its_times() -> None:
    elsewhere = ROW | {"at": AT.astimezone(timezone(timedelta(hours=-7)))}

    assert canonical("audit_entry", ROW) == canonical("audit_entry", dict(reversed(elsewhere.items())))
    assert canonical("audit_entry", ROW) == (
        b'["audit_entry",{"at":"2026-11-22T13:05:00.250000+00:00","fields":["text"],'
        b'"id":"00000000-0000-0000-0000-000000000007","verb":"note.written"}]'
    )


def test_a_log_holds_ids_times_and_words_and_nothing_else() -> None:
    with pytest.raises(TypeError, match="holds no bytes"):
        canonical("audit_entry", ROW | {"verb": b"note.written"})


def test_a_column_that_is_added_later_and_empty_leaves_the_form_as_it_was() -> None:
    assert canonical("audit_entry", ROW | {"added_later": None}) == canonical("audit_entry", ROW)


def test_a_zero_is_not_the_same_as_nothing() -> None:
    assert canonical("audit_entry", ROW | {"position": 0}) != canonical("audit_entry", ROW)


@pytest.mark.parametrize(
    "change",
    [
        {"at": AT + timedelta(microseconds=1)},
        {"verb": "note.written "},
        {"fields": ["text", "text"]},
        {"fields": []},
        {"about": UUID(int=0)},
        {"role": "navigator"},
        {"position": 1},
    ],
)
def test_every_change_of_a_row_changes_its_form(change: dict[str, object]) -> None:
    assert leaf_of("audit_entry", ROW | change, UUID(int=7)) != leaf_of("audit_entry", ROW, UUID(int=7))


def test_the_same_columns_in_another_table_are_another_row() -> None:
    assert canonical("audit_look", ROW) != canonical("audit_entry", ROW)


@pytest.mark.parametrize("count", range(len(ROOTS)))
def test_the_tree_is_that_of_rfc_6962(count: int) -> None:
    nodes = [sha256(b"\0" + bytes.fromhex(leaf)).digest() for leaf in LEAVES[:count]]
    assert merkle_root(nodes).hex() == ROOTS[count]


def test_leaves_come_out_of_a_block_as_they_went_in_and_a_torn_end_is_left_out() -> None:
    leaves = [Leaf(UUID(int=number), sha256(bytes([number])).digest()) for number in range(3)]

    assert unpacked(packed(leaves)) == leaves
    assert unpacked(packed(leaves)[:-1]) == leaves[:2]


def test_a_code_holds_for_one_content_one_kind_and_one_key() -> None:
    keys = Keys("k" * 40)
    code = keys.code("block", b"content")

    def vouched(ring: Keys, kind: str, content: bytes) -> bool:
        return ring.vouch_for(code, kind=kind, content=content, key=keys.name())

    assert vouched(keys, "block", b"content")
    assert vouched(Keys("n" * 40, ("k" * 40,)), "block", b"content")
    assert not vouched(keys, "block", b"contents")
    assert not vouched(keys, "head", b"content")
    assert not vouched(Keys("n" * 40), "block", b"content")


def test_the_name_of_a_key_says_nothing_of_it() -> None:
    assert len(Keys("k" * 40).name()) == 16
    assert "k" * 4 not in Keys("k" * 40).name()


def test_the_hash_of_a_block_covers_its_header_and_its_code() -> None:
    header = Header(1, 0, 9, {"audit_entry": 9}, "00", "", AT, "key")
    same = Header(1, 0, 9, {"audit_entry": 9}, "00", "", AT, "key")
    other = Header(1, 0, 8, {"audit_entry": 9}, "00", "", AT, "key")

    assert block_hash(header, b"code") == block_hash(same, b"code")
    assert len({block_hash(header, b"code"), block_hash(header, b"edoc"), block_hash(other, b"code")}) == 3
