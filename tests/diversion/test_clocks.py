"""Each record has a clock of its own: until its last second it is read, from the first after it nobody reads it.

All seconds of all roles by `offramp proof clocks`; here a few of each.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from time import sleep
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.utils.timezone import localtime

from offramp.access.enums import Basis, MeasuresCategory, Operation
from offramp.access.queries import bases_of
from offramp.accounts.models import User
from offramp.diversion import queries
from offramp.diversion.actions import (
    check_in,
    consider,
    end_course,
    note_needs,
    open_for_purpose,
    plan_meeting,
    turn_item,
)
from offramp.diversion.enums import TO_A_PROGRAM, CheckedIn, ItemTurn, MeasureType, MeetingKind, Outcome, Part, Purpose
from offramp.diversion.models import Measure
from offramp.diversion.rules import clock_of, last_day
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from tests.cast import Cast, make_cast
from tests.conftest import Acting, acting_as
from tests.diversion.above import TABLES, Above, read_all
from tests.diversion.scene import BORN, brought_to_agreement, considered, opened, said, taken_on, the_program, youth
from tests.wall.measure import a_whole_measure

WHOLE = os.environ.get("OFFRAMP_PROOF") == "clocks"
AHEAD = 1.0
"""How many seconds before its end a record is read first."""
KEPT = {"no_further_action": 6, "warning": 12, "caution": 12, "referral": 18, "charge": 12}
TYPES = list(MeasureType)
WITH_A_CASE = {"diversion_victim", "diversion_victimsaid"}
"""What no purpose opens, but a request of their own what is about themselves."""
READ, DECIDED = Operation.READ, MeasuresCategory.MEASURE


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 22), 18, date(2028, 5, 22)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_months_last(start: date, months: int, last: date) -> None:
    assert last_day(start, months) == last


def test_a_sanction_is_over_two_years_after_the_consent_at_midnight_in_the_service_s_zone() -> None:
    over = clock_of(
        MeasureType.SANCTION, decided_on=date(2026, 5, 1), consented_on=date(2024, 2, 29), kept_months={"sanction": 99}
    )

    assert over == datetime(2026, 3, 1, 7, tzinfo=UTC)  # midnight in Edmonton


@pytest.mark.parametrize("measure", [each for each in TYPES if each != MeasureType.SANCTION])
def test_what_the_law_names_no_end_for_is_kept_as_long_as_the_service_says(measure: MeasureType) -> None:
    over = clock_of(
        measure, decided_on=date(2026, 6, 15), consented_on=date(2020, 1, 1), kept_months={**KEPT, measure: 5}
    )

    assert over == datetime(2026, 11, 16, 7, tzinfo=UTC)


@pytest.mark.parametrize("measure", TYPES)
def test_the_end_of_a_record_follows_from_its_kind_alone(cast: Cast, settings: Any, measure: MeasureType) -> None:
    settings.MEASURES_KEPT_MONTHS = {name: number for number, name in enumerate(KEPT, start=1)}
    at = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # in Edmonton it is still the 22nd
    consented = date(2026, 9, 30)

    with time_machine.travel(at, tick=False):
        kept = considered(cast, said(measure, occurred_on=consented, consented_on=consented))

    sanction = date(2028, 10, 1)
    day = (
        sanction
        if measure == MeasureType.SANCTION
        else last_day(date(2026, 11, 22), settings.MEASURES_KEPT_MONTHS[measure]) + timedelta(days=1)
    )
    assert localtime(kept.ends_at) == localtime(kept.ends_at).replace(hour=0, minute=0, second=0, microsecond=0)
    assert (localtime(kept.ends_at).date(), kept.consented_on) == (
        day,
        consented if measure == MeasureType.SANCTION else None,
    )


def test_the_months_of_the_settings_are_the_service_s_and_no_sanction_is_among_them(settings: Any) -> None:
    assert settings.MEASURES_KEPT_MONTHS == KEPT


def test_a_consent_that_has_not_been_given_yet_starts_no_clock(cast: Cast) -> None:
    tomorrow = localtime(now()).date() + timedelta(days=1)

    with pytest.raises(Refused, match="has not come yet") as refusal:
        considered(cast, said(MeasureType.SANCTION, consented_on=tomorrow))
    assert refusal.value.field == "consented_on"


def test_the_last_day_of_a_sanction_may_still_be_written_down_and_the_day_after_may_not(cast: Cast) -> None:
    today = localtime(now()).date()
    consented = last_day(today + timedelta(days=(today.month, today.day) == (2, 29)), -24)
    last = midnight(last_day(consented, 24) + timedelta(days=1)) - timedelta(seconds=1)

    def written(at: datetime) -> Measure:
        told = said(MeasureType.SANCTION, consented_on=consented, occurred_on=consented)
        with acting_as(cast.constable) as by:
            return consider(said=told, branch=cast.downtown.pk, program=the_program().pk, by=by, at=at)

    assert written(last).ends_at == last + timedelta(seconds=1)
    with pytest.raises(Refused, match="has run out"):
        written(last + timedelta(seconds=1))


def test_a_consent_from_before_it_happened_starts_no_clock_and_one_of_the_same_day_does(cast: Cast) -> None:
    on = localtime(now()).date() - timedelta(days=3)

    with pytest.raises(Refused, match="had not happened yet") as refusal:
        considered(cast, said(MeasureType.SANCTION, occurred_on=on, consented_on=on - timedelta(days=1)))
    assert refusal.value.field == "consented_on"
    assert considered(cast, said(MeasureType.SANCTION, occurred_on=on, consented_on=on)).consented_on == on


@pytest.mark.parametrize("ended", [None, Outcome.COMPLETED, Outcome.NOT_COMPLETED])
def test_a_sanction_s_two_years_run_on_from_the_consent_whatever_became_of_it(
    cast: Cast, acting: Acting, ended: Outcome | None
) -> None:
    kept = considered(cast, said(MeasureType.SANCTION))
    agreed = brought_to_agreement(cast, kept)
    with acting(cast.youth_officer) as by:
        if ended:
            turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=by, at=now())
            end_course(measure=kept.pk, outcome=ended, words="So it was", by=by, at=now())
        held = Measure.objects.get(pk=kept.pk)
    assert kept.consented_on is not None
    assert held.ends_at == kept.ends_at == midnight(last_day(kept.consented_on, 24) + timedelta(days=1))


@pytest.mark.parametrize("measure", TYPES)
def test_the_gate_is_open_in_the_last_second_and_shut_in_the_first_after(
    cast: Cast, acting: Acting, measure: MeasureType
) -> None:
    kept = considered(cast, said(measure))
    with time_machine.travel(kept.ends_at - timedelta(hours=1), tick=False):
        assert opened(cast, cast.constable) == [kept.pk]

    gate = {}
    for name, at in (("last", kept.ends_at - timedelta(seconds=1)), ("first", kept.ends_at)):
        with time_machine.travel(at, tick=False), acting(cast.constable) as by:
            gate[name] = bases_of(by, READ, DECIDED, subject=kept.pk, unit=None, at=now())
            assert queries.purpose_of(by, kept.pk, at=now()) == (Purpose.DECIDING if name == "last" else None)

    assert gate == {"last": {Basis.PURPOSE}, "first": frozenset()}


@dataclass(slots=True)
class Tried:
    """What was read around the end of each kind of record: before it, and from it on."""

    readings: dict[str, int] = field(default_factory=lambda: {"before": 0, "after": 0})
    tables: set[tuple[str, str]] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def readers_of(cast: Cast, measure: UUID) -> list[User]:
    """Return who opened Tessa's record, for each purpose that can be stated; and who may have her case."""
    purposes = {
        cast.constable: Purpose.DECIDING,
        cast.other_youth_officer: Purpose.INVESTIGATING,
        cast.privacy: Purpose.OWN_REQUEST,
    }
    assert all(opened(cast, user, purpose) == [measure] for user, purpose in purposes.items())
    with acting_as(cast.youth_officer) as by:
        return [*purposes, *([cast.youth_officer] if queries.has_case(by, measure) else [])]


