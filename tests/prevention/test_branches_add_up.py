"""A branch has the calls of its neighbourhoods, none twice; and no area is held against one that lies in it."""

from datetime import date

import pytest

from offramp.kernel.errors import Refused
from offramp.prevention.models import Assessment
from offramp.prevention.queries.calls import calls_by_month, calls_by_type, counted_in, source_of
from offramp.prevention.rules.windows import Window
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.prevention.scene import (
    AFTER,
    BEFORE,
    BREAK_IN,
    a_problem,
    another_neighbourhood,
    assessed,
    at_assessment,
    counted,
    halves,
)

JANUARY = Window(date(2024, 1, 1), date(2024, 1, 31))


def test_a_branch_problem_whose_counts_came_by_neighbourhood_counts_them_all(cast: Cast, signed_in: SignedIn) -> None:
    rossdale, glenora = another_neighbourhood(cast.downtown, "Rossdale"), another_neighbourhood(cast.west, "Glenora")
    with acting_as(cast.prevention_officer) as by:
        for area, numbers in ((cast.oliver, (150, 60)), (rossdale, (50, 40)), (glenora, (150, 152))):
            counted(by, area.pk, *halves(*numbers))
        problem = a_problem(by, cast, neighbourhood=None, branch=cast.downtown.pk)
        at_assessment(by, problem)
        row = assessed(by, problem, cast.downtown.pk, cast.west.pk)
    client = signed_in(cast.prevention_officer)
    proposed = client.get(f"/problems/{problem.pk}/result/").context["form"].initial["text"]
    chart = client.get(f"/calls/?area={cast.downtown.pk}").context["series"]

    assert (row.target_before, row.target_after, row.comparison_before, row.comparison_after) == (200, 100, 150, 152)
    assert proposed.startswith("Calls in Downtown fell from 200 to 100.")
    assert dict(chart.months)[BEFORE.first] == 200
    assert calls_by_type(cast.downtown.pk) == [(BREAK_IN, 300)]


def test_calls_of_a_branch_that_came_both_ways_count_once_by_what_lacks_less(cast: Cast, acting: Acting) -> None:
    rossdale = another_neighbourhood(cast.downtown, "Rossdale")
    with acting(cast.prevention_officer) as by:
        counted(by, cast.downtown.pk, (date(2024, 1, 1), 70))
        counted(by, cast.oliver.pk, *halves(40, 30))
        at_first = source_of(cast.downtown.pk, [BREAK_IN], [JANUARY])
        counted(by, rossdale.pk, *halves(20, 10))
        both = source_of(cast.downtown.pk, [BREAK_IN], [JANUARY])
        longer = source_of(cast.downtown.pk, [BREAK_IN], [BEFORE, AFTER])

    assert [counted_in(source, JANUARY) for source in (at_first, both, longer)] == [70, 70, 60]
    assert ({*longer.areas}, longer.gaps) == ({cast.oliver.pk, rossdale.pk}, ())
    assert dict(calls_by_month(longer).months)[AFTER.first] == 40


def test_a_branch_of_which_one_neighbourhood_was_not_imported_is_not_added_up(cast: Cast, acting: Acting) -> None:
    another_neighbourhood(cast.downtown, "Rossdale")
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(40, 20))
        counted(by, cast.west.pk, *halves(40, 40))
        with pytest.raises(Refused, match="No counts of Break-in were imported for Rossdale from 2024-01-01"):
            assessed(by, a_problem(by, cast), cast.downtown.pk, cast.west.pk)

    assert Assessment.objects.count() == 0
    assert dict(calls_by_month(source_of(cast.downtown.pk)).months)[BEFORE.first] == 40, "what is known is shown"


def test_a_branch_without_any_count_is_named_itself_where_it_has_no_neighbourhood(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(40, 20))
        with pytest.raises(Refused, match="were imported for West from 2024-01-01"):
            assessed(by, a_problem(by, cast), cast.oliver.pk, cast.west.pk)


@pytest.mark.parametrize(
    ("target", "comparison", "beside", "field"),
    [
        ("downtown", "oliver", None, "comparison"),
        ("oliver", "downtown", None, "comparison"),
        ("downtown", "west", "oliver", "beside"),
        ("oliver", "west", "downtown", "beside"),
        ("west", "downtown", "oliver", "beside"),
        ("west", "oliver", "downtown", "beside"),
    ],
)
def test_an_area_that_lies_in_another_is_not_held_against_it(
    cast: Cast, acting: Acting, target: str, comparison: str, beside: str | None, field: str
) -> None:
    with acting(cast.prevention_officer) as by:
        for area in (cast.oliver, cast.west):
            counted(by, area.pk, *halves(40, 20))
        here, there = (getattr(cast, name).pk for name in (target, comparison))
        with pytest.raises(Refused) as refusal:
            assessed(by, a_problem(by, cast), here, there, getattr(cast, beside).pk if beside else None)

    assert (refusal.value.field, Assessment.objects.count()) == (field, 0)
