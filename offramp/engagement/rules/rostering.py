"""Who can go to an event, and who rather: pure rules and sums over facts that were read before.

Each rule answers with reasons, so that a page, a mail and a proposal kept for later say it in the same words.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from statistics import fmean
from typing import Final
from uuid import UUID

from django.utils import timezone

from offramp.engagement.enums import Course, Level
from offramp.engagement.rules.reasons import SPEAKS, Code, Reason, counted

SAME_NEIGHBOURHOOD_MINUTES: Final = 10
SAME_BRANCH_MINUTES: Final = 25
ELSEWHERE_MINUTES: Final = 45
"""Our reading of travel between two events, parking and walking included; no map is asked. Unknown is elsewhere."""
UNDERSTOOD: Final = frozenset({"eng"})
"""Languages every member speaks: nobody is preferred for them."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when; the end is no part of it."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Span") -> bool:
        """Return whether the two have a moment in common."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Weekly:
    """A span of local time in every week; at or before its start, the end is on the next day."""

    weekday: int
    starts: time
    ends: time
    first_on: date | None = None
    last_on: date | None = None

    def spans(self, first: date, last: date) -> Iterator[Span]:
        """Return the spans that begin on the days from first to last, both included."""
        first, last = max(first, self.first_on or first), min(last, self.last_on or last)
        day = first + timedelta(days=(self.weekday - first.weekday()) % 7)
        while day <= last:
            until = day if self.ends > self.starts else day + timedelta(days=1)
            yield Span(_moment(day, self.starts), _moment(until, self.ends))
            day += timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Where:
    """In which part of the city; may be unknown."""

    neighbourhood: UUID | None = None
    branch: UUID | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A place somebody holds at an event."""

    occasion: UUID
    span: Span
    where: Where = Where()


@dataclass(frozen=True)
class Occasion:
    """An accepted event and what it needs. members: who holds a place at it now."""

    id: UUID
    starts_at: datetime
    minutes: int
    where: Where = Where()
    languages: Collection[str] = ()
    communities: Collection[str] = ()
    courses: Collection[Course] = ()
    at_least: int = 1
    at_most: int = 2
    organisation: UUID | None = None
    members: frozenset[UUID] = frozenset()

    @cached_property
    def span(self) -> Span:
        """Return when it is, in UTC: clocks that change in between do not make it longer."""
        starts = self.starts_at.astimezone(UTC)
        return Span(starts, starts + timedelta(minutes=self.minutes))

    @cached_property
    def day(self) -> date:
        """Return the day it begins, as the city's clocks show it."""
        return _day(self.starts_at)


