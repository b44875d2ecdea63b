"""The ledger: whatever of a person leaves the unit is written down, for good, by whoever sends it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.accounts.models import User
from offramp.audit.models import LookSubject
from offramp.consent.actions import DisclosureTerms, disclose_under_consent, record_disclosure
from offramp.consent.enums import Authority
from offramp.consent.models import Disclosure
from offramp.consent.queries import REGISTER, disclosures_of, ledger
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.referrals.actions import reply
from tests.conftest import Acting, SignedIn
from tests.consent.scene import Scene, a_scene, consented
from tests.referrals.scene import to_detox, to_shelter
from tests.ui.reading import flat, token_on

CANARY = "she hid under the bridge with a knife"


def test_a_referral_and_each_message_about_it_are_written_down_as_they_go_out(scene: Scene) -> None:
    referral = to_detox(scene)
    with scene.acting(scene.cast.navigator) as by:
        reply(referral=referral.pk, text="She can come on Tuesday", by=by, at=now())

    with scene.acting(scene.cast.navigator):
        lines = list(Disclosure.objects.order_by("id"))
    assert [
        (line.categories, line.authority, line.agency_id, line.by_way_of, line.by_id, line.recipient) for line in lines
    ] == [
        (["health", "identity", "plan"], "consent", scene.cast.clinic.pk, referral.pk, scene.cast.navigator.pk, ""),
        (["referral"], "consent", scene.cast.clinic.pk, referral.pk, scene.cast.navigator.pk, ""),
    ]


@pytest.mark.parametrize("name", ["navigator", "supervisor"])
def test_what_is_told_without_consent_is_written_down_with_its_ground(scene: Scene, name: str) -> None:
    user = getattr(scene.cast, name)

    told = disclosed(scene, user)

    assert (told.authority, told.recipient, told.words, told.by_id) == ("acute_risk", "Ambulance", CANARY, user.pk)
    assert seen_by(scene, scene.cast.navigator) == [told.pk]
    assert seen_by(scene, scene.cast.supervisor) == ([told.pk] if name == "supervisor" else [])


@pytest.mark.parametrize(
    "name", ["officer", "colleague", "other_navigator", "worker", "constable", "privacy", "administrator", "analyst"]
)
def test_nobody_else_writes_or_reads_it(scene: Scene, name: str) -> None:
    disclosed(scene, scene.cast.navigator)

    with pytest.raises(NotPermitted), transaction.atomic():
        disclosed(scene, getattr(scene.cast, name))

    assert seen_by(scene, getattr(scene.cast, name)) == []


@pytest.mark.parametrize("name", ["officer", "other_navigator", "worker", "constable"])
def test_nobody_off_the_case_writes_a_line_of_whatever_kind(scene: Scene, name: str) -> None:
    consent = consented(scene)
    with scene.acting(getattr(scene.cast, name)) as by, pytest.raises(NotPermitted):
        disclose_under_consent(consent=consent, categories=[Category.IDENTITY], by_way_of=consent.pk, by=by, at=now())
    with pytest.raises(NotPermitted), transaction.atomic():
        disclosed(scene, getattr(scene.cast, name))


def test_a_supervisor_of_another_unit_writes_nothing_down(scene: Scene) -> None:
    scene.cast.supervisor.postings.update(unit=scene.cast.patrol)

    with pytest.raises(NotPermitted, match="not working with this person"):
        disclosed(scene, scene.cast.supervisor)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"categories": []}, "Choose what was told."),
        ({"recipient": "  "}, "Write who received it."),
        ({"authority": Authority.CONSENT}, "goes out as a referral"),
        ({"words": " "}, "Write why: which law, which danger, which order."),
        ({"told_at": now() + timedelta(days=1)}, "That moment is still to come."),
    ],
)
def test_a_line_without_its_ground_is_refused(scene: Scene, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Refused, match=said), transaction.atomic():
        disclosed(scene, scene.cast.navigator, **changes)

    assert seen_by(scene, scene.cast.navigator) == []


@pytest.mark.parametrize("change", ["UPDATE consent_disclosure SET recipient = 'x'", "DELETE FROM consent_disclosure"])
def test_a_line_is_never_changed(scene: Scene, change: str) -> None:
    disclosed(scene, scene.cast.navigator)

    with (
        scene.acting(scene.cast.navigator),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_the_privacy_officer_reads_the_register_of_all_and_no_words(scene: Scene, acting: Acting) -> None:
    other = a_scene(scene.cast, acting)
    told = [disclosed(scene, scene.cast.navigator), disclosed(other, scene.cast.supervisor)]
    referral = to_shelter(scene)

    with scene.acting(scene.cast.privacy) as by:
        viewer = Viewer(by)
        lines = ledger(viewer)
        one = ledger(viewer, about=other.person)
        earlier = ledger(viewer, before=lines[0].id)

    assert [(line.person, line.recipient, line.agency) for line in lines] == [
        (scene.person, "", scene.cast.shelter.pk),
        (other.person, "Ambulance", None),
        (scene.person, "Ambulance", None),
    ]
    assert [line.id for line in one] == [told[1].pk]
    assert [line.id for line in earlier] == [told[1].pk, told[0].pk]
    assert not any(CANARY in repr(line) for line in lines)
    assert viewer.shown[("support", other.person)] == {"consent"}
    assert referral.person_id == scene.person


@pytest.mark.parametrize("name", ["navigator", "supervisor", "officer", "lead", "analyst", "administrator"])
def test_no_other_role_reads_the_register(scene: Scene, name: str) -> None:
    disclosed(scene, scene.cast.navigator)

    with scene.acting(getattr(scene.cast, name)) as by:
        with pytest.raises(NotPermitted):
            ledger(Viewer(by))
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM consent_ledger(NULL, NULL, 10)")
            assert cursor.fetchone() == (0,)


def test_the_page_of_a_person_says_what_went_to_whom_and_is_logged(scene: Scene, signed_in: SignedIn) -> None:
    to_shelter(scene)
    client = signed_in(scene.cast.navigator)

    page = client.post(address(scene, "consent:disclose"), typed(client, scene))
    shown = flat(client.get(address(scene, "consent:disclosures")))

    assert page.headers["Location"] == address(scene, "consent:disclosures")
    for words in ("The Shelter Society", "They agreed", "Ambulance", CANARY, "Danger to somebody", "Amara Okafor"):
        assert words in shown, words
    with scene.acting(scene.cast.privacy):
        looked = LookSubject.objects.filter(subject=scene.person, categories__contains=["consent"])
        assert looked.count() == 1


def test_the_supervisor_finds_there_what_they_wrote_themselves(scene: Scene, signed_in: SignedIn) -> None:
    to_shelter(scene)
    client = signed_in(scene.cast.supervisor)
    client.post(address(scene, "consent:disclose"), typed(client, scene))

    shown = flat(client.get(address(scene, "consent:disclosures")))

    assert CANARY in shown
    assert "The Shelter Society" not in shown


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(scene: Scene, signed_in: SignedIn) -> None:
    client = signed_in(scene.cast.navigator)

    page = client.post(address(scene, "consent:disclose"), {**typed(client, scene), "recipient": " "})

    assert page.status_code == 422
    assert CANARY in flat(page)
    assert seen_by(scene, scene.cast.navigator) == []


def test_who_may_not_know_of_it_finds_no_page(scene: Scene, signed_in: SignedIn) -> None:
    disclosed(scene, scene.cast.navigator)

    for route in ("consent:disclosures", "consent:disclose"):
        assert signed_in(scene.cast.other_navigator).get(address(scene, route)).status_code == 404
        assert signed_in(scene.cast.officer).get(address(scene, route)).status_code == 403
        assert signed_in(scene.cast.privacy).get(address(scene, route)).status_code == 403


def test_the_register_pages_on_and_narrows_to_one_person(scene: Scene, signed_in: SignedIn, acting: Acting) -> None:
    other = a_scene(scene.cast, acting)
    disclosed(scene, scene.cast.navigator, recipient="The first")
    for _ in range(REGISTER):
        disclosed(other, scene.cast.navigator)
    client, url = signed_in(scene.cast.privacy), reverse("consent:ledger")

    first = flat(client.get(url))
    second = flat(client.get(url, {"page": first.split('rel="next" href="?page=')[1].split('"')[0]}))
    alone = flat(client.get(url, {"whom": str(scene.person)}))

    assert (first.count("?whom="), "The first" in first, "The first" in second) == (REGISTER, False, True)
    assert "Back to the latest" in second
    assert (str(other.person) in alone, "The first" in alone) == (False, True)
    assert CANARY not in first + second + alone
    assert "Josephine" not in first + second + alone
    assert client.get(url, {"page": "nonsense", "whom": "nobody"}).status_code == 200


def test_the_lists_cost_the_same_for_one_line_and_three(scene: Scene, signed_in: SignedIn) -> None:
    counted = []
    for _ in range(2):
        to_shelter(scene)
        costs = []
        for user, url in (
            (scene.cast.navigator, address(scene, "consent:disclosures")),
            (scene.cast.privacy, reverse("consent:ledger")),
        ):
            client = signed_in(user)
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            costs.append(len(queries))
        counted.append(costs)
        to_shelter(scene)

    assert counted[0] == counted[1]


def terms() -> DisclosureTerms:
    return DisclosureTerms(
        categories=[Category.WHEREABOUTS],
        recipient="Ambulance",
        authority=Authority.ACUTE_RISK,
        words=CANARY,
        told_at=now(),
    )


def disclosed(scene: Scene, user: User, **changes: Any) -> Disclosure:
    with scene.acting(user) as by:
        said = replace(terms(), **changes)
        return record_disclosure(person=scene.person, terms=said, by=by, at=now())


def seen_by(scene: Scene, user: User) -> list[Any]:
    with scene.acting(user) as by:
        return [line.pk for line in disclosures_of(Viewer(by), scene.person).rows]


def address(scene: Scene, route: str) -> str:
    return reverse(route, args=[scene.person])


def typed(client: Client, scene: Scene) -> dict[str, Any]:
    return {
        "form_token": token_on(client.get(address(scene, "consent:disclose"))),
        "recipient": "Ambulance",
        "categories": ["whereabouts"],
        "told_at": f"{localdate()} 00:00",
        "authority": "acute_risk",
        "words": CANARY,
    }
