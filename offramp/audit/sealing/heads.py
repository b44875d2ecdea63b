"""The head of the chain, kept outside the database: one line a day, and one whenever the sealer stops.

A line names the newest block by number and hash. Whoever cuts the chain's end off, or puts an older copy of the
database in its place, would have to change these lines too.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from offramp.audit.models import Block
from offramp.audit.rules import Keys, head_bytes
from offramp.audit.sealing.blocks import hash_of

FILE = "heads.jsonl"


@dataclass(frozen=True, slots=True)
class Head:
    """One noted head. What can't be read as one has number 0."""

    line: int
    number: int
    block: str = ""
    noted_on: date = date.min
    is_ours: bool = False


class Heads:
    """The file of noted heads in a folder."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.path = folder / FILE
        self.keys = keys
        self._newest: Head | None = None

    def note_daily(self, block: Block, *, at: datetime) -> None:
        """Add a line for the newest block unless its day has one."""
        self._newest = self._newest or self.last()
        if self._newest is None or self._newest.noted_on < at.astimezone(UTC).date():
            self.note(block, at=at)

    def note_last(self, block: Block, *, at: datetime) -> None:
        """Add a line for the newest block unless the last line names it."""
        self._newest = self._newest or self.last()
        if self._newest is None or self._newest.block != hash_of(block).hex():
            self.note(block, at=at)

    def note(self, block: Block, *, at: datetime) -> None:
        """Add a line for the newest block, and see that it reaches the disk."""
        named = hash_of(block).hex()
        content = head_bytes(number=block.number, block=named, sealed_at=block.sealed_at, noted_at=at)
        line = {
            "number": block.number,
            "block": named,
            "sealed_at": block.sealed_at.isoformat(),
            "noted_at": at.isoformat(),
            "key": self.keys.name(),
            "mac": self.keys.code("head", content).hex(),
        }
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._newest = Head(0, block.number, named, at.astimezone(UTC).date(), is_ours=True)

    def last(self) -> Head | None:
        """Return the last line, or None without any."""
        lines = list(read_heads(self.path, self.keys)) if self.path.exists() else []
        return lines[-1] if lines else None


def read_heads(path: Path, keys: Keys) -> Iterator[Head]:
    """Return the noted heads of a file, in its order."""
    with path.open() as file:
        for place, text in enumerate(file, start=1):
            try:
                yield _head(place, json.loads(text), keys)
            except (ValueError, KeyError, TypeError):
                yield Head(place, 0)


def _head(place: int, line: dict[str, str], keys: Keys) -> Head:
    number, sealed_at, noted_at = (
        int(line["number"]),
        datetime.fromisoformat(line["sealed_at"]),
        datetime.fromisoformat(line["noted_at"]),
    )
    content = head_bytes(number=number, block=line["block"], sealed_at=sealed_at, noted_at=noted_at)
    is_ours = keys.vouch_for(bytes.fromhex(line["mac"]), kind="head", content=content, key=line["key"])
    return Head(place, number, line["block"], noted_at.astimezone(UTC).date(), is_ours)