@pytest.mark.timeout(600 if WHOLE else 120)
@pytest.mark.parametrize("measure", TYPES)
def test_in_sql_every_table_is_open_until_the_end_and_from_it_on_nothing_is(
    above: Above, measure: MeasureType, capsys: pytest.CaptureFixture[str]
) -> None:
    cast, tried = make_cast(at=now()), Tried()
    kept = considered(cast, said(measure))
    if measure in TO_A_PROGRAM:
        brought_to_agreement(cast, kept)
    there = set(above.rows_of(kept.pk))

    for user in readers_of(cast, kept.pk):
        ends_at = above.ends_in(kept.pk, AHEAD if WHOLE else 0.2)
        with acting_as(user):
            before = _read_over_the_end(ends_at, user.username, tried)
        tried.tables |= {(measure, table) for table in before}
    _tell(
        capsys,
        f"{measure}: {tried.readings['before']} readings of {len(TABLES)} tables before its end,"
        f" {tried.readings['after']} from it on; {len(tried.tables)} tables with rows.",
    )

    assert tried.wrong == []
    assert tried.readings["before"] >= 3
    closed = set() if measure == MeasureType.REFERRAL else WITH_A_CASE  # by any purpose
    assert {table for _, table in tried.tables} >= there - {"diversion_opening"} - closed


