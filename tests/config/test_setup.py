"""`offramp setup`: a service begins from one file and is put right by it; what can't be is named, and nothing done."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils.timezone import localdate

from offramp.accounts.models import Posting, Team, Unit, User
from offramp.areas.models import Branch, CoverageHours, Neighbourhood, TrainingCity
from offramp.audit.models import Entry
from offramp.directory.models import Agency, AgencyName, Partnership, Service
from offramp.directory.queries import agency_name
from offramp.kernel.clock import now
from offramp.kernel.database import PROJECT
from offramp.kernel.embedded import Server
from offramp.kernel.roles import Role
from tests.conftest import connected_as

HOURS = 'branch north: hours are written "mon-fri 07:00-23:00", or "07:00-23:00" for each day.'
BEDS = "agency open-door, service Withdrawal beds"
EXAMPLE = (PROJECT / "docs" / "guide" / "service.toml").read_text()


@pytest.fixture
def as_owner(server: Server, own_database: str) -> Iterator[None]:
    """An empty database of this test alone, in its owner's hands."""
    with connected_as(server.url(Role.OWNER, own_database)):
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "service.toml"


def set_up(file: Path, text: str = EXAMPLE, *, check: bool = False) -> list[str]:
    """Run the command with this in the file, and return what it said."""
    file.write_text(text)
    said = StringIO()
    call_command("setup", str(file), check=check, stdout=said)
    return said.getvalue().splitlines()


def refused(file: Path, text: str) -> list[str]:
    with pytest.raises(CommandError) as caught:
        set_up(file, text)
    first, *problems = str(caught.value).splitlines()
    assert first == "Nothing was done:"
    return problems


@pytest.mark.usefixtures("as_owner")
def test_the_example_makes_a_whole_service_and_its_administrator_signs_in(file: Path, client: Client) -> None:
    said = set_up(file)

    assert [branch.name for branch in Branch.objects.all()] == ["Downtown", "North"]
    assert [(row.name, row.branch.code) for row in Neighbourhood.objects.select_related("branch")] == [
        ("Northgate", "north"), ("Old Town", "downtown"), ("Riverside", "downtown"),
    ]  # fmt: skip
    assert {unit.kind: unit.name for unit in Unit.objects.all()} == {
        "patrol": "Patrol", "help": "HELP", "pace": "PACE", "prevention": "Crime Prevention & Diversion",
        "diversion": "Diversion", "office": "Privacy and records", "young": "Young people support",
    }  # fmt: skip
    assert [(team.name, team.tier, team.unit.kind) for team in Team.objects.select_related("unit")] == [
        ("Core team", "core", "help"), ("Downtown team", "branch", "help"), ("North team", "branch", "help"),
        ("Young people support team", "citywide", "young"),
    ]  # fmt: skip
    hours = CoverageHours.objects.filter(branch__code="downtown").values_list("weekday", "starts", "ends")
    assert [f"{day} {starts:%H:%M}-{ends:%H:%M}" for day, starts, ends in hours] == [
        "0 00:00-02:00", *(f"{day} 07:00-23:00" for day in range(5)), "5 10:00-23:59", "6 00:00-02:00", "6 10:00-23:59",
    ]  # fmt: skip
    agency = Agency.objects.get()
    assert (agency_name(agency.pk, localdate()), agency.phone, agency.website) == (
        "The Open Door", "555-0100", "https://open-door.example",
    )  # fmt: skip
    assert sorted(Partnership.objects.values_list("unit__kind", "seats")) == [("help", 2), ("young", 0)]
    assert [(row.name, row.reveals, row.places, str(row.ends_on)) for row in Service.objects.all()] == [
        ("Beds for tonight", "plan", 14, "None"), ("Withdrawal beds", "health", None, "2027-12-31"),
    ]  # fmt: skip
    assert Partnership.objects.get(unit__kind="help").seats == 2
    posting = Posting.objects.select_related("user", "unit").get()
    assert (posting.user.username, posting.role, posting.unit) == (
        "first.admin", "administrator", Unit.objects.get(kind="office"),
    )  # fmt: skip
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["account.opened", "account.office_given", "service.set_up"]

    path = said[-1].partition("127.0.0.1:8000")[2]
    assert "Set your password" in client.get(path, follow=True).content.decode()


@pytest.mark.usefixtures("as_owner")
def test_a_second_run_does_nothing_and_a_changed_file_changes_what_it_says(file: Path) -> None:
    set_up(file)
    again = set_up(file)
    changed = EXAMPLE.replace('name = "North"', 'name = "Northside"').replace("places = 14", "places = 3")
    changed = changed.replace('["08:00-20:00"]', '["22:00-24:00"]').replace("seats = 2", "seats = 4")
    said = set_up(file, changed)

    assert again == ["All is as the file says."]
    assert said == [
        "Changed: branch Northside (name)",
        "Changed: team Northside team (name)",
        "Set: hours of Northside",
        "Changed: partnership of HELP with The Open Door since 2026-01-05 (seats)",
        "Changed: service Beds for tonight of The Open Door (places, places_told_at)",
    ]
    assert User.objects.count() == 1
    assert [f"{row.starts:%H:%M}-{row.ends:%H:%M}" for row in CoverageHours.objects.filter(branch__code="north")] == [
        "22:00-23:59"
    ] * 7


