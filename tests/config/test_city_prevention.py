"""Problems of the training city hang together: stages in order, counts behind assessments, audit rows for all."""

from datetime import UTC, datetime
from typing import TypeVar

import pytest
from django.db.models import Model

from offramp.access.enums import Permission
from offramp.access.queries import roles_that_may
from offramp.accounts.models import Posting
from offramp.audit.models import Entry
from offramp.config.city.city import City
from offramp.config.city.loading import SEED, found
from offramp.config.city.moments import day_of
from offramp.config.city.present.pace import write_pace
from offramp.config.city.present.prevention import write_prevention
from offramp.config.city.words.prevention import STORIES
from offramp.prevention.enums import Source, Stage, Verdict
from offramp.prevention.models import (
    Assessment,
    CallCount,
    CallFile,
    CountedArea,
    Finding,
    HandOff,
    Initiative,
    Problem,
    Raised,
    Response,
    Result,
    StageChange,
    WorkUnit,
)
from offramp.prevention.rules.effects import Counts
from offramp.prevention.rules.judging import judge
from offramp.prevention.rules.known import Told, added_up
from offramp.prevention.rules.windows import Window, check_windows

NOW = datetime(2026, 5, 4, 18, 30, tzinfo=UTC)
M = TypeVar("M", bound=Model)


def written(at: datetime) -> City:
    built = found(at)
    write_prevention(built, SEED)
    return built


def told_in(city: City) -> list[Told]:
    """Return of which areas and days the files of a city tell."""
    return [
        Told(row.neighbourhood_id, frozenset(row.file.call_types), Window(row.first_on, row.last_on))
        for row in all_of(city, CountedArea)
        if row.neighbourhood_id
    ]


@pytest.fixture(scope="module")
def city() -> City:
    built = found(NOW)
    write_pace(built, SEED)
    write_prevention(built, SEED)
    return built


def all_of(city: City, model: type[M]) -> list[M]:
    return city.book.where(model, lambda _row: True)


def test_there_is_a_problem_in_every_stage_and_each_stands_in_one(city: City) -> None:
    now = [row.stage for row in all_of(city, StageChange) if row.left_at is None]

    assert (set(now), len(now)) == (set(Stage), len(STORIES))


def test_what_happens_to_a_problem_happens_in_its_order_and_before_now(city: City) -> None:
    for problem in all_of(city, Problem):
        entered = [row.entered_at for row in all_of(city, StageChange) if row.problem == problem]
        assert entered == sorted(entered)
        assert entered[0] == problem.begun_at
        assert entered[-1] < NOW
    assert all(row.told_at is None or row.told_at < NOW for row in all_of(city, Raised))
    assert all(row.ended_on is None or row.ended_on <= day_of(NOW) for row in all_of(city, Response))


def test_a_problem_that_began_from_a_theme_leads_to_it_and_one_was_brought_back(city: City) -> None:
    from_themes = [row for row in all_of(city, Raised) if row.source == Source.THEME]
    themes = {theme.pk for theme in city.themes.values()}

    assert len(from_themes) == 3
    assert all(row.theme in themes for row in from_themes)
    assert len([row for row in from_themes if row.told_at]) == 1
    assert {row.told_by_id for row in from_themes if row.told_at} == {city.ground.users["bouchard"]}


def test_every_row_has_its_audit_row(city: City) -> None:
    told = {entry.subject for entry in all_of(city, Entry)}
    tables: tuple[type[Model], ...] = (
        Problem, Finding, Response, HandOff, Assessment, Result, WorkUnit, Initiative, CallFile,
    )  # fmt: skip

    assert [model.__name__ for model in tables if not {row.pk for row in all_of(city, model)} <= told] == []


def test_whoever_answers_for_a_work_unit_has_somebody_who_may(city: City) -> None:
    may = roles_that_may(Permission.HAND_OFF_ANSWER)
    answers = {row.name: row.unit_id for row in all_of(city, WorkUnit) if row.unit_id}
    staffed = {row.unit_id for row in all_of(city, Posting) if row.role in may and row.ends_at is None}

    assert answers == {
        "Diversion and desistance": city.ground.units["diversion"], "Social delivery": city.ground.units["help"],
        "Young people support branch": city.ground.units["young"],
    }  # fmt: skip
    assert set(answers.values()) <= staffed


def test_every_count_lies_in_days_of_which_its_file_tells(city: City) -> None:
    told = {(row.file_id, row.neighbourhood_id): (row.first_on, row.last_on) for row in all_of(city, CountedArea)}
    types = {file.pk: file.call_types for file in all_of(city, CallFile)}

    for row in all_of(city, CallCount):
        first, last = told[row.file_id, row.neighbourhood_id]
        assert first <= row.starts_on <= row.ends_on <= last
        assert row.call_type in types[row.file_id]


def test_counts_are_numbers_by_area_and_day_each_once_and_within_their_file(city: City) -> None:
    rows = all_of(city, CallCount)

    assert len(rows) == len({(row.neighbourhood_id, row.call_type, row.starts_on) for row in rows}) > 5000
    assert all(row.file.first_on <= row.starts_on <= row.file.last_on < day_of(NOW) for row in rows)
    assert sum(file.counts for file in all_of(city, CallFile)) == len(rows)


@pytest.mark.parametrize("at", [NOW, datetime(2025, 12, 30, 8, tzinfo=UTC), datetime(2027, 3, 1, 8, tzinfo=UTC)])
def test_what_a_result_says_is_what_the_counts_say_on_whichever_day_it_is_made(at: datetime) -> None:
    here = written(at)
    verdicts, of_files = [], told_in(here)
    for row in all_of(here, Assessment):
        before, after = Window(row.before_first, row.before_last), Window(row.after_first, row.after_last)
        check_windows(before, after, today=day_of(row.assessed_at))
        areas = [area for area in (row.target, row.comparison, row.beside) if area]
        assert added_up(areas, row.call_types, of_files, (before, after)).gaps == ()
        told = judge(
            Counts(row.target_before, row.target_after), Counts(row.comparison_before, row.comparison_after), None,
            least=10,
        )  # fmt: skip
        verdicts.append(told.verdict)

    assert verdicts == [Verdict.FEWER, Verdict.FEWER, Verdict.TOO_FEW]
