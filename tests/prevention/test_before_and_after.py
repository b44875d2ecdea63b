"""Counts are imported, and imported again; held against each other as they were; the result goes back."""

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Viewer
from offramp.prevention.actions.assessments import bring_back, import_counts, write_result
from offramp.prevention.enums import Period, Source, Verdict
from offramp.prevention.models import Assessment, CallCount, Raised
from offramp.prevention.queries.assessments import assessment_shown, proposed_windows, told_of
from offramp.prevention.queries.calls import calls_by_month, calls_by_type, calls_by_weekday, kept_days, source_of
from offramp.prevention.queries.results import results_owed, results_told
from offramp.prevention.rules.windows import Window
from offramp.prevention.web.in_words import answer_of
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.prevention.pages import send
from tests.prevention.scene import (
    AFTER,
    BEFORE,
    BREAK_IN,
    a_problem,
    a_response,
    another_neighbourhood,
    assessed,
    at_assessment,
    counted,
    halves,
    with_a_result,
    written,
)
from tests.ui.reading import flat

JANUARY = date(2025, 1, 1)
NOT_KNOWN = "Nothing can be held against it: what would have happened anyway is not known."


def test_a_file_imported_twice_replaces_itself(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, (JANUARY, 4), (date(2025, 2, 1), 5))
        counted(by, cast.oliver.pk, (JANUARY, 7))
        counted(by, cast.west.pk, (JANUARY, 9))
        counted(by, cast.west.pk, (JANUARY, 9))

    assert sorted(CallCount.objects.values_list("number", flat=True)) == [5, 7, 9]
    assert kept_days() == (JANUARY, date(2025, 2, 28))
    assert len(written(cast, "calls.imported")) == 4


def test_the_same_days_by_another_length_of_time_would_count_twice_and_are_refused(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, (JANUARY, 4))
        with pytest.raises(Refused, match="Wîhkwêntôwin, Break-in"):
            counted(by, cast.oliver.pk, (date(2025, 1, 9), 1), period=Period.DAY)
        counted(by, cast.oliver.pk, (date(2025, 1, 9), 1), period=Period.DAY, call_type="Else")
        counted(by, cast.oliver.pk, (date(2025, 2, 9), 1), period=Period.DAY)
        with pytest.raises(Refused, match="There is no count"):
            import_counts(period=Period.DAY, counts=[], by=by, at=now())

    assert CallCount.objects.count() == 3


def test_calls_are_counted_by_month_weekday_and_type(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, (date(2025, 1, 6), 2), (date(2025, 3, 3), 1), period=Period.DAY)
        counted(by, cast.oliver.pk, (date(2025, 1, 7), 5), period=Period.DAY, call_type="Else")
        counted(by, cast.downtown.pk, (date(2025, 1, 7), 99), period=Period.DAY)

    assert calls_by_month(source_of(cast.oliver.pk)).months == [
        (JANUARY, 7),
        (date(2025, 2, 1), 0),
        (date(2025, 3, 1), 1),
    ]
    assert calls_by_weekday(source_of(cast.oliver.pk, [BREAK_IN])) == [3, 0, 0, 0, 0, 0, 0]
    assert calls_by_type(cast.oliver.pk) == [("Else", 5), (BREAK_IN, 3)]
    assert calls_by_weekday(source_of(cast.west.pk)) == []


def test_an_assessment_counts_both_areas_in_both_windows_and_keeps_what_it_counted(cast: Cast, acting: Acting) -> None:
    there = another_neighbourhood(cast.downtown, "Rossdale")
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(200, 100))
        counted(by, there.pk, *halves(150, 152))
        row = assessed(by, a_problem(by, cast), cast.oliver.pk, there.pk)
        counted(by, cast.oliver.pk, (date(2024, 1, 1), 1))
        shown = assessment_shown(Viewer(by), row.pk)

    assert shown is not None
    assert (row.target_before, row.target_after, row.comparison_before, row.comparison_after) == (200, 100, 150, 152)
    assert shown.findings.verdict == Verdict.FEWER
    assert answer_of(shown) == (
        "Calls in Wîhkwêntôwin fell from 200 to 100. In Rossdale, where nothing was done, they went from 150 to 152."
        " That is about 51% fewer than expected; likely between 31% and 65%."
    )


