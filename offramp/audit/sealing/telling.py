"""What a verification found, in words and as data; and what it can't prove, said each time."""

from collections.abc import Iterator
from datetime import datetime

from offramp.audit.sealing.verifying import Proof

NAMED = 10
"""So many breaks are written out; the first is what matters."""


def in_words(proof: Proof) -> str:
    """Return the finding as lines for a person."""
    return "".join(f"{line}\n" for line in (*_sealed(proof), *_broken(proof), *_not_proven(proof)))


def as_data(proof: Proof) -> dict[str, object]:
    """Return the finding for a program."""
    return {
        "ok": not proof.broken,
        "sealed_to": proof.sealed_to.isoformat() if proof.sealed_to else None,
        "rows": proof.rows,
        "blocks": proof.blocks,
        "unsealed": proof.unsealed,
        "heads": proof.heads,
        "broken": proof.broken,
        "breaks": [
            {"block": one.block, "row": str(one.row) if one.row else None, "what": one.what} for one in proof.breaks
        ],
        "not_proven": list(_not_proven(proof)),
    }


def _sealed(proof: Proof) -> Iterator[str]:
    if proof.sealed_to is None:
        yield "Nothing is sealed."
    else:
        yield f"Sealed to {_moment(proof.sealed_to)}: {counted(proof.rows, 'row')} in {counted(proof.blocks, 'block')}."


def _broken(proof: Proof) -> Iterator[str]:
    if not proof.broken:
        yield "Nothing of it was changed, put in, taken out or moved." if proof.blocks else "So nothing is proven."
        return
    yield f"BROKEN. {proof.breaks[0].told()}"
    yield from (f"        {found.told()}" for found in proof.breaks[1:NAMED])
    if proof.broken > NAMED:
        yield f"        And {proof.broken - NAMED:,} more."


def _not_proven(proof: Proof) -> Iterator[str]:
    yield (
        f"Not proven: what is not sealed yet, now {counted(proof.unsealed, 'row')}. Until it is, whoever owns the "
        "database could change it unseen."
    )
    if not proof.heads:
        yield "Not proven: that no end was cut off. That takes a head from outside the database: --heads FILE."
    else:
        yield f"Not proven: that no end was cut off after block {proof.noted_to:,}, the last one noted outside."
    yield "Not proven: anything against somebody who has SEAL_KEY and owns the database. Keep the two apart."


def counted(count: int, word: str) -> str:
    """Return how many of something there are."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
