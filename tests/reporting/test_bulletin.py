"""The six counters of a period: each counts its own rows, by the service's days, and no other's."""

import json
import re
from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from offramp.access.actions import grant
from offramp.access.enums import Basis, Category, Role
from offramp.accounts.models import Team
from offramp.activities.enums import Kind, Outcome
from offramp.activities.models import Activity
from offramp.casework.models import Case
from offramp.kernel.clock import now
from offramp.kernel.embedded import Server
from offramp.kernel.errors import Refused
from offramp.kernel.ids import new_id
from offramp.people.models import Person
from offramp.reporting.queries import as_shown_to, bulletin
from offramp.triage.enums import Door, Level, Urgency
from offramp.triage.models import Assistance, Intake
from tests.cast import Cast, make_cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.databases import as_owner
from tests.ui.reading import flat

EDMONTON = ZoneInfo("America/Edmonton")
FROM, TO = date(2024, 3, 1), date(2024, 3, 31)
INSIDE = datetime(2024, 3, 15, 12, tzinfo=EDMONTON)
FIRST, LAST = datetime(2024, 3, 1, tzinfo=EDMONTON), datetime(2024, 3, 31, 23, 59, 59, tzinfo=EDMONTON)
AFTER = datetime(2024, 4, 1, tzinfo=EDMONTON)
BEFORE = FIRST - timedelta(seconds=1)
TWO_OF_EACH = {
    "interactions": 2,
    "calls_primary": 2,
    "consultations": 2,
    "on_scene_assists": 2,
    "referrals_assisted": 2,
    "accepted_individuals": 2,
}
ROWS = {
    **{
        key: ("activities_activity", "at", f"kind = '{kind}' AND tier = 'branch'")
        for key, kind in zip(list(TWO_OF_EACH)[:4], Kind, strict=True)
    },
    "referrals_assisted": ("triage_assistance", "at", "tier = 'core'"),
    "accepted_individuals": ("casework_case", "accepted_at", "tier = 'core'"),
}
"""Where the rows of each measure are, their time, and which they are."""


def counts(branch: object = None) -> dict[str, int | None]:
    return {figure.key: figure.count for figure in bulletin(FROM, TO, getattr(branch, "pk", None))}


def an_activity(cast: Cast, kind: Kind, *, team: Team, at: datetime = INSIDE) -> None:
    Activity.objects.create(
        kind=kind, unit=cast.help, team=team, tier=team.tier, branch=team.branch, at=at, outcome=Outcome.HELPED,
        logged_at=at, logged_by=cast.officer,
    )  # fmt: skip


def an_accepted_person(cast: Cast, *, team: Team, at: datetime = INSIDE, times: int = 1) -> None:
    person = Person.objects.create(
        unit=cast.help, file_number=new_id().hex[-12:], opened_at=at, opened_by=cast.core_navigator
    )
    grant(
        party=cast.core_navigator.pk, subject=person.pk, categories=[Category.PLAN], basis=Basis.CARE_TEAM,
        founded_on=person.pk, starts_at=now(),
    )  # fmt: skip
    for _ in range(times):
        Case.objects.create(
            person=person, unit=cast.help, team=team, tier=team.tier, accepted_at=at, accepted_by=cast.core_navigator
        )


def an_assisted_referral(cast: Cast, *, team: Team, at: datetime = INSIDE) -> None:
    intake = Intake.objects.create(
        unit=cast.help, door=Door.FROM_PATROL, tier=team.tier, team=team, place="The library", title="Asks for help",
        urgency=Urgency.DAYS, asked_at=at, asked_by=cast.core_officer, level=Level.DAYS, due_at=at,
    )  # fmt: skip
    Assistance.objects.create(intake=intake, unit=cast.help, tier=team.tier, team=team, at=at, by=cast.core_navigator)


