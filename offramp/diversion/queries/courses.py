"""Which referrals wait, which cases an officer has, and how far each is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from offramp.access.enums import MeasuresCategory
from offramp.diversion.enums import Purpose, StepKind
from offramp.diversion.models import (
    Course,
    Ending,
    Item,
    ItemKind,
    Meeting,
    MeetingOver,
    Participant,
    ProgramStep,
    StepDone,
    TakenOn,
    YoungPerson,
)
from offramp.diversion.queries.facts import AgreedItem, Facts, facts_of, steps_of_programs, with_turns
from offramp.diversion.queries.opening import with_purpose
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.reading import not_shown
from offramp.kernel.sealed import key_store

M = MeasuresCategory
CASES_AT_ONCE = 20
TAKEN_ON_WITHIN = timedelta(days=2)
"""How soon what waits should be taken on. Ours."""


def take_on_by(course: Course) -> datetime:
    """Return until when what waits should be taken on."""
    return course.at + TAKEN_ON_WITHIN


def waiting() -> QuerySet[Course]:
    """Return the referrals and sanctions that nobody has taken on, the oldest first. They name nobody."""
    taken = TakenOn.objects.filter(measure_id=OuterRef("measure_id"))
    return Course.objects.filter(~Exists(taken)).select_related("program", "branch").order_by("at", "pk")


def holder_of(measure: UUID) -> UUID | None:
    """Return who has a case now, or None while it waits."""
    held = TakenOn.objects.filter(measure_id=measure).order_by("-at", "-pk").first()
    return held.officer_id if held else None


def has_case(by: Actor, measure: UUID) -> bool:
    """Say whether an actor has a case now."""
    return by.is_known and holder_of(measure) == by.id


def course_of(measure: UUID) -> Course | None:
    """Return the way through a program that belongs to a record, or None where none belongs to it."""
    return Course.objects.select_related("program", "branch").filter(measure_id=measure).first()


def outcome_of(measure: UUID) -> str:
    """Return how a young person's way ended; empty while it goes on."""
    with not_shown("read to decide whether something may still be written"):
        ending = Ending.objects.filter(measure_id=measure).first()
        return ending.outcome if ending else ""


def items_of(measure: UUID) -> list[AgreedItem]:
    """Return what was agreed for a record, in the order it was agreed, with what became of each."""
    found = Item.objects.filter(measure_id=measure).select_related("kind").prefetch_related("events")
    return [with_turns(row) for row in found.order_by("at", "pk")]


def items_of_meeting(meeting: UUID) -> list[AgreedItem]:
    """Return what was agreed in one meeting, for its participants."""
    found = Item.objects.filter(meeting_id=meeting).select_related("kind").prefetch_related("events")
    return [with_turns(row) for row in found]


def item(pk: UUID) -> Item:
    """Return an item that is open to whoever asks; refuse everybody else."""
    found = Item.objects.filter(pk=pk).first()
    if found is None:
        raise NotPermitted(_("This is not open to you."))
    return found


def item_kind(measure: UUID, kind: UUID) -> ItemKind | None:
    """Return a kind of item that the program of a record has now, or None."""
    course = course_of(measure)
    return ItemKind.objects.filter(pk=kind, program=course.program, is_used=True).first() if course else None


def steps_by_hand(measure: UUID) -> set[UUID]:
    """Return the steps of a record's program that are ticked off by hand and are not done."""
    course = course_of(measure)
    if course is None:
        return set()
    done = StepDone.objects.filter(measure_id=measure).values_list("step_id", flat=True)
    wanted = ProgramStep.objects.filter(program=course.program, kind=StepKind.OTHER, is_used=True)
    return set(wanted.exclude(pk__in=done).values_list("pk", flat=True))


def follow_ups_due(measure: UUID) -> dict[int, date]:
    """Return on which day each follow-up of a record is due; none while its way goes on."""
    course = course_of(measure)
    ending = Ending.objects.select_related("measure").filter(measure_id=measure).first()
    if course is None or ending is None:
        return {}
    return Facts(ending=ending).follow_ups_due(course.program.follow_up_months, ends_at=ending.measure.ends_at)


