"""The navigator chooses a service, chooses what goes along, sees exactly what they will see, sends, and is told."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
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
from offramp.kernel.ids import new_id
from offramp.people.models import Contact, Name, Particulars, Person, SelfDescription
from offramp.referrals.actions import ask_back
from offramp.referrals.models import Message, PacketItem, Referral
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import CANARIES, Scene, a_scene, consented, seat, terms
from tests.referrals.scene import ALL_BUT_POLICE, accepted, to_detox, to_shelter, token_for
from tests.ui.reading import flat, token_on


@pytest.fixture
def scene(cast: Cast, acting: Acting) -> Scene:
    return a_scene(cast, acting)


@pytest.fixture
def navigator(scene: Scene, signed_in: SignedIn) -> Client:
    return signed_in(scene.cast.navigator)


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
    with scene.acting(scene.cast.navigator):
        Particulars.objects.update(born_on=None, born_about=1990, languages=["crk", "zzz"])
        SelfDescription.objects.update(identities=["Cree", "Métis"], gender="")
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
    consented(bare, terms(bare, categories=ALL_BUT_POLICE))

    page = flat(signed_in(cast.navigator).get(sending(bare)))

    assert re.findall(r'value="(\w+):', page) == ["name"]


def test_the_preview_is_exactly_what_the_agency_sees(scene: Scene, navigator: Client, signed_in: SignedIn) -> None:
    consented(scene)
    preview = look(navigator, scene)
    assert preview.status_code == 200
    assert "This is exactly what they will see" in flat(preview)
    with scene.acting(scene.cast.navigator):
        assert Referral.objects.count() == 0

    done = navigator.post(sending(scene), agreed(preview, navigator, scene))

    with scene.acting(scene.cast.navigator):
        referral = Referral.objects.get()
        assert [(i.category, i.text) for i in PacketItem.objects.all()] == [
            ("identity", "Josephine M."),
            ("plan", "Sleeps badly where it is loud"),
        ]
    assert (done.status_code, done.headers["Location"]) == (303, page_of(referral))
    theirs = signed_in(scene.cast.worker).get(page_of(referral))
    assert packet_on(preview) == packet_on(theirs)
    assert packet_on(preview) == packet_on(navigator.get(page_of(referral)))


def test_sent_twice_there_is_one_referral(scene: Scene, navigator: Client) -> None:
    consented(scene)
    yes = agreed(look(navigator, scene), navigator, scene)

    answers = [navigator.post(sending(scene), yes) for _ in range(2)]

    with scene.acting(scene.cast.navigator):
        assert [a.headers["Location"] for a in answers] == [page_of(Referral.objects.get())] * 2


def test_what_changed_since_it_was_looked_at_is_looked_at_once_more(scene: Scene, navigator: Client) -> None:
    consented(scene)
    with scene.acting(scene.cast.navigator):
        phone = Contact.objects.get()
    preview = look(navigator, scene, items=[f"contact:{phone.pk}"])
    yes = agreed(preview, navigator, scene, items=[f"contact:{phone.pk}"])
    with scene.acting(scene.cast.navigator):
        Contact.objects.filter(pk=phone.pk).update(text="780-555-0111")

    again = navigator.post(sending(scene), yes)

    assert again.status_code == 200
    assert "The file changed since you last looked." in flat(again)
    assert "780-555-0111" in packet_on(again)
    with scene.acting(scene.cast.navigator):
        assert Referral.objects.count() == 0


def test_changing_something_brings_the_form_back_as_it_was(scene: Scene, navigator: Client) -> None:
    consented(scene)
    back = navigator.post(sending(scene), {**typed(), "step": "change", "form_token": token_on(look(navigator, scene))})

    assert back.status_code == 200
    assert "Sleeps badly where it is loud" in flat(back)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hoped_for": ""}, "Write this before you go on."),
        ({"items": [], "more": ""}, "Choose at least one thing for them to go by, or write a few words below."),
        ({"items": ["name:nonsense"]}, "Choose among those shown."),
        ({"more_tells": ""}, "Choose what your words tell, so that they go only where they may."),
        ({"more_tells": "health"}, "Choose one of those shown."),
        ({"answer_by": "2020-02-29"}, "That day has passed. Choose today or a later day."),
        ({"more": "x" * 3000}, "Use at most 2,000 characters: this has 3,000."),
    ],
)
def test_a_wrong_field_is_named_and_nothing_typed_is_lost(
    scene: Scene, navigator: Client, changes: dict[str, Any], said: str
) -> None:
    consented(scene)

    page = look(navigator, scene, **changes)

    assert page.status_code == 422
    assert said in flat(page)
    assert changes.get("hoped_for") == "" or "A room of her own" in flat(page)


def test_a_consent_that_is_gone_meanwhile_sends_nothing(scene: Scene, navigator: Client) -> None:
    consented(scene)
    yes = agreed(look(navigator, scene), navigator, scene)
    Agreement.objects.filter(agency=scene.cast.shelter).delete()

    assert navigator.post(sending(scene), yes).status_code == 404


def test_an_answer_stands_on_the_senders_page_until_it_is_seen(scene: Scene, navigator: Client) -> None:
    referral = to_shelter(scene)
    assert "Waits for an answer" in flat(navigator.get(page_of(referral)))
    accepted(scene, referral)
    page = navigator.get(page_of(referral))
    assert ["I have seen the answer" in flat(page), "Pia Lund" in flat(page)] == [True, True]
    assert "Josephine M. · Rooms with a lock" in flat(navigator.get(reverse("referrals:sent")))

    there = reverse("referrals:seen", args=[referral.pk])
    done = navigator.post(there, {"form_token": token_for(page, there)})

    assert done.headers["Location"] == reverse("referrals:sent")
    assert "You have seen every answer" in flat(navigator.get(reverse("referrals:sent")))
    assert "I have seen the answer" not in flat(navigator.get(page_of(referral)))
    assert navigator.get(there).status_code == 302


def test_a_page_that_was_open_too_long_says_so_and_can_be_sent_again(scene: Scene, navigator: Client) -> None:
    referral = to_shelter(scene)
    accepted(scene, referral)
    there = reverse("referrals:seen", args=[referral.pk])

    page = navigator.post(there, {"form_token": "stale"})

    assert page.status_code == 422
    assert "This page was open for too long." in flat(page)
    assert navigator.post(there, {"form_token": token_for(page, there)}).status_code == 303


def test_a_question_is_answered_from_the_page(scene: Scene, navigator: Client) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.worker) as by:
        ask_back(referral=referral.pk, question="Is a dog coming along?", by=by, at=now())
    page = navigator.get(page_of(referral))
    there = reverse("referrals:reply", args=[referral.pk])
    assert "Is a dog coming along?" in flat(page)

    wrong = navigator.post(there, {"text": " ", "form_token": token_for(page, there)})
    assert (wrong.status_code, "Write this before you go on." in flat(wrong)) == (422, True)
    done = navigator.post(there, {"text": "A small one.", "form_token": token_for(wrong, there)})

    assert done.headers["Location"] == page_of(referral)
    with scene.acting(scene.cast.navigator):
        assert list(Message.objects.values_list("text", flat=True)) == ["Is a dog coming along?", "A small one."]
    assert navigator.get(there).status_code == 302


def test_calling_back_is_asked_once_more_and_the_page_tells_whether_they_know(
    scene: Scene, navigator: Client, signed_in: SignedIn
) -> None:
    referral = to_shelter(scene)
    there = reverse("referrals:call-back", args=[referral.pk])
    page = navigator.get(there)
    assert "The Shelter Society sees nothing of it with the next page they open" in flat(page)
    token = token_for(page, "")

    answers = [navigator.post(there, {"form_token": token}) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 303]
    assert "It has not said yet that it knows." in flat(navigator.get(page_of(referral)))
    late = navigator.get(there)
    refused = navigator.post(there, {"form_token": token_for(late, "")})
    assert (refused.status_code, "called back already" in flat(refused)) == (422, True)
    worker = signed_in(scene.cast.worker)
    inbox = worker.get(reverse("referrals:inbox"))
    known = reverse("referrals:acknowledge", args=[referral.pk])
    worker.post(known, {"form_token": token_for(inbox, known)})
    assert "Pia Lund said on" in flat(navigator.get(page_of(referral)))


def test_an_officer_reads_that_there_is_a_referral_and_no_more(scene: Scene, signed_in: SignedIn) -> None:
    detox, shelter = to_detox(scene), to_shelter(scene)
    accepted(scene, shelter)
    officer = signed_in(scene.cast.officer)

    pages = [officer.get(page_of(detox)), officer.get(reverse("referrals:of-person", args=[scene.person]))]

    assert [page.status_code for page in pages] == [200, 200]
    text = " ".join(flat(page) for page in pages)
    assert [word in text for word in ("Detox", "detox", "River Clinic", "A door that locks")] == [False] * 4
    assert ["A referral of Josephine M." in text, "Rooms with a lock" in text, "Accepted" in text] == [True] * 3
    assert "There may be more here that this person shares only with a navigator" in text
    assert reverse("referrals:choose", args=[scene.person]) not in text


def test_nobody_off_the_care_team_opens_a_page_of_the_sender(scene: Scene, signed_in: SignedIn) -> None:
    referral = to_shelter(scene)
    routes = [
        choosing(scene),
        sending(scene),
        page_of(referral),
        reverse("referrals:reply", args=[referral.pk]),
        reverse("referrals:seen", args=[referral.pk]),
        reverse("referrals:call-back", args=[referral.pk]),
    ]
    for user in (scene.cast.colleague, scene.cast.other_navigator, scene.cast.supervisor, scene.cast.other_worker):
        client = signed_in(user)
        pages = [client.get(route) for route in routes]
        assert {page.status_code for page in pages} <= {403, 404}
        assert not any("A door that locks" in flat(page) for page in pages)


def test_a_person_who_is_not_there_is_not_found(navigator: Client) -> None:
    for route in ("referrals:of-person", "referrals:choose", "referrals:referral"):
        assert navigator.get(reverse(route, args=[new_id()])).status_code == 404


def test_the_list_of_a_person_without_referrals_says_so(scene: Scene, navigator: Client) -> None:
    page = flat(navigator.get(reverse("referrals:of-person", args=[scene.person])))

    assert ["No referral yet" in page, choosing(scene) in page] == [True, True]
    assert "No referral waits for an answer" in flat(navigator.get(reverse("referrals:sent")))


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a navigator types, but for the pieces of the file."""
    return {
        "hoped_for": "A room of her own",
        "answer_by": f"{localdate() + timedelta(days=3)}",
        "more": "Sleeps badly where it is loud",
        "more_tells": Category.PLAN.value,
        **changes,
    }