@pytest.mark.parametrize("many", [1, 3])
def test_several_assessments_take_as_many_queries_as_one(
    cast: Cast, acting: Acting, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(40, 20))
        counted(by, cast.west.pk, *halves(30, 30))
        problem = a_problem(by, cast)
        rows = [assessed(by, problem, cast.oliver.pk, cast.west.pk) for _each in range(many)]
        with django_assert_num_queries(2):
            assert len(told_of(rows)) == many


@pytest.mark.parametrize(
    ("target", "comparison", "ends"),
    [
        ((100, 200), (150, 152), "That is about 97% more than expected; likely between 42% and 174%."),
        ((100, 100), (100, 100), "anything between 48% more and 32% fewer than expected fits these numbers."),
        ((9, 30), (40, 41), "with fewer than 10 calls in a window, chance alone moves the numbers this much."),
        ((50, 30), (0, 41), f"Rossdale had no calls before. {NOT_KNOWN}"),
        ((50, 30), (41, 0), f"Rossdale had no calls after. {NOT_KNOWN}"),
        ((50, 30), (0, 0), f"Rossdale had no calls, neither before nor after. {NOT_KNOWN}"),
    ],
    ids=["more", "unclear", "too few", "none before", "none after", "none at all"],
)  # fmt: skip
def test_the_answer_says_plainly_what_may_be_said(
    cast: Cast, acting: Acting, target: tuple[int, int], comparison: tuple[int, int], ends: str
) -> None:
    there = another_neighbourhood(cast.downtown, "Rossdale")
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(*target))
        counted(by, there.pk, *halves(*comparison))
        row = assessed(by, a_problem(by, cast), cast.oliver.pk, there.pk)
        shown = assessment_shown(Viewer(by), row.pk)

    assert shown is not None
    assert answer_of(shown).endswith(ends)


def test_the_area_beside_is_counted_where_one_is_named(cast: Cast, acting: Acting) -> None:
    there, beside = (another_neighbourhood(cast.downtown, name) for name in ("Rossdale", "Riverdale"))
    with acting(cast.prevention_officer) as by:
        for area, numbers in ((cast.oliver, (207, 110)), (beside, (178, 157)), (there, (308, 318))):
            counted(by, area.pk, *halves(*numbers))
        row = assessed(by, a_problem(by, cast), cast.oliver.pk, there.pk, beside.pk)
        shown = assessment_shown(Viewer(by), row.pk)

    assert shown is not None
    assert (shown.findings.displacement, shown.beside and shown.beside.name) == ("benefit", "Riverdale")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"call_types": []}, "call_types"),
        ({"after": Window(date(2025, 1, 1), date(2025, 5, 31))}, "after_last"),
        ({"before": Window(date(2024, 1, 6), date(2024, 7, 4))}, "before_first"),
        ({"before": Window(date(2023, 1, 1), date(2023, 6, 30))}, "before_first"),
        ({"after": Window(date(2025, 2, 1), date(2025, 8, 1)), "before": Window(date(2024, 2, 1), date(2024, 8, 1))},
         "before_first"),
    ],
    ids=["no type", "unequal", "cuts a month", "before what is kept", "cuts the last month"],
)  # fmt: skip
def test_windows_that_are_unequal_not_kept_or_cut_a_count_are_refused(
    cast: Cast, acting: Acting, changes: dict[str, Any], field: str
) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(20, 10), (date(2025, 7, 1), 1), (date(2025, 8, 1), 1))
        counted(by, cast.west.pk, *halves(20, 10))
        with pytest.raises(Refused) as refusal:
            assessed(by, a_problem(by, cast), cast.oliver.pk, cast.west.pk, **changes)

    assert (refusal.value.field, Assessment.objects.count()) == (field, 0)


def test_an_area_is_not_held_against_itself_and_without_counts_nothing_is(cast: Cast, acting: Acting) -> None:
    oliver, west = cast.oliver.pk, cast.west.pk
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        with pytest.raises(Refused) as none_kept:
            assessed(by, problem, oliver, west)
        counted(by, oliver, *halves(20, 10))
        with pytest.raises(Refused) as itself:
            assessed(by, problem, oliver, oliver)
        with pytest.raises(Refused) as beside:
            assessed(by, problem, oliver, west, west)

    fields = [refusal.value.field for refusal in (none_kept, itself, beside)]
    assert fields == ["before_first", "comparison", "beside"]


def test_the_form_proposes_the_same_months_before_the_first_action_and_after_the_last(
    cast: Cast, acting: Acting
) -> None:
    with acting(cast.prevention_officer) as by:
        counted(by, cast.oliver.pk, *halves(20, 10))
        problem = a_problem(by, cast)
        a_response(by, problem, starts_on=date(2024, 8, 1), due_on=date(2024, 12, 15))
        windows = proposed_windows(problem, today=date(2025, 7, 20))

    assert windows == (BEFORE, AFTER)


