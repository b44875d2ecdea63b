"""A life as a script: steps in order, each an action of a room by name, with who takes it and when.

A script holds no rows. The writers turn it into rows in bulk; the replay of the tests carries out the same
steps through the public actions. Both read `Ref` as the row that an earlier step gave.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple


class Ref(NamedTuple):
    """The key of a row that an earlier step of the same life gives."""

    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One action: `room.verb`, by a user, at a moment, with the action's own arguments.

    gives: the label under which later steps know the row it makes.
    """

    verb: str
    by: str
    at: datetime
    gives: str
    arguments: Mapping[str, object]


@dataclass(slots=True)
class Life:
    """What happened to a person, or at one call: its steps in order of time."""

    key: str
    steps: list[Step] = field(default_factory=list)

    def step(self, verb: str, by: str, at: datetime, gives: str = "", **arguments: Any) -> Ref:
        """Write down the next step, and return the row it gives."""
        self.steps.append(Step(verb, by, at, gives, arguments))
        return Ref(gives)


def resolved(value: object, known: Mapping[str, object]) -> object:
    """Return an argument with each `Ref` in it replaced by what it stands for."""
    if isinstance(value, Ref):
        return known[value.label]
    if isinstance(value, list):
        return [resolved(item, known) for item in value]
    return value
