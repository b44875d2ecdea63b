"""How what is known of a person reads."""

import pytest
from django.utils import timezone

from offramp.people.enums import ContactKind
from offramp.people.models import Contact
from offramp.people.rules import Birth
from offramp.people.web.in_words import age, reached, spoken


def test_an_age_reads_as_it_is_known() -> None:
    year = timezone.localdate().year

    assert [age(Birth(about=year - years)) for years in (0, 1, 42)] == [
        "under a year",
        "about 1 year",
        "about 42 years",
    ]
    assert age(Birth()) == ""


def test_languages_read_by_their_names_and_unknown_ones_by_their_code() -> None:
    assert spoken(["crk", "qaa"]) == "Plains Cree (nêhiyawêwin), qaa"


@pytest.mark.parametrize(
    ("kind", "kept", "read"),
    [
        (ContactKind.PHONE, "+17805550142", "(780) 555-0142"),
        (ContactKind.PHONE, "+17805550142;ext=9", "(780) 555-0142 ext. 9"),
        (ContactKind.PHONE, "+33123456789", "+33 1 23 45 67 89"),
        (ContactKind.PHONE, "the red phone", "the red phone"),
        (ContactKind.EMAIL, "jo@example.org", "jo@example.org"),
    ],
)
def test_a_number_reads_in_the_manner_of_its_country(kind: ContactKind, kept: str, read: str) -> None:
    assert reached(Contact(kind=kind, text=kept)) == read
