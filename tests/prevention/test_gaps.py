"""A gap is no zero: what no file tells of is said to be missing, and nothing is counted there."""

from collections.abc import Sequence
from datetime import date
from importlib import import_module
from uuid import UUID

import pytest
from django.apps import apps

from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.ids import new_id
from offramp.prevention.actions.assessments import import_counts
from offramp.prevention.enums import Period
from offramp.prevention.models import Assessment, CallCount, CallFile, CountedArea
from offramp.prevention.queries.assessments import proposed_windows
from offramp.prevention.queries.calls import counted_in, source_of
from offramp.prevention.rules.counts import Count, last_day
from offramp.prevention.rules.known import told_by
from offramp.prevention.rules.windows import Window
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.prevention.pages import errors, send
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
    kept,
)
from tests.ui.reading import flat

YEARS = [date(year, month, 1) for year in (2024, 2025) for month in range(1, 13)]


def months(first: date, last: date, number: int = 20) -> list[tuple[date, int]]:
    return [(month, number) for month in YEARS if first <= month <= last]


ALL = months(date(2024, 1, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("imported", "says", "field"),
    [
        ([months(date(2024, 1, 1), date(2025, 3, 31))], "from 2025-04-01 to 2025-06-30", "after_first"),
        ([months(date(2024, 4, 1), date(2025, 6, 30))], "from 2024-01-01 to 2024-03-31", "before_first"),
        (
            [months(date(2024, 1, 1), date(2025, 2, 28)), months(date(2025, 4, 1), date(2025, 6, 30))],
            "from 2025-03-01 to 2025-03-31", "after_first",
        ),
        ([], "from 2024-01-01 to 2024-06-30", "before_first"),
    ],
    ids=["imported shorter", "imported later", "a hole in the middle", "never imported"],
)  # fmt: skip
def test_a_comparison_that_was_not_imported_whole_is_named_with_its_days_and_no_verdict_is_given(
    cast: Cast, acting: Acting, imported: Sequence[list[tuple[date, int]]], says: str, field: str
) -> None:
    there = another_neighbourhood(cast.downtown, "Rossdale")
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *ALL)
        for each in imported:
            counted(by, there.pk, *each)
        with pytest.raises(Refused) as refusal:
            assessed(by, a_problem(by, cast), cast.oliver.pk, there.pk)

    assert str(refusal.value).startswith(f"No counts of Break-in were imported for Rossdale {says}.")
    assert (refusal.value.field, Assessment.objects.count()) == (field, 0)


def test_one_file_that_tells_of_two_areas_for_unequal_times_leaves_no_zeros_behind(cast: Cast, acting: Acting) -> None:
    there = another_neighbourhood(cast.downtown, "Rossdale")
    lines = [(cast.oliver.pk, ALL), (there.pk, months(date(2024, 1, 1), date(2025, 3, 31)))]
    counts = [
        Count(area, BREAK_IN, first, last_day(first, Period.MONTH), number, 0)
        for area, of_it in lines
        for first, number in of_it
    ]
    with acting(cast.prevention_officer) as by:
        import_counts(period=Period.MONTH, counts=counts, by=by, at=now())
        with pytest.raises(Refused, match="for Rossdale from 2025-04-01 to 2025-06-30"):
            assessed(by, a_problem(by, cast), cast.oliver.pk, there.pk)


def test_a_type_that_no_file_of_an_area_names_is_not_known_there(cast: Cast, acting: Acting) -> None:
    there = another_neighbourhood(cast.downtown, "Rossdale")
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *ALL)
        counted(by, there.pk, *ALL, call_type="Speeding")
        with pytest.raises(Refused, match="No counts of Break-in were imported for Rossdale"):
            assessed(by, a_problem(by, cast), cast.oliver.pk, there.pk)


def test_a_true_zero_is_counted_by_a_line_with_0_and_between_the_lines_of_a_file(cast: Cast, acting: Acting) -> None:
    there, beside = (another_neighbourhood(cast.downtown, name) for name in ("Rossdale", "Riverdale"))
    ends = [(date(2024, 1, 9), 3), (date(2025, 6, 2), 0)]
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *ALL)
        counted(by, there.pk, *halves(0, 0))
        counted(by, beside.pk, *ends, period=Period.DAY)
        counted(by, cast.west.pk, (date(2024, 1, 1), 1), (date(2025, 6, 30), 1), period=Period.DAY)
        with pytest.raises(Refused, match="for Riverdale from 2024-01-01 to 2024-01-08"):
            assessed(by, a_problem(by, cast), cast.oliver.pk, there.pk, beside.pk)
        counted(by, beside.pk, (date(2024, 1, 1), 0), (date(2025, 6, 30), 0), period=Period.DAY)
        row = assessed(by, a_problem(by, cast), cast.oliver.pk, there.pk, beside.pk)

    assert (row.comparison_before, row.comparison_after, row.beside_before, row.beside_after) == (0, 0, 3, 0)


