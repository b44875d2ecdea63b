"""Somebody with offices in two units is in each the one and not the other: what a unit's work opened stays there."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.actions import grant
from offramp.access.enums import Basis, Category, Role
from offramp.access.queries import grants_in_force, readable, writable
from offramp.accounts.models import Membership, Posting, User
from offramp.casework.actions import break_glass, cover, seat, write_note
from offramp.casework.queries import caseload
from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.people.queries import unit_of
from offramp.triage.actions import claim, link_person
from tests.casework.files import CANARY, a_person, in_care
from tests.casework.young import NAME, YoungUnit, a_young_person, a_young_unit
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.triage.scenes import an_ask

ADULT = "Josephine M."
TABLES = ("people_person", "people_name", "casework_seat", "casework_note", "access_grant")


@pytest.fixture
def young(cast: Cast) -> YoungUnit:
    return a_young_unit(cast)


@pytest.fixture
def adult(cast: Cast, acting: Acting) -> UUID:
    """Somebody of HELP whom the navigator cares for; what she told stands in a note."""
    return told_to(acting, cast.navigator, in_care(cast, acting, ADULT))


@pytest.fixture
def minor(cast: Cast, acting: Acting, young: YoungUnit, both: dict[str, UUID]) -> UUID:
    """Somebody of the young people's unit, for whom the same navigator steps in there in the other office."""
    person = a_young_person(acting, young.navigator, young.officer)
    with acting_as(cast.navigator, posting=both["young"]) as by:
        cover(navigator=young.navigator.pk, reason="She is ill", until=localdate(), by=by, at=now())
    return told_to(acting, young.navigator, person)


@pytest.fixture
def both(cast: Cast, young: YoungUnit) -> dict[str, UUID]:
    """HELP's navigator is the lead of the young people's unit too: on a case a lead sees as much."""
    long_ago = now() - timedelta(days=800)
    second = Posting.objects.create(
        user=cast.navigator, role=Role.NAVIGATOR_LEAD, unit=young.unit, agency=cast.shelter.pk, starts_at=long_ago
    )
    Membership.objects.create(user=cast.navigator, team=young.team, starts_at=long_ago)
    first = Posting.objects.get(user=cast.navigator, unit=cast.help)
    return {"help": first.pk, "young": second.pk}


def told_to(acting: Acting, user: User, person: UUID) -> UUID:
    with acting(user) as by:
        write_note(person=person, text=CANARY, category=Category.SUPPORT_NOTES, source="", by=by, at=now())
    return person


def in_office(client: Client, posting: UUID) -> Client:
    """Change office, as the page does."""
    assert client.post("/office/", {"posting": str(posting)}).status_code == 302
    return client


def rows_of(person: UUID) -> list[int]:
    """Return how many rows of somebody each table has for whoever acts, in SQL."""
    keys = {"people_person": "id", "access_grant": "subject"}
    found = []
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {keys.get(table, 'person_id')} = %s", [person])
            found.append(int(cursor.fetchone()[0]))
    return found


@pytest.mark.parametrize(("here", "there"), [("help", "young"), ("young", "help")])
def test_in_one_office_nothing_opens_of_whom_one_cares_for_in_the_other(
    cast: Cast, acting: Acting, both: dict[str, UUID], adult: UUID, minor: UUID, here: str, there: str
) -> None:
    of = {"help": adult, "young": minor}

    with acting_as(cast.navigator, posting=both[here]) as by:
        seen = {key: set(readable(by, subject=person, unit=unit_of(person), at=now())) for key, person in of.items()}
        written = writable(by, subject=of[there], unit=unit_of(of[there]), at=now())
        rows, none = rows_of(of[here]), rows_of(of[there])
        mine = [row.person for row in caseload(Viewer(by))]
        grants = grants_in_force(by, [of[there]], at=now()).count()

    assert seen == {here: set(Category), there: set()}
    assert (all(rows), mine) == (True, [of[here]])
    # One's own seat, as the column of its author, is told everywhere: that one sits there, and nothing of whom.
    assert (none, written, grants) == ([0, 0, 1, 0, 0], {}, 0)


@pytest.mark.parametrize(("here", "there"), [("help", "young"), ("young", "help")])
def test_each_page_about_somebody_is_there_in_the_one_office_and_not_in_the_other(
    cast: Cast, signed_in: SignedIn, both: dict[str, UUID], adult: UUID, minor: UUID, here: str, there: str
) -> None:
    of = {"help": adult, "young": minor}
    routes = ("desk:record", "casework:around", "casework:goals", "casework:team", "consent:of-person")
    client = signed_in(cast.navigator)

    def answers(about: UUID) -> set[int]:
        return {client.get(reverse(route, args=[about])).status_code for route in routes}

    in_office(client, both[here])
    assert (answers(of[here]), answers(of[there])) == ({200}, {404})
    assert CANARY in client.get(reverse("desk:record", args=[of[here]])).content.decode()
    in_office(client, both[there])
    assert (answers(of[here]), answers(of[there])) == ({404}, {200})


