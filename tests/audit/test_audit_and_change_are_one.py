"""The audit row lives and dies with the change it tells of."""

import pytest
from django.db import ProgrammingError

from offramp.audit.models import Entry
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.people.actions import open_person
from offramp.people.enums import GivenName, NameKind
from offramp.people.models import Person
from tests import databases
from tests.cast import Cast, make_cast
from tests.conftest import Acting, acting_as

NAMES = [GivenName(kind=NameKind.LEGAL, text="Josephine Makokis")]


def test_an_action_tells_who_did_what_to_whom_and_no_content(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        person = open_person(names=NAMES, searched_for="josephine", by=by, at=now())

    with acting(cast.privacy):
        entry = Entry.objects.get(verb="person.opened")
    assert (entry.actor, entry.role, entry.subject) == (cast.officer.pk, "help_officer", person.pk)
    assert "Josephine" not in str(entry.__dict__)


def test_where_the_audit_row_cannot_be_written_the_change_does_not_happen(server: Server, own_database: str) -> None:
    cast = make_cast(at=now())
    with databases.as_owner(server, own_database) as owner:
        owner.execute("REVOKE INSERT ON audit_entry FROM offramp_app")

    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(cast.officer) as by:
        open_person(names=NAMES, searched_for="josephine", by=by, at=now())

    with acting_as(cast.officer):
        assert Person.objects.count() == 0


def test_nobody_reads_another_users_rows_but_the_privacy_officer(cast: Cast, acting: Acting) -> None:
    with acting(cast.officer) as by:
        open_person(names=NAMES, searched_for="josephine", by=by, at=now())

    seen = {}
    for user in (cast.officer, cast.navigator, cast.supervisor, cast.administrator, cast.privacy):
        with acting(user):
            seen[user.username] = Entry.objects.filter(verb="person.opened").count()

    assert seen == {"officer": 1, "navigator": 0, "supervisor": 0, "administrator": 0, "privacy": 1}