def test_a_file_tells_of_whole_months_of_an_area_and_never_beyond_its_own_days() -> None:
    wide, narrow, week = new_id(), new_id(), new_id()

    def days(area: UUID, *given: date, period: Period = Period.DAY) -> list[Count]:
        return [Count(area, BREAK_IN, first, last_day(first, period), 1, 0) for first in given]

    wide_days = days(wide, date(2025, 1, 5), date(2025, 6, 20))
    told = told_by([*wide_days, *days(narrow, date(2025, 1, 9), date(2025, 4, 2)), *days(narrow, date(2025, 3, 3))])
    weeks = told_by(days(week, date(2025, 3, 31), date(2025, 4, 28), period=Period.WEEK))

    assert told == {
        wide: Window(date(2025, 1, 5), date(2025, 6, 20)), narrow: Window(date(2025, 1, 5), date(2025, 4, 30)),
    }  # fmt: skip
    assert weeks == {week: Window(date(2025, 3, 31), date(2025, 5, 4))}


def test_the_form_proposes_no_days_of_which_the_problems_own_area_is_not_known(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *ALL)
        counted(by, cast.west.pk, *months(date(2024, 1, 1), date(2025, 12, 31)))
        _before, after = proposed_windows(a_problem(by, cast), today=date(2024, 12, 31))

    assert after == AFTER


def test_the_page_of_calls_and_the_form_say_what_was_not_imported_instead_of_a_zero(
    cast: Cast, signed_in: SignedIn
) -> None:
    there, problem = another_neighbourhood(cast.downtown, "Rossdale"), kept(cast, at_assessment)
    with acting_as(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *ALL)
        counted(by, there.pk, (date(2024, 1, 1), 0), (date(2024, 2, 1), 4), (date(2024, 4, 1), 5))
        counted(by, there.pk, (date(2025, 6, 1), 6))
    client = signed_in(cast.prevention_officer)
    page = client.get(f"/calls/?area={there.pk}")
    typed = {
        "where": cast.oliver.pk, "comparison": there.pk, "call_types": [BREAK_IN], "before_first": BEFORE.first,
        "before_last": BEFORE.last, "after_first": AFTER.first, "after_last": AFTER.last,
    }  # fmt: skip
    refused = send(client, f"/problems/{problem.pk}/assess/", **typed)

    assert [number for _month, number in page.context["series"].months][:6] == [0, 4, 0, 5, None, None]
    assert "No counts were imported for Rossdale from 2024-05-01 to 2025-05-31." in flat(page)
    assert "15 calls in 5 months" in flat(page)
    assert "Of 13 months no counts were imported." in flat(page)
    assert page.content.decode().count(">not imported<") == 13
    assert errors(refused) == {
        "before_first": [
            "No counts of Break-in were imported for Rossdale from 2024-05-01 to 2024-06-30. "
            "Choose other days, or import them first: a line with 0 where there were none."
        ]
    }


def test_a_type_that_is_spelt_otherwise_in_a_later_file_is_the_same_type(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, (date(2024, 1, 1), 4))
        counted(by, cast.oliver.pk, (date(2024, 1, 1), 6), (date(2024, 2, 1), 5), call_type="BREAK-IN")

    assert sorted(CallCount.objects.values_list("call_type", "number")) == [(BREAK_IN, 5), (BREAK_IN, 6)]
    assert counted_in(source_of(cast.oliver.pk, [BREAK_IN]), Window(date(2024, 1, 1), date(2024, 2, 29))) == 11


def test_of_files_that_were_read_earlier_is_known_what_their_counts_still_show(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *ALL)
        counted(by, cast.oliver.pk, (date(2025, 1, 8), 2), period=Period.DAY, call_type="Else")
        told = sorted(CountedArea.objects.values_list("neighbourhood", "first_on", "last_on"))
        CountedArea.objects.all().delete()
        CallFile.objects.update(call_types=[])
        import_module("offramp.prevention.migrations.0003_told_areas").tell(apps, None)

    assert sorted(CountedArea.objects.values_list("neighbourhood", "first_on", "last_on")) == told
    assert sorted(CallFile.objects.values_list("call_types", flat=True)) == [[BREAK_IN], ["Else"]]
