"""The city while it is being built: its book, and the ground its lives stand on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from offramp.casework.enums import Phase
from offramp.config.city.book import Book
from offramp.config.city.ground.build import Ground
from offramp.engagement.models import Organisation, Theme
from offramp.triage.enums import Dimension, Rated


@dataclass(slots=True)
class OpenIntake:
    """What the writers remember of an intake, where an action would ask the database."""

    ratings: dict[Dimension, Rated] = field(default_factory=dict)
    is_decided: bool = False
    people: list[UUID] = field(default_factory=list)
    went: list[UUID] = field(default_factory=list)
    opened: set[tuple[UUID, UUID]] = field(default_factory=set)
    """Whose file was opened to whom because of it: party and person."""
    claim: UUID | None = None
    is_advised: bool = False
    is_assisted: bool = False


@dataclass(slots=True)
class City:
    """The book that is written, the ground, and the moment that is the city's present."""

    book: Book
    ground: Ground
    now: datetime
    intakes: dict[UUID, OpenIntake] = field(default_factory=dict)
    seats: dict[UUID, list[UUID]] = field(default_factory=dict)
    """The seats in force of each person's care team."""
    phases: dict[UUID, Phase] = field(default_factory=dict)
    """The phase each case is in."""
    steps: dict[UUID, list[UUID]] = field(default_factory=dict)
    """The steps of each goal."""
    along: dict[tuple[str, UUID, int], UUID] = field(default_factory=dict)
    """The rows that came along with others: a case's follow-up on each of its days, a referral's call-back."""
    for_officers: dict[UUID, list[UUID]] = field(default_factory=dict)
    """The consents by which officers on a care team see more of a person."""
    sent_under: dict[UUID, list[tuple[UUID, UUID]]] = field(default_factory=dict)
    """The referrals sent under each consent, and to whom."""
    organisations: dict[str, Organisation] = field(default_factory=dict)
    """The organisations that PACE knows, by name."""
    themes: dict[str, Theme] = field(default_factory=dict)
    """What concerns are about, by name."""
    places: dict[str, UUID | None] = field(default_factory=dict)
    """The neighbourhood each place is in, as far as its words say."""
    names_taken: set[str] = field(default_factory=set)
    numbers_taken: set[str] = field(default_factory=set)

    unit: UUID = field(init=False)
    """The unit whose people are written: HELP's, but within `of_unit`."""

    def __post_init__(self) -> None:
        self.unit = self.ground.unit

    @contextmanager
    def of_unit(self, kind: str) -> Iterator[None]:
        """Let what is written within the block be another unit's."""
        self.unit = self.ground.units[kind]
        yield
        self.unit = self.ground.unit

    def came_along(self, what: str, key: UUID, day: int) -> UUID:
        """Return the row of that kind that came along with another."""
        return self.along[what, key, day]
