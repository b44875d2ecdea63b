"""Two units work by the same pages: neither sees the other's people, in lists, search, record, queue or SQL."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Category, Closeness, Role
from offramp.access.queries import readable
from offramp.accounts.models import Posting, User
from offramp.casework.actions import accept_case
from offramp.casework.models import Case
from offramp.casework.queries import caseload
from offramp.consent.actions import record_consent
from offramp.desk.actions import Office, give_office
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.people.actions import restrict_file
from offramp.people.models import Name
from offramp.people.queries import search_people, to_follow
from offramp.referrals.actions import Item, send_referral
from offramp.referrals.queries import inbox
from offramp.reporting.queries import bulletin
from offramp.triage.actions import claim, log_call, refer_to_help
from offramp.triage.enums import Door, Seen, Urgency
from offramp.triage.models import Intake
from offramp.triage.queries import queue
from tests.casework.files import in_care
from tests.casework.pages import press
from tests.casework.young import NAME, YoungUnit, a_supporter, a_young_person, a_young_unit
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import Scene, terms

ADULT = "Josephine M."


@pytest.fixture
def young(cast: Cast) -> YoungUnit:
    return a_young_unit(cast)


@pytest.fixture
def person(young: YoungUnit, acting: Acting) -> UUID:
    return a_young_person(acting, young.navigator, young.officer)


@pytest.fixture
def adult(cast: Cast, acting: Acting) -> UUID:
    return in_care(cast, acting, ADULT)


def found_by_name(acting: Acting, user: User) -> set[str]:
    with acting(user) as by:
        return {hit.name for name in (NAME, ADULT) for hit in search_people(Viewer(by), name, limit=9)}


def test_a_search_finds_the_people_of_ones_own_unit_alone(
    cast: Cast, acting: Acting, young: YoungUnit, person: UUID, adult: UUID
) -> None:
    ours, theirs = (young.navigator, young.officer, young.supervisor), (cast.navigator, cast.officer, cast.supervisor)

    assert [found_by_name(acting, user) for user in ours] == [{NAME}] * 3
    assert [found_by_name(acting, user) for user in theirs] == [{ADULT}] * 3


def test_a_record_and_each_page_about_somebody_is_not_there_for_the_other_unit(
    cast: Cast, acting: Acting, signed_in: SignedIn, young: YoungUnit, person: UUID, adult: UUID
) -> None:
    a_supporter(acting, young.navigator, person)
    routes = (
        "desk:record", "casework:around", "casework:goals", "casework:team", "casework:add-goal", "people:names",
        "consent:of-person", "consent:choose",
    )  # fmt: skip

    def answers(user: User, about: UUID) -> set[int]:
        client = signed_in(user)
        return {client.get(reverse(route, args=[about])).status_code for route in routes}

    assert (answers(young.navigator, person), answers(cast.navigator, adult)) == ({200}, {200})
    assert (answers(cast.navigator, person), answers(young.navigator, adult)) == ({404}, {404})


@pytest.mark.parametrize("user", ["navigator", "officer", "supervisor", "lead", "worker", "constable", "privacy"])
def test_in_sql_nothing_of_a_young_person_is_there_for_anybody_of_the_other_unit(
    cast: Cast, acting: Acting, young: YoungUnit, person: UUID, user: str
) -> None:
    a_supporter(acting, young.navigator, person)
    tables = ("people_name", "people_particulars", "casework_seat", "casework_supporter", "access_grant")
    asked = " + ".join(
        f"(SELECT count(*) FROM {table} WHERE {'subject' if table == 'access_grant' else 'person_id'} = %(person)s)"
        for table in tables
    )

    def rows(who: User) -> int:
        with acting(who), connection.cursor() as cursor:
            cursor.execute(f"SELECT {asked}", {"person": person})
            return int(cursor.fetchone()[0])

    assert (rows(young.navigator) >= len(tables), rows(getattr(cast, user))) == (True, 0)


def test_each_unit_has_a_queue_of_its_own_and_patrol_chooses_where_somebody_goes(
    cast: Cast, acting: Acting, young: YoungUnit
) -> None:
    def referred(to: UUID | None) -> Intake:
        with acting(cast.constable) as by:
            return refer_to_help(
                door=Door.FROM_PATROL, place="The library", seen=[Seen.NO_HOME], urgency=Urgency.DAYS, caller="",
                branch=cast.downtown.pk, team=to, by=by, at=now(),
            )  # fmt: skip

    theirs, ours = referred(young.team.pk), referred(None)

    assert (theirs.unit_id, theirs.team_id, theirs.tier) == (young.unit.pk, young.team.pk, "citywide")
    assert (ours.unit_id, ours.team_id) == (cast.help.pk, cast.core_team.pk)
    for user, seen in ((young.navigator, theirs), (cast.navigator, ours)):
        with acting(user) as by:
            assert [row.pk for row in queue(Viewer(by), None).rows] == [seen.pk]
    with acting(cast.core_navigator) as by, pytest.raises(NotPermitted):
        claim(intake=theirs.pk, team=None, is_going=False, by=by, at=now())
    with acting(young.navigator) as by:
        assert claim(intake=theirs.pk, team=None, is_going=False, by=by, at=now())
        with pytest.raises(Refused, match="Nobody can be referred to that team"):
            refer_to_help(
                door=Door.FROM_COMMUNITY, place="The library", seen=[Seen.NO_HOME], urgency=Urgency.DAYS,
                caller="A neighbour", team=cast.core_team.pk, by=by, at=now(),
            )  # fmt: skip


def test_a_call_that_somebody_logs_goes_to_their_own_unit_whichever_branch_it_is_in(
    cast: Cast, acting: Acting, young: YoungUnit
) -> None:
    def logged(user: User) -> Intake:
        with acting(user) as by:
            return log_call(
                place="The library", seen=[Seen.NO_HOME], urgency=Urgency.DAYS, on_scene_wanted=False,
                caller="An aunt", branch=cast.west.pk, by=by, at=now(),
            )  # fmt: skip

    assert [logged(user).team_id for user in (young.officer, cast.officer)] == [young.team.pk, cast.west_team.pk]


def test_patrol_is_asked_to_whom_and_a_member_is_not(
    cast: Cast, signed_in: SignedIn, acting: Acting, young: YoungUnit
) -> None:
    page = signed_in(cast.constable).get(reverse("triage:refer"))
    choices = [label for _value, label in page.context["form"].fields["team"].choices]
    said = {"place": "The library", "seen": ["no_home"], "urgency": "days", "team": young.team.pk}
    answer = press(signed_in(cast.constable), reverse("triage:refer"), {**said, "branch": cast.downtown.pk})
    with acting(young.navigator):
        sent = Intake.objects.get()

    assert choices == ["HELP: Core team", "Young people support: Young people support team"]
    assert (answer.status_code, sent.team_id) == (303, young.team.pk)
    own = signed_in(young.navigator).get(reverse("triage:refer"))
    assert ("team" in own.context["form"].fields, "Young people support team" in own.content.decode()) == (False, True)


def test_a_case_of_the_unit_is_accepted_by_its_own_team_and_counts_in_no_bulletin(
    cast: Cast, acting: Acting, young: YoungUnit, person: UUID
) -> None:
    with acting(young.navigator) as by:
        with pytest.raises(Refused, match="not of this unit"):
            accept_case(person=person, team=cast.core_team.pk, reason="", by=by, at=now())
        accept_case(person=person, team=young.team.pk, reason="", by=by, at=now())
        [case] = Case.objects.all()
        assert [row.person for row in caseload(Viewer(by))] == [person]
    with acting(cast.supervisor):
        counted = bulletin(localdate() - timedelta(days=9), localdate())

    assert case.tier == "citywide"
    assert {figure.count for figure in counted} == {0}


def test_the_pages_of_a_unit_offer_its_own_teams_and_staff_alone(
    cast: Cast, signed_in: SignedIn, young: YoungUnit, person: UUID
) -> None:
    client = signed_in(young.navigator)
    accept = client.get(reverse("casework:accept", args=[person])).context["form"]
    teams = [label for _value, label in accept.fields["team"].choices]
    staff = [label for _value, label in accept.fields["seats"].choices]
    home, visits = client.get("/"), client.get(reverse("triage:log-visit"))

    assert teams == ["Choose a team", "Young people support team"]
    assert set(staff) <= {"Sgt. Kiran Aulakh", "Cst. Owen Baptiste"}
    assert [load.label for load in home.context["desk"].loads] == ["Young people support team"]
    assert "Amara Okafor" not in visits.content.decode()
    assert [load.label for load in signed_in(cast.navigator).get("/").context["desk"].loads] == [
        "Core team", "Downtown team", "West team",
    ]  # fmt: skip


def test_an_agency_sees_what_the_unit_sends_it_under_an_agreement_of_that_unit(
    cast: Cast, acting: Acting, signed_in: SignedIn, young: YoungUnit, person: UUID
) -> None:
    client = signed_in(young.navigator)
    chosen = client.get(reverse("consent:choose", args=[person])).context["agencies"]
    said = terms(Scene(cast, acting, person), capacity_finding="Says why")

    assert [name for _key, name in chosen] == ["The Shelter Society"]
    assert client.get(reverse("consent:record", args=[person, cast.clinic.pk])).status_code == 404
    with acting(young.navigator) as by:
        consent = record_consent(person=person, terms=said, by=by, at=now())
        send_referral(
            person=person, agency=cast.shelter.pk, service=cast.beds.pk, hoped_for="A bed", consent=consent.pk,
            items=[Item(Category.IDENTITY, "Name", NAME)], by=by, at=now(),
        )  # fmt: skip
    with acting(cast.worker) as by:
        sent = inbox(Viewer(by), at=now())
        rows_of_the_file = Name.objects.count()
    assert ([each.who for each in sent], rows_of_the_file) == ([NAME], 0)


def test_the_administrator_posts_somebody_to_the_unit_of_the_team_they_choose(
    cast: Cast, acting: Acting, young: YoungUnit
) -> None:
    with acting(cast.administrator) as by:
        for office in (
            Office(Role.NAVIGATOR, agency=cast.shelter.pk, team=young.team.pk),
            Office(Role.HELP_SUPERVISOR, team=young.team.pk),
            Office(Role.HELP_OFFICER, team=cast.west_team.pk),
        ):
            give_office(user=cast.stranger.pk, office=office, by=by, at=now())
        give_office(user=cast.analyst.pk, office=Office(Role.HELP_SUPERVISOR), by=by, at=now())

    held = {row.role: row.unit_id for row in Posting.objects.filter(user=cast.stranger)}
    assert held == {
        Role.NAVIGATOR: young.unit.pk, Role.HELP_SUPERVISOR: young.unit.pk, Role.HELP_OFFICER: cast.help.pk,
    }  # fmt: skip
    assert Posting.objects.get(user=cast.analyst, role=Role.HELP_SUPERVISOR).unit_id == cast.help.pk


def test_a_restricted_file_that_nobody_looks_after_goes_to_a_supervisor_of_its_own_unit(
    cast: Cast, acting: Acting, young: YoungUnit, person: UUID, adult: UUID
) -> None:
    with acting(young.supervisor) as by:
        restrict_file(
            person=person, closeness=Closeness.RELATIVE, reason="A cousin works here in records",
            named=[young.navigator.pk], by=by, at=now(),
        )  # fmt: skip
    with acting(cast.privacy):
        ours, unrestricted = to_follow(person, at=now()), to_follow(adult, at=now())

    assert ([user.name for user in ours], unrestricted) == (["Sgt. Kiran Aulakh"], [])


def test_categories_of_a_young_person_stay_what_they_are_for_each_role_of_their_unit(
    acting: Acting, young: YoungUnit, person: UUID
) -> None:
    def open_to(user: User) -> set[Category]:
        with acting(user) as by:
            return set(readable(by, subject=person, unit=young.unit.pk, at=now()))

    assert open_to(young.navigator) == set(Category)
    assert open_to(young.officer) == {
        Category.IDENTITY, Category.SAFETY, Category.CONTACT_LOG, Category.WHEREABOUTS, Category.PLAN,
    }  # fmt: skip
    assert open_to(young.supervisor) == {Category.IDENTITY, Category.SAFETY, Category.CONTACT_LOG}


def test_find_help_shows_the_partners_of_ones_own_unit(cast: Cast, signed_in: SignedIn, young: YoungUnit) -> None:
    def offered(client: Client) -> set[str]:
        text = client.get(reverse("directory:find")).content.decode()
        return {name for name in ("Rooms with a lock", "Detox") if name in text}

    assert offered(signed_in(young.navigator)) == {"Rooms with a lock"}
    assert offered(signed_in(cast.navigator)) == {"Rooms with a lock", "Detox"}
