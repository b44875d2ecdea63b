"""Young people of the training city, invented like everybody: what officers considered, and ways through the program.

Unlike the rest of the city they are written by the public actions themselves, one after the other, each as the one who
acts: few enough for that, and true to the rules by themselves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from offramp.access.actions import act_as_service, set_identity
from offramp.access.enums import ServiceRole
from offramp.access.queries import actor_in
from offramp.accounts.models import Posting
from offramp.areas.models import Branch
from offramp.config.city.ground.names import GIVEN, SURNAMES
from offramp.config.city.moments import Dice, day_of
from offramp.diversion import actions as act
from offramp.diversion.enums import (
    BEFORE_A_CHARGE,
    AskedFor,
    CheckedIn,
    Condition,
    Heard,
    ItemTurn,
    Kin,
    MeasureType,
    MeetingKind,
    Offence,
    Outcome,
    Part,
    Reached,
    Said,
    SchoolGround,
    Sex,
    Since,
    VictimChoice,
    Who,
)
from offramp.diversion.models import Course, ItemKind, Measure, Participant, Program
from offramp.diversion.queries import unit_of_programs
from offramp.diversion.rules import Adult, Consideration, Harmed, Yes, Youth
from offramp.kernel.identity import Actor

OFFICERS: Final = ("patel", "lindgren")
YOUTH_OFFICERS: Final = ("whitebear", "ferrante")
SIMPLE: Final = 64
"""Considerations that ended with the officer's own decision."""
YES: Final = Yes(Said.YES, Heard.ORAL, "Okay, I want to try that")
WHAT: Final = {
    Offence.THEFT: ("Two pairs of shoes from a shop, seen by staff", "A shoe shop"),
    Offence.DAMAGE: ("Paint on the wall of the rink, seen by a neighbour", "The rink's caretaker"),
    Offence.TRESPASS: ("In the school after hours, met by the guard", "The school"),
    Offence.DISTURBANCE: ("Shouting and throwing snowballs at a bus", "A bus driver"),
    Offence.FRAUD: ("Rode with somebody else's pass", "The transit office"),
}
NEEDS: Final = (
    "Somebody to do homework with on weekday evenings",
    "A quiet place; home is full since the cousins came",
    "To get back on the team, and a way there",
)
STRENGTHS: Final = ("Draws very well", "Good with small children", "Repairs bicycles")


@dataclass(slots=True)
class Street:
    """What the young people's lives stand on: dice, the city's present, who acts, where."""

    dice: Dice
    now: datetime
    postings: dict[str, Posting]
    branches: list[Branch]
    program: Program
    kinds: dict[str, ItemKind]

    @contextmanager
    def as_user(self, username: str, at: datetime) -> Iterator[Actor]:
        """Let somebody act, in the database's eyes too."""
        held = self.postings[username]
        set_identity(held.user_id, held.pk)
        yield actor_in(held, at=at)
        set_identity(None, None)

    def ago(self, days: int) -> datetime:
        """Return a working hour so many days before the present."""
        return min(self.dice.hour_of(day_of(self.now - timedelta(days=days))), self.now - timedelta(hours=1))


def live(now: datetime, seed: str) -> None:
    """Write the young people's measures and ways, up to the present."""
    street = _street(now, seed)
    for _number in range(SIMPLE):
        _simple(street)
    _ways(street)
    clerk = act_as_service(role=ServiceRole.MEASURES_CLERK, unit=unit_of_programs(), at=now)
    act.dispose_of_what_is_over(by=clerk, at=now)
    set_identity(None, None)


def _street(now: datetime, seed: str) -> Street:
    users = (*OFFICERS, *YOUTH_OFFICERS, "lund")
    held = Posting.objects.filter(user__username__in=users, ends_at=None).select_related("user")
    program = Program.objects.get(code="diversionfirst")
    return Street(
        dice=Dice(f"{seed} young people"),
        now=now,
        postings={posting.user.username: posting for posting in held},
        branches=list(Branch.objects.order_by("position")),
        program=program,
        kinds={kind.name: kind for kind in ItemKind.objects.filter(program=program)},
    )


