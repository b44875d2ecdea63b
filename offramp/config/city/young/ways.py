"""Ways of young people through the program: some wait, some go on, some ended, well or not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from offramp.config.city.moments import day_of, local
from offramp.config.city.young.street import YOUTH_OFFICERS, Street, considered
from offramp.desk.actions.offering import Wish, offer_help
from offramp.diversion import actions as act
from offramp.diversion import queries
from offramp.diversion.enums import (
    AskedFor,
    CheckedIn,
    Heard,
    Identity,
    ItemTurn,
    MeasureType,
    MeetingKind,
    Outcome,
    Part,
    Reached,
    Said,
    SchoolGround,
    Since,
    Who,
)
from offramp.diversion.models import Course, Participant
from offramp.kernel.identity import Actor

NEEDS: Final = (
    "Somebody to do homework with on weekday evenings",
    "A quiet place; home is full since the cousins came",
    "To get back on the team, and a way there",
)
STRENGTHS: Final = ("Draws very well", "Good with small children", "Repairs bicycles")
DESCRIBED: Final[tuple[list[Identity], ...]] = (
    [],  # they did not wish to say
    [],
    [Identity.METIS],
    [Identity.FIRST_NATIONS],
    [Identity.FIRST_NATIONS, Identity.METIS],
    [Identity.NOT_INDIGENOUS],
    [Identity.NOT_INDIGENOUS],
)


def ways(street: Street) -> None:
    """Write every way, up to the present."""
    for days in (1, 2):
        considered(street, days, MeasureType.REFERRAL)  # waits to be taken on
    considered(street, 1, MeasureType.SANCTION)
    for officer in YOUTH_OFFICERS:
        _offered_help(_reviewed(street, officer, 9), is_wanted=officer == "whitebear")
        _changed(*_agreed(street, officer, 30))
        _agreed(street, officer, 24, MeasureType.SANCTION)
        for days_ago in (160, 300, 470):
            _completed(_agreed(street, officer, days_ago)[0])
        _changed_and_completed(street, officer)
    _prepares_a_circle(street, "whitebear", 16)
    _took_it_back(street, "ferrante", 60)
    _stayed_away(_agreed(street, "ferrante", 50, MeasureType.SANCTION)[0])


def _changed_and_completed(street: Street, officer: str) -> None:
    """Write a sanction whose agreement was changed on its way, completed, with something new since."""
    way, items = _agreed(street, officer, 440, MeasureType.SANCTION)
    _changed(way, items)
    _completed(way, Since.SOMETHING_NEW)


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


def _taken(street: Street, officer: str, days_ago: int, decision: MeasureType) -> Way:
    measure = considered(street, days_ago, decision)
    way = Way(street, officer, measure.pk, measure.at)
    way.later(1, 2)
    with street.as_user(officer, way.at) as by:
        act.take_on(course=Course.objects.get(measure=measure).pk, by=by, at=way.at)
    return way


def _reviewed(street: Street, officer: str, days_ago: int, decision: MeasureType = MeasureType.REFERRAL) -> Way:
    way = _taken(street, officer, days_ago, decision)
    way.later(1, 2)
    with street.as_user(officer, way.at) as by:
        act.review(measure=way.measure, is_taken=True, words="Fits: the first time, and no violence", by=by, at=way.at)
        words = "They know now, and want to come along"
        act.note_contact(measure=way.measure, reached=Reached.IN_PERSON, words=words, by=by, at=way.at)
    return way


def _ready(street: Street, officer: str, days_ago: int, decision: MeasureType = MeasureType.REFERRAL) -> Way:
    way = _reviewed(street, officer, days_ago, decision)
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
        if identities := street.dice.one(DESCRIBED):
            act.describe(measure=way.measure, identities=identities, by=by, at=way.at)
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


def _agreed(
    street: Street, officer: str, days_ago: int, decision: MeasureType = MeasureType.REFERRAL
) -> tuple[Way, list[UUID]]:
    way = _ready(street, officer, days_ago, decision)
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


def _changed(way: Way, items: list[UUID]) -> None:
    """Let everybody agree to less hours with other help, and to drop what fits no longer."""
    way.later(2, 4)
    all_agree = [Part.YOUNG_PERSON, Part.GUARDIAN]
    with way.street.as_user(way.officer, way.at) as by:
        act.turn_item(
            item=items[1],
            turn=ItemTurn.CHANGED,
            words="Practice begins again on Saturdays",
            due_on=day_of(way.at) + timedelta(days=28),
            new_words="At the food bank after school",
            new_hours=8,
            new_helper="A coach",
            agreed_by=all_agree,
            by=by,
            at=way.at,
        )
        words = "The shop would rather not be written to"
        act.turn_item(item=items[0], turn=ItemTurn.DROPPED, words=words, agreed_by=all_agree, by=by, at=way.at)


def _completed(way: Way, since: Since = Since.NOTHING_NEW) -> None:
    way.later(15, 20)
    street = way.street
    with street.as_user(way.officer, way.at) as by:
        for item in queries.items_of(way.measure):
            if item.is_open:
                act.turn_item(item=item.item.pk, turn=ItemTurn.DONE, words="Well done", by=by, at=way.at)
        act.end_course(measure=way.measure, outcome=Outcome.COMPLETED, by=by, at=way.at)
    with street.as_user(way.officer, way.at):
        due = queries.follow_ups_due(way.measure)
    for months, day in due.items():
        way.at = local(day + timedelta(days=1), 15)
        if way.at < street.now - timedelta(days=20):
            with street.as_user(way.officer, way.at) as by:
                words = "Still at the food bank" if since == Since.NOTHING_NEW else "A fight at school"
                act.follow_up(measure=way.measure, months=months, since=since, words=words, by=by, at=way.at)


def _stayed_away(way: Way) -> None:
    """Let a way end a few days ago, without being completed: whoever considered it decides again."""
    way.at = way.street.ago(4)
    words = "Came to no check-in since the second week"
    with way.street.as_user(way.officer, way.at) as by:
        act.check_in(measure=way.measure, how=CheckedIn.MISSED, words="Nobody came", by=by, at=way.at)
        act.end_course(measure=way.measure, outcome=Outcome.NOT_COMPLETED, words=words, by=by, at=way.at)


def _offered_help(way: Way, *, is_wanted: bool) -> None:
    """Offer HELP: one wants it and is referred to the unit for young people, another doesn't now."""
    wish = Wish(
        person_name="A young person",
        reach="780-555-0131",
        place="The library",
        branch=way.street.branches[0].pk,
        words="Somebody to talk to who is not the police",
        team=way.street.young_team,
    )
    with way.street.as_user(way.officer, way.at) as by:
        offer_help(
            wish=wish if is_wanted else None,
            guardian_said=Said.YES if is_wanted else Said.NOT_ASKED,
            heard=Heard.ORAL,
            measure=way.measure,
            by=by,
            at=way.at,
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