@dataclass(frozen=True)
class Candidate:
    """A member, with all that the rules ask about them.

    courses: each training with the last day it holds, None where it does not end. absences: those of the period,
    once each; weekly ones stand apart. held: the places they hold, this event's own may be among them. load_month:
    other places in the month of the event; load_year: in its year. visits: by organisation, how often they were
    there. wishes, declined: the events they signed up for, and those they said no to or dropped out of.
    """

    id: UUID
    name: str
    languages: Mapping[str, Level] = field(default_factory=dict)
    communities: Collection[str] = ()
    courses: Mapping[Course, date | None] = field(default_factory=dict)
    absences: Sequence[Span] = ()
    weekly: Sequence[Weekly] = ()
    held: Sequence[Held] = ()
    wished_load: int = 2
    load_month: int = 0
    load_year: int = 0
    visits: Mapping[UUID, int] = field(default_factory=dict)
    mentor: UUID | None = None
    is_newcomer: bool = False
    wishes: frozenset[UUID] = frozenset()
    declined: frozenset[UUID] = frozenset()
    division: UUID | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate for one event: whether they can go, the points, why, and why not."""

    candidate: Candidate
    why: tuple[Reason, ...]
    why_not: tuple[Reason, ...]

    @property
    def can_go(self) -> bool:
        """Return whether no hard rule stands against it."""
        return not self.why_not

    @property
    def points(self) -> int:
        """Return the points of all reasons together."""
        return sum(reason.points for reason in self.why)


def rank(occasion: Occasion, candidates: Collection[Candidate]) -> list[Ranked]:
    """Return who should go to an event: those who can first, the most points first, each with why and why not."""
    average, company = average_load(candidates), company_at(occasion, candidates)
    ranked = [
        Ranked(one, why(occasion, one, average=average, company=company), why_not(occasion, one)) for one in candidates
    ]
    return sorted(
        ranked, key=lambda one: (not one.can_go, -one.points, one.candidate.name.casefold(), one.candidate.id)
    )


def why_not(occasion: Occasion, candidate: Candidate) -> tuple[Reason, ...]:
    """Return the hard rules that stand against it; none where they can go."""
    return (
        *check_is_there(occasion, candidate),
        *check_is_free(occasion, candidate),
        *check_one_place_at_a_time(occasion, candidate),
        *check_is_trained(occasion, candidate),
    )


def why(
    occasion: Occasion, candidate: Candidate, *, average: float, company: Collection[Candidate] = ()
) -> tuple[Reason, ...]:
    """Return what speaks for them and against, in points, as the roster is now.

    average: events in the year of a candidate, on average. company: who holds a place at it now.
    """
    others = [held.span for held in candidate.held if held.occasion != occasion.id]
    return (
        *lasting(occasion, candidate, average=average),
        *by_company(candidate, company),
        *by_load(candidate.load_month, candidate.wished_load),
        *by_rest(occasion.day, {_day(span.starts_at) for span in others}),
    )


def check_is_there(occasion: Occasion, candidate: Candidate) -> Iterator[Reason]:
    """Return whether they have left by then, or said no to this event."""
    if candidate.left_at is not None and candidate.left_at <= occasion.span.starts_at:
        yield Reason(Code.LEFT)
    if occasion.id in candidate.declined:
        yield Reason(Code.SAID_NO)


def check_is_free(occasion: Occasion, candidate: Candidate) -> Iterator[Reason]:
    """Return whether they said that they are not available then, once or in every week."""
    before = occasion.day - timedelta(days=1)
    until = _day(occasion.span.ends_at)
    weekly = (span for one in candidate.weekly for span in one.spans(before, until))
    if any(span.meets(occasion.span) for span in (*candidate.absences, *weekly)):
        yield Reason(Code.AWAY)


def check_one_place_at_a_time(occasion: Occasion, candidate: Candidate) -> Iterator[Reason]:
    """Return the first place they hold that leaves no time to come from it, or to go to it."""
    for held in candidate.held:
        if held.occasion == occasion.id:
            continue
        found = clash(occasion.span, occasion.where, held.span, held.where)
        if found is not None:
            yield found
            return


def check_is_trained(occasion: Occasion, candidate: Candidate) -> Iterator[Reason]:
    """Return each training they lack, or that no longer holds on that day."""
    for course in occasion.courses:
        if course not in candidate.courses:
            yield Reason(Code.UNTRAINED, facts={"course": str(course)})
            continue
        last = candidate.courses[course]
        if last is not None and last < occasion.day:
            yield Reason(Code.EXPIRED, facts={"course": str(course), "day": last.isoformat()})


def clash(one: Span, here: Where, other: Span, there: Where) -> Reason | None:
    """Return why nobody can be at both, if so: at one time, or without time for the way."""
    if one.meets(other):
        return Reason(Code.ELSEWHERE)
    way = travel_minutes(here, there)
    between = max(one.starts_at, other.starts_at) - min(one.ends_at, other.ends_at)
    free = int(between.total_seconds() // 60)
    return Reason(Code.TRAVEL, facts={"free": free, "way": way}) if free < way else None


def travel_minutes(here: Where, there: Where) -> int:
    """Return how many minutes the way takes, as we read it."""
    if here.neighbourhood is not None and here.neighbourhood == there.neighbourhood:
        return SAME_NEIGHBOURHOOD_MINUTES
    if here.branch is not None and here.branch == there.branch:
        return SAME_BRANCH_MINUTES
    return ELSEWHERE_MINUTES


def lasting(occasion: Occasion, candidate: Candidate, *, average: float) -> Iterator[Reason]:
    """Return what counts whatever else is on the roster: languages, wishes, acquaintance, nearness, the year."""
    yield from _by_language(occasion, candidate)
    if occasion.id in candidate.wishes:
        yield counted(Code.WISHED)
    times = candidate.visits.get(occasion.organisation, 0) if occasion.organisation else 0
    if times:
        yield counted(Code.KNOWS_THEM, times, times=times)
    shared = _shared(occasion.communities, candidate.communities)
    if shared:
        yield counted(Code.KNOWS_COMMUNITY, communities=", ".join(shared))
    if candidate.division is not None and candidate.division == occasion.where.branch:
        yield counted(Code.NEAR)
    steps = round(average - candidate.load_year)
    if steps:
        code = Code.FEWER_THIS_YEAR if steps > 0 else Code.MORE_THIS_YEAR
        yield counted(code, abs(steps), reached=candidate.load_year)


def by_load(reached: int, wished: int) -> Iterator[Reason]:
    """Return what one more event in the month counts: less with each, and against it beyond what they wished."""
    if reached < wished:
        yield counted(Code.BELOW_WISH, wished - reached, reached=reached, wished=wished)
    else:
        yield counted(Code.ABOVE_WISH, reached - wished + 1, reached=reached, wished=wished)


def by_rest(day: date, others: Collection[date]) -> Iterator[Reason]:
    """Return what speaks against an event on a day, from the days of other events."""
    if day in others:
        yield counted(Code.SAME_DAY)
    if {day - timedelta(days=1), day + timedelta(days=1)} & set(others):
        yield counted(Code.DAY_BESIDE)


def by_company(candidate: Candidate, company: Collection[Candidate]) -> Iterator[Reason]:
    """Return whether a newcomer goes with their mentor, or a mentor with their newcomer."""
    if candidate.is_newcomer and candidate.mentor in {other.id for other in company}:
        yield counted(Code.WITH_MENTOR)
    if any(other.is_newcomer and other.mentor == candidate.id for other in company):
        yield counted(Code.WITH_NEWCOMER)


def average_load(candidates: Collection[Candidate]) -> float:
    """Return how many events a candidate had this year, on average."""
    return fmean(one.load_year for one in candidates) if candidates else 0.0


def company_at(occasion: Occasion, candidates: Collection[Candidate]) -> list[Candidate]:
    """Return those who hold a place at an event now."""
    return [one for one in candidates if one.id in occasion.members]


def _by_language(occasion: Occasion, candidate: Candidate) -> Iterator[Reason]:
    asked = sorted(set(occasion.languages) - UNDERSTOOD)
    for level, code in SPEAKS.items():
        spoken = [language for language in asked if candidate.languages.get(language) == level]
        if spoken:
            yield counted(code, len(spoken), languages=spoken)


def _shared(some: Collection[str], others: Collection[str]) -> list[str]:
    known = {one.casefold() for one in others}
    return sorted(one for one in some if one.casefold() in known)


def _moment(day: date, at: time) -> datetime:
    """Return a moment of the city's clocks in UTC: two of one zone would be compared by what the clocks show."""
    return datetime.combine(day, at, tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def _day(at: datetime) -> date:
    return timezone.localdate(at, timezone.get_default_timezone())
