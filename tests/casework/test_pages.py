"""The pages of casework: each asks one thing, does it once, keeps what was typed, and opens to nobody else."""

import re

from django.urls import reverse
from django.utils.timezone import localtime

from offramp.casework.actions import hand_over, note_first_kept, promise_step, write_note
from offramp.casework.enums import Area
from offramp.casework.models import Case, Closure, FollowUp, Note, PhaseChange, Seat, Transition
from offramp.kernel.clock import now
from tests.casework.files import CANARY, a_goal, a_person, died, in_care, triaging, with_case
from tests.casework.pages import leads_to_record, press, press_as, texts, token
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.desk.record_scene import agreed_for_officers


def test_a_person_is_accepted_on_one_page(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_person(cast, acting)
    with acting(cast.officer):
        triaging(person, cast.officer)
    there = reverse("casework:accept", args=[person])
    sent = {
        "team": cast.downtown_team.pk,
        "reason": "Wants a home",
        "seats": [cast.navigator.pk, cast.core_navigator.pk],
    }

    assert leads_to_record(press(signed_in(cast.officer), there, sent), person)

    with acting(cast.navigator):
        assert Case.objects.get().reason == "Wants a home"
        assert set(Seat.objects.values_list("user", flat=True)) == {
            cast.officer.pk,
            cast.navigator.pk,
            cast.core_navigator.pk,
        }


def test_a_form_of_acceptance_with_holes_says_so_beside_each_and_keeps_the_rest(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    there = reverse("casework:accept", args=[person])

    page = press(
        signed_in(cast.navigator), there, {"team": "", "reason": "Wîhkwêntôwin 🌲 " * 30, "seats": "not-a-key"}
    )

    assert page.status_code == 422
    assert "Choose one of those shown." not in texts(page, "team")
    assert ("Choose one." in texts(page, "team"), "Use at most 300 characters" in page.content.decode()) == (True, True)
    assert "Wîhkwêntôwin 🌲" in page.content.decode()


def test_a_form_sent_twice_does_it_once(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    client = signed_in(cast.navigator)
    there = reverse("casework:write-note", args=[person])
    typed = {"category": "support_notes", "text": CANARY, "form_token": token(client, there)}

    first, second = (press_as(client, there, typed) for _ in range(2))

    assert (first.status_code, second.status_code, first.url, second.url) == (
        303,
        303,
        reverse("casework:notes", args=[person]),
        first.url,
    )
    with acting(cast.navigator):
        assert Note.objects.count() == 1


def test_a_note_of_20000_characters_is_kept_through_an_error(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    client, there = signed_in(cast.navigator), reverse("casework:write-note", args=[person])
    text = "é" * 20_000

    refused = press(client, there, {"category": "health", "text": text, "source": ""})
    saved = press(client, there, {"category": "health", "text": text, "source": "She told me"})

    assert (refused.status_code, text in refused.content.decode(), saved.status_code) == (422, True, 303)
    assert "Say who told it" in refused.content.decode()
    with acting(cast.navigator):
        assert Note.objects.get().text == text


def test_a_long_note_survives_the_end_of_the_session_for_its_author_alone(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    client, there = signed_in(cast.navigator), reverse("casework:write-note", args=[person])
    typed = {"category": "support_notes", "text": "é" * 20_000, "form_token": token(client, there)}

    client.logout()
    sent = client.post(there, typed)
    again = signed_in(cast.navigator).get(there).content.decode()

    assert sent.status_code == 303
    assert "é" * 20_000 in again
    with acting(cast.core_navigator):
        triaging(person, cast.core_navigator)
    assert "éé" not in signed_in(cast.core_navigator).get(there).content.decode()


def test_notes_are_read_a_page_at_a_time_and_written_by_navigators_alone(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    there = reverse("casework:notes", args=[person])
    assert "No note yet" in signed_in(cast.navigator).get(there).content.decode()
    with acting(cast.navigator) as by:
        for number in range(21):
            write_note(person=person, text=f"{CANARY}-{number}.", by=by, at=now())

    first = signed_in(cast.navigator).get(there).content.decode()
    [more] = re.findall(r'href="(\?page=[^"]+)"', first)
    second = signed_in(cast.navigator).get(there + more.replace("&amp;", "&")).content.decode()

    assert (f"{CANARY}-20." in first, f"{CANARY}-0." in first, f"{CANARY}-0." in second) == (True, False, True)
    for user in (cast.officer, cast.supervisor, cast.colleague, cast.other_navigator, cast.lead, cast.worker):
        page = signed_in(user).get(there)
        assert (page.status_code in (403, 404), CANARY in page.content.decode()) == (True, False), user.username

    agreed_for_officers(cast, acting, person)
    page = signed_in(cast.officer).get(there)
    assert (page.status_code, f"{CANARY}-20." in page.content.decode()) == (200, True)
    assert "Write a note" not in page.content.decode()
    assert signed_in(cast.colleague).get(there).status_code == 404


def test_a_case_goes_its_way_page_by_page(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person, case = with_case(cast, acting)
    client = signed_in(cast.navigator)

    assert leads_to_record(
        press(client, reverse("casework:hand-over", args=[case.pk]), {"service": cast.beds.pk}), person
    )
    with acting(cast.navigator):
        handed = Transition.objects.get()
    kept = {"kept_at": localtime().strftime("%Y-%m-%dT%H:%M")}
    assert leads_to_record(press(client, reverse("casework:first-kept", args=[handed.pk]), kept), person)
    with acting(cast.navigator):
        asked = FollowUp.objects.get(day=30)
    assert leads_to_record(press(client, reverse("casework:follow-up", args=[asked.pk]), {"found": "well"}), person)
    assert leads_to_record(press(client, reverse("casework:phase", args=[case.pk]), {"phase": "stabilise"}), person)
    closing = {"outcome": "goals_met", "words": "I have keys", "team": "ends"}
    assert leads_to_record(press(client, reverse("casework:close", args=[case.pk]), closing), person)

    with acting(cast.navigator):
        assert (Case.objects.count(), Seat.objects.filter(ends_at__isnull=True).count()) == (0, 0)
        triaging(person, cast.navigator)
        assert Closure.objects.get().words == "I have keys"
        assert [change.phase for change in PhaseChange.objects.order_by("at", "id")] == [
            "stabilise",
            "transition",
            "follow_up",
            "stabilise",
            "closed",
        ]


def test_a_refusal_is_told_in_the_form(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    _, case = with_case(cast, acting)

    page = press(
        signed_in(cast.navigator),
        reverse("casework:close", args=[case.pk]),
        {"outcome": "deceased", "words": "", "team": "stays"},
    )

    assert page.status_code == 422
    assert "Their death is not recorded yet" in page.content.decode()


def test_an_officer_is_offered_no_program_that_tells_of_health(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    _, case = with_case(cast, acting)
    type(cast.detox).objects.filter(pk=cast.detox.pk).update(is_long_term=True)
    there = reverse("casework:hand-over", args=[case.pk])

    officers, navigators = (signed_in(user).get(there).content.decode() for user in (cast.officer, cast.navigator))

    assert ("Rooms with a lock" in officers, "Detox" in officers, "Detox" in navigators) == (True, False, True)


def test_the_care_team_page_adds_and_ends_seats(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    team = reverse("casework:team", args=[person])
    client = signed_in(cast.supervisor)
    added = press(
        client, reverse("casework:add-seat", args=[person]), {"user": cast.core_navigator.pk, "reason": "Nights"}
    )
    assert (added.status_code, added.url) == (303, team)
    with acting(cast.supervisor):
        held = Seat.objects.get(user=cast.officer)
    ended = press(client, reverse("casework:end-seat", args=[held.pk]), {"reason": "Other shift"})
    assert (ended.status_code, ended.url) == (303, team)

    page = client.get(team).content.decode()
    assert ("Rose Cardinal" in page, "Nights" in page, "Other shift" in page) == (True, True, True)


def test_after_a_seat_ended_its_pages_are_gone_for_the_very_next_request(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    client = signed_in(cast.officer)
    goals = reverse("casework:goals", args=[person])
    with acting(cast.officer):
        own = Seat.objects.get(user=cast.officer)
    assert client.get(goals).status_code == 200

    left = press(client, reverse("casework:end-seat", args=[own.pk]), {"reason": "Moved"})

    assert leads_to_record(left, person)
    assert [client.get(url).status_code for url in (goals, reverse("casework:team", args=[person]))] == [404, 404]


def test_a_supervisor_joins_and_others_find_no_such_page(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    there = reverse("casework:join", args=[person])

    assert leads_to_record(press(signed_in(cast.supervisor), there, {"reason": "Amara is ill"}), person)

    assert signed_in(cast.supervisor).get(reverse("casework:goals", args=[person])).status_code == 200
    readers = (cast.supervisor, cast.colleague, cast.other_navigator, cast.lead)
    assert [signed_in(user).get(there).status_code for user in readers] == [404, 404, 404, 403]


def test_every_page_is_nothing_to_whoever_is_off_the_team(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person, case = with_case(cast, acting, "Secretname")
    goal = a_goal(cast, acting, person, words=CANARY)
    health = a_goal(cast, acting, person, Area.MEDICAL, CANARY)
    with acting(cast.navigator) as by:
        step = promise_step(goal=goal.pk, words=CANARY, due_at=None, promised_by=by.user, by=by, at=now())
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())
        asked, held = FollowUp.objects.get(day=30), Seat.objects.get(user=cast.officer)
    of_person = ("accept", "team", "add-seat", "goals", "add-goal")
    pages = [reverse(f"casework:{name}", args=[person]) for name in of_person] + [
        reverse("casework:phase", args=[case.pk]),
        reverse("casework:close", args=[case.pk]),
        reverse("casework:hand-over", args=[case.pk]),
        reverse("casework:first-kept", args=[handed.pk]),
        reverse("casework:follow-up", args=[asked.pk]),
        reverse("casework:change-goal", args=[goal.pk]),
        reverse("casework:end-goal", args=[goal.pk]),
        reverse("casework:promise-step", args=[goal.pk]),
        reverse("casework:finish-step", args=[step.pk]),
        reverse("casework:end-seat", args=[held.pk]),
    ]

    on_team = signed_in(cast.officer)
    assert [on_team.get(page).status_code for page in pages] == [200] * len(pages)
    assert on_team.get(reverse("casework:change-goal", args=[health.pk])).status_code == 404
    for user in (cast.colleague, cast.other_navigator, cast.worker, cast.constable, cast.analyst, cast.privacy):
        client = signed_in(user)
        for page in pages:
            answer = client.get(page)
            assert (answer.status_code in (403, 404), CANARY in answer.content.decode()) == (True, False), page
    supervisors = {page: signed_in(cast.supervisor).get(page).status_code for page in pages}
    assert [page for page, status in supervisors.items() if status == 200] == [pages[1], pages[2], pages[-1]]


def test_my_people_are_a_page(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    there = reverse("casework:mine")
    assert "You sit on no care team" in signed_in(cast.officer).get(there).content.decode()
    for number in range(26):
        in_care(cast, acting, f"Person {number}")
    gone = in_care(cast, acting, "Gone")
    died(cast, acting, gone)
    client = signed_in(cast.officer)

    first = client.get(there).content.decode()
    second = client.get(there + "?start=25").content.decode()

    assert ("Person 3<" in first, "Gone" in first, "Gone" in second) == (True, False, True)
    assert "No reminders any more" in second
    for start in ("x", "-1", "²", "9" * 30):
        assert client.get(there, {"start": start}).status_code == 200
    assert "Person" not in signed_in(cast.colleague).get(there).content.decode()
