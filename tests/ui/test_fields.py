"""Every kind of bad input is named beside its field, with what to do."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django import forms as django_forms
from hypothesis import given
from hypothesis import strategies as st

from offramp.ui.web import forms
from offramp.ui.web.forms.text import UNSEEN

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
"""In Edmonton it is still the evening of the 21st."""


def cleaned(field: django_forms.Field, typed: Any) -> Any:
    """Return what the field makes of what was typed, or the list of what it says is wrong."""
    try:
        return field.clean(typed)
    except django_forms.ValidationError as error:
        return error.messages


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("  Harbour  ", "Harbour"),
        ("Wîhkwêntôwin", "Wîhkwêntôwin"),
        ("Wi\u0302hkwe\u0302nto\u0302win", "Wîhkwêntôwin"),
        ("مرحبا", "مرحبا"),
        ("ሰላም 🙂", "ሰላም 🙂"),
        ("two\r\nlines", "two lines"),
        ("", ["Write this before you go on."]),
        ("   ", ["Write this before you go on."]),
        ("a\x00b", ["There are characters here that cannot be seen. Type this again by hand."]),
        ("\u202egnp.exe", ["There are characters here that cannot be seen. Type this again by hand."]),
        ("x" * 201, ["Use at most 200 characters: this has 201."]),
        ("x" * 10_000, ["Use at most 200 characters: this has 10,000."]),
    ],
)
def test_a_line_of_text(typed: str, becomes: Any) -> None:
    assert cleaned(forms.Text(), typed) == becomes


def test_long_text_keeps_its_lines_and_counts_each_end_of_line_once() -> None:
    assert cleaned(forms.LongText(max_length=7), " one\r\ntwo ") == "one\ntwo"


def test_the_browser_never_cuts_what_is_pasted() -> None:
    assert "maxlength" not in forms.Text(max_length=5).widget.attrs


@given(st.text())
def test_whatever_is_typed_is_kept_clean_or_refused_in_words(typed: str) -> None:
    kept = cleaned(forms.LongText(required=False), typed)

    if isinstance(kept, str):
        assert (kept, UNSEEN.search(kept)) == (cleaned(forms.LongText(required=False), kept), None)
    else:
        assert UNSEEN.search(typed)
        assert all(kept)


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("2026-11-21", date(2026, 11, 21)),
        ("21 November 2026", date(2026, 11, 21)),
        ("Nov 21, 2026", date(2026, 11, 21)),
        ("2028-02-29", date(2028, 2, 29)),
        ("2026-02-29", ["There is no 2026-02-29 in the calendar. Look at the month and the year."]),
        ("3/4/2026", ["“3/4/2026” is not a day we can read. Write it like 2026-11-21."]),
        ("0026-11-21", ["Look at the year: it cannot be right."]),
        ("", ["Choose a day, or write it like 2026-11-21."]),
        ("2026-11-21\x00", ["“2026-11-21\x00” is not a day we can read. Write it like 2026-11-21."]),
    ],
)
def test_a_day(typed: str, becomes: Any) -> None:
    assert cleaned(forms.Day(), typed) == becomes


@time_machine.travel(NOW, tick=False)
def test_a_day_on_the_wrong_side_of_today_in_the_services_own_zone() -> None:
    assert cleaned(forms.Day(ahead=False), "2026-11-21") == date(2026, 11, 21)
    assert cleaned(forms.Day(ahead=False), "2026-11-22") == [
        "That day is still to come: today is 21 November 2026. Choose today or an earlier day."
    ]
    assert cleaned(forms.Day(past=False), "2026-11-20") == ["That day has passed. Choose today or a later day."]


@time_machine.travel(NOW, tick=False)
def test_a_moment() -> None:
    assert cleaned(forms.Moment(), "2026-11-21T16:10") == datetime(2026, 11, 21, 23, 10, tzinfo=UTC)
    assert cleaned(forms.Moment(), "yesterday") == [
        "“yesterday” is not a time we can read. Write it like 2026-11-21 16:10."
    ]
    assert cleaned(forms.Moment(), "") == ["Choose a day and a time."]
    assert cleaned(forms.Moment(ahead=False), "2026-11-21T18:30") == datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    assert cleaned(forms.Moment(ahead=False), "2026-11-21T19:00") == [
        "That time is still to come: it is now 21 November 2026, 18:30. Choose an earlier one."
    ]
    assert cleaned(forms.Moment(past=False), "2026-11-21T18:00") == ["That time has passed. Choose a later one."]


def test_a_time_that_the_change_of_clocks_leaves_out() -> None:
    assert cleaned(forms.Moment(), "2026-03-08T02:30") == [
        "“2026-03-08T02:30” is not a time we can read. Write it like 2026-11-21 16:10."
    ]


@pytest.mark.parametrize(
    ("field", "typed", "becomes"),
    [
        (forms.TimeOfDay(), "25:00", ["Write the time like 16:10."]),
        (forms.Choice(choices=[("a", "A")]), "b\x00", ["Choose one of those shown."]),
        (forms.Choice(choices=[("a", "A")]), "", ["Choose one."]),
        (forms.Choices(choices=[("a", "A")]), ["a", "z"], ["Choose among those shown."]),
        (forms.Choices(choices=[("a", "A")]), [], ["Choose at least one."]),
        (forms.Picked(choices=[("a", "A")], empty="Choose"), "", ["Choose one."]),
        (forms.Picked(choices=[("a", "A")], required=False), "", ""),
        (forms.Yes(must="Tell them first."), "", ["Tell them first."]),
        (forms.Yes(), "", False),
        (forms.Number(least=1, most=200), "0", ["Write 1 or more."]),
        (forms.Number(least=1, most=200), "201", ["Write 200 or less."]),
        (forms.Number(), "1.5", ["Write a whole number, in digits."]),
        (forms.Number(), "", ["Write a number."]),
        (forms.Email(), "amara@", ["Write the whole address, like name@example.org."]),
        (forms.Email(), "amara@example.org", "amara@example.org"),
        (forms.Phone(), "(780) 555-0142", "+17805550142"),
        (forms.Phone(), "780-555-0142 ext. 7", "+17805550142;ext=7"),
        (forms.Phone(), "555", ["Write the number with its area code, like 780 555 0142."]),
        (forms.Phone(), "call me", ["Write the number with its area code, like 780 555 0142."]),
        (forms.Phone(required=False), "", ""),
    ],
)
def test_other_fields(field: django_forms.Field, typed: Any, becomes: Any) -> None:
    assert cleaned(field, typed) == becomes
