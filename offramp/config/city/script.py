"""A life as a script: steps in order, each an action of a room by name, with who takes it and when.

A script holds no rows. The writers turn it into rows in bulk; the replay of the tests carries out the same
steps through the public actions. Both read `Ref` as the row that an earlier step gave.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID


class Ref(NamedTuple):
    """The key of a row that an earlier step of the same life gives."""

    label: str


class Due(NamedTuple):
    """The key of a row that came along with the row of a label: a case's follow-up, a referral's call-back."""

    what: str
    label: str
    day: int = 0


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

    def ends(self, at: datetime) -> None:
        """Put the steps in order of time, and drop what would come later than this."""
        self.steps = sorted((step for step in self.steps if step.at <= at), key=lambda step: step.at)

    def gave(self, label: str) -> bool:
        """Return whether one of the steps gives this."""
        return any(step.gives == label for step in self.steps)


def resolved(value: object, known: Mapping[str, UUID], came_along: Callable[[str, UUID, int], UUID]) -> object:
    """Return an argument with each reference in it replaced by the key it stands for.

    came_along: finds the row of that kind which came along with another, on that day.
    """
    if isinstance(value, Ref):
        return known[value.label]
    if isinstance(value, Due):
        return came_along(value.what, known[value.label], value.day)
    if is_dataclass(value) and not isinstance(value, type):
        told = {part.name: getattr(value, part.name) for part in fields(value)}
        return replace(value, **{name: resolved(each, known, came_along) for name, each in told.items()})
    if isinstance(value, list):
        return [resolved(item, known, came_along) for item in value]
    return value
