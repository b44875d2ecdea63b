"""What stands in the record of a young person's way, for one of them or for a list, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from offramp.diversion.enums import (
    AGREED_BY_ALL,
    ENDS_AN_ITEM,
    AskedFor,
    HowItWent,
    ItemTurn,
    Part,
    Said,
    StepKind,
    Who,
)
from offramp.diversion.models import (
    Agreeing,
    Course,
    Ending,
    FollowUp,
    GuardianContact,
    Item,
    ItemEvent,
    Meeting,
    MeetingOver,
    Needs,
    ProgramStep,
    Review,
    StepDone,
    YoungPerson,
)
from offramp.diversion.models.base import MeasureRow
from offramp.diversion.rules import OLDEST, Step, age_on, follow_up_days, steps_of
from offramp.kernel.reading import not_shown
from offramp.kernel.sealed import key_store

R = TypeVar("R", bound=MeasureRow)


@dataclass(frozen=True, slots=True)
class AgreedItem:
    """An item of an agreement as it was changed last, with what became of it.

    changes: what was agreed before it was changed or dropped, each time; the oldest first.
    """

    item: Item
    words: str
    hours: int | None
    helper: str
    due_on: date
    hours_done: int
    last: str
    is_open: bool
    changes: list["Changed"]

    @property
    def last_in_words(self) -> str:
        """Return what became of it, in words; empty where nothing was written down yet."""
        return str(ItemTurn(self.last).label) if self.last else ""


@dataclass(frozen=True, slots=True)
class Changed:
    """What was agreed until it was changed or dropped: when that was, why, and who said yes to it."""

    words: str
    hours: int | None
    helper: str
    due_on: date
    event: ItemEvent

    @property
    def agreed_by(self) -> str:
        """Return who said yes to the change, in words."""
        return ", ".join(str(Part(each).label) for each in self.event.agreed_by)


@dataclass(slots=True)
class Facts:
    """What was written down of one young person's way."""

    review: Review | None = None
    contacts: list[GuardianContact] = field(default_factory=list)
    needs: Needs | None = None
    answers: list[Agreeing] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    over: dict[UUID, str] = field(default_factory=dict)
    """Whether each meeting that is over was held or called off."""
    items: list[AgreedItem] = field(default_factory=list)
    by_hand: set[UUID] = field(default_factory=set)
    decides_alone: bool = False
    """They are eighteen by now, so a guardian's word against it does not count. Asked where there is one."""
    ending: Ending | None = None
    follow_ups: list[FollowUp] = field(default_factory=list)

    @property
    def newest_answers(self) -> dict[tuple[str, str], str]:
        """Return the newest answer of each who was asked, to each thing."""
        return {(row.who, row.asked_for): row.said for row in self.answers}

    def answers_to(self, what: AskedFor) -> dict[str, str]:
        """Return the newest answer of each whose word counts: from eighteen on the young person's alone."""
        told = {who: said for (who, asked_for), said in self.newest_answers.items() if asked_for == what}
        return {who: said for who, said in told.items() if who == Who.YOUNG_PERSON or not self.decides_alone}

    @property
    def all_agree(self) -> bool:
        """Say whether the young person agreed to do the program, and nobody's newest answer is another than yes."""
        told = self.answers_to(AskedFor.PROGRAM)
        return told.get(Who.YOUNG_PERSON) == Said.YES and set(told.values()) == {Said.YES}

    @property
    def all_agree_to_items(self) -> bool:
        """Say whether all agree to do the program, and nobody who was asked about the items says other than yes."""
        return self.all_agree and set(self.answers_to(AskedFor.AGREEMENT).values()) <= {Said.YES}

    @property
    def planned(self) -> list[Meeting]:
        """Return the meetings that were neither held nor called off."""
        return [meeting for meeting in self.meetings if meeting.pk not in self.over]

    def done(self) -> set[str]:
        """Return the kinds of steps that the record shows as done."""
        shown = {
            StepKind.REVIEW: self.review is not None,
            StepKind.GUARDIANS: bool(self.contacts),
            StepKind.NEEDS: self.needs is not None,
            StepKind.ALL_AGREE: self.all_agree,
            StepKind.MEETING: HowItWent.HELD in self.over.values(),
            StepKind.SUPPORT: bool(self.items) and not any(each.is_open for each in self.items),
            StepKind.COMPLETION: self.ending is not None,
        }
        return {kind for kind, holds in shown.items() if holds}

    def steps(self, of_program: Iterable[ProgramStep]) -> list[Step]:
        """Return the steps of the program, with which are done and which is next."""
        return steps_of(of_program, done=self.done(), by_hand=self.by_hand, ended=self.ending is not None)

    def follow_ups_due(self, months: Iterable[int], *, ends_at: datetime) -> dict[int, date]:
        """Return on which day each follow-up is due; none while the way goes on, nor once the record is closed."""
        return follow_up_days(localtime(self.ending.at).date(), months, ends_at=ends_at) if self.ending else {}

    def next_due(self, months: Iterable[int], *, ends_at: datetime) -> tuple[date, str] | None:
        """Return the next day on which something is due, and what: a meeting, an item, a follow-up not written down."""
        told = {row.months for row in self.follow_ups}
        due = [
            (day, ngettext("Follow-up after %(n)d month", "Follow-up after %(n)d months", after) % {"n": after})
            for after, day in self.follow_ups_due(months, ends_at=ends_at).items()
            if after not in told
        ]
        if self.ending is None:
            due += [(localtime(each.planned_at).date(), str(each.get_kind_display())) for each in self.planned]
            due += [(each.due_on, each.words) for each in self.items if each.is_open]
        return min(due, default=None)