def meetings_planned(measure: UUID) -> QuerySet[Meeting]:
    """Return the meetings of a record that were neither held nor called off."""
    over = MeetingOver.objects.filter(meeting_id=OuterRef("pk"))
    return Meeting.objects.filter(~Exists(over), measure_id=measure)


def meetings_with(by: Actor) -> set[UUID]:
    """Return the meetings in which an actor takes part by their account."""
    return set(Participant.objects.filter(user_id=by.user).values_list("meeting_id", flat=True))


@dataclass(frozen=True, slots=True)
class Case:
    """One line of a youth officer's cases: who, in which program, which step is next, what is due on which day."""

    course: Course
    next_step: str
    due_on: date | None
    due: str
    outcome: str
    closes_at: datetime
    name: str = ""


def cases_of(viewer: Viewer, *, at: datetime, only: Callable[[Case], bool] = lambda _case: True) -> list[Case]:
    """Return the cases a youth officer has, by what is due first: all, or those that are wanted."""
    return _shown(viewer, filter(only, _in_order(viewer.actor, at)))


def page_of_cases(viewer: Viewer, number: str | None, *, at: datetime) -> Page[Case]:
    """Return a page of the cases a youth officer has, by what is due first."""
    page = Paginator(_in_order(viewer.actor, at), CASES_AT_ONCE).get_page(number)
    page.object_list = _shown(viewer, page.object_list)
    return page


def _in_order(by: Actor, at: datetime) -> list[Case]:
    """Return an officer's cases without names, by what is due first; where nothing is, what has ended comes last."""
    with not_shown("read to put the cases in order: those that are shown are noted by themselves"):
        mine = cases_held_by(by)
        facts = facts_of(mine, at=at)
        courses = list(Course.objects.filter(measure_id__in=mine).select_related("program", "branch", "measure"))
        steps = steps_of_programs(courses)
        found = [_case(course, facts[course.measure_id], steps[course.program_id]) for course in courses]
    return sorted(found, key=lambda case: (case.due_on or date.max, bool(case.outcome), case.course.at))


def _shown(viewer: Viewer, cases: Iterable[Case]) -> list[Case]:
    """Return cases with the names of whose they are; each look is for administering."""
    found = list(cases)
    keys = [case.course.measure_id for case in found]
    with_purpose(viewer, Purpose.ADMINISTERING, keys, M.YOUTH, M.MEASURE, M.PROGRAM)
    names = names_of(keys)
    return [replace(case, name=names.get(case.course.measure_id, "")) for case in found]


def cases_held_by(by: Actor) -> list[UUID]:
    """Return the records of the cases an actor has now."""
    newest = TakenOn.objects.order_by("measure_id", "-at", "-pk").distinct("measure_id")
    return [row.measure_id for row in newest if row.officer_id == by.id]


def _case(course: Course, facts: Facts, steps: list[ProgramStep]) -> Case:
    day, due = facts.next_due(course.program.follow_up_months, ends_at=course.measure.ends_at) or (None, "")
    return Case(
        course=course,
        next_step=next((step.label for step in facts.steps(steps) if step.state == "current"), ""),
        due_on=day,
        due=due,
        outcome=str(facts.ending.get_outcome_display()) if facts.ending else "",
        closes_at=course.measure.ends_at,
    )


def names_of(measures: Iterable[UUID]) -> dict[UUID, str]:
    """Return what each young person is called, as known last."""
    keys = list(measures)
    key_store().recall(keys)
    rows = YoungPerson.objects.filter(measure_id__in=keys).order_by("at", "pk")
    return {row.measure_id: called(row) for row in rows}


def called(row: YoungPerson) -> str:
    """Return a young person's name as one says it."""
    return f"{row.given_name} {row.family_name}".strip()
