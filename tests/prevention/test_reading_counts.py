"""A file of counts is read whole or not at all, and each line that is wrong says what is wrong with it."""

from datetime import date
from uuid import UUID

import pytest

from offramp.prevention.enums import Period
from offramp.prevention.rules.counts import MOST_TYPES, Count, Read, area_names, last_day, read_counts

TODAY = date(2026, 11, 23)
OLIVER, CORE = UUID(int=1), UUID(int=2)
AREAS = area_names({OLIVER: "Wîhkwêntôwin", CORE: "Downtown core"})
HEAD = "area,type,month,number"


def read(*lines: str) -> Read:
    return read_counts("\n".join(lines), AREAS, today=TODAY)


def test_months_weeks_and_days_are_read_with_any_separator_and_without_diacritics() -> None:
    month = read(HEAD, "Wihkwentowin,Break-in,2026-02,14")
    week = read("\ufeffArea;Type;Week;Number", "downtown core;Break-in;2026-03-09;0")
    day = read("number\tday\ttype\tarea", "3\t2026-03-11\tBreak-in\tDOWNTOWN CORE", "")

    assert month == Read(
        Period.MONTH, [Count(OLIVER, "Break-in", date(2026, 2, 1), date(2026, 2, 28), 14, 2)], []
    )  # fmt: skip
    assert week.counts == [Count(CORE, "Break-in", date(2026, 3, 9), date(2026, 3, 15), 0, 2)]
    assert day.counts == [Count(CORE, "Break-in", date(2026, 3, 11), date(2026, 3, 11), 3, 2)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Oliver,Break-in,2026-02,14", "there is no area “Oliver”"),
        ("Wihkwentowi,Break-in,2026-02,14", "(“wihkwentowin”?)"),
        ("Downtown core,,2026-02,14", "the type is missing"),
        ("Downtown core,call of 780 555 0142,2026-02,14", "reads like a text about one call"),
        ("Downtown core,aline@example.org,2026-02,14", "reads like a text about one call"),
        ("Downtown core,Break-in,February,14", "“February” is no month. Write it like 2026-03"),
        ("Downtown core,Break-in,2026-02-14,14", "is no month"),
        ("Downtown core,Break-in,2026-11,14", "its days are not over yet"),
        ("Downtown core,Break-in,2026-02,-3", "is no whole number"),
        ("Downtown core,Break-in,2026-02,3.5", "is no whole number"),
        ("Downtown core,Break-in,2026-02,99999999", "is no whole number"),
        ("Downtown core,Break-in,2026-02", "it has 3 columns, not 4"),
    ],
)
def test_a_line_that_is_wrong_says_why_and_nothing_of_the_file_is_taken(line: str, says: str) -> None:
    found = read(HEAD, "Downtown core,Break-in,2026-01,14", line)

    assert found.counts == []
    assert [problem.startswith("Line 3: ") and says in problem for problem in found.problems] == [True]


def test_every_wrong_line_is_named_at_once() -> None:
    found = read(HEAD, "Nowhere,Break-in,2026-02,1", "Downtown core,Break-in,2026-03,x")

    assert [problem[:7] for problem in found.problems] == ["Line 2:", "Line 3:"]


def test_today_is_not_over_and_has_no_count_yet() -> None:
    head = "area,type,day,number"

    assert read(head, "Downtown core,Break-in,2026-11-23,4").problems == ["Line 2: its days are not over yet."]
    assert [each.number for each in read(head, "Downtown core,Break-in,2026-11-22,4").counts] == [4]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["area,type,day,number,caller", "Downtown core,Break-in,2026-02-01,1,A. Roy"], "“caller” is not taken"),
        (["area,type,day", "Downtown core,Break-in,2026-02-01"], "Rows of single calls are not taken"),
        (["area,type,number", "Downtown core,Break-in,4"], "The first line must name each column once"),
        (["area,type,day,month,number", "Downtown core,Break-in,2026-02-01,2026-02,4"], "name each column once"),
        (["area,type,number,number,day", "Downtown core,Break-in,4,4,2026-02-01"], "name each column once"),
        ([HEAD], "There is no line below the headings."),
        ([""], "There is no column “number”"),
    ],
    ids=["a name", "no number", "no time", "two times", "a column twice", "no line", "nothing"],
)
def test_a_file_that_is_no_file_of_counts_is_not_taken(lines: list[str], says: str) -> None:
    found = read(*lines)

    assert (found.counts, says in " ".join(found.problems)) == ([], True)


def test_rows_of_single_calls_are_noticed_because_they_repeat() -> None:
    row = "Downtown core,Break-in,2026-02-01,1"
    found = read("area,type,day,number", row, row)

    assert found.problems == [
        "Line 3: it repeats line 2. Rows of single calls are not taken: count them first."
    ]  # fmt: skip


def test_a_column_of_words_is_not_taken_for_types() -> None:
    rows = [f"Downtown core,About {'x' * place},2026-02,1" for place in range(1, MOST_TYPES + 2)]

    assert "Is that column a text or a name?" in read(HEAD, *rows).problems[0]


def test_a_period_ends_on_its_last_day() -> None:
    assert [last_day(date(2026, 2, 2), period) for period in (Period.DAY, Period.WEEK)] == [
        date(2026, 2, 2), date(2026, 2, 8),
    ]  # fmt: skip
    assert last_day(date(2024, 2, 1), Period.MONTH) == date(2024, 2, 29)
