"""Whether the sealer keeps up, and whether what it sealed last is still as it was."""

from datetime import datetime, timedelta

from offramp.audit.rules import Keys
from offramp.audit.sealing.blocks import last_block
from offramp.audit.sealing.heads import Heads, read_heads
from offramp.audit.sealing.rows import highest_position, rows_between
from offramp.audit.sealing.verifying import verify
from offramp.kernel.ids import made_at

LATE = timedelta(seconds=60)
LATEST = 20
"""How many of the newest blocks are compared; `offramp audit verify` compares all."""


def behind(*, at: datetime) -> list[str]:
    """Return that the sealer does not keep up, in a sentence, or nothing."""
    last = last_block()
    first = next(rows_between(last.upto if last else 0, highest_position(), most=1), None)
    if first is None or made_at(first.leaf.id) > at - LATE or (last and last.sealed_at > at - LATE):
        return []
    since = f"since {last.sealed_at:%Y-%m-%d %H:%M} UTC" if last else "ever"
    return [f"Rows of the logs wait, and none was sealed {since}."]


def unnoted(heads: Heads) -> list[str]:
    """Return that the head is not noted outside as it should be, in a sentence, or nothing."""
    last, noted = last_block(), heads.last()
    if last is None:
        return []
    if noted is None:
        return [f"No head of the seal is noted in {heads.path}."]
    late = last.sealed_at.date() > noted.noted_on + timedelta(days=1)
    return [f"The head of the seal was noted last on {noted.noted_on}."] if late else []


def altered(keys: Keys, heads: Heads) -> list[str]:
    """Return where the newest blocks, or the heads noted since, don't hold."""
    last = last_block()
    start = max(1, last.number - LATEST) if last else 1
    noted = read_heads(heads.path, heads.keys) if heads.path.exists() else ()
    proof = verify(keys, heads=(head for head in noted if head.number >= start), start=start)
    return [found.told() for found in proof.breaks[:3]]
