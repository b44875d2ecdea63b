"""Whose word is due when: for each desk, and for the list of one's own people."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, DateTimeField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast, Least

from offramp.access.enums import Category
from offramp.casework.enums import Phase
from offramp.casework.models import PhaseChange, Seat
from offramp.casework.queries.care_team import own_seats
from offramp.casework.queries.plan import due_day, follow_up_words, open_follow_ups, open_steps
from offramp.kernel.identity import Viewer
from offramp.kernel.reading import not_shown
from offramp.people.queries import reminders_stopped

CASELOAD_PAGE = 25
MOST = 50


@dataclass(frozen=True, slots=True)
class Promise:
    """Something the viewer gave their word for. `step` or `follow_up` says what; `due` is empty if no day was said."""

    person: UUID
    words: str
    due: datetime | date | None
    goal: str = ""
    step: UUID | None = None
    follow_up: UUID | None = None


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One of the viewer's people. `phase` is empty without a case; `due` is the oldest promise to them."""

    person: UUID
    since: datetime
    is_lead: bool
    phase: str
    due: datetime | None
    is_stopped: bool

    @property
    def phase_label(self) -> str:
        return str(Phase(self.phase).label) if self.phase else ""


def promises_of(viewer: Viewer, *, most: int = MOST, until: date | None = None) -> list[Promise]:
    """Return the oldest of what the viewer promised and has not done, to people who live and whose case goes on.

    until: what is due by that day, or on no day.
    """
    mine = open_steps().filter(promised_by=viewer.id).select_related("goal")
    asks = open_follow_ups().filter(promised_by=viewer.id)
    if until:
        mine = mine.filter(Q(due_at__isnull=True) | Q(due_at__date__lte=until))
        asks = asks.filter(due_on__lte=until)
    stopped = reminders_stopped({*mine.values_list("person", flat=True), *asks.values_list("person", flat=True)})
    steps = mine.exclude(person__in=stopped).order_by(F("due_at").asc(nulls_last=True), "id")[:most]
    follow_ups = asks.exclude(person__in=stopped).order_by("due_on", "id")[:most]
    with not_shown("the oldest of both are chosen, and noted below"):
        found = [
            *((Promise(s.person_id, s.words, s.due_at, goal=s.goal.words, step=s.pk), s.category) for s in steps),
            *(
                (Promise(ask.person_id, follow_up_words(ask.day), ask.due_on, follow_up=ask.pk), Category.PLAN)
                for ask in follow_ups
            ),
        ]
    found = sorted(found, key=_oldest_first)[:most]
    for promise, category in found:
        viewer.show(promise.person, category)
    return [promise for promise, _category in found]


def _oldest_first(found: tuple[Promise, str]) -> tuple[bool, tuple[date, bool, str]]:
    due = found[0].due
    return due is None, due_day(due or date.max)


def caseload(viewer: Viewer, *, start: int = 0, size: int = CASELOAD_PAGE) -> list[CaseloadRow]:
    """Return one page, and one row more, of the people on whose care team the viewer sits, oldest promise first.

    Of the unit in whose office they act alone. No promise to somebody who died counts.
    """
    mine = own_seats(viewer.actor)
    stopped = reminders_stopped(set(mine.values_list("person", flat=True)))
    with not_shown("one row more tells that there is a next page; those of this one are noted below"):
        found = [
            CaseloadRow(person, since, is_lead, phase or "", oldest, is_stopped=person in stopped)
            for person, since, is_lead, phase, oldest in _told(mine, stopped)[start : start + size + 1]
        ]
    for row in found[:size]:
        viewer.show(row.person, Category.PLAN)
    return found


def _told(seats: QuerySet[Seat], stopped: set[UUID]) -> QuerySet[Seat, tuple[UUID, datetime, bool, str, datetime]]:
    """Return each seat as person, since, whether it leads, phase and oldest promise; by that promise."""
    same = {"person": OuterRef("person")}
    steps = open_steps().filter(due_at__isnull=False, **same).order_by("due_at").values("due_at")[:1]
    asks = open_follow_ups().filter(**same).order_by("due_on").values(moment=Cast("due_on", DateTimeField()))[:1]
    phases = PhaseChange.objects.filter(**same).order_by("-at", "-id").values("phase")[:1]
    oldest = Case(
        When(person__in=stopped, then=None),
        default=Least(Subquery(steps), Subquery(asks)),
        output_field=DateTimeField(),
    )
    told = seats.annotate(phase=Subquery(phases), oldest=oldest)
    told = told.order_by(F("oldest").asc(nulls_last=True), "starts_at", "id")
    return told.values_list("person", "starts_at", "is_lead", "phase", "oldest")
