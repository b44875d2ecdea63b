"""Goals in the person's own words, and the steps somebody gave their word for."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from offramp.access.enums import Category
from offramp.casework.actions import (
    change_goal,
    end_goal,
    end_seat,
    finish_step,
    move_step,
    promise_step,
    set_goal,
)
from offramp.casework.enums import Area, GoalOutcome, StepOutcome
from offramp.casework.models import Goal, Seat, Step
from offramp.casework.queries import (
    ahead_of,
    goal_for,
    goals_of,
    happenings_of,
    may_promise,
    promises_of,
    step_for,
)
from offramp.casework.rules import areas_open_to
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.ids import new_id
from tests.casework.files import CANARY, a_goal, died, in_care, with_case
from tests.cast import Cast
from tests.conftest import Acting


def test_a_goal_is_in_the_persons_words_and_may_open_on_day_one(cast: Cast, acting: Acting) -> None:
    person, _ = with_case(cast, acting)
    with acting(cast.officer) as by:
        set_goal(
            person=person,
            words="  My own door, with a lock. ",
            area=Area.HOUSING,
            confidence=6,
            target_on=date(2027, 3, 1),
            by=by,
            at=now(),
        )
        [seen] = goals_of(Viewer(by), person)

    goal = seen.goal
    assert (goal.words, goal.confidence, goal.target_on, goal.category, goal.version) == (
        "My own door, with a lock.",
        6,
        date(2027, 3, 1),
        Category.PLAN,
        1,
    )


@pytest.mark.parametrize("area", [Area.ADDICTIONS, Area.MEDICAL, Area.MENTAL_HEALTH])
def test_a_goal_of_health_is_hidden_from_officers_and_not_theirs_to_write(
    cast: Cast, acting: Acting, area: Area
) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person, area, CANARY)
    a_step(cast, acting, goal, CANARY)

    with acting(cast.navigator) as by:
        assert [seen.goal.words for seen in goals_of(Viewer(by), person)] == [CANARY]
    for user in (cast.officer, cast.colleague, cast.supervisor, cast.other_navigator, cast.worker):
        with acting(user) as by:
            viewer = Viewer(by)
            assert goals_of(viewer, person) == []
            assert goal_for(viewer, goal.pk) is None
            assert CANARY not in str(happenings_of(viewer, person, before=None, most=20))
            assert viewer.shown == {}
    with acting(cast.officer) as by:
        with pytest.raises(NotPermitted):
            set_goal(person=person, words="x", area=area, by=by, at=now())
        with pytest.raises(NotPermitted):
            end_goal(goal=goal.pk, outcome=GoalOutcome.DROPPED, by=by, at=now())
    assert area not in areas_open_to(cast.officer.postings.get().role)


def test_whoever_sees_the_plan_alone_sees_that_something_of_health_is_due(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    due = now() + timedelta(days=2)
    a_step(cast, acting, a_goal(cast, acting, person, Area.MEDICAL, CANARY), CANARY, due)
    a_step(cast, acting, a_goal(cast, acting, person), "Viewing", due + timedelta(days=1))

    def ahead(user: str) -> list[tuple[str, object, str]]:
        with acting(getattr(cast, user)) as by:
            found = ahead_of(Viewer(by), person, unit=cast.help.pk, at=now())
            return [(each.words, each.due, each.whose) for each in found]

    name = cast.navigator.name
    assert ahead("navigator") == [(CANARY, due, name), ("Viewing", due + timedelta(days=1), name)]
    assert ahead("officer") == [("", due, name), ("Viewing", due + timedelta(days=1), name)]
    for user in ("colleague", "supervisor", "other_navigator", "worker", "constable"):
        assert ahead(user) == []


def test_who_sees_no_health_has_the_day_and_the_name_of_what_is_due(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    a_step(cast, acting, a_goal(cast, acting, person, Area.MEDICAL, CANARY), CANARY, now() + timedelta(days=2))

    def without_words(user: str) -> list[str]:
        with acting(getattr(cast, user)) as by:
            found = ahead_of(Viewer(by), person, unit=cast.help.pk, at=now())
            return [each.whose for each in found if not each.words]

    assert (without_words("officer"), without_words("navigator")) == ([cast.navigator.name], [])


def test_a_step_that_tells_of_health_by_itself_hides_under_a_plain_goal(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    with acting(cast.navigator) as by:
        promise_step(goal=goal.pk, words=CANARY, due_at=None, promised_by=by.user, tells_health=True, by=by, at=now())
    with acting(cast.officer) as by:
        [seen] = goals_of(Viewer(by), person)
        assert (seen.goal.words, seen.steps) == ("My own door", [])
        with pytest.raises(NotPermitted):
            promise_step(goal=goal.pk, words="x", due_at=None, promised_by=by.user, tells_health=True, by=by, at=now())


def test_a_step_of_health_is_never_an_officers_promise(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person, Area.MEDICAL)
    with acting(cast.navigator) as by:
        with pytest.raises(Refused, match="could not read it"):
            promise_step(goal=goal.pk, words="Clinic", due_at=None, promised_by=cast.officer.pk, by=by, at=now())
        team = {"by": Category.HEALTH, "all": Category.PLAN}
        names = {
            key: [user.username for user in may_promise(person, category=category, unit=cast.help.pk, at=now())]
            for key, category in team.items()
        }
    assert names == {"by": ["navigator"], "all": ["navigator", "officer"]}


def test_a_promise_is_made_in_the_name_of_somebody_on_the_team_for_a_time_to_come(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    with acting(cast.navigator) as by:

        def promise(words: str, due_at: datetime | None, user: UUID) -> None:
            promise_step(goal=goal.pk, words=words, due_at=due_at, promised_by=user, by=by, at=now())

        with pytest.raises(Refused, match="must be on the care team"):
            promise("Call", None, cast.colleague.pk)
        with pytest.raises(Refused, match="That time has passed"):
            promise("Call", now() - timedelta(minutes=1), by.user)
        with pytest.raises(Refused, match="more than five years away"):
            promise("Call", now() + timedelta(days=3000), by.user)
        with pytest.raises(Refused, match="Write what will be done"):
            promise("  ", None, by.user)
        assert Step.objects.count() == 0


def test_promises_stand_oldest_first_on_the_desk_of_whoever_gave_them(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    later = a_step(cast, acting, goal, "Viewing", now() + timedelta(days=3), cast.officer.pk)
    some_day = a_step(cast, acting, goal, "Some day", None, cast.officer.pk)
    sooner = a_step(cast, acting, goal, "Call", now() + timedelta(hours=3), cast.officer.pk)
    a_step(cast, acting, goal, "Amara's", now() + timedelta(hours=3))

    with acting(cast.officer) as by:
        viewer = Viewer(by)
        found = promises_of(viewer)
        assert [(each.step, each.words, each.goal) for each in found] == [
            (sooner.pk, "Call", "My own door"),
            (later.pk, "Viewing", "My own door"),
            (some_day.pk, "Some day", "My own door"),
        ]
        assert viewer.shown == {("support", person): {Category.PLAN}}
        assert [each.step for each in promises_of(Viewer(by), most=1)] == [sooner.pk]


def test_a_promise_is_gone_for_whoever_left_the_team(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    a_step(cast, acting, a_goal(cast, acting, person), "Call", None, cast.officer.pk)
    with acting(cast.officer) as by:
        end_seat(seat=Seat.objects.get(user=by.user).pk, by=by, at=now())
        assert promises_of(Viewer(by)) == []


def test_a_death_takes_the_promises_off_every_desk(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    a_step(cast, acting, a_goal(cast, acting, person), "Call", None, cast.officer.pk)
    died(cast, acting, person)
    with acting(cast.officer) as by:
        assert promises_of(Viewer(by)) == []


def test_a_step_is_done_missed_or_moved_once(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    done, missed, moved = (a_step(cast, acting, goal, words) for words in ("Form", "Call", "Viewing"))
    tomorrow = now() + timedelta(days=1)
    with acting(cast.officer) as by:
        finish_step(step=done.pk, by=by, at=now())
        finish_step(step=missed.pk, outcome=StepOutcome.MISSED, by=by, at=now())
        anew = move_step(step=moved.pk, due_at=tomorrow, by=by, at=now())
        with pytest.raises(Refused, match="This step is finished"):
            finish_step(step=moved.pk, by=by, at=now())
        with pytest.raises(Refused, match="That time has passed"):
            move_step(step=anew.pk, due_at=now() - timedelta(days=1), by=by, at=now())
        [seen] = goals_of(Viewer(by), person)

    assert seen.next_step == anew
    assert (anew.words, anew.due_at, anew.promised_by) == ("Viewing", tomorrow, cast.navigator)
    assert {step.words + ":" + step.outcome for step in seen.steps} == {
        "Form:done",
        "Call:missed",
        "Viewing:moved",
        "Viewing:",
    }
    assert (seen.done_count, seen.open_steps) == (1, [anew])


def test_a_goal_ends_with_an_outcome_and_its_open_steps_with_it(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    step = a_step(cast, acting, goal, "Call")
    with acting(cast.officer) as by:
        end_goal(goal=goal.pk, outcome=GoalOutcome.ACHIEVED, by=by, at=now())
        with pytest.raises(Refused, match="This goal has ended"):
            end_goal(goal=goal.pk, outcome=GoalOutcome.ACHIEVED, by=by, at=now())
        [seen] = goals_of(Viewer(by), person, ended=True)
        found = step_for(Viewer(by), step.pk)

        assert (seen.goal.outcome, goals_of(Viewer(by), person)) == (GoalOutcome.ACHIEVED, [])
        assert found is not None
        assert found.outcome == StepOutcome.DROPPED


def test_the_second_of_two_editors_is_told_and_changes_nothing(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    with acting(cast.officer) as by:
        changed = change(goal, 1, "A door with a lock", by)
        with pytest.raises(Refused, match="Somebody changed this meanwhile"):
            change(goal, 1, "A house", by)
        assert (changed.words, changed.version, Goal.objects.get().words) == ("A door with a lock", 2, changed.words)


def test_a_goal_that_turns_out_to_be_of_health_takes_its_steps_along(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    a_step(cast, acting, goal, CANARY)
    with acting(cast.officer) as by, pytest.raises(NotPermitted):
        change_goal(
            goal=goal.pk, version=1, words="x", area=Area.MEDICAL, confidence=None, target_on=None, by=by, at=now()
        )
    with acting(cast.navigator) as by:
        change_goal(
            goal=goal.pk, version=1, words=CANARY, area=Area.MEDICAL, confidence=3, target_on=None, by=by, at=now()
        )
    with acting(cast.officer) as by:
        assert (goals_of(Viewer(by), person), Step.objects.count()) == ([], 0)


def test_a_goal_needs_words_and_a_number_on_the_scale(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        with pytest.raises(Refused, match="Write the goal"):
            set_goal(person=person, words=" ", area=Area.HOUSING, by=by, at=now())
        with pytest.raises(Refused, match="from 0 to 10"):
            set_goal(person=person, words="x", area=Area.HOUSING, confidence=11, by=by, at=now())
        with pytest.raises(NotPermitted, match="There is nothing here"):
            end_goal(goal=new_id(), outcome=GoalOutcome.DROPPED, by=by, at=now())


def test_the_timeline_tells_of_goals_and_steps_as_they_ended(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person)
    done, missed = a_step(cast, acting, goal, "Form"), a_step(cast, acting, goal, "Call")
    with acting(cast.officer) as by:
        finish_step(step=done.pk, by=by, at=now())
        finish_step(step=missed.pk, outcome=StepOutcome.MISSED, by=by, at=now())
        end_goal(goal=goal.pk, outcome=GoalOutcome.PARTLY, by=by, at=now())
        found = [(each.title, each.detail) for each in happenings_of(Viewer(by), person, before=None, most=9)]

    assert found == [
        ("Goal ended: Partly achieved", "“My own door”"),
        ("Call", "Did not happen · Cst. Daniel Park"),
        ("Form", "Cst. Daniel Park"),
        ("Goal set: Housing", "“My own door”"),
    ]


def test_an_earlier_page_of_the_timeline_tells_what_was_set_before_it_and_not_how_it_ended(
    cast: Cast, acting: Acting
) -> None:
    person = in_care(cast, acting)
    home, work = (a_goal(cast, acting, person, words=words) for words in ("My own door", "My own money"))
    with acting(cast.officer) as by:
        end_goal(goal=home.pk, outcome=GoalOutcome.ACHIEVED, by=by, at=now())
        [end, *_rest] = happenings_of(Viewer(by), person, before=None, most=9)
        earlier = happenings_of(Viewer(by), person, before=end.at, most=9)

    assert end.title == "Goal ended: Achieved"
    assert [(each.at, each.title) for each in earlier] == [
        (work.set_at, "Goal set: Housing"),
        (home.set_at, "Goal set: Housing"),
    ]


def change(goal: Goal, version: int, words: str, by: Actor) -> Goal:
    return change_goal(
        goal=goal.pk,
        version=version,
        words=words,
        area=Area.HOUSING,
        confidence=None,
        target_on=None,
        by=by,
        at=now(),
    )


def a_step(
    cast: Cast, acting: Acting, goal: Goal, words: str, due_at: datetime | None = None, whose: UUID | None = None
) -> Step:
    with acting(cast.navigator) as by:
        return promise_step(goal=goal.pk, words=words, due_at=due_at, promised_by=whose or by.user, by=by, at=now())
