"""What a seal is made of: pure functions from rows to bytes, from bytes to a block's code.

The tree is that of RFC 6962: a leaf's node begins with a zero byte, an inner node with a one, so that neither can pass
for the other.
"""

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

LEAF_BYTES = 48


def canonical(table: str, row: Mapping[str, object]) -> bytes:
    """Return the bytes of a log row that are sealed: its table, and each column that is not empty, by name.

    Empty columns are left out, so that a column added later leaves older seals whole. No column may hold two kinds of
    emptiness, or they could be exchanged unseen: texts and lists of the logs are never NULL.
    """
    return _as_bytes([table, {column: value for column, value in row.items() if value or value == 0}])


@dataclass(frozen=True, slots=True)
class Leaf:
    """A row in a block: which, and the digest of its canonical bytes."""

    id: UUID
    digest: bytes

    def node(self) -> bytes:
        """Return its node of the tree."""
        return sha256(b"\0" + self.id.bytes + self.digest).digest()


def leaf_of(table: str, row: Mapping[str, object], key: UUID) -> Leaf:
    """Return a row's leaf."""
    return Leaf(key, sha256(canonical(table, row)).digest())


def packed(leaves: Iterable[Leaf]) -> bytes:
    """Return leaves as a block keeps them: 48 bytes each, in order."""
    return b"".join(leaf.id.bytes + leaf.digest for leaf in leaves)


def unpacked(leaves: bytes) -> list[Leaf]:
    """Return the leaves a block keeps. What can't be one, at the end, is left out: its root tells of it."""
    whole = len(leaves) - len(leaves) % LEAF_BYTES
    return [
        Leaf(UUID(bytes=leaves[at : at + 16]), leaves[at + 16 : at + LEAF_BYTES]) for at in range(0, whole, LEAF_BYTES)
    ]


def merkle_root(nodes: Sequence[bytes]) -> bytes:
    """Return the root over the nodes of leaves, 32 bytes: RFC 6962, section 2.1. An odd one goes up as it is."""
    level = list(nodes) or [sha256(b"").digest()]
    while len(level) > 1:
        pairs = [sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


@dataclass(frozen=True, slots=True)
class Header:
    """What the code of a block covers. Bytes are written in hexadecimal, so that it can be read and noted."""

    number: int
    after: int
    upto: int
    tables: Mapping[str, int]
    root: str
    previous: str
    sealed_at: datetime
    key: str

    def as_bytes(self) -> bytes:
        """Return the header in its one form."""
        return _as_bytes({part.name: getattr(self, part.name) for part in fields(self)})


def block_hash(header: Header, mac: bytes) -> bytes:
    """Return what the next block and the head outside name this block by: header and code together."""
    return sha256(header.as_bytes() + mac).digest()


@dataclass(frozen=True, slots=True)
class Keys:
    """The key that seals, and those that sealed before it. None of them is in the database."""

    current: str
    before: tuple[str, ...] = ()

    def name(self) -> str:
        """Return how blocks call the key that seals now."""
        return _name_of(self.current)

    def code(self, kind: str, content: bytes) -> bytes:
        """Return the authentication code of a `block` or a `head` by the key that seals now."""
        return _code(self.current, kind, content)

    def vouch_for(self, mac: bytes, *, kind: str, content: bytes, key: str) -> bool:
        """Say whether the key of that name made this code; not so where that key isn't known."""
        known = [secret for secret in (self.current, *self.before) if _name_of(secret) == key]
        return any(hmac.compare_digest(_code(secret, kind, content), mac) for secret in known)


def head_bytes(*, number: int, block: str, sealed_at: datetime, noted_at: datetime) -> bytes:
    """Return what the code of a noted head covers. block: its hash, in hexadecimal."""
    return _as_bytes([number, block, sealed_at, noted_at])


def _name_of(secret: str) -> str:
    return sha256(b"name of the key " + secret.encode()).hexdigest()[:16]


def _code(secret: str, kind: str, content: bytes) -> bytes:
    return hmac.digest(secret.encode(), kind.encode() + b"\0" + content, "sha256")


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"A log holds no {type(value).__name__}.")


_ONE_FORM = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _as_bytes(content: object) -> bytes:
    return _ONE_FORM.encode(content).encode()