@pytest.mark.parametrize("here", ["help", "young"])
def test_the_list_of_ones_people_and_the_desk_name_those_of_the_one_unit(
    cast: Cast, signed_in: SignedIn, both: dict[str, UUID], adult: UUID, minor: UUID, here: str
) -> None:
    client = in_office(signed_in(cast.navigator), both[here])

    pages = [client.get(path).content.decode() for path in (reverse("casework:mine"), "/")]

    named = [{name for name in (ADULT, NAME) if name in page} for page in pages]
    assert named[0] == {ADULT if here == "help" else NAME}
    assert named[1] <= named[0]


@pytest.mark.parametrize("basis", [Basis.TRIAGE, Basis.CARE_TEAM, Basis.BREAK_GLASS])
def test_what_a_units_work_opens_to_a_user_opens_nothing_elsewhere_and_what_is_not_its_work_does(
    cast: Cast, acting: Acting, both: dict[str, UUID], adult: UUID, basis: Basis
) -> None:
    subjects = {each: new_id() for each in (basis, Basis.REFERRAL)}
    with acting_as(cast.navigator, posting=both["help"]):
        for each, subject in subjects.items():
            grant(
                party=cast.navigator.pk, subject=subject, categories=Category, basis=each, founded_on=new_id(),
                starts_at=now(),
            )  # fmt: skip

    found = {}
    for office, posting in both.items():
        with acting_as(cast.navigator, posting=posting) as by:
            found[office] = {each for each, subject in subjects.items() if grants_in_force(by, [subject], at=now())}

    assert found == {"help": {basis, Basis.REFERRAL}, "young": {Basis.REFERRAL}}


def test_danger_to_life_opened_in_one_office_opens_nothing_in_the_other(
    cast: Cast, acting: Acting, both: dict[str, UUID]
) -> None:
    person = a_person(cast, acting)
    with acting_as(cast.navigator, posting=both["help"]) as by:
        break_glass(person=person, reason="She is out in this cold", by=by, at=now())
        assert Category.HEALTH in readable(by, subject=person, unit=unit_of(person), at=now())

    with acting_as(cast.navigator, posting=both["young"]) as by:
        assert (readable(by, subject=person, unit=cast.help.pk, at=now()), sum(rows_of(person))) == ({}, 0)


def test_triage_duty_of_a_team_stays_with_the_office_of_its_unit(
    cast: Cast, acting: Acting, both: dict[str, UUID]
) -> None:
    person, asked = a_person(cast, acting), an_ask(cast, acting)
    with acting(cast.officer) as by:
        claim(intake=asked.pk, team=None, is_going=False, by=by, at=now())
        link_person(intake=asked.pk, person=person, by=by, at=now())

    with acting_as(cast.navigator, posting=both["help"]) as by:
        assert Category.SUPPORT_NOTES in readable(by, subject=person, unit=cast.help.pk, at=now())
    with acting_as(cast.navigator, posting=both["young"]) as by:
        assert (readable(by, subject=person, unit=cast.help.pk, at=now()), sum(rows_of(person))) == ({}, 0)


def test_a_lead_covers_in_her_own_unit_alone(cast: Cast, acting: Acting, both: dict[str, UUID], adult: UUID) -> None:
    with acting(cast.officer) as by:
        seat(person=adult, user=cast.core_navigator.pk, reason="Knows her", by=by, at=now())

    with acting_as(cast.navigator, posting=both["young"]) as by, pytest.raises(Refused, match="nobody here for whom"):
        cover(navigator=cast.core_navigator.pk, reason="She is ill", until=localdate(), by=by, at=now())


def test_the_page_who_sees_tells_of_the_office_that_opens_it_and_not_of_the_other(
    cast: Cast, signed_in: SignedIn, both: dict[str, UUID], adult: UUID
) -> None:
    page = signed_in(cast.privacy).get(reverse("desk:who-sees", args=[adult]))

    sights = [sight for sight in page.context["sights"] if sight.user == cast.navigator.pk and sight.basis != Basis.OWN]
    assert [(sight.role, sight.basis) for sight in sights] == [(Role.NAVIGATOR, Basis.CARE_TEAM)]
