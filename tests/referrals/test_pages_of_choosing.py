"""The navigator chooses a service, and sees which pieces of the file could go along."""

import re
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.casework.models import Goal
from offramp.consent.models import Agreement
from offramp.directory.models import Partnership, Service
from offramp.kernel.clock import now
from offramp.people.actions import describe_self
from offramp.people.models import Name, Particulars, Person
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import CANARIES, Scene, a_scene, consented, seat, terms
from tests.referrals.pages import choosing, sending
from tests.referrals.scene import ALL_BUT_POLICE
from tests.ui.reading import flat


def test_agencies_come_with_their_free_places_and_what_is_missing(scene: Scene, navigator: Client) -> None:
    consented(scene)
    told = now() - timedelta(hours=3)
    Service.objects.filter(pk=scene.cast.beds.pk).update(places=2, places_told_at=told)

    page = flat(navigator.get(choosing(scene)))

    assert "2 places free" in page
    assert "told 3 hours ago" in page.replace("\xa0", " ")
    assert sending(scene) in page
    assert sending(scene, scene.cast.detox) not in page
    assert reverse("consent:record", args=[scene.person, scene.cast.clinic.pk]) in page


def test_a_number_of_places_that_is_weeks_old_is_not_said(scene: Scene, navigator: Client) -> None:
    consented(scene)
    Service.objects.filter(pk=scene.cast.beds.pk).update(places=2, places_told_at=now() - timedelta(days=15))

    for page in (navigator.get(choosing(scene)), navigator.get(sending(scene))):
        assert ("2 places" in flat(page), "Places not told" in flat(page)) == (False, True)


def test_a_full_service_and_an_agency_without_an_agreement_say_so(scene: Scene, navigator: Client) -> None:
    consented(scene)
    Service.objects.filter(pk=scene.cast.beds.pk).update(places=0, places_told_at=now())
    Agreement.objects.filter(agency=scene.cast.clinic).delete()

    page = flat(navigator.get(choosing(scene)))

    assert [word in page for word in ("Full", "There is no information-sharing agreement in force")] == [True, True]


def test_a_consent_that_does_not_cover_health_leads_to_asking_for_it(scene: Scene, navigator: Client) -> None:
    consented(scene, terms(scene, agency=scene.cast.clinic.pk))

    assert "The consent does not cover what this service tells: Health." in flat(navigator.get(choosing(scene)))
    assert navigator.get(sending(scene, scene.cast.detox)).status_code == 404


def test_without_partners_the_page_says_so(scene: Scene, navigator: Client) -> None:
    Partnership.objects.all().delete()

    assert "No partner agency takes referrals today" in flat(navigator.get(choosing(scene)))


def test_choosing_costs_the_same_for_more_services(scene: Scene, navigator: Client) -> None:
    consented(scene)
    navigator.get(choosing(scene))
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            navigator.get(choosing(scene))
        costs.append(len(queries))
        for name in ("Day room", "Night room", "Breakfast"):
            Service.objects.create(agency=scene.cast.shelter, name=name, kind="food", starts_on=localdate())

    assert costs[0] == costs[1]


def test_the_form_offers_what_the_consent_covers_and_reads_nothing_else(scene: Scene, navigator: Client) -> None:
    consented(scene)
    some = flat(navigator.get(sending(scene)))
    consented(scene, terms(scene, categories=ALL_BUT_POLICE))
    all_of_it = flat(navigator.get(sending(scene)))

    assert [canary for canary in CANARIES if canary in some] == ["Josephine M.", "780-555-0199"]
    assert [canary for canary in CANARIES if canary in all_of_it] == [word for word in CANARIES if word != "the fire"]


def test_goals_go_along_as_far_as_the_consent_covers_what_they_tell(scene: Scene, navigator: Client) -> None:
    with scene.acting(scene.cast.navigator):
        for category, words in ((Category.PLAN, "My own door"), (Category.HEALTH, "To be rid of the needle")):
            Goal.objects.create(
                person_id=scene.person, unit=scene.cast.help, category=category, words=words, area="housing",
                set_at=now(), set_by=scene.cast.navigator,
            )  # fmt: skip
    consented(scene)
    some = flat(navigator.get(sending(scene)))
    consented(scene, terms(scene, categories=ALL_BUT_POLICE))
    more = flat(navigator.get(sending(scene)))

    assert [words in some for words in ("Goal: My own door", "Goal: To be rid of the needle")] == [True, False]
    assert [words in more for words in ("Goal: My own door", "Goal: To be rid of the needle")] == [True, True]


def test_each_piece_of_the_file_is_offered_in_words(scene: Scene, navigator: Client) -> None:
    consented(scene, terms(scene, categories=ALL_BUT_POLICE))
    with scene.acting(scene.cast.navigator) as navigating:
        Particulars.objects.update(born_on=None, born_about=1990, languages=["crk", "zzz"])
        describe_self(person=scene.person, identities=["Cree", "Métis"], by=navigating, at=now())
        about = flat(navigator.get(sending(scene)))
    with scene.acting(scene.cast.navigator):
        Particulars.objects.update(born_on=date(1990, 2, 28), languages=[])
    exact = flat(navigator.get(sending(scene)))

    assert [
        words in about
        for words in (
            "Born: about 1990",
            "Speaks: Plains Cree (nêhiyawêwin), zzz",
            "Describes themselves as: Cree, Métis",
        )
    ] == [True, True, True]
    assert ["Born: 28 February 1990" in exact, "Speaks:" in exact] == [True, False]


def test_of_somebody_of_whom_little_is_known_little_is_offered(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    scene = a_scene(cast, acting)
    with scene.acting(cast.navigator):
        person = Person.objects.create(
            unit=cast.help, file_number="4F-00001", opened_at=now(), opened_by=cast.navigator
        )
        Name.objects.create(
            person=person, unit=cast.help, kind="nickname", text="Slim", is_main=True, added_at=now(),
            added_by=cast.navigator,
        )  # fmt: skip
        bare = Scene(cast, acting, person.pk)
        seat(bare, cast.navigator)
    consented(bare, terms(bare, categories=ALL_BUT_POLICE, capacity_finding="Looks forty, and says so"))

    page = flat(signed_in(cast.navigator).get(sending(bare)))

    assert re.findall(r'value="(\w+):', page) == ["name"]