def test_a_result_waits_for_the_assessment_and_is_then_owed_to_who_raised_the_problem(
    cast: Cast, acting: Acting
) -> None:
    theme = cast.oliver.pk  # any id: the theme is another room's
    who = {Source.RESIDENTS: "The league", Source.THEME: "Back lanes"}
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast, sources=[Source.CALLS, Source.RESIDENTS, Source.THEME], who=who, theme=theme)
        with pytest.raises(Refused, match="not assessed yet"):
            write_result(problem=problem.pk, text="Fewer.", by=by, at=now())
        assert results_owed(Viewer(by)) == []
        with_a_result(by, problem)
        assert [row.who for row in results_owed(Viewer(by))] == ["The league"]
    with acting(cast.coordinator) as by:
        owed = results_owed(Viewer(by))
        assert [(row.who, row.theme) for row in owed] == [("Back lanes", theme)]
        bring_back(raised_id=owed[0].pk, how="At their spring meeting.", version=1, by=by, at=now())
        assert ([row.told_how for row in results_told(Viewer(by))], results_owed(Viewer(by))) == (
            ["At their spring meeting."], [],
        )  # fmt: skip
        with pytest.raises(Refused, match="brought back already"):
            bring_back(raised_id=owed[0].pk, how="Again.", version=1, by=by, at=now())

    assert [entry.subject for entry in written(cast, "result.brought_back")] == [owed[0].pk]


def test_pace_brings_back_what_it_heard_and_nothing_else(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        with_a_result(by, a_problem(by, cast))
    league = Raised.objects.get(source=Source.RESIDENTS)
    with acting(cast.coordinator) as by, pytest.raises(Raised.DoesNotExist):
        bring_back(raised_id=league.pk, how="By letter.", version=1, by=by, at=now())
    with acting(cast.prevention_officer) as by:
        with pytest.raises(Refused) as unsaid:
            bring_back(raised_id=league.pk, how=" ", version=1, by=by, at=now())
        bring_back(raised_id=league.pk, how="By letter.", version=1, by=by, at=now())

    assert unsaid.value.field == "how"
    assert Raised.objects.get(pk=league.pk).told_by_id == cast.prevention_officer.pk


def test_before_a_result_is_written_there_is_nothing_to_bring_back(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        at_assessment(by, a_problem(by, cast))
        league = Raised.objects.get(source=Source.RESIDENTS)
        with pytest.raises(Refused, match="There is no result"):
            bring_back(raised_id=league.pk, how="By letter.", version=0, by=by, at=now() + timedelta(days=1))


def test_a_result_that_is_written_anew_is_owed_once_more_to_who_heard_the_earlier_one(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        with_a_result(by, problem)
        league = Raised.objects.get(source=Source.RESIDENTS)
        bring_back(raised_id=league.pk, how="At their spring meeting.", version=1, by=by, at=now())
        assert results_owed(Viewer(by)) == []
        write_result(problem=problem.pk, text="A year later it is as it was.", by=by, at=now())
        with pytest.raises(Refused, match="changed meanwhile"):
            bring_back(raised_id=league.pk, how="They read the earlier one.", version=1, by=by, at=now())
        assert [row.pk for row in results_owed(Viewer(by))] == [league.pk]
    client = signed_in(cast.prevention_officer)
    desk = [line.url for line in client.get("/").context["desk"].waiting]
    page, about = flat(client.get(f"/results/{league.pk}/")), flat(client.get(f"/problems/{problem.pk}/"))
    send(client, f"/results/{league.pk}/", how="By letter.")
    with acting(cast.prevention_officer) as by:
        assert results_owed(Viewer(by)) == []
        with pytest.raises(Refused, match="brought back already"):
            bring_back(raised_id=league.pk, how="Again.", version=2, by=by, at=now())

    assert f"/results/{league.pk}/" in desk
    for said in ("A year later it is as it was.", "An earlier result was brought back", "At their spring meeting."):
        assert said in page
    assert "a newer result is owed" in about
    assert "a newer result is owed" not in flat(client.get(f"/problems/{problem.pk}/"))
    assert Raised.objects.get(pk=league.pk).told_how == "By letter."
    assert len(written(cast, "result.brought_back")) == 2
