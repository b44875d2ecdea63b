"""Whoever is not on a case changes nothing of it, whatever id they know: by the gate, and behind it by the wall."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from offramp.casework.actions import (
    PursuitTerms,
    SupporterTerms,
    accept_case,
    add_pursuit,
    add_supporter,
    change_goal,
    change_pursuit,
    change_supporter,
    close_case,
    end_goal,
    end_pursuit,
    end_seat,
    end_supporter,
    finish_follow_up,
    finish_step,
    hand_over,
    move_phase,
    move_step,
    note_first_kept,
    note_in_pursuit,
    note_with_supporter,
    promise_step,
    set_goal,
    tell_supporter,
    write_note,
)
from offramp.casework.enums import Area, CheckIn, ClosureOutcome, GoalOutcome, Phase, PursuitKind, SupporterKind
from offramp.directory.models import Service
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted
from tests.cast import Cast
from tests.conftest import Acting
from tests.wall.person import Whole, a_whole_person

OFF_THE_CASE = ("colleague", "other_navigator", "constable", "worker", "privacy", "analyst")


def deeds(cast: Cast, whole: Whole) -> dict[str, Callable[..., Any]]:
    """Return whatever can be done to a case, its plan and its team, by its id."""
    case, goal, step = whole.case.pk, whole.goal.pk, whole.step.pk
    changed: dict[str, Any] = {"words": "Another", "area": Area.HOUSING, "confidence": None, "target_on": None}
    tomorrow = now() + timedelta(days=1)
    return {
        "accept": lambda **by: accept_case(person=whole.person, team=cast.west_team.pk, reason="", **by),
        "move": lambda **by: move_phase(case=case, phase=Phase.TRANSITION, **by),
        "close": lambda **by: close_case(case=case, outcome=ClosureOutcome.GOALS_MET, **by),
        "hand over": lambda **by: hand_over(case=case, service=cast.beds.pk, **by),
        "first kept": lambda **by: note_first_kept(transition=whole.transition.pk, kept_at=now(), **by),
        "follow up": lambda **by: finish_follow_up(follow_up=whole.follow_up.pk, found=CheckIn.WELL, **by),
        "set a goal": lambda **by: set_goal(person=whole.person, words="Another", area=Area.HOUSING, **by),
        "change a goal": lambda **by: change_goal(goal=goal, version=whole.goal.version, **changed, **by),
        "end a goal": lambda **by: end_goal(goal=goal, outcome=GoalOutcome.ACHIEVED, **by),
        "promise": lambda **by: promise_step(
            goal=goal, words="Another", due_at=tomorrow, promised_by=by["by"].user, **by
        ),
        "finish a step": lambda **by: finish_step(step=step, **by),
        "move a step": lambda **by: move_step(step=step, due_at=tomorrow, **by),
        "write a note": lambda **by: write_note(person=whole.person, text="Another", **by),
        **around(whole),
        "end a seat": lambda **by: end_seat(seat=whole.seat.pk, **by),
    }


def around(whole: Whole) -> dict[str, Callable[..., Any]]:
    """Return whatever can be done to who is around them and what they take part in."""
    who = SupporterTerms(kind=SupporterKind.FAMILY, name="An aunt", starts_on=localdate())
    what = PursuitTerms(kind=PursuitKind.CLUB, what="Chess", starts_on=localdate())
    line: dict[str, Any] = {"on": localdate(), "words": "Well"}
    mentor, club = whole.supporter.pk, whole.pursuit.pk
    return {
        "add a supporter": lambda **by: add_supporter(person=whole.person, terms=who, **by),
        "change a supporter": lambda **by: change_supporter(supporter=mentor, version=1, terms=who, **by),
        "write of a supporter": lambda **by: note_with_supporter(supporter=mentor, **line, **by),
        "tell a supporter": lambda **by: tell_supporter(supporter=mentor, plan=False, **by),
        "end a supporter": lambda **by: end_supporter(supporter=mentor, reason="Over", **by),
        "add a pursuit": lambda **by: add_pursuit(person=whole.person, terms=what, **by),
        "change a pursuit": lambda **by: change_pursuit(pursuit=club, version=1, terms=what, **by),
        "write of a pursuit": lambda **by: note_in_pursuit(pursuit=club, **line, **by),
        "end a pursuit": lambda **by: end_pursuit(pursuit=club, reason="Over", **by),
    }


def test_nobody_off_the_case_changes_anything_of_it(cast: Cast, acting: Acting) -> None:
    whole = a_whole_person(cast)
    refused = []
    for name in OFF_THE_CASE:
        with acting(getattr(cast, name)) as by:
            for deed, does in deeds(cast, whole).items():
                with suppress(NotPermitted), transaction.atomic():
                    does(by=by, at=now())
                    continue
                refused.append((name, deed))

    assert refused == list(product(OFF_THE_CASE, deeds(cast, whole)))


def test_an_officer_on_the_case_changes_nothing_into_health(cast: Cast, acting: Acting) -> None:
    whole = a_whole_person(cast)
    goal, case, tomorrow = whole.goal.pk, whole.case.pk, now() + timedelta(days=1)
    treatment = Service.objects.get(agency=cast.clinic, is_long_term=True)
    changed: dict[str, Any] = {"words": "Another", "area": Area.ADDICTIONS, "confidence": None, "target_on": None}
    with acting(cast.officer) as by:
        who: dict[str, Any] = {"by": by, "at": now()}
        for does in (
            lambda: set_goal(person=whole.person, words="Another", area=Area.ADDICTIONS, **who),
            lambda: change_goal(goal=goal, version=whole.goal.version, **changed, **who),
            lambda: promise_step(
                goal=goal, words="Another", due_at=tomorrow, promised_by=cast.navigator.pk, tells_health=True, **who
            ),
            lambda: hand_over(case=case, service=treatment.pk, **who),
            lambda: change_supporter(
                supporter=whole.supporter.pk,
                version=1,
                terms=SupporterTerms(
                    kind=SupporterKind.FAMILY, name="An aunt", starts_on=localdate(), tells_health=True
                ),
                **who,
            ),
        ):
            with pytest.raises(NotPermitted, match="not working with this person"), transaction.atomic():
                does()


def test_an_officer_on_the_case_writes_nowhere_that_somebody_around_them_was_told(cast: Cast, acting: Acting) -> None:
    whole = a_whole_person(cast)
    aunt = SupporterTerms(kind=SupporterKind.FAMILY, name="An aunt", starts_on=localdate())
    with acting(cast.navigator) as by:
        unnamed = add_supporter(person=whole.person, terms=aunt, by=by, at=now())
    for supporter in (whole.supporter.pk, unnamed.pk):  # with a consent that names them, and without
        with acting(cast.officer) as by, pytest.raises(NotPermitted, match="role does not do this"):
            tell_supporter(supporter=supporter, plan=False, by=by, at=now())
