"""Whose consent it is: under 12 a guardian's, from 18 on their own; and what a guardian agreed to ends in between."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate

from offramp.access.enums import Category
from offramp.access.models import Grant
from offramp.audit.models import Entry
from offramp.consent.enums import Ability
from offramp.consent.models import Consent
from offramp.consent.queries import consent_in_force, consents_of_age
from offramp.consent.rules import Birth
from offramp.kernel.clock import now
from offramp.kernel.days import birthday, midnight
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Viewer
from offramp.people.actions import change_particulars
from offramp.people.models import Particulars
from offramp.referrals.actions import Item, send_referral
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import Scene, a_scene, consented, for_officers, terms

DAY = timedelta(days=1)
GUARDIAN: dict[str, Any] = {"ability": Ability.GUARDIAN, "guardian": "Marie Letendre"}
ALONE: dict[str, Any] = {"ability": Ability.ABLE, "capacity_finding": "Says in her own words who learns what"}


def born_so_that(years: int, *, in_days: int) -> date:
    """Return the birth date of somebody who is so many years old in so many days."""
    return birthday(localdate() + timedelta(days=in_days), -years)


def young(cast: Cast, acting: Acting, **born: Any) -> Scene:
    return a_scene(cast, acting, **born)


def refused(scene: Scene, **said: Any) -> tuple[str, str, str]:
    with pytest.raises(Refused) as refusal:
        consented(scene, terms(scene, **said))
    return refusal.value.field, refusal.value.message, refusal.value.ask


def test_a_guardians_consent_ends_on_the_eighteenth_birthday_at_the_latest(cast: Cast, acting: Acting) -> None:
    scene = young(cast, acting, born_on=born_so_that(18, in_days=40))
    turns = localdate() + timedelta(days=40)
    last = midnight(turns)

    field, message, ask = refused(scene, **GUARDIAN, ends_at=last + timedelta(seconds=1))
    consent = consented(scene, terms(scene, **GUARDIAN, ends_at=last))

    assert (field, message) == (
        "ends_at", f"They turn 18 on {date_format(turns, 'j F Y')}. From then on they decide themselves.",
    )  # fmt: skip
    assert "the day before" in ask
    assert consent.ends_at == last
    with acting(cast.navigator):
        moments = (last - timedelta(seconds=1), last)
        found = [consent_in_force(person=scene.person, agency=cast.shelter.pk, at=at) for at in moments]
    assert found == [True, False]


def test_what_a_guardian_opened_to_officers_closes_on_that_day_by_itself(cast: Cast, acting: Acting) -> None:
    scene = young(cast, acting, born_on=born_so_that(18, in_days=40))
    last = midnight(localdate() + timedelta(days=40))
    said = for_officers(scene, Category.SUPPORT_NOTES, **GUARDIAN, ends_at=last)
    consent = consented(scene, said)

    with acting(cast.officer):
        assert [grant.ends_at for grant in Grant.objects.filter(founded_on=consent.pk)] == [last]


def test_their_own_consent_under_eighteen_may_last_beyond_it(cast: Cast, acting: Acting) -> None:
    scene = young(cast, acting, born_on=born_so_that(18, in_days=40))

    consent = consented(scene, terms(scene, **ALONE, ends_at=now() + timedelta(days=90)))

    assert consent.ability == Ability.ABLE


def test_what_a_guardian_agrees_to_from_that_day_on_ends_by_no_birthday() -> None:
    birth = Birth(born_on=date(2008, 11, 23))
    comes_of_age = midnight(date(2026, 11, 23))

    ends = [birth.ends_for_a_guardian(at) for at in (comes_of_age - timedelta(microseconds=1), comes_of_age)]

    assert ends == [comes_of_age, None]


@pytest.mark.parametrize(("in_days", "may"), [(1, False), (0, True)])
def test_under_twelve_only_a_guardian_agrees(cast: Cast, acting: Acting, in_days: int, may: bool) -> None:
    scene = young(cast, acting, born_on=born_so_that(12, in_days=in_days))

    if may:
        consented(scene, terms(scene, **ALONE))
        return
    assert refused(scene, **ALONE) == (
        "ability",
        "They are, or may be, under 12. A guardian decides.",
        "Choose “A guardian or trustee decides”, or note their birth date first.",
    )
    consented(scene, terms(scene, **GUARDIAN))


def test_from_which_age_on_is_a_setting(cast: Cast, acting: Acting, settings: Any) -> None:
    settings.CONSENT_FROM_AGE = 14
    scene = young(cast, acting, born_on=born_so_that(13, in_days=-10))

    assert refused(scene, **ALONE)[1] == "They are, or may be, under 14. A guardian decides."


def test_without_a_birth_date_a_guardian_can_not_decide_and_the_form_says_what_to_do(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    scene = young(cast, acting, born_on=None)

    field, message, ask = refused(scene, **GUARDIAN)
    page = signed_in(cast.navigator).get(reverse("consent:record", args=[scene.person, cast.shelter.pk]))
    text = " ".join(page.content.decode().split())

    assert (field, "how long a guardian decides" in message, "“Birth and languages”" in ask) == ("ability", True, True)
    assert "It is not known when they were born." in text
    assert "capacity_finding" in page.context["form"].fields


def test_where_nobody_knows_when_they_were_born_who_asks_them_says_why_they_decide_alone(
    cast: Cast, acting: Acting
) -> None:
    scene = young(cast, acting, born_on=None)

    field, message, ask = refused(scene, ability=Ability.ABLE)

    assert (field, message.startswith("It is not known when they were born.")) == ("capacity_finding", True)
    assert ask == "Or note their birth date, or about the year, under “Birth and languages” first."
    consented(scene, terms(scene, ability=Ability.ABLE, capacity_finding="Says she is thirty, and looks it"))


@pytest.mark.parametrize(
    ("birth", "ends"),
    [
        (Birth(date(2010, 3, 4)), midnight(date(2028, 3, 4))),
        (Birth(date(2008, 2, 29)), midnight(date(2026, 3, 1))),
        (Birth(None, 2010), midnight(date(2028, 1, 1))),
        (Birth(), None),
        (Birth(date(1991, 3, 4)), None),
    ],
)
def test_until_when_a_guardian_decides_follows_from_the_birth(birth: Birth, ends: Any) -> None:
    assert birth.ends_for_a_guardian(midnight(date(2025, 6, 1))) == ends


def test_who_may_be_of_age_already_by_the_year_alone_is_asked_for_their_birth_date(cast: Cast, acting: Acting) -> None:
    scene = young(cast, acting, born_on=None)
    with acting(cast.navigator):
        Particulars.objects.update(born_about=localdate().year - 18)

    assert refused(scene, **GUARDIAN)[:2] == (
        "ability", "They may be 18 already. Then a guardian decides no more.",
    )  # fmt: skip


def test_a_trustee_may_decide_for_an_adult_beyond_any_birthday(cast: Cast, acting: Acting) -> None:
    scene = young(cast, acting, born_on=date(1990, 2, 28))

    consented(scene, terms(scene, **GUARDIAN))

    with acting(cast.navigator) as by:
        assert consents_of_age(Viewer(by), now() + timedelta(days=400), at=now()) == []


def test_a_birth_date_put_right_shortens_what_a_guardian_agreed_to_with_what_stands_on_it(
    cast: Cast, acting: Acting
) -> None:
    scene = young(cast, acting, born_on=born_so_that(16, in_days=1))
    own = consented(scene, terms(scene, **ALONE))
    short = consented(scene, terms(scene, **GUARDIAN, ends_at=now() + timedelta(days=5)))
    to_agency = consented(scene, terms(scene, **GUARDIAN))
    to_officers = consented(scene, for_officers(scene, Category.SUPPORT_NOTES, **GUARDIAN))
    with acting(cast.navigator) as by:
        sent = send_referral(
            person=scene.person, agency=cast.shelter.pk, service=cast.beds.pk, hoped_for="A bed",
            consent=to_agency.pk, items=[Item(Category.IDENTITY, "Name", "Josephine M.")], by=by, at=now(),
        )  # fmt: skip
    turns = localdate() + timedelta(days=9)
    with acting(cast.navigator) as by:
        change_particulars(
            person=scene.person, born_on=birthday(turns, -18), born_about=None, languages=["cre"], seen=1, by=by,
            at=now(),
        )  # fmt: skip
        ends = dict(Consent.objects.values_list("pk", "ends_at"))
        told = [entry.subject for entry in Entry.objects.filter(verb="consent.ends_at_of_age").order_by("id")]
    with acting(cast.officer):
        granted = [grant.ends_at for grant in Grant.objects.filter(founded_on=to_officers.pk)]
    with acting(cast.worker):
        granted += {grant.ends_at for grant in Grant.objects.filter(founded_on=sent.pk)}

    stay = {each.pk: each.ends_at for each in (own, short)}
    assert ends == {**stay, to_agency.pk: midnight(turns), to_officers.pk: midnight(turns)}
    assert granted == [midnight(turns), midnight(turns)]
    assert sorted(key for key in told if key) == sorted([to_agency.pk, to_officers.pk])


def of_age(scene: Scene, user: Any, days: int) -> list[tuple[Any, date]]:
    with scene.acting(user) as by:
        found = consents_of_age(Viewer(by), now() + timedelta(days=days), at=now())
    return [(each.consent.pk, each.of_age_on) for each in found]


def test_whoever_works_with_them_is_told_before_the_day_and_nobody_else(cast: Cast, acting: Acting) -> None:
    scene = young(cast, acting, born_on=born_so_that(18, in_days=29))
    turns = localdate() + timedelta(days=29)
    lasting = consented(scene, terms(scene, **GUARDIAN, ends_at=midnight(turns)))
    consented(scene, terms(scene, **GUARDIAN, ends_at=midnight(turns) - DAY))
    consented(scene, terms(scene, **ALONE))

    assert of_age(scene, cast.navigator, 30) == [(lasting.pk, turns)]
    assert of_age(scene, cast.navigator, 28) == []
    assert [of_age(scene, user, 30) for user in (cast.officer, cast.other_navigator, cast.supervisor)] == [[], [], []]


def lines(client: Client) -> list[tuple[str, str]]:
    return [(line.title, line.detail) for line in client.get("/").context["desk"].waiting]


def test_the_desk_says_once_that_they_turn_eighteen_instead_of_that_a_consent_ends(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    scene = young(cast, acting, born_on=born_so_that(18, in_days=9))
    turns = localdate() + timedelta(days=9)
    for said in (terms(scene, **GUARDIAN, ends_at=midnight(turns)), terms(scene, **GUARDIAN, ends_at=midnight(turns))):
        consented(scene, said)

    waiting = lines(signed_in(cast.navigator))

    assert waiting == [
        (
            f"Josephine M. turns 18 on {date_format(turns, 'j F')}",
            "What a guardian agreed to ends then. Ask them themselves.",
        )
    ]


def test_the_form_begins_with_the_day_before_they_turn_eighteen(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    scene = young(cast, acting, born_on=born_so_that(18, in_days=40))
    page = signed_in(cast.navigator).get(reverse("consent:record", args=[scene.person, cast.shelter.pk]))
    form = page.context["form"]

    assert form.initial["ends_at"] == localdate() + timedelta(days=39)
    assert "They turn 18 on" in str(form.fields["ends_at"].help_text)
