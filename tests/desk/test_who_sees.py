"""Who can see me, and why can I see this: both say what the wall opens in SQL, and to nobody who may not know."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.actions import end_grants, grant
from offramp.access.enums import Basis, Category, Role
from offramp.access.queries import grounds_of, seen_by
from offramp.access.wall.tables import wall_of
from offramp.access.who_sees_what import LINKS_READ
from offramp.accounts.models import User
from offramp.audit.models import Entry, LookSubject
from offramp.casework.actions import end_seat
from offramp.casework.models import Seat
from offramp.config.matrix import ROUTES
from offramp.desk.definers import SQL
from offramp.desk.queries import Sight, who_looked, who_sees
from offramp.desk.queries.pages import PAGES
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.people.actions import look_up_safety
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.wall.opening import open_categories, support_models
from tests.wall.person import Whole, a_whole_person, agree_for_officers


@pytest.fixture
def whole(cast: Cast) -> Whole:
    """Somebody of whom there is a row in every category, whom each kind of basis opens to somebody."""
    whole = a_whole_person(cast)
    agree_for_officers(cast, whole, Category.HEALTH, Category.PROFILE)
    return whole


def sights(acting: Acting, user: User, person: UUID) -> list[Sight] | None:
    with acting(user) as by:
        return who_sees(Viewer(by), person, at=now())


def told_of(user: User, found: list[Sight], cast: Cast) -> dict[bool, set[Category]]:
    """Return which categories are told to be open to a user: by a ground of their own person, and otherwise."""
    posting = user.postings.first()
    teams = set(user.memberships.values_list("team", flat=True))
    told: dict[bool, set[Category]] = {True: set(), False: set()}
    for sight in found:
        of_role = not (sight.user or sight.team or sight.agency) and posting and posting.unit_id == cast.help.pk
        whom = (
            sight.user == user.pk
            or sight.team in teams
            or (posting and sight.agency and sight.agency == posting.agency)
        )
        if posting and sight.role == posting.role and (whom or of_role):
            on_file = sight.basis is not Basis.OWN and not (of_role and sight.basis is Basis.TRIAGE)
            told[on_file].update(each for each in sight.categories if isinstance(each, Category))
    return told


def test_who_sees_and_why_say_what_the_wall_opens_to_each_of_the_cast_in_each_category(
    cast: Cast, acting: Acting, whole: Whole
) -> None:
    found = sights(acting, cast.privacy, whole.person)
    assert found is not None

    opened: dict[str, set[Category]] = {}
    told: dict[str, set[Category]] = {}
    reasons: dict[str, set[Category]] = {}
    on_file: dict[str, set[Category]] = {}
    for user in cast.everyone:
        by_file = told_of(user, found, cast)
        told[user.username] = by_file[True] | by_file[False]
        if user == cast.stranger:
            opened[user.username] = set()
            continue
        with acting(user) as by:
            opened[user.username] = open_categories()
            if by.role != Role.AGENCY_WORKER:
                grounds = grounds_of(by, subject=whole.person, unit=cast.help.pk, at=now())
                reasons[user.username], on_file[user.username] = set(seen_by(grounds)), by_file[True]

    assert told == opened
    assert reasons == on_file
    assert opened["navigator"] == set(Category)
    assert opened["officer"] == set(Category) - {Category.SUPPORT_NOTES, Category.REFERRAL, Category.CONSENT}
    assert opened["worker"] == {Category.IDENTITY, Category.PLAN, Category.REFERRAL}
    assert [opened[name] for name in ("analyst", "privacy", "administrator", "coordinator", "stranger")] == [set()] * 5


def test_each_ground_is_told_with_its_basis_and_from_when_until_when(cast: Cast, acting: Acting, whole: Whole) -> None:
    found = sights(acting, cast.navigator, whole.person)
    assert found is not None
    today = f"{localdate():%-d %B %Y}"
    told = {(sight.who, sight.office): sight.why for sight in found if sight.basis not in (Basis.OWN, Basis.CONSENT)}

    assert told[("Amara Okafor", "Navigator")] == f"On the care team since {today}"
    assert told[("The River Clinic", "Agency worker")].startswith(
        f"Was sent a referral, or the notice that it was called back since {today}, until "
    )
    assert [
        (sight.who, sight.basis, sight.categories, sight.until is not None)
        for sight in found
        if sight.basis is Basis.CONSENT
    ] == [("Cst. Daniel Park", Basis.CONSENT, (Category.PROFILE, Category.HEALTH), True)]
    assert [(sight.who, sight.many) for sight in found if sight.basis is Basis.UNIT] == [
        ("HELP officer", 3),
        ("Navigator", 3),
        ("HELP supervisor", 1),
    ]


def test_a_team_a_lookup_and_a_past_seat_are_told_as_long_as_they_open_anything(
    cast: Cast, acting: Acting, whole: Whole
) -> None:
    with acting(cast.navigator) as by:
        intake = new_id()
        grant(
            party=cast.west_team.pk, subject=whole.person, categories=Category, basis=Basis.TRIAGE, founded_on=intake,
            starts_at=now(),
        )  # fmt: skip
        mark = whole.marks.made["people_name.text of kind legal"].word
        end_seat(seat=Seat.objects.get(user=cast.officer).pk, by=by, at=now())
    with acting(cast.constable) as by:
        look_up_safety(incident="26-104233", name=mark, by=by, at=now())

    found = sights(acting, cast.privacy, whole.person) or []
    west = [(sight.who, sight.role, sight.many) for sight in found if sight.team == cast.west_team.pk]
    patrol = [(sight.who, sight.categories) for sight in found if sight.basis is Basis.INCIDENT]
    officer = [(sight.basis, sight.categories) for sight in found if sight.user == cast.officer.pk]

    assert west == [("West team", Role.HELP_OFFICER, 1), ("West team", Role.NAVIGATOR, 1)]
    assert patrol == [("Cst. Mira Patel", (Category.SAFETY,))]
    assert officer == [(Basis.OWN, (Category.PLAN,))]
    with acting(cast.navigator):
        end_grants(founded_on=intake, basis=Basis.TRIAGE, at=now())
    assert [each for each in sights(acting, cast.privacy, whole.person) or [] if each.team] == []


@pytest.mark.parametrize(
    "user",
    [
        "officer",
        "colleague",
        "other_navigator",
        "lead",
        "supervisor",
        "worker",
        "other_worker",
        "constable",
        "analyst",
        "administrator",
        "coordinator",
    ],
)
def test_who_may_not_know_is_told_nothing_and_has_no_page(
    cast: Cast, acting: Acting, signed_in: SignedIn, whole: Whole, user: str
) -> None:
    who = getattr(cast, user)

    assert sights(acting, who, whole.person) is None
    with acting(who), connection.cursor() as cursor:
        for function in ("desk_who_sees", "desk_subjects_of"):
            cursor.execute(f"SELECT count(*) FROM {function}(%s)", [whole.person])
            assert cursor.fetchone() == (0,)
    for route in ("desk:who-sees-me", "desk:who-sees"):
        page = signed_in(who).get(reverse(route, args=[whole.person]))
        assert (page.status_code in (403, 404), "Amara Okafor" in page.content.decode()) == (True, False)


def test_the_person_gets_a_sheet_in_plain_words_that_names_nobody_but_who_sees(
    cast: Cast, signed_in: SignedIn, whole: Whole
) -> None:
    page = signed_in(cast.navigator).get(reverse("desk:who-sees-me", args=[whole.person]))
    sheet = " ".join(page.content.decode().split())

    assert page.status_code == 200
    for words in (
        "Who can see what about me",
        "Amara Okafor",
        "The Shelter Society",
        "HELP officer",
        "The person agreed",
    ):
        assert words in sheet, words
    assert [mark.place for mark in whole.marks.found_in(sheet)] == []
    assert signed_in(cast.navigator).get(reverse("desk:who-sees-me", args=[new_id()])).status_code == 404


def test_the_privacy_officer_reads_who_sees_and_who_looked_and_that_is_written_down(
    cast: Cast, acting: Acting, signed_in: SignedIn, whole: Whole
) -> None:
    officer = signed_in(cast.officer)
    for _ in range(2):
        officer.get(reverse("desk:record", args=[whole.person]))
    signed_in(cast.worker).get(reverse("referrals:referral", args=[whole.referrals["open"].pk]))
    there = reverse("desk:who-sees", args=[whole.person])
    privacy = signed_in(cast.privacy)

    page = privacy.get(there)
    text = " ".join(page.content.decode().split())
    looked = [(line.who, line.office, line.page, line.times) for line in page.context["looked"]]

    assert looked == [
        ("Cst. Daniel Park", "HELP officer", "The record", 2),
        ("Pia Lund", "Agency worker", "A referral", 1),
    ]
    assert ("2 times" in text, [mark.place for mark in whole.marks.found_in(text)]) == (True, [])
    yesterday = localdate() - timedelta(days=1)
    assert privacy.get(there, {"from_on": "2020-01-01", "to_on": str(yesterday)}).context["looked"] == []
    wrong = privacy.get(there, {"from_on": "2026-02-30"})
    assert (wrong.status_code, wrong.context["looked"]) == (422, None)
    assert privacy.get(reverse("desk:who-sees", args=[new_id()])).status_code == 404
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="log.looks_read", actor=cast.privacy.pk).exists()
        assert LookSubject.objects.filter(reader=cast.privacy.pk, subject=whole.person).exists()


def test_a_navigator_reads_no_log_of_who_looked(cast: Cast, acting: Acting, whole: Whole) -> None:
    with acting(cast.navigator) as by, pytest.raises(NotPermitted):
        who_looked(Viewer(by), whole.person, from_at=now() - timedelta(days=1), until_at=now())


def test_the_number_of_queries_does_not_rise_with_who_sees(cast: Cast, acting: Acting, whole: Whole) -> None:
    counts = []
    for many in (0, 3):
        with acting(cast.navigator):
            for _ in range(many):
                grant(
                    party=cast.colleague.pk, subject=whole.person, categories=Category, basis=Basis.TRIAGE,
                    founded_on=new_id(), starts_at=now(),
                )  # fmt: skip
        with acting(cast.privacy) as by, CaptureQueriesContext(connection) as asked:
            who_sees(Viewer(by), whole.person, at=now())
        counts.append(len(asked))

    assert counts == [8, 8]


def test_no_link_opens_anything_of_a_person_so_that_none_is_left_out() -> None:
    assert [
        category for ceiling in LINKS_READ.values() for cells in ceiling.values() for category in cells & {*Category}
    ] == []


def test_every_page_with_words_is_there_and_every_author_is_told() -> None:
    authors = {model._meta.db_table for model in support_models() if wall_of(model).author}

    assert PAGES.keys() - ROUTES.keys() == set()
    assert {table for table in authors if table not in SQL} == set()
