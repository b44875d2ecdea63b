"""A community that invites PACE in the training city, and the events it holds."""

from dataclasses import dataclass
from typing import Final

from offramp.engagement.enums import Age, Dress, EventKind, Wish

ALL_YEAR: Final = frozenset(range(1, 13))
WARM: Final = frozenset({5, 6, 7, 8, 9})
SCHOOL: Final = ALL_YEAR - {7, 8}


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event an organisation holds: what, for how many, in which months, and from which hour for how long."""

    kind: EventKind
    title: str
    expected: int
    ages: tuple[Age, ...]
    hour: int
    minutes: int
    months: frozenset[int] = ALL_YEAR
    hoped_for: str = ""
    protocol: str = ""
    access_needs: str = ""


@dataclass(frozen=True, slots=True)
class Community:
    """An organisation that invites: its name, who writes, where it meets, what is spoken there."""

    name: str
    contact: str
    address: str
    place: str
    languages: tuple[str, ...]
    occasions: tuple[Occasion, ...]
    language: str = "en"
    dress: Dress = Dress.NO_WISH
    firearms: Wish = Wish.NO_WISH
    photographs: Wish = Wish.NO_WISH
    speaks_for: tuple[str, ...] = ()
    years: tuple[int, int] = (2018, 9999)

    def asks_in(self, year: int) -> bool:
        """Return whether it invited anybody in that year."""
        first, last = self.years
        return first <= year <= last