def two_of_each(cast: Cast) -> None:
    """Two rows for each measure in the period, and one of each outside it, by the clock or by the tier."""
    for kind in Kind:
        for at in (FIRST, LAST, BEFORE, AFTER):
            an_activity(cast, kind, team=cast.downtown_team, at=at)
        an_activity(cast, kind, team=cast.core_team)
    for at in (FIRST, LAST, BEFORE, AFTER):
        an_accepted_person(cast, team=cast.core_team, at=at)
        an_assisted_referral(cast, team=cast.core_team, at=at)
    an_accepted_person(cast, team=cast.downtown_team)
    an_assisted_referral(cast, team=cast.downtown_team)


@pytest.fixture
def rows(cast: Cast, acting: Acting) -> Cast:
    """The cast, with two rows of each measure in March 2024."""
    with acting(cast.core_navigator):
        two_of_each(cast)
    return cast


@pytest.fixture
def kept_rows(own_database: str) -> str:
    """The same, in a database where the owner can take rows away."""
    cast = make_cast(at=now())
    with acting_as(cast.core_navigator):
        two_of_each(cast)
    return own_database


def test_each_measure_counts_its_own_rows_from_the_first_to_the_last_day(rows: Cast) -> None:
    assert counts() == TWO_OF_EACH


def test_deleting_one_row_lowers_its_number_alone_by_one(kept_rows: str, server: Server) -> None:
    expected = dict(TWO_OF_EACH)
    for key, (table, at, which) in ROWS.items():
        with as_owner(server, kept_rows) as owner:
            owner.execute(f"DELETE FROM {table} WHERE {which} AND {at} = %s", [FIRST])
        expected[key] -= 1

        assert counts() == expected, key


def test_moving_one_row_out_of_the_period_lowers_its_number_alone_by_one(kept_rows: str, server: Server) -> None:
    expected = dict(TWO_OF_EACH)
    for key, (table, at, which) in ROWS.items():
        with as_owner(server, kept_rows) as owner:
            owner.execute(f"UPDATE {table} SET {at} = %s WHERE {which} AND {at} = %s", [AFTER, LAST])
        expected[key] -= 1

        assert counts() == expected, key


def test_an_activity_of_the_core_team_is_in_no_count_of_the_branch_teams(rows: Cast, acting: Acting) -> None:
    with acting(rows.core_officer):
        an_activity(rows, Kind.INTERACTION, team=rows.core_team)

    assert counts() == TWO_OF_EACH


def test_somebody_accepted_twice_in_the_period_is_one_individual(rows: Cast, acting: Acting) -> None:
    with acting(rows.core_navigator):
        an_accepted_person(rows, team=rows.core_team, times=2)

    assert counts() == TWO_OF_EACH | {"accepted_individuals": 3}


def test_a_branch_counts_its_team_alone_and_the_core_team_refuses(rows: Cast) -> None:
    by_branch = {"referrals_assisted": None, "accepted_individuals": None}

    assert counts(rows.downtown) == TWO_OF_EACH | by_branch
    assert counts(rows.west) == dict.fromkeys(TWO_OF_EACH, 0) | by_branch
    assert {figure.untold for figure in bulletin(FROM, TO, rows.west.pk)} == {
        "",
        "The core team serves the whole city: not told by branch.",
    }


def test_a_period_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="The last day is before the first"):
        bulletin(TO, FROM)


def test_an_analyst_is_not_told_small_counts_and_a_supervisor_is(rows: Cast, acting: Acting) -> None:
    with acting(rows.officer):
        for _ in range(3):
            an_activity(rows, Kind.INTERACTION, team=rows.downtown_team)
    figures = bulletin(FROM, TO)

    to_the_analyst = [figure.shown or figure.untold for figure in as_shown_to(Role.ANALYST, figures)]
    to_the_supervisor = [figure.shown for figure in as_shown_to(Role.HELP_SUPERVISOR, figures)]

    assert to_the_analyst == ["5", *["—"] * 5]
    assert {figure.untold for figure in as_shown_to(Role.ANALYST, figures)} == {"", "fewer than 5"}
    assert to_the_supervisor == ["5", "2", "2", "2", "2", "2"]


