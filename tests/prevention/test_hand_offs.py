"""Something handed to a work unit waits until they say yes, or no and why; who answers depends on who signs in."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from offramp.prevention.actions.hand_offs import (
    SHIPPED,
    add_work_unit,
    answer_hand_off,
    begin_directory,
    change_work_unit,
    take_back_hand_off,
)
from offramp.prevention.enums import Reply, Stage
from offramp.prevention.models import HandOff, WorkUnit
from offramp.prevention.queries.hand_offs import (
    directory,
    hand_off_for,
    hand_offs_listed,
    may_answer,
    open_to_hand_offs,
    to_answer,
)
from tests.cast import Cast
from tests.conftest import Acting
from tests.prevention.scene import a_problem, a_work_unit, handed, move, written


def answer(by: Actor, row: HandOff, reply: Reply = Reply.ACCEPTED, reason: str = "", told_by: str = "") -> None:
    answer_hand_off(hand_off=row.pk, reply=reply, reason=reason, told_by=told_by, told_on=localdate(), by=by, at=now())


def test_the_directory_begins_with_the_shipped_names_once(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        first, again = begin_directory(by=by, at=now()), begin_directory(by=by, at=now())

    assert ([row.name for row in first], again) == ([str(name) for name, _does in SHIPPED], [])
    assert len(SHIPPED) == 5
    assert len(written(cast, "work_unit.added")) == 5


def test_a_work_unit_is_renamed_ends_and_then_takes_nothing_more(cast: Cast, acting: Acting) -> None:
    yesterday = localdate() - timedelta(days=1)
    with acting(cast.prevention_officer) as by:
        row = a_work_unit(by)
        changed = change_work_unit(
            work_unit=row.pk, name="Help that comes", does=row.does, reach="Desk 3", takes_hand_offs=True, unit=None,
            starts_on=row.starts_on, ends_on=yesterday, version=1, by=by, at=now(),
        )  # fmt: skip
        with pytest.raises(Refused) as refusal:
            handed(by, a_problem(by, cast), row)

    assert (changed.name, list(open_to_hand_offs(localdate())), list(directory())) == (
        "Help that comes", [], [changed],
    )  # fmt: skip
    assert refusal.value.field == "work_unit"


@pytest.mark.parametrize(
    ("name", "ends_on", "field"),
    [(" ", None, "name"), ("SOCIAL delivery", None, "name"), ("Else", date(2023, 1, 1), "ends_on")],
)
def test_a_work_unit_without_a_name_of_its_own_or_with_days_turned_round_is_refused(
    cast: Cast, acting: Acting, name: str, ends_on: date | None, field: str
) -> None:
    with acting(cast.prevention_officer) as by:
        a_work_unit(by)
        with pytest.raises(Refused) as refusal:
            add_work_unit(
                name=name, does="", reach="", takes_hand_offs=True, unit=None, starts_on=date(2024, 1, 1),
                ends_on=ends_on, by=by, at=now(),
            )  # fmt: skip

    assert (refusal.value.field, WorkUnit.objects.count()) == (field, 1)


def test_the_unit_itself_answers_and_nobody_else_in_its_stead(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        row = handed(by, a_problem(by, cast), a_work_unit(by, unit=cast.help.pk))
        assert not may_answer(row, by, at=now())
        with pytest.raises(NotPermitted, match="answers for itself"):
            answer(by, row, told_by="The desk")
    with acting(cast.coordinator) as by, pytest.raises(NotPermitted):
        answer(by, row)
    with acting(cast.supervisor) as by:
        assert [each.pk for each in to_answer(by)] == [row.pk]
        answer(by, row, reason="Two of us pass by.", told_by="ignored")
        assert list(to_answer(by)) == []

    reply = HandOff.objects.get(pk=row.pk).reply
    assert (reply.reply, reply.told_by, reply.written_by_id) == ("accepted", "", cast.supervisor.pk)
    assert [entry.about for entry in written(cast, "hand_off.accepted")] == [row.problem_id]


def test_a_youth_officer_answers_for_diversion_and_for_no_other_unit(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        theirs = handed(by, problem, a_work_unit(by, "Diversion and desistance", unit=cast.diversion.pk))
        other = handed(by, problem, a_work_unit(by, unit=cast.help.pk))
        with pytest.raises(NotPermitted, match="answers for itself"):
            answer(by, theirs, told_by="The desk")
    with acting(cast.youth_officer) as by:
        assert [each.pk for each in to_answer(by)] == [theirs.pk]
        assert hand_off_for(Viewer(by), other.pk) is None
        with pytest.raises(NotPermitted):
            answer(by, other, told_by="The desk")
        answer(by, theirs, Reply.DECLINED, "They are adults: ask HELP.")

    assert [entry.subject for entry in written(cast, "hand_off.declined")] == [theirs.pk]


def test_where_nobody_signs_in_whoever_handed_it_over_writes_down_the_answer_and_whose_it_is(
    cast: Cast, acting: Acting
) -> None:
    with acting(cast.prevention_officer) as by:
        row = handed(by, a_problem(by, cast), a_work_unit(by))
        assert may_answer(row, by, at=now())
        with pytest.raises(Refused) as unsaid:
            answer(by, row)
        answer(by, row, told_by="Suppression desk")

    assert unsaid.value.field == "told_by"
    assert HandOff.objects.get(pk=row.pk).reply.told_by == "Suppression desk"


def test_a_unit_whose_people_cannot_answer_does_not_answer_for_itself(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        row = handed(by, a_problem(by, cast), a_work_unit(by, unit=cast.patrol.pk))
        answer(by, row, told_by="The watch commander's office")

    assert HandOff.objects.get(pk=row.pk).reply.reply == "accepted"


def test_a_no_says_why_and_an_answer_is_given_once(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        row = handed(by, a_problem(by, cast), a_work_unit(by, unit=cast.prevention.pk))
        with pytest.raises(Refused) as why:
            answer(by, row, Reply.DECLINED)
        answer(by, row, Reply.DECLINED, "Not ours.")
        with pytest.raises(Refused, match="answered or taken back already"):
            answer(by, row)

    assert why.value.field == "reason"


def test_what_waits_is_taken_back_with_why_by_who_keeps_problems_and_what_is_answered_is_not(
    cast: Cast, acting: Acting
) -> None:
    with acting(cast.prevention_officer) as by:
        problem, unit = a_problem(by, cast), a_work_unit(by, unit=cast.help.pk)
        row, other = handed(by, problem, unit), handed(by, problem, unit)
    with acting(cast.supervisor) as by:
        answer(by, other)
        with pytest.raises(NotPermitted):
            take_back_hand_off(hand_off=row.pk, reason="Not ours", by=by, at=now())
    with acting(cast.prevention_officer) as by:
        with pytest.raises(Refused) as unsaid:
            take_back_hand_off(hand_off=row.pk, reason=" ", by=by, at=now())
        take_back_hand_off(hand_off=row.pk, reason="Meant for the branch", by=by, at=now())
        for each in (row, other):
            with pytest.raises(Refused, match="answered or taken back already"):
                take_back_hand_off(hand_off=each.pk, reason="Again", by=by, at=now())
    with acting(cast.supervisor) as by:
        assert list(to_answer(by)) == []
        with pytest.raises(Refused, match="answered or taken back already"):
            answer(by, row)

    assert unsaid.value.field == "reason"
    assert [entry.subject for entry in written(cast, "hand_off.taken_back")] == [row.pk]


def test_nobody_answers_that_it_was_taken_back(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        row = handed(by, a_problem(by, cast), a_work_unit(by, unit=cast.help.pk))
    with acting(cast.supervisor) as by, pytest.raises(Refused) as refusal:
        answer(by, row, Reply.TAKEN_BACK, "No")

    assert refusal.value.field == "reply"


def test_what_is_asked_and_a_day_ahead_belong_to_a_hand_off(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem, unit = a_problem(by, cast), a_work_unit(by)
        with pytest.raises(Refused) as unasked:
            handed(by, problem, unit, asked=" ")
        with pytest.raises(Refused) as past:
            handed(by, problem, unit, due_on=date(2024, 1, 1))
        move(by, problem, Stage.CLOSED, "Torn down.")
        with pytest.raises(Refused, match="closed"):
            handed(by, problem, unit)

    assert (unasked.value.field, past.value.field) == ("asked", "due_on")


def test_a_unit_sees_what_went_to_it_and_nothing_else(cast: Cast, acting: Acting) -> None:
    with acting(cast.prevention_officer) as by:
        problem = a_problem(by, cast)
        theirs = handed(by, problem, a_work_unit(by, unit=cast.help.pk))
        others = handed(by, problem, a_work_unit(by, "Serious crimes"))
        assert len(hand_offs_listed(Viewer(by), cursor="", answered=False).rows) == 2
    seen = {}
    for who in ("supervisor", "coordinator", "navigator", "analyst", "constable", "youth_officer"):
        with acting(getattr(cast, who)) as by:
            viewer = Viewer(by)
            listed = hand_offs_listed(viewer, cursor="", answered=False).rows
            seen[who] = ([row.pk for row in listed], hand_off_for(viewer, others.pk))

    assert seen == {
        "supervisor": ([theirs.pk], None),
        **dict.fromkeys(("coordinator", "navigator", "analyst", "constable", "youth_officer"), ([], None)),
    }
