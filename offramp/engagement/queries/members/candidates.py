"""What rostering asks about members, as facts: read at once for any number of them, in the same few queries."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from offramp.engagement.enums import HOLDING, Course, Level, Place
from offramp.engagement.models import Absence, Assignment, Member, Particulars, Tongue, Training
from offramp.engagement.queries.members.base import OVER, by_member, on_roster, shown
from offramp.engagement.rules import members as rules
from offramp.engagement.rules.rostering import Candidate, Held, Span, Weekly, Where
from offramp.kernel.identity import Viewer

A_DAY = timedelta(days=1)
NO = frozenset({Place.DECLINED, Place.DROPPED})


def candidates_for(
    viewer: Viewer,
    *,
    starts_at: datetime,
    ends_at: datetime,
    uncounted: Collection[UUID] = (),
    only: Collection[UUID] | None = None,
) -> list[Candidate]:
    """Return who is on the roster, with all that the rules ask about them, for events from starts_at to ends_at.

    All of the events begin in one month of the city's clocks, the one of starts_at. uncounted: the events whose places
    do not count in the loads: the one that is ranked, or all that a month is planned for. only: these members alone.
    Of members, whoever reads gets the private facts that row security opens to them: the coordinator all, a member
    their own.
    """
    rows = on_roster() if only is None else on_roster().filter(pk__in=only)
    found = shown(viewer, rows)
    keys = [row.pk for row in found]
    private = _Private(keys, starts_at, ends_at)
    places = by_member(_places(keys, starts_at, ends_at))
    visits = _visits(keys, starts_at)
    return [
        _candidate(row, private, places.get(row.pk, []), visits.get(row.pk, {}), starts_at, set(uncounted))
        for row in found
    ]


class _Private:
    """What members can, know and wish, by member."""

    def __init__(self, keys: Collection[UUID], starts_at: datetime, ends_at: datetime) -> None:
        day = timezone.localdate(starts_at)
        held = Q(withdrawn_at__isnull=True, member__in=keys)
        now = Q(ends_at__gt=starts_at, starts_at__lt=ends_at) | (
            Q(weekday__isnull=False) & (Q(last_on__isnull=True) | Q(last_on__gte=day - A_DAY))
        )
        self.particulars = {row.member_id: row for row in Particulars.objects.filter(member__in=keys)}
        self.tongues = by_member(Tongue.objects.filter(held))
        self.trainings = by_member(Training.objects.filter(held, done_on__lte=timezone.localdate(ends_at)))
        self.absences = by_member(Absence.objects.filter(held & now))


def _candidate(
    member: Member,
    private: _Private,
    places: list[Assignment],
    visits: Mapping[UUID | None, int],
    starts_at: datetime,
    uncounted: set[UUID],
) -> Candidate:
    wishes = private.particulars.get(member.pk)
    absences = private.absences.get(member.pk, [])
    holding = [row for row in places if row.place in HOLDING]
    counted = [timezone.localdate(row.invitation.starts_at) for row in holding if row.invitation_id not in uncounted]
    today = timezone.localdate(starts_at)
    return Candidate(
        id=member.pk,
        name=member.user.name,
        languages={row.language: Level(row.level) for row in private.tongues.get(member.pk, [])},
        communities=wishes.communities if wishes else [],
        courses=_courses(private.trainings.get(member.pk, [])),
        absences=[Span(row.starts_at, row.ends_at) for row in absences if row.weekday is None],
        weekly=[_weekly(row) for row in absences if row.weekday is not None],
        held=[_held(row) for row in holding],
        wished_load=wishes.wished_load if wishes else rules.USUAL_LOAD,
        load_month=sum((day.year, day.month) == (today.year, today.month) for day in counted),
        load_year=sum(day.year == today.year for day in counted),
        visits={key: times for key, times in visits.items() if key is not None},
        mentor=member.mentor_id,
        is_newcomer=rules.is_newcomer(member.standing, events=sum(visits.values())),
        wishes=_of(places, {Place.WISHED}),
        declined=_of(places, NO),
        division=member.division_id,
        left_at=member.left_at,
    )


def _places(keys: Collection[UUID], starts_at: datetime, ends_at: datetime) -> Iterable[Assignment]:
    """Return every place of a calendar year, and of a day more on both sides of the period."""
    year = Q(invitation__starts_at__year=timezone.localdate(starts_at).year)
    near = Q(invitation__starts_at__gte=starts_at - 2 * A_DAY, invitation__starts_at__lte=ends_at + 2 * A_DAY)
    rows = Assignment.objects.filter(year | near, member__in=keys).exclude(invitation__state__in=OVER)
    return rows.select_related("invitation__neighbourhood")


def _visits(keys: Collection[UUID], before: datetime) -> dict[UUID, dict[UUID | None, int]]:
    rows = Assignment.objects.filter(member__in=keys, place=Place.CONFIRMED, invitation__starts_at__lt=before)
    found: dict[UUID, dict[UUID | None, int]] = {}
    counted = rows.exclude(invitation__state__in=OVER).order_by().values_list("member", "invitation__organisation")
    for member, organisation, times in counted.annotate(times=Count("id")):
        found.setdefault(member, {})[organisation] = times
    return found


def _courses(trainings: Iterable[Training]) -> dict[Course, date | None]:
    """Return until when each course holds: the training that holds longest counts."""
    held: dict[Course, date | None] = {}
    for row in trainings:
        course = Course(row.course)
        known: Any = held.get(course, date.min)
        if known is not None and (row.expires_on is None or row.expires_on > known):
            held[course] = row.expires_on
    return held


def _weekly(row: Absence) -> Weekly:
    """Return an absence of every week: its table holds it to a weekday and two times."""
    weekday, starts, ends = cast(int, row.weekday), cast(time, row.starts), cast(time, row.ends)
    return Weekly(weekday, starts, ends, row.first_on, row.last_on)


def _held(row: Assignment) -> Held:
    event = row.invitation
    place = event.neighbourhood
    where = Where(place.pk, place.branch_id) if place else Where()
    return Held(event.pk, Span(event.starts_at, event.starts_at + timedelta(minutes=event.minutes)), where)


def _of(places: Iterable[Assignment], kinds: Collection[str]) -> frozenset[UUID]:
    return frozenset(row.invitation_id for row in places if row.place in kinds)
