"""The wall in the database alone: what the runtime role reads and writes, whoever wrote the query."""

from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category
from offramp.access.wall import differences, guarded_models
from offramp.access.wall.tables import wall_of
from offramp.accounts.models import User
from offramp.casework.models import Note
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.kernel.roles import FUNCTION_OWNERS
from offramp.people.models import Name, Person, Sighting
from tests.cast import Cast
from tests.conftest import Acting

SECRET = "drinks because of the accident"


def test_the_wall_in_the_database_is_the_wall_in_the_source(db: None) -> None:
    assert differences(connection) == []


def test_a_function_with_more_rights_than_its_caller_looks_in_one_place_and_is_called_by_the_runtime_alone(
    db: None,
) -> None:
    functions = rows_of("""
        SELECT p.proname, p.proconfig, array_agg(coalesce(g.rolname, 'everybody') ORDER BY 1)
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = 'public'
        CROSS JOIN aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) r
        LEFT JOIN pg_roles g ON g.oid = r.grantee
        WHERE p.prosecdef AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        GROUP BY p.oid""")
    callers = {"offramp_app", "offramp_owner", *FUNCTION_OWNERS}

    assert len(functions) > 40
    assert [name for name, config, _ in functions if "search_path=pg_catalog, public" not in config] == []
    assert [name for name, _, who in functions if not {*who} <= callers or "offramp_app" not in who] == []


def test_nobody_has_a_right_to_a_column_alone_or_makes_tables_of_their_own(db: None) -> None:
    columns = rows_of("""
        SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public' WHERE a.attacl IS NOT NULL""")
    makers = rows_of("""
        SELECT rolname FROM pg_roles
        WHERE starts_with(rolname, 'offramp_') AND has_schema_privilege(oid, 'public', 'CREATE')""")

    assert (columns, makers) == ([], [("offramp_owner",)])


def rows_of(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_without_identity_every_guarded_table_is_empty(cast: Cast, acting: Acting) -> None:
    a_person_with_a_note(cast, acting)

    for model in guarded_models():
        if not wall_of(model).hidden:
            assert model._base_manager.count() == 0, model._meta.db_table


def test_search_keys_cannot_be_read_by_the_runtime_at_all(cast: Cast) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_searchkey")


def test_each_reader_gets_what_the_ceiling_and_the_grant_both_allow(cast: Cast, acting: Acting) -> None:
    person = a_person_with_a_note(cast, acting)

    seen = {
        user.username: (read(acting, user, Name), read(acting, user, Sighting), read(acting, user, Note))
        for user in (
            cast.navigator,
            cast.officer,
            cast.colleague,
            cast.other_navigator,
            cast.supervisor,
            cast.constable,
        )
    }

    assert seen == {
        "navigator": (1, 1, 1),
        "officer": (1, 1, 0),
        "colleague": (1, 0, 0),
        "other_navigator": (1, 0, 0),
        "supervisor": (1, 0, 0),
        "constable": (0, 0, 0),
    }
    assert person


def test_an_ended_grant_opens_nothing_to_the_next_query(cast: Cast, acting: Acting) -> None:
    a_person_with_a_note(cast, acting)
    with acting(cast.navigator) as by:
        seat = founded_by(by.id)
        assert Note.objects.count() == 1
        end_grants(founded_on=seat, basis=Basis.CARE_TEAM, at=now())

        assert Note.objects.count() == 0


def test_an_officer_cannot_write_a_support_note_even_on_the_case(cast: Cast, acting: Acting) -> None:
    person = a_person_with_a_note(cast, acting)
    with acting(cast.officer), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        a_note(person, cast.officer, cast)


def test_the_runtime_changes_neither_logs_nor_grants(cast: Cast, acting: Acting) -> None:
    a_person_with_a_note(cast, acting)
    for statement in (
        "UPDATE audit_entry SET verb = 'x'",
        "DELETE FROM audit_look",
        "TRUNCATE audit_looksubject",
        "INSERT INTO access_grant SELECT * FROM access_grant",
        "UPDATE access_grant SET ends_at = NULL",
        "DELETE FROM access_ceiling",
        "DELETE FROM people_person",
        "UPDATE casework_note SET category = 'plan'",
        "DELETE FROM people_name",
    ):
        with acting(cast.navigator), transaction.atomic(), connection.cursor() as cursor:
            if statement == "DELETE FROM people_name":
                cursor.execute(statement)
                assert cursor.rowcount == 0
            else:
                with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                    cursor.execute(statement)


def a_person_with_a_note(cast: Cast, acting: Acting) -> Person:
    """Somebody downtown whom the officer and the navigator both care for, and who told the navigator a thing."""
    with acting(cast.navigator):
        person = Person.objects.create(
            unit=cast.help, file_number="4F-20917", opened_at=now(), opened_by=cast.navigator
        )
        Name.objects.create(
            person=person, unit=cast.help, kind="legal", text="Josephine M.", is_main=True, added_at=now(),
            added_by=cast.navigator,
        )  # fmt: skip
        for user in (cast.navigator, cast.officer):
            on_the_care_team(person, user)
        Sighting.objects.create(
            person=person, unit=cast.help, at=now(), place="Under the bridge", noted_by=cast.navigator
        )
        a_note(person, cast.navigator, cast)
    return person


def on_the_care_team(person: Person, user: User) -> None:
    grant(
        party=user.pk, subject=person.pk, categories=Category, basis=Basis.CARE_TEAM, founded_on=seat_of(user.pk),
        starts_at=now(),
    )  # fmt: skip


def a_note(person: Person, by: User, cast: Cast) -> None:
    Note.objects.create(
        person=person, unit=cast.help, category=Category.SUPPORT_NOTES, text=SECRET, written_at=now(), written_by=by
    )


def read(acting: Acting, user: User, model: type[Name] | type[Sighting] | type[Note]) -> int:
    with acting(user):
        return model._base_manager.count()


def seat_of(user: UUID) -> UUID:
    """A founding row's id that a test can find again: here the user's own."""
    return user


def founded_by(user: UUID | None) -> UUID:
    return user or new_id()
