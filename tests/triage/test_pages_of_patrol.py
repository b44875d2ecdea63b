"""A patrol officer asks from a call and follows what becomes of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from offramp.areas.models import CoverageHours
from offramp.audit.models import LookSubject
from offramp.kernel.clock import now
from offramp.triage.actions import claim, close_intake, give_advice
from offramp.triage.enums import IntakeEnd, Seen, Urgency
from offramp.triage.models import Intake
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.triage.scenes import a_danger, a_referral, an_ask
from tests.ui.reading import flat, said, token_on

STORY = "She sits by the vent and says her sister will come."


@pytest.fixture
def patrol(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.constable)


def sent(client: Client, url: str, *, token: str = "", **fields: Any) -> Any:
    """Fill in a form and send it."""
    token = token or token_on(client.get(url))
    return client.post(url, {"form_token": token, **fields})


def asked(client: Client, **fields: Any) -> Any:
    said: dict[str, Any] = {"place": "Wîhkwêntôwin, the stairwell", "seen": ["cold"], "urgency": "now"}
    return sent(client, reverse("triage:ask"), **{**said, **fields})


def test_three_answers_are_enough_to_ask(cast: Cast, patrol: Client, acting: Acting) -> None:
    answer = asked(patrol)

    with acting(cast.constable):
        intake = Intake.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("triage:asked", args=[intake.pk]))
    assert (intake.team, intake.neighbourhood, intake.urgency) == (cast.downtown_team, cast.oliver, "now")
    assert said(answer) == ["Sent to the Downtown team."]


def test_a_form_sent_twice_asks_once(cast: Cast, patrol: Client, acting: Acting) -> None:
    token = token_on(patrol.get(reverse("triage:ask")))

    first, second = asked(patrol, token=token), asked(patrol, token=token, place="Elsewhere in Wîhkwêntôwin")

    assert first.headers["Location"] == second.headers["Location"]
    with acting(cast.constable):
        assert Intake.objects.get().place == "Wîhkwêntôwin, the stairwell"


def test_each_wrong_field_is_named_and_nothing_typed_is_lost(patrol: Client) -> None:
    answer = asked(patrol, place="", seen=[], urgency="", story=STORY)
    page = flat(answer)

    assert answer.status_code == 422
    assert [STORY in page, "Write this before you go on." in page, page.count("Choose one.") > 0] == [True] * 3


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("place", "x" * 10_000, "Use at most 200 characters: this has 10,000."),
        ("story", "x" * 10_001, "Use at most 10,000 characters: this has 10,001."),
        ("story", "vent\0vent", "characters here that cannot be seen"),
        ("person_name", "ن" * 201, "Use at most 200 characters: this has 201."),
    ],
)
def test_bad_input_is_refused_beside_its_field(patrol: Client, field: str, typed: str, told: str) -> None:
    answer = asked(patrol, **{field: typed})

    assert (answer.status_code, told in flat(answer)) == (422, True)


def test_names_in_any_script_and_emoji_are_kept(cast: Cast, patrol: Client, acting: Acting) -> None:
    asked(patrol, person_name="نور ᐊᒥᐢᑯ 🧊", story="Ask for Zoë 🙂")

    with acting(cast.constable):
        intake = Intake.objects.get()
    assert (intake.person_name, intake.story) == ("نور ᐊᒥᐢᑯ 🧊", "Ask for Zoë 🙂")


def test_a_place_that_tells_no_branch_asks_for_it(patrol: Client) -> None:
    answer = asked(patrol, place="The usual corner", story=STORY)

    assert (answer.status_code, "Choose the branch." in flat(answer), STORY in flat(answer)) == (422, True, True)


def test_outside_its_hours_the_page_says_who_answers_and_still_takes_the_ask(
    cast: Cast, patrol: Client, acting: Acting
) -> None:
    CoverageHours.objects.filter(branch=cast.downtown).delete()
    phones = [f'href="tel:{settings.OFFRAMP[phone]}"' for phone in ("DISPATCH_PHONE", "CRISIS_LINE")]

    before = flat(patrol.get(reverse("triage:ask")))
    answer = asked(patrol)
    after = flat(patrol.get(answer.headers["Location"]))

    assert "Downtown: its team has no hours." in before
    assert [phone in page for page in (before, after) for phone in phones] == [True] * 4
    assert "Their team does not answer now" in after


def test_inside_its_hours_no_such_thing_is_said(cast: Cast, patrol: Client, acting: Acting) -> None:
    asked_page = flat(patrol.get(asked(patrol).headers["Location"]))

    assert "does not answer now" not in asked_page + flat(patrol.get(reverse("triage:ask")))


def test_the_asker_follows_level_team_and_advice(cast: Cast, patrol: Client, acting: Acting) -> None:
    intake = an_ask(cast, acting, story=STORY)
    with acting(cast.colleague) as by:
        claim(intake=intake.pk, team=None, is_going=True, by=by, at=now())
        give_advice(intake=intake.pk, text="Offer her tea.", by=by, at=now())

    page = flat(patrol.get(reverse("triage:asked", args=[intake.pk])))

    told = ("West team is going since", "Offer her tea.", "Cst. Ilse Brandt", STORY, "Today")
    assert [words in page for words in told] == [True] * 5
    assert "Offer her tea." not in flat(patrol.get(reverse("triage:mine")))


def test_what_was_asked_lists_only_ones_own(cast: Cast, patrol: Client, acting: Acting) -> None:
    an_ask(cast, acting, place="My corner")
    a_referral(cast, acting, place="Not my corner at all")

    page = flat(patrol.get(reverse("triage:mine")))

    assert ("My corner" in page, "Not my corner" in page) == (True, False)


def test_an_empty_list_of_asks_says_what_will_stand_there(patrol: Client) -> None:
    assert "You have asked nothing yet" in flat(patrol.get(reverse("triage:mine")))


@pytest.mark.parametrize("route", ["triage:asked", "triage:again"])
def test_anothers_ask_is_not_there(cast: Cast, patrol: Client, acting: Acting, route: str) -> None:
    other = a_referral(cast, acting)

    assert patrol.get(reverse(route, args=[other.pk])).status_code == 404


@pytest.mark.parametrize(
    "route", ["triage:queue", "triage:unanswered", "triage:log", "triage:log-visit", "activities:list"]
)
def test_pages_of_help_are_not_for_patrol(patrol: Client, route: str) -> None:
    assert patrol.get(reverse(route)).status_code == 403


@pytest.mark.parametrize("who", ["worker", "analyst", "lead", "privacy", "administrator"])
def test_other_roles_neither_ask_nor_see(cast: Cast, acting: Acting, signed_in: SignedIn, who: str) -> None:
    intake = a_danger(cast, acting, place="Canary corner")
    client = signed_in(getattr(cast, who))
    routes = [reverse("triage:ask"), reverse("triage:queue"), reverse("triage:refer"), reverse("triage:mine")]
    routes += [reverse(f"triage:{name}", args=[intake.pk]) for name in ("asked", "intake", "respond", "find-person")]

    answers = [client.get(route) for route in [*routes, reverse("desk:home")]]

    assert [answer.status_code for answer in answers] == [403] * 8 + [200]
    assert [answer for answer in answers if "Canary" in flat(answer)] == []


def test_asking_again_is_told_on_and_raises_the_level(cast: Cast, patrol: Client, acting: Acting) -> None:
    intake = an_ask(cast, acting)
    page = reverse("triage:asked", args=[intake.pk])
    url = reverse("triage:again", args=[intake.pk])

    answer = patrol.post(
        url, {"form_token": token_on(patrol.get(page)), "seen": ["life_threat"], "urgency": "now", "story": "Worse."}
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    assert "Worse." in flat(patrol.get(page))
    with acting(cast.constable):
        assert Intake.objects.get().level == "danger"
    assert patrol.get(url).headers["Location"] == page


def test_asking_again_without_an_urgency_keeps_the_words(cast: Cast, patrol: Client, acting: Acting) -> None:
    intake = an_ask(cast, acting)
    token = token_on(patrol.get(reverse("triage:asked", args=[intake.pk])))

    answer = patrol.post(reverse("triage:again", args=[intake.pk]), {"form_token": token, "story": "Worse now."})

    assert (answer.status_code, "Worse now." in flat(answer)) == (422, True)


def test_what_has_ended_is_asked_again_with_the_same_details(cast: Cast, patrol: Client, acting: Acting) -> None:
    intake = an_ask(cast, acting, place="By the vent", incident="E26-77", neighbourhood=cast.oliver.pk)
    with acting(cast.officer) as by:
        close_intake(intake=intake.pk, end=IntakeEnd.NOT_FOUND, by=by, at=now())

    followed = flat(patrol.get(reverse("triage:asked", args=[intake.pk])))
    again = flat(patrol.get(reverse("triage:ask"), {"like": str(intake.pk)}))
    other = flat(patrol.get(reverse("triage:ask"), {"like": str(a_referral(cast, acting).pk)}))

    assert ("Ask again, with the same details" in followed, "It was closed without advice." in followed) == (True, True)
    assert ('value="By the vent"' in again, 'value="E26-77"' in again) == (True, True)
    assert "The library" not in other
    assert patrol.get(reverse("triage:ask"), {"like": "nonsense"}).status_code == 200


def test_patrol_refers_somebody_to_the_core_team(cast: Cast, patrol: Client, acting: Acting) -> None:
    answer = sent(
        patrol, reverse("triage:refer"), place="Wîhkwêntôwin", seen=["repeat_calls"], urgency="days", story=STORY
    )

    with acting(cast.constable):
        intake = Intake.objects.get()
    assert (intake.door, intake.team, intake.story) == ("from_patrol", cast.core_team, STORY)
    assert answer.headers["Location"] == reverse("triage:asked", args=[intake.pk])


def test_an_expired_session_keeps_the_story_for_its_author_alone(
    cast: Cast, patrol: Client, signed_in: SignedIn
) -> None:
    url = reverse("triage:ask")
    token = token_on(patrol.get(url))
    patrol.logout()

    answer = asked(patrol, token=token, story=STORY)
    other = signed_in(cast.officer).get(reverse("triage:log"))
    patrol.force_login(cast.constable, backend="django.contrib.auth.backends.ModelBackend")

    assert (answer.status_code, reverse("account_login") in answer.headers["Location"]) == (303, True)
    assert STORY not in flat(other)
    assert STORY in flat(patrol.get(url))


def test_own_dangers_are_pinned_with_the_call_to_dispatch_and_no_claim(
    cast: Cast, patrol: Client, acting: Acting
) -> None:
    a_danger(cast, acting, place="Bus shelter", at=now() - timedelta(minutes=4))

    page = flat(patrol.get(reverse("triage:mine")))

    assert ("Danger to life: Life in danger now" in page, "Call dispatch, 911" in page) == (True, True)
    assert "We are going" not in page


def test_each_look_at_an_intake_is_logged(cast: Cast, patrol: Client, acting: Acting) -> None:
    intake = an_ask(cast, acting, seen=[Seen.NO_HOME], urgency=Urgency.TODAY)

    patrol.get(reverse("triage:asked", args=[intake.pk]))

    with acting(cast.constable):
        assert [row.categories for row in LookSubject.objects.filter(subject=intake.pk)] == [["contact_log"]]
