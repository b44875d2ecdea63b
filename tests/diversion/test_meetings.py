"""What is agreed and said in a meeting is for those who take part in it, and opens nothing else."""

from datetime import timedelta

import pytest

from offramp.accounts.models import User
from offramp.diversion import queries
from offramp.diversion.actions import (
    add_participant,
    add_victim,
    agree_on_item,
    call_off_meeting,
    hand_on,
    hear_victim,
    hold_meeting,
    note_said,
    plan_meeting,
    prepare,
)
from offramp.diversion.enums import MeetingKind, Part, Purpose, VictimChoice
from offramp.diversion.models import (
    Item,
    Measure,
    Meeting,
    MeetingNote,
    MeetingOver,
    Participant,
    Preparation,
    TakenOn,
    Victim,
)
from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.kernel.identity import Actor, Viewer
from tests.cast import Cast
from tests.conftest import Acting
from tests.diversion.above import read_all
from tests.diversion.scene import agreement_with, all_agreed, an_item, considered, opened, planned, taken_on


@pytest.fixture
def case(cast: Cast) -> Measure:
    """A referral that the youth officer has taken on, to which all agree; the shelter has an agreement."""
    kept = considered(cast)
    taken_on(cast, kept)
    all_agreed(cast, kept)
    agreement_with(cast, cast.shelter)
    return kept


def named(meeting: Meeting, user: User, by: Actor, part: Part = Part.PARTNER) -> Participant:
    """Name somebody with an account as one who takes part."""
    return add_participant(meeting=meeting.pk, name=user.name, part=part, user=user.pk, by=by, at=now())


