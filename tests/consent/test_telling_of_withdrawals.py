"""A withdrawal stays open until each who saw something has said that they know: officers for themselves, agencies."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from offramp.access.actions import end_grants
from offramp.access.enums import Basis, Category
from offramp.accounts.models import User
from offramp.audit.models import LookSubject
from offramp.consent.actions import acknowledge_withdrawal, extend_to_officer, withdraw_consent
from offramp.consent.models import Consent, WithdrawalNotice
from offramp.consent.queries import notice_to, withdrawals_told_to
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.referrals.actions import acknowledge_call_back
from offramp.referrals.models import CallBack
from tests.conftest import Acting, SignedIn
from tests.consent.scene import Scene, a_scene, consented, for_officers, seat, terms
from tests.referrals.scene import to_shelter
from tests.ui.reading import Answer, flat, said, token_on


def test_each_officer_who_saw_something_is_told_those_too_who_left_the_team(scene: Scene) -> None:
    cast = scene.cast
    consent = consented(scene, for_officers(scene, Category.HEALTH))
    with scene.acting(cast.navigator) as by:
        founding = seat(scene, cast.colleague)
        extend_to_officer(person=scene.person, user=cast.colleague.pk, by=by, at=now())
        end_grants(founded_on=founding, basis=Basis.CARE_TEAM, at=now())
    withdrawn(scene, consent)

    assert [len(told(scene, getattr(cast, name))) for name in ("officer", "colleague", "core_officer")] == [1, 1, 0]
    assert told(scene, cast.navigator) == []


def test_a_consent_that_had_not_begun_was_seen_by_nobody(scene: Scene) -> None:
    begins = now() + timedelta(days=3)
    later = for_officers(scene, Category.HEALTH, starts_at=begins, ends_at=begins + timedelta(days=3))
    withdrawn(scene, consented(scene, later))

    assert told(scene, scene.cast.officer) == []


def test_an_officer_says_that_they_know_once_and_for_themselves(scene: Scene) -> None:
    notice = noticed(scene)
    for name in ("colleague", "navigator", "supervisor"):
        with scene.acting(getattr(scene.cast, name)) as by:
            assert notice_to(Viewer(by), notice) is None
            with pytest.raises(NotPermitted), transaction.atomic():
                acknowledge_withdrawal(notice=notice, by=by, at=now())
    with scene.acting(scene.cast.officer) as by:
        assert notice_to(Viewer(by), notice) is not None
        acknowledge_withdrawal(notice=notice, by=by, at=now())
        first = WithdrawalNotice.objects.get(pk=notice).acknowledged_at
        acknowledge_withdrawal(notice=notice, by=by, at=now())

        assert WithdrawalNotice.objects.get(pk=notice).acknowledged_at == first
    assert told(scene, scene.cast.officer) == []


def test_what_one_knows_of_one_withdrawal_says_nothing_of_another(scene: Scene) -> None:
    first, second = noticed(scene), consented(scene, for_officers(scene, Category.PROFILE))
    withdrawn(scene, second)
    with scene.acting(scene.cast.officer) as by:
        acknowledge_withdrawal(notice=first, by=by, at=now())
        with pytest.raises(NotPermitted), transaction.atomic():
            acknowledge_withdrawal(notice=new_id(), by=by, at=now())

    (left,) = told(scene, scene.cast.officer)
    assert left.pk != first


def test_the_notice_opens_nothing_of_the_consent(scene: Scene) -> None:
    noticed(scene)

    with scene.acting(scene.cast.officer):
        assert Consent.objects.count() == 0
    with scene.acting(scene.cast.colleague):
        assert WithdrawalNotice.objects.count() == 0


def test_the_officer_finds_it_on_the_desk_and_says_i_know(scene: Scene, signed_in: SignedIn) -> None:
    notice, client = noticed(scene), signed_in(scene.cast.officer)
    assert "Josephine M. took a consent back" in [line.title for line in client.get("/").context["desk"].waiting]

    page = client.get(reverse("consent:told"))
    know = reverse("consent:acknowledge", args=[notice])
    assert client.get(know).headers["Location"] == reverse("consent:told")
    answer = client.post(know, {"form_token": token_on(page)})

    assert "Josephine M." in flat(page)
    assert (answer.headers["Location"], said(answer)) == (reverse("consent:told"), ["Noted."])
    assert "Josephine M. took a consent back" not in [line.title for line in client.get("/").context["desk"].waiting]
    assert signed_in(scene.cast.colleague).post(know).status_code == 404


def test_the_navigator_sees_who_has_not_said_that_they_know(scene: Scene, signed_in: SignedIn) -> None:
    cast, client = scene.cast, signed_in(scene.cast.navigator)
    notice, agreed = noticed(scene), consented(scene)
    to_shelter(scene, agreed)
    withdrawn(scene, agreed)
    assert silent(client) == [
        "Cst. Daniel Park has not said that they know",
        "The Shelter Society has not said that they know",
    ]
    assert flat(of_person(scene, client)).count("Not heard yet that they know") == 2

    with scene.acting(cast.officer) as by:
        acknowledge_withdrawal(notice=notice, by=by, at=now())
    with scene.acting(cast.worker) as by:
        acknowledge_call_back(call_back=CallBack.objects.get().pk, by=by, at=now())

    assert silent(client) == []
    assert "Not heard yet that they know" not in flat(of_person(scene, client))
    assert silent(signed_in(cast.other_navigator)) == []


def test_who_is_still_silent_about_one_person_is_not_looked_up_for_another(
    scene: Scene, acting: Acting, signed_in: SignedIn
) -> None:
    other = a_scene(scene.cast, acting)
    noticed(scene)
    withdrawn(other, consented(other, for_officers(other, Category.HEALTH)))

    of_person(scene, signed_in(scene.cast.navigator))

    with acting(scene.cast.privacy):
        assert set(LookSubject.objects.values_list("subject", flat=True)) == {scene.person}


def test_a_consent_that_ends_soon_is_marked_as_many_days_before_as_the_service_says(
    scene: Scene, signed_in: SignedIn
) -> None:
    consented(scene, terms(scene, ends_at=now() + timedelta(days=20)))
    client, marked = signed_in(scene.cast.navigator), {}

    for days in (14, 30):
        with override_settings(CONSENT_WARNING_DAYS=days):
            on_desk = [line.title for line in client.get("/").context["desk"].waiting if "Consent of" in line.title]
            marked[days] = ("Ends soon" in flat(of_person(scene, client)), len(on_desk))

    assert marked == {14: (False, 0), 30: (True, 1)}


def test_a_consent_that_ends_at_the_last_moment_of_these_days_ends_within_them(scene: Scene) -> None:
    consent = consented(scene, terms(scene, ends_at=now() + timedelta(days=20)))
    last = consent.ends_at - timedelta(days=14)

    before, there = (consent.ends_within(at, days=14) for at in (last - timedelta(microseconds=1), last))

    assert (before, there) == (False, True)


def noticed(scene: Scene) -> UUID:
    """Have what the officer saw taken back; return the notice to them."""
    withdrawn(scene, consented(scene, for_officers(scene, Category.HEALTH)))
    [notice] = told(scene, scene.cast.officer)
    return notice.pk


def withdrawn(scene: Scene, consent: Consent) -> None:
    with scene.acting(scene.cast.navigator) as by:
        withdraw_consent(consent=consent.pk, by=by, at=now())


def told(scene: Scene, user: User) -> list[WithdrawalNotice]:
    with scene.acting(user) as by:
        return withdrawals_told_to(Viewer(by))


def silent(client: Client) -> list[str]:
    titles = [line.title for line in client.get("/").context["desk"].waiting]
    return sorted(title for title in titles if "has not said that they know" in title)


def of_person(scene: Scene, client: Client) -> Answer:
    return client.get(reverse("consent:of-person", args=[scene.person]))