def look(client: Client, scene: Scene, **changes: Any) -> Any:
    """Fill the form in with the name, and ask to see what they will see."""
    page = client.get(sending(scene))
    chosen = {"items": [name_on(page)], **changes}
    return client.post(sending(scene), {**typed(**chosen), "form_token": token_on(page)})


def agreed(preview: Any, client: Client, scene: Scene, **changes: Any) -> dict[str, Any]:
    """Return what the preview sends on."""
    seen = re.search(r'name="seen" value="(\w+)"', preview.content.decode())
    assert seen is not None
    chosen = {"items": [name_on(client.get(sending(scene)))], **changes}
    return {**typed(**chosen), "step": "send", "seen": seen[1], "form_token": token_on(preview)}


def name_on(page: Any) -> str:
    found = re.search(r'value="(name:[^"]+)"', page.content.decode())
    return found[1] if found else ""


def packet_on(page: Any) -> str:
    """Return the packet of a page, as it is drawn."""
    found = re.search(r'<dl class="facts">.*?</dl>', flat(page))
    assert found is not None
    return found[0]


def choosing(scene: Scene) -> str:
    return reverse("referrals:choose", args=[scene.person])


def sending(scene: Scene, service: Service | None = None) -> str:
    return reverse("referrals:send", args=[scene.person, (service or scene.cast.beds).pk])


def page_of(referral: Referral) -> str:
    return reverse("referrals:referral", args=[referral.pk])
