"""The navigator sees exactly what the agency will see, sends it, and is told the answer."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from offramp.consent.models import Agreement
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.people.models import Contact
from offramp.referrals.actions import ask_back
from offramp.referrals.models import Message, PacketItem, Referral
from tests.conftest import SignedIn
from tests.consent.scene import Scene, consented
from tests.referrals.pages import agreed, choosing, look, packet_on, page_of, sending, typed
from tests.referrals.scene import accepted, to_detox, to_shelter, token_for
from tests.ui.reading import flat, token_on


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
        assert [message.text for message in Message.objects.all()] == ["Is a dog coming along?", "A small one."]
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


def test_who_does_not_see_the_plan_finds_no_list_of_referrals(scene: Scene, signed_in: SignedIn) -> None:
    to_shelter(scene)
    there = reverse("referrals:of-person", args=[scene.person])

    for user in (scene.cast.colleague, scene.cast.other_navigator):
        assert signed_in(user).get(there).status_code == 404, user.username


def test_a_person_who_is_not_there_is_not_found(navigator: Client) -> None:
    for route in ("referrals:of-person", "referrals:choose", "referrals:referral"):
        assert navigator.get(reverse(route, args=[new_id()])).status_code == 404


def test_the_list_of_a_person_without_referrals_says_so(scene: Scene, navigator: Client) -> None:
    page = flat(navigator.get(reverse("referrals:of-person", args=[scene.person])))

    assert ["No referral yet" in page, choosing(scene) in page] == [True, True]
    assert "No referral waits for an answer" in flat(navigator.get(reverse("referrals:sent")))
