"""A problem on its way, and counts of calls to hold against each other."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from offramp.areas.models import Branch, Neighbourhood
from offramp.audit.models import Entry
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from offramp.prevention.actions.assessments import assess, import_counts, write_result
from offramp.prevention.actions.hand_offs import add_work_unit, hand_off
from offramp.prevention.actions.problems import add_finding, begin_problem, move_problem
from offramp.prevention.actions.responses import add_response, end_response
from offramp.prevention.enums import Approach, Ending, Kind, Period, Side, Source, Stage
from offramp.prevention.models import Assessment, HandOff, Problem, Response, WorkUnit
from offramp.prevention.rules.counts import Count, last_day
from offramp.prevention.rules.windows import Window
from tests.cast import Cast
from tests.conftest import acting_as

BEFORE = Window(date(2024, 1, 1), date(2024, 6, 30))
AFTER = Window(date(2025, 1, 1), date(2025, 6, 30))
BREAK_IN = "Break-in"


def a_problem(by: Actor, cast: Cast, **changes: Any) -> Problem:
    """Write down break-ins that a league and the counts of calls raised."""
    said: dict[str, Any] = {
        "title": "Break-ins in the lane", "about": "Storage rooms, at night.", "kind": Kind.THEFT,
        "call_types": [BREAK_IN], "branch": None, "neighbourhood": cast.oliver.pk, "place": "the lane",
        "sources": [Source.CALLS, Source.RESIDENTS], "who": {Source.RESIDENTS: "The league"}, "theme": None,
    }  # fmt: skip
    return begin_problem(by=by, at=now(), **(said | changes))


def a_response(by: Actor, problem: Problem, **changes: Any) -> Response:
    """Plan lights in the lane."""
    today = localdate()
    said: dict[str, Any] = {
        "approach": Approach.PREVENTION, "what": "Lights in the lane", "owner_name": "The league", "partners": "",
        "cost": 1200, "starts_on": today, "due_on": today + timedelta(days=30),
    }  # fmt: skip
    return add_response(problem=problem.pk, by=by, at=now(), **(said | changes))


def at_assessment(by: Actor, problem: Problem) -> None:
    """Move a problem through its steps, with what each asks for."""
    move(by, problem, Stage.ANALYSIS)
    add_finding(problem=problem.pk, side=Side.PLACE, text="No light there.", is_known=True, by=by, at=now())
    move(by, problem, Stage.RESPONSE)
    lights = a_response(by, problem, starts_on=date(2024, 8, 1), due_on=date(2024, 12, 15))
    end_response(response=lights.pk, ending=Ending.DONE, ended_on=lights.due_on, why="All lit.", by=by, at=now())
    move(by, problem, Stage.ASSESSMENT)


def written(cast: Cast, verb: str) -> list[Entry]:
    """Return the audit rows of a verb, as the privacy officer reads them."""
    with acting_as(cast.privacy):
        return list(Entry.objects.filter(verb=verb).order_by("id"))


def move(by: Actor, problem: Problem, to: Stage, note: str = "") -> None:
    move_problem(problem=problem.pk, to=to, note=note, by=by, at=now())


def with_a_result(by: Actor, problem: Problem) -> None:
    """Bring a problem to its result."""
    at_assessment(by, problem)
    write_result(problem=problem.pk, text="There are fewer.", by=by, at=now())


def a_work_unit(by: Actor, name: str = "Social delivery", unit: UUID | None = None) -> WorkUnit:
    return add_work_unit(
        name=name, does="Brings help.", reach="", takes_hand_offs=True, unit=unit, starts_on=date(2024, 1, 1),
        ends_on=None, by=by, at=now(),
    )  # fmt: skip


def handed(by: Actor, problem: Problem, work_unit: WorkUnit, **changes: Any) -> HandOff:
    said: dict[str, Any] = {
        "response": None,
        "asked": "Can you pass by at night?",
        "due_on": localdate() + timedelta(days=7),
    }
    return hand_off(problem=problem.pk, work_unit=work_unit.pk, by=by, at=now(), **(said | changes))


def counted(
    by: Actor, area: UUID, *numbers: tuple[date, int], call_type: str = BREAK_IN, period: Period = Period.MONTH,
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Import counts of an area, by the first days of their periods."""
    counts = [Count(area, call_type, first, last_day(first, period), number, 0) for first, number in numbers]
    import_counts(period=period, counts=counts, by=by, at=at or now())


def halves(before: int, after: int) -> list[tuple[date, int]]:
    """Return months of both windows and those between: all of before in one month, all of after in one."""
    between = [(date(2024, month, 1), 0) for month in range(2, 13)] + [
        (date(2025, month, 1), 0) for month in range(2, 7)
    ]
    return [(date(2024, 1, 1), before), (date(2025, 1, 1), after), *between]


def another_neighbourhood(branch: Branch, name: str) -> Neighbourhood:
    return Neighbourhood.objects.create(name=name, branch=branch)


def assessed(
    by: Actor, problem: Problem, target: UUID, comparison: UUID, beside: UUID | None = None, **changes: Any
) -> Assessment:
    said: dict[str, Any] = {"call_types": [BREAK_IN], "before": BEFORE, "after": AFTER, "note": ""}
    return assess(
        problem=problem.pk, target=target, comparison=comparison, beside=beside, by=by, at=now(), **(said | changes)
    )


def kept(cast: Cast, do: Callable[..., Any] = lambda by, problem: None) -> Problem:
    """Write down a problem, and do something with it."""
    with acting_as(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        do(by, problem)
    return problem
