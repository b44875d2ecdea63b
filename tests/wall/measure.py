"""A young person's measure with a row in every table of the room, each text with its own mark. All of it invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.utils.timezone import localtime

from offramp.access.enums import Role
from offramp.access.wall.tables import wall_of
from offramp.accounts.models import Posting, Unit, User
from offramp.diversion.actions import (
    Adult,
    Consideration,
    Harmed,
    Yes,
    Youth,
    add_participant,
    agree_on_item,
    change_step,
    check_in,
    consider,
    describe,
    end_course,
    follow_up,
    give_to_school,
    hand_on,
    hold_meeting,
    note_answer,
    note_needs,
    note_said,
    note_support_offer,
    open_for_purpose,
    plan_meeting,
    prepare,
    record_identity_agreement,
    review,
    take_on,
    take_out,
    tick_step,
    turn_item,
)
from offramp.diversion.enums import (
    BEFORE_A_CHARGE,
    AskedFor,
    CheckedIn,
    Condition,
    Heard,
    Identity,
    ItemTurn,
    MeasureType,
    MeetingKind,
    Offence,
    Outcome,
    Part,
    Purpose,
    Reached,
    Said,
    SchoolGround,
    Sex,
    Since,
    VictimChoice,
    Who,
)
from offramp.diversion.models import Course, Item, ItemKind, Meeting, Participant, Program, SchoolNote, Victim
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from offramp.kernel.ids import new_id
from tests.cast import Cast, an_agency
from tests.conftest import acting_as
from tests.wall.marks import Marks

BORN = date(localtime(now()).year - 15, 5, 9)
BEGAN, ENDED = timedelta(days=200), timedelta(days=100)
"""How long ago it was considered, and how long ago the way ended: one follow-up is due since."""


@dataclass(slots=True)
class WholeMeasure:
    """A record, the rows an address may name, who wrote it, which worker and which officer take part, and its marks.

    The other youth officer of the cast took it on and handed it on; the youth officer has it and led the meeting.
    """

    marks: Marks
    writer: User
    partner: User
    supporter: User
    measure: UUID
    course: Course
    meeting: Meeting
    item: Item
    participant: Participant
    victim: Victim
    note: SchoolNote
    program: UUID

    @property
    def called(self) -> dict[str, str]:
        """Return the given name and the family name."""
        return called(self.marks)

    def ids(self) -> dict[str, object]:
        """Return what fills the blanks of an address."""
        return {
            "measure_id": self.measure,
            "course_id": self.course.pk,
            "meeting_id": self.meeting.pk,
            "item_id": self.item.pk,
            "participant_id": self.participant.pk,
            "victim_id": self.victim.pk,
            "school_note_id": self.note.pk,
            "program_id": self.program,
        }


def called(marks: Marks) -> dict[str, str]:
    """Return the names by which the record is asked for."""
    return {name: word(marks, f"youngperson.{name}") for name in ("given_name", "family_name")}


def a_user(role: Role, unit: Unit | None, agency: UUID | None = None) -> User:
    """Write somebody new into an office."""
    user = User.objects.create(username=f"u{new_id().hex[-10:]}", name="Sam Reader", joined_at=now())
    Posting.objects.create(user=user, role=role, unit=unit, agency=agency, starts_at=now() - timedelta(days=900))
    return user


def a_whole_measure(cast: Cast, whose: str = "Tessa", *, decision: MeasureType = MeasureType.REFERRAL) -> WholeMeasure:
    """Write a record by the actions: considered, taken on, handed on, met about, agreed, ended, followed up."""
    marks, began = Marks(whose), now() - BEGAN
    agency = an_agency(f"a{new_id().hex[-10:]}", "The Friends", cast.diversion, began - timedelta(days=9))
    writer, partner = a_user(Role.PATROL_OFFICER, cast.patrol), a_user(Role.AGENCY_WORKER, None, agency.pk)
    supporter = a_user(Role.YOUTH_OFFICER, cast.diversion)
    program = Program.objects.get(code="diversionfirst")
    with acting_as(cast.administrator) as by:
        step = change_step(
            program=program.pk, step=None, name="Bring it back", words="", position=9, is_used=True, by=by, at=began
        )
    with acting_as(cast.privacy) as by:
        since = (began - timedelta(days=9)).date()
        record_identity_agreement(
            with_whom="A council", terms="Tables for them", starts_on=since, ends_on=None, by=by, at=began
        )
    with acting_as(writer) as by:
        measure = consider(
            said=_considered(marks, decision, began),
            branch=cast.downtown.pk,
            program=program.pk,
            harmed=_harmed(marks),
            by=by,
            at=began,
        )
    course = _taken_on(cast, measure.pk, began)
    with acting_as(cast.youth_officer) as by:
        meeting, participant, item = _led(marks, measure.pk, [partner, supporter], step.pk, by, began)
        note = _told(marks, measure.pk, by, began)
        _ended(marks, measure.pk, by)
        victim = Victim.objects.get(measure=measure)
    with acting_as(cast.youth_officer) as by:  # so that there is an opening too
        open_for_purpose(**called(marks), born=BORN, purpose=Purpose.DECIDING, ground="26-104233", by=by, at=began)
    return WholeMeasure(
        marks, writer, partner, supporter, measure.pk, course, meeting, item, participant, victim, note, program.pk
    )


def word(marks: Marks, place: str) -> str:
    """Return the mark of a field of the room: of the category of its table."""
    model = apps.get_model("diversion", place.split(".")[0])
    category = wall_of(model).category
    assert category is not None
    return marks.word(category, f"diversion_{place}")


def _considered(marks: Marks, decision: MeasureType, at: datetime) -> Consideration:
    def said(place: str) -> str:
        return word(marks, place)

    return Consideration(
        youth=Youth(
            given_name=said("youngperson.given_name"),
            family_name=said("youngperson.family_name"),
            born=BORN,
            sex=Sex.FEMALE,
            reach=said("youngperson.reach"),
            language=said("youngperson.language"),
        ),
        offence=Offence.THEFT,
        occurred_on=(at - timedelta(days=1)).date(),
        occurrence=said("measure.occurrence"),
        grounds=said("measure.grounds"),
        considered=BEFORE_A_CHARGE,
        decision=decision,
        reasons=said("measure.reasons"),
        agreed=Yes(Said.YES, Heard.ORAL, said("agreeing.words")),
        consented_on=at.date() if decision == MeasureType.SANCTION else None,
        conditions=list(Condition) if decision == MeasureType.SANCTION else [],
        adult=Adult(
            said("guardian.name"), "mother", said("guardian.reach"), Reached.PHONE, said("guardiancontact.words")
        ),
    )


def _harmed(marks: Marks) -> Harmed:
    return Harmed(
        word(marks, "victim.name"),
        word(marks, "victim.reach"),
        choice=VictimChoice.TAKES_PART,
        words=word(marks, "victimsaid.words"),
    )


def _taken_on(cast: Cast, measure: UUID, at: datetime) -> Course:
    with acting_as(cast.other_youth_officer) as by:
        course = Course.objects.get(measure_id=measure)
        take_on(course=course.pk, by=by, at=at)
        hand_on(measure=measure, officer=cast.youth_officer.pk, by=by, at=at)
    return course


def _led(
    marks: Marks, measure: UUID, others: list[User], step: UUID, by: Actor, at: datetime
) -> tuple[Meeting, Participant, Item]:
    def said(place: str) -> str:
        return word(marks, place)

    review(measure=measure, is_taken=True, words=said("review.words"), by=by, at=at)
    note_needs(measure=measure, needs=said("needs.needs"), strengths=said("needs.strengths"), by=by, at=at)
    tick_step(measure=measure, step=step, words=said("stepdone.words"), by=by, at=at)
    for who in Who:
        note_answer(measure=measure, who=who, asked_for=AskedFor.PROGRAM, said=Said.YES, heard=Heard.ORAL, by=by, at=at)
    meeting = plan_meeting(
        measure=measure,
        kind=MeetingKind.CIRCLE,
        planned_at=at + timedelta(days=1),
        place=said("meeting.place"),
        name="Who leads it",
        by=by,
        at=at,
    )
    name = said("participant.name")
    youth = add_participant(meeting=meeting.pk, name=name, part=Part.YOUNG_PERSON, by=by, at=at)
    for user in others:
        add_participant(meeting=meeting.pk, name="Another", part=Part.SUPPORTER, user=user.pk, by=by, at=at)
    mistaken = add_participant(meeting=meeting.pk, name="Not meant", part=Part.SUPPORTER, by=by, at=at)
    take_out(participant=mistaken.pk, by=by, at=at)
    for each in Participant.objects.filter(meeting=meeting).exclude(pk=mistaken.pk):
        prepare(participant=each.pk, words=said("preparation.words"), by=by, at=at)
    hold_meeting(meeting=meeting.pk, by=by, at=at)
    note_said(meeting=meeting.pk, words=said("meetingnote.words"), by=by, at=at)
    item = agree_on_item(
        meeting=meeting.pk,
        kind=ItemKind.objects.get(name="Written apology").pk,
        words=said("item.words"),
        due_on=(at + timedelta(days=9)).date(),
        proof=said("item.proof"),
        helper=said("item.helper"),
        by=by,
        at=at,
    )
    turn_item(
        item=item.pk,
        turn=ItemTurn.CHANGED,
        words=said("itemevent.words"),
        new_words=said("itemevent.new_words"),
        new_helper=said("itemevent.new_helper"),
        agreed_by=[Part.YOUNG_PERSON],
        by=by,
        at=at,
    )
    turn_item(item=item.pk, turn=ItemTurn.DONE, by=by, at=at)
    check_in(measure=measure, how=CheckedIn.PHONE, words=said("checkin.words"), by=by, at=at)
    return meeting, youth, item


def _told(marks: Marks, measure: UUID, by: Actor, at: datetime) -> SchoolNote:
    """Write down what went out: to a school, to HELP; and how they describe themselves."""
    describe(measure=measure, identities=[Identity.METIS], by=by, at=at)
    note_support_offer(
        measure=measure,
        is_wanted=True,
        words=word(marks, "supportoffer.words"),
        guardian_said=Said.NOT_ASKED,
        heard=Heard.ORAL,
        by=by,
        at=at,
    )
    return give_to_school(
        measure=measure,
        given_to=word(marks, "schoolnote.given_to"),
        ground=SchoolGround.REHABILITATION,
        words=word(marks, "schoolnote.words"),
        needed_until=(now() + timedelta(days=30)).date(),
        by=by,
        at=at,
    )


def _ended(marks: Marks, measure: UUID, by: Actor) -> None:
    ended = now() - ENDED
    end_course(measure=measure, outcome=Outcome.COMPLETED, words=word(marks, "ending.words"), by=by, at=ended)
    words = word(marks, "followup.words")
    follow_up(measure=measure, months=3, since=Since.NOTHING_NEW, words=words, by=by, at=now())
