"""Why a roster is as it is: for each place why this member and not the next best, for each gap why nobody is left.

Each event is ranked once more, with the rest of the roster in place: by the same rules as when it is ranked alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from offramp.engagement.rules.months import Month, Place
from offramp.engagement.rules.reasons import Code, Reason
from offramp.engagement.rules.rostering import Candidate, Held, Occasion, Ranked, rank

NEXT_BEST: Final = 3
LACKING: Final[Mapping[Code, Any]] = {
    Code.LEFT: _("Left PACE: %(n)s."),
    Code.SAID_NO: _("Said that they can't come: %(n)s."),
    Code.AWAY: _("Not available then: %(n)s."),
    Code.ELSEWHERE: _("At another event at that time: %(n)s."),
    Code.TRAVEL: _("Without time for the way to another event: %(n)s."),
    Code.UNTRAINED: _("Without a training it needs: %(n)s."),
    Code.EXPIRED: _("With a training that will have expired: %(n)s."),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """A member at an event, or beside it: the points, why, and why not."""

    member: UUID
    points: int
    why: tuple[Reason, ...]
    why_not: tuple[Reason, ...]

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept with a proposal."""
        reasons = {name: [one.kept() for one in getattr(self, name)] for name in ("why", "why_not")}
        return {"member": str(self.member), "points": self.points, **reasons}

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return what was kept."""
        why, why_not = (tuple(Reason.read(one) for one in kept[name]) for name in ("why", "why_not"))
        return cls(UUID(kept["member"]), kept["points"], why, why_not)


@dataclass(frozen=True, slots=True)
class Filled:
    """An event in a proposal: who goes, the next best who do not, and how many are missing, why by code."""

    occasion: UUID
    chosen: tuple[Judged, ...]
    next_best: tuple[Judged, ...]
    missing: int
    lacking: tuple[tuple[Code, int], ...]


def explain(month: Month, places: Collection[Place]) -> list[Filled]:
    """Return each event with who goes and why, in the order of the events."""
    roster = _Roster(month, places)
    return [_filled(event, roster) for event in month.occasions]


def in_words(code: Code, number: int) -> str:
    """Return why so many members could not fill an event."""
    return str(LACKING[code] % {"n": number})


class _Roster:
    """Who goes where."""

    def __init__(self, month: Month, places: Collection[Place]) -> None:
        self.month = month
        self.events: dict[UUID, list[Occasion]] = {member: [] for member in month.members}
        self.there: dict[UUID, set[UUID]] = {event: set() for event in month.events}
        for place in sorted(places):
            self.events[place.member].append(month.events[place.occasion])
            self.there[place.occasion].add(place.member)

    def ranked(self, event: Occasion) -> list[Ranked]:
        """Rank an event as the roster would have it."""
        filled = replace(event, members=frozenset(self.there[event.id]))
        return rank(filled, [self._candidate(member, event) for member in self.month.members.values()])

    def _candidate(self, member: Candidate, event: Occasion) -> Candidate:
        """Return a member with the other places they would have."""
        others = [one for one in self.events[member.id] if one.id != event.id]
        held = [Held(one.id, one.span, one.where) for one in others]
        here = sum((one.day.year, one.day.month) == (event.day.year, event.day.month) for one in others)
        return replace(
            member, held=[*member.held, *held], load_month=self.month.elsewhere(member, event) + here
        )  # fmt: skip


def _filled(event: Occasion, roster: _Roster) -> Filled:
    ranked = roster.ranked(event)
    there = [one for one in ranked if one.candidate.id in roster.there[event.id]]
    beside = sorted((one for one in ranked if one not in there), key=lambda one: -one.points)
    missing = max(0, event.at_least - len(there))
    bars = Counter(one.why_not[0].code for one in beside if one.why_not) if missing else Counter()
    return Filled(
        event.id, tuple(map(_judged, there)), tuple(map(_judged, beside[:NEXT_BEST])), missing,
        tuple(bars.most_common()),
    )  # fmt: skip


def _judged(one: Ranked) -> Judged:
    return Judged(one.candidate.id, one.points, one.why, one.why_not)
