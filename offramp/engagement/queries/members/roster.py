"""The roster: who is there, what they speak, which trainings end, how many events they have."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from offramp.engagement.enums import Level, Place
from offramp.engagement.models import Assignment, Member, Particulars, Tongue, Training
from offramp.engagement.queries.members.base import OVER, by_member, members, shown
from offramp.engagement.queries.members.trainings import ending, in_force
from offramp.kernel.identity import Viewer

PAGE: Final = 25
LAST_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the roster is narrowed to; empty is everybody. left: those who left instead of those who are there."""

    name: str = ""
    language: str = ""
    course: str = ""
    division: UUID | None = None
    standing: str = ""
    left: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """Events a member said yes to, this month and this year, and how many a month they wish for."""

    month: int = 0
    year: int = 0
    wished: int = 0

    @property
    def is_beyond(self) -> bool:
        """Return whether this month holds more than they wish for."""
        return self.month > self.wished


@dataclass(frozen=True, slots=True)
class Line:
    """A member on the roster: what they speak, which trainings end soon or ended, and their load."""

    member: Member
    languages: list[str]
    running_out: list[Training]
    load: Load


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Some of the roster, by name, and the numbers of the pages before and after; 0 where there is none."""

    lines: list[Line]
    previous: int
    next: int


def roster(viewer: Viewer, sieve: Sieve, *, number: int, at: datetime) -> RosterPage:
    """Return a page of the roster, by name, narrowed by a sieve. number: 1 and up."""
    number = min(max(number, 1), LAST_PAGE)
    rows = list(_sifted(sieve, timezone.localdate(at))[(number - 1) * PAGE : number * PAGE + 1])
    return RosterPage(_lines(shown(viewer, rows[:PAGE]), at=at), number - 1, number + 1 if len(rows) > PAGE else 0)


def loads(keys: Collection[UUID], *, at: datetime) -> dict[UUID, Load]:
    """Return the load of each of some members."""
    today = timezone.localdate(at)
    places = Assignment.objects.filter(place=Place.CONFIRMED, member__in=keys).exclude(invitation__state__in=OVER)
    counted: Any = (
        places.filter(invitation__starts_at__year=today.year)
        .order_by()
        .values("member")
        .annotate(year=Count("id"), month=Count("id", filter=Q(invitation__starts_at__month=today.month)))
    )
    reached = {row["member"]: (row["month"], row["year"]) for row in counted}
    wished = dict(Particulars.objects.filter(member__in=keys).values_list("member", "wished_load"))
    return {key: Load(*reached.get(key, (0, 0)), wished.get(key, 0)) for key in keys}


def _sifted(sieve: Sieve, today: date) -> QuerySet[Member]:
    rows = members().filter(left_at__isnull=not sieve.left)
    if sieve.name:
        rows = rows.filter(user__name__icontains=sieve.name)
    if sieve.division:
        rows = rows.filter(division=sieve.division)
    if sieve.standing:
        rows = rows.filter(standing=sieve.standing)
    if sieve.language:
        spoken = Tongue.objects.filter(member=OuterRef("pk"), language=sieve.language, withdrawn_at__isnull=True)
        rows = rows.filter(Exists(spoken))
    if sieve.course:
        held = Training.objects.filter(in_force(today), member=OuterRef("pk"), course=sieve.course)
        rows = rows.filter(Exists(held))
    return rows


def _lines(rows: list[Member], *, at: datetime) -> list[Line]:
    keys = [row.pk for row in rows]
    spoken = by_member(Tongue.objects.filter(member__in=keys, withdrawn_at__isnull=True))
    running_out = by_member(ending(at).filter(member__in=keys).order_by("expires_on"))
    load = loads(keys, at=at)
    return [
        Line(row, [in_words(one) for one in spoken.get(row.pk, [])], running_out.get(row.pk, []), load[row.pk])
        for row in rows
    ]


def in_words(tongue: Tongue) -> str:
    """Return a language and how well it is spoken."""
    return f"{tongue.name} ({Level(tongue.level).label})"
