"""An agency accepts, declines with a reason or asks; the sender is told, once, and may call it back."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from offramp.access.actions import grant
from offramp.access.enums import Basis, Category
from offramp.accounts.models import User
from offramp.audit.models import Entry
from offramp.consent.actions import withdraw_consent
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.referrals.actions import (
    accept_referral,
    acknowledge_call_back,
    ask_back,
    decline_referral,
    mark_seen,
    reply,
    revoke_referral,
)
from offramp.referrals.enums import DeclineReason
from offramp.referrals.models import CallBack, Referral
from offramp.referrals.queries import (
    ReferralSeen,
    answers_unseen,
    call_back_of,
    called_back,
    inbox,
    referral_for,
    referrals_of,
    waiting_for_answer,
)
from tests.consent.scene import CANARIES, Scene, consented, terms
from tests.referrals.scene import accepted, another_worker, as_seen_by, to_detox, to_shelter
from tests.referrals.test_sending import all_text_seen_by, rows_seen_by


def test_accepting_is_told_to_the_sender_until_they_have_seen_it(scene: Scene) -> None:
    cast, referral = scene.cast, to_shelter(scene)
    assert (unseen_by(scene, cast.navigator), awaited_by(scene, cast.navigator)) == ([], [referral])

    accepted(scene, referral)

    assert (unseen_by(scene, cast.navigator), awaited_by(scene, cast.navigator)) == ([referral], [])
    assert unseen_by(scene, cast.officer) == []
    with scene.acting(cast.officer) as by, pytest.raises(NotPermitted):
        mark_seen(referral=referral.pk, by=by, at=now())
    with scene.acting(cast.navigator) as by:
        for _ in range(2):
            mark_seen(referral=referral.pk, by=by, at=now())
        assert Entry.objects.filter(verb="referral.answer_seen").count() == 1
    assert unseen_by(scene, cast.navigator) == []


def test_declining_needs_a_reason_and_keeps_the_words(scene: Scene) -> None:
    referral = to_shelter(scene)

    with scene.acting(scene.cast.worker) as by:
        for reason, field in (("", "reason"), ("nonsense", "reason"), (DeclineReason.OTHER, "words")):
            with pytest.raises(Refused) as caught, transaction.atomic():
                decline_referral(referral=referral.pk, reason=reason, by=by, at=now())
            assert caught.value.field == field
        decline_referral(referral=referral.pk, reason=DeclineReason.FULL, words="Ask on Monday", by=by, at=now())

    found = seen(scene, scene.cast.navigator, referral)
    assert (found.referral.state, found.answers[0].reason, found.messages[0].text) == (
        "declined",
        "full",
        "Ask on Monday",
    )


def test_an_officer_on_the_care_team_reads_no_message(scene: Scene) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.worker) as by:
        ask_back(referral=referral.pk, question="Does she still drink?", by=by, at=now())

    assert seen(scene, scene.cast.officer, referral).messages == []
    assert len(seen(scene, scene.cast.navigator, referral).messages) == 1


def test_a_question_is_answered_and_the_answer_is_awaited_again(scene: Scene) -> None:
    cast, referral = scene.cast, to_shelter(scene)
    with scene.acting(cast.worker) as by:
        with pytest.raises(Refused), transaction.atomic():
            ask_back(referral=referral.pk, question=" ", by=by, at=now())
        ask_back(referral=referral.pk, question="Is a dog coming along?", by=by, at=now())
    assert unseen_by(scene, cast.navigator) == [referral]
    assert seen(scene, cast.worker, referral).referral.state == "asked"

    with scene.acting(cast.navigator) as by:
        with pytest.raises(Refused), transaction.atomic():
            reply(referral=referral.pk, text="", by=by, at=now())
        reply(referral=referral.pk, text="A small one.", by=by, at=now())
        reply(referral=referral.pk, text="Called Biscuit.", by=by, at=now())

    assert (unseen_by(scene, cast.navigator), awaited_by(scene, cast.navigator)) == ([], [referral])
    found = seen(scene, cast.worker, referral)
    assert [(m.text, m.from_agency, m.by.name) for m in found.messages] == [
        ("Is a dog coming along?", True, "Pia Lund"),
        ("A small one.", False, "Amara Okafor"),
        ("Called Biscuit.", False, "Amara Okafor"),
    ]
    assert found.referral.state == "sent"
    accepted(scene, referral)
    with scene.acting(cast.navigator) as by, pytest.raises(Refused, match="no longer open"):
        reply(referral=referral.pk, text="Thank you", by=by, at=now())


def test_the_second_worker_to_answer_is_told_who_was_first(scene: Scene) -> None:
    referral = to_shelter(scene)
    with scene.acting(scene.cast.worker) as by:
        ask_back(referral=referral.pk, question="Is a dog coming along?", by=by, at=now())
    accepted(scene, referral)

    with scene.acting(another_worker(scene)) as by, pytest.raises(Refused, match="Pia Lund has answered already: acc"):
        decline_referral(referral=referral.pk, reason=DeclineReason.FULL, by=by, at=now())


@pytest.mark.parametrize("name", ["other_worker", "navigator", "officer", "supervisor", "constable"])
def test_only_the_agencys_workers_answer(scene: Scene, name: str) -> None:
    referral = to_shelter(scene)

    with scene.acting(getattr(scene.cast, name)) as by, pytest.raises(NotPermitted):
        accept_referral(referral=referral.pk, by=by, at=now())


@pytest.mark.parametrize("name", ["other_navigator", "officer", "supervisor", "worker"])
def test_only_the_navigators_on_the_care_team_reply_or_call_back(scene: Scene, name: str) -> None:
    referral = to_shelter(scene)
    with scene.acting(getattr(scene.cast, name)) as by:
        with pytest.raises(NotPermitted), transaction.atomic():
            reply(referral=referral.pk, text="x", by=by, at=now())
        with pytest.raises(NotPermitted), transaction.atomic():
            revoke_referral(referral=referral.pk, by=by, at=now())


@pytest.mark.parametrize("name", ["other_navigator", "officer"])
def test_who_may_not_reply_is_not_told_what_became_of_it(scene: Scene, name: str) -> None:
    referral = to_shelter(scene)
    accepted(scene, referral)

    with scene.acting(getattr(scene.cast, name)) as by, pytest.raises(NotPermitted):
        reply(referral=referral.pk, text="x", by=by, at=now())


def test_a_referral_that_is_not_there_is_not_called_back(scene: Scene) -> None:
    with scene.acting(scene.cast.navigator) as by, pytest.raises(NotPermitted, match="not open to you"):
        revoke_referral(referral=new_id(), by=by, at=now())


def test_called_back_it_is_gone_but_for_a_notice_without_content(scene: Scene) -> None:
    cast, referral = scene.cast, to_shelter(scene)
    with scene.acting(cast.worker) as by:
        ask_back(referral=referral.pk, question="Is a dog coming along?", by=by, at=now())
    with scene.acting(cast.navigator) as by:
        revoke_referral(referral=referral.pk, by=by, at=now())

    assert as_seen_by(scene, cast.worker, referral) is None
    assert rows_seen_by(scene, cast.worker) == {"referrals_callback": 1}
    assert not any(canary in all_text_seen_by(scene, cast.worker) for canary in CANARIES)
    with scene.acting(cast.worker) as by, pytest.raises(NotPermitted), transaction.atomic():
        accept_referral(referral=referral.pk, by=by, at=now())
    with scene.acting(cast.navigator) as by, pytest.raises(Refused, match="called back already"), transaction.atomic():
        revoke_referral(referral=referral.pk, by=by, at=now())


def test_a_withdrawal_calls_back_whatever_stood_on_the_consent(scene: Scene) -> None:
    cast, consent = scene.cast, consented(scene)
    first, second = to_shelter(scene, consent), to_shelter(scene, consent)
    other, detox = to_shelter(scene), to_detox(scene)
    accepted(scene, first)
    with scene.acting(cast.navigator) as by:
        revoke_referral(referral=second.pk, by=by, at=now())
        withdraw_consent(consent=consent.pk, by=by, at=now())

    assert as_seen_by(scene, cast.worker, first) is None
    assert as_seen_by(scene, cast.worker, other) is not None
    assert as_seen_by(scene, cast.other_worker, detox) is not None
    with scene.acting(cast.worker) as by:
        viewer = Viewer(by)
        notices = called_back(viewer)
        assert [(n.sent_at, n.acknowledged_at) for n in notices] == [(second.sent_at, None), (first.sent_at, None)]
        assert viewer.shown == {("support", first.pk): {"referral"}, ("support", second.pk): {"referral"}}
    with scene.acting(cast.navigator) as by:
        assert {(r.referral.pk, r.referral.state) for r in referrals_of(Viewer(by), scene.person, at=now())} == {
            (first.pk, "revoked"),
            (second.pk, "revoked"),
            (other.pk, "sent"),
            (detox.pk, "sent"),
        }


def test_a_withdrawal_reaches_even_what_its_recorder_may_not_see(scene: Scene) -> None:
    cast = scene.cast
    agreed = terms(scene, agency=cast.clinic.pk, categories=[Category.IDENTITY, Category.HEALTH, Category.PLAN])
    consent = consented(scene, agreed)
    referral = to_detox(scene, consent)
    with scene.acting(cast.navigator):
        only(scene, cast.other_navigator, Category.CONSENT)
    with scene.acting(cast.other_navigator) as by:
        withdraw_consent(consent=consent.pk, by=by, at=now())

    assert as_seen_by(scene, cast.other_worker, referral) is None
    assert rows_seen_by(scene, cast.other_worker) == {}


def test_who_may_not_see_where_a_referral_went_does_not_call_it_back(scene: Scene) -> None:
    referral = to_detox(scene)
    with scene.acting(scene.cast.navigator):
        only(scene, scene.cast.other_navigator, Category.PLAN, Category.REFERRAL)

    with scene.acting(scene.cast.other_navigator) as by, pytest.raises(NotPermitted, match="not open to you"):
        revoke_referral(referral=referral.pk, by=by, at=now())


def test_the_agency_acknowledges_and_the_notice_closes_for_it_alone(scene: Scene) -> None:
    cast, referral = scene.cast, to_shelter(scene)
    with scene.acting(cast.navigator) as by:
        notice = revoke_referral(referral=referral.pk, by=by, at=now())
    with scene.acting(cast.other_worker) as by, pytest.raises(NotPermitted):
        acknowledge_call_back(call_back=notice.pk, by=by, at=now())
    with scene.acting(cast.worker) as by:
        acknowledge_call_back(call_back=notice.pk, by=by, at=now())
        assert (called_back(Viewer(by)), CallBack.objects.count()) == ([], 0)

    with scene.acting(cast.navigator) as by:
        kept = call_back_of(Viewer(by), referral.pk)
        assert kept is not None
        assert (kept.acknowledged_by, kept.acknowledged_at is not None) == (cast.worker, True)
        assert called_back(Viewer(by)) == []


def test_the_inbox_has_the_oldest_promise_first_and_what_waits_for_the_sender_last(scene: Scene) -> None:
    today, consent = now().date(), consented(scene)
    undated = to_shelter(scene, consent)
    late = to_shelter(scene, consent, answer_by=today + timedelta(days=9))
    asked = to_shelter(scene, consent, answer_by=today + timedelta(days=1))
    soon = to_shelter(scene, consent, answer_by=today + timedelta(days=3))
    done = to_shelter(scene, consent)
    accepted(scene, done)
    with scene.acting(scene.cast.worker) as by:
        ask_back(referral=asked.pk, question="Is a dog coming along?", by=by, at=now())
        viewer = Viewer(by)
        waiting = [found.referral for found in inbox(viewer, at=now())]
        answered = [found.referral for found in inbox(viewer, at=now(), waiting=False)]

        assert waiting == [soon, late, undated, asked]
        assert answered == [done]
        assert viewer.shown[("support", soon.pk)] == {"identity", "plan"}


def test_lists_cost_the_same_for_one_referral_and_for_three(scene: Scene) -> None:
    consent, costs = consented(scene), []
    for more in (1, 2):
        for _ in range(more):
            to_shelter(scene, consent)
        with scene.acting(scene.cast.worker) as by, CaptureQueriesContext(connection) as for_worker:
            there = len(inbox(Viewer(by), at=now()))
        with scene.acting(scene.cast.navigator) as by, CaptureQueriesContext(connection) as for_navigator:
            here = len(referrals_of(Viewer(by), scene.person, at=now()))
        costs.append((there, len(for_worker), here, len(for_navigator)))

    assert costs == [(1, 4, 1, 4), (3, 4, 3, 4)]


def test_reading_a_referral_notes_the_person_for_the_unit_and_the_referral_for_the_agency(scene: Scene) -> None:
    referral = to_detox(scene)
    with scene.acting(scene.cast.other_worker) as by:
        ask_back(referral=referral.pk, question="Since when?", by=by, at=now())
        there = Viewer(by)
        referral_seen(there, referral)
    with scene.acting(scene.cast.officer) as by:
        here = Viewer(by)
        referral_seen(here, referral)

    assert there.shown == {("support", referral.pk): {"identity", "plan", "health", "referral"}}
    assert here.shown == {("support", scene.person): {"identity", "plan"}}


def test_nothing_is_noted_where_nothing_is_shown(scene: Scene) -> None:
    with scene.acting(scene.cast.worker) as by:
        viewer = Viewer(by)
        assert (inbox(viewer, at=now()), called_back(viewer), viewer.shown) == ([], [], {})


def test_a_referral_ends_for_the_agency_with_its_consent(scene: Scene) -> None:
    moment = now() - timedelta(days=10)
    short = consented(scene, terms(scene, starts_at=moment, ends_at=moment + timedelta(days=5)), at=moment)
    referral = to_shelter(scene, short, at=moment + timedelta(days=1))

    assert as_seen_by(scene, scene.cast.worker, referral) is None
    assert rows_seen_by(scene, scene.cast.worker) == {}
    assert seen(scene, scene.cast.navigator, referral).items[0].category == Category.IDENTITY


def only(scene: Scene, user: User, *categories: Category) -> None:
    """Open some categories of the person to somebody, as triage does."""
    grant(
        party=user.pk,
        subject=scene.person,
        categories=categories,
        basis=Basis.TRIAGE,
        founded_on=new_id(),
        starts_at=now() - timedelta(days=1),
    )


def seen(scene: Scene, user: User, referral: Referral) -> ReferralSeen:
    found = as_seen_by(scene, user, referral)
    assert found is not None
    return found


def referral_seen(viewer: Viewer, referral: Referral) -> None:
    assert referral_for(viewer, referral.pk, at=now()) is not None


def unseen_by(scene: Scene, user: User) -> list[Referral]:
    with scene.acting(user) as by:
        return [found.referral for found in answers_unseen(Viewer(by), at=now())]


def awaited_by(scene: Scene, user: User) -> list[Referral]:
    with scene.acting(user) as by:
        return [found.referral for found in waiting_for_answer(Viewer(by), at=now())]
