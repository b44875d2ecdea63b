"""Agreements with agencies: what an agency receives ends with them, on its pages and in the database."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate

from offramp.access.enums import Category, Role
from offramp.access.models import Grant
from offramp.accounts.models import User
from offramp.consent.actions import AgreementTerms, end_agreement, make_agreement
from offramp.consent.enums import IN_PLAIN_WORDS
from offramp.consent.models import Agreement
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.ids import new_id
from offramp.referrals.models import PacketItem
from tests.conftest import SignedIn
from tests.consent.scene import Scene
from tests.referrals.scene import as_seen_by, to_detox, to_shelter
from tests.ui.reading import flat, token_on

TODAY = timedelta()
YESTERDAY, TOMORROW = timedelta(days=-1), timedelta(days=1)


def test_what_was_sent_closes_with_the_agreement_on_the_page_and_in_the_database(scene: Scene) -> None:
    referral, elsewhere = to_shelter(scene), to_detox(scene)
    worker = scene.cast.worker
    assert as_seen_by(scene, worker, referral) is not None
    assert items_open_to(scene, worker) > 0

    ended(scene, YESTERDAY)

    assert as_seen_by(scene, worker, referral) is None
    assert items_open_to(scene, worker) == 0
    assert as_seen_by(scene, scene.cast.navigator, referral) is not None
    assert as_seen_by(scene, scene.cast.other_worker, elsewhere) is not None
    assert items_open_to(scene, scene.cast.other_worker) > 0


def test_until_its_last_day_nothing_changes_and_then_the_grant_ends(scene: Scene) -> None:
    referral = to_shelter(scene)

    ended(scene, TOMORROW)

    assert as_seen_by(scene, scene.cast.worker, referral) is not None
    with scene.acting(scene.cast.worker):
        [ends_at] = Grant.objects.filter(founded_on=referral.pk).values_list("ends_at", flat=True)
    assert ends_at == midnight(localdate() + timedelta(days=2))


def test_where_another_agreement_goes_on_what_was_sent_stays_open(scene: Scene) -> None:
    referral = to_shelter(scene)
    made(scene)

    ended(scene, YESTERDAY, agreement=Agreement.objects.filter(agency=scene.cast.shelter).earliest("starts_on"))

    assert as_seen_by(scene, scene.cast.worker, referral) is not None
    assert items_open_to(scene, scene.cast.worker) > 0


def test_nothing_is_sent_after_the_end_and_again_under_a_new_one(scene: Scene) -> None:
    ended(scene, YESTERDAY)
    with pytest.raises(Refused, match="agreement"):
        to_shelter(scene)

    made(scene)
    to_shelter(scene)


@pytest.mark.parametrize("role", ["supervisor", "navigator", "lead", "administrator", "worker", "officer", "analyst"])
def test_nobody_but_the_privacy_officer_makes_or_ends_one(scene: Scene, role: str) -> None:
    user, agreement = getattr(scene.cast, role), Agreement.objects.earliest("id")
    with scene.acting(user) as by:
        with pytest.raises(NotPermitted):
            make_agreement(terms=terms(scene), by=by, at=now())
        with pytest.raises(NotPermitted):
            end_agreement(agreement=agreement.pk, last_day=localdate(), by=by, at=now())
    assert Agreement.objects.filter(ends_on__isnull=False).count() == 0


@pytest.mark.parametrize("role", [Role.NAVIGATOR, Role.AGENCY_WORKER, Role.HELP_SUPERVISOR])
def test_the_database_itself_ends_nothing_for_anybody_else(scene: Scene, role: Role) -> None:
    to_shelter(scene)
    user = {"navigator": "navigator", "agency_worker": "worker", "help_supervisor": "supervisor"}[role]
    with scene.acting(getattr(scene.cast, user)), connection.cursor() as cursor:
        cursor.execute(
            "SELECT referrals_end_with_agreement(%s, %s, now())", [scene.cast.help.pk, scene.cast.shelter.pk]
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"categories": []}, "categories"),
        ({"ends_on": localdate() - timedelta(days=1)}, "ends_on"),
    ],
)
def test_an_agreement_about_nothing_or_that_ends_before_it_begins_is_refused(
    scene: Scene, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        made(scene, **changes)
    assert refused.value.field == field


def test_an_end_before_the_beginning_or_after_the_one_that_stands_is_refused(scene: Scene) -> None:
    agreement = made(scene, ends_on=localdate() + timedelta(days=30))

    for by_days in (timedelta(days=-2), timedelta(days=30), timedelta(days=31)):
        with pytest.raises(Refused) as refused:
            ended(scene, by_days, agreement=agreement)
        assert refused.value.field == "last_day"
    with pytest.raises(NotPermitted), scene.acting(scene.cast.privacy) as by:
        end_agreement(agreement=new_id(), last_day=localdate(), by=by, at=now())


def test_the_privacy_officer_writes_one_down_and_ends_it(scene: Scene, privacy: Client) -> None:
    blank = privacy.get(reverse("consent:agreement-new"))
    assert "The Shelter Society" in flat(blank)
    said = {
        "unit": str(scene.cast.help.pk),
        "agency": str(scene.cast.shelter.pk),
        "categories": ["identity", "plan"],
        "starts_on": str(localdate()),
        "ends_on": "",
        "reference": "ISA-7",
        "form_token": token_on(blank),
    }
    page = privacy.post(reverse("consent:agreement-new"), said, follow=True)
    assert "ISA-7" in flat(page)
    made = Agreement.objects.get(reference="ISA-7")
    assert (made.unit, made.categories, made.ends_on) == (scene.cast.help, ["identity", "plan"], None)

    ask = reverse("consent:agreement-end", args=[made.pk])
    refused = privacy.post(ask, {"last_day": "2001-01-01", "form_token": token_on(privacy.get(ask))})
    assert (refused.status_code, "2001-01-01" in refused.content.decode()) == (422, True)
    page = privacy.post(ask, {"last_day": str(localdate()), "form_token": token_on(privacy.get(ask))}, follow=True)
    assert "It ends" in flat(page)
    made.refresh_from_db()
    assert made.ends_on == localdate()


def test_what_may_be_agreed_is_said_as_it_is_said_to_the_person(privacy: Client) -> None:
    page = unescape(privacy.get(reverse("consent:agreement-new")).content.decode())

    assert [words for words in map(capfirst, map(str, IN_PLAIN_WORDS.values())) if words not in page] == []


def test_the_list_is_paged_and_takes_as_many_queries_for_many_as_for_one(scene: Scene, privacy: Client) -> None:
    address = reverse("consent:agreements")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert privacy.get(address).status_code == 200
        return len(asked)

    queries()
    few = queries()
    for _ in range(30):
        made(scene)
    assert queries() == few
    page = privacy.get(address)
    assert page.content.decode().count("End the agreement with") == 25
    assert privacy.get(f"{address}?show=over").content.decode().count("End the agreement with") == 0


def test_no_page_of_it_is_there_for_anybody_else(scene: Scene, signed_in: SignedIn) -> None:
    agreement = Agreement.objects.earliest("id")
    pages = (
        reverse("consent:agreements"),
        reverse("consent:agreement-new"),
        reverse("consent:agreement-end", args=[agreement.pk]),
    )
    for user in scene.cast.everyone:
        if user not in (scene.cast.privacy, scene.cast.stranger):
            client = signed_in(user)
            assert {client.get(page).status_code for page in pages} == {403}, user.username


def terms(scene: Scene, **changes: Any) -> AgreementTerms:
    given: dict[str, Any] = {
        "unit": scene.cast.help.pk,
        "agency": scene.cast.shelter.pk,
        "categories": list(Category),
        "starts_on": localdate(),
        **changes,
    }
    return AgreementTerms(**given)


def made(scene: Scene, **changes: Any) -> Agreement:
    with scene.acting(scene.cast.privacy) as by:
        return make_agreement(terms=terms(scene, **changes), by=by, at=now())


def ended(scene: Scene, by_days: timedelta, agreement: Agreement | None = None) -> None:
    ending = agreement or Agreement.objects.get(agency=scene.cast.shelter)
    with scene.acting(scene.cast.privacy) as by:
        end_agreement(agreement=ending.pk, last_day=localdate() + by_days, by=by, at=now())


def items_open_to(scene: Scene, user: User) -> int:
    """Return how many items of packets the database opens to somebody, whatever a page would leave out."""
    with scene.acting(user):
        return PacketItem.objects.count()
