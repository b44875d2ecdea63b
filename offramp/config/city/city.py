"""The city while it is being built: its book, and the ground its lives stand on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from offramp.config.city.book import Book
from offramp.config.city.ground.build import Ground
from offramp.kernel.identity import Actor


@dataclass(slots=True)
class City:
    """The book that is written, the ground, and the day on which the city's present is."""

    book: Book
    ground: Ground
    today: date

    @property
    def unit(self) -> UUID:
        """The unit that runs HELP: it has every file."""
        return self.ground.unit


def who(by: Actor) -> UUID:
    """Return the user who acts: in the city nobody acts without a name."""
    if by.id is None:
        raise ValueError("nobody acts")
    return by.id
