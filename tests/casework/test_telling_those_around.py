"""Somebody around a person has no page here: that a consent was taken back stands open until a navigator told them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.audit.models import Entry
from offramp.casework.models import Supporter
from offramp.consent.actions import acknowledge_withdrawal, note_told, withdraw_consent
from offramp.consent.models import Consent, WithdrawalNotice
from offramp.consent.queries import not_heard_of, withdrawals_told_to
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from tests.casework.young import NAME, a_supporter, a_young_person, agreed
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.ui.reading import flat, said, token_on

TELL = "Tell Odette Morin"


@pytest.fixture
def person(cast: Cast, acting: Acting) -> UUID:
    return a_young_person(acting, cast.navigator, cast.officer)


@pytest.fixture
def mentor(cast: Cast, acting: Acting, person: UUID) -> Supporter:
    return a_supporter(acting, cast.navigator, person)


def taken_back(cast: Cast, acting: Acting, person: UUID, mentor: Supporter) -> UUID:
    """Take back what a mentor might be told; return the notice that stands open."""
    consent = agreed(acting, cast.navigator, person, mentor, Category.IDENTITY)
    with acting(cast.navigator) as by:
        withdrawal = withdraw_consent(consent=consent.pk, by=by, at=now())
        return WithdrawalNotice.objects.get(withdrawal=withdrawal).pk


def to_tell(client: Client) -> list[str]:
    return [line.title for line in client.get("/").context["desk"].waiting if line.title == TELL]


def test_it_stands_on_the_desk_and_with_the_consent_until_the_navigator_says_that_they_told_them(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID, mentor: Supporter
) -> None:
    notice, client = taken_back(cast, acting, person, mentor), signed_in(cast.navigator)
    consents, told = reverse("consent:of-person", args=[person]), reverse("consent:told-them", args=[notice])
    assert to_tell(client) == [TELL]
    page = client.get(consents)
    assert "Not told yet: Odette Morin" in flat(page)
    assert client.get(told).headers["Location"] == consents

    answer = client.post(told, {"form_token": token_on(page)})

    assert (answer.headers["Location"], said(answer)) == (consents, ["Noted."])
    assert (to_tell(client), "Not told yet" in flat(client.get(consents))) == ([], False)
    with acting(cast.navigator):
        row = WithdrawalNotice.objects.get()
        assert (row.told_by_id, row.acknowledged_at is not None) == (cast.navigator.pk, True)
    with acting(cast.privacy):
        assert Entry.objects.filter(verb="consent.withdrawal_told", about=person).count() == 1


def test_nobody_else_finds_the_notice_or_closes_it(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID, mentor: Supporter
) -> None:
    notice = taken_back(cast, acting, person, mentor)
    told = reverse("consent:told-them", args=[notice])
    for user in (cast.officer, cast.supervisor, cast.other_navigator, cast.lead, cast.worker, cast.privacy):
        with acting(user) as by:
            assert (not_heard_of(Viewer(by)), withdrawals_told_to(Viewer(by))) == ([], [])
            for close in (note_told, acknowledge_withdrawal):
                with pytest.raises(NotPermitted), transaction.atomic():
                    close(notice=notice, by=by, at=now())
        assert signed_in(user).post(told).status_code in (403, 404)
        assert (to_tell(signed_in(user)) if user != cast.privacy else []) == []

    with acting(cast.navigator):
        assert WithdrawalNotice.objects.get(pk=notice).acknowledged_at is None


def test_an_officer_of_the_unit_notes_nothing_as_told_and_nobody_what_is_not_there(
    cast: Cast, acting: Acting, person: UUID, mentor: Supporter
) -> None:
    notice = taken_back(cast, acting, person, mentor)

    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        note_told(notice=notice, by=by, at=now())
    with acting(cast.navigator) as by, pytest.raises(NotPermitted, match="This notice is not open to you"):
        note_told(notice=new_id(), by=by, at=now())


def test_saying_it_twice_keeps_who_told_them_first(cast: Cast, acting: Acting, person: UUID, mentor: Supporter) -> None:
    notice = taken_back(cast, acting, person, mentor)
    with acting(cast.navigator) as by:
        note_told(notice=notice, by=by, at=now())
        first = WithdrawalNotice.objects.get(pk=notice).acknowledged_at
        note_told(notice=notice, by=by, at=now())

        assert WithdrawalNotice.objects.get(pk=notice).acknowledged_at == first


def test_the_page_asks_for_a_consent_that_names_them_and_records_it(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID, mentor: Supporter
) -> None:
    client, there = signed_in(cast.navigator), asking(person, mentor.pk)
    typed = {
        "ability": "guardian", "guardian": "Her mother", "present": "Her mother", "categories": ["identity"],
        "purpose": "To meet her for basketball", "starts_at": f"{localdate()}",
        "ends_at": f"{localdate() + timedelta(days=30)}", "acknowledged": "on", "told_revocable": "on",
        "method": "oral", "heard_by": "Amara Okafor",
    }  # fmt: skip
    sentence = client.post(there, typed | {"form_token": token_on(client.get(there))})
    recorded = client.post(there, typed | {"step": "record", "form_token": token_on(sentence)})

    assert f"Odette Morin may be told this about {NAME}, and no more:" in flat(sentence)
    assert said(recorded) == ["The consent is recorded."]
    with acting(cast.navigator):
        consent = Consent.objects.get()
    assert (consent.somebody, consent.named) == (mentor.pk, mentor.label)


def test_nobody_is_asked_for_a_consent_that_names_somebody_who_is_not_around_this_person(
    cast: Cast, acting: Acting, signed_in: SignedIn, person: UUID, mentor: Supporter
) -> None:
    other = a_young_person(acting, cast.navigator, cast.officer, name="Perrin Oxendale")
    addresses = asking(person, new_id()), asking(other, mentor.pk), asking(new_id(), mentor.pk)

    assert [signed_in(cast.navigator).get(each).status_code for each in addresses] == [404, 404, 404]


def asking(person: UUID, somebody: UUID) -> str:
    return reverse("consent:record-somebody", args=[person, somebody])