def test_whoever_plans_a_meeting_leads_it(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        sitting = queries.sitting_for(Viewer(by), meeting.pk, at=now())
        assert sitting is not None
        assert [(each.row.name, each.part, each.row.user_id) for each in sitting.people] == [
            ("Cst. Whitebear", "facilitator", cast.youth_officer.pk),
            ("Tessa", "young_person", None),
        ]
        assert (sitting.is_led, sitting.meeting.place, sitting.over) == (True, "The library, room 2", "")


def test_a_meeting_has_a_place_and_lies_ahead(cast: Cast, case: Measure, acting: Acting) -> None:
    for place, days, field in ((" ", 1, "place"), ("The library", -2, "planned_at")):
        with acting(cast.youth_officer) as by, pytest.raises(Refused) as refusal:
            plan_meeting(
                measure=case.pk,
                kind=MeetingKind.AGREEMENT,
                planned_at=now() + timedelta(days=days),
                place=place,
                name="Nadia",
                by=by,
                at=now(),
            )
        assert refusal.value.field == field


@pytest.mark.parametrize(
    ("chose", "may_come", "may_send"),
    [
        (VictimChoice.TAKES_PART, True, True),
        (VictimChoice.SENDS_SOMEONE, False, True),
        (VictimChoice.SENDS_WORDS, False, True),
        (VictimChoice.NOT_NOW, False, False),
        (VictimChoice.NOTHING, False, False),
    ],
)
def test_who_was_harmed_comes_to_a_meeting_by_their_own_choice_alone(
    cast: Cast, case: Measure, acting: Acting, chose: VictimChoice, may_come: bool, may_send: bool
) -> None:
    def can_be_named(name: str, part: Part) -> bool:
        try:
            add_participant(meeting=meeting.pk, name=name, part=part, by=by, at=now())
        except Refused:
            return False
        return True

    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        hear_victim(victim=Victim.objects.get().pk, choice=chose, words="As I said", by=by, at=now())
        assert can_be_named("A clerk", Part.VICTIM) == may_come
        assert can_be_named("A friend", Part.FOR_VICTIM) == may_send
        neighbour = add_victim(measure=case.pk, name="A neighbour", reach="Next door", is_young=False, by=by, at=now())
        assert not can_be_named("a Neighbour", Part.VICTIM)  # never asked
        hear_victim(victim=neighbour.pk, choice=VictimChoice.TAKES_PART, by=by, at=now())
        assert can_be_named("A neighbour", Part.VICTIM)
        assert can_be_named("The shoe shop", Part.VICTIM) == may_come  # it is not the neighbour's to choose


def test_a_partner_reads_the_meeting_its_items_and_its_notes_and_nothing_else(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        meeting, other = planned(case, by), planned(case, by)
        named(meeting, cast.worker, by)
        item = an_item(meeting, by)
        an_item(other, by)
        note_said(meeting=meeting.pk, words="She said that she was scared", by=by, at=now())
        note_said(meeting=other.pk, words="Not for the partner", by=by, at=now())
        hold_meeting(meeting=meeting.pk, by=by, at=now())

    with acting(cast.worker) as by:
        viewer = Viewer(by)
        assert read_all().rows == {
            "diversion_meeting": 1,
            "diversion_participant": 3,
            "diversion_meetingnote": 1,
            "diversion_item": 1,
            "diversion_meetingover": 1,
        }
        sitting = queries.sitting_for(viewer, meeting.pk, at=now())
        assert sitting is not None
        assert [note.words for note in sitting.notes] == ["She said that she was scared"]
        assert [agreed.item.pk for agreed in sitting.items] == [item.pk]
        assert (sitting.is_led, sitting.over) == (False, "held")
        assert (viewer.purpose, viewer.shown) == (
            Purpose.CONFERENCE,
            {("measures", case.pk): {"program", "conference"}},
        )
        assert queries.sitting_for(viewer, other.pk, at=now()) is None
        assert [each.pk for each in queries.sittings_of(Viewer(by), at=now()).rows] == [meeting.pk]
        assert queries.record_for(Viewer(by), case.pk, at=now()) is None
    with acting(cast.other_worker) as by:
        assert (read_all().rows, queries.sittings_of(Viewer(by), at=now()).rows) == ({}, [])


def test_a_partner_writes_nothing_of_it(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        partner = named(meeting, cast.worker, by)
    with acting(cast.worker) as by:
        for act in (
            lambda: note_said(meeting=meeting.pk, words="Mine", by=by, at=now()),
            lambda: prepare(participant=partner.pk, by=by, at=now()),
            lambda: hold_meeting(meeting=meeting.pk, by=by, at=now()),
            lambda: call_off_meeting(meeting=meeting.pk, by=by, at=now()),
            lambda: named(meeting, cast.other_worker, by),
            lambda: an_item(meeting, by),
        ):
            with pytest.raises(NotPermitted):
                act()


def test_notes_are_closed_to_whoever_opened_the_record_and_took_no_part(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        note_said(meeting=meeting.pk, words="She said that she was scared", by=by, at=now())
    for user in (cast.other_youth_officer, cast.constable):
        opened(cast, user, Purpose.INVESTIGATING)
        with acting(user) as by:
            assert (MeetingNote.objects.count(), Participant.objects.count(), Preparation.objects.count()) == (0, 0, 0)
            assert queries.sitting_for(Viewer(by), meeting.pk, at=now()) is None
            with pytest.raises(NotPermitted):
                note_said(meeting=meeting.pk, words="Mine", by=by, at=now())


@pytest.mark.parametrize("user", ["constable", "officer", "navigator", "privacy", "coordinator", "stranger"])
def test_nobody_takes_part_by_an_account_but_partners_and_youth_officers(
    cast: Cast, case: Measure, acting: Acting, user: str
) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        with pytest.raises(Refused, match="Only partner agencies and youth officers") as refusal:
            named(meeting, getattr(cast, user), by)
        assert (refusal.value.field, Participant.objects.count()) == ("user", 2)
        with pytest.raises(Refused) as refusal:
            add_participant(meeting=meeting.pk, name=" ", part=Part.ELDER, by=by, at=now())
        assert refusal.value.field == "name"


def test_a_meeting_is_held_with_who_leads_it_and_the_young_person(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        alone = plan_meeting(
            measure=case.pk,
            kind=MeetingKind.AGREEMENT,
            planned_at=now() + timedelta(days=1),
            place="The library",
            name="Nadia",
            by=by,
            at=now(),
        )
        with pytest.raises(Refused, match="must be there: The young person"):
            hold_meeting(meeting=alone.pk, by=by, at=now())
        add_participant(meeting=alone.pk, name="Tessa", part=Part.YOUNG_PERSON, by=by, at=now())
        hold_meeting(meeting=alone.pk, by=by, at=now())
        for act in (hold_meeting, call_off_meeting):
            with pytest.raises(Refused, match="held or called off already"):
                act(meeting=alone.pk, by=by, at=now())


def test_a_circle_is_held_once_everybody_was_prepared(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        circle = planned(case, by, MeetingKind.CIRCLE)
        leads, tessa = Participant.objects.filter(meeting=circle)
        prepare(participant=leads.pk, words="", by=by, at=now())
        prepare(participant=leads.pk, words="Once more", by=by, at=now())  # twice is one person
        with pytest.raises(Refused, match="people who were prepared"):
            hold_meeting(meeting=circle.pk, by=by, at=now())
        prepare(participant=tessa.pk, words="May leave when she wants", by=by, at=now())
        hold_meeting(meeting=circle.pk, by=by, at=now())
        sitting = queries.sitting_for(Viewer(by), circle.pk, at=now())
        assert sitting is not None
        assert [(each.part, each.is_prepared) for each in sitting.people] == [
            ("facilitator", True),
            ("young_person", True),
        ]


def test_a_note_says_something_and_an_item_is_the_program_s_own(cast: Cast, case: Measure, acting: Acting) -> None:
    with acting(cast.youth_officer) as by:
        meeting = planned(case, by)
        with pytest.raises(Refused):
            note_said(meeting=meeting.pk, words=" ", by=by, at=now())
        with pytest.raises(Refused, match="no such item") as refusal:
            agree_on_item(
                meeting=meeting.pk,
                kind=meeting.pk,
                words="A letter",
                due_on=now().date() + timedelta(days=3),
                proof="Seen",
                by=by,
                at=now(),
            )
        assert (refusal.value.field, Item.objects.count()) == ("kind", 0)


def test_who_takes_a_case_over_leads_what_is_planned_and_does_not_read_what_was_said_before(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        first, second = planned(case, by), planned(case, by)
        note_said(meeting=first.pk, words="She said that she was scared", by=by, at=now())
        hold_meeting(meeting=first.pk, by=by, at=now())
        hand_on(measure=case.pk, officer=cast.other_youth_officer.pk, by=by, at=now())

    with acting(cast.other_youth_officer) as by:
        assert MeetingNote.objects.count() == 0
        with pytest.raises(NotPermitted):
            note_said(meeting=first.pk, words="Later", by=by, at=now())
        note_said(meeting=second.pk, words="She is not any more", by=by, at=now())
        hold_meeting(meeting=second.pk, by=by, at=now())
    with acting(cast.youth_officer) as by:  # took part, and has it no longer
        assert [note.words for note in MeetingNote.objects.all()] == ["She said that she was scared"]
        assert (Measure.objects.count(), TakenOn.objects.count(), MeetingOver.objects.count()) == (0, 2, 1)
        with pytest.raises(NotPermitted):
            note_said(meeting=second.pk, words="Later", by=by, at=now())


def test_who_has_the_case_and_took_no_part_writes_nothing_into_a_meeting(
    cast: Cast, case: Measure, acting: Acting
) -> None:
    with acting(cast.youth_officer) as by:
        held = planned(case, by)
        hold_meeting(meeting=held.pk, by=by, at=now())
        hand_on(measure=case.pk, officer=cast.other_youth_officer.pk, by=by, at=now())
    with acting(cast.other_youth_officer) as by, pytest.raises(NotPermitted):
        note_said(meeting=held.pk, words="Later", by=by, at=now())


def test_a_meeting_that_is_not_there_is_refused(cast: Cast, case: Measure, acting: Acting) -> None:
    for act in (hold_meeting, call_off_meeting):
        with acting(cast.youth_officer) as by, pytest.raises(NotPermitted, match="not open to you"):
            act(meeting=case.pk, by=by, at=now())
