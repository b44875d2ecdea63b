"""Partners have dates, agencies change their names, free places grow old."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offramp.directory.enums import ServiceKind
from offramp.directory.models import AgencyName, Partnership, Service
from offramp.directory.queries import (
    agencies_open_for_referral,
    agency_name,
    agency_names,
    agency_page,
    find_help,
    kinds_offered,
    long_term_programs,
    services_of,
)
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def at() -> datetime:
    return now()


def test_an_agency_bears_the_name_of_the_day(cast: Cast, today: date) -> None:
    renamed_on = date(2024, 1, 1)
    AgencyName.objects.filter(agency=cast.clinic).update(text="River Health Centre", ends_on=date(2023, 12, 31))
    AgencyName.objects.create(agency=cast.clinic, text="Radial Health", starts_on=renamed_on)

    assert agency_name(cast.clinic.pk, date(2023, 12, 31)) == "River Health Centre"
    assert agency_name(cast.clinic.pk, renamed_on) == "Radial Health"
    assert agency_names([cast.clinic.pk, cast.shelter.pk], today) == {
        cast.clinic.pk: "Radial Health",
        cast.shelter.pk: "The Shelter Society",
    }
    assert agency_name(new_id(), today) == ""


def test_only_partners_of_the_day_are_open_for_referral(cast: Cast, today: date) -> None:
    Partnership.objects.filter(agency=cast.clinic).update(ends_on=today)

    assert set(agencies_open_for_referral(cast.help.pk, today)) == {cast.shelter, cast.clinic}
    assert list(agencies_open_for_referral(cast.help.pk, today + timedelta(days=1))) == [cast.shelter]
    assert list(agencies_open_for_referral(cast.patrol.pk, today)) == []
    assert list(agencies_open_for_referral(None, today)) == []


def test_services_are_those_offered_on_the_day(cast: Cast, today: date) -> None:
    Service.objects.create(
        agency=cast.shelter, name="Winter mats", kind=ServiceKind.SHELTER, starts_on=today + timedelta(days=1)
    )
    Service.objects.create(
        agency=cast.shelter, name="Summer camp", kind=ServiceKind.CULTURE, starts_on=date(2024, 6, 1),
        ends_on=today - timedelta(days=1),
    )  # fmt: skip

    assert list(services_of(cast.shelter.pk, today)) == [cast.beds]
    assert list(long_term_programs(today)) == [cast.beds]
    assert kinds_offered(cast.help.pk, today) == [ServiceKind.HOUSING, ServiceKind.DETOX]


def test_help_is_found_by_kind_by_words_and_by_what_lasts(cast: Cast, today: date, at: datetime) -> None:
    def names(kind: str = "", text: str = "", long_term: bool = False) -> list[str]:
        found = find_help(cast.help.pk, kind=kind, text=text, long_term=long_term, at=at, on=today)
        return [help.service.name for help in found]

    assert names() == ["Detox", "Rooms with a lock"]
    assert names(kind=ServiceKind.DETOX) == ["Detox"]
    assert names(text="shelter society ROOMS") == ["Rooms with a lock"]
    assert names(text="rooms clinic") == []
    assert names(long_term=True) == ["Rooms with a lock"]
    assert names(kind="nonsense") == []


def test_free_places_stand_first_full_ones_last_and_old_numbers_say_so(cast: Cast, today: date, at: datetime) -> None:
    def offer(name: str, places: int, hours_ago: int) -> None:
        Service.objects.create(
            agency=cast.shelter, name=name, kind=ServiceKind.SHELTER, starts_on=date(2024, 1, 1), places=places,
            places_told_at=at - timedelta(hours=hours_ago),
        )  # fmt: skip

    offer("Full tonight", 0, 1)
    offer("Four mats", 4, 2)
    offer("Heard last week", 9, 170)
    offer("Heard last month", 9, 800)
    found = find_help(cast.help.pk, kind=ServiceKind.SHELTER, at=at, on=today)

    told = [(help.service.name, (help.free.count, help.free.is_old) if help.free else None) for help in found]
    assert told == [
        ("Four mats", (4, False)),
        ("Heard last month", None),
        ("Heard last week", (9, True)),
        ("Full tonight", (0, False)),
    ]


def test_the_list_costs_the_same_queries_for_one_and_for_three(cast: Cast, today: date, at: datetime) -> None:
    costs = []
    for more in (0, 2):
        for number in range(more):
            Service.objects.create(
                agency=cast.shelter, name=f"Mats {number}", kind=ServiceKind.HOUSING, starts_on=date(2024, 1, 1)
            )
        with CaptureQueriesContext(connection) as captured:
            assert len(find_help(cast.help.pk, kind=ServiceKind.HOUSING, at=at, on=today)) == 1 + more
        costs.append(len(captured))

    assert costs == [2, 2]


def test_an_agencys_page_tells_its_names_over_time_and_when_it_was_a_partner(
    cast: Cast, today: date, at: datetime
) -> None:
    AgencyName.objects.filter(agency=cast.clinic).update(ends_on=date(2023, 12, 31))
    AgencyName.objects.create(agency=cast.clinic, text="Radial Health", starts_on=date(2024, 1, 1))
    page = agency_page(cast.clinic.pk, at=at, on=today)

    assert page is not None
    assert (page.name, [name.text for name in page.former_names]) == ("Radial Health", ["The River Clinic"])
    assert [(row.unit.name, row.ends_on) for row in page.partnerships] == [("HELP", None)]
    assert [help.service for help in page.services] == [cast.detox]


def test_an_agency_nobody_knows_has_no_page(cast: Cast, today: date, at: datetime) -> None:
    assert agency_page(new_id(), at=at, on=today) is None


def test_an_agency_without_a_name_today_goes_by_its_last_or_its_code(cast: Cast, today: date, at: datetime) -> None:
    AgencyName.objects.filter(agency=cast.clinic).update(ends_on=date(2023, 12, 31))
    AgencyName.objects.filter(agency=cast.shelter).delete()

    pages = [agency_page(agency.pk, at=at, on=today) for agency in (cast.clinic, cast.shelter)]

    assert [page.name for page in pages if page] == ["The River Clinic", "shelter"]
