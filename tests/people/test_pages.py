"""Searching and opening a file, on pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from offramp.people.actions import add_name
from offramp.people.enums import GivenName, NameKind
from offramp.people.models import Name, Particulars, Person
from offramp.people.queries import notice_in_force, notices_given
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.people.files import a_file
from tests.people.pages import send, token_in, words_of

SEARCH = "/people/"


@pytest.fixture
def officer(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.officer)


def new_file_url(client: Client, text: str) -> str:
    """Search, and follow the way to a new file."""
    page = client.get(SEARCH, {"q": text}).content.decode()
    [url] = [part.split('"')[0] for part in page.split('href="') if part.startswith("/people/new/")]
    return url.replace("&amp;", "&")


def test_the_search_page_shows_who_is_found_and_how(cast: Cast, officer: Client, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Josephine Makokis", born_about=now().year - 42)
        add_name(person=person.pk, name=GivenName(NameKind.NICKNAME, "Jo-Jo"), by=by, at=now())

    page = officer.get(SEARCH, {"q": "jozefeen makokis"})

    for words in ("Josephine Makokis", "Sounds alike", "Also known as Jo-Jo", "about 42 years", person.file_number):
        assert words in words_of(page)
    assert reverse("desk:record", args=[person.pk]) in page.content.decode()


def test_as_one_types_only_the_list_comes(cast: Cast, officer: Client, acting: Acting) -> None:
    with acting(cast.officer) as by:
        a_file(by, "Josephine Makokis")

    part = officer.get(SEARCH, {"q": "makokis"}, headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert "Josephine Makokis" in words_of(part)


def test_the_search_page_costs_the_same_queries_for_one_and_for_three(
    cast: Cast, officer: Client, acting: Acting
) -> None:
    costs = []
    officer.get(SEARCH, {"q": "Ann Lee"})
    for more in (1, 2):
        with acting(cast.officer) as by:
            for _each in range(more):
                a_file(by, "Ann Lee")
        with CaptureQueriesContext(connection) as captured:
            officer.get(SEARCH, {"q": "Ann Lee"})
        costs.append(len(captured))

    assert costs[0] == costs[1]


@pytest.mark.parametrize("typed", ["", " ", "a" * 201, "%", "'; DROP", "🌚", "‮", "1984"])
def test_any_text_may_be_searched_for(officer: Client, typed: str) -> None:
    assert officer.get(SEARCH, {"q": typed}).status_code == 200


@pytest.mark.parametrize("who", ["constable", "lead", "worker", "analyst", "privacy", "administrator"])
def test_others_have_no_search(cast: Cast, signed_in: SignedIn, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(SEARCH, {"q": "Ann"}).status_code == 403


def test_a_new_file_is_reached_only_from_a_search(cast: Cast, officer: Client, signed_in: SignedIn) -> None:
    for url in ("/people/new/", "/people/new/?searched=forged"):
        assert officer.get(url)["Location"] == SEARCH
    others = new_file_url(signed_in(cast.colleague), "Ann Lee")
    assert officer.get(others)["Location"] == SEARCH


@pytest.mark.parametrize(("typed", "ways"), [({"given": "aloud"}, ["aloud"]), ({}, [])])
def test_who_opens_a_file_says_there_how_they_were_given_the_notice(
    officer: Client, cast: Cast, acting: Acting, typed: dict[str, str], ways: list[str]
) -> None:
    answer = send(officer, new_file_url(officer, "Walter Bruno"), name="Walter Bruno", kind="legal", **typed)

    assert answer.status_code == 303
    with acting(cast.officer) as by:
        [person] = Person.objects.all()
        given = notices_given(Viewer(by), person.pk)
    assert [(each.way, each.notice) for each in given] == [(way, notice_in_force("en")) for way in ways]


def test_a_file_is_opened_with_a_name_alone(cast: Cast, officer: Client, acting: Acting) -> None:
    url = new_file_url(officer, "Walter Bruno 1961")
    form = officer.get(url).context["form"]
    assert (form["name"].value(), form["born_about"].value()) == ("Walter Bruno", 1961)

    answer = send(officer, url, name="Walter Bruno", kind="legal")

    with acting(cast.officer):
        [person] = Person.objects.all()
    assert (answer.status_code, answer["Location"]) == (303, reverse("desk:record", args=[person.pk]))


def test_everything_that_is_known_is_kept(cast: Cast, officer: Client, acting: Acting) -> None:
    send(
        officer, new_file_url(officer, "x"), name="محمد العلي", kind="nickname", chosen="Mo 🌙",
        others="Muhammad A.\n\nMo", born_on="1980-02-29", language="ara", other_language="eng",
    )  # fmt: skip

    with acting(cast.officer):
        names = list(Name.objects.order_by("pk").values_list("kind", "text", "is_main"))
        facts = Particulars.objects.get()
    assert names == [
        ("nickname", "محمد العلي", False),
        ("chosen", "Mo 🌙", True),
        ("alias", "Muhammad A.", False),
        ("alias", "Mo", False),
    ]
    assert (str(facts.born_on), facts.languages) == ("1980-02-29", ["ara", "eng"])


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Write this before you go on."),
        ("name", "n" * 10_000, "Use at most 200 characters: this has 10,000."),
        ("name", "...", "There is no name here."),
        ("name", "A\u202elee", "characters here that cannot be seen"),
        ("born_on", "2999-01-01", "Look at the year"),
        ("born_on", "1981-02-29", "There is no 1981-02-29 in the calendar"),
        ("born_on", "3/4/1980", "is not a day we can read"),
        ("born_about", "2099", "can't be still to come"),
        ("born_about", "about 40", "Write a whole number"),
        ("language", "xxx", "Choose one of those shown"),
        ("others", "n" * 300, "A name has at most 200 characters"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    cast: Cast, officer: Client, acting: Acting, field: str, typed: str, said: str
) -> None:
    answer = send(
        officer, new_file_url(officer, "x"), **{"name": "Ann Lee", "kind": "legal", "chosen": "Annie", field: typed}
    )

    form = answer.context["form"]
    shown = form.errors.get(field) or form.errors.get("name") or []
    assert answer.status_code == 422
    assert said in " ".join([*shown, *(form.errors.get("__all__") or [])])
    assert (form["chosen"].value(), form[field].value()) == ("Annie", typed)
    with acting(cast.officer):
        assert Person.objects.count() == 0


def test_a_nul_is_refused_and_opens_nothing(cast: Cast, officer: Client, acting: Acting) -> None:
    answer = send(officer, new_file_url(officer, "x"), name="Ann\x00Lee", kind="legal")

    assert 400 <= answer.status_code < 500
    with acting(cast.officer):
        assert Person.objects.count() == 0


def test_somebody_of_nearly_that_name_is_shown_before_another_file_is_opened(
    cast: Cast, officer: Client, acting: Acting
) -> None:
    with acting(cast.colleague) as by:
        there = a_file(by, "Josephine Makokis")
    url = new_file_url(officer, "Jozefine Makokis")
    typed = {"name": "Jozefine Makokis", "kind": "legal"}

    asked = send(officer, url, **typed)
    question = asked.context["form"]["asked"].value()

    assert asked.status_code == 422
    assert "Is it one of these?" in words_of(asked)
    assert [hit.person for hit in asked.context["likely"]] == [there.pk]
    assert send(officer, url, **typed, asked=question).status_code == 422
    assert send(officer, url, **typed, asked="another", answer="on").status_code == 422
    assert send(officer, url, **typed, asked=question, answer="on").status_code == 303
    with acting(cast.officer):
        assert Person.objects.count() == 2


def test_the_same_form_sent_twice_opens_one_file(cast: Cast, officer: Client, acting: Acting) -> None:
    url = new_file_url(officer, "Walter Bruno")
    fields = {"form_token": token_in(officer, url), "name": "Walter Bruno", "kind": "legal"}

    first, second = officer.post(url, fields), officer.post(url, fields)

    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    with acting(cast.officer):
        assert Person.objects.count() == 1
