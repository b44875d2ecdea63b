"""A restricted file without a named supervisor in office: the privacy officer names one, and does nothing else."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from offramp.access.actions import keep_restriction
from offramp.access.queries import restrictions
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.people.actions import lift_restriction, name_successor
from offramp.people.queries import restricted_files, unit_of
from tests.cast import Cast
from tests.conftest import Acting
from tests.people.test_restricted_files import a_closed_file, another_supervisor


@pytest.fixture
def closed(cast: Cast, acting: Acting) -> UUID:
    return a_closed_file(cast, acting)


def test_where_no_named_supervisor_is_in_office_the_privacy_officer_names_one_and_does_nothing_else(
    cast: Cast, acting: Acting, closed: UUID
) -> None:
    second = another_supervisor(cast)
    with acting(cast.privacy) as by:
        [file] = restricted_files(Viewer(by), at=now())
        key = file.restriction.pk
        assert (file.is_looked_after, restricted_files(Viewer(by), at=now(), left_alone=True)) == (True, [])
        with pytest.raises(Refused, match="looks after it"), transaction.atomic():
            name_successor(restriction=key, user=second.pk, by=by, at=now())
        with pytest.raises(ProgrammingError, match="only a supervisor"), transaction.atomic():
            keep_restriction(restriction=key, deed="name", user=second.pk, at=now())
    cast.supervisor.postings.update(ends_at=now() - timedelta(minutes=1))

    with acting(cast.privacy) as by:
        assert [file.restriction.pk for file in restricted_files(Viewer(by), at=now(), left_alone=True)] == [key]
        for deed, who in (("name", cast.officer), ("take_off", cast.navigator), ("lift", None)):
            with pytest.raises(ProgrammingError, match="only a supervisor"), transaction.atomic():
                keep_restriction(restriction=key, deed=deed, user=who.pk if who else None, at=now())
        without_a_deed = pytest.raises(ProgrammingError, match="only a supervisor")
        with without_a_deed, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT wall_keep_restriction(%s, NULL, NULL, NULL, NULL)", [key])
        with pytest.raises(Refused, match="no supervisor"), transaction.atomic():
            name_successor(restriction=key, user=cast.officer.pk, by=by, at=now())
        name_successor(restriction=key, user=second.pk, by=by, at=now())
        assert unit_of(closed) is None
    with acting(second) as by:
        assert unit_of(closed) == cast.help.pk
        lift_restriction(person=closed, by=by, at=now())
        assert restrictions() == []


def test_a_restriction_that_is_not_there_gets_no_successor(cast: Cast, acting: Acting) -> None:
    second = another_supervisor(cast)

    with acting(cast.privacy) as by, pytest.raises(NotPermitted, match="no such file"):
        name_successor(restriction=new_id(), user=second.pk, by=by, at=now())


@pytest.mark.parametrize("who", ["navigator", "officer", "lead", "supervisor", "administrator", "constable"])
def test_nobody_but_the_privacy_officer_names_a_successor(who: str, cast: Cast, acting: Acting, closed: UUID) -> None:
    second = another_supervisor(cast)
    with acting(cast.privacy):
        [restriction] = restrictions()
    cast.supervisor.postings.update(role="help_officer")

    with acting(getattr(cast, who)) as by:
        with pytest.raises(NotPermitted), transaction.atomic():
            name_successor(restriction=restriction.pk, user=second.pk, by=by, at=now())
        with pytest.raises(ProgrammingError, match="only a supervisor"), transaction.atomic():
            keep_restriction(restriction=restriction.pk, deed="name", user=second.pk, at=now())
