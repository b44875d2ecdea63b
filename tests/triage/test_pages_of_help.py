"""The queue, one intake with everything done on its page, and what nobody answered."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from offramp.activities.models import Activity, ActivityNote
from offramp.kernel.clock import now
from offramp.people.actions import open_person
from offramp.people.enums import GivenName, NameKind
from offramp.triage import queries
from offramp.triage.actions import claim, close_intake, decide_level, give_advice, link_person
from offramp.triage.enums import IntakeEnd, Seen, Urgency
from offramp.triage.models import Claim, Decision, Intake, IntakePerson, Rating
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.referrals.scene import token_for
from tests.triage.scenes import a_danger, a_referral, an_ask
from tests.ui.reading import flat, said, token_on

AN_HOUR = timedelta(hours=1)
TOLD = "She left because of her uncle."


@pytest.fixture
def officer(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.officer)


@pytest.fixture
def navigator(cast: Cast, signed_in: SignedIn) -> Client:
    return signed_in(cast.navigator)


def at(route: str, intake: Intake, *more: Any) -> str:
    return reverse(f"triage:{route}", args=[intake.pk, *more])


def act(client: Client, intake: Intake, route: str, *more: Any, **fields: Any) -> Any:
    """Do something on an intake's page, as its own form would."""
    url = at(route, intake, *more)
    token = token_for(client.get(at("intake", intake)), at("going", intake) if route == "answering" else url)
    return client.post(url, {"form_token": token, **fields})


def test_the_queue_opens_on_ones_own_team_and_leads_to_the_others(cast: Cast, acting: Acting, officer: Client) -> None:
    an_ask(cast, acting, place="Our corner")
    an_ask(cast, acting, place="Western corner", branch=cast.west.pk)

    own = flat(officer.get(reverse("triage:queue")))
    west = flat(officer.get(reverse("triage:queue"), {"team": str(cast.west_team.pk)}))
    every = flat(officer.get(reverse("triage:queue"), {"team": "all", "level": "today"}))

    seen = [("Our corner" in page, "Western corner" in page) for page in (own, west, every)]
    assert seen == [(True, False), (False, True), (True, True)]


def test_a_queue_is_searched_and_says_when_nothing_matches(cast: Cast, acting: Acting, officer: Client) -> None:
    an_ask(cast, acting, place="By the church", incident="E26-77")

    found = flat(officer.get(reverse("triage:queue"), {"q": "e26-77", "door": "patrol_ask"}))
    none = flat(officer.get(reverse("triage:queue"), {"q": "e26-77", "mine": "1"}))

    assert ("By the church" in found, "By the church" in none, "Nothing open matches" in none) == (True, False, True)


def test_a_queue_that_is_empty_says_so(officer: Client) -> None:
    assert "Nothing is open" in flat(officer.get(reverse("triage:queue")))