def facts_of(measures: Iterable[UUID], *, at: datetime) -> dict[UUID, Facts]:
    """Return what was written down of each record's way, as far as whoever asks may read it."""
    keys = list(measures)
    reviews, contacts = _grouped(Review.objects.all(), keys), _grouped(GuardianContact.objects.all(), keys)
    needs, answers = _grouped(Needs.objects.all(), keys), _grouped(Agreeing.objects.all(), keys)
    meetings, over = _grouped(Meeting.objects.all(), keys), _grouped(MeetingOver.objects.all(), keys)
    items = _grouped(Item.objects.select_related("kind").prefetch_related("events"), keys)
    ticked, endings = _grouped(StepDone.objects.all(), keys), _grouped(Ending.objects.all(), keys)
    follow_ups = _grouped(FollowUp.objects.all(), keys)
    grown_up = of_age([key for key in keys if _is_against(answers[key])], at=at)
    return {
        key: Facts(
            review=_last(reviews[key]),
            contacts=contacts[key],
            needs=_last(needs[key]),
            answers=answers[key],
            meetings=sorted(meetings[key], key=lambda row: row.planned_at),
            over={row.meeting_id: row.how for row in over[key]},
            items=[with_turns(row) for row in items[key]],
            by_hand={row.step_id for row in ticked[key]},
            decides_alone=key in grown_up,
            ending=_last(endings[key]),
            follow_ups=sorted(follow_ups[key], key=lambda row: row.months),
        )
        for key in keys
    }


def _is_against(answers: Iterable[Agreeing]) -> bool:
    """Say whether a guardian ever answered other than yes."""
    return any(row.who == Who.GUARDIAN and row.said != Said.YES for row in answers)


def of_age(measures: Iterable[UUID], *, at: datetime) -> set[UUID]:
    """Return in which records the young person is eighteen by now, and decides alone; none without a birth date."""
    keys, today = list(measures), localtime(at).date()
    if not keys:
        return set()
    key_store().recall(keys)
    with not_shown("read to know whether they decide alone"):
        rows = YoungPerson.objects.filter(measure_id__in=keys).order_by("at", "pk")
        born = {row.measure_id: born_on(row) for row in rows}
    return {key for key, day in born.items() if day and age_on(today, born=day) > OLDEST}


def born_on(known: YoungPerson) -> date | None:
    """Return the birth date that is written in a row, or None where none is known."""
    return date.fromisoformat(known.born) if known.born[:4].isdecimal() else None


def _grouped(rows: "QuerySet[R]", keys: list[UUID]) -> dict[UUID, list[R]]:
    found: dict[UUID, list[R]] = {key: [] for key in keys}
    for row in rows.filter(measure_id__in=keys).order_by("at", "pk"):
        found[row.measure_id].append(row)
    return found


def _last(rows: list[R]) -> R | None:
    return rows[-1] if rows else None


def with_turns(item: Item) -> AgreedItem:
    """Return an item with what became of it."""
    events = list(item.events.all())
    words, hours, helper, due_on = item.words, item.hours, item.helper, item.due_on
    changes = []
    for event in events:
        if event.turn in AGREED_BY_ALL:
            changes.append(Changed(words, hours, helper, due_on, event))
            words, hours = event.new_words or words, event.new_hours or hours
            helper, due_on = event.new_helper or helper, event.due_on or due_on
    return AgreedItem(
        item=item,
        words=words,
        hours=hours,
        helper=helper,
        due_on=due_on,
        hours_done=sum(event.hours or 0 for event in events),
        last=events[-1].turn if events else "",
        is_open=not any(event.turn in ENDS_AN_ITEM for event in events),
        changes=changes,
    )


def steps_of_programs(courses: Iterable[Course]) -> dict[UUID, list[ProgramStep]]:
    """Return the steps of each program that some courses go through, in order."""
    programs = {course.program_id for course in courses}
    steps = ProgramStep.objects.filter(program_id__in=programs, is_used=True)
    return {program: [step for step in steps if step.program_id == program] for program in programs}
