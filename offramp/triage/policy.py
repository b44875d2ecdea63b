"""The triage policy: a data file with a version and stated weights. It is ours and not validated, and says so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from offramp.triage.enums import Dimension, Level, Rated, Seen, Urgency

FILES = Path(__file__).parent / "data"
IN_FORCE = "1"


@dataclass(frozen=True, slots=True)
class Weight:
    """What one fact adds to the sum, and the level it reaches by itself, if any."""

    adds: int
    reaches: Level | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """Facts that reach a level when they are seen together."""

    seen: frozenset[Seen]
    reaches: Level


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy. `times` multiplies a rating; `sum_reaches` gives the least sum of a level."""

    version: str
    status: str
    how: str
    clocks: Mapping[Level, timedelta]
    sum_reaches: Mapping[Level, int]
    seen: Mapping[Seen, Weight]
    together: tuple[Together, ...]
    urgency: Mapping[Urgency, Weight]
    on_scene_wanted: Weight
    rated: Mapping[Rated, int]
    times: Mapping[Dimension, int]
    rated_reaches: Mapping[tuple[Dimension, Rated], Level]

    @property
    def name(self) -> str:
        """The name a decision keeps, so that it can be read again under the policy of its day."""
        return f"policy-{self.version}"


@cache
def policy_in_force(version: str = IN_FORCE) -> Policy:
    """Return the policy of this version, read from its file; every vocabulary must be whole."""
    data = json.loads((FILES / f"policy-{version}.json").read_text(encoding="utf-8"))
    return Policy(
        version=data["version"],
        status=data["status"],
        how=data["how"],
        clocks={Level(level): timedelta(minutes=data["clock_minutes"][level]) for level in Level.values},
        sum_reaches={Level(level): least for level, least in data["sum_reaches"].items()},
        seen={Seen(fact): _weight(data["seen"][fact]) for fact in Seen.values},
        together=tuple(Together(frozenset(map(Seen, row["seen"])), Level(row["reaches"])) for row in data["together"]),
        urgency={Urgency(urgency): _weight(data["urgency"][urgency]) for urgency in Urgency.values},
        on_scene_wanted=_weight(data["on_scene_wanted"]),
        rated={Rated(rated): data["rated"][rated] for rated in Rated.values},
        times={Dimension(dimension): data["times"][dimension] for dimension in Dimension.values},
        rated_reaches={
            (Dimension(row["dimension"]), Rated(row["rated"])): Level(row["reaches"]) for row in data["rated_reaches"]
        },
    )


def _weight(data: Mapping[str, Any]) -> Weight:
    return Weight(data["weight"], Level(data["reaches"]) if "reaches" in data else None)
