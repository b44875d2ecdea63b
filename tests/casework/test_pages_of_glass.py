"""The pages around danger to life: opened once with a reason, seen on the record, ended, told, judged."""

from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from offramp.accounts.models import User
from offramp.audit.models import LookSubject
from offramp.casework.actions import close_glass, review_glass
from offramp.casework.enums import Verdict
from offramp.casework.models import BreakGlass, GlassReview
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from offramp.people.actions import set_status
from offramp.people.enums import Status
from tests.casework.files import CANARY
from tests.casework.glass_scene import (
    DANGER,
    GOAL_CANARY,
    HEALTH_CANARY,
    PLACE_CANARY,
    a_full_file,
    five_hours_ago,
    opens,
)
from tests.casework.pages import leads_to_record, press, press_as, texts, token
from tests.cast import Cast
from tests.conftest import Acting, SignedIn

BUTTON = "Danger to life: open more"
BANNER = "You opened more of this file because of danger to life"


def test_an_officer_opens_more_and_reads_it_under_a_banner(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    client = signed_in(cast.colleague)
    before = record(client, person)

    answer = press(client, reverse("casework:break-glass", args=[person]), {"reason": DANGER})

    after = record(client, person)
    assert leads_to_record(answer, person)
    assert [words in before for words in (BUTTON, BANNER, PLACE_CANARY, GOAL_CANARY)] == [True, False, False, False]
    assert [words in after for words in (BUTTON, BANNER, PLACE_CANARY, GOAL_CANARY)] == [False, True, True, True]
    assert [words in after for words in (CANARY, HEALTH_CANARY)] == [False, False]
    assert "You opened it because of danger to life, since" in after


def test_a_navigator_reads_health_too_and_no_other_note(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    client = signed_in(cast.other_navigator)
    there = reverse("casework:notes", args=[person])
    closed = client.get(there).status_code

    press(client, reverse("casework:break-glass", args=[person]), {"reason": DANGER})

    for page in (record(client, person), client.get(there).content.decode()):
        assert (HEALTH_CANARY in page, CANARY in page, "Write a note" in page) == (True, False, False)
    assert closed == 404
    assert client.get(reverse("casework:write-note", args=[person])).status_code == 404


def test_each_look_in_that_time_is_in_the_read_log_as_always(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    opens(cast, acting, person, cast.colleague)
    record(signed_in(cast.colleague), person)

    with acting(cast.privacy):
        [look] = LookSubject.objects.filter(subject=person, reader=cast.colleague.pk)
        assert {"emergency", "identity", "plan", "whereabouts"} <= set(look.categories)
        assert not {"support_notes", "health"} & set(look.categories)


def test_pressed_twice_it_opens_one(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    client, there = signed_in(cast.colleague), reverse("casework:break-glass", args=[person])
    typed = {"reason": DANGER, "form_token": token(client, there)}

    first, second = (press_as(client, there, typed) for _ in range(2))

    assert (first.status_code, first.url) == (second.status_code, second.url) == (303, record_of(person))
    assert uses(acting, cast.colleague) == 1


def test_from_a_second_window_it_says_that_it_is_open_and_keeps_the_words(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_file(cast, acting)
    client, there = signed_in(cast.colleague), reverse("casework:break-glass", args=[person])
    second = token(client, there)
    press(client, there, {"reason": DANGER})

    answer = press_as(client, there, {"reason": f"{DANGER} 🌲", "form_token": second})

    page = answer.content.decode()
    assert (answer.status_code, uses(acting, cast.colleague)) == (422, 1)
    assert ("You have opened this file already" in page, f"{DANGER} 🌲" in page) == (True, True)
    assert "You have it open already" in client.get(there).content.decode()


@pytest.mark.parametrize("reason", ["", "danger"])
def test_without_a_reason_nothing_opens_and_it_is_said_beside_it(
    cast: Cast, acting: Acting, signed_in: SignedIn, reason: str
) -> None:
    person = a_full_file(cast, acting)

    answer = press(signed_in(cast.colleague), reverse("casework:break-glass", args=[person]), {"reason": reason})

    assert (answer.status_code, uses(acting, cast.colleague)) == (422, 0)
    assert texts(answer, "reason") != ""


def test_ended_in_one_window_it_is_ended_in_the_other(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)
    here, elsewhere = signed_in(cast.colleague), signed_in(cast.colleague)
    assert PLACE_CANARY in record(elsewhere, person)

    answer = press(here, reverse("casework:close-glass", args=[use.pk]), {})

    assert leads_to_record(answer, person)
    for client in (here, elsewhere):
        page = record(client, person)
        assert [words in page for words in (PLACE_CANARY, GOAL_CANARY, BANNER, BUTTON)] == [False, False, False, True]
        assert client.get(reverse("casework:goals", args=[person])).status_code == 404


def test_who_opened_more_reads_plan_and_notes_and_is_offered_no_change_of_them(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_file(cast, acting)
    opens(cast, acting, person, cast.other_navigator)
    client = signed_in(cast.other_navigator)

    for page, change in (
        ("goals", "add-goal"),
        ("team", "add-seat"),
        ("notes", "write-note"),
        ("around", "add-supporter"),
    ):
        answer = client.get(reverse(f"casework:{page}", args=[person]))
        offered = reverse(f"casework:{change}", args=[person]) in answer.content.decode()
        assert (answer.status_code, offered) == (200, False), page


def test_after_four_hours_every_page_is_closed_again(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    opens(cast, acting, person, cast.colleague, five_hours_ago())
    client = signed_in(cast.colleague)

    page = record(client, person)

    assert [words in page for words in (PLACE_CANARY, GOAL_CANARY, BANNER)] == [False, False, False]
    for route in ("casework:goals", "casework:team"):
        assert client.get(reverse(route, args=[person])).status_code == 404


def test_who_may_not_open_finds_neither_button_nor_page(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    there = reverse("casework:break-glass", args=[person])

    for user in (cast.supervisor, cast.lead, cast.constable, cast.worker, cast.privacy, cast.administrator):
        assert signed_in(user).get(there).status_code == 403, user.username
    for user in (cast.supervisor, cast.navigator, cast.officer):
        assert BUTTON not in record(signed_in(user), person), user.username
    assert signed_in(cast.colleague).get(reverse("casework:break-glass", args=[new_id()])).status_code == 404
    cast.colleague.postings.update(unit=cast.patrol)
    assert signed_in(cast.colleague).get(there).status_code == 404


def test_who_sees_it_all_is_told_so(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)

    page = signed_in(cast.officer).get(reverse("casework:break-glass", args=[person])).content.decode()

    assert ("You see all of this already" in page, "What is the danger to life?" in page) == (True, False)


def test_team_and_supervisor_read_of_it_on_desk_and_record(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)
    line = "Cst. Ilse Brandt opened the file of Josephine M.: danger to life"

    for user in (cast.navigator, cast.officer, cast.supervisor):
        client = signed_in(user)
        desk, there = client.get("/").content.decode(), client.get(reverse("casework:glass", args=[use.pk]))
        assert (line in desk, DANGER in desk) == (True, True), user.username
        assert (DANGER in there.content.decode(), "Judge and close it" in there.content.decode()) == (True, False)
        assert "Cst. Ilse Brandt opened more of this file" in record(client, person)
    for user in (cast.core_officer, cast.other_navigator):
        client = signed_in(user)
        assert (line in client.get("/").content.decode(), DANGER in record(client, person)) == (False, False)
        assert client.get(reverse("casework:glass", args=[use.pk])).status_code == 404
        assert "opened more of this file" not in record(client, person)


def test_the_team_is_told_also_of_who_declined_help(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = a_full_file(cast, acting)
    with acting(cast.navigator) as by:
        set_status(person=person, status=Status.DECLINED, reason="", by=by, at=now())
    opens(cast, acting, person, cast.colleague)

    assert "opened the file of Josephine M." in signed_in(cast.navigator).get("/").content.decode()


def test_the_privacy_officer_judges_from_the_reason_and_the_looks_and_sees_no_file(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = a_full_file(cast, acting)
    use = opens(cast, acting, person, cast.colleague)
    record(signed_in(cast.colleague), person)
    client, there = signed_in(cast.privacy), reverse("casework:glass", args=[use.pk])
    desk, queue = client.get("/").content.decode(), client.get(reverse("casework:glass-queue")).content.decode()
    page = client.get(there).content.decode()

    answer = press(
        client, there, {"verdict": "not_justified", "words": "The call was about another man", "follow_up": "S"}
    )

    assert (answer.status_code, answer.url) == (303, reverse("casework:glass-queue"))
    assert ("Cst. Ilse Brandt opened a file because of danger to life" in desk, DANGER in queue) == (True, True)
    assert (DANGER in page, "The record" in page, "Where, when and with whom they are found" in page) == (
        True,
        True,
        True,
    )
    for shown in (desk, queue, page):
        for canary in ("Josephine", CANARY, HEALTH_CANARY, PLACE_CANARY, GOAL_CANARY):
            assert canary not in shown
    told = signed_in(cast.colleague).get("/").content.decode()
    assert "Your opening of the file of Josephine M. was judged: not justified" in told
    assert "The call was about another man" in client.get(there).content.decode()


def test_a_verdict_with_holes_is_kept_and_a_late_one_too(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    use = opens(cast, acting, a_full_file(cast, acting), cast.colleague)
    client, there = signed_in(cast.privacy), reverse("casework:glass", args=[use.pk])

    holes = press(client, there, {"verdict": "not_justified", "words": "It was about another man", "follow_up": ""})
    late = token(client, there)
    with acting(cast.privacy) as by:
        review_glass(use=use.pk, verdict=Verdict.JUSTIFIED, words="The call is logged", by=by, at=now())
    second = press_as(
        client, there, {"verdict": "justified", "words": "It was urgent, I say", "follow_up": "", "form_token": late}
    )

    assert (holes.status_code, "It was about another man" in holes.content.decode()) == (422, True)
    assert texts(holes, "follow_up") != ""
    assert (second.status_code, "It was urgent, I say" in second.content.decode()) == (422, True)
    assert "has judged this one meanwhile" in second.content.decode()
    with acting(cast.privacy):
        assert GlassReview.objects.get().words == "The call is logged"


def test_nobody_but_the_privacy_officer_judges_whatever_they_send(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    use = opens(cast, acting, a_full_file(cast, acting), cast.colleague)
    sent = {"verdict": "justified", "words": "The call is in the log", "follow_up": ""}

    for user in (cast.navigator, cast.supervisor, cast.colleague):
        assert signed_in(user).post(reverse("casework:glass", args=[use.pk]), sent).status_code == 200
        assert signed_in(user).get(reverse("casework:glass-queue")).status_code == 403

    with acting(cast.privacy):
        assert GlassReview.objects.count() == 0


def test_only_the_opener_finds_the_page_that_ends_it(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    use = opens(cast, acting, a_full_file(cast, acting), cast.colleague)
    there = reverse("casework:close-glass", args=[use.pk])

    found = {
        user.username: signed_in(user).get(there).status_code
        for user in (cast.colleague, cast.navigator, cast.officer, cast.core_officer, cast.supervisor)
    }

    assert found == {"colleague": 200, "navigator": 404, "officer": 404, "core_officer": 404, "supervisor": 403}
    with acting(cast.colleague) as by:
        close_glass(use=use.pk, by=by, at=now())
    again = press(signed_in(cast.colleague), there, {})
    assert (again.status_code, "It has ended already" in again.content.decode()) == (422, True)


@pytest.mark.parametrize("page", ["x", quote("n~\x00~"), "n~2026-01-01~y"])
def test_a_page_nobody_made_is_the_first(cast: Cast, signed_in: SignedIn, page: str) -> None:
    answer = signed_in(cast.privacy).get(f"{reverse('casework:glass-queue')}?page={page}")

    assert answer.status_code in (200, 400)


def record_of(person: object) -> str:
    return reverse("desk:record", args=[person])


def record(client: Client, person: object) -> str:
    answer = client.get(record_of(person))
    assert answer.status_code == 200
    return answer.content.decode()


def uses(acting: Acting, user: User) -> int:
    with acting(user):
        return BreakGlass.objects.count()
