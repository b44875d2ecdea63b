"""A no stops it, whoever is asked; from eighteen on the young person is asked alone."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import localtime

from offramp.diversion import queries
from offramp.diversion.actions import end_course, hold_meeting, note_answer, note_support_offer, turn_item
from offramp.diversion.enums import AskedFor, Heard, ItemTurn, Outcome, Said, Who
from offramp.diversion.models import Item, Measure, Meeting, MeetingOver
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor, Viewer
from tests.cast import Cast
from tests.conftest import Acting, SignedIn, acting_as
from tests.diversion.scene import all_agreed, an_item, brought_to_agreement, considered, planned, said, taken_on, youth


def answered(
    measure: Measure, by: Actor, told: Said, who: Who = Who.YOUNG_PERSON, what: AskedFor = AskedFor.PROGRAM
) -> None:
    """Write down what somebody said."""
    note_answer(measure=measure.pk, who=who, asked_for=what, said=told, heard=Heard.ORAL, by=by, at=now())


@pytest.mark.parametrize("who", Who)
def test_where_somebody_says_no_nothing_is_agreed_held_or_completed(cast: Cast, acting: Acting, who: Who) -> None:
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)
    with acting(cast.youth_officer) as by:
        turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=by, at=now())
        answered(kept, by, Said.NO, who)
        meeting = planned(kept, by)  # to talk about it is open to them
        for act in (
            lambda: an_item(meeting, by),
            lambda: hold_meeting(meeting=meeting.pk, by=by, at=now()),
            lambda: end_course(measure=kept.pk, outcome=Outcome.COMPLETED, by=by, at=now()),
        ):
            with pytest.raises(Refused, match="Not all who are asked have agreed") as refusal:
                act()
            assert "Somebody was asked to agree" in refusal.value.ask
        assert (Item.objects.count(), MeetingOver.objects.count(), queries.outcome_of(kept.pk)) == (1, 1, "")

        answered(kept, by, Said.YES, who)
        hold_meeting(meeting=meeting.pk, by=by, at=now())
        end_course(measure=kept.pk, outcome=Outcome.COMPLETED, by=by, at=now())
        assert queries.outcome_of(kept.pk) == Outcome.COMPLETED


def test_without_the_young_person_s_yes_to_the_program_nothing_is_agreed(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    taken_on(cast, kept)
    with acting(cast.youth_officer) as by:
        meeting = planned(kept, by)
        with pytest.raises(Refused, match="Not all who are asked have agreed"):
            an_item(meeting, by)
        answered(kept, by, Said.NO)
        end_course(measure=kept.pk, outcome=Outcome.NOT_AGREED, words="She would rather not", by=by, at=now())


def test_who_says_no_to_what_was_agreed_has_not_completed_it(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)
    with acting(cast.youth_officer) as by:
        turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=by, at=now())
        answered(kept, by, Said.NO, what=AskedFor.AGREEMENT)
        with pytest.raises(Refused, match="Not all who are asked have agreed"):
            end_course(measure=kept.pk, outcome=Outcome.COMPLETED, by=by, at=now())


@pytest.fixture
def birthday() -> date:
    """In a month they turn eighteen."""
    return localtime(now()).date() + timedelta(days=28)


@pytest.fixture
def refused(cast: Cast, birthday: date) -> Measure:
    """The young person agrees to the program, a parent does not."""
    born = birthday.replace(year=birthday.year - 18)
    kept = considered(cast, said(youth=youth(born=born)))
    taken_on(cast, kept)
    all_agreed(cast, kept)
    with acting_as(cast.youth_officer) as by:
        answered(kept, by, Said.NO, Who.GUARDIAN)
    return kept


@pytest.fixture
def meeting(cast: Cast, refused: Measure) -> Meeting:
    """A meeting that was planned to talk about it."""
    with acting_as(cast.youth_officer) as by:
        return planned(refused, by)


def at_noon(day: date) -> datetime:
    return midnight(day) + timedelta(hours=12)


@pytest.mark.parametrize(("days", "is_stopped"), [(-1, True), (0, False)])
def test_a_parent_s_no_stops_it_until_the_day_on_which_they_turn_eighteen(
    cast: Cast, refused: Measure, meeting: Meeting, birthday: date, days: int, is_stopped: bool
) -> None:
    with time_machine.travel(at_noon(birthday + timedelta(days=days)), tick=False), acting_as(cast.youth_officer) as by:
        record = queries.record_for(Viewer(by), refused.pk, at=now())
        assert record is not None
        assert (record.decides_alone, record.facts.all_agree) == (not is_stopped, not is_stopped)
        if is_stopped:
            with pytest.raises(Refused, match="Not all who are asked have agreed"):
                an_item(meeting, by)
        else:
            an_item(meeting, by)
            hold_meeting(meeting=meeting.pk, by=by, at=now())
        assert Item.objects.count() == (not is_stopped)


@pytest.mark.parametrize(("days", "is_stopped"), [(-1, True), (0, False)])
def test_a_parent_s_no_to_help_counts_until_that_day(
    cast: Cast, refused: Measure, birthday: date, days: int, is_stopped: bool
) -> None:
    with time_machine.travel(at_noon(birthday + timedelta(days=days)), tick=False), acting_as(cast.youth_officer) as by:

        def offered() -> bool:
            return note_support_offer(
                measure=refused.pk,
                is_wanted=True,
                words="A bed",
                guardian_said=Said.NO,
                heard=Heard.ORAL,
                by=by,
                at=now(),
            ).is_wanted

        if is_stopped:
            with pytest.raises(Refused, match="parent or guardian says no"):
                offered()
        else:
            assert offered()


def test_a_no_of_the_young_person_counts_at_eighteen_too(
    cast: Cast, refused: Measure, meeting: Meeting, birthday: date
) -> None:
    with time_machine.travel(at_noon(birthday), tick=False), acting_as(cast.youth_officer) as by:
        answered(refused, by, Said.NO)
        with pytest.raises(Refused, match="Not all who are asked have agreed"):
            an_item(meeting, by)


def test_no_letter_to_parents_is_offered_to_who_decides_alone(cast: Cast, signed_in: SignedIn) -> None:
    today = localtime(now()).date()
    born = today.replace(year=today.year - 18)
    grown = considered(cast, said(youth=youth(born=born), occurred_on=today - timedelta(days=1)))
    young = considered(cast)
    client = signed_in(cast.youth_officer)
    for kept, is_there in ((grown, False), (young, True)):
        taken_on(cast, kept)
        letter = reverse("diversion:letter", args=[kept.pk, "parents"])
        assert (letter in client.get(reverse("diversion:record", args=[kept.pk])).content.decode()) == is_there
        assert client.get(letter).status_code == (200 if is_there else 404)
