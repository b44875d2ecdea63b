"""What a run of mutants must show: so many of them or an hour, so many killed, and of each that survived why."""

import re
from collections.abc import Iterator, Mapping

from proofs._warm.session import Outcome

MANY = 300
WANTED = 90


def without_line(name: str) -> str:
    """Return a mutant's name without its line, which moves."""
    return re.sub(r":\d+ (\S+) #\d+", r" \1", name, count=1)


def percent(outcome: Outcome) -> float:
    """Return how many of those tried were killed."""
    return 100 * len(outcome.found) / max(1, outcome.tried)


def failings(outcome: Outcome, why: Mapping[str, str]) -> Iterator[str]:
    """Return what a run fails by, one sentence each. Whatever the hour left untried is no failing, but is told.

    why: the reason of each survivor that is explained, by its name without the line.
    """
    if outcome.tried < MANY and not outcome.late:
        yield f"{outcome.tried} were tried, fewer than {MANY}, though the hour was not up."
    if percent(outcome) < WANTED:
        yield f"{percent(outcome):.1f} % were killed, less than {WANTED} %."
    for name in (*outcome.unreached, *outcome.unnoticed):
        if without_line(name) not in why:
            yield f"Survived, and nobody says why: {name}"