def _read_over_the_end(ends_at: datetime, who: str, tried: Tried) -> set[str]:
    """Read on, as whoever acts, until after the end; each reading says by the database's clock when it was made."""
    first, after = read_all(), 0
    assert first.rows, f"{who} reads nothing before the end"
    while after < 3:
        reading = read_all()
        is_over = reading.at >= ends_at
        after += is_over
        tried.readings["after" if is_over else "before"] += 1
        if reading.rows != ({} if is_over else first.rows):
            tried.wrong.append(f"{who} at {reading.at - ends_at} after its end: {reading.rows}")
        sleep(0.02)
    return set(first.rows)


@pytest.mark.timeout(600 if WHOLE else 120)
@pytest.mark.parametrize("decision", sorted(TO_A_PROGRAM))
def test_from_the_end_of_a_whole_record_on_nobody_at_all_reads_a_row_of_it(
    above: Above, decision: MeasureType, capsys: pytest.CaptureFixture[str]
) -> None:
    cast = make_cast(at=now())
    whole = a_whole_measure(cast, decision=decision)
    everybody = [*cast.everyone, whole.writer, whole.partner]
    everybody.remove(cast.stranger)

    def read_by_each() -> dict[str, set[str]]:
        found = {}
        for user in everybody:
            with acting_as(user):
                if rows := read_all().rows:
                    found[user.username] = set(rows)
        return found

    for user, purpose in ((cast.constable, Purpose.DECIDING), (cast.privacy, Purpose.OWN_REQUEST)):
        with acting_as(user) as by:
            open_for_purpose(**whole.called, born=BORN, purpose=purpose, ground="26-104233", by=by, at=now())
    above.ends_in(whole.measure, 60)
    before = read_by_each()
    assert set().union(*before.values()) == set(TABLES)
    above.ends_in(whole.measure, -1)
    assert above.rows_of(whole.measure).keys() == set(TABLES)  # each of them is still there
    assert read_by_each() == {}
    _tell(
        capsys,
        f"A whole record, {len(TABLES)} tables: read by {len(before)} of {len(everybody)} before its end,"
        f" a second after it by 0.",
    )


@pytest.mark.parametrize("measure", TYPES)
def test_a_second_after_its_end_it_is_not_found_not_counted_not_opened_and_not_written(
    above: Above, measure: MeasureType
) -> None:
    cast = make_cast(at=now())
    kept = considered(cast, said(measure))
    if measure in TO_A_PROGRAM:
        taken_on(cast, kept)

    assert _what_is_made_of(cast) == ([kept.pk], 1, True)
    above.ends_in(kept.pk, 60)
    assert _what_is_made_of(cast) == ([kept.pk], 1, True)
    above.ends_in(kept.pk, -1)
    assert _what_is_made_of(cast) == ([], 0, False)


