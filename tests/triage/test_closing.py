"""An intake ends, and says how; two asks about one incident become one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from offramp.kernel.clock import now
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Viewer
from offramp.kernel.ids import new_id
from offramp.triage.actions import claim, close_intake, give_advice
from offramp.triage.enums import IntakeEnd, Seen
from offramp.triage.models import Intake, IntakeClosing
from offramp.triage.queries import advice_on, closing_of, duplicates_of, similar_to
from offramp.triage.rules import Incident, same_incident
from tests.cast import Cast
from tests.conftest import Acting
from tests.triage.scenes import an_ask

AT = now()


def test_a_closed_intake_says_how_it_ended_and_by_whom(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)

    with acting(cast.officer) as by:
        close_intake(intake=asked.pk, end=IntakeEnd.DECLINED, note="Wants to be left alone", by=by, at=AT)
        asked.refresh_from_db()
        closing = closing_of(asked)

    assert closing is not None
    assert (closing.end, closing.note, closing.by) == ("declined", "Wants to be left alone", cast.officer)
    assert (asked.closed_at, asked.version) == (AT, 2)


def test_what_is_closed_is_not_closed_again(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)

    with acting(cast.officer) as by:
        close_intake(intake=asked.pk, end=IntakeEnd.NOT_FOUND, by=by, at=AT)
        with pytest.raises(Refused, match="closed meanwhile"):
            close_intake(intake=asked.pk, end=IntakeEnd.NOT_HELP, by=by, at=AT)


@pytest.mark.parametrize("end", [IntakeEnd.ADVISED, IntakeEnd.RESPONDED])
def test_nothing_is_said_to_be_done_that_nobody_wrote_down(cast: Cast, acting: Acting, end: IntakeEnd) -> None:
    asked = an_ask(cast, acting)

    with acting(cast.officer) as by, pytest.raises(Refused) as refused:
        close_intake(intake=asked.pk, end=end, by=by, at=AT)

    assert refused.value.field == "end"


def test_the_same_incident_reported_by_two_people_is_suggested_with_its_reasons(cast: Cast, acting: Acting) -> None:
    first = an_ask(cast, acting, seen=[Seen.COLD, Seen.NO_HOME], place="The Library", at=AT)
    same_place = an_ask(cast, acting, seen=[Seen.COLD], place="the library.", at=AT + timedelta(minutes=30))
    same_number = an_ask(cast, acting, seen=[Seen.INJURED], place="x", incident="E26-77", at=AT)
    also_that = an_ask(cast, acting, seen=[Seen.COLD], place="y", incident="e26 77", branch=cast.west.pk, at=AT)
    an_ask(cast, acting, seen=[Seen.WEAPON_SEEN], place="The Library", at=AT)
    an_ask(cast, acting, seen=[Seen.COLD], place="The Library", at=AT - timedelta(hours=3))

    with acting(cast.officer) as by:
        viewer = Viewer(by)
        assert [(one.intake, one.reasons) for one in similar_to(viewer, first)] == [
            (same_place, ["The same place", "Both saw: Out in the cold or heat without shelter"])
        ]
        assert [(one.intake, one.reasons) for one in similar_to(viewer, same_number)] == []
        also_that.incident = "E26-77"
        assert [one.intake for one in similar_to(viewer, also_that)] == [same_number]


def test_two_asks_in_one_neighbourhood_that_saw_the_same_may_be_one(cast: Cast, acting: Acting) -> None:
    first = an_ask(cast, acting, neighbourhood=cast.oliver.pk, place="by the church", seen=[Seen.COLD], at=AT)
    second = an_ask(cast, acting, neighbourhood=cast.oliver.pk, place="the bus stop", seen=[Seen.COLD], at=AT)

    with acting(cast.navigator) as by:
        found = similar_to(Viewer(by), first)

    assert [(one.intake, one.reasons[0]) for one in found] == [(second, "The same neighbourhood")]


def test_whoever_asked_second_follows_the_answer_to_the_first(cast: Cast, acting: Acting) -> None:
    first, second = an_ask(cast, acting), an_ask(cast, acting)
    with acting(cast.officer) as by:
        give_advice(intake=first.pk, text="Stay with her.", by=by, at=AT)
        close_intake(intake=second.pk, end=IntakeEnd.DUPLICATE, same_as=first.pk, by=by, at=AT)
        claim(intake=first.pk, team=None, is_going=True, by=by, at=AT)
        give_advice(intake=first.pk, text="We are round the corner.", by=by, at=AT + timedelta(minutes=1))
        assert duplicates_of(Viewer(by), first) == [second]

    with acting(cast.constable):
        second.refresh_from_db()
        assert (second.going_at, second.answered_at) == (AT, AT)
        assert [advice.text for advice in advice_on(second)] == ["Stay with her.", "We are round the corner."]


def test_what_leads_to_a_duplicate_leads_on_with_it(cast: Cast, acting: Acting) -> None:
    first, second, third = (an_ask(cast, acting) for _ in range(3))
    with acting(cast.officer) as by:
        close_intake(intake=third.pk, end=IntakeEnd.DUPLICATE, same_as=second.pk, by=by, at=AT)
        close_intake(intake=second.pk, end=IntakeEnd.DUPLICATE, same_as=first.pk, by=by, at=AT)
        assert set(IntakeClosing.objects.values_list("intake", "same_as")) == {
            (third.pk, first.pk),
            (second.pk, first.pk),
        }
        with pytest.raises(Refused, match="itself the same as another"):
            close_intake(intake=first.pk, end=IntakeEnd.DUPLICATE, same_as=second.pk, by=by, at=AT)
        assert Intake.objects.get(pk=first.pk).closed_at is None


def test_a_duplicate_says_of_what(cast: Cast, acting: Acting) -> None:
    first, second = an_ask(cast, acting), an_ask(cast, acting)
    with acting(cast.officer) as by:
        for said in ({"end": IntakeEnd.DUPLICATE}, {"end": IntakeEnd.NOT_FOUND, "same_as": second.pk}):
            with pytest.raises(Refused) as refused:
                close_intake(intake=first.pk, by=by, at=AT, **said)
            assert refused.value.field == "same_as"
        with pytest.raises(Refused):
            close_intake(intake=first.pk, end=IntakeEnd.DUPLICATE, same_as=first.pk, by=by, at=AT)


def test_one_ask_is_not_its_own_duplicate_nor_that_of_one_hours_before() -> None:
    one = Incident(new_id(), AT, "E26-77", "The vent", None, frozenset([Seen.COLD]))
    long_before = replace(one, id=new_id(), asked_at=AT - timedelta(hours=3))
    just_before = replace(one, id=new_id(), asked_at=AT - timedelta(hours=1))

    assert [bool(same_incident(one, other)) for other in (one, long_before, just_before)] == [False, False, True]