def _said(street: Street, at: datetime, decision: MeasureType) -> Consideration:
    dice, offence = street.dice, street.dice.one(list(WHAT))
    is_referral, is_sanction = decision == MeasureType.REFERRAL, decision == MeasureType.SANCTION
    family = dice.one(SURNAMES)
    on = day_of(at)
    return Consideration(
        youth=Youth(
            given_name=dice.one(GIVEN),
            family_name=family,
            born=dice.day_between(_years_before(on, 17), _years_before(on, 13)),
            sex=dice.one([Sex.FEMALE, Sex.MALE, Sex.MALE, Sex.NOT_SAID]),
            reach="By a parent",
            language="English",
        ),
        offence=offence,
        occurred_on=on,
        occurrence=f"{on:%y}-{dice.randint(100000, 199999)}",
        grounds=WHAT[offence][0],
        considered=list(BEFORE_A_CHARGE),
        decision=decision,
        reasons="Said sorry at once, and the parents are behind it" if is_referral else "It is enough, and it is fair",
        agreed=YES if is_referral or is_sanction else Yes(),
        guardian_agreed=YES if is_referral else Yes(),
        consented_on=on if is_sanction else None,
        conditions=list(Condition) if is_sanction else [],
        adult=Adult(
            f"{dice.one(GIVEN)} {family}", Kin.PARENT, f"780-555-{dice.randint(1000, 9999)}", Reached.PHONE, "Worried"
        ),
    )


def _years_before(on: date, years: int) -> date:
    return on.replace(year=on.year - years, day=min(on.day, 28))


def _consider(street: Street, days_ago: int, decision: MeasureType) -> Measure:
    at = street.ago(days_ago)
    said = _said(street, at, decision)
    is_referral = decision == MeasureType.REFERRAL
    harmed = Harmed(WHAT[said.offence][1], "780-555-0100", choice=street.dice.one(list(VictimChoice)))
    with street.as_user(street.dice.one(OFFICERS), at) as by:
        return act.consider(
            said=said,
            branch=street.dice.one(street.branches).pk,
            program=street.program.pk if is_referral else None,
            harmed=harmed if is_referral else None,
            by=by,
            at=at,
        )


def _simple(street: Street) -> None:
    kinds = [MeasureType.WARNING] * 5 + [MeasureType.CAUTION] * 3 + [MeasureType.NO_FURTHER_ACTION] * 2
    kinds += [MeasureType.CHARGE] * 3 + [MeasureType.SANCTION]
    decision = street.dice.one(kinds)
    most = 170 if decision == MeasureType.NO_FURTHER_ACTION else 350
    _consider(street, street.dice.randint(1, most), decision)


def _ways(street: Street) -> None:
    for days in (1, 2):
        _consider(street, days, MeasureType.REFERRAL)  # waits to be taken on
    for officer in YOUTH_OFFICERS:
        _reviewed(street, officer, 9)
        _agreed(street, officer, 30)
        _completed(street, officer, 160)
        _completed(street, officer, 300)
    _prepares_a_circle(street, "whitebear", 16)
    _took_it_back(street, "ferrante", 60)


@dataclass(slots=True)
class Way:
    """One young person's way: whose record, who leads, and the hour it is."""

    street: Street
    officer: str
    measure: UUID
    at: datetime

    def later(self, least: int, most: int) -> None:
        """Let some days pass, and not past the present."""
        later = self.street.dice.days_after(self.at, least, most)
        self.at = min(later, self.street.now - timedelta(minutes=30))


def _taken(street: Street, officer: str, days_ago: int) -> Way:
    measure = _consider(street, days_ago, MeasureType.REFERRAL)
    way = Way(street, officer, measure.pk, measure.at)
    way.later(1, 2)
    with street.as_user(officer, way.at) as by:
        act.take_on(course=Course.objects.get(measure=measure).pk, by=by, at=way.at)
    return way


def _reviewed(street: Street, officer: str, days_ago: int) -> Way:
    way = _taken(street, officer, days_ago)
    way.later(1, 2)
    with street.as_user(officer, way.at) as by:
        act.review(measure=way.measure, is_taken=True, words="Fits: the first time, and no violence", by=by, at=way.at)
        words = "They know now, and want to come along"
        act.note_contact(measure=way.measure, reached=Reached.IN_PERSON, words=words, by=by, at=way.at)
    return way


def _ready(street: Street, officer: str, days_ago: int) -> Way:
    way = _reviewed(street, officer, days_ago)
    way.later(1, 3)
    with street.as_user(officer, way.at) as by:
        needs, strengths = street.dice.one(NEEDS), street.dice.one(STRENGTHS)
        act.note_needs(measure=way.measure, needs=needs, strengths=strengths, by=by, at=way.at)
        for who in Who:
            act.note_answer(
                measure=way.measure,
                who=who,
                asked_for=AskedFor.PROGRAM,
                said=Said.YES,
                heard=Heard.WRITTEN,
                by=by,
                at=way.at,
            )
    return way


