"""What is over is destroyed: the key first, then the rows. An old backup brings neither words nor sight back."""

import os
import sys
from pathlib import Path
from time import sleep
from uuid import UUID

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.models import Unit
from offramp.audit.models import Entry
from offramp.diversion import queries
from offramp.diversion.actions import dispose_of_what_is_over, end_school_need
from offramp.diversion.definers import OF_A_MEASURE
from offramp.diversion.enums import MeasureType
from offramp.diversion.models import Measure, Needs
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Viewer
from offramp.kernel.sealed import key_store
from offramp.kernel.sealed.store import Destroyed
from tests.cast import Cast, make_cast
from tests.conftest import acting_as
from tests.diversion.above import TABLES, Above, read_all
from tests.diversion.restoring import backed_up, restored, rows_in_all, run_the_job, sealed_words
from tests.diversion.scene import considered, opened, said
from tests.wall.measure import WholeMeasure, a_whole_measure

WHOLE = os.environ.get("OFFRAMP_PROOF") == "clocks"
GONE = "This was disposed of."


@pytest.fixture
def cast(own_database: str) -> Cast:
    return make_cast(at=now())


@pytest.fixture
def whole(cast: Cast) -> WholeMeasure:
    return a_whole_measure(cast)


def disposals(cast: Cast) -> list[UUID | None]:
    """Return about what the audit says that something was disposed of."""
    with acting_as(cast.privacy):
        return list(Entry.objects.filter(verb="measures.disposed").order_by("position").values_list("about", flat=True))


def test_every_table_about_a_measure_is_disposed_of() -> None:
    about = {model for model in apps.get_app_config("diversion").get_models() if hasattr(model, "measure_id")}

    assert set(OF_A_MEASURE) == about


def test_once_it_is_over_the_key_the_rows_and_the_term_are_gone_and_the_audit_says_so(
    cast: Cast, whole: WholeMeasure, above: Above
) -> None:
    other = considered(cast, said(MeasureType.WARNING))
    term = "SELECT count(*) FROM access_term WHERE subject = %s"
    above.ends_in(whole.measure, -1)
    assert above.rows_of(whole.measure).keys() == set(TABLES)

    run_the_job()

    assert (above.rows_of(whole.measure), above.one(term, [whole.measure])) == ({}, 0)
    assert key_store().key_of(whole.measure) is None
    assert key_store().destroyed_at(whole.measure) is not None
    assert key_store().destroyed_at(whole.note.pk) is not None
    assert above.one(term, [whole.note.pk]) == 0
    assert set(disposals(cast)) == {whole.measure, whole.note.pk}
    assert (above.one(term, [other.pk]), opened(cast, cast.constable)) == (1, [other.pk])
    with acting_as(cast.constable):
        assert Measure.objects.get().grounds == "Seen on camera with two pairs of shoes"


def test_the_audit_tells_no_word_of_what_is_gone(cast: Cast, whole: WholeMeasure, above: Above) -> None:
    above.ends_in(whole.measure, -1)
    run_the_job()

    with acting_as(cast.privacy):
        everything = str(list(Entry.objects.values()))
    assert whole.marks.found_in(everything) == []


def test_what_stands_is_left_alone(cast: Cast, whole: WholeMeasure, above: Above) -> None:
    above.ends_in(whole.measure, 60)
    before = above.rows_of(whole.measure)

    run_the_job()

    assert (above.rows_of(whole.measure), disposals(cast)) == (before, [])
    assert key_store().destroyed_at(whole.measure) is None


def test_twice_is_as_once(cast: Cast, whole: WholeMeasure, above: Above) -> None:
    above.ends_in(whole.measure, -1)

    run_the_job()
    run_the_job()

    assert (above.rows_of(whole.measure), len(disposals(cast))) == ({}, 2)


def test_after_a_stop_between_the_key_and_the_rows_the_next_run_finishes(
    cast: Cast, whole: WholeMeasure, above: Above
) -> None:
    above.ends_in(whole.measure, -1)
    above.execute("ALTER FUNCTION diversion_dispose(uuid) RENAME TO diversion_away", [])
    with pytest.raises(DatabaseError):
        run_the_job()
    assert key_store().destroyed_at(whole.measure) is not None
    assert (set(above.rows_of(whole.measure)), disposals(cast)) == (set(TABLES), [])
    for user in (cast.youth_officer, cast.constable, whole.partner, cast.privacy):
        with acting_as(user):
            assert read_all().rows == {}

    above.execute("ALTER FUNCTION diversion_away(uuid) RENAME TO diversion_dispose", [])
    run_the_job()

    assert (above.rows_of(whole.measure), len(disposals(cast))) == ({}, 2)


def test_what_a_school_no_longer_needs_goes_alone(cast: Cast, whole: WholeMeasure, above: Above) -> None:
    with acting_as(cast.youth_officer) as by:
        end_school_need(note=whole.note.pk, by=by, at=now())

    run_the_job()

    assert above.rows_of(whole.measure).keys() == set(TABLES) - {"diversion_schoolnote"}
    assert key_store().destroyed_at(whole.note.pk) is not None
    assert key_store().destroyed_at(whole.measure) is None
    assert disposals(cast) == [whole.note.pk]


