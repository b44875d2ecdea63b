"""Who answered tells the agency: whoever may not know to whom somebody was sent reads that it is answered, no more."""

import re

import pytest
from django.db import connection
from django.urls import reverse

from offramp.access.enums import Category
from offramp.accounts.models import User
from offramp.audit.models import Look, LookSubject
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from offramp.people.actions import note_sighting
from offramp.referrals.actions import accept_referral, ask_back, decline_referral, mark_seen
from offramp.referrals.models import Answer, Referral
from offramp.referrals.queries import referrals_of
from tests.conftest import SignedIn
from tests.consent.scene import Scene, consented, for_officers
from tests.referrals.scene import accepted, to_detox, to_shelter
from tests.ui.reading import flat

TABLES = ("referrals_answer", "referrals_message", "referrals_referralbefore", "referrals_callback")


def answered_by_the_clinic(scene: Scene, kind: str) -> Referral:
    """Have the clinic's worker answer a referral to its detox, and the navigator note that it was seen."""
    referral = not_yet_seen(scene, kind)
    with scene.acting(scene.cast.navigator) as by:
        mark_seen(referral=referral.pk, by=by, at=now())
    return referral


def not_yet_seen(scene: Scene, kind: str) -> Referral:
    """Have the clinic's worker answer a referral to its detox."""
    referral, at = to_detox(scene), now()
    with scene.acting(scene.cast.other_worker) as by:
        if kind == "asked":
            ask_back(referral=referral.pk, question="Since when?", by=by, at=at)
        elif kind == "declined":
            decline_referral(referral=referral.pk, reason="full", by=by, at=at)
        else:
            accept_referral(referral=referral.pk, by=by, at=at)
    return referral


@pytest.mark.parametrize(
    ("kind", "state"), [("asked", "Asked back"), ("declined", "Declined"), ("accepted", "Accepted")]
)
def test_an_officer_reads_that_it_was_answered_and_not_by_whom(
    scene: Scene, signed_in: SignedIn, kind: str, state: str
) -> None:
    cast, referral = scene.cast, answered_by_the_clinic(scene, kind)
    places = [
        reverse("referrals:referral", args=[referral.pk]),
        reverse("referrals:of-person", args=[scene.person]),
        reverse("desk:record", args=[scene.person]),
    ]

    officers = [flat(signed_in(cast.officer).get(place)) for place in places]
    navigators = [flat(signed_in(cast.navigator).get(place)) for place in places]

    assert [state in page for page in officers] == [True] * 3
    for word in (cast.other_worker.name, "River Clinic", "No place free", "No answer yet"):
        assert [word in page for page in officers] == [False] * 3
    assert cast.other_worker.name in navigators[0]


def test_an_answer_that_stands_on_a_later_page_of_the_line_of_time_is_noted_there(
    scene: Scene, signed_in: SignedIn
) -> None:
    answered_by_the_clinic(scene, "declined")
    with scene.acting(scene.cast.officer) as by:
        for number in range(20):
            note_sighting(person=scene.person, place=f"Place {number}", seen_at=now(), by=by, at=now())
    there, client = reverse("desk:record", args=[scene.person]), signed_in(scene.cast.navigator)

    first = client.get(there)
    [earlier] = re.findall(r'href="(\?before=[^"]+)"', first.content.decode())

    assert ["No place free" in flat(page) for page in (first, client.get(there + earlier))] == [False, True]


def test_no_row_an_officer_can_read_names_the_worker(scene: Scene) -> None:
    cast = scene.cast
    answered_by_the_clinic(scene, "declined")
    assert {str(cast.other_worker.pk) in rows(scene, cast.navigator, table) for table in TABLES[::2]} == {True}

    for user in (cast.officer, cast.colleague, cast.supervisor, cast.worker):
        assert [str(cast.other_worker.pk) in rows(scene, user, table) for table in TABLES] == [False] * len(TABLES)


def rows(scene: Scene, user: User, table: str) -> str:
    """Return all that somebody reads of a table."""
    with scene.acting(user), connection.cursor() as cursor:
        cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{table}" t')
        return str(cursor.fetchone()[0])


def test_a_consent_to_health_opens_the_service_to_an_officer_and_the_state(scene: Scene) -> None:
    referral = answered_by_the_clinic(scene, "declined")
    consented(scene, for_officers(scene, Category.HEALTH))

    with scene.acting(scene.cast.officer) as by:
        [seen] = referrals_of(Viewer(by), scene.person, at=now())
        assert (seen.is_shadow, seen.referral.pk, seen.referral.state) == (False, referral.pk, "declined")


def test_who_answered_for_a_service_that_reveals_nothing_stays_open_to_the_care_team(
    scene: Scene, signed_in: SignedIn
) -> None:
    referral = to_shelter(scene)
    accepted(scene, referral)

    page = flat(signed_in(scene.cast.officer).get(reverse("referrals:referral", args=[referral.pk])))

    assert scene.cast.worker.name in page
    with scene.acting(scene.cast.officer):
        assert [answer.category for answer in Answer.objects.all()] == [Category.PLAN]


@pytest.mark.parametrize(
    ("kind", "told"), [("asked", "asks about"), ("declined", "declined"), ("accepted", "accepted")]
)
def test_the_senders_desk_tells_what_such_an_agency_answered_and_the_read_log_that_it_did(
    scene: Scene, signed_in: SignedIn, kind: str, told: str
) -> None:
    not_yet_seen(scene, kind)

    pages = [flat(signed_in(user).get("/")) for user in (scene.cast.navigator, scene.cast.officer)]

    assert [f"River Clinic {told} Josephine" in page for page in pages] == [True, False]
    with scene.acting(scene.cast.privacy):
        [look] = Look.objects.filter(route="desk:home", reader=scene.cast.navigator.pk)
        noted = LookSubject.objects.get(look=look.pk, subject=scene.person)
        assert {Category.HEALTH, Category.REFERRAL} <= set(noted.categories)
