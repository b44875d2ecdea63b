"""How a case goes over to a long-term program, and how it ends."""

from datetime import datetime, timedelta
from typing import Any

from offramp.casework.enums import FOLLOW_UP_DAYS, CheckIn, ClosureOutcome, GoalOutcome
from offramp.config.city.lives.cases.person import Course
from offramp.config.city.moments import day_of
from offramp.config.city.script import Due, Ref
from offramp.config.city.words.notes import STATUS_REASONS
from offramp.config.city.words.plans import CLOSING_WORDS
from offramp.directory.models import Service
from offramp.people.enums import Status

OTHER_ENDS = (
    (ClosureOutcome.GOALS_MET, None),
    (ClosureOutcome.GOALS_MET, None),
    (ClosureOutcome.LOST_CONTACT, Status.MISSING),
    (ClosureOutcome.LOST_CONTACT, None),
    (ClosureOutcome.DECLINED, Status.DECLINED),
    (ClosureOutcome.MOVED, Status.MOVED),
    (ClosureOutcome.IN_CUSTODY, Status.IN_CUSTODY),
)
IN_THEIR_WORDS = {ClosureOutcome.INDEPENDENT, ClosureOutcome.GOALS_MET}


def hand_over(course: Course, length: int) -> None:
    """Hand over to a long-term program that took them, go along to the first appointment, and ask how it goes."""
    dice, program = course.dice, _program(course)
    if program is None or course.taken_at is None or not dice.maybe(0.8):
        return
    at = dice.days_after(course.taken_at, 5, 20)
    handing = course.life.step(
        "casework.hand_over", course.navigator, at, "hand-over", case=Ref("case"), service=program.pk
    )
    course.kept_at = dice.days_after(at, 3, 14)
    noted = dice.minutes_after(course.kept_at, 60, 240)
    course.life.step("casework.note_first_kept", course.navigator, noted, transition=handing, kept_at=course.kept_at)
    for day in FOLLOW_UP_DAYS:
        asked = dice.hour_of(day_of(course.kept_at) + timedelta(days=day + dice.randint(0, 2)))
        if not course.goes_on and (day > length or dice.maybe(0.1)):
            break
        found = dice.one((CheckIn.WELL, CheckIn.WELL, CheckIn.WELL, CheckIn.NOT_REACHED, CheckIn.WANTS_HELP))
        follow_up = Due("follow_up", "case", day)
        course.life.step("casework.finish_follow_up", course.navigator, asked, follow_up=follow_up, found=found)


def _program(course: Course) -> Service | None:
    return course.taken_by if course.taken_by is not None and course.taken_by.is_long_term else None


def end(course: Course, at: datetime) -> None:
    """End the case, its goals before it, and whatever would have come after."""
    course.life.ends(at)
    dice, outcome, status = course.dice, ClosureOutcome.INDEPENDENT, None
    if not course.life.gave("hand-over") or course.kept_at is None or course.kept_at > at:
        outcome, status = dice.one(OTHER_ENDS)
        if dice.maybe(0.03):
            outcome, status = ClosureOutcome.DECEASED, Status.DECEASED
    for label, _, set_at in course.plans:
        if set_at <= at:
            at = dice.minutes_after(at, 1, 2)
            goal = Ref(label)
            course.life.step("casework.end_goal", course.navigator, at, goal=goal, outcome=_reached(course, outcome))
    if status is not None and not _is_away(course, status):
        at = dice.minutes_after(at, 1, 4)
        reason, about = STATUS_REASONS.get(status, ""), course.person
        course.life.step("people.set_status", course.navigator, at, person=about, status=status, reason=reason)
    if course.life.gave("card"):
        at = dice.minutes_after(at, 1, 3)
        course.life.step("people.put_card_away", course.navigator, at, card=Ref("card"))
    words = dice.one(CLOSING_WORDS) if outcome in IN_THEIR_WORDS else ""
    last = dice.minutes_after(at, 1, 9)
    closing: dict[str, Any] = {"outcome": outcome, "words": words, "ends_team": True}
    course.life.step("casework.close_case", course.navigator, last, case=Ref("case"), **closing)


def _reached(course: Course, outcome: ClosureOutcome) -> GoalOutcome:
    if outcome in IN_THEIR_WORDS:
        return course.dice.one((GoalOutcome.ACHIEVED, GoalOutcome.ACHIEVED, GoalOutcome.PARTLY))
    return course.dice.one((GoalOutcome.NOT_ACHIEVED, GoalOutcome.DROPPED, GoalOutcome.PARTLY))


def _is_away(course: Course, status: Status) -> bool:
    """Return whether that is their status already: then it is not set again."""
    changes = [step for step in course.life.steps if step.verb == "people.set_status"]
    return bool(changes) and changes[-1].arguments["status"] == status
