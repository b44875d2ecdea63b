"""Before and after hold a response between them; what is in them only by half is named; an assessment is due again."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor
from offramp.prevention.actions.problems import move_problem
from offramp.prevention.actions.responses import end_response
from offramp.prevention.enums import Ending, Stage
from offramp.prevention.models import Assessment, Problem
from offramp.prevention.queries.assessments import assessments_due
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.prevention.scene import (
    AFTER,
    a_problem,
    a_response,
    assessed,
    at_assessment,
    counted,
    halves,
    move,
)
from tests.ui.reading import flat

A_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "starts_on",
    [date(2023, 12, 1), date(2024, 3, 1), date(2024, 6, 30), date(2025, 1, 2), date(2026, 1, 1)],
    ids=["long ago", "in before", "on its last day", "in after", "later"],
)
def test_windows_between_which_no_action_began_are_refused(cast: Cast, acting: Acting, starts_on: date) -> None:
    with acting(cast.prevention_officer) as by:
        problem = counted_problem(by, cast)
        a_response(by, problem, starts_on=starts_on, due_on=starts_on)
        dropped = a_response(by, problem, starts_on=date(2024, 8, 1), due_on=date(2024, 9, 1))
        end_response(
            response=dropped.pk, ending=Ending.DROPPED, ended_on=date(2024, 8, 2), why="No money.", by=by, at=now()
        )
        with pytest.raises(Refused, match="No action about this problem began") as refusal:
            assessed(by, problem, cast.oliver.pk, cast.west.pk)

    assert (refusal.value.field, Assessment.objects.count()) == ("before_last", 0)


@pytest.mark.parametrize("starts_on", [date(2024, 7, 1), date(2025, 1, 1)])
def test_an_action_may_begin_the_day_after_before_and_on_the_first_of_after(
    cast: Cast, acting: Acting, starts_on: date
) -> None:
    with acting(cast.prevention_officer) as by:
        problem = counted_problem(by, cast)
        a_response(by, problem, starts_on=starts_on, due_on=starts_on)
        assessed(by, problem, cast.oliver.pk, cast.west.pk)

    assert Assessment.objects.count() == 1


def test_an_action_that_is_in_a_window_only_by_half_is_named_with_the_answer(cast: Cast, signed_in: SignedIn) -> None:
    with acting_as(cast.prevention_officer) as by:
        problem = counted_problem(by, cast)
        for what, first, last in (
            ("Lights in the lane", date(2024, 8, 1), date(2024, 9, 1)),
            ("Patrol at night", date(2024, 6, 1), date(2024, 7, 1)),
            ("New locks", date(2025, 3, 1), date(2025, 4, 1)),
            ("A walk long ago", date(2023, 3, 1), date(2023, 4, 1)),
            ("Painting the wall", AFTER.last + A_DAY, AFTER.last + A_DAY),
        ):
            row = a_response(by, problem, what=what, starts_on=first, due_on=last)
            end_response(response=row.pk, ending=Ending.DONE, ended_on=last, why="", by=by, at=now())
        assessment = assessed(by, problem, cast.oliver.pk, cast.west.pk)
    page = flat(signed_in(cast.analyst).get(f"/problems/assessments/{assessment.pk}/"))

    named = [f"“{what}” began on" in page for what in ("Patrol at night", "New locks")]
    others = [f"“{what}”" in page for what in ("Lights in the lane", "A walk long ago", "Painting the wall")]
    assert (named, others) == ([True, True], [False, False, False])


def test_a_problem_that_goes_back_to_a_response_is_assessed_anew_when_that_is_due(cast: Cast, acting: Acting) -> None:
    today = localdate()

    def due() -> list[Problem]:
        return list(assessments_due(cast.prevention_officer.pk, until=today))

    with acting(cast.prevention_officer) as by:
        problem = counted_problem(by, cast)
        at_assessment(by, problem)
        Problem.objects.filter(pk=problem.pk).update(assess_on=today)
        first = due()
        assessed(by, problem, cast.oliver.pk, cast.west.pk)
        done = due()
        move_problem(problem=problem.pk, to=Stage.RESPONSE, note="They came back.", assess_on=today, by=by, at=now())
        again = due()
        move(by, problem, Stage.ASSESSMENT)
        assessed(by, problem, cast.oliver.pk, cast.west.pk)
        at_last = due()

    assert [first, done, again, at_last] == [[problem], [], [problem], []]


def counted_problem(by: Actor, cast: Cast) -> Problem:
    """Write down a problem, with counts of its area and one to hold against it."""
    counted(by, cast.oliver.pk, *halves(200, 100))
    counted(by, cast.west.pk, *halves(150, 152))
    return a_problem(by, cast)
