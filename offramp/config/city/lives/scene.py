"""Where something happens and who is there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from offramp.access.enums import Role
from offramp.config.city.city import City
from offramp.config.city.ground.places import PLACES
from offramp.config.city.ground.staff import CORE
from offramp.config.city.moments import Dice

WEIGHTS: Final = ("downtown",) * 5 + ("northeast",) * 3 + ("northwest", "southeast", "southwest", "west", "west")
"""How often each branch is called on."""
PATROL: Final = ("patel", "lindgren")


@dataclass(frozen=True, slots=True)
class Scene:
    """A branch, a part of it, a place there, and an officer and a navigator of the team that goes."""

    code: str
    branch: UUID
    neighbourhood: UUID
    part: str
    place: str
    team: UUID
    officer: str
    navigator: str

    @property
    def whereabouts(self) -> dict[str, Any]:
        """The arguments by which actions are told where it was."""
        return {"branch": self.branch, "neighbourhood": self.neighbourhood, "place": self.place}


def scene(city: City, dice: Dice, at: datetime, *, team: str = "", code: str = "", place: str = "") -> Scene:
    """Return where something happens, with a team that works then: that of the branch unless another is named.

    code: the branch, and place: the words for where in it, if they are not left to chance.
    """
    ground, code = city.ground, code or dice.one(WEIGHTS)
    working = team or code
    part, key = dice.one(ground.neighbourhoods[code])
    return Scene(
        code=code,
        branch=ground.branches[code],
        neighbourhood=key,
        part=part,
        place=place or dice.one(PLACES),
        team=ground.teams[working],
        officer=dice.one(ground.on_duty(working, Role.HELP_OFFICER, at)),
        navigator=dice.one(ground.on_duty(working, Role.NAVIGATOR, at)),
    )


def core_scene(city: City, dice: Dice, at: datetime) -> Scene:
    """Return where something happens that the core team goes to."""
    return scene(city, dice, at, team=CORE)
