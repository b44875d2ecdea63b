"""A month's roster proposed at once: the rules of `months` as a model for OR-Tools CP-SAT.

What must hold are constraints, all else is points. The proposal is the best that was found within a time limit, with
the bound beside it: no roster can be worth more.
"""

import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import product
from typing import Any, Final
from uuid import UUID

from ortools.sat.python import cp_model

from offramp.engagement.rules.months import (
    BEYOND_COUNTS,
    MOVE_COUNTS,
    SHORT_COUNTS,
    Month,
    Place,
    Solved,
    grouped_by_month,
    load_steps,
)
from offramp.engagement.rules.reasons import TABLE, Code

SEED: Final = 7
WORKERS: Final = 2
FULL_RELAXATION: Final = "max_lp"
"""With two workers the solver leaves most constraints out of its linear relaxation, and its bound stays far off; with
all of them in, a month of 40 members and 20 events is proved best within seconds."""


Told = Callable[[Solved], None]


def nobody(_found: Solved) -> None:
    """Nobody is told."""


def solve(month: Month, *, seconds: float, told: Told = nobody) -> Solved:
    """Return the best roster for a month that is found within so many seconds.

    told: is called with each better roster, and with each lower bound, from a thread of the solver's own.
    """
    began = time.monotonic()
    model = _Model(month)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = WORKERS
    solver.parameters.subsolvers.append(FULL_RELAXATION)
    solver.parameters.random_seed = SEED
    watch = _Watch(model.chosen, began, told)
    solver.best_bound_callback = watch.lower
    solver.solve(model.model, watch)
    best, bound = _points(solver.objective_value), _points(solver.best_objective_bound)
    return Solved(model.places(solver.boolean_value), best, bound, time.monotonic() - began)


def _points(told: float) -> int:
    """Return the solver's number as points: all weights are whole, its own scaling leaves a trace behind the point."""
    return round(told)


class _Watch(cp_model.CpSolverSolutionCallback):
    """What the solver tells while it works."""

    def __init__(self, chosen: dict[Place, Any], began: float, told: Told) -> None:
        super().__init__()
        self.chosen, self.began, self.told = chosen, began, told
        self.latest: Solved | None = None

    def on_solution_callback(self) -> None:
        """Tell of a better roster."""
        places = frozenset(place for place, variable in self.chosen.items() if self.boolean_value(variable))
        best, bound = _points(self.objective_value), _points(self.best_objective_bound)
        self._tell(Solved(places, best, bound, self._seconds()))

    def lower(self, bound: float) -> None:
        """Tell of a lower bound."""
        if self.latest is not None:
            self._tell(Solved(self.latest.places, self.latest.best, _points(bound), self._seconds()))

    def _tell(self, found: Solved) -> None:
        self.latest = found
        self.told(found)

    def _seconds(self) -> float:
        return time.monotonic() - self.began


class _Model:
    """The month as variables and constraints: `chosen` says for each possible place whether it is in the roster."""

    def __init__(self, month: Month) -> None:
        self.month, self.model = month, cp_model.CpModel()
        options = sorted(month.options)
        self.chosen: dict[Place, Any] = {place: self.model.new_bool_var("") for place in options}
        self.terms: list[Any] = [month.points[place] * variable for place, variable in self.chosen.items()]
        self._keep()
        self._fill()
        self._part()
        self._pair()
        for member in month.members:
            theirs = {place.occasion: self.chosen[place] for place in options if place.member == member}
            self._share(member, theirs)
            self._rest(theirs)
        self.model.maximize(sum(self.terms))

    def places(self, value: Callable[[Any], bool]) -> frozenset[Place]:
        """Return the places that were chosen."""
        return frozenset(place for place, variable in self.chosen.items() if value(variable))

    def _keep(self) -> None:
        """Locked places stay; each other place that somebody has and loses counts."""
        for place in self.month.locked & self.chosen.keys():
            self.model.add(self.chosen[place] == 1)
        for place in sorted(self.month.standing):
            self.terms.append(MOVE_COUNTS * (1 - self.chosen.get(place, 0)))
        for place, variable in self.chosen.items():
            self.model.add_hint(variable, place in self.month.standing)

    def _fill(self) -> None:
        """Each event has the members it needs, or counts as short; beyond the need there is room for a few."""
        for event in self.month.occasions:
            there = sum(variable for place, variable in self.chosen.items() if place.occasion == event.id)
            room = self.month.room(event)
            short = self.model.new_int_var(0, event.at_least, "")
            beyond = self.model.new_int_var(0, max(0, room - event.at_least), "")
            self.model.add(there + short - beyond == event.at_least)
            self.terms += [SHORT_COUNTS * short, BEYOND_COUNTS * beyond]

    def _part(self) -> None:
        """Nobody is at two events at one time, or without time for the way; what was locked so stays so."""
        for one, other in self.month.clashes:
            for member in self.month.members:
                both = [Place(one, member), Place(other, member)]
                if all(place in self.chosen for place in both) and not self.month.locked.issuperset(both):
                    self.model.add_at_most_one(self.chosen[place] for place in both)

    def _pair(self) -> None:
        """A newcomer and their mentor at one event count."""
        for newcomer, mentor in self.month.pairs:
            for event in self.month.events:
                both = [Place(event, newcomer), Place(event, mentor)]
                if all(place in self.chosen for place in both):
                    together = self._all_of(self.chosen[place] for place in both)
                    self.terms.append(TABLE[Code.WITH_MENTOR].points * together)

    def _share(self, member: UUID, theirs: dict[UUID, Any]) -> None:
        """Each further event in a month counts less than the one before."""
        candidate = self.month.members[member]
        for group in grouped_by_month(self.month.events[event] for event in theirs):
            reached = self.month.elsewhere(candidate, group[0])
            steps = [(points, self.model.new_bool_var("")) for points in load_steps(candidate, reached, len(group))]
            self.model.add(sum(theirs[event.id] for event in group) == sum(step for _points, step in steps))
            self.terms += [points * step for points, step in steps]

    def _rest(self, theirs: dict[UUID, Any]) -> None:
        """Two events on one day count, and events on two days in a row."""
        busy: dict[date, list[Any]] = {}
        for event, variable in theirs.items():
            busy.setdefault(self.month.events[event].day, []).append(variable)
        for day, there in busy.items():
            if len(there) > 1:
                more = self.model.new_int_var(0, len(there) - 1, "")
                self.model.add(more >= sum(there) - 1)
                self.terms.append(TABLE[Code.SAME_DAY].points * more)
            self._rest_after(there, busy.get(day + timedelta(days=1), []))

    def _rest_after(self, there: list[Any], next_day: list[Any]) -> None:
        """An event on each of two days in a row counts once, however many there are on each."""
        if not next_day:
            return
        beside = self.model.new_bool_var("")
        for one, other in product(there, next_day):
            self.model.add(beside >= one + other - 1)
        self.terms.append(TABLE[Code.DAY_BESIDE].points * beside)

    def _all_of(self, some: Iterable[Any]) -> Any:
        both = self.model.new_bool_var("")
        for one in some:
            self.model.add(both <= one)
        return both