def _what_is_made_of(cast: Cast) -> tuple[list[UUID], int, bool]:
    """Return what is found by the name, how many are counted, and whether a purpose opens any."""
    today = localtime(now()).date()
    with acting_as(cast.youth_officer):
        found = queries.measures_called("Tessa", "Auger", BORN)
    with acting_as(cast.analyst):
        counted = _counted(today - timedelta(days=9), today)
    return found, counted, bool(opened(cast, cast.constable))


def _counted(from_on: date, to_on: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(considered), 0) FROM diversion_fairness('age', %s, %s, %s)", [from_on, to_on, to_on]
        )
        return int(cursor.fetchone()[0])


WRITES: dict[str, Callable[..., Any]] = {
    "needs": lambda **of: note_needs(needs="A tutor", strengths="", **of),
    "a check-in": lambda **of: check_in(how=CheckedIn.PHONE, words="Fine", **of),
}


@pytest.mark.parametrize("what", WRITES)
def test_a_clock_that_ends_during_an_open_case_ends_the_case_for_who_has_it(above: Above, what: str) -> None:
    cast = make_cast(at=now())
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)

    above.ends_in(kept.pk, 60)
    with acting_as(cast.youth_officer) as by:
        WRITES[what](measure=kept.pk, by=by, at=now())
        assert [case.course.measure_id for case in queries.cases_of(Viewer(by), at=now())] == [kept.pk]
    above.ends_in(kept.pk, -1)
    with acting_as(cast.youth_officer) as by:
        viewer = Viewer(by)
        assert (queries.cases_of(viewer, at=now()), queries.record_for(viewer, kept.pk, at=now())) == ([], None)
        assert queries.sitting_for(viewer, agreed.meeting.pk, at=now()) is None
        assert viewer.shown == {}
        with pytest.raises(NotPermitted):
            WRITES[what](measure=kept.pk, by=by, at=now())


def test_of_two_records_of_one_young_person_each_ends_alone(above: Above) -> None:
    cast = make_cast(at=now())
    old, new = considered(cast), considered(cast, said(MeasureType.WARNING, grounds="Seen in the yard at night"))
    assert opened(cast, cast.constable) == [old.pk, new.pk]

    above.ends_in(old.pk, -1)

    assert opened(cast, cast.other_youth_officer) == [new.pk]
    for user in (cast.constable, cast.other_youth_officer):
        with acting_as(user) as by:
            assert [row.grounds for row in Measure.objects.all()] == ["Seen in the yard at night"]
            record = queries.record_for(Viewer(by), new.pk, at=now())
            assert record is not None
            assert (record.name, record.measure.ends_at) == ("Tessa Rose Auger", new.ends_at)


def test_no_meeting_and_no_item_is_planned_for_a_day_on_which_nobody_can_read_it(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)
    last = localtime(kept.ends_at).date() - timedelta(days=1)
    with acting(cast.youth_officer) as by:
        assert queries.items_of(kept.pk)[0].item == agreed.item
        turn_item(
            item=agreed.item.pk,
            turn=ItemTurn.CHANGED,
            due_on=last,
            words="Summer",
            agreed_by=[Part.YOUNG_PERSON],
            by=by,
            at=now(),
        )
        with pytest.raises(Refused, match="closes before that day"):
            turn_item(
                item=agreed.item.pk,
                turn=ItemTurn.CHANGED,
                due_on=last + timedelta(days=1),
                words="Later",
                agreed_by=[Part.YOUNG_PERSON],
                by=by,
                at=now(),
            )
        with pytest.raises(Refused, match="closes before that day"):
            plan_meeting(
                measure=kept.pk,
                kind=MeetingKind.CIRCLE,
                planned_at=kept.ends_at + timedelta(hours=1),
                place="The library",
                name="Nadia",
                by=by,
                at=now(),
            )


def test_a_record_under_an_age_that_is_believed_has_the_same_clock(cast: Cast) -> None:
    kept = considered(cast, said(MeasureType.WARNING, youth=youth(born=None, believed_age=13)))

    assert localtime(kept.ends_at).date() == last_day(localtime(kept.at).date(), 12) + timedelta(days=1)


def _tell(capsys: pytest.CaptureFixture[str], words: str) -> None:
    if WHOLE:
        with capsys.disabled():
            sys.stdout.write(f"\n{words}")
