"""Read a script and write its rows: one writer for each action, of the same name and with the same arguments."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from offramp.config.city.city import City
from offramp.config.city.script import Life, resolved
from offramp.config.city.writers import activities, casework, consent, people, referrals, triage

Writer = Callable[..., UUID]
ROOMS: Final = (activities, casework, consent, people, referrals, triage)
WRITERS: Final[Mapping[str, Writer]] = {
    f"{room.__name__.rpartition('.')[2]}.{name}": getattr(room, name) for room in ROOMS for name in room.__all__
}


def write(city: City, life: Life) -> Mapping[str, UUID]:
    """Write the rows of a life into the city's book, and return the keys its steps gave, by label."""
    known: dict[str, UUID] = {}
    for step in life.steps:
        arguments = {name: resolved(value, known, city.came_along) for name, value in step.arguments.items()}
        by = city.ground.actor(step.by, step.at)
        key = WRITERS[step.verb](city, **arguments, by=by, at=step.at)
        if step.gives:
            known[step.gives] = key
    return known
