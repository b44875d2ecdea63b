"""The proof: blocks and rows are read side by side in a stream, and every place where they disagree is named."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.audit.models import Block
from offramp.audit.rules import Keys, merkle_root, unpacked
from offramp.audit.sealing.blocks import hash_of, header_of, last_block
from offramp.audit.sealing.heads import Head
from offramp.audit.sealing.rows import LogRow, count_after, rows_between

AT_ONCE = 20
"""How many blocks are held in memory."""
MOST_NAMED = 1_000


@dataclass(frozen=True, slots=True)
class Break:
    """Where the seal does not hold: in which block, at which row where that can be told, and what is wrong."""

    block: int
    what: str
    row: UUID | None = None

    def told(self) -> str:
        """Return it in words."""
        return f"Block {self.block}: {f'row {self.row} ' if self.row else ''}{self.what}."


@dataclass
class Proof:
    """What a verification found. `breaks` holds the first ones; `broken` counts all of them."""

    blocks: int = 0
    rows: int = 0
    sealed_to: datetime | None = None
    unsealed: int = 0
    broken: int = 0
    breaks: list[Break] = field(default_factory=list)
    heads: int | None = None
    noted_to: int = 0

    def add(self, found: Iterable[Break]) -> None:
        """Keep what was found."""
        for one in found:
            self.broken += 1
            if len(self.breaks) < MOST_NAMED:
                self.breaks.append(one)


def verify(keys: Keys, *, heads: Iterable[Head] | None = None, start: int = 1) -> Proof:
    """Compare every block from `start` on with its rows, with its neighbours, with its code, and with noted heads."""
    with transaction.atomic():  # its cursors read from the tables, not from a copy made first
        return _verified(keys, heads, start)


def _verified(keys: Keys, heads: Iterable[Head] | None, start: int) -> Proof:
    proof, last = Proof(), last_block()
    noted = None if heads is None else _noted(heads, proof)
    if last is not None:
        _compare(proof, keys, last, start, noted or {})
        proof.sealed_to = last.sealed_at
    for number in sorted(noted or ()):
        if number > (last.number if last else 0):
            proof.add([Break(number, "was noted outside and is gone: the end was cut off, or a copy is older")])
    proof.unsealed = count_after(last.upto if last else 0)
    return proof


def _noted(heads: Iterable[Head], proof: Proof) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for head in heads:
        proof.heads = (proof.heads or 0) + 1
        if not head.is_ours:
            proof.add([Break(head.number, f"is noted in line {head.line} of the heads by none of our keys")])
            continue
        found.setdefault(head.number, set()).add(head.block)
        proof.noted_to = max(proof.noted_to, head.number)
    proof.heads = proof.heads or 0
    return found


def _compare(proof: Proof, keys: Keys, last: Block, start: int, noted: Mapping[int, set[str]]) -> None:
    before = Block.objects.defer("leaves").filter(number__lt=start).order_by("number").last()
    rows = _Stream(rows_between(before.upto if before else None, last.upto))
    expected, upto = start, before.upto if before else 0
    previous = hash_of(before) if before else b""
    for block in Block.objects.filter(number__range=(start, last.number)).order_by("number").iterator(AT_ONCE):
        between, inside = rows.upto(block.after), rows.upto(block.upto)
        proof.add(_between(block, between, expected))
        proof.add(_chain(block, keys, after=upto, previous=previous))
        proof.add(_content(block, inside))
        here = hash_of(block)
        if block.number in noted and noted[block.number] != {here.hex()}:
            proof.add([Break(block.number, "is not the one that was noted outside")])
        proof.blocks += 1
        proof.rows += len(inside)
        expected, upto, previous = block.number + 1, block.upto, here


class _Stream:
    """Rows in order, taken up to one place after another."""

    def __init__(self, rows: Iterator[LogRow]) -> None:
        self.rows = rows
        self.next = next(rows, None)

    def upto(self, position: int) -> list[LogRow]:
        taken = []
        while self.next is not None and self.next.position <= position:
            taken.append(self.next)
            self.next = next(self.rows, None)
        return taken


def _between(block: Block, rows: list[LogRow], expected: int) -> Iterator[Break]:
    """A block that is missing is told once; rows before the first block one by one."""
    if block.number != expected:
        others = "" if block.number <= expected + 1 else f", and so are those up to {block.number - 1}"
        yield Break(expected, f"is missing{others}; {len(rows)} rows lie where it was")
        return
    for row in rows:
        yield Break(block.number, f"of {row.table} was put in before its beginning", row.leaf.id)


def _chain(block: Block, keys: Keys, *, after: int, previous: bytes) -> Iterator[Break]:
    if not keys.vouch_for(bytes(block.mac), kind="block", content=header_of(block).as_bytes(), key=block.key):
        yield Break(block.number, "has a code that none of our keys made: it was altered, or the key is not the one")
    if bytes(block.previous) != previous or block.after != after:
        yield Break(block.number, "does not follow from the block before it")


def _content(block: Block, rows: list[LogRow]) -> Iterator[Break]:
    leaves = unpacked(bytes(block.leaves))
    if merkle_root([leaf.node() for leaf in leaves]) != bytes(block.root):
        yield Break(block.number, "has a list of rows that does not fit its root")
    sealed = {leaf.id: leaf.digest for leaf in leaves}
    seen: set[UUID] = set()
    for row in rows:
        if row.leaf.id in seen:
            yield Break(block.number, f"of {row.table} is there twice", row.leaf.id)
        elif row.leaf.id not in sealed:
            yield Break(block.number, f"of {row.table} was put in", row.leaf.id)
        elif sealed[row.leaf.id] != row.leaf.digest:
            yield Break(block.number, f"of {row.table} was changed", row.leaf.id)
        seen.add(row.leaf.id)
    for leaf in leaves:
        if leaf.id not in seen:
            yield Break(block.number, "is gone from here", leaf.id)
