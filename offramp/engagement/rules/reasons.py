"""Why somebody goes to an event, or can't: each reason by its code, its weight and its words.

The weights stand in one table, so that the coordinator can read what a proposal is made of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from offramp.engagement.enums import Course, Level
from offramp.engagement.languages import named


class Code(StrEnum):
    """Why not, and then why."""

    LEFT = "left"
    SAID_NO = "said_no"
    AWAY = "away"
    ELSEWHERE = "elsewhere"
    TRAVEL = "travel"
    UNTRAINED = "untrained"
    EXPIRED = "expired"
    SPEAKS_FIRST = "speaks_first"
    SPEAKS_FLUENT = "speaks_fluent"
    SPEAKS_TALK = "speaks_talk"
    SPEAKS_GREETINGS = "speaks_greetings"
    WISHED = "wished"
    KNOWS_THEM = "knows_them"
    KNOWS_COMMUNITY = "knows_community"
    WITH_MENTOR = "with_mentor"
    WITH_NEWCOMER = "with_newcomer"
    NEAR = "near"
    BELOW_WISH = "below_wish"
    ABOVE_WISH = "above_wish"
    FEWER_THIS_YEAR = "fewer_this_year"
    MORE_THIS_YEAR = "more_this_year"
    SAME_DAY = "same_day"
    DAY_BESIDE = "day_beside"


class Weight(NamedTuple):
    """What one step counts, how many steps count at most, and the words."""

    points: int
    most: int
    words: Any


BARS: Final[Mapping[Code, Any]] = {
    Code.LEFT: _("Has left PACE."),
    Code.SAID_NO: _("Said that they can't come to this one."),
    Code.AWAY: _("Is not available then."),
    Code.ELSEWHERE: _("Is at another event at that time."),
    Code.TRAVEL: _("Has %(free)s minutes to another event; the way takes %(way)s."),
    Code.UNTRAINED: _("Lacks a training: %(course)s."),
    Code.EXPIRED: _("A training will have expired on %(day)s: %(course)s."),
}
"""The hard rules: whoever meets one of these can't go."""

TABLE: Final[Mapping[Code, Weight]] = {
    Code.SPEAKS_FIRST: Weight(30, 3, _("First language: %(languages)s.")),
    Code.SPEAKS_FLUENT: Weight(24, 3, _("Speaks fluently: %(languages)s.")),
    Code.SPEAKS_TALK: Weight(14, 3, _("Can talk with people in: %(languages)s.")),
    Code.SPEAKS_GREETINGS: Weight(4, 3, _("Can greet in: %(languages)s.")),
    Code.WISHED: Weight(25, 1, _("Signed up for it.")),
    Code.KNOWS_THEM: Weight(6, 3, _("Times with this organisation before: %(times)s.")),
    Code.KNOWS_COMMUNITY: Weight(8, 1, _("Knows the community: %(communities)s.")),
    Code.WITH_MENTOR: Weight(15, 1, _("Is new, and goes with their mentor.")),
    Code.WITH_NEWCOMER: Weight(15, 1, _("Goes with the newcomer they look after.")),
    Code.NEAR: Weight(5, 1, _("Works in that part of the city.")),
    Code.BELOW_WISH: Weight(4, 3, _("Has %(reached)s of %(wished)s wished events that month.")),
    Code.ABOVE_WISH: Weight(-12, 5, _("Events that month already: %(reached)s; wished: %(wished)s.")),
    Code.FEWER_THIS_YEAR: Weight(2, 4, _("Events this year: %(reached)s, fewer than most.")),
    Code.MORE_THIS_YEAR: Weight(-2, 4, _("Events this year: %(reached)s, more than most.")),
    Code.SAME_DAY: Weight(-12, 1, _("Has another event on that day.")),
    Code.DAY_BESIDE: Weight(-6, 1, _("Has an event on the day before or after: no day of rest.")),
}
"""The soft rules: points for each step, counted up to so many steps."""

SPEAKS: Final = {
    Level.FIRST: Code.SPEAKS_FIRST,
    Level.FLUENT: Code.SPEAKS_FLUENT,
    Level.TALK: Code.SPEAKS_TALK,
    Level.GREETINGS: Code.SPEAKS_GREETINGS,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, or why not: a code, the points it counts, and the facts its words need."""

    code: Code
    points: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Return the reason in the reader's language."""
        sentence = BARS[self.code] if self.code in BARS else TABLE[self.code].words
        return str(sentence % {name: _said(name, value) for name, value in self.facts.items()})

    def kept(self) -> dict[str, Any]:
        """Return the reason as it is kept with a proposal."""
        return {"code": self.code.value, "points": self.points, "facts": dict(self.facts)}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return a reason that was kept."""
        return cls(Code(kept["code"]), kept["points"], kept["facts"])


def counted(code: Code, steps: int = 1, **facts: Any) -> Reason:
    """Return a soft reason with its points from the table."""
    weight = TABLE[code]
    return Reason(code, weight.points * min(steps, weight.most), facts)


def _said(name: str, value: Any) -> str:
    if name == "languages":
        return named(value)
    if name == "course":
        return str(Course(value).label)
    if name == "day":
        return date_format(date.fromisoformat(value), "j F Y")
    return str(value)
