"""The training city has exactly the rows that the published counters count, and something on every desk."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from django.db.models import Model
from pytest_django import DjangoDbBlocker

from offramp.access.enums import Role, ServiceRole
from offramp.accounts.models import User
from offramp.accounts.queries import one_of_each_role
from offramp.areas.models import TrainingCity
from offramp.casework.queries import caseload, promises_of
from offramp.config.city.book import Book
from offramp.config.city.ground.members import roster
from offramp.config.city.ground.staff import STAFF, WITH_THE_YOUNG
from offramp.config.city.lives.pace.invitations import AHEAD
from offramp.config.city.loading import SEED, found
from offramp.config.city.present import write_present
from offramp.consent.queries import consents_ending
from offramp.engagement.models import Invitation, Inviter
from offramp.engagement.queries import accepted_ahead
from offramp.engagement.queries import waiting as invitations_waiting
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.roles import Role as DatabaseRole
from offramp.people.queries import safety_cards_to_review, search_people
from offramp.referrals.queries import answers_unseen, called_back, inbox, waiting_for_answer
from offramp.triage.queries import asked_by, dangers, queue
from tests import databases
from tests.conftest import acting_as, point_at

Owner = psycopg.Connection[tuple[object, ...]]
FIRST, LAST = date(2021, 1, 4), date(2024, 6, 30)
PERIOD = "{0} >= '2021-01-04 America/Edmonton' AND {0} < '2024-07-01 America/Edmonton'"
BRANCH = "SELECT {{}} FROM activities_activity WHERE tier = 'branch' AND kind = '{}' AND " + PERIOD.format("at")
PUBLISHED = {
    "interactions": 2837,
    "calls_primary": 951,
    "consultations": 943,
    "on_scene_assists": 579,
    "referrals_assisted": 1796,
    "accepted_individuals": 740,
}
COUNTED = {
    "interactions": BRANCH.format("interaction"),
    "calls_primary": BRANCH.format("call_primary"),
    "consultations": BRANCH.format("consultation"),
    "on_scene_assists": BRANCH.format("on_scene_assist"),
    "referrals_assisted": f"SELECT {{}} FROM triage_assistance WHERE tier = 'core' AND {PERIOD.format('at')}",
    "accepted_individuals": f"SELECT {{}} FROM casework_case WHERE tier = 'core' AND {PERIOD.format('accepted_at')}",
}
MOMENT = {"accepted_individuals": "accepted_at"}


@pytest.fixture(scope="module")
def city(server: Server, worker_id: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database that holds the training city; Django's connection leads there, as the runtime role."""
    name = f"test_{worker_id}_city"
    databases.clone(server, name, databases.template(server, city=True))
    with django_db_blocker.unblock():
        point_at(name)
        yield name
        point_at(f"test_{worker_id}")
    databases.remove(server, name)


@pytest.fixture
def owner(server: Server, city: str) -> Iterator[Owner]:
    """The owner's connection to that database; what it changes is undone."""
    with psycopg.connect(server.url(DatabaseRole.OWNER, city)) as connection:
        yield connection
        connection.rollback()


def counters(owner: Owner) -> dict[str, object]:
    counts = {"accepted_individuals": "count(DISTINCT person_id)"}
    rows = {name: owner.execute(query.format(counts.get(name, "count(*)"))) for name, query in COUNTED.items()}
    return {name: row[0] for name, cursor in rows.items() if (row := cursor.fetchone())}


def test_its_rows_give_exactly_the_published_counters(owner: Owner) -> None:
    assert counters(owner) == PUBLISHED


def test_the_bulletin_tells_the_published_counters(city: str) -> None:
    told = StringIO()

    call_command("bulletin", f"--from={FIRST}", f"--to={LAST}", "--json", stdout=told)

    assert json.loads(told.getvalue()) == PUBLISHED


@pytest.mark.parametrize("name", COUNTED)
def test_one_row_deleted_changes_its_number_alone(owner: Owner, name: str) -> None:
    table = COUNTED[name].split()[3]

    owner.execute(f"DELETE FROM {table} WHERE id = ({COUNTED[name].format('id')} ORDER BY id LIMIT 1)")

    assert counters(owner) == {**PUBLISHED, name: PUBLISHED[name] - 1}


@pytest.mark.parametrize("name", COUNTED)
def test_one_row_moved_out_of_the_period_changes_its_number_alone(owner: Owner, name: str) -> None:
    table, moment = COUNTED[name].split()[3], MOMENT.get(name, "at")

    owner.execute(
        f"UPDATE {table} SET {moment} = '2024-07-01 America/Edmonton'"
        f" WHERE id = ({COUNTED[name].format('id')} ORDER BY id LIMIT 1)"
    )

    assert counters(owner) == {**PUBLISHED, name: PUBLISHED[name] - 1}


def test_the_staff_and_the_roster_of_pace_hold_every_role(owner: Owner) -> None:
    roles = [role for (role,) in owner.execute("SELECT DISTINCT role FROM accounts_posting ORDER BY 1").fetchall()]
    others = len(roster(now().date())) - 1 + len(ServiceRole)

    assert owner.execute("SELECT count(*) FROM accounts_user").fetchone() == (
        len(STAFF) + len(WITH_THE_YOUNG) + others,
    )
    assert roles == sorted([*Role.values, *ServiceRole.values])


def test_the_member_of_pace_whom_one_signs_in_as_is_still_the_same(city: str) -> None:
    examples = {posting.role: posting.user.username for posting in one_of_each_role(at=now())}

    assert examples[Role.PACE_MEMBER] == "nguyen"
    assert examples[Role.PACE_COORDINATOR] == "bouchard"