@pytest.mark.parametrize("user", ["youth_officer", "privacy", "administrator", "constable"])
def test_nobody_disposes_by_hand(cast: Cast, whole: WholeMeasure, above: Above, user: str) -> None:
    above.ends_in(whole.measure, -1)
    with acting_as(getattr(cast, user)) as by:
        with pytest.raises(NotPermitted):
            dispose_of_what_is_over(by=by, at=now())
        with connection.cursor() as cursor:
            cursor.execute("SELECT diversion_dispose(%s)", [whole.measure])
            assert cursor.fetchone() == (False,)
        with pytest.raises(DatabaseError), transaction.atomic():
            Measure.objects.all()._raw_delete("default")
    assert above.rows_of(whole.measure).keys() == set(TABLES)


def test_what_disposes_by_itself_reads_nothing_and_takes_nothing_that_stands(
    cast: Cast, whole: WholeMeasure, above: Above
) -> None:
    above.ends_in(whole.measure, 60)
    with transaction.atomic():
        by = act_as_service(role=ServiceRole.MEASURES_CLERK, unit=cast.diversion.pk, at=now())
        assert (read_all().rows, queries.over()) == ({}, [])
        with connection.cursor() as cursor:
            cursor.execute("SELECT diversion_dispose(%s)", [whole.measure])
            assert cursor.fetchone() == (False,)
        assert dispose_of_what_is_over(by=by, at=now()) == []


def test_a_service_without_a_unit_for_diversion_disposes_too(cast: Cast, above: Above) -> None:
    kept = considered(cast, said(MeasureType.WARNING))
    Unit.objects.filter(pk=cast.diversion.pk).update(kind="office")
    above.ends_in(kept.pk, -1)

    run_the_job()

    assert above.rows_of(kept.pk) == {}


@pytest.mark.timeout(300)
def test_an_old_backup_brings_back_rows_that_nobody_reads_and_words_that_do_not_open(
    server: Server,
    worker_id: str,
    cast: Cast,
    whole: WholeMeasure,
    above: Above,
    tmp_path: Path,
    own_database: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ends_at = above.ends_in(whole.measure, 4)
    dump = backed_up(server, own_database, tmp_path)
    while above.one("SELECT statement_timestamp() <= %s", [ends_at]):
        sleep(0.1)
    run_the_job()
    assert above.rows_of(whole.measure) == {}

    with restored(server, dump, f"test_{worker_id}_old"):
        everybody = [user for user in (*cast.everyone, whole.writer, whole.partner) if user != cast.stranger]
        readings = {}
        for user in everybody:
            with acting_as(user):
                readings[user.username] = read_all().rows
        words = sealed_words(server)
        rows = rows_in_all(server)
        _tell(capsys, readings, words, rows)
        run_the_job()
        after = rows_in_all(server)

    assert {user: read for user, read in readings.items() if read} == {}
    assert (set(rows), after) == (set(TABLES), {})
    assert {place for place, said in words.items() if not said} == set()
    assert {each for said in words.values() for each in said} == {GONE}


def test_rows_put_back_by_hand_without_their_term_are_neither_found_nor_counted(cast: Cast, above: Above) -> None:
    kept = considered(cast, said(MeasureType.WARNING))
    above.ends_in(kept.pk, -1)
    for table in ("diversion_measure", "diversion_youngperson"):
        above.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}", [])
    run_the_job()
    for table in ("diversion_measure", "diversion_youngperson"):
        above.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}", [])

    assert above.rows_of(kept.pk) == {"diversion_measure": 1, "diversion_youngperson": 1}
    assert opened(cast, cast.constable) == []
    with acting_as(cast.analyst), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM diversion_fairness('sex', '2020-01-01', '2099-01-01', '2099-01-01')")
        assert cursor.fetchone() == (0,)
    with acting_as(cast.constable):
        assert read_all().rows == {}


def test_a_backup_in_which_the_clock_still_runs_shows_no_word_of_what_was_destroyed_since(
    cast: Cast, whole: WholeMeasure, server: Server, own_database: str, worker_id: str, tmp_path: Path, above: Above
) -> None:
    dump = backed_up(server, own_database, tmp_path)
    with acting_as(cast.youth_officer) as by:
        end_school_need(note=whole.note.pk, by=by, at=now())
    above.ends_in(whole.measure, -1)
    run_the_job()

    with restored(server, dump, f"test_{worker_id}_old"):
        with acting_as(cast.youth_officer) as by:
            record = queries.record_for(Viewer(by), whole.measure, at=now())
            assert record is not None
            assert (record.name, record.measure.grounds, record.born) == (f"{GONE} {GONE}", GONE, None)
            assert [(note.words, note.given_to) for note in record.school] == [(GONE, GONE)]
            with pytest.raises(Destroyed):
                Needs.objects.create(measure_id=whole.measure, by_id=by.user, at=now(), needs="More", strengths="")
        assert {said for words in sealed_words(server).values() for said in words} == {GONE}


def _tell(
    capsys: pytest.CaptureFixture[str],
    readings: dict[str, dict[str, int]],
    words: dict[str, list[str]],
    rows: dict[str, int],
) -> None:
    if WHOLE:
        texts = [each for said in words.values() for each in said]
        told = (
            f"Restored from a backup: {sum(rows.values())} rows of {len(rows)} tables, tried as {len(readings)} people,"
            f" read by {sum(map(bool, readings.values()))}; {len(texts)} sealed texts, of which"
            f" {sum(each != GONE for each in texts)} open."
        )
        with capsys.disabled():
            sys.stdout.write(f"\n{told}\n")
