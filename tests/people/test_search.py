"""Search finds by number, name, order, beginning, spelling, sound and year; and only whom the searcher may know."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from offramp.access.enums import Role
from offramp.accounts.enums import UnitKind
from offramp.accounts.models import Posting, Unit, User
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, Viewer
from offramp.people.actions import add_name, set_status
from offramp.people.enums import GivenName, Match, NameKind, Status
from offramp.people.queries import likely_the_same, may_open_files, search_people
from tests.cast import Cast
from tests.conftest import Acting
from tests.people.files import a_file


def found(by: Actor, text: str) -> list[tuple[str, str]]:
    """The names a search finds, and how."""
    return [(hit.name, hit.how) for hit in search_people(Viewer(by), text)]


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("Josephine Makokis", Match.EXACT),
        ("josephine  makokis", Match.EXACT),
        ("Joséphine Mâkokis", Match.EXACT),
        ("Makokis, Josephine", Match.SWAPPED),
        ("Josephine Mak", Match.BEGINS),
        ("Josephin Makokis", Match.SOUND),
        ("Jozefeen Macokiss", Match.SOUND),
        ("Josephina Makoris", Match.SPELLING),
        ("Makokis", Match.PART),
        ("Josephine Anne Makokis", Match.PART),
    ],
)
def test_a_name_is_found_however_it_is_typed(cast: Cast, acting: Acting, typed: str, how: Match) -> None:
    with acting(cast.officer) as by:
        a_file(by, "Josephine Makokis")
        a_file(by, "Walter Bruno")

        assert ("Josephine Makokis", how) in found(by, typed)
        assert "Walter Bruno" not in dict(found(by, typed))


@pytest.mark.parametrize(
    "name",
    [
        "Wîhkwêntôwin Sinclair",
        "محمد العلي",
        "王小明",
        "Νίκος Παπαδόπουλος",
        "ᐊᓐᓂᐊ ᐊᐃᑎᑲ",
        "O\u2019Chiese-Ñúñez",
        "🌙",
        "Łukasz Żółć",
    ],
)
def test_a_name_in_any_script_is_found_as_it_is_written(cast: Cast, acting: Acting, name: str) -> None:
    with acting(cast.officer) as by:
        a_file(by, name)
        a_file(by, "Walter Bruno")

        assert found(by, name)[0] == (name, Match.EXACT)


def test_a_file_number_finds_its_one_file(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Ann Lee")
        a_file(by, "Ann Lee")

        assert [(hit.person, hit.how) for hit in search_people(Viewer(by), f" {person.file_number.lower()} ")] == [
            (person.pk, Match.NUMBER)
        ]


def test_a_year_puts_the_person_of_that_age_first(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        files = {year: a_file(by, "John Smith", born_about=year).pk for year in (1950, 1972, 1974, 1999)}

        order = [hit.person for hit in search_people(Viewer(by), "john smith 1974")]

    assert order[:2] == [files[1974], files[1972]]
    assert set(order) == set(files.values())


def test_another_name_finds_them_and_they_are_shown_by_the_name_to_call_them_by(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Josephine Makokis")
        add_name(person=person.pk, name=GivenName(NameKind.NICKNAME, "Jo-Jo"), by=by, at=now())
        set_status(person=person.pk, status=Status.MISSING, by=by, at=now())
        viewer = Viewer(by)
        [hit] = search_people(viewer, "jo jo")

    assert (hit.name, hit.called.others, hit.how, hit.status) == (
        "Josephine Makokis",
        ["Jo-Jo"],
        Match.EXACT,
        Status.MISSING,
    )
    assert viewer.shown == {("support", person.pk): {"identity"}}


@pytest.mark.parametrize("typed", ["", "   ", "1984", "\x00", "%", "_", "'", "\\", "a" * 10_000, "🌚", "(", "[["])
def test_a_search_for_nothing_finds_nobody(cast: Cast, acting: Acting, typed: str) -> None:
    with acting(cast.officer) as by:
        a_file(by, "Walter Bruno")

        assert found(by, typed) == []


@pytest.mark.parametrize("who", ["constable", "worker", "analyst", "privacy", "administrator"])
def test_who_does_not_work_in_the_unit_may_not_search(cast: Cast, acting: Acting, who: str) -> None:
    with acting(cast.officer) as by:
        a_file(by, "Walter Bruno")
    with acting(getattr(cast, who)) as by:
        with pytest.raises(NotPermitted):
            search_people(Viewer(by), "Walter Bruno")
        assert asked_directly("Walter Bruno") == []


def test_who_may_open_no_file_is_not_offered_to(cast: Cast, acting: Acting) -> None:
    may = {}
    for user in (cast.officer, cast.lead, cast.constable):
        with acting(user) as by:
            may[user] = may_open_files(by)

    assert may == {cast.officer: True, cast.lead: False, cast.constable: False}


def test_another_units_people_are_not_found(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        a_file(by, "Walter Bruno")
    elsewhere = Unit.objects.create(name="HELP elsewhere", kind=UnitKind.HELP)
    outsider = User.objects.create_user("outsider", "correct horse battery", name="Outsider", joined_at=now())
    Posting.objects.create(user=outsider, role=Role.HELP_OFFICER, unit=elsewhere, starts_at=now())
    with acting(outsider) as by:
        assert found(by, "Walter Bruno") == []


def test_the_comparing_function_is_no_way_round_the_wall(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        a_file(by, "Walter Bruno")
    with acting(cast.officer), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT * FROM people_candidates('walter bruno', %s::uuid[], NULL, 10)", [[cast.help.pk]])
        cursor.execute("SELECT count(*) FROM people_search('walter bruno', NULL, 10)")
        assert cursor.fetchone() == (1,)


def test_a_search_asks_the_same_number_of_queries_for_one_and_for_three(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        a_file(by, "Ann Lee")
        with CaptureQueriesContext(connection) as one:
            assert len(search_people(Viewer(by), "Ann Lee")) == 1
        for _ in range(2):
            a_file(by, "Ann Lee")
        with CaptureQueriesContext(connection) as three:
            assert len(search_people(Viewer(by), "Ann Lee")) == 3

    assert (len(one), len(three)) == (5, 5)


def test_a_near_name_is_likely_the_same_person(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = a_file(by, "Josephine Makokis", born_about=1984)
        a_file(by, "Joseph Martin")

        likely = likely_the_same(Viewer(by), [GivenName(NameKind.LEGAL, "Josefine Makokis")], year=1985)

    assert [hit.person for hit in likely] == [person.pk]


def test_somebody_likely_by_two_of_their_names_is_told_once_by_the_nearer(cast: Cast, acting: Acting) -> None:
    given = [GivenName(NameKind.LEGAL, "Josephine Makokis"), GivenName(NameKind.ALIAS, "Josefine Makokis")]
    with acting(cast.officer) as by:
        person = a_file(by, "Josephine Makokis", born_about=1984)

        likely = likely_the_same(Viewer(by), given, year=1984)

    assert [(hit.person, hit.how) for hit in likely] == [(person.pk, Match.EXACT)]


def asked_directly(text: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_search(%s, NULL, 10)", [text])
        return list(cursor.fetchall())
