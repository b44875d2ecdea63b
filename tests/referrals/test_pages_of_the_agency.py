"""A worker opens the inbox, reads what was sent, and answers with one press."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.audit.models import LookSubject
from offramp.consent.actions import withdraw_consent
from offramp.kernel.clock import now
from offramp.referrals.actions import accept_referral, revoke_referral
from offramp.referrals.models import Answer, Referral
from offramp.referrals.queries import PAGE
from tests.conftest import SignedIn
from tests.consent.scene import CANARIES, Scene, consented
from tests.referrals.scene import another_worker, to_detox, to_shelter, token_for
from tests.ui.reading import flat


@pytest.fixture
def worker(scene: Scene, signed_in: SignedIn) -> Client:
    return signed_in(scene.cast.worker)


def test_the_worker_sees_what_was_sent_and_accepts_with_one_press(scene: Scene, worker: Client) -> None:
    referral = to_shelter(scene, answer_by=now().date() + timedelta(days=2))
    inbox = flat(worker.get(inbox_url()))
    assert [word in inbox for word in ("Josephine M. · Rooms with a lock", "A room of her own")] == [True, True]
    page = worker.get(page_of(referral))
    assert [canary for canary in CANARIES if canary in flat(page)] == ["Josephine M."]

    done = answer(worker, referral, "accept", page=page)

    assert done.headers["Location"] == page_of(referral)
    assert "Accepted" in flat(worker.get(page_of(referral)))
    assert "Nothing waits for your answer" in flat(worker.get(inbox_url()))
    assert "Josephine M." in flat(worker.get(f"{inbox_url()}?show=answered"))
    with scene.acting(scene.cast.worker):
        shown = {tuple(row.categories) for row in LookSubject.objects.filter(subject=referral.pk)}
    assert shown == {("identity", "plan")}


def test_declining_asks_for_the_reason_beside_its_field_and_keeps_the_words(scene: Scene, worker: Client) -> None:
    referral = to_shelter(scene)

    wrong = answer(worker, referral, "decline", words="Ask on Monday")
    other = answer(worker, referral, "decline", reason="other")

    assert (wrong.status_code, "Choose one." in flat(wrong), "Ask on Monday" in flat(wrong)) == (422, True, True)
    assert (other.status_code, "Write the reason in a few words." in flat(other)) == (422, True)
    assert answer(worker, referral, "decline", reason="full", words="Ask on Monday").status_code == 303
    page = flat(worker.get(page_of(referral)))
    assert ["Declined: No place free" in page, "Ask on Monday" in page] == [True, True]


def test_asking_keeps_the_referral_in_the_inbox(scene: Scene, worker: Client) -> None:
    referral = to_shelter(scene)

    assert answer(worker, referral, "ask", question="").status_code == 422
    assert answer(worker, referral, "ask", question="Is a dog coming along?").status_code == 303

    assert "Asked back" in flat(worker.get(inbox_url()))
    assert "Is a dog coming along?" in flat(worker.get(page_of(referral)))


def test_the_second_worker_is_told_and_sees_the_answer(scene: Scene, signed_in: SignedIn) -> None:
    referral = to_shelter(scene)
    second = signed_in(another_worker(scene))
    page = second.get(page_of(referral))
    with scene.acting(scene.cast.worker) as by:
        accept_referral(referral=referral.pk, by=by, at=now())

    told = answer(second, referral, "decline", page=page, reason="full", words="We are full")

    assert told.status_code == 422
    assert "Pia Lund has answered already: accepted," in flat(told)
    with scene.acting(scene.cast.worker):
        assert Answer.objects.count() == 1


def test_the_same_answer_sent_twice_is_one(scene: Scene, worker: Client) -> None:
    referral = to_shelter(scene)
    page = worker.get(page_of(referral))

    codes = [answer(worker, referral, "accept", page=page).status_code for _ in range(2)]

    with scene.acting(scene.cast.worker):
        assert (codes, Answer.objects.count()) == ([303, 303], 1)


@pytest.mark.parametrize("how", ["called back", "withdrawn"])
def test_called_back_it_is_gone_with_the_very_next_request(scene: Scene, worker: Client, how: str) -> None:
    consent = consented(scene)
    referral = to_shelter(scene, consent)
    page = worker.get(page_of(referral))
    assert page.status_code == 200
    with scene.acting(scene.cast.navigator) as by:
        if how == "withdrawn":
            withdraw_consent(consent=consent.pk, by=by, at=now())
        else:
            revoke_referral(referral=referral.pk, by=by, at=now())

    assert worker.get(page_of(referral)).status_code == 404
    assert [answer(worker, referral, what, page=page).status_code for what in ("accept", "decline", "ask")] == [404] * 3
    inbox = flat(worker.get(inbox_url()))
    assert inbox.count("One referral was called back") == 1
    assert not any(word in inbox for word in (*CANARIES, "Rooms with a lock", "A room of her own"))


def test_a_notice_is_acknowledged_once_and_by_its_agency_alone(
    scene: Scene, worker: Client, signed_in: SignedIn
) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.navigator) as by:
        revoke_referral(referral=referral.pk, by=by, at=now())
    known = reverse("referrals:acknowledge", args=[referral.pk])
    token = token_for(worker.get(inbox_url()), known)
    assert worker.get(known).headers["Location"] == inbox_url()

    codes = [worker.post(known, {"form_token": token}).status_code for _ in range(2)]

    assert codes == [303, 303]
    assert "called back" not in flat(worker.get(inbox_url()))
    stranger = signed_in(scene.cast.other_worker)
    other = to_detox(scene)
    with scene.acting(scene.cast.navigator) as by:
        revoke_referral(referral=other.pk, by=by, at=now())
    theirs = reverse("referrals:acknowledge", args=[other.pk])
    token = token_for(stranger.get(inbox_url()), theirs)
    assert worker.post(theirs, {"form_token": token}).headers["Location"] == inbox_url()
    assert "One referral was called back" in flat(stranger.get(inbox_url()))


def test_two_workers_who_acknowledge_are_both_led_on(scene: Scene, worker: Client, signed_in: SignedIn) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.navigator) as by:
        revoke_referral(referral=referral.pk, by=by, at=now())
    known, other = reverse("referrals:acknowledge", args=[referral.pk]), signed_in(another_worker(scene))
    tokens = [(client, token_for(client.get(inbox_url()), known)) for client in (worker, other)]

    assert [client.post(known, {"form_token": token}).status_code for client, token in tokens] == [303, 303]


def test_opening_an_answers_address_leads_to_the_referral(scene: Scene, worker: Client) -> None:
    referral = to_shelter(scene)

    for what in ("accept", "decline", "ask"):
        answered = worker.get(reverse(f"referrals:{what}", args=[referral.pk]))
        assert (answered.status_code, answered.headers["Location"]) == (302, page_of(referral))


def test_no_worker_of_another_agency_and_nobody_of_the_unit_answers(scene: Scene, signed_in: SignedIn) -> None:
    referral = to_shelter(scene)
    expected = {scene.cast.other_worker: 404, scene.cast.navigator: 403, scene.cast.officer: 403}
    for user, code in expected.items():
        there = reverse("referrals:accept", args=[referral.pk])
        assert signed_in(user).post(there, {}).status_code == code
    assert signed_in(scene.cast.navigator).get(inbox_url()).status_code == 403


def test_the_inbox_is_paged_and_costs_the_same_however_full(scene: Scene, worker: Client) -> None:
    consent = consented(scene)
    to_shelter(scene, consent)
    worker.get(inbox_url())
    with CaptureQueriesContext(connection) as for_one:
        worker.get(inbox_url())
    for number in range(PAGE):
        to_shelter(scene, consent, hoped_for=f"Wish {number}")

    with CaptureQueriesContext(connection) as for_many:
        first = flat(worker.get(inbox_url()))
    second = flat(worker.get(f"{inbox_url()}?start={PAGE}"))

    assert len(for_one) == len(for_many)
    assert ['rel="next"' in first, 'rel="prev"' in first] == [True, False]
    assert ['rel="next"' in second, 'rel="prev"' in second, f"Wish {PAGE - 1}" in second] == [False, True, True]
    assert worker.get(f"{inbox_url()}?start=nonsense").status_code == 200
    assert "Nothing answered yet" in flat(worker.get(f"{inbox_url()}?show=answered"))


def inbox_url() -> str:
    return reverse("referrals:inbox")


def page_of(referral: Referral) -> str:
    return reverse("referrals:referral", args=[referral.pk])


def answer(client: Client, referral: Referral, what: str, *, page: Any = None, **fields: str) -> Any:
    there = reverse(f"referrals:{what}", args=[referral.pk])
    page = page or client.get(page_of(referral))
    return client.post(there, {**fields, "form_token": token_for(page, there)})
