"""Who is around a person and what they take part in, with how it goes and what they may be told."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.timezone import localdate

from offramp.casework.enums import SupporterKind
from offramp.casework.models import HowItGoes, Pursuit, Supporter
from offramp.casework.queries.care_team import own_seats
from offramp.consent.queries import MayKnow, may_know
from offramp.kernel.identity import Viewer

MOST, MOST_LINES = 50, 200
ENDS_WITHIN = timedelta(days=14)
QUIET_AFTER = timedelta(days=30)
"""After how long without a word on a mentor one is asked how it goes. Ours."""

A = TypeVar("A", Supporter, Pursuit)


@dataclass(frozen=True, slots=True)
class AroundSeen(Generic[A]):
    """Somebody or something around a person, with how it goes, the latest line first.

    knows: what somebody may be told now; None where no consent names them.
    """

    row: A
    lines: list[HowItGoes] = field(default_factory=list)
    knows: MayKnow | None = None

    @property
    def last_line(self) -> HowItGoes | None:
        return self.lines[0] if self.lines else None


@dataclass(frozen=True, slots=True)
class MentorToAskAbout:
    """A mentor whose time ends soon, or of whom nobody has written for long. last_on: of which day the last line is."""

    mentor: Supporter
    last_on: date
    ends: bool


def supporters_of(viewer: Viewer, person: UUID, *, ended: bool = False, at: datetime) -> list[AroundSeen[Supporter]]:
    """Return who is around a person, or was: those of health for navigators alone. Three queries."""
    seen = _seen(viewer, Supporter.objects.filter(person=person), "supporter_id", ended=ended)
    known = may_know([each.row.pk for each in seen], at=at) if seen and not ended else {}
    return [AroundSeen(each.row, each.lines, known.get(each.row.pk)) for each in seen]


def pursuits_of(viewer: Viewer, person: UUID, *, ended: bool = False) -> list[AroundSeen[Pursuit]]:
    """Return what a person takes part in, or did: what tells of health for navigators alone. Two queries."""
    return _seen(viewer, Pursuit.objects.filter(person=person), "pursuit_id", ended=ended)


def _seen(viewer: Viewer, rows: QuerySet[A], key: str, *, ended: bool) -> list[AroundSeen[A]]:
    chosen = rows.filter(ended_at__isnull=not ended).select_related("added_by", "ended_by")
    found = {row.pk: AroundSeen(row) for row in chosen.order_by("-ended_at" if ended else "starts_on", "id")[:MOST]}
    lines = HowItGoes.objects.filter(**{f"{key}__in": list(found)}).select_related("noted_by")
    for line in lines.order_by("-on", "-id")[:MOST_LINES] if found else ():
        found[getattr(line, key)].lines.append(line)
    for seen in found.values():
        viewer.show(seen.row.person_id, seen.row.category, *(line.category for line in seen.lines))
    return list(found.values())


def supporter_for(viewer: Viewer, pk: UUID) -> Supporter | None:
    """Return somebody around a person who still is, or None where the viewer may not know of them."""
    return _one(viewer, Supporter.objects.filter(pk=pk))


def pursuit_for(viewer: Viewer, pk: UUID) -> Pursuit | None:
    """Return something a person still takes part in, or None where the viewer may not know of it."""
    return _one(viewer, Pursuit.objects.filter(pk=pk))


def _one(viewer: Viewer, rows: QuerySet[A]) -> A | None:
    found = rows.filter(ended_at__isnull=True).select_related("added_by").first()
    if found:
        viewer.show(found.person_id, found.category)
    return found


def name_around(viewer: Viewer, person: UUID, somebody: UUID) -> str | None:
    """Return what to call somebody around a person, with the place, for a consent that names them; else None."""
    found = _one(viewer, Supporter.objects.filter(pk=somebody, person=person))
    return found.label if found else None


def mentors_to_ask_about(viewer: Viewer, *, at: datetime) -> list[MentorToAskAbout]:
    """Return the mentors of those the viewer works with whose time ends soon, or of whom nobody wrote for long."""
    today = localdate(at)
    mine = own_seats(viewer.actor).values("person")
    mentors = Supporter.objects.filter(kind=SupporterKind.MENTOR, ended_at__isnull=True, person__in=mine)
    rows = mentors.annotate(last=Greatest(F("starts_on"), Max("lines__on")))
    ends, is_quiet = Q(until_on__lte=today + ENDS_WITHIN), Q(last__lte=today - QUIET_AFTER)
    found = [
        MentorToAskAbout(row, row.last, ends=bool(row.until_on and row.until_on <= today + ENDS_WITHIN))
        for row in rows.filter(ends | is_quiet).order_by("last", "id")[:MOST]
    ]
    for each in found:
        viewer.show(each.mentor.person_id, each.mentor.category)
    return found
