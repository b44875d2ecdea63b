"""A month to be rostered: its events and members, what stands already, and what a roster for it is worth.

The weights of `reasons` count for each place. Above them stand three that keep the order: no event goes short for
points, nobody's place is moved for points, and nobody is asked to come beyond the need for little.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations
from typing import Final, NamedTuple
from uuid import UUID

from django.utils import timezone

from offramp.engagement.rules.reasons import TABLE, Code, Reason
from offramp.engagement.rules.rostering import (
    Candidate,
    Occasion,
    average_load,
    by_load,
    by_rest,
    clash,
    lasting,
    why_not,
)

SHORT_COUNTS: Final = -1000
"""A member who is missing at an event: an event that can't be filled is told, and does not stop the others."""
MOVE_COUNTS: Final = -150
"""A place that somebody has and loses by a new proposal: more than any one exchange can gain in points."""
BEYOND_COUNTS: Final = -20
"""A member beyond the least an event needs: only who brings something is asked to come as well."""


class Place(NamedTuple):
    """A member at an event."""

    occasion: UUID
    member: UUID


@dataclass(frozen=True)
class Month:
    """Events to be rostered, who there is, and the places that stand: those locked, and those that may be moved.

    The load of a candidate in the year is that without the places at these events.
    """

    occasions: Collection[Occasion]
    candidates: Collection[Candidate]
    standing: frozenset[Place] = frozenset()
    locked: frozenset[Place] = frozenset()

    @cached_property
    def events(self) -> Mapping[UUID, Occasion]:
        """Return the events by their id."""
        return {one.id: one for one in self.occasions}

    @cached_property
    def members(self) -> Mapping[UUID, Candidate]:
        """Return the members by their id, without the places that are decided here."""
        return {one.id: _apart(one, self.events) for one in self.candidates}

    @cached_property
    def bars(self) -> Mapping[Place, tuple[Reason, ...]]:
        """Return what stands against each member at each event, whatever else is decided here."""
        return {
            Place(event.id, member.id): why_not(event, member)
            for event in self.occasions
            for member in self.members.values()
        }

    @cached_property
    def options(self) -> frozenset[Place]:
        """Return the places that may be chosen. What was locked stays, whatever stands against it."""
        return frozenset(place for place, bars in self.bars.items() if not bars or place in self.locked)

    @cached_property
    def points(self) -> Mapping[Place, int]:
        """Return what each possible place counts by itself."""
        average = average_load(self.members.values())
        return {place: self._points(place, average) for place in self.options}

    @cached_property
    def clashes(self) -> list[tuple[UUID, UUID]]:
        """Return the pairs of events nobody can both be at."""
        return [
            (one.id, other.id)
            for one, other in combinations(self.occasions, 2)
            if clash(one.span, one.where, other.span, other.where)
        ]

    @cached_property
    def pairs(self) -> list[tuple[UUID, UUID]]:
        """Return each newcomer with their mentor, where both are there."""
        return [
            (one.id, one.mentor)
            for one in self.members.values()
            if one.is_newcomer and one.mentor is not None and one.mentor in self.members
        ]

    def room(self, occasion: Occasion) -> int:
        """Return how many may be at an event: more than wished only where more are there already."""
        return max(occasion.at_most, sum(place.occasion == occasion.id for place in self.standing | self.locked))

    def elsewhere(self, member: Candidate, event: Occasion) -> int:
        """Return how many places in an event's month a member holds that are not decided here."""
        return sum(_month(day) == _month(event.day) for day in _days(member))

    def _points(self, place: Place, average: float) -> int:
        event, member = self.events[place.occasion], self.members[place.member]
        reasons = (*lasting(event, member, average=average), *by_rest(event.day, set(_days(member))))
        return sum(reason.points for reason in reasons)


@dataclass(frozen=True, slots=True)
class Solved:
    """A roster, what it is worth, what none can be worth more than, and how long it took."""

    places: frozenset[Place]
    best: int
    bound: int
    seconds: float

    @property
    def gap(self) -> float:
        """Return how far the roster may be from the best there is, as a share of the bound."""
        return max(0, self.bound - self.best) / max(1, abs(self.bound))


def worth(month: Month, places: Collection[Place]) -> int:
    """Return what a roster is worth in points: what the solver makes as large as it can."""
    chosen = set(places)
    total = sum(month.points[place] for place in chosen) + MOVE_COUNTS * len(month.standing - chosen)
    for event in month.occasions:
        there = sum(place.occasion == event.id for place in chosen)
        total += SHORT_COUNTS * max(0, event.at_least - there) + BEYOND_COUNTS * max(0, there - event.at_least)
    for newcomer, mentor in month.pairs:
        together = (Place(event, newcomer) in chosen and Place(event, mentor) in chosen for event in month.events)
        total += TABLE[Code.WITH_MENTOR].points * sum(together)
    for member in month.members.values():
        events = [month.events[place.occasion] for place in chosen if place.member == member.id]
        total += _load_points(month, member, events) + _rest_points(event.day for event in events)
    return total


def load_steps(member: Candidate, reached: int, more: int) -> list[int]:
    """Return what each of so many further events in a month counts; each counts no more than the one before."""
    return [sum(reason.points for reason in by_load(reached + step, member.wished_load)) for step in range(more)]


def _load_points(month: Month, member: Candidate, events: list[Occasion]) -> int:
    total = 0
    for group in grouped_by_month(events):
        total += sum(load_steps(member, month.elsewhere(member, group[0]), len(group)))
    return total


def grouped_by_month(events: Iterable[Occasion]) -> list[list[Occasion]]:
    """Return events together with the others of their month."""
    groups: dict[date, list[Occasion]] = {}
    for event in events:
        groups.setdefault(_month(event.day), []).append(event)
    return list(groups.values())


def _rest_points(days: Iterable[date]) -> int:
    counted = Counter(days)
    beside = sum(day + timedelta(days=1) in counted for day in counted)
    return TABLE[Code.SAME_DAY].points * (counted.total() - len(counted)) + TABLE[Code.DAY_BESIDE].points * beside


def _apart(member: Candidate, events: Collection[UUID]) -> Candidate:
    """Return a member without the places at these events: they are decided anew."""
    return replace(member, held=[held for held in member.held if held.occasion not in events])


def _days(member: Candidate) -> list[date]:
    zone = timezone.get_default_timezone()
    return [timezone.localdate(held.span.starts_at, zone) for held in member.held]


def _month(day: date) -> date:
    return day.replace(day=1)
