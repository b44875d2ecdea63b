"""Nobody reads a record without a purpose of the law, stated first, for some hours; and the log says which."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from pytest_django import Settings

from offramp.access.enums import MeasuresCategory
from offramp.access.models import Grant
from offramp.accounts.models import User
from offramp.audit.models import Entry
from offramp.diversion import queries
from offramp.diversion.actions import close_openings, open_for_purpose
from offramp.diversion.enums import MeasureType, Purpose
from offramp.diversion.models import Guardian, Measure, Opening, Victim, YoungPerson
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import Acting, acting_as
from tests.diversion.scene import BORN, considered, opened, said, taken_on, youth

M = MeasuresCategory


def asked(user: User, purpose: str = Purpose.DECIDING, ground: str = "26-104233", **who: Any) -> list[UUID]:
    """Have somebody ask for Tessa Auger, or for whoever is given instead."""
    told: dict[str, Any] = {"given_name": "Tessa", "family_name": "Auger", "born": BORN, **who}
    with acting_as(user) as by:
        return open_for_purpose(purpose=purpose, ground=ground, by=by, at=now(), **told)


def reads(user: User, measure: UUID) -> set[MeasuresCategory]:
    """Return which categories of a record the pages would show somebody now."""
    with acting_as(user) as by:
        record = queries.record_for(Viewer(by), measure, at=now())
        return record.sees if record else set()


MAY = {
    "constable": {Purpose.DECIDING, Purpose.INVESTIGATING},
    "youth_officer": {Purpose.DECIDING, Purpose.INVESTIGATING},
    "privacy": {Purpose.OWN_REQUEST, Purpose.PUTTING_RIGHT},
}


@pytest.mark.parametrize("user", MAY)
@pytest.mark.parametrize("purpose", Purpose)
def test_each_role_states_the_purposes_of_the_law_that_are_its_own(cast: Cast, user: str, purpose: Purpose) -> None:
    kept = considered(cast)

    if purpose in MAY[user]:
        assert asked(getattr(cast, user), purpose) == [kept.pk]
        assert reads(getattr(cast, user), kept.pk)
    else:
        with pytest.raises(Refused, match="few purposes only") as refusal:
            asked(getattr(cast, user), purpose)
        assert refusal.value.field == "purpose"
        assert reads(getattr(cast, user), kept.pk) == set()


@pytest.mark.parametrize("purpose", ["", "curiosity"])
def test_a_purpose_that_is_not_in_the_law_opens_nothing(cast: Cast, purpose: str) -> None:
    considered(cast)

    with pytest.raises(Refused):
        asked(cast.constable, purpose)


@pytest.mark.parametrize(
    "user",
    ["officer", "navigator", "supervisor", "lead", "worker", "coordinator", "pace_member", "analyst", "administrator"],
)
def test_nobody_else_opens_any(cast: Cast, user: str) -> None:
    considered(cast)

    with pytest.raises(NotPermitted):
        asked(getattr(cast, user))


@pytest.mark.parametrize("ground", ["", "   "])
def test_a_purpose_without_the_number_of_a_case_is_refused(cast: Cast, ground: str) -> None:
    considered(cast)

    with pytest.raises(Refused, match="about one case") as refusal:
        asked(cast.constable, ground=ground)
    assert refusal.value.field == "ground"


def test_what_each_purpose_shows(cast: Cast) -> None:
    kept = considered(cast)

    assert asked(cast.constable) == asked(cast.youth_officer) == asked(cast.privacy, Purpose.OWN_REQUEST) == [kept.pk]

    assert reads(cast.constable, kept.pk) == {M.YOUTH, M.MEASURE}
    assert reads(cast.youth_officer, kept.pk) == {M.YOUTH, M.MEASURE}
    assert reads(cast.privacy, kept.pk) == set(M) - {M.CONFERENCE, M.VICTIM}


def test_whoever_asks_for_nobody_gets_nothing_and_the_log_says_that_they_asked(cast: Cast, acting: Acting) -> None:
    considered(cast)

    assert asked(cast.constable, Purpose.INVESTIGATING, family_name="Nobody") == []

    with acting(cast.constable):
        assert (Opening.objects.count(), Measure.objects.count()) == (0, 0)
    with acting(cast.privacy):
        [row] = Entry.objects.filter(verb="measures.asked_for")
        assert (row.actor, row.role, row.fields, row.subject, row.about) == (
            cast.constable.pk,
            "patrol_officer",
            ["investigating"],
            None,
            None,
        )


@pytest.mark.parametrize(
    ("given", "family", "born", "is_found"),
    [
        ("Tessa", "Auger", BORN, True),
        ("tessa rose", "AUGER", BORN, True),
        ("Tessa Marie", "Auger", BORN, True),  # the second name is left out by many
        (" Téssa ", "Augér", BORN, True),
        ("Te\u0301ssa", "Aug\u00e9r", BORN, True),
        ("Tessa-Rose", "Au ger", BORN, True),
        ("Rose Tessa", "Auger", BORN, False),  # the first given name counts
        ("Rose", "Auger", BORN, False),
        ("Tessa", "Augier", BORN, False),
        ("Auger", "Tessa", BORN, False),
        ("Tessa", "Auger", BORN + timedelta(days=1), False),
        ("Tessa", "Auger", date(BORN.year, 9, 5), False),  # day and month changed places
        ("Tessa", "Auger", None, False),
        ("", "", None, False),
    ],
)
def test_a_record_is_found_by_the_first_given_name_the_family_name_and_the_birth_date(
    cast: Cast, given: str, family: str, born: date | None, is_found: bool
) -> None:
    kept = considered(cast)

    found = asked(cast.constable, given_name=given, family_name=family, born=born)

    assert found == ([kept.pk] if is_found else [])


def test_records_of_others_with_the_name_or_the_birthday_stay_closed(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    for other in (youth(born=BORN + timedelta(days=365)), youth(given_name="Tyler"), youth(family_name="Bull")):
        considered(cast, said(MeasureType.WARNING, youth=other))

    assert asked(cast.constable) == [kept.pk]
    with acting(cast.constable):
        assert [row.given_name for row in YoungPerson.objects.all()] == ["Tessa Rose"]


def test_all_records_of_one_young_person_open_for_one_purpose_the_oldest_first(cast: Cast) -> None:
    first, second = considered(cast), considered(cast, said(MeasureType.CAUTION))

    assert asked(cast.constable) == [first.pk, second.pk]


def test_the_digest_is_keyed_so_that_a_copy_of_the_table_tells_no_name(cast: Cast, settings: Settings) -> None:
    considered(cast)
    settings.SECRET_KEY = "another-key-0123456789-0123456789-0123456789-0123456789"

    assert asked(cast.constable) == []


def test_the_log_says_who_asked_for_which_purpose_and_holds_no_name(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    asked(cast.constable, Purpose.INVESTIGATING)

    with acting(cast.privacy):
        told, was_opened = Entry.objects.filter(verb__in=["measures.asked_for", "measures.opened"]).order_by("position")
        [opening] = Opening.objects.all()
        everything = str(list(Entry.objects.values())).lower()
    assert (told.actor, told.fields, was_opened.actor, was_opened.fields) == (
        cast.constable.pk,
        ["investigating"],
        cast.constable.pk,
        ["investigating"],
    )
    assert (was_opened.about, was_opened.subject) == (kept.pk, opening.pk)
    assert (opening.purpose, opening.ground) == ("investigating", "26-104233")
    assert [word for word in ("tessa", "auger", "26-104233") if word in everything] == []


def test_the_privacy_officer_sees_who_opened_what_why_and_nothing_of_it(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    asked(cast.constable)

    with acting(cast.privacy) as by:
        assert list(Opening.objects.values_list("measure_id", "by_id", "purpose")) == [
            (kept.pk, cast.constable.pk, "deciding")
        ]
        assert (Measure.objects.count(), YoungPerson.objects.count()) == (0, 0)
        assert queries.record_for(Viewer(by), kept.pk, at=now()) is None
    with acting(cast.youth_officer):
        assert Opening.objects.count() == 0  # another's


def test_it_is_open_for_the_hours_of_the_settings_and_then_no_longer(cast: Cast, settings: Settings) -> None:
    settings.MEASURE_HOURS = 3
    kept = considered(cast)
    long_ago = now() - timedelta(hours=3)
    with time_machine.travel(long_ago + timedelta(minutes=1), tick=False):
        asked(cast.constable)
    assert reads(cast.constable, kept.pk) == {M.YOUTH, M.MEASURE}

    with time_machine.travel(long_ago - timedelta(minutes=1), tick=False):
        asked(cast.youth_officer)
    assert reads(cast.youth_officer, kept.pk) == set()
    with acting_as(cast.youth_officer) as by:
        assert (Measure.objects.count(), list(queries.openings_of(by, at=now()))) == (0, [])


def test_a_young_person_s_own_request_keeps_it_open_for_thirty_days(cast: Cast) -> None:
    kept = considered(cast)
    with time_machine.travel(now() - timedelta(days=29), tick=False):
        asked(cast.privacy, Purpose.OWN_REQUEST)
    assert reads(cast.privacy, kept.pk) == set(M) - {M.CONFERENCE, M.VICTIM}

    with acting_as(cast.privacy) as by:
        [held] = queries.openings_of(by, at=now())
        assert (held.until_at - held.at, queries.purpose_of(by, kept.pk, at=now())) == (
            timedelta(days=30),
            Purpose.OWN_REQUEST,
        )
        assert queries.openings_of(by, at=held.until_at).count() == 0


@pytest.mark.parametrize(("user", "purpose"), [("constable", Purpose.DECIDING), ("privacy", Purpose.OWN_REQUEST)])
def test_who_closes_it_before_its_time_reads_nothing_with_the_very_next_request(
    cast: Cast, user: str, purpose: Purpose
) -> None:
    kept, reader = considered(cast), getattr(cast, user)
    asked(reader, purpose)
    asked(cast.youth_officer)
    with acting_as(reader) as by:
        assert [held.measure_id for held in queries.openings_of(by, at=now())] == [kept.pk]
        assert close_openings(measure=kept.pk, by=by, at=now()) == 1

    assert reads(reader, kept.pk) == set()
    with acting_as(reader) as by:
        assert (Measure.objects.count(), list(queries.openings_of(by, at=now()))) == (0, [])
        assert queries.purpose_of(by, kept.pk, at=now()) is None
        assert close_openings(measure=kept.pk, by=by, at=now()) == 0
    with acting_as(cast.privacy):
        assert Entry.objects.filter(verb="measures.closed", about=kept.pk).count() == 1
    assert reads(cast.youth_officer, kept.pk)  # another's opening stands


def test_whose_office_it_is_not_closes_none(cast: Cast) -> None:
    kept = considered(cast)
    with acting_as(cast.navigator) as by, pytest.raises(NotPermitted):
        close_openings(measure=kept.pk, by=by, at=now())


def test_who_has_the_case_and_closes_what_they_opened_besides_goes_on_administering(cast: Cast) -> None:
    kept = considered(cast)
    taken_on(cast, kept)
    asked(cast.youth_officer, Purpose.INVESTIGATING)
    with acting_as(cast.youth_officer) as by:
        assert queries.purpose_of(by, kept.pk, at=now()) == Purpose.INVESTIGATING
        close_openings(measure=kept.pk, by=by, at=now())
    with acting_as(cast.youth_officer) as by:
        viewer = Viewer(by)
        assert queries.measure_for(viewer, kept.pk, at=now()) is not None
        assert viewer.purpose == Purpose.ADMINISTERING


def test_a_grant_ends_with_the_record_where_that_comes_first(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    with time_machine.travel(kept.ends_at - timedelta(hours=2), tick=False):
        asked(cast.constable)
        asked(cast.privacy, Purpose.OWN_REQUEST)

    for user in (cast.constable, cast.privacy):
        with acting(user):
            assert list(Grant.objects.filter(party=user.pk).values_list("ends_at", flat=True)) == [kept.ends_at]


def test_an_opening_shows_guardians_and_not_who_was_harmed_to_an_officer(cast: Cast, acting: Acting) -> None:
    considered(cast)
    opened(cast, cast.constable)

    with acting(cast.constable):
        assert ([row.name for row in Guardian.objects.all()], Victim.objects.count()) == (["Marie Auger"], 0)