def test_the_command_prints_json_with_the_published_keys(rows: Cast) -> None:
    out = StringIO()
    call_command("bulletin", "--from", "2024-03-01", "--to", "2024-03-31", "--json", stdout=out)

    assert json.loads(out.getvalue()) == TWO_OF_EACH


def test_the_command_counts_a_branch_and_says_what_it_leaves_out(rows: Cast) -> None:
    out, errors = StringIO(), StringIO()
    call_command(
        "bulletin", "--from", "2024-03-01", "--to", "2024-03-31", "--branch", "Downtown", stdout=out, stderr=errors
    )

    assert out.getvalue().splitlines() == [
        "      2  Interactions with vulnerable individuals",
        "      2  Primary responder to calls for service",
        "      2  Consultations offering advice and resources",
        "      2  On-scene assists to Patrol officers",
        "      —  Core-team referrals assisted",
        "      —  Individuals accepted into case management",
    ]
    assert errors.getvalue().count("not told by branch") == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--from", "2024-02-30", "--to", "2024-03-31"], "“2024-02-30” is not a day"),
        (["--from", "2024-03-31", "--to", "2024-03-01"], "The last day is before the first"),
        (["--from", "2024-03-01", "--to", "2024-03-31", "--branch", "moon"], "There is no branch “moon”"),
    ],
)
def test_the_command_says_what_is_wrong_with_what_was_typed(cast: Cast, options: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("bulletin", *options)


def test_the_page_shows_the_numbers_with_their_definitions(rows: Cast, signed_in: SignedIn) -> None:
    page = signed_in(rows.supervisor).get("/numbers/?from_on=2024-03-01&to_on=2024-03-31")

    assert [figure.shown for figure in page.context["figures"]] == ["2"] * 6
    for figure in page.context["figures"]:
        assert figure.definition in page.content.decode()
    assert page.content.decode().count("Our reading") >= 6


def test_the_branch_that_is_counted_is_marked(rows: Cast, signed_in: SignedIn) -> None:
    code = rows.downtown.code

    page = flat(signed_in(rows.supervisor).get(f"/numbers/?from_on=2024-03-01&to_on=2024-03-31&branch={code}"))

    [marked] = re.findall(r'<a href="(\?[^"]*)" aria-current="page">', page)
    assert f"branch={code}" in marked


def test_the_page_opens_on_last_month(rows: Cast, signed_in: SignedIn) -> None:
    page = signed_in(rows.analyst).get("/numbers/")

    assert page.status_code == 200
    assert page.context["form"].cleaned_data["from_on"].day == 1


def test_the_page_names_the_wrong_day_and_counts_nothing(rows: Cast, signed_in: SignedIn) -> None:
    client = signed_in(rows.supervisor)

    reversed_days = client.get("/numbers/?from_on=2024-03-31&to_on=2024-03-01")
    no_day = client.get("/numbers/?from_on=2024-02-30&to_on=2024-03-01")

    assert (reversed_days.status_code, no_day.status_code) == (422, 422)
    assert "The last day is before the first" in reversed_days.content.decode()
    assert "There is no 2024-02-30 in the calendar" in no_day.content.decode()
    assert (reversed_days.context["figures"], no_day.context["figures"]) == ([], [])


def test_whoever_has_no_use_for_the_numbers_is_refused(rows: Cast, signed_in: SignedIn) -> None:
    statuses = {
        user.username: signed_in(user).get("/numbers/").status_code
        for user in (rows.constable, rows.worker, rows.privacy, rows.administrator, rows.analyst, rows.officer)
    }

    assert statuses == {
        "constable": 403, "worker": 403, "privacy": 403, "administrator": 403, "analyst": 200, "officer": 200,
    }  # fmt: skip