def test_it_is_marked_as_training_data(owner: Owner) -> None:
    assert owner.execute("SELECT count(*) FROM areas_trainingcity").fetchone() == (1,)


def test_nothing_happens_to_a_person_before_their_file_or_after_their_death(owner: Owner) -> None:
    before = "SELECT count(*) FROM audit_entry e JOIN people_person p ON p.id = e.about WHERE e.at < p.opened_at"
    after = """
    SELECT count(*) FROM audit_entry e JOIN people_statuschange s ON s.person_id = e.about
    WHERE s.status = 'deceased' AND e.at > s.at
      AND e.verb NOT IN ('casework.case_closed', 'casework.seat_ended', 'safety.put_away')
    """

    assert owner.execute(before).fetchone() == (0,)
    assert owner.execute(after).fetchone() == (0,)


def test_every_row_of_a_person_or_an_intake_has_its_audit_row(owner: Owner) -> None:
    for table in ("people_person", "triage_intake", "activities_activity", "casework_case", "referrals_referral"):
        without = (
            f"SELECT count(*) FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM audit_entry e WHERE e.subject = t.id)"
        )
        assert owner.execute(without).fetchone() == (0,), table


def test_a_grant_lasts_no_longer_than_what_it_stands_on(owner: Owner) -> None:
    open_still = "g.ends_at IS NULL OR g.ends_at > statement_timestamp()"
    seats = f"""
    SELECT count(*) FROM access_grant g JOIN casework_seat s ON s.id = g.founded_on
    WHERE ({open_still}) AND s.ends_at IS NOT NULL
    """
    intakes = f"""
    SELECT count(*) FROM access_grant g JOIN triage_intake i ON i.id = g.founded_on
    WHERE ({open_still}) AND i.closed_at IS NOT NULL
    """

    assert owner.execute(seats).fetchone() == (0,)
    assert owner.execute(intakes).fetchone() == (0,)


As = Callable[[str], AbstractContextManager[Actor]]


@pytest.fixture
def as_user(city: str) -> As:
    """Act as somebody of the city: `with as_user("okafor") as by: ...`."""
    return lambda username: acting_as(User.objects.get(username=username))


def test_a_navigator_has_promises_answers_consents_and_cards_before_her(as_user: As) -> None:
    with as_user("okafor") as by:
        viewer, at = Viewer(by), TrainingCity.objects.get().made_at
        due = [promise.due for promise in promises_of(viewer) if isinstance(promise.due, datetime)]
        answers = {seen.referral.state for seen in answers_unseen(viewer, at=at)}

        assert sum(moment < at for moment in due) in range(1, 6)
        assert any(at < moment < at + timedelta(hours=1) for moment in due)
        assert len(caseload(viewer)) >= 6
        assert answers == {"accepted", "asked", "declined"}
        assert waiting_for_answer(viewer, at=at) != []
        assert consents_ending(viewer, at + timedelta(days=7), at=at) != []
        assert 1 <= safety_cards_to_review(viewer, today=at.date()).count() <= 20
        assert [danger.level for danger in dangers(viewer)] == ["danger"]


@pytest.mark.parametrize("officer", ["park", "brandt", "whitford", "deol", "macneil", "castillo", "lefebvre"])
def test_every_team_has_a_queue_and_its_officer_people(as_user: As, officer: str) -> None:
    with as_user(officer) as by:
        queues = [queue(Viewer(by), own).rows for own in by.teams]

        assert all(queues)
        assert caseload(Viewer(by)) != []


@pytest.mark.parametrize("worker", ["lund", "oyelaran", "tran"])
def test_every_agency_worker_has_something_to_answer(as_user: As, worker: str) -> None:
    with as_user(worker) as by:
        assert inbox(Viewer(by), at=now()) != []


def test_an_agency_is_told_that_a_referral_was_called_back(as_user: As) -> None:
    told = 0
    for worker in ("lund", "oyelaran", "tran"):
        with as_user(worker) as by:
            told += len(called_back(Viewer(by)))

    assert told > 0


@pytest.mark.parametrize("officer", ["patel", "lindgren"])
def test_patrol_sees_what_they_asked(as_user: As, officer: str) -> None:
    with as_user(officer) as by:
        assert asked_by(Viewer(by)).rows != []


def test_the_coordinator_finds_what_waits_and_a_member_only_where_pace_goes(as_user: As) -> None:
    with as_user("bouchard") as by:
        assert len(invitations_waiting(Viewer(by))) == 7
        assert len(accepted_ahead(Viewer(by), cursor="", at=now()).rows) == len(AHEAD)
        assert Inviter.objects.count() == Invitation.objects.count() > 1000
    with as_user("nguyen") as by:
        assert len(accepted_ahead(Viewer(by), cursor="", at=now()).rows) == len(AHEAD)
        assert Inviter.objects.count() == 0


def test_its_people_are_found_by_name(as_user: As, owner: Owner) -> None:
    row = owner.execute("SELECT text FROM people_name WHERE kind = 'legal' ORDER BY id LIMIT 1").fetchone()
    assert row is not None
    with as_user("park") as by:
        assert search_people(Viewer(by), str(row[0]), limit=5)[0].score > 0.9


def test_it_is_the_same_city_each_time() -> None:
    first, second = digest_of(), digest_of()

    assert first == second


def digest_of() -> dict[str, list[str]]:
    city = found(datetime(2026, 5, 1, 18, tzinfo=UTC))
    write_present(city, SEED)
    return told(city.book)


def told(book: Book) -> dict[str, list[str]]:
    """Return each row as text, field by field."""
    return {model.__name__: [_words(model, row) for row in rows.values()] for model, rows in book.rows.items()}


def _words(model: type[Model], row: Model) -> str:
    return repr([getattr(row, field.attname) for field in model._meta.concrete_fields if not field.generated])
