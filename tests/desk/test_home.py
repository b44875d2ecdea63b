"""Each role's desk: what waits for them, oldest promise first, and nothing that is not theirs."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from offramp.accounts.models import User
from offramp.audit.models import LookSubject
from offramp.casework.actions import hand_over, note_first_kept, promise_step
from offramp.casework.models import FollowUp
from offramp.desk.queries import Waiting, greeting, oldest_first, summary_of
from offramp.desk.queries.intakes import FIRST
from offramp.kernel.clock import now
from offramp.people.actions import write_safety_card
from offramp.triage.actions import claim, give_advice
from tests.casework.files import a_goal, died, with_case
from tests.cast import Cast
from tests.conftest import Acting, SignedIn
from tests.consent.scene import a_scene, consented, terms
from tests.referrals.scene import accepted, to_shelter
from tests.triage.scenes import a_danger, a_referral, an_ask

NOON = datetime(2024, 3, 1, 12, tzinfo=ZoneInfo("America/Edmonton"))


def desk(signed_in: SignedIn, user: User) -> Any:
    page = signed_in(user).get("/")
    assert page.status_code == 200, user.username
    return page.context["desk"]


def titles(lines: list[Waiting]) -> list[str]:
    return [line.title for line in lines]


def a_promise(
    cast: Cast, acting: Acting, *, words: str = "Call about the bed", due_in: timedelta = timedelta(minutes=40)
) -> None:
    person, _ = with_case(cast, acting)
    goal = a_goal(cast, acting, person)
    with acting(cast.navigator) as by:
        promise_step(goal=goal.pk, words=words, due_at=now() + due_in, promised_by=by.user, by=by, at=now())


@pytest.mark.parametrize(
    ("hour", "name", "said"),
    [
        (7, "Amara Okafor", "Good morning, Amara"),
        (13, "Cst. Daniel Park", "Good afternoon, Cst. Park"),
        (22, "Sgt. Ana Duarte", "Good evening, Sgt. Duarte"),
        (3, "Amara Okafor", "Good evening, Amara"),
    ],
)
def test_the_greeting_goes_by_the_hour_and_the_rank(hour: int, name: str, said: str) -> None:
    assert greeting(name, at=NOON.replace(hour=hour)) == said


def test_the_oldest_promise_is_first_a_day_is_late_when_it_is_over_and_what_has_no_clock_is_last() -> None:
    lines = [
        Waiting("no clock", "/"),
        Waiting("today, by the day", "/", NOON.date()),
        Waiting("this afternoon", "/", NOON + timedelta(hours=3)),
        Waiting("yesterday", "/", NOON.date() - timedelta(days=1)),
        Waiting("an hour ago", "/", NOON - timedelta(hours=1)),
    ]

    assert titles(oldest_first(lines)) == [
        "yesterday", "an hour ago", "this afternoon", "today, by the day", "no clock",
    ]  # fmt: skip


def test_the_summary_counts_what_is_late_and_what_is_due_within_the_hour() -> None:
    lines = [
        Waiting("late", "/", NOON - timedelta(minutes=1)),
        Waiting("late too", "/", NOON.date() - timedelta(days=3)),
        Waiting("soon", "/", NOON + timedelta(minutes=40)),
        Waiting("later", "/", NOON + timedelta(hours=2)),
    ]

    assert summary_of(lines, at=NOON) == "2 promises are late. 1 is due within the hour."
    assert summary_of([], at=NOON) == "Nothing is late."


def test_every_role_has_a_desk_and_a_helpful_word_where_nothing_waits(cast: Cast, signed_in: SignedIn) -> None:
    for user in cast.everyone:
        if user == cast.stranger:
            continue
        shown = desk(signed_in, user)
        if user != cast.administrator:
            assert shown.waiting == [], user.username
        assert shown.empty or shown.figures or shown.ways, user.username


def test_a_navigator_sees_their_promise_with_the_name_and_its_clock(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    a_promise(cast, acting)

    shown = desk(signed_in, cast.navigator)

    [line] = [line for line in shown.waiting if line.title == "Call about the bed"]
    assert line.detail == "Josephine M. · “My own door”"
    assert now() < line.due_at < now() + timedelta(hours=1)
    assert shown.summary == "1 is due within the hour."
    assert titles(desk(signed_in, cast.other_navigator).waiting) == []


def test_a_step_for_no_day_and_a_follow_up_that_comes_near_lead_to_where_they_are_done(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person, case = with_case(cast, acting)
    goal = a_goal(cast, acting, person)
    with acting(cast.navigator) as by:
        step = promise_step(goal=goal.pk, words="Find her cousin", due_at=None, promised_by=by.user, by=by, at=now())
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now() - timedelta(days=20), by=by, at=now())
        [near, *_later] = FollowUp.objects.order_by("day")

    waiting = desk(signed_in, cast.navigator).waiting

    assert [(line.title, line.url) for line in waiting] == [
        ("Day 30 after the hand-over: ask how it goes", f"/follow-ups/{near.pk}/"),
        ("Find her cousin", f"/steps/{step.pk}/"),
    ]


def test_death_stops_every_reminder_on_the_desk(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person, _ = with_case(cast, acting)
    goal = a_goal(cast, acting, person)
    with acting(cast.navigator) as by:
        promise_step(
            goal=goal.pk, words="Call", due_at=now() + timedelta(hours=2), promised_by=by.user, by=by, at=now()
        )
    with acting(cast.officer) as by:
        write_safety_card(person=person, approach="Speak from the front", by=by, at=now())
    assert len(desk(signed_in, cast.navigator).waiting) == 2

    died(cast, acting, person)

    assert desk(signed_in, cast.navigator).waiting == []
    assert desk(signed_in, cast.officer).waiting == []


def test_whoever_was_seated_by_others_is_told(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    with_case(cast, acting)

    [line] = desk(signed_in, cast.officer).waiting

    assert (line.title, line.detail, line.clock) == (
        "You are on the care team of Josephine M.", "Amara Okafor · Knows her well", "new",
    )  # fmt: skip


def test_an_answer_stands_on_the_senders_desk_until_it_is_seen(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    scene = a_scene(cast, acting)
    referral = to_shelter(scene)
    accepted(scene, referral)

    assert titles(desk(signed_in, cast.navigator).waiting) == ["The Shelter Society accepted Josephine M."]
    assert titles(desk(signed_in, cast.lead).waiting) == []


def test_a_referral_past_its_day_without_an_answer_stands_on_the_senders_desk(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    sent_at = now() - timedelta(days=9)
    scene = a_scene(cast, acting)
    consent = consented(scene, terms(scene, starts_at=sent_at - timedelta(days=1)), at=sent_at - timedelta(days=1))
    to_shelter(scene, consent, answer_by=(now() - timedelta(days=2)).date(), at=sent_at)

    assert titles(desk(signed_in, cast.navigator).waiting) == [
        "The Shelter Society has not answered about Josephine M."
    ]


def test_a_consent_that_ends_soon_is_brought_up_while_there_is_time(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    scene = a_scene(cast, acting)
    consented(scene, terms(scene, ends_at=now() + timedelta(days=5)))
    consented(scene, terms(scene, agency=cast.clinic.pk, ends_at=now() + timedelta(days=90)))

    [line] = desk(signed_in, cast.navigator).waiting

    assert line.title.startswith("Consent of Josephine M. ends on ")
    assert "The Shelter Society" in line.detail
    assert desk(signed_in, cast.officer).waiting == []


def test_a_new_safety_card_waits_for_a_navigator_and_no_officer(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person, _ = with_case(cast, acting)
    with acting(cast.officer) as by:
        write_safety_card(person=person, approach="Speak from the front", by=by, at=now())

    assert titles(desk(signed_in, cast.other_navigator).waiting) == ["Review how to approach Josephine M."]
    assert "Review how to approach Josephine M." not in titles(desk(signed_in, cast.colleague).waiting)


def test_an_agency_sees_what_was_sent_to_it_and_the_other_agency_nothing(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    to_shelter(a_scene(cast, acting), answer_by=(now() + timedelta(days=2)).date())

    [line] = desk(signed_in, cast.worker).waiting

    assert line.title == "Josephine M. · Rooms with a lock"
    assert line.detail == "A room of her own · Sent by Amara Okafor"
    assert desk(signed_in, cast.other_worker).waiting == []


def test_the_next_of_a_teams_queue_stands_on_its_members_desks_alone(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    an_ask(cast, acting)
    a_danger(cast, acting, place="Bank lobby")
    a_referral(cast, acting)

    def next_up(user: User) -> list[str]:
        return [line.detail for line in desk(signed_in, user).panels[0].lines]

    assert [detail.split(" · ")[-1] for detail in next_up(cast.officer)] == ["Bank lobby", "Stairwell, 107 St"]
    assert [detail.split(" · ")[-1] for detail in next_up(cast.core_navigator)] == ["The library"]
    assert next_up(cast.colleague) == []


def test_each_teams_load_is_told_to_the_unit(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    for _ in range(3):
        an_ask(cast, acting)
    a_referral(cast, acting)

    for user in (cast.supervisor, cast.officer, cast.navigator):
        assert {load.label: load.count for load in desk(signed_in, user).loads} == {
            "Core team": 1, "Downtown team": 3, "West team": 0,
        }  # fmt: skip


def test_what_one_claimed_stands_on_ones_own_desk(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    intake = an_ask(cast, acting)
    with acting(cast.officer) as by:
        claim(intake=intake.pk, team=cast.downtown_team.pk, is_going=True, by=by, at=now())

    shown = desk(signed_in, cast.officer)

    assert titles(shown.waiting) == [intake.title]
    assert shown.panels[0].lines == []
    assert desk(signed_in, cast.navigator).waiting == []


def test_a_supervisor_sees_asks_past_their_time_that_nobody_answered(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    long_ago = now() - timedelta(days=2)
    an_ask(cast, acting, place="Bus shelter", at=long_ago)
    answered = an_ask(cast, acting, place="Library", at=long_ago)
    with acting(cast.officer) as by:
        give_advice(intake=answered.pk, text="Call the crisis team", by=by, at=now())

    assert [line.detail for line in desk(signed_in, cast.supervisor).waiting] == ["Downtown · Bus shelter"]


def test_a_patrol_officer_sees_their_own_asks_and_nobody_elses(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    an_ask(cast, acting, place="Bus shelter")
    answered = an_ask(cast, acting, place="Library")
    with acting(cast.officer) as by:
        give_advice(intake=answered.pk, text="Call the crisis team", by=by, at=now())
    a_referral(cast, acting)

    shown = desk(signed_in, cast.constable)

    assert [line.detail for line in shown.waiting] == ["Downtown · Bus shelter · Waits for an answer"]
    assert [line.detail for line in shown.panels[0].lines] == ["Downtown · Library · HELP answered"]


def test_a_patrol_officer_begins_all_they_do_at_a_call_from_their_desk(cast: Cast, signed_in: SignedIn) -> None:
    ways = {way.label: way.url for way in desk(signed_in, cast.constable).ways}

    assert list(ways) == ["Ask HELP", "How to approach", "Before a charge"]
    assert [signed_in(cast.constable).get(url).status_code for url in ways.values()] == [200, 200, 200]


def test_an_analyst_sees_numbers_and_nobody(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    with_case(cast, acting)

    page = signed_in(cast.analyst).get("/")

    assert len(page.context["desk"].figures) == 6
    assert "Josephine" not in page.content.decode()


def test_the_privacy_officer_sees_who_was_refused_lately(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.navigator).get("/accounts/")

    [line] = desk(signed_in, cast.privacy).panels[0].lines

    assert (line.title, line.detail) == ("Amara Okafor", "Navigator · desk:accounts")


def test_the_administrator_sees_accounts_that_cannot_be_used_yet(cast: Cast, signed_in: SignedIn) -> None:
    cast.worker.set_unusable_password()
    cast.worker.save()

    assert [(line.title, line.detail) for line in desk(signed_in, cast.administrator).waiting] == [
        ("Nobody Yet", "No office"),
        ("Pia Lund", "No password yet: give them a link"),
    ]


def test_what_a_desk_shows_of_people_is_in_the_read_log(cast: Cast, acting: Acting, signed_in: SignedIn) -> None:
    person, _ = with_case(cast, acting)
    signed_in(cast.officer).get("/")

    with acting(cast.privacy):
        shown = LookSubject.objects.get(reader=cast.officer.pk, subject=person)
    assert set(shown.categories) == {"identity", "plan"}


def test_an_answered_ask_that_the_desk_has_no_line_for_is_not_in_the_read_log(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    asked = [an_ask(cast, acting, place=f"Door {number}", at=now() + timedelta(minutes=number)) for number in range(8)]
    with acting(cast.navigator) as by:
        for each in asked[:-1]:
            give_advice(intake=each.pk, text="Ask for her sister.", by=by, at=now() + timedelta(hours=1))
    page = signed_in(cast.constable).get("/").content.decode()

    with acting(cast.privacy):
        logged = set(LookSubject.objects.filter(reader=cast.constable.pk).values_list("subject", flat=True))
    assert logged == {each.pk for each in asked if str(each.pk) in page}
    assert len(logged) == 1 + FIRST, "one waits still, and the first of those answered are shown"


@pytest.mark.parametrize("who", ["navigator", "officer", "supervisor", "constable", "worker"])
def test_a_desk_asks_as_many_questions_for_three_rows_as_for_one(
    who: str, cast: Cast, acting: Acting, signed_in: SignedIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(getattr(cast, who))
    busy(cast, acting)
    client.get("/")
    with CaptureQueriesContext(connection) as at_one:
        client.get("/")
    for _ in range(2):
        busy(cast, acting)

    with django_assert_num_queries(len(at_one)):
        client.get("/")


def busy(cast: Cast, acting: Acting) -> None:
    """One more of everything that may wait for somebody."""
    a_promise(cast, acting)
    scene = a_scene(cast, acting)
    consented(scene, terms(scene, ends_at=now() + timedelta(days=5)))
    to_shelter(scene)
    accepted(scene, to_shelter(scene))
    with acting(cast.officer) as by:
        write_safety_card(person=scene.person, approach="Speak from the front", seen=1, by=by, at=now())
    an_ask(cast, acting, at=now() - timedelta(days=2))
    claimed = an_ask(cast, acting)
    with acting(cast.officer) as by:
        claim(intake=claimed.pk, team=cast.downtown_team.pk, is_going=True, by=by, at=now())
