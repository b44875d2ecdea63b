"""A new file that may be the same as a restricted one is told to the privacy officer, and to nobody else."""

from uuid import UUID

import pytest
from django.db import connection, transaction

from offramp.access.enums import Closeness
from offramp.accounts.models import User
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.people.actions import add_name, open_person, restrict_file, settle_twin
from offramp.people.enums import GivenName, NameKind
from offramp.people.queries import likely_the_same, perhaps_the_same, restricted_files
from tests.casework.glass_scene import a_full_file
from tests.cast import Cast
from tests.conftest import Acting

NAME = "Josephine M."
WHY = "Her brother works in the west team"


@pytest.fixture
def closed(cast: Cast, acting: Acting) -> UUID:
    """In the care of navigator and officer; closed to all but the navigator and the supervisor."""
    person = a_full_file(cast, acting, NAME)
    with acting(cast.supervisor) as by:
        restrict_file(
            person=person, closeness=Closeness.RELATIVE, reason=WHY, named=[cast.navigator.pk], by=by, at=now()
        )
    return person


def test_a_new_file_of_the_same_name_is_noted_for_the_privacy_officer_alone(
    cast: Cast, acting: Acting, closed: UUID
) -> None:
    new = a_new_file(cast, acting, "Josephine M.")
    other = a_new_file(cast, acting, "Walter Bear")

    with acting(cast.privacy) as by:
        [twin] = perhaps_the_same(Viewer(by))
        assert (twin.person, twin.restricted) == (new, closed)
        assert other not in (twin.person, twin.restricted)
        assert [each.restriction.subject for each in restricted_files(Viewer(by), at=now())] == [closed]
    for user in (cast.colleague, cast.supervisor, cast.navigator):
        with acting(user) as by, pytest.raises(NotPermitted):
            perhaps_the_same(Viewer(by))
        with acting(user):
            assert ask("SELECT count(*) FROM people_twins()") == 0


def test_a_name_added_later_is_noted_too_and_each_pair_once(cast: Cast, acting: Acting, closed: UUID) -> None:
    new = a_new_file(cast, acting, "Somebody Else")
    with acting(cast.colleague) as by:
        for name in ("Josephine M.", "Josefine M."):
            add_name(person=new, name=GivenName(NameKind.NICKNAME, name), by=by, at=now())

    with acting(cast.privacy) as by:
        assert [(twin.person, twin.restricted) for twin in perhaps_the_same(Viewer(by))] == [(new, closed)]


def test_who_is_named_finds_it_before_opening_another_and_leaves_no_note(
    cast: Cast, acting: Acting, closed: UUID
) -> None:
    with acting(cast.navigator) as by:
        [likely] = likely_the_same(Viewer(by), [GivenName(NameKind.LEGAL, NAME)], year=None)
    a_new_file(cast, acting, NAME, by_whom=cast.navigator)

    assert likely.person == closed
    with acting(cast.privacy) as by:
        assert perhaps_the_same(Viewer(by)) == []


def test_the_privacy_officer_settles_a_twin_once_with_words(cast: Cast, acting: Acting, closed: UUID) -> None:
    a_new_file(cast, acting, NAME)
    with acting(cast.privacy) as by:
        [twin] = perhaps_the_same(Viewer(by))
        with pytest.raises(Refused, match="Say what came of it"), transaction.atomic():
            settle_twin(twin=twin.twin, words=" ", by=by, at=now())
        settle_twin(twin=twin.twin, words="Another woman", by=by, at=now())
        with pytest.raises(Refused, match="settled meanwhile"), transaction.atomic():
            settle_twin(twin=twin.twin, words="Another woman", by=by, at=now())

        assert perhaps_the_same(Viewer(by)) == []
    with acting(cast.supervisor) as by, pytest.raises(NotPermitted):
        settle_twin(twin=twin.twin, words="Mine", by=by, at=now())


def a_new_file(cast: Cast, acting: Acting, name: str, *, by_whom: User | None = None) -> UUID:
    with acting(by_whom or cast.colleague) as by:
        return open_person(names=[GivenName(NameKind.LEGAL, name)], searched_for=name, by=by, at=now()).pk


def ask(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