def _meeting(way: Way, kind: MeetingKind, planned_at: datetime, by: Actor) -> UUID:
    meeting = act.plan_meeting(
        measure=way.measure,
        kind=kind,
        planned_at=planned_at,
        place="The library, room 2",
        name=way.street.postings[way.officer].user.name,
        by=by,
        at=way.at,
    ).pk
    for name, part in (("The young person", Part.YOUNG_PERSON), ("A parent", Part.GUARDIAN)):
        act.add_participant(meeting=meeting, name=name, part=part, by=by, at=way.at)
    worker = way.street.postings["lund"].user
    act.add_participant(meeting=meeting, name=worker.name, part=Part.PARTNER, user=worker.pk, by=by, at=way.at)
    return meeting


def _agreed(street: Street, officer: str, days_ago: int) -> tuple[Way, list[UUID]]:
    way = _ready(street, officer, days_ago)
    way.later(1, 3)
    due = day_of(way.at) + timedelta(days=28)
    with street.as_user(officer, way.at) as by:
        meeting = _meeting(way, MeetingKind.AGREEMENT, way.at + timedelta(hours=2), by)
        items = [
            act.agree_on_item(
                meeting=meeting,
                kind=street.kinds[kind].pk,
                words=words,
                due_on=due,
                proof=proof,
                hours=hours,
                helper=helper,
                by=by,
                at=way.at,
            ).pk
            for kind, words, proof, hours, helper in (
                ("Written apology", "A letter, in their own words", "It was sent", None, "A parent"),
                ("Volunteering", "At the food bank on Saturdays", "A sheet signed there", 12, "Pia Lund"),
            )
        ]
        act.note_said(meeting=meeting, words="Was sorry, and said how it came to it.", by=by, at=way.at)
        act.hold_meeting(meeting=meeting, by=by, at=way.at + timedelta(hours=3))
    way.later(3, 6)
    with street.as_user(officer, way.at) as by:
        act.give_to_school(
            measure=way.measure,
            given_to="The school, the vice-principal",
            ground=SchoolGround.REHABILITATION,
            words="Leaves early on two Fridays, for what was agreed",
            needed_until=max(due, day_of(street.now) + timedelta(days=5)),
            by=by,
            at=way.at,
        )
        act.turn_item(item=items[1], turn=ItemTurn.HOURS, hours=4, words="A good first day", by=by, at=way.at)
        act.check_in(measure=way.measure, how=CheckedIn.IN_PERSON, words="Going well, a bit tired", by=by, at=way.at)
    return way, items


def _completed(street: Street, officer: str, days_ago: int) -> None:
    way, items = _agreed(street, officer, days_ago)
    way.later(20, 40)
    with street.as_user(officer, way.at) as by:
        for item in items:
            act.turn_item(item=item, turn=ItemTurn.DONE, words="Well done", by=by, at=way.at)
        act.end_course(measure=way.measure, outcome=Outcome.COMPLETED, by=by, at=way.at)
    if (street.now - way.at).days > 120:
        way.at += timedelta(days=95)
        with street.as_user(officer, way.at) as by:
            act.follow_up(
                measure=way.measure, months=3, since=Since.NOTHING_NEW, words="Still at the food bank", by=by, at=way.at
            )


def _prepares_a_circle(street: Street, officer: str, days_ago: int) -> None:
    way = _ready(street, officer, days_ago)
    with street.as_user(officer, way.at) as by:
        meeting = _meeting(way, MeetingKind.CIRCLE, street.dice.hour_of(day_of(street.now) + timedelta(days=3)), by)
        first = Participant.objects.filter(meeting_id=meeting, part=Part.YOUNG_PERSON).get()
        act.prepare(participant=first.pk, words="Afraid of crying", by=by, at=way.at)


def _took_it_back(street: Street, officer: str, days_ago: int) -> None:
    way = _ready(street, officer, days_ago)
    way.later(2, 5)
    with street.as_user(officer, way.at) as by:
        act.note_answer(
            measure=way.measure,
            who=Who.YOUNG_PERSON,
            asked_for=AskedFor.PROGRAM,
            said=Said.WITHDRAWN,
            heard=Heard.ORAL,
            words="I'd rather have it decided",
            by=by,
            at=way.at,
        )
