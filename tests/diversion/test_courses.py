"""Whoever has a case leads it, and nobody else: taken on once, handed on, reviewed, agreed, ended, followed up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localtime

from offramp.accounts.models import User
from offramp.audit.models import Entry
from offramp.diversion import queries
from offramp.diversion.actions import (
    change_step,
    check_in,
    end_course,
    follow_up,
    hand_on,
    note_answer,
    note_needs,
    review,
    take_on,
    tick_step,
    turn_item,
)
from offramp.diversion.enums import (
    AskedFor,
    CheckedIn,
    Heard,
    ItemTurn,
    MeasureType,
    Outcome,
    Purpose,
    Said,
    Since,
    StepKind,
    Who,
)
from offramp.diversion.models import Course, Measure, MeetingOver, Needs, TakenOn, YoungPerson
from offramp.diversion.rules import follow_up_days
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from tests.cast import Cast, make_cast
from tests.conftest import Acting, acting_as
from tests.diversion.scene import brought_to_agreement, considered, opened, planned, said, taken_on, the_program, youth


@pytest.fixture
def case(cast: Cast) -> Measure:
    """A referral that the youth officer has taken on."""
    kept = considered(cast)
    taken_on(cast, kept)
    return kept


def needs(case: Measure, by: Actor, at: datetime | None = None) -> Needs:
    """Write what they need: any writing will do."""
    return note_needs(measure=case.pk, needs="A tutor", strengths="Draws", by=by, at=at or now())


def answered(
    case: Measure, by: Actor, said: Said, asked_for: AskedFor = AskedFor.PROGRAM, who: Who = Who.YOUNG_PERSON
) -> None:
    """Write down what somebody said."""
    note_answer(measure=case.pk, who=who, asked_for=asked_for, said=said, heard=Heard.ORAL, by=by, at=now())


def test_taking_it_on_opens_it_for_administering_and_it_waits_no_longer(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    with acting(cast.youth_officer):
        assert [row.measure_id for row in queries.waiting()] == [kept.pk]

    taken_on(cast, kept)

    with acting(cast.youth_officer) as by:
        viewer = Viewer(by)
        record = queries.record_for(viewer, kept.pk, at=now())
        assert record is not None
        assert (record.name, record.has_case, viewer.purpose) == ("Tessa Rose Auger", True, Purpose.ADMINISTERING)
        assert not queries.waiting().exists()
    with acting(cast.other_youth_officer) as by:
        assert (queries.record_for(Viewer(by), kept.pk, at=now()), Measure.objects.count()) == (None, 0)


def test_it_is_taken_on_once(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.other_youth_officer) as by, pytest.raises(Refused, match="taken on already"):
        take_on(course=Course.objects.get().pk, by=by, at=now())


def test_of_two_who_take_it_on_at_once_one_has_it(own_database: str) -> None:
    cast = make_cast(at=now())
    kept = considered(cast)
    with acting_as(cast.youth_officer):
        course = Course.objects.get(measure_id=kept.pk).pk

    def tried(user: User) -> bool:
        try:
            with acting_as(user) as by:
                take_on(course=course, by=by, at=now())
            return True
        except Refused:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        have = list(pool.map(tried, [cast.youth_officer, cast.other_youth_officer]))

    assert sorted(have) == [False, True]
    with acting_as(cast.youth_officer):
        assert TakenOn.objects.count() == 1


def test_a_referral_of_nothing_and_one_of_another_s_queue_are_refused_alike(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    for course in (kept.pk, Course.objects.none().model().pk):
        with acting(cast.youth_officer) as by, pytest.raises(NotPermitted, match="not open to you"):
            take_on(course=course, by=by, at=now())


def test_handed_on_it_is_closed_to_the_one_and_open_to_the_other_at_once(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        needs(case, by)
        hand_on(measure=case.pk, officer=cast.other_youth_officer.pk, by=by, at=now())
        assert (Measure.objects.count(), YoungPerson.objects.count()) == (0, 0)

    with acting(cast.youth_officer) as by:
        assert (queries.record_for(Viewer(by), case.pk, at=now()), queries.cases_of(Viewer(by), at=now())) == (None, [])
        with pytest.raises(NotPermitted):
            needs(case, by)
    with acting(cast.other_youth_officer) as by:
        assert [each.name for each in queries.cases_of(Viewer(by), at=now())] == ["Tessa Rose Auger"]
        needs(case, by)
    with acting(cast.privacy):
        mine = Entry.objects.filter(about=case.pk, verb__in=["measures.taken_on", "measures.handed_on"])
        assert [(row.verb, row.actor) for row in mine.order_by("position")] == [
            ("measures.taken_on", cast.youth_officer.pk),
            ("measures.handed_on", cast.youth_officer.pk),
        ]


def test_handed_there_and_back_it_is_open_to_the_first_again(cast: Cast, case: Measure, acting: Acting) -> None:
    for giver, taker in (
        (cast.youth_officer, cast.other_youth_officer),
        (cast.other_youth_officer, cast.youth_officer),
    ):
        with acting(giver) as by:
            hand_on(measure=case.pk, officer=taker.pk, by=by, at=now())
    with acting(cast.youth_officer) as by:
        assert queries.has_case(by, case.pk)
        needs(case, by)
    with acting(cast.other_youth_officer):
        assert Measure.objects.count() == 0


@pytest.mark.parametrize("to", ["youth_officer", "constable", "navigator", "stranger"])
def test_it_is_handed_on_to_another_youth_officer_and_to_nobody_else(
    cast: Cast, case: Measure, acting: Acting, to: str
) -> None:
    with acting(cast.youth_officer) as by, pytest.raises(Refused) as refusal:
        hand_on(measure=case.pk, officer=getattr(cast, to).pk, by=by, at=now())
    assert refusal.value.field == "officer"


def test_whoever_opened_it_for_another_purpose_reads_and_writes_nothing(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    opened(cast, cast.other_youth_officer, Purpose.INVESTIGATING)
    with acting(cast.other_youth_officer) as by:
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert record.has_case is False
        with pytest.raises(NotPermitted, match="You do not have this case"):
            needs(case, by)
        with pytest.raises(NotPermitted, match="You do not have this case"):
            end_course(measure=case.pk, outcome=Outcome.DIED, words="No", by=by, at=now())


def test_what_is_no_referral_has_no_case_to_take_on(cast: Cast, acting: Acting) -> None:
    kept = considered(cast, said(MeasureType.WARNING))
    opened(cast, cast.youth_officer)
    with acting(cast.youth_officer) as by:
        assert (Course.objects.count(), queries.course_of(kept.pk), queries.follow_ups_due(kept.pk)) == (0, None, {})
        assert queries.steps_by_hand(kept.pk) == set()
        with pytest.raises(NotPermitted):
            needs(kept, by)


def test_a_program_that_does_not_take_it_ends_the_way_and_calls_off_what_is_planned(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        with pytest.raises(Refused):
            review(measure=case.pk, is_taken=False, words=" ", by=by, at=now())
        review(measure=case.pk, is_taken=False, words="Needs another program", by=by, at=now())

        assert queries.outcome_of(case.pk) == Outcome.DECLINED
        assert [(row.meeting_id, row.how) for row in MeetingOver.objects.all()] == [(meeting.pk, "called_off")]
        with pytest.raises(Refused, match="This has ended: The program did not take it"):
            needs(case, by)


def test_it_is_reviewed_once(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        review(measure=case.pk, is_taken=True, words="Fits", by=by, at=now())
        with pytest.raises(Refused, match="reviewed already"):
            review(measure=case.pk, is_taken=False, words="No", by=by, at=now())


def test_the_newest_needs_count_and_say_something(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        needs(case, by)
        note_needs(measure=case.pk, needs="A bed", strengths="", by=by, at=now())
        with pytest.raises(Refused) as refusal:
            note_needs(measure=case.pk, needs="", strengths="Sings", by=by, at=now())
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert record.facts.needs is not None
        assert (record.facts.needs.needs, refusal.value.field, Needs.objects.count()) == ("A bed", "needs", 2)


def test_all_agree_where_the_newest_answer_of_each_is_yes(cast: Cast, case: Measure, acting: Acting) -> None:
    def all_agree() -> bool:
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        return record.facts.all_agree

    with acting(cast.youth_officer) as by:
        assert not all_agree()  # being referred is another question
        answered(case, by, Said.YES)
        assert all_agree()
        answered(case, by, Said.NO, who=Who.GUARDIAN)
        assert not all_agree()
        answered(case, by, Said.YES, who=Who.GUARDIAN)
        assert all_agree()
        with pytest.raises(Refused, match="Ask first") as refusal:
            answered(case, by, Said.NOT_ASKED)
        assert refusal.value.field == "said"


@pytest.mark.parametrize("asked_for", [AskedFor.REFERRAL, AskedFor.PROGRAM, AskedFor.AGREEMENT])
def test_a_consent_taken_back_in_the_meeting_ends_it_and_calls_the_next_one_off(
    cast: Cast, case: Measure, acting: Acting, asked_for: AskedFor
) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        answered(case, by, Said.WITHDRAWN, asked_for)

        assert queries.outcome_of(case.pk) == Outcome.WITHDREW
        assert [(row.meeting_id, row.how) for row in MeetingOver.objects.all()] == [(meeting.pk, "called_off")]
        with pytest.raises(Refused, match="This has ended"):
            answered(case, by, Said.YES)


def test_a_guardian_s_word_ends_no_program(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        answered(case, by, Said.WITHDRAWN, AskedFor.PROGRAM, Who.GUARDIAN)
        assert queries.outcome_of(case.pk) == ""
        needs(case, by)


def test_a_step_by_hand_is_ticked_off_once_and_only_such_a_step(cast: Cast, case: Measure, acting: Acting) -> None:
    program = the_program()
    with acting(cast.administrator) as by:
        step = change_step(
            program=program.pk, step=None, name="Bring it back", words="", position=9, is_used=True, by=by, at=now()
        )
    by_itself = program.steps.get(kind=StepKind.NEEDS)
    with acting(cast.youth_officer) as by:
        assert queries.steps_by_hand(case.pk) == {step.pk}
        tick_step(measure=case.pk, step=step.pk, words="Brought it", by=by, at=now())
        assert queries.steps_by_hand(case.pk) == set()
        for other in (step, by_itself):
            with pytest.raises(Refused, match="not ticked off by hand"):
                tick_step(measure=case.pk, step=other.pk, by=by, at=now())


def test_the_steps_follow_from_what_is_written_down(cast: Cast, case: Measure, acting: Acting) -> None:
    def states() -> list[tuple[str, str]]:
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        return [(step.kind, step.state) for step in record.steps]

    with acting(cast.youth_officer) as by:
        assert states()[:2] == [("review", "current"), ("guardians", "done")]  # the officer told her aunt
        review(measure=case.pk, is_taken=True, words="Fits", by=by, at=now())
        assert states()[:3] == [("review", "done"), ("guardians", "done"), ("needs", "current")]
        assert queries.cases_of(Viewer(by), at=now())[0].next_step == "What the young person needs"


def test_a_check_in_says_something(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        check_in(measure=case.pk, how=CheckedIn.MISSED, words="Did not come, rang her aunt", by=by, at=now())
        with pytest.raises(Refused):
            check_in(measure=case.pk, how=CheckedIn.PHONE, words="", by=by, at=now())
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert [(row.how, row.words) for row in record.check_ins] == [("missed", "Did not come, rang her aunt")]


def test_completed_means_that_each_item_has_ended(cast: Cast, acting: Acting) -> None:
    kept = considered(cast)
    agreed = brought_to_agreement(cast, kept)
    with acting(cast.youth_officer) as by:
        with pytest.raises(Refused, match="each item of the agreement has ended") as refusal:
            end_course(measure=kept.pk, outcome=Outcome.COMPLETED, by=by, at=now())
        turn_item(item=agreed.item.pk, turn=ItemTurn.DONE, by=by, at=now())
        end_course(measure=kept.pk, outcome=Outcome.COMPLETED, by=by, at=now())
        assert (refusal.value.field, queries.outcome_of(kept.pk)) == ("outcome", "completed")
        with pytest.raises(Refused, match="This has ended"):
            end_course(measure=kept.pk, outcome=Outcome.MOVED_AWAY, words="Gone", by=by, at=now())


def test_without_an_agreement_nothing_is_completed_and_another_end_needs_its_reason(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        with pytest.raises(Refused, match="each item"):
            end_course(measure=case.pk, outcome=Outcome.COMPLETED, by=by, at=now())
        with pytest.raises(Refused, match="Nothing is written"):
            end_course(measure=case.pk, outcome=Outcome.MOVED_AWAY, by=by, at=now())
        end_course(measure=case.pk, outcome=Outcome.MOVED_AWAY, words="To Red Deer", by=by, at=now())
        assert queries.outcome_of(case.pk) == Outcome.MOVED_AWAY


def test_follow_ups_are_due_some_months_after_the_end_as_long_as_the_record_is_open() -> None:
    ends_at = midnight(date(2027, 11, 30))
    assert follow_up_days(date(2026, 11, 30), [12, 3, 9], ends_at=ends_at + timedelta(days=1)) == {
        3: date(2027, 2, 28),
        9: date(2027, 8, 30),
        12: date(2027, 11, 30),
    }
    assert list(follow_up_days(date(2026, 11, 30), [12, 3, 9], ends_at=ends_at)) == [3, 9]


def test_a_follow_up_is_written_once_when_its_time_has_come_and_only_after_the_end(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    def followed(months: int, at: datetime) -> None:
        follow_up(measure=case.pk, months=months, since=Since.NOTHING_NEW, words="Plays hockey", by=by, at=at)

    with acting(cast.youth_officer) as by:
        with pytest.raises(Refused, match="no such follow-up"):
            followed(3, now())
        end_course(measure=case.pk, outcome=Outcome.MOVED_AWAY, words="To Red Deer", by=by, at=now())
        due = queries.follow_ups_due(case.pk)
        assert list(due) == [3, 9, 12]
        with pytest.raises(Refused, match="no such follow-up"):
            followed(4, now())
        first = localtime(now()) + (due[3] - localtime(now()).date()) - timedelta(days=14)
        with pytest.raises(Refused, match=f"due on {due[3].isoformat()}"):
            followed(3, first - timedelta(days=1))
        followed(3, first)
        with pytest.raises(Refused, match="written down already"):
            followed(3, first)
        assert queries.cases_of(Viewer(by), at=now())[0].due_on == due[9]


def test_who_turns_eighteen_during_the_program_goes_on(cast: Cast, acting: Acting) -> None:
    today = localtime(now()).date()
    born = today.replace(year=today.year - 18)
    kept = considered(cast, said(youth=youth(born=born), occurred_on=today - timedelta(days=1)))
    assert kept.age == 17

    brought_to_agreement(cast, kept)

    with acting(cast.youth_officer) as by:
        check_in(measure=kept.pk, how=CheckedIn.IN_PERSON, words="Came on their birthday", by=by, at=now())
        record = queries.record_for(Viewer(by), kept.pk, at=now())
        assert record is not None
        assert (record.born, record.turns_eighteen_on, queries.outcome_of(kept.pk)) == (born, None, "")
    assert opened(cast, cast.constable, born=born) == [kept.pk]


def test_the_day_they_turn_eighteen_is_told_as_long_as_it_is_ahead(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        record = queries.record_for(Viewer(by), case.pk, at=now())
        assert record is not None
        assert record.turns_eighteen_on == date(2029, 5, 9)
