"""A goal that turns out to tell of health takes all its steps behind that wall: done, missed, moved and open alike."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.urls import reverse

from offramp.casework.actions import change_goal, finish_step, move_step, promise_step
from offramp.casework.enums import Area, StepOutcome
from offramp.casework.models import Goal, Step
from offramp.casework.queries import ahead_of, goals_of, happenings_of, promises_of
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, Viewer
from tests.casework.files import CANARY, a_goal, in_care
from tests.casework.test_races import a_cast, at_once
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as

StepBefore: Any = apps.get_model("casework.StepBefore")
GoalBefore: Any = apps.get_model("casework.GoalBefore")


def with_steps(cast: Cast, acting: Acting, goal: Goal) -> None:
    """Promise four steps to a goal, in the officer's name, and finish all but one: done, missed, moved."""
    words = (f"Call the {CANARY} for a bed", f"Ask {CANARY} again", f"Visit {CANARY}", f"Pack for {CANARY}")
    tomorrow = now() + timedelta(days=1)
    with acting(cast.officer) as by:
        done, missed, moved, _open = [
            promise_step(goal=goal.pk, words=each, due_at=tomorrow, promised_by=by.user, by=by, at=now())
            for each in words
        ]
        finish_step(step=done.pk, by=by, at=now())
        finish_step(step=missed.pk, outcome=StepOutcome.MISSED, by=by, at=now())
        move_step(step=moved.pk, due_at=tomorrow + timedelta(days=1), by=by, at=now())


def turn_to_health(goal: Goal, by: Actor) -> None:
    change_goal(
        goal=goal.pk, version=1, words="Off it", area=Area.ADDICTIONS, confidence=None, target_on=None, by=by, at=now()
    )


def test_steps_that_are_over_go_behind_the_wall_with_their_goal(
    cast: Cast, acting: Acting, signed_in: SignedIn
) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person, words=f"A month at {CANARY}")
    with_steps(cast, acting, goal)
    other = a_goal(cast, acting, person, words="My own door")
    with acting(cast.officer) as by:
        promise_step(goal=other.pk, words="Viewing", due_at=None, promised_by=by.user, by=by, at=now())
        assert (Step.objects.count(), StepBefore._default_manager.count()) == (6, 3)

    with acting(cast.navigator) as by:
        turn_to_health(goal, by)
        [seen, _other] = goals_of(Viewer(by), person)
        assert {(step.outcome, step.category) for step in seen.steps} == {
            (outcome, "health") for outcome in ("done", "missed", "moved", "")
        }

    with acting(cast.officer) as by:
        viewer = Viewer(by)
        told = [
            goals_of(viewer, person),
            happenings_of(viewer, person, before=None, most=50),
            promises_of(viewer),
            [each for each in ahead_of(viewer, person, unit=cast.help.pk, at=now()) if each.words],
        ]
        assert CANARY not in str(told)
        assert [step.words for step in Step.objects.all()] == ["Viewing"]
        assert (StepBefore._default_manager.count(), GoalBefore._default_manager.count()) == (0, 0)
        assert in_sql("casework_step") == in_sql("casework_goal") == 1
        assert in_sql("casework_stepbefore") == in_sql("casework_goalbefore") == 0
    client = signed_in(cast.officer)
    for page in ("casework:goals", "desk:record"):
        assert CANARY not in client.get(reverse(page, args=[person])).content.decode()
    assert CANARY in signed_in(cast.navigator).get(reverse("casework:goals", args=[person])).content.decode()


def in_sql(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def test_a_goal_that_comes_back_from_health_leaves_its_steps_there(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    with_steps(cast, acting, goal)
    with acting(cast.navigator) as by:
        turn_to_health(goal, by)
        change_goal(
            goal=goal.pk, version=2, words="A door", area=Area.HOUSING, confidence=None, target_on=None, by=by, at=now()
        )
    with acting(cast.officer) as by:
        [seen] = goals_of(Viewer(by), person)
        assert (seen.goal.words, seen.steps) == ("A door", [])


def test_a_step_that_is_moved_at_the_same_moment_does_not_stay_behind(own_database: str) -> None:
    cast = a_cast()
    with transaction.atomic():
        person = in_care(cast, acting_as)
        goal = a_goal(cast, acting_as, person)
        with acting_as(cast.officer) as by:
            due = now() + timedelta(days=1)
            step = promise_step(goal=goal.pk, words=CANARY, due_at=due, promised_by=by.user, by=by, at=now())

    def act(by: Actor) -> None:
        if by.user == cast.navigator.pk:
            turn_to_health(goal, by)
        else:
            move_step(step=step.pk, due_at=now() + timedelta(days=2), by=by, at=now())

    at_once([cast.officer, cast.navigator], act)

    with transaction.atomic(), acting_as(cast.officer):
        assert (Goal.objects.count(), Step.objects.count()) == (0, 0)


def test_what_was_left_behind_before_is_taken_along_when_the_service_is_updated(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person, Area.ADDICTIONS)
    plain = a_goal(cast, acting, person)
    with acting(cast.navigator) as by:
        for serves in (goal, plain):
            promise_step(goal=serves.pk, words=CANARY, due_at=None, promised_by=by.user, by=by, at=now())
        Step.objects.filter(goal=goal).update(category="plan", outcome="done", done_at=now(), done_by=by.user)
        with connection.cursor() as cursor:
            cursor.execute(import_module("offramp.casework.migrations.0009_steps_and_seats_behind_the_wall").FOLLOW)

    with acting(cast.officer):
        assert [step.goal_id for step in Step.objects.all()] == [plain.pk]
