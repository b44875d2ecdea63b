"""Names in any script, ages, years in a question, the words of a card."""

import unicodedata
from datetime import date

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from offramp.kernel.errors import Refused
from offramp.kernel.ids import new_id
from offramp.people.enums import GivenName, NameKind
from offramp.people.rules import (
    Birth,
    check_birth,
    clean_languages,
    clean_name,
    clean_names,
    file_number_of,
    main_name,
    split_year,
)
from offramp.people.wording import doubts

TODAY = date(2026, 11, 22)
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=220)


@given(NAMES)
def test_a_name_is_kept_or_refused_never_broken(text: str) -> None:
    try:
        name = clean_name(text)
    except Refused:
        return
    assert 1 <= len(name) <= 200
    assert name == unicodedata.normalize("NFC", name) == name.strip()
    assert clean_name(name) == name
    assert "\x00" not in name


@pytest.mark.django_db
@settings(max_examples=200, deadline=None)
@given(NAMES)
def test_every_name_has_a_key_that_finds_it(text: str) -> None:
    try:
        name = clean_name(text)
    except Refused:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f, length(f) BETWEEN 1 AND 200, people_fold(f) = f, length(people_turn(f)) <= 200,"
            " people_sounds(f, true), people_blocks(f, 1980, true) FROM people_fold(%s) AS f",
            [name],
        )
        folded, fits, _is_folded, turned_fits, _sounds, blocks = cursor.fetchone()

    assert (fits, turned_fits) == (True, True), folded
    assert blocks


@pytest.mark.parametrize("text", ["", "   ", "...", "\u200b", "—", "\n"])
def test_what_holds_no_letter_and_no_sign_is_no_name(text: str) -> None:
    with pytest.raises(Refused, match="no name here"):
        clean_name(text)


@pytest.mark.parametrize("text", ["Ann\x00Lee", "\x1b[1mAnn"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(Refused, match="can't be seen"):
        clean_name(text)


def test_a_name_of_ten_thousand_characters_is_refused_with_both_numbers() -> None:
    with pytest.raises(Refused, match="at most 200 characters: this has 10,000"):
        clean_name("n" * 10_000)


def test_a_file_without_a_name_is_refused() -> None:
    with pytest.raises(Refused, match="needs a name"):
        clean_names([])


def test_without_a_chosen_name_the_first_is_the_one_to_call_them_by() -> None:
    names = [GivenName(NameKind.NICKNAME, "Red"), GivenName(NameKind.LEGAL, "Ann Lee")]

    assert main_name(names).text == "Red"


@pytest.mark.parametrize(
    ("birth", "told"),
    [
        (Birth(date(1980, 11, 22)), (46, False)),
        (Birth(date(1980, 11, 23)), (45, False)),
        (Birth(date(2004, 2, 29)), (22, False)),
        (Birth(about=1980), (46, True)),
        (Birth(), None),
    ],
)
def test_age_is_told_as_far_as_it_is_known(birth: Birth, told: tuple[int, bool] | None) -> None:
    age = birth.age(today=TODAY)

    assert (age and (age.years, age.is_about)) == told


@pytest.mark.parametrize(
    ("born_on", "born_about", "field"),
    [
        (date(2026, 11, 23), None, "born_on"),
        (None, 2027, "born_about"),
        (date(1899, 12, 31), None, "born_on"),
        (None, 1899, "born_about"),
        (date(1980, 1, 1), 1979, "born_about"),
    ],
)
def test_a_birth_that_cannot_be_is_refused_beside_its_field(
    born_on: date | None, born_about: int | None, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        check_birth(born_on, born_about, today=TODAY)

    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jo Makokis 1984", ("Jo Makokis", 1984)),
        ("1984 Jo  Makokis", ("Jo Makokis", 1984)),
        ("Jo Makokis", ("Jo Makokis", None)),
        ("4F-20917", ("4F-20917", None)),
        ("Jo 19841", ("Jo 19841", None)),
        ("2001", ("", 2001)),
    ],
)
def test_a_year_in_a_question_is_a_year_of_birth(text: str, parts: tuple[str, int | None]) -> None:
    assert split_year(text) == parts


def test_languages_are_named_by_three_letters() -> None:
    assert clean_languages(["crk", "eng", "crk"]) == ["crk", "eng"]
    with pytest.raises(Refused, match="three letters"):
        clean_languages(["English"])


def test_a_file_number_can_be_said_on_a_radio() -> None:
    numbers = {file_number_of(new_id()) for _each in range(500)}

    assert len(numbers) > 490
    assert all(len(number) == 8 and number[2] == "-" and number[1] not in "IO" for number in numbers)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Overdosed last week", ["Overdosed", "last week"]),
        ("Was assaulted in the park", ["assaulted"]),
        ("Has schizophrenia", ["schizophrenia"]),
        ("Her brother Walter carries a knife", ["Her brother"]),
        ("Lives with Walter Bruno", ["Walter Bruno"]),
        ("Carry naloxone\nSpeak slowly, one officer talks\nAsk before you touch the cart", []),
        ("Calls himself Red Walker, use that name", []),
    ],
)
def test_words_that_tell_history_illness_or_others_are_asked_about(text: str, words: list[str]) -> None:
    assert [doubt.words for doubt in doubts(text, ["Red Walker"])] == words
