"""My people: whose care team I sit on, the oldest promise first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offramp.access.enums import Category
from offramp.casework.actions import hand_over, note_first_kept, promise_step
from offramp.casework.queries import caseload
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.casework.files import a_goal, died, in_care, with_case
from tests.cast import Cast
from tests.conftest import Acting


def test_my_people_stand_by_the_oldest_promise_to_them(cast: Cast, acting: Acting) -> None:
    quiet = in_care(cast, acting, "Quiet")
    later, case = with_case(cast, acting, "Later")
    sooner = in_care(cast, acting, "Sooner")
    in_care_of_others = in_care(cast, acting, "Others")
    due = now() + timedelta(days=1)
    with acting(cast.navigator) as by:
        goal = a_goal(cast, acting, sooner)
    with acting(cast.navigator) as by:
        promise_step(goal=goal.pk, words="Call", due_at=due, promised_by=by.user, by=by, at=now())
        handed = hand_over(case=case.pk, service=cast.beds.pk, by=by, at=now())
        note_first_kept(transition=handed.pk, kept_at=now(), by=by, at=now())
    died(cast, acting, in_care_of_others)

    with acting(cast.officer) as by:
        viewer = Viewer(by)
        rows = caseload(viewer)
        assert [(row.person, row.phase_label, row.is_lead, row.is_stopped) for row in rows] == [
            (sooner, "", False, False),
            (later, "Follow-up", False, False),
            (quiet, "", False, False),
            (in_care_of_others, "", False, True),
        ]
        assert rows[0].due == due
        assert set(viewer.shown) == {("support", person) for person in (quiet, later, sooner, in_care_of_others)}
        assert viewer.shown["support", quiet] == {Category.PLAN}
    for user in (cast.colleague, cast.supervisor, cast.lead, cast.worker):
        with acting(user) as by:
            assert caseload(Viewer(by)) == []


def test_my_people_come_a_page_and_one_more_at_a_time(cast: Cast, acting: Acting) -> None:
    people = [in_care(cast, acting, f"Person {n}") for n in range(3)]
    with acting(cast.officer) as by:
        assert [row.person for row in caseload(Viewer(by), size=2)] == people
        assert [row.person for row in caseload(Viewer(by), start=2, size=2)] == people[2:]


@pytest.mark.parametrize("people", [1, 3])
def test_my_people_take_three_queries_however_many_they_are(cast: Cast, acting: Acting, people: int) -> None:
    for n in range(people):
        in_care(cast, acting, f"Person {n}")
    with (
        acting(cast.officer) as by,
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        assert len(caseload(Viewer(by))) == people
    assert len([query for query in asked if "set_config" not in query["sql"]]) == 3
