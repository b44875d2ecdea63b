"""A navigator asks, reads one plain sentence, records; nobody else comes near."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from offramp.access.enums import Category
from offramp.audit.models import LookSubject
from offramp.consent.actions import withdraw_consent
from offramp.consent.models import Agreement, Consent, NotNow, Withdrawal
from offramp.consent.rules import Birth
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import Scene, a_scene, consented, for_officers, terms
from tests.ui.reading import flat, said, token_on


def test_the_sentence_says_who_will_see_what_until_when_before_anything_is_saved(
    scene: Scene, navigator: Client
) -> None:
    page = ask(navigator, scene, **typed())

    first, last = localdate(), localdate() + timedelta(days=30)
    assert page.status_code == 200
    assert (
        f"From {first:%-d %B %Y} until {last:%-d %B %Y}, The Shelter Society may see what you send them about"
        " Josephine M.: names, birth date, languages and how to reach them and their goals, steps and appointments."
        " It is for this: A room of her own."
    ) in flat(page)
    assert "see: how they describe themselves," in flat(page)
    assert counted(scene, Consent) == 0


def test_the_sentence_ends_with_one_full_stop_and_keeps_the_last_letter(scene: Scene, navigator: Client) -> None:
    assert "It is for this: To fill in form X." in flat(ask(navigator, scene, **typed(purpose="To fill in form X. ")))


def test_after_the_sentence_it_is_recorded_once(scene: Scene, navigator: Client) -> None:
    page = ask(navigator, scene, **typed())
    agreed = {**typed(), "step": "record", "form_token": token_on(page)}

    answers = [navigator.post(address(scene), agreed) for _ in range(2)]

    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(303, of_person(scene))] * 2
    assert said(answers[0]) == ["The consent is recorded."]
    with scene.acting(scene.cast.navigator):
        consent = Consent.objects.get()
        assert (consent.categories, consent.agency, consent.heard_by) == (
            ["identity", "plan"],
            scene.cast.shelter,
            "Amara Okafor",
        )
        assert localdate(consent.ends_at) == localdate() + timedelta(days=31)
        assert (consent.named, consent.starts_at > now() - timedelta(minutes=5)) == ("", True)
    assert "The Shelter Society" in flat(navigator.get(of_person(scene)))


def test_what_begins_on_a_later_day_begins_with_that_day(scene: Scene, navigator: Client) -> None:
    later = localdate() + timedelta(days=3)
    page = ask(navigator, scene, **typed(starts_at=later.isoformat()))
    navigator.post(
        address(scene), {**typed(starts_at=later.isoformat()), "step": "record", "form_token": token_on(page)}
    )

    with scene.acting(scene.cast.navigator):
        assert localtime(Consent.objects.get().starts_at).isoformat()[:19] == f"{later}T00:00:00"


def test_changing_something_brings_the_form_back_as_it_was(scene: Scene, navigator: Client) -> None:
    assert all(step in flat(navigator.get(address(scene))) for step in ("1 Who", "2 What", "3 Check"))
    page = ask(navigator, scene, **typed())
    assert [f'name="step" value="{step}"' in flat(page) for step in ("record", "change")] == [True, True]
    back = navigator.post(address(scene), {**typed(), "step": "change", "form_token": token_on(page)})

    assert back.status_code == 200
    assert 'value="A room of her own"' in flat(back)
    assert "Error:" not in flat(back)
    assert counted(scene, Consent) == 0


def test_a_wrong_field_is_named_beside_it_and_nothing_typed_is_lost(scene: Scene, navigator: Client) -> None:
    page = ask(navigator, scene, **typed(ends_at=f"{localdate() - timedelta(days=1)}", heard_by=""))

    assert page.status_code == 422
    assert "It ends before it begins. Choose a later last day." in flat(page)
    assert 'value="A room of her own"' in flat(page)
    again = ask(navigator, scene, **typed(heard_by=""))
    assert "Write who heard it." in flat(again)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"acknowledged": ""}, "Tell them first, and make sure that they understand. Then tick this."),
        ({"told_revocable": ""}, "Tell them first. Then tick this."),
        ({"categories": []}, "Choose at least one."),
        ({"categories": ["consent"]}, "Choose among those shown."),
        ({"ends_at": "2026-02-29"}, "There is no 2026-02-29 in the calendar."),
        ({"purpose": "x" * 10_000}, "Use at most 300 characters: this has 10,000."),
        ({"purpose": "a\x00b"}, ""),
    ],
)
def test_bad_input_is_told_plainly(scene: Scene, navigator: Client, changes: dict[str, Any], told: str) -> None:
    page = ask(navigator, scene, **typed(**changes))

    assert 400 <= page.status_code < 500
    assert told in flat(page)
    assert counted(scene, Consent) == 0


def test_only_what_the_agreement_allows_is_offered(scene: Scene, navigator: Client) -> None:
    Agreement.objects.filter(agency=scene.cast.shelter).update(categories=["plan", "consent"])

    page = flat(navigator.get(address(scene)))

    assert [word for word in ("plan", "health", "identity", "consent") if f'value="{word}"' in page] == ["plan"]


def test_an_agency_whose_agreement_ended_cannot_be_chosen(scene: Scene, navigator: Client) -> None:
    chosen = flat(navigator.get(reverse("consent:choose", args=[scene.person])))
    assert [name in chosen for name in ("The Shelter Society", "The River Clinic")] == [True, True]
    Agreement.objects.filter(agency=scene.cast.shelter).update(ends_on=localdate() - timedelta(days=1))

    chosen = flat(navigator.get(reverse("consent:choose", args=[scene.person])))

    assert [name in chosen for name in ("The Shelter Society", "The River Clinic")] == [False, True]
    assert navigator.get(address(scene)).status_code == 404
    assert navigator.post(address(scene), typed()).status_code == 404


def test_without_any_agreement_the_page_says_whom_to_ask(scene: Scene, navigator: Client) -> None:
    Agreement.objects.all().delete()

    assert "No agreement is in force" in flat(navigator.get(reverse("consent:choose", args=[scene.person])))


def test_a_child_needs_a_finding_and_an_adult_is_not_asked_for_one(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    child = a_scene(cast, acting, born_on=localdate() - timedelta(days=13 * 365 + 30))
    adult = a_scene(cast, acting)
    client = signed_in(cast.navigator)

    page = ask(client, child, **typed())

    assert page.status_code == 422
    assert "Write why you find them able to decide. Or let a guardian decide." in flat(page)
    assert "capacity_finding" not in flat(client.get(address(adult)))
    assert ask(client, child, **typed(capacity_finding="Says it back in her own words")).status_code == 200


def test_beside_the_fields_stands_what_their_age_asks_for(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    today = localdate()
    child = a_scene(cast, acting, born_on=today - timedelta(days=6 * 365))
    born = today - timedelta(days=16 * 365)
    youth = a_scene(cast, acting, born_on=born)
    adult = a_scene(cast, acting)
    client = signed_in(cast.navigator)

    pages = [flat(client.get(address(scene))) for scene in (child, youth, adult)]

    assert ["Under 12 only a guardian can agree." in page for page in pages] == [True, False, False]
    turns = Birth(born_on=born).of_age_on
    assert [f"They turn 18 on {turns:%-d %B %Y}:" in page for page in pages] == [False, True, False]


def test_for_officers_the_sentence_names_them(scene: Scene, navigator: Client) -> None:
    there = reverse("consent:record-officers", args=[scene.person])
    page = navigator.post(there, {**typed(categories=["health"]), "form_token": token_on(navigator.get(there))})

    assert "the HELP officers on the care team of Josephine M. see this too: their health." in flat(page)
    assert "They won’t see: how they describe themselves and what they told a navigator." in flat(page)
    navigator.post(there, {**typed(categories=["health"]), "step": "record", "form_token": token_on(page)})
    with scene.acting(scene.cast.navigator):
        assert (Consent.objects.get().recipient, Consent.objects.get().agency) == ("officers", None)


def test_not_now_is_noted_calmly(scene: Scene, navigator: Client) -> None:
    led = navigator.post(address(scene), typed(ability="not_now"))
    there = reverse("consent:not-now", args=[scene.person])
    assert led.headers["Location"] == there
    page = navigator.get(there)
    assert "That is a full answer." in flat(page)

    done = navigator.post(there, {"note": "Wants to sleep first", "form_token": token_on(page)})

    assert (done.headers["Location"], said(done)) == (of_person(scene), ["Noted: not now. Nothing is shared."])
    with scene.acting(scene.cast.navigator):
        assert NotNow.objects.get().note == "Wants to sleep first"
    assert "Wants to sleep first" in flat(navigator.get(of_person(scene)))
    assert navigator.post(there, {"note": "x" * 400, "form_token": token_on(page)}).status_code == 422


def test_taking_back_says_what_ends_and_is_done_once(scene: Scene, navigator: Client) -> None:
    consent = consented(scene)
    there = reverse("consent:withdraw", args=[consent.pk])
    page = navigator.get(there)
    assert "Whatever was sent to The Shelter Society under it is called back." in flat(page)

    sent = {"words": "Changed my mind", "form_token": token_on(page)}
    done = [navigator.post(there, sent) for _ in range(2)]

    assert [answer.status_code for answer in done] == [303, 303]
    assert said(done[0]) == ["The consent is taken back."]
    with scene.acting(scene.cast.navigator):
        assert Withdrawal.objects.get().words == "Changed my mind"
    assert "Taken back on" in flat(navigator.get(of_person(scene)))


def test_the_form_of_one_consent_takes_back_no_other(scene: Scene, navigator: Client) -> None:
    first, second = (reverse("consent:withdraw", args=[consented(scene).pk]) for _ in range(2))

    answer = navigator.post(second, {"words": "", "form_token": token_on(navigator.get(first))})

    assert answer.status_code == 422
    with scene.acting(scene.cast.navigator):
        assert Withdrawal.objects.count() == 0


def test_who_takes_back_what_is_taken_back_is_told(scene: Scene, navigator: Client) -> None:
    consent = consented(scene)
    there = reverse("consent:withdraw", args=[consent.pk])
    token = token_on(navigator.get(there))
    with scene.acting(scene.cast.navigator) as by:
        withdraw_consent(consent=consent.pk, by=by, at=now())

    page = navigator.post(there, {"words": "", "form_token": token})

    assert page.status_code == 422
    assert "This consent was taken back already" in flat(page)


def test_the_list_holds_what_stands_what_is_over_and_its_reading_is_logged(scene: Scene, navigator: Client) -> None:
    consented(scene)
    consented(scene, for_officers(scene, Category.HEALTH, guardian="Her aunt", ability="guardian"))
    consented(scene, terms(scene, capacity_finding="n/a", ends_at=now() + timedelta(seconds=1)))
    with scene.acting(scene.cast.navigator) as by:
        withdraw_consent(consent=Consent.objects.filter(recipient="agency")[0].pk, words="Enough", by=by, at=now())

    page = flat(navigator.get(of_person(scene)))

    assert [word in page for word in ("Her aunt", "Enough", "Taken back", "A room of her own")] == [True] * 4
    with scene.acting(scene.cast.navigator):
        shown = {tuple(row.categories) for row in LookSubject.objects.filter(subject=scene.person)}
    assert shown == {("consent", "identity")}


def test_an_empty_list_says_so_and_leads_on(scene: Scene, navigator: Client) -> None:
    page = flat(navigator.get(of_person(scene)))

    assert "Nothing is shared" in page
    assert reverse("consent:choose", args=[scene.person]) in page


def test_nobody_but_a_navigator_on_the_care_team_opens_any_of_it(scene: Scene, signed_in: SignedIn) -> None:
    consent = consented(scene)
    routes = [
        of_person(scene),
        reverse("consent:choose", args=[scene.person]),
        address(scene),
        reverse("consent:record-officers", args=[scene.person]),
        reverse("consent:not-now", args=[scene.person]),
        reverse("consent:withdraw", args=[consent.pk]),
    ]
    found = {}
    for user in scene.cast.everyone:
        client = signed_in(user)
        pages = [client.get(route) for route in routes]
        found[user.username] = {page.status_code for page in pages}
        if user != scene.cast.navigator:
            assert not any("A room of her own" in flat(page) or "Josephine" in flat(page) for page in pages)

    assert {name for name, codes in found.items() if codes == {200}} == {"navigator"}
    assert {name for name, codes in found.items() if codes == {404}} == {"other_navigator", "core_navigator", "lead"}
    assert all(codes in ({200}, {404}, {403}) for codes in found.values())


def test_somebody_who_is_not_there_is_not_found(scene: Scene, navigator: Client) -> None:
    for route in ("consent:of-person", "consent:choose", "consent:not-now", "consent:withdraw"):
        assert navigator.get(reverse(route, args=[new_id()])).status_code == 404


def typed(**changes: Any) -> dict[str, Any]:
    """Return what a navigator types."""
    return {
        "ability": "able",
        "guardian": "",
        "present": "Her sister",
        "categories": ["identity", "plan"],
        "purpose": "A room of her own",
        "starts_at": f"{localdate()}",
        "ends_at": f"{localdate() + timedelta(days=30)}",
        "acknowledged": "on",
        "told_revocable": "on",
        "method": "oral",
        "heard_by": "Amara Okafor",
        **changes,
    }


def ask(client: Client, scene: Scene, **fields: Any) -> Any:
    """Open the form for the shelter and send it."""
    there = address(scene)
    return client.post(there, {**fields, "form_token": token_on(client.get(there))})


def address(scene: Scene, agency: UUID | None = None) -> str:
    return reverse("consent:record", args=[scene.person, agency or scene.cast.shelter.pk])


def of_person(scene: Scene) -> str:
    return reverse("consent:of-person", args=[scene.person])


def counted(scene: Scene, model: type[Consent]) -> int:
    with scene.acting(scene.cast.navigator):
        return model.objects.count()
