"""A young person's way: what an officer considered, who took it on, a meeting, an item. All of it invented."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.timezone import localtime

from offramp.accounts.models import User
from offramp.consent.models import Agreement
from offramp.directory.models import Agency
from offramp.diversion.actions import (
    Adult,
    Consideration,
    Harmed,
    Yes,
    Youth,
    add_participant,
    agree_on_item,
    consider,
    hold_meeting,
    note_answer,
    note_contact,
    note_needs,
    open_for_purpose,
    plan_meeting,
    review,
    take_on,
)
from offramp.diversion.enums import (
    BEFORE_A_CHARGE,
    TO_A_PROGRAM,
    AskedFor,
    Condition,
    Heard,
    MeasureType,
    MeetingKind,
    Offence,
    Part,
    Purpose,
    Reached,
    Said,
    Sex,
    Who,
)
from offramp.diversion.models import Course, Item, ItemKind, Measure, Meeting, Program
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor
from tests.cast import Cast
from tests.conftest import acting_as

BORN = date(localtime(now()).year - 15, 5, 9)
YES = Yes(Said.YES, Heard.ORAL, "Okay, I'll do it")


def youth(**changes: Any) -> Youth:
    """Return who it is about: Tessa, fifteen."""
    known = Youth(
        given_name="Tessa Rose",
        family_name="Auger",
        born=BORN,
        sex=Sex.FEMALE,
        reach="With her aunt near the library",
        language="English",
    )
    return replace(known, **changes)


def said(decision: MeasureType = MeasureType.REFERRAL, **changes: Any) -> Consideration:
    """Return what an officer says: a theft yesterday, all four considered, consent where it is asked for."""
    told = Consideration(
        youth=youth(),
        offence=Offence.THEFT,
        occurred_on=localtime(now()).date() - timedelta(days=1),
        occurrence="26-104233",
        grounds="Seen on camera with two pairs of shoes",
        considered=list(BEFORE_A_CHARGE),
        decision=decision,
        reasons="First time, sorry at once, the shop wants to talk",
        agreed=YES if decision in TO_A_PROGRAM else Yes(),
        guardian_agreed=YES if decision == MeasureType.REFERRAL else Yes(),
        consented_on=localtime(now()).date() if decision == MeasureType.SANCTION else None,
        conditions=list(Condition) if decision == MeasureType.SANCTION else [],
        adult=Adult("Marie Auger", "other", "780-555-0131", Reached.PHONE, "She is worried, and comes along"),
    )
    return replace(told, **changes)


HARMED = Harmed(name="The shoe shop", reach="780-555-0142", choice="takes_part", words="We were frightened")


def the_program() -> Program:
    """Return the program that comes with the software."""
    return Program.objects.get(code="diversionfirst")


def considered(
    cast: Cast,
    told: Consideration | None = None,
    *,
    by: User | None = None,
    at: datetime | None = None,
    harmed: Harmed | None = HARMED,
) -> Measure:
    """Have the constable consider, and return the record."""
    told = told or said()
    program = the_program().pk if told.decision in TO_A_PROGRAM else None
    with acting_as(by or cast.constable) as actor:
        return consider(said=told, branch=cast.downtown.pk, program=program, harmed=harmed, by=actor, at=at or now())


def opened(cast: Cast, user: User, purpose: Purpose = Purpose.DECIDING, born: date | None = BORN) -> list[UUID]:
    """Have somebody open what there is of Tessa for a purpose."""
    with acting_as(user) as by:
        return open_for_purpose(
            given_name="Tessa", family_name="Auger", born=born, purpose=purpose, ground="26-104233", by=by, at=now()
        )


def agreement_with(cast: Cast, agency: Agency, ends_on: date | None = None) -> Agreement:
    """Write down that an agency shares with the unit of the programs since a year, until a last day or without one."""
    since = localtime(now()).date() - timedelta(days=365)
    return Agreement.objects.create(
        unit=cast.diversion, agency=agency, categories=["plan"], starts_on=since, ends_on=ends_on
    )


def all_agreed(cast: Cast, measure: Measure, by: User | None = None) -> None:
    """Have Tessa and her aunt agree to the program."""
    with acting_as(by or cast.youth_officer) as actor:
        for who in Who:
            note_answer(
                measure=measure.pk,
                who=who,
                asked_for=AskedFor.PROGRAM,
                said=Said.YES,
                heard=Heard.WRITTEN,
                by=actor,
                at=now(),
            )


def taken_on(cast: Cast, measure: Measure, by: User | None = None) -> None:
    """Have the youth officer take on what waits."""
    with acting_as(by or cast.youth_officer) as actor:
        take_on(course=Course.objects.get(measure_id=measure.pk).pk, by=actor, at=now())


@dataclass(frozen=True, slots=True)
class Agreed:
    """A record whose meeting was held and in which one item was agreed."""

    measure: UUID
    meeting: Meeting
    item: Item


def brought_to_agreement(cast: Cast, measure: Measure) -> Agreed:
    """Take it on and lead it to an agreement: review, guardians, needs, all agree, meeting, one item."""
    taken_on(cast, measure)
    with acting_as(cast.youth_officer) as by:
        key, at = measure.pk, now()
        review(measure=key, is_taken=True, words="Fits the program", by=by, at=at)
        note_contact(measure=key, reached=Reached.IN_PERSON, words="Her aunt wants this too", by=by, at=at)
        note_needs(measure=key, needs="Somebody to do homework with", strengths="Draws well", by=by, at=at)
    all_agreed(cast, measure)
    with acting_as(cast.youth_officer) as by:
        meeting = planned(measure, by)
        item = an_item(meeting, by)
        hold_meeting(meeting=meeting.pk, by=by, at=now())
    return Agreed(key, meeting, item)


def planned(measure: Measure, by: Actor, kind: MeetingKind = MeetingKind.AGREEMENT) -> Meeting:
    """Plan a meeting for tomorrow, with Tessa in it."""
    meeting = plan_meeting(
        measure=measure.pk,
        kind=kind,
        planned_at=now() + timedelta(days=1),
        place="The library, room 2",
        name="Cst. Whitebear",
        by=by,
        at=now(),
    )
    add_participant(meeting=meeting.pk, name="Tessa", part=Part.YOUNG_PERSON, by=by, at=now())
    return meeting


def an_item(meeting: Meeting, by: Actor, kind: str = "Written apology", hours: int | None = None) -> Item:
    """Agree on something within two weeks."""
    return agree_on_item(
        meeting=meeting.pk,
        kind=ItemKind.objects.get(name=kind).pk,
        words="A letter to the shop",
        due_on=localtime(now()).date() + timedelta(days=14),
        proof="The shop has it",
        hours=hours,
        by=by,
        at=now(),
    )
