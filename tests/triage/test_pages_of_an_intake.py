"""One intake, with everything done on its page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.activities.models import Activity
from offramp.kernel.clock import now
from offramp.triage.actions import claim, close_intake, decide_level
from offramp.triage.enums import IntakeEnd, Seen
from offramp.triage.models import Claim, Decision, Intake, Rating
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.referrals.scene import token_for
from tests.triage.pages import AN_HOUR, act, at
from tests.triage.scenes import a_danger, an_ask
from tests.ui.reading import flat, said, token_on


def test_an_intake_says_its_level_why_and_that_the_scale_is_ours(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = an_ask(cast, acting, seen=[Seen.NOT_WAKING, Seen.COLD], story="At the vent")

    page = flat(officer.get(at("intake", intake)))

    told = (
        "Suggested: “Danger to life”.",
        "Asleep or hard to wake + Out in the cold or heat without shelter: Danger to life",
        "This scale is ours. It was not validated.",
        "Not known weighs more than none seen, so it never lowers a level.",
        "At the vent",
    )
    assert [words in page for words in told] == [True] * 5


def test_we_are_going_is_one_press_from_every_page(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = a_danger(cast, acting, place="Bus shelter")
    second = a_danger(cast, acting, title="Woman on the bridge")
    desk = officer.get(reverse("desk:home"))
    assert ["Danger to life: Life in danger now" in flat(desk), "Woman on the bridge" in flat(desk)] == [True, True]

    answer = officer.post(at("going", intake), {"form_token": token_for(desk, at("going", intake))})

    assert (answer.headers["Location"], said(answer)) == (at("intake", intake), ["The Downtown team is going."])
    after = flat(officer.get(reverse("access:who-sees-what")))
    assert ("Bus shelter" in after, "Danger to life: Woman on the bridge" in after) == (False, True)
    with acting(cast.officer):
        assert Claim.objects.get().intake_id != second.pk


def test_the_alarm_costs_one_query_of_its_own(cast: Cast, acting: Acting, officer: Client) -> None:
    a_danger(cast, acting)
    officer.get(reverse("access:who-sees-what"))

    with CaptureQueriesContext(connection) as captured:
        officer.get(reverse("access:who-sees-what"))

    about_intakes = [query["sql"] for query in captured if 'FROM "triage_intake"' in query["sql"]]
    assert len(about_intakes) == 1


def test_the_second_team_is_told_on_the_page_who_was_first(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = an_ask(cast, acting)
    token = token_for(officer.get(at("intake", intake)), at("going", intake))
    with acting(cast.colleague) as by:
        claim(intake=intake.pk, team=None, is_going=True, by=by, at=now())

    answer = officer.post(at("going", intake), {"form_token": token})

    assert (answer.status_code, "West team took this first: Cst. Ilse Brandt" in flat(answer)) == (422, True)


def test_a_team_answers_and_gives_it_back(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = an_ask(cast, acting)

    assert said(act(officer, intake, "answering")) == ["The Downtown team answers."]
    assert said(act(officer, intake, "give-back")) == ["Back in the queue of the Downtown team."]
    with acting(cast.officer):
        assert Claim.objects.filter(released_at__isnull=True).count() == 0


def test_a_supervisor_chooses_the_team(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    intake = an_ask(cast, acting)

    answer = act(signed_in(cast.supervisor), intake, "going", team=str(cast.west_team.pk))

    assert said(answer) == ["The West team is going."]


def test_a_press_accepts_the_level(cast: Cast, acting: Acting, navigator: Client) -> None:
    intake = an_ask(cast, acting)

    answer = act(navigator, intake, "decide", level="today", version="1")

    assert said(answer) == ["The level is “Today”."]
    with acting(cast.navigator):
        decision = Decision.objects.get()
    assert (decision.level, decision.by, decision.override_reason) == ("today", cast.navigator, "")
    assert "Amara Okafor decided “Today”" in flat(navigator.get(at("intake", intake)))


def test_another_level_asks_for_the_reason_beside_it(cast: Cast, acting: Acting, navigator: Client) -> None:
    intake = an_ask(cast, acting)

    wrong = act(navigator, intake, "decide", level="now", version="1")
    right = act(navigator, intake, "decide", level="now", version="1", override_reason="Minus 30 tonight")

    assert (wrong.status_code, "Say why, in a few words." in flat(wrong)) == (422, True)
    assert said(right) == ["The level is “Now”."]


@pytest.mark.parametrize("version", ["1", "", "x", "99999999999", "²"])
def test_the_second_editor_is_told_keeps_the_text_and_may_save_again(
    cast: Cast, acting: Acting, navigator: Client, version: str
) -> None:
    intake = an_ask(cast, acting)
    page = navigator.get(at("intake", intake))
    with acting(cast.officer) as by:
        decide_level(intake=intake.pk, level="now", override_reason="Minus 30", version=1, by=by, at=now())
    fields = {"level": "days", "override_reason": "She is inside now", "version": version}

    told = navigator.post(at("decide", intake), {"form_token": token_for(page, at("decide", intake)), **fields})
    newest = flat(told).split('name="version" value="')[-1].split('"')[0]
    again = act(navigator, intake, "decide", **{**fields, "version": "2"})

    assert (told.status_code, "A colleague changed this while you were writing" in flat(told)) == (422, True)
    assert ("She is inside now" in flat(told), newest) == (True, "2")
    assert said(again) == ["The level is “Days”."]


def test_ratings_are_saved_and_move_what_is_suggested(cast: Cast, acting: Acting, navigator: Client) -> None:
    intake = an_ask(cast, acting)
    ratings = dict.fromkeys(
        ["victimization", "offending", "others", "community", "addictions", "mental_health", "houselessness"], "unknown"
    )

    answer = act(navigator, intake, "rate", version="1", self="acute", **ratings)
    wrong = act(navigator, intake, "rate", version="2", self="acute")

    assert said(answer) == ["Rated. Look at the level that is suggested now."]
    assert wrong.status_code == 422
    with acting(cast.navigator):
        assert [(row.dimension, row.rated) for row in Rating.objects.all()] == [("self", "acute")]
    assert "Risk to themselves: Acute: Now" in flat(navigator.get(at("intake", intake)))


def test_advice_is_sent_once_however_often_the_button_is_pressed(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = an_ask(cast, acting)
    token = token_for(officer.get(at("intake", intake)), at("advise", intake))
    send = {"form_token": token, "text": "Offer her tea."}

    first, second = officer.post(at("advise", intake), send), officer.post(at("advise", intake), send)

    assert first.headers["Location"] == second.headers["Location"] == at("intake", intake)
    assert Activity.objects.filter(kind="consultation").count() == 1
    assert "Offer her tea." in flat(officer.get(at("intake", intake)))


def test_an_expired_session_keeps_the_advice(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = an_ask(cast, acting)
    token = token_for(officer.get(at("intake", intake)), at("advise", intake))
    officer.logout()

    answer = officer.post(at("advise", intake), {"form_token": token, "text": "A long thought about tea."})
    officer.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")

    assert answer.status_code == 303
    assert "A long thought about tea." in flat(officer.get(at("intake", intake)))


def test_closing_without_saying_how_names_the_field(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = an_ask(cast, acting)

    wrong, untrue = act(officer, intake, "close"), act(officer, intake, "close", end="advised")
    right = act(officer, intake, "close", end="declined", note="Wants to be left alone")

    assert [wrong.status_code, untrue.status_code] == [422, 422]
    assert "No advice is written down." in flat(untrue)
    assert said(right) == ["Closed."]
    page = flat(officer.get(at("intake", intake)))
    assert ("Wants to be left alone" in page, "Accept “" in page, "We are going" in page) == (True, False, False)


def test_what_was_closed_meanwhile_says_so_and_loses_nothing(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = an_ask(cast, acting)
    token = token_for(officer.get(at("intake", intake)), at("advise", intake))
    with acting(cast.navigator) as by:
        close_intake(intake=intake.pk, end=IntakeEnd.NOT_FOUND, by=by, at=now())

    answer = officer.post(at("advise", intake), {"form_token": token, "text": "Offer her tea."})

    assert (answer.status_code, "This was closed meanwhile." in flat(answer)) == (422, True)
    assert "Offer her tea." in flat(answer)


def test_the_same_incident_is_suggested_and_closed_as_the_same(cast: Cast, acting: Acting, officer: Client) -> None:
    first = an_ask(cast, acting, incident="E26-77", title="First report")
    second = an_ask(cast, acting, incident="e26-77", title="Second report")
    page = officer.get(at("intake", second))
    assert ("Perhaps the same incident" in flat(page), "The same incident number" in flat(page)) == (True, True)

    answer = officer.post(
        at("same-as", second, first.pk), {"form_token": token_for(page, at("same-as", second, first.pk))}
    )

    assert answer.headers["Location"] == at("intake", second)
    assert "Open the other" in flat(officer.get(at("intake", second)))
    assert "Second report" in flat(officer.get(at("intake", first)))


@pytest.mark.parametrize(
    "route",
    ["going", "answering", "give-back", "rate", "decide", "advise", "close"],
)
def test_addresses_of_acts_lead_back_to_the_page(cast: Cast, acting: Acting, officer: Client, route: str) -> None:
    intake = an_ask(cast, acting)

    answer = officer.get(at(route, intake))

    assert (answer.status_code, answer.headers["Location"]) == (302, at("intake", intake))


def test_a_navigator_sees_no_intake_that_ended_long_ago(cast: Cast, acting: Acting, navigator: Client) -> None:
    old = an_ask(cast, acting, at=now() - timedelta(days=50))
    with acting(cast.officer) as by:
        close_intake(intake=old.pk, end=IntakeEnd.NOT_FOUND, by=by, at=now() - timedelta(days=40))

    assert navigator.get(at("intake", old)).status_code == 404


def test_what_is_not_there_is_not_found(cast: Cast, acting: Acting, officer: Client) -> None:
    intake, nowhere = an_ask(cast, acting), cast.help.pk

    addresses = [
        reverse("triage:respond", args=[nowhere]),
        reverse("triage:find-person", args=[nowhere]),
        at("link", intake, nowhere),
        at("same-as", intake, nowhere),
    ]

    assert [officer.get(address).status_code for address in addresses] == [404] * 4


def test_a_refusal_is_shown_in_each_form_and_nothing_is_lost(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    core = signed_in(cast.core_navigator)
    asked = {"place": "The usual corner", "seen": ["cold"], "urgency": "now", "story": "By the vent, asleep."}
    visit = {
        "kind": "interaction", "outcome": "helped", "place": "A bench", "staff": [str(cast.core_navigator.pk)],
        "happened_at": (now() - AN_HOUR).astimezone().strftime("%Y-%m-%d %H:%M"), "facts": "By the vent, asleep.",
        "patrol_released_at": now().astimezone().strftime("%Y-%m-%d %H:%M"),
    }  # fmt: skip
    intake = an_ask(cast, acting)
    sent = {
        reverse("triage:log"): (asked, "Choose the branch."),
        reverse("triage:refer"): (
            {**asked, "door": "from_person", "from_agency": str(cast.shelter.pk)},
            "An agency is chosen, but it does not refer.",
        ),
        reverse("triage:log-visit"): (visit, "An interaction is without patrol."),
        at("respond", intake): (visit, "An interaction is without patrol."),
    }

    for url, (fields, told) in sent.items():
        answer = core.post(url, {"form_token": token_on(core.get(url)), **fields})
        page = flat(answer)
        assert (url, answer.status_code, told in page, "By the vent, asleep." in page) == (url, 422, True, True)


def test_each_form_sent_twice_leads_to_its_first_result(cast: Cast, acting: Acting, officer: Client) -> None:
    intake = an_ask(cast, acting)
    asked = {"place": "Wîhkwêntôwin", "seen": ["cold"], "urgency": "now"}
    visit = {
        "kind": "interaction", "outcome": "helped", "place": "A bench", "staff": [str(cast.officer.pk)],
        "happened_at": (now() - AN_HOUR).astimezone().strftime("%Y-%m-%d %H:%M"),
    }  # fmt: skip
    for url, fields in {
        reverse("triage:log"): asked,
        reverse("triage:refer"): {**asked, "door": "from_person"},
        reverse("triage:log-visit"): visit,
        at("respond", intake): visit,
    }.items():
        send = {"form_token": token_on(officer.get(url)), **fields}
        first, second = officer.post(url, send), officer.post(url, send)
        assert (first.status_code, first.headers["Location"]) == (303, second.headers["Location"])

    with acting(cast.officer):
        assert (Intake.objects.count(), Activity.objects.count()) == (3, 2)
