"""Whose case it is, who goes along, and what is known so far while the script is written."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, cast

from offramp.config.city.city import City
from offramp.config.city.moments import Dice
from offramp.config.city.script import Life, Ref
from offramp.config.city.words.plans import Plan
from offramp.directory.models import Service
from offramp.people.enums import LANGUAGES, GivenName
from offramp.people.rules import main_name

NOT_YET: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Course:
    """A case while its script is written: the person, the officer and the navigator, and what was agreed."""

    city: City
    dice: Dice
    life: Life
    navigator: str
    officer: str
    person: Ref
    met_at: datetime
    plans: list[tuple[str, Plan, datetime]] = field(default_factory=list)
    """The goals: label, plan, when set."""
    accepted_at: datetime = NOT_YET
    goes_on: bool = False
    """It is not over when the city's present comes: what was promised until then is kept."""
    taken_by: Service | None = None
    """The service that took the person, and since when."""
    taken_at: datetime | None = None
    kept_at: datetime | None = None

    @property
    def name(self) -> str:
        """The name to call them by, as their file has it."""
        return str(main_name(cast("list[GivenName]", self._told("names"))).text)

    @property
    def languages(self) -> list[str]:
        """The languages to speak with them, by name."""
        return [str(LANGUAGES.get(code, code)) for code in cast("list[str]", self._told("languages"))]

    @property
    def knows_birth(self) -> bool:
        """Say whether it is known when they were born, or about when."""
        return bool(self._told("born_on") or self._told("born_about"))

    def _told(self, what: str) -> object:
        return next(step for step in self.life.steps if step.gives == self.person.label).arguments[what]
