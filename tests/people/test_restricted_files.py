"""A restricted file is there for those named on it, and for nobody else: page, search, list, patrol, twin, SQL."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.db.models import Model
from django.utils.timezone import localdate

from offramp.access.actions import keep_restriction, restrict
from offramp.access.enums import Category, Closeness
from offramp.access.models import Grant
from offramp.access.queries import grants_in_force, named_on, readable, restrictions
from offramp.access.wall.tables import wall_of
from offramp.accounts.models import User
from offramp.activities.queries import contact_of
from offramp.audit.queries import LogSieve, entries
from offramp.casework.actions import accept_case, break_glass
from offramp.casework.queries import caseload, promises_of
from offramp.consent.models import Consent
from offramp.consent.queries.consents import officers_covered, officers_on_care_team, officers_opened_to
from offramp.desk.queries.sight import who_sees
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.ids import new_id
from offramp.people.actions import (
    lift_restriction,
    look_up_safety,
    name_on_file,
    restrict_file,
    review_safety_card,
    take_off_file,
    write_safety_card,
)
from offramp.people.enums import GivenName, NameKind
from offramp.people.models import Person
from offramp.people.queries import (
    likely_the_same,
    names_of,
    restricted_file,
    search_people,
    unit_of,
)
from offramp.reporting.enums import Measure
from offramp.reporting.queries import bulletin
from tests.activities.test_logging import a_visit
from tests.casework.files import triaging
from tests.casework.glass_scene import DANGER, NOTHING, a_full_file, reads
from tests.cast import Cast
from tests.conftest import Acting
from tests.desk.record_scene import agreed_for_officers

NAME = "Josephine M."
WHY = "Her brother works in the west team"


@pytest.fixture
def closed(cast: Cast, acting: Acting) -> UUID:
    return a_closed_file(cast, acting)


def a_closed_file(cast: Cast, acting: Acting) -> UUID:
    """In the care of navigator and officer; closed to all but the navigator and the supervisor."""
    person = a_full_file(cast, acting, NAME)
    with acting(cast.supervisor) as by:
        restrict_file(
            person=person, closeness=Closeness.RELATIVE, reason=WHY, named=[cast.navigator.pk], by=by, at=now()
        )
    return person


def off_it(cast: Cast) -> list[User]:
    """Everyone who is not named, and looks after nothing: the officer on the care team among them."""
    named = (cast.navigator, cast.supervisor, cast.privacy, cast.stranger)
    return [user for user in cast.everyone if user not in named]


def test_for_those_named_it_is_a_file_like_any_other(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.navigator) as by:
        assert set(readable(by, subject=closed, unit=unit_of(closed), at=now())) == set(Category)
        assert [found.person for found in search_people(Viewer(by), "Josephine")] == [closed]
        assert [row.person for row in caseload(Viewer(by))] == [closed]
    with acting(cast.supervisor) as by:
        assert set(readable(by, subject=closed, unit=unit_of(closed), at=now())) == {
            Category.IDENTITY,
            Category.SAFETY,
            Category.CONTACT_LOG,
        }


def test_to_everybody_else_there_is_nobody(cast: Cast, acting: Acting, closed: UUID) -> None:
    for user in off_it(cast):
        assert reads(acting, user, closed) == NOTHING, user.username
        with acting(user) as by:
            viewer = Viewer(by)
            assert (unit_of(closed), names_of(viewer, [closed])) == (None, {}), user.username
            assert readable(by, subject=closed, unit=unit_of(closed), at=now()) == {}, user.username
            assert list(grants_in_force(by, [closed], at=now())) == [], user.username
            assert (restrictions(), restricted_file(viewer, closed)) == ([], None), user.username


def test_in_sql_not_one_row_of_theirs_opens_to_who_is_not_named(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.navigator) as by:
        accept_case(person=closed, team=cast.downtown_team.pk, reason="Wants a home", by=by, at=now())
        tables = {model._meta.db_table: count_of(model, closed) for model in of_a_person()}

    assert {table for table, rows in tables.items() if rows} >= {
        "people_person", "people_name", "people_sighting", "casework_seat", "casework_goal", "casework_note",
        "casework_case",
    }  # fmt: skip
    for user in off_it(cast):
        with acting(user):
            for model in of_a_person():
                assert count_of(model, closed) == 0, (user.username, model._meta.db_table)
            assert Grant.objects.filter(subject=closed).count() == 0


def of_a_person() -> list[type[Model]]:
    """Return every guarded table that names a person in each row, as the runtime role may ask it."""
    guarded = [model for model in apps.get_models() if hasattr(model, "wall") and not wall_of(model).hidden]
    return [model for model in guarded if wall_of(model).person]


def count_of(model: type[Model], person: UUID) -> int:
    return model._base_manager.filter(**{wall_of(model).person: person}).count()


def test_what_answers_of_consents_without_showing_them_answers_those_named_alone(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting, NAME)
    agreed_for_officers(cast, acting, person)
    with acting(cast.navigator):
        consent = Consent.objects.get(person=person)
    with acting(cast.supervisor) as by:
        restricting(cast, person)(by)

    def answers() -> tuple[bool, bool, bool]:
        covered = officers_covered(person, at=now())
        return bool(officers_on_care_team(person)), bool(covered), bool(officers_opened_to(consent.pk))

    with acting(cast.navigator):
        assert answers() == (True, True, True)
    for user in off_it(cast):
        with acting(user):
            assert answers() == (False, False, False), user.username


def test_the_runtime_reads_and_writes_no_restriction_itself(cast: Cast, acting: Acting, closed: UUID) -> None:
    for user in (cast.supervisor, cast.colleague):
        for statement in (
            "SELECT 1 FROM access_restriction",
            "SELECT 1 FROM access_named",
            "SELECT 1 FROM people_twin",
            "UPDATE access_restriction SET lifted_at = now()",
            "DELETE FROM access_named",
        ):
            with acting(user), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                ask(statement)


def test_no_triage_nor_fresh_grant_opens_it(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.colleague) as by:
        triaging(closed, cast.colleague)
        assert readable(by, subject=closed, unit=unit_of(closed), at=now()) == {}

    assert reads(acting, cast.colleague, closed) == NOTHING


@pytest.mark.parametrize("text", [NAME, "Josephine", "josefine m", "M. Josephine", "Jos", "Josephine 1992"])
def test_no_search_finds_it_however_it_is_typed(cast: Cast, acting: Acting, closed: UUID, text: str) -> None:
    for user in (cast.officer, cast.colleague, cast.other_navigator, cast.core_navigator):
        with acting(user) as by:
            assert search_people(Viewer(by), text) == [], user.username
            assert likely_the_same(Viewer(by), [GivenName(NameKind.LEGAL, text)], year=None) == []


def test_its_number_finds_nothing_either(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.navigator) as by:
        number = Person.objects.get(pk=closed).file_number
        assert [found.person for found in search_people(Viewer(by), number)] == [closed]

    with acting(cast.officer) as by:
        assert search_people(Viewer(by), number) == []


def test_it_leaves_the_lists_and_counts_of_who_worked_with_them(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.officer) as by:
        assert (caseload(Viewer(by)), promises_of(Viewer(by))) == ([], [])
        assert Person.objects.count() == 0


def test_what_was_done_with_nobody_named_is_written_and_read_as_ever(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.colleague) as by:
        visit = a_visit(cast, by, people=[], unnamed=1, facts="Gave a blanket.")

    for user in (cast.colleague, cast.officer, cast.supervisor):
        with acting(user) as by:
            assert [words.text for words in contact_of(Viewer(by), visit).facts] == ["Gave a blanket."], user.username
    assert reads(acting, cast.colleague, closed) == NOTHING


def test_patrol_finds_no_card_of_it(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting, NAME)
    with acting(cast.navigator) as by:
        card = write_safety_card(person=person, approach="Speak from the front", by=by, at=now())
        review_safety_card(card=card.pk, review_on=localdate() + timedelta(days=90), by=by, at=now())

    def found() -> int:
        with acting(cast.constable) as by:
            return look_up_safety(incident="26-104233", name=NAME, by=by, at=now()).cards

    before = found()
    with acting(cast.supervisor) as by:
        restricting(cast, person)(by)

    assert (before, found()) == (1, 0)


def test_danger_to_life_does_not_open_it(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.supervisor) as by:
        name_on_file(person=closed, user=cast.core_officer.pk, by=by, at=now())

    for user in (cast.colleague, cast.officer, cast.other_navigator):
        with acting(user) as by, pytest.raises(NotPermitted, match="There is nothing here"), transaction.atomic():
            break_glass(person=closed, reason=DANGER, by=by, at=now())
    with acting(cast.core_officer) as by, pytest.raises(Refused, match="Amara Okafor") as refused:
        break_glass(person=closed, reason=DANGER, by=by, at=now())
    assert "Cst. Tom Lefebvre" not in str(refused.value)


def test_the_bulletin_counts_it(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting, NAME)
    with acting(cast.navigator) as by:
        accept_case(person=person, team=cast.core_team.pk, reason="Wants a home", by=by, at=now())

    def accepted() -> int | None:
        with acting(cast.analyst):
            figures = bulletin(localdate(), localdate())
            return next(figure.count for figure in figures if figure.key == Measure.ACCEPTED_INDIVIDUALS)

    before = accepted()
    with acting(cast.supervisor) as by:
        restricting(cast, person)(by)

    assert (before, accepted()) == (1, 1)


def test_naming_opens_and_taking_off_closes_for_the_very_next_query(cast: Cast, acting: Acting, closed: UUID) -> None:
    def officer_finds() -> int:
        with acting(cast.officer) as by:
            return len(search_people(Viewer(by), NAME))

    with acting(cast.supervisor) as by:
        name_on_file(person=closed, user=cast.officer.pk, by=by, at=now())
    named = officer_finds()
    with acting(cast.supervisor) as by:
        take_off_file(person=closed, user=cast.officer.pk, by=by, at=now())

    assert (named, officer_finds()) == (1, 0)
    assert reads(acting, cast.officer, closed) == NOTHING


def test_lifted_it_is_as_before(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.supervisor) as by:
        lift_restriction(person=closed, by=by, at=now())
        assert restricted_file(Viewer(by), closed) is None

    with acting(cast.officer) as by:
        assert [row.person for row in caseload(Viewer(by))] == [closed]
    with acting(cast.colleague) as by:
        assert [found.person for found in search_people(Viewer(by), NAME)] == [closed]


def test_only_a_supervisor_of_the_unit_restricts_and_only_a_named_one_changes_it(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting, NAME)
    for user in (cast.navigator, cast.officer, cast.lead, cast.privacy, cast.administrator, cast.constable):
        with acting(user) as by, pytest.raises(NotPermitted), transaction.atomic():
            restricting(cast, person)(by)
        with acting(user) as by, pytest.raises(ProgrammingError, match="only a supervisor"), transaction.atomic():
            restrict(subject=person, closeness=Closeness.KNOWN, reason=WHY, named=[by.user], at=now())
    second = another_supervisor(cast)
    with acting(cast.supervisor) as by:
        restricting(cast, person)(by)
        [restriction] = restrictions(subject=person)

    with acting(second) as by:
        for deed in (
            lambda: name_on_file(person=person, user=second.pk, by=by, at=now()),
            lambda: take_off_file(person=person, user=cast.navigator.pk, by=by, at=now()),
            lambda: lift_restriction(person=person, by=by, at=now()),
            lambda: restricting(cast, person)(by),
        ):
            with pytest.raises(NotPermitted, match="no such file"), transaction.atomic():
                deed()
        for deed_in_sql in ("name", "take_off", "lift"):
            with pytest.raises(ProgrammingError, match="only a supervisor"), transaction.atomic():
                keep_restriction(restriction=restriction.pk, deed=deed_in_sql, user=second.pk, at=now())


def test_what_a_restriction_needs(cast: Cast, acting: Acting) -> None:
    person = a_full_file(cast, acting, NAME)
    with acting(cast.supervisor) as by:
        for named, reason, said in (
            ([cast.navigator.pk], "family", "few words why"),
            ([cast.officer.pk], WHY, "Nobody named is a navigator"),
            ([cast.navigator.pk, cast.worker.pk], WHY, "They do not work in this unit"),
            ([cast.navigator.pk, new_id()], WHY, "They do not work in this unit"),
        ):
            with pytest.raises(Refused, match=said), transaction.atomic():
                restrict_file(person=person, closeness=Closeness.RELATIVE, reason=reason, named=named, by=by, at=now())
        with pytest.raises(NotPermitted, match="no such file"), transaction.atomic():
            lift_restriction(person=person, by=by, at=now())
        restricting(cast, person)(by)
        with pytest.raises(Refused, match="restricted already"), transaction.atomic():
            restricting(cast, person)(by)
        with pytest.raises(Refused, match="named already"), transaction.atomic():
            name_on_file(person=person, user=cast.navigator.pk, by=by, at=now())
        with pytest.raises(Refused, match="No navigator would be named"), transaction.atomic():
            take_off_file(person=person, user=cast.navigator.pk, by=by, at=now())
        with pytest.raises(Refused, match="You look after"), transaction.atomic():
            take_off_file(person=person, user=by.user, by=by, at=now())
        with pytest.raises(NotPermitted), transaction.atomic():
            restricting(cast, new_id())(by)
        [restriction] = restrictions()
        assert named_on(restriction.pk) == [cast.supervisor.pk, cast.navigator.pk]


def test_who_can_see_them_names_those_who_can_and_nobody_else(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.privacy) as by:
        sights = who_sees(Viewer(by), closed, at=now()) or []
    with acting(cast.officer) as by:
        assert who_sees(Viewer(by), closed, at=now()) is None

    assert {sight.user for sight in sights if sight.user} == {cast.navigator.pk}
    assert {(sight.role, sight.many) for sight in sights if not sight.user} == {
        ("navigator", 1),
        ("help_supervisor", 1),
    }


def test_each_change_is_written_down_without_its_words(cast: Cast, acting: Acting, closed: UUID) -> None:
    with acting(cast.supervisor) as by:
        name_on_file(person=closed, user=cast.officer.pk, by=by, at=now())
        take_off_file(person=closed, user=cast.officer.pk, by=by, at=now())
        lift_restriction(person=closed, by=by, at=now())

    with acting(cast.privacy):
        found = entries(LogSieve(what="person.", whom=closed)).order_by("id")
        assert [row.verb for row in found if row.actor == cast.supervisor.pk] == [
            "person.restricted",
            "person.named",
            "person.taken_off",
            "person.restriction_lifted",
        ]


def restricting(cast: Cast, person: UUID) -> Callable[[Actor], UUID]:
    def act(by: Actor) -> UUID:
        return restrict_file(
            person=person,
            closeness=Closeness.RELATIVE,
            reason=WHY,
            named=[cast.navigator.pk],
            by=by,
            at=now(),
        )

    return act


def another_supervisor(cast: Cast) -> User:
    cast.core_officer.postings.update(role="help_supervisor")
    return cast.core_officer


def ask(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
