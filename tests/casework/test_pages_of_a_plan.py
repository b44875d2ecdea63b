"""The pages of goals and steps: in the person’s words, promised for a day, and never overwritten unseen."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.casework.actions import change_goal
from offramp.casework.enums import Area
from offramp.casework.models import Goal, Step
from offramp.kernel.clock import now
from tests.casework.files import a_goal, in_care
from tests.casework.pages import TOKEN, leads_to_record, press, token
from tests.cast import Cast
from tests.conftest import Acting, SignedIn


def test_goals_and_steps_are_written_promised_moved_and_ended(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person = in_care(cast, acting)
    client = signed_in(cast.officer)
    goals = reverse("casework:goals", args=[person])
    assert "No goal yet" in client.get(goals).content.decode()
    wanted = {"words": "My own door", "area": "housing", "confidence": "6", "target_on": ""}
    assert leads_to_record(press(client, reverse("casework:add-goal", args=[person]), wanted), person)
    with acting(cast.officer):
        goal = Goal.objects.get()
    soon = (localtime() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    promised = {"words": "Viewing", "due_at": soon, "promised_by": cast.officer.pk}
    assert leads_to_record(press(client, reverse("casework:promise-step", args=[goal.pk]), promised), person)
    with acting(cast.officer):
        step = Step.objects.get()
    there = reverse("casework:finish-step", args=[step.pk])
    assert "Choose the new day and time." in press(client, there, {"outcome": "moved"}).content.decode()
    later = (localtime() + timedelta(days=4)).strftime("%Y-%m-%dT%H:%M")
    assert leads_to_record(press(client, there, {"outcome": "moved", "due_at": later}), person)
    with acting(cast.officer):
        anew = Step.objects.get(done_at__isnull=True)
    assert leads_to_record(press(client, reverse("casework:finish-step", args=[anew.pk]), {"outcome": "done"}), person)

    page = client.get(goals).content.decode()
    assert ("My own door" in page, "6 of 10" in page, "Moved to another day" in page) == (True, True, True)
    ended = press(client, reverse("casework:end-goal", args=[goal.pk]), {"outcome": "achieved"})
    assert (ended.status_code, ended.url) == (303, goals)
    assert "Achieved" in client.get(goals).content.decode()


def test_the_second_of_two_editors_is_told_keeps_the_text_and_may_send_it_again(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    goal = a_goal(cast, acting, in_care(cast, acting))
    client, there = signed_in(cast.officer), reverse("casework:change-goal", args=[goal.pk])
    typed = {"words": "A house with a garden", "area": "housing", "confidence": "", "target_on": "", "version": "1"}
    typed["form_token"] = token(client, there)
    with acting(cast.navigator) as by:
        change_goal(
            goal=goal.pk, version=1, words="A room", area=Area.HOUSING, confidence=4, target_on=None, by=by, at=now()
        )

    told = client.post(there, typed)
    page = told.content.decode()

    assert told.status_code == 422
    assert ("Somebody changed this goal meanwhile" in page, "“A room”" in page) == (True, True)
    assert 'value="A house with a garden"' in page
    [version] = re.findall(r'name="version" value="(\d+)"', page)
    again = client.post(there, {**typed, "version": version, "form_token": TOKEN.findall(page)[0]})
    assert again.status_code == 303
    with acting(cast.officer):
        assert Goal.objects.get().words == "A house with a garden"


def test_an_altered_version_changes_nothing(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    goal = a_goal(cast, acting, in_care(cast, acting))
    there = reverse("casework:change-goal", args=[goal.pk])
    for version in ("x", "²", "99999999999999", "-1"):
        sent = {"words": "Other", "area": "housing", "version": version}
        assert press(signed_in(cast.officer), there, sent).status_code == 422
    with acting(cast.officer):
        assert Goal.objects.get().words == "My own door"


@pytest.mark.parametrize("words", ["", " ", "x" * 301, "\x00", "\u202emoor nwo yM"])
def test_words_nobody_can_read_are_refused_beside_the_field(
    cast: Cast, acting: Acting, signed_in: SignedIn, words: str
) -> None:
    person = in_care(cast, acting)
    sent = {"words": words, "area": "housing", "confidence": "6"}

    page = press(signed_in(cast.officer), reverse("casework:add-goal", args=[person]), sent)

    assert page.status_code == 422
    assert 'id="id_words_error"' in page.content.decode()


@pytest.mark.parametrize(
    "words", ["ᐊᐧᐢᑲᐦᐃᑲᐣ", "بيتي الخاص", "O-day'min 🏠", "<script>alert(1)</script>", "My “own” door's lock & key"]
)
def test_any_script_is_a_goal_and_nothing_in_it_runs(
    cast: Cast, acting: Acting, signed_in: SignedIn, words: str
) -> None:
    person = in_care(cast, acting)
    client = signed_in(cast.officer)

    press(client, reverse("casework:add-goal", args=[person]), {"words": words, "area": "housing"})

    with acting(cast.officer):
        assert Goal.objects.get().words == words
    assert "<script>alert" not in client.get(reverse("casework:goals", args=[person])).content.decode()


@pytest.mark.parametrize("day", ["2025-02-29", "tomorrow", "1066-10-14", "2020-01-01"])
def test_a_day_no_calendar_has_or_that_has_passed_is_refused(
    cast: Cast, acting: Acting, signed_in: SignedIn, day: str
) -> None:
    person = in_care(cast, acting)
    sent = {"words": "My own door", "area": "housing", "target_on": day}

    page = press(signed_in(cast.officer), reverse("casework:add-goal", args=[person]), sent)

    assert (page.status_code, 'id="id_target_on_error"' in page.content.decode()) == (422, True)
    assert "My own door" in page.content.decode()