def test_a_long_queue_has_pages(cast: Cast, acting: Acting, officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    an_ask(cast, acting, place="First corner", at=now() - AN_HOUR)
    an_ask(cast, acting, place="Second corner")

    first = officer.get(reverse("triage:queue"))
    address = flat(first).split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = flat(officer.get(reverse("triage:queue") + address))

    assert ("First corner" in flat(first), "Second corner" in flat(first)) == (True, False)
    assert ("First corner" in second, "Second corner" in second, 'rel="prev"' in second) == (False, True, True)


def test_the_queue_takes_as_many_queries_for_three_as_for_one(cast: Cast, acting: Acting, officer: Client) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(reverse("triage:queue"))
        return len(captured)

    an_ask(cast, acting, neighbourhood=cast.oliver.pk)
    officer.get(reverse("triage:queue"))
    one = counted()
    for _ in range(2):
        an_ask(cast, acting, neighbourhood=cast.oliver.pk)

    assert counted() == one


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


def test_a_call_is_logged_while_on_the_phone(cast: Cast, acting: Acting, officer: Client) -> None:
    url = reverse("triage:log")
    fields = {"place": "Transit centre", "seen": ["intoxicated"], "urgency": "today", "advice": "A bed until ten."}

    wrong = officer.post(url, {"form_token": token_on(officer.get(url)), **fields, "urgency": "x"})
    answer = officer.post(url, {"form_token": token_on(officer.get(url)), **fields})

    assert (wrong.status_code, "A bed until ten." in flat(wrong)) == (422, True)
    with acting(cast.officer):
        logged = Intake.objects.get()
    assert answer.headers["Location"] == at("intake", logged)
    assert Activity.objects.get().kind == "consultation"


def test_a_referral_from_an_agency_is_written_down(cast: Cast, acting: Acting, navigator: Client) -> None:
    url = reverse("triage:refer")
    fields = {"place": "The shelter", "seen": ["no_home"], "urgency": "days", "caller": "Pia, 780-555-0100"}
    page = navigator.get(url)
    assert "Referral from patrol" not in flat(page)

    answer = navigator.post(
        url,
        {"form_token": token_on(page), **fields, "door": "from_agency", "from_agency": str(cast.shelter.pk)},
    )

    with acting(cast.navigator):
        referred = Intake.objects.get()
    assert (referred.from_agency, referred.team, referred.door) == (cast.shelter, cast.core_team, "from_agency")
    assert answer.headers["Location"] == at("intake", referred)


def test_somebody_on_file_is_found_and_linked(cast: Cast, acting: Acting, navigator: Client) -> None:
    intake, person = an_ask(cast, acting, person_name="Josephine"), on_file(cast, acting, "Josephine Tremblay")

    page = navigator.get(at("find-person", intake))
    assert "Josephine Tremblay" in flat(page)
    url = at("link", intake, person)
    answer = navigator.post(url, {"form_token": token_for(page, url)})

    assert answer.headers["Location"] == at("intake", intake)
    assert "Josephine Tremblay" in flat(navigator.get(at("intake", intake)))
    assert "Nobody on file has that name" in flat(navigator.get(at("find-person", intake), {"q": "Zzyzx Qqq"}))
    with acting(cast.navigator):
        assert IntakePerson.objects.get().person_id == person


def test_what_was_done_is_logged_for_several_people_found_by_name(
    cast: Cast, acting: Acting, navigator: Client
) -> None:
    intake, linked = an_ask(cast, acting), on_file(cast, acting, "Josephine Tremblay")
    other = on_file(cast, acting, "Marie Lavallée")
    with acting(cast.navigator) as by:
        link_person(intake=intake.pk, person=linked, by=by, at=now())
    url = at("respond", intake)
    typed = {
        "kind": "on_scene_assist", "outcome": "transported", "happened_at": "", "place": "Stairwell",
        "staff": [str(cast.navigator.pk), str(cast.officer.pk)], "people": [str(linked)], "unnamed": "1",
        "facts": "Walked to the shelter.", "told": TOLD, "occurrence": "26-1234", "then_close": "on",
    }  # fmt: skip

    found = navigator.post(url, {"form_token": token_on(navigator.get(url)), **typed, "find": "Lavallee"})
    assert ("Marie Lavallée" in flat(found), TOLD in flat(found), Activity.objects.count()) == (True, True, 0)
    wrong = navigator.post(url, {"form_token": token_on(found), **typed, "people": [str(linked), str(other)]})
    assert (wrong.status_code, "Choose a day and a time." in flat(wrong), TOLD in flat(wrong)) == (422, True, True)
    began = (now() - AN_HOUR).astimezone().strftime("%Y-%m-%d %H:%M")
    saved = navigator.post(
        url, {"form_token": token_on(wrong), **typed, "people": [str(linked), str(other)], "happened_at": began}
    )

    activity = Activity.objects.get()
    assert saved.headers["Location"] == reverse("activities:activity", args=[activity.pk])
    assert (activity.people_count, activity.kind, activity.team) == (3, "on_scene_assist", cast.downtown_team)
    with acting(cast.navigator):
        assert Intake.objects.get().closed_at is not None
        assert ActivityNote.objects.filter(text=TOLD).count() == 2


def test_nobody_found_says_so_and_keeps_what_was_typed(cast: Cast, navigator: Client) -> None:
    url = reverse("triage:log-visit")

    answer = navigator.post(url, {"form_token": token_on(navigator.get(url)), "find": "Zzyzx Qqq", "facts": "A talk."})

    assert ("Nobody on file has that name." in flat(answer), "A talk." in flat(answer)) == (True, True)


def test_an_officer_is_not_asked_what_was_told(cast: Cast, acting: Acting, officer: Client, navigator: Client) -> None:
    pages = [flat(client.get(reverse("triage:log-visit"))) for client in (officer, navigator)]

    assert ["What you were told" in page for page in pages] == [False, True]


def test_a_visit_nobody_asked_for_is_logged_from_a_persons_page(cast: Cast, acting: Acting, officer: Client) -> None:
    person = on_file(cast, acting, "Josephine Tremblay")
    url = f"{reverse('triage:log-visit')}?person={person}&person=nonsense"
    page = officer.get(url)
    assert "Josephine Tremblay" in flat(page)

    answer = officer.post(
        url,
        {
            "form_token": token_on(page), "kind": "interaction", "outcome": "helped", "place": "wihkwentowin, a bench",
            "happened_at": now().astimezone().strftime("%Y-%m-%d %H:%M"), "staff": [str(cast.officer.pk)],
            "people": [str(person)], "facts": "Gave a coat.",
        },
    )  # fmt: skip

    activity = Activity.objects.get()
    assert answer.headers["Location"] == reverse("activities:activity", args=[activity.pk])
    assert (activity.team, activity.branch, activity.people_count) == (cast.downtown_team, cast.downtown, 1)


def test_a_supervisor_chooses_for_which_team_they_log(cast: Cast, signed_in: SignedIn) -> None:
    page = flat(signed_in(cast.supervisor).get(reverse("triage:log-visit")))

    assert ("For which team?" in page, "West team" in page) == (True, True)


def test_asks_nobody_answered_stand_apart(cast: Cast, acting: Acting, officer: Client) -> None:
    an_ask(cast, acting, title="Still waits", at=now() - 10 * AN_HOUR)
    lost = an_ask(cast, acting, title="Never found")
    advised = an_ask(cast, acting, title="Was advised", at=now() - 10 * AN_HOUR)
    an_ask(cast, acting, title="Just asked")
    with acting(cast.officer) as by:
        close_intake(intake=lost.pk, end=IntakeEnd.NOT_FOUND, by=by, at=now())
        give_advice(intake=advised.pk, text="Tea.", by=by, at=now())

    page = flat(officer.get(reverse("triage:unanswered")))

    titles = ("Still waits", "Never found", "Was advised", "Just asked")
    assert [title in page for title in titles] == [True, True, False, False]


def test_unanswered_asks_have_pages_of_their_own(
    cast: Cast, acting: Acting, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 1)
    for title in ("Waits longest", "Waits too"):
        an_ask(cast, acting, title=title, at=now() - 10 * AN_HOUR)

    first = flat(officer.get(reverse("triage:unanswered")))
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = flat(officer.get(reverse("triage:unanswered") + address))

    assert ("Waits longest" in first, "Waits too" in first) == (True, False)
    assert ("Waits longest" in second, "Waits too" in second) == (False, True)


def test_the_core_team_sees_its_referrals_first(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    a_referral(cast, acting, place="The library")
    an_ask(cast, acting, place="The vent", urgency=Urgency.NOW)

    page = flat(signed_in(cast.core_navigator).get(reverse("triage:queue")))

    assert ("The library" in page, "The vent" in page) == (True, False)


def on_file(cast: Cast, acting: Acting, name: str) -> Any:
    """Open a file for somebody."""
    with acting(cast.navigator) as by:
        opened = open_person(
            names=[GivenName(NameKind.LEGAL, name)], born_on=None, born_about=None, languages=[], searched_for=name,
            by=by, at=now(),
        )  # fmt: skip
    return opened.pk


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
