"""A call, a referral or a visit, written down with the people it was about."""

from django.test import Client
from django.urls import reverse

from offramp.activities.models import Activity, ActivityNote
from offramp.kernel.clock import now
from offramp.triage.actions import link_person
from offramp.triage.models import Intake, IntakePerson
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.referrals.scene import token_for
from tests.triage.pages import AN_HOUR, TOLD, at, on_file
from tests.triage.scenes import an_ask
from tests.ui.reading import flat, token_on


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
        assert [note.text for note in ActivityNote.objects.all()].count(TOLD) == 2


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
