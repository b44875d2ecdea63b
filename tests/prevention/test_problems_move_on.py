"""A problem goes from scanning to closed; each step asks for its ground, and keeps who moved it and when."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Viewer
from offramp.prevention.actions.problems import add_finding, change_problem, take_back_finding
from offramp.prevention.actions.responses import change_response, end_response
from offramp.prevention.enums import Approach, Ending, Kind, Side, Source, Stage
from offramp.prevention.models import Problem, Raised, StageChange
from offramp.prevention.queries.problems import problem_shown, problems_listed, stages_counted
from tests.cast import Cast
from tests.conftest import Acting
from tests.prevention.scene import a_problem, a_response, at_assessment, move, with_a_result, written


def test_a_problem_begins_with_scanning_its_writer_and_who_raised_it(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)

    assert (problem.owner_id, problem.stages.get().stage) == (cast.prevention_officer.pk, Stage.SCANNING)
    assert list(Raised.objects.values_list("source", "who", "theme")) == [
        ("calls", "", None), ("residents", "The league", None),
    ]  # fmt: skip
    assert [entry.subject for entry in written(cast, "problem.begun")] == [problem.pk]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"neighbourhood": None, "place": " "}, "place"),
        ({"sources": []}, "sources"),
        ({"who": {}}, "residents"),
        ({"sources": [Source.OFFICERS], "who": {Source.OFFICERS: " "}}, "officers"),
    ],
)
def test_a_problem_without_a_name_a_place_or_whoever_raised_it_is_refused(
    cast: Cast, acting: Acting, changes: dict[str, object], field: str
) -> None:
    with acting(cast.prevention_officer) as by, pytest.raises(Refused) as refusal:
        a_problem(by, cast, **changes)

    assert refusal.value.field == field


def test_each_stage_is_a_record_of_who_and_when_and_one_stands_open(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        at_assessment(by, problem)
        rows = list(StageChange.objects.filter(problem=problem).order_by("entered_at", "id"))

    assert [row.stage for row in rows] == ["scanning", "analysis", "response", "assessment"]
    assert [row.left_at is None for row in rows] == [False, False, False, True]
    assert [row.left_at for row in rows[:-1]] == [row.entered_at for row in rows[1:]]


def test_a_response_needs_a_finding_and_an_assessment_an_action(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        with pytest.raises(Refused, match="Nothing is found out yet"):
            move(by, problem, Stage.RESPONSE)
        with pytest.raises(Refused, match="Nothing is done about it yet"):
            move(by, problem, Stage.ASSESSMENT)
        finding = add_finding(problem=problem.pk, side=Side.TIME, text="At night.", is_known=True, by=by, at=now())
        take_back_finding(finding=finding.pk, by=by, at=now())
        with pytest.raises(Refused, match="Nothing is found out yet"):
            move(by, problem, Stage.RESPONSE)


def test_going_back_closing_without_a_result_and_staying_say_why_or_are_refused(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        with pytest.raises(Refused, match="It stands there already"):
            move(by, problem, Stage.SCANNING)
        with pytest.raises(Refused) as closing:
            move(by, problem, Stage.CLOSED)
        move(by, problem, Stage.CLOSED, "The building is torn down.")
        with pytest.raises(Refused) as back:
            move(by, problem, Stage.ANALYSIS)
        move(by, problem, Stage.ANALYSIS, "It began again.")

    assert (closing.value.field, back.value.field) == ("note", "note")


def test_a_problem_with_a_result_closes_without_a_word(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        with_a_result(by, problem)
        move(by, problem, Stage.CLOSED)

    assert problem.stages.get(left_at__isnull=True).stage == Stage.CLOSED


def test_nothing_is_written_to_a_closed_problem(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        move(by, problem, Stage.CLOSED, "Torn down.")
        with pytest.raises(Refused, match="This problem is closed"):
            add_finding(problem=problem.pk, side=Side.TIME, text="At night.", is_known=True, by=by, at=now())
        with pytest.raises(Refused, match="This problem is closed"):
            a_response(by, problem)


def test_the_second_of_two_editors_is_told(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        said: dict[str, Any] = {
            "title": "Break-ins", "about": "", "kind": Kind.THEFT, "call_types": [], "branch": cast.west.pk,
            "neighbourhood": None, "place": "", "owner": cast.prevention_officer.pk, "assess_on": None, "version": 1,
        }  # fmt: skip
        changed = change_problem(problem=problem.pk, by=by, at=now(), **said)
        with pytest.raises(Refused) as refusal:
            change_problem(problem=problem.pk, by=by, at=now(), **said)

    assert (changed.version, changed.branch_id, changed.neighbourhood_id) == (2, cast.west.pk, None)
    assert refusal.value.field == "version"
    assert [entry.fields for entry in written(cast, "problem.changed")] == [
        ["about", "branch", "call_types", "neighbourhood", "place", "title"]
    ]


def test_an_action_ends_once_and_is_dropped_only_with_why(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        row, today = a_response(by, a_problem(by, cast)), localdate()
        with pytest.raises(Refused) as dropped:
            end_response(response=row.pk, ending=Ending.DROPPED, ended_on=today, why=" ", by=by, at=now())
        done = end_response(response=row.pk, ending=Ending.DONE, ended_on=today, why="", by=by, at=now())
        with pytest.raises(Refused, match="has ended already"):
            end_response(response=row.pk, ending=Ending.DONE, ended_on=today, why="", by=by, at=now())
        with pytest.raises(Refused, match="has ended already"):
            change_response(
                response=row.pk, approach=Approach.PREVENTION, what="Else", owner_name="League", partners="", cost=None,
                starts_on=today, due_on=today, version=done.version, by=by, at=now(),
            )  # fmt: skip

    assert (dropped.value.field, done.ended_on, done.ended_by_id) == ("why", today, cast.prevention_officer.pk)


def test_an_action_that_ends_before_it_begins_is_refused(cast: Cast, acting: Acting) -> None:
    today = localdate()
    with acting(cast.prevention_officer) as by, pytest.raises(Refused) as refusal:
        a_response(by, a_problem(by, cast), starts_on=today, due_on=today - timedelta(days=1))

    assert refusal.value.field == "due_on"


@pytest.mark.parametrize("many", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    cast: Cast, acting: Acting, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with acting(cast.prevention_officer) as by:
        for number in range(many):
            a_problem(by, cast, title=f"Number {number}")
        with django_assert_num_queries(1):
            page = problems_listed(Viewer(by), cursor="")
            assert [(row.title, row.owner.name, str(row.neighbourhood)) for row in page.rows] == [
                (f"Number {number}", "Cst. Yara Haidar", "Wîhkwêntôwin") for number in reversed(range(many))
            ]


@pytest.mark.parametrize("many", [1, 3])
def test_one_problem_takes_as_many_queries_with_one_of_each_as_with_three(
    cast: Cast, acting: Acting, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        for _each in range(many):
            add_finding(problem=problem.pk, side=Side.TIME, text="At night.", is_known=True, by=by, at=now())
            a_response(by, problem)
        with django_assert_num_queries(8):
            shown = problem_shown(Viewer(by), problem.pk)
            assert shown is not None
            assert (len(shown.responses), shown.cost, len(shown.raised)) == (many, 1200 * many, 2)


def test_problems_are_listed_by_stage_and_branch_and_closed_ones_apart(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        downtown = a_problem(by, cast, title="Downtown")
        west = a_problem(by, cast, title="West", neighbourhood=None, branch=cast.west.pk)
        move(by, west, Stage.ANALYSIS)
        shut = a_problem(by, cast, title="Shut")
        move(by, shut, Stage.CLOSED, "Torn down.")
        viewer = Viewer(by)

        def titles(**narrow: Any) -> list[str]:
            return [row.title for row in problems_listed(viewer, cursor="", **narrow).rows]

        assert titles() == ["West", "Downtown"]
        assert titles(stage="closed") == ["Shut"]
        assert titles(stage="analysis", branch=cast.west.pk) == ["West"]
        assert titles(branch=cast.downtown.pk) == [downtown.title]
        assert titles(stage="no such stage") == ["West", "Downtown"]
        assert [n for _stage, n in stages_counted(viewer)] == [1, 1, 0, 0, 1]


def test_a_long_list_is_paged(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        for number in range(27):
            a_problem(by, cast, title=f"{number:02}")
        first = problems_listed(Viewer(by), cursor="")
        second = problems_listed(Viewer(by), cursor=first.next)

    assert ([row.title for row in second.rows], second.next) == (["01", "00"], "")
    assert Problem.objects.count() == 27
