"""What a row was before a change is kept by the database, behind the wall of the row, and never changed itself."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from offramp.access.wall.tables import guarded_models, wall_of
from offramp.casework.actions import change_goal
from offramp.casework.enums import Area
from offramp.kernel.clock import now
from offramp.kernel.history import histories
from offramp.people.actions import change_particulars
from tests.casework.files import CANARY, a_goal, in_care
from tests.cast import Cast
from tests.conftest import Acting

GoalBefore: Any = apps.get_model("casework.GoalBefore")
ParticularsBefore: Any = apps.get_model("people.ParticularsBefore")


def test_every_guarded_table_of_a_person_is_added_to_only_or_has_a_history() -> None:
    kept = histories()
    changing = [
        model
        for model in guarded_models()
        if model._meta.app_label != "engagement" and not (wall_of(model).append_only or wall_of(model).hidden)
    ]

    assert [model._meta.label for model in changing if model not in kept] == []
    assert [model._meta.label for model in kept if model not in changing] == []


def test_what_stood_there_before_is_kept_with_the_request_and_who_asked(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        for version, year in enumerate((1990, 1991), start=1):
            change_particulars(
                person=person, born_on=None, born_about=year, languages=["eng"], seen=version, by=by, at=now()
            )
        rows = list(ParticularsBefore._default_manager.order_by("pgh_id").values_list("born_about", "pgh_context"))

    assert rows == [(1992, {"actor": str(cast.navigator.pk)}), (1990, {"actor": str(cast.navigator.pk)})]


def test_a_change_by_hand_is_kept_too_and_one_that_changes_nothing_is_not(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator), connection.cursor() as cursor:
        cursor.execute("UPDATE people_particulars SET born_about = 1970 WHERE person_id = %s", [person])
        cursor.execute("UPDATE people_particulars SET born_about = 1970 WHERE person_id = %s", [person])
        assert list(ParticularsBefore._default_manager.values_list("born_about", flat=True)) == [1992]


def test_nobody_changes_or_takes_out_what_was(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    with acting(cast.navigator) as by:
        change_particulars(
            person=person, born_on=date(1990, 2, 1), born_about=None, languages=["eng"], seen=1, by=by, at=now()
        )
        for statement in ("UPDATE people_particularsbefore SET born_about = 1", "DELETE FROM people_particularsbefore"):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(statement)


def test_an_earlier_wording_is_read_by_whoever_reads_the_row_and_by_nobody_else(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person, words=CANARY)
    with acting(cast.navigator) as by:
        change_goal(
            goal=goal.pk, version=1, words="A door", area=Area.HOUSING, confidence=None, target_on=None, by=by, at=now()
        )

    def read(user: str) -> list[str]:
        with acting(getattr(cast, user)):
            return [row.words for row in GoalBefore._default_manager.all()]

    assert (read("navigator"), read("officer")) == ([CANARY], [CANARY])
    for user in ("colleague", "other_navigator", "lead", "worker", "constable", "privacy", "analyst", "administrator"):
        assert read(user) == []


def test_what_a_goal_said_before_it_moved_behind_the_wall_of_health_moves_with_it(cast: Cast, acting: Acting) -> None:
    person = in_care(cast, acting)
    goal = a_goal(cast, acting, person, words=CANARY)
    with acting(cast.navigator) as by:
        change_goal(
            goal=goal.pk,
            version=1,
            words="Off it",
            area=Area.ADDICTIONS,
            confidence=None,
            target_on=None,
            by=by,
            at=now(),
        )
        assert GoalBefore._default_manager.count() == 1
    with acting(cast.officer):
        assert GoalBefore._default_manager.count() == 0