@pytest.mark.usefixtures("as_owner")
def test_another_name_of_an_agency_is_borne_from_today_and_the_old_one_before(file: Path) -> None:
    set_up(file)
    renamed = EXAMPLE.replace('"The Open Door"', '"The Wide Door"')
    set_up(file, renamed)
    again = set_up(file, renamed)
    set_up(file, EXAMPLE.replace('"The Open Door"', '"The Widest Door"'))

    today = localdate()
    names = [(row.text, row.starts_on, row.ends_on is None) for row in AgencyName.objects.order_by("id")]
    assert names == [("The Open Door", None, False), ("The Widest Door", today, True)]
    assert again == ["All is as the file says."]


@pytest.mark.usefixtures("as_owner")
def test_what_the_file_no_longer_has_is_kept_and_named(file: Path) -> None:
    set_up(file)
    without = (
        EXAMPLE.partition('[[branch]]\ncode = "north"')[0] + "[administrator]" + EXAMPLE.partition("[administrator]")[2]
    )

    assert set_up(file, without) == [
        "All is as the file says.",
        "Kept, though the file does not have it: branch North",
        "Kept, though the file does not have it: neighbourhood Northgate",
        "Kept, though the file does not have it: agency open-door",
        "Kept, though the file does not have it: service Beds for tonight of open-door",
        "Kept, though the file does not have it: service Withdrawal beds of open-door",
    ]
    assert Branch.objects.count() == 2


@pytest.mark.usefixtures("as_owner")
def test_with_check_it_says_what_would_be_done_and_does_nothing(file: Path) -> None:
    said = set_up(file, check=True)

    assert ("New: branch Downtown" in said, said[-1]) == (True, "Only said, not done.")
    assert (Branch.objects.count(), User.objects.count(), Entry.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('code = "north"', "", "branch North: code is missing."),
        ("seats = 2", 'seats = "two"', "agency open-door: seats must be a number."),
        ("seats = 2", "seats = true", "agency open-door: seats must be a number."),
        ('["Northgate"]', "[7]", "branch north: neighbourhoods must be a list of words in quotes."),
        ("since = 2026-01-05\nuntil", 'since = "soon"\nuntil', f"{BEDS}: since must be a day such as 2026-01-31."),
        ("until = 2027", "until = 2025", f"{BEDS} ends before it begins."),
        ('"08:00-20:00"', '"8 to 20"', HOURS),
        ('"08:00-20:00"', '"someday 08:00-20:00"', HOURS),
        ('"08:00-20:00"', '"08:00-29:00"', HOURS),
        ('code = "north"', 'code = "downtown"', "The branch code downtown is there twice."),
        ('["Northgate"]', '["Riverside"]', "The neighbourhood Riverside is there twice."),
        ('help = "HELP"', 'hlep = "HELP"', "units: nothing is called hlep here. Take it out."),
        ('help = "HELP"', "help = 1", "units: help must be words in quotes."),
        ('core_team = "Core team"', "core_team = 1", "core_team must be words in quotes."),
        ("young_people_team =", "young_people =", "Nothing is called young_people here. Take it out."),
        ('["help", "young"]', '["help", "pace"]', "agency open-door: units can be help and young."),
        ("core_team =", "core_teams =", "Nothing is called core_teams here. Take it out."),
        ("seats = 2", "seat = 2", "agency open-door: nothing is called seat here. Take it out."),
        ('[administrator]', '[[administrator]]', "administrator is no table. Write its parts below it, a line each."),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_named_with_its_place(
    as_owner: None, file: Path, before: str, after: str, problem: str
) -> None:
    assert problem in refused(file, EXAMPLE.replace(before, after, 1))
    assert Unit.objects.count() == 0


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('"shelter"', '"sheltr"', "service Beds for tonight of The Open Door: kind: Value 'sheltr' is not"),
        ('"https://open-door.example"', '"open door"', "agency The Open Door: website: Enter a valid URL."),
        ('code = "north"', 'code = "the north"', "branch North: code: "),
        ('"Downtown"', f'"{"x" * 90}"', f"branch {'x' * 90}: name: "),
    ],
)  # fmt: skip
def test_what_the_database_would_not_take_is_named_and_nothing_is_done(
    as_owner: None, file: Path, before: str, after: str, problem: str
) -> None:
    assert [line for line in refused(file, EXAMPLE.replace(before, after, 1)) if line.startswith(problem)]
    assert Unit.objects.count() == 0


@pytest.mark.usefixtures("as_owner")
def test_what_is_no_file_of_that_kind_is_told(file: Path) -> None:
    assert refused(file, "name: yaml")[0].startswith("This is no TOML file: ")


@pytest.mark.usefixtures("as_owner")
def test_the_training_city_is_left_as_it_is(file: Path) -> None:
    TrainingCity.objects.create(made_at=now())

    with pytest.raises(CommandError, match="holds the training city"):
        set_up(file)
