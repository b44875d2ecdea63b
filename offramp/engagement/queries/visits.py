"""Reads of visits: the brief before, what was told after, and what is still to be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from offramp.access.enums import EngagementCategory, Role, Stream
from offramp.engagement.enums import HOLDING, Place, Stand, State
from offramp.engagement.models import (
    Assignment,
    Attendance,
    Concern,
    DayContact,
    Debrief,
    Introduction,
    Invitation,
    Promise,
)
from offramp.engagement.queries.concerns import concerns, in_order, stand_of
from offramp.engagement.queries.inviting import invitations
from offramp.engagement.rules import visits as rules
from offramp.kernel.identity import Viewer

E = EngagementCategory
R = TypeVar("R", Promise, Concern, Introduction)
ON_A_DESK = 20
BEFORE = 5
"""So many earlier visits stand on a brief: it is one page."""
LATELY = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Stay:
    """A member's place at an event, what was last said of whether they were there, and all that was said."""

    assignment: Assignment
    last: Attendance | None
    said: list[Attendance]


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier visit to the same organisation: how it was, and which members were there."""

    invitation: Invitation
    debrief: Debrief | None
    members: list[str]


@dataclass(frozen=True, slots=True)
class Brief:
    """All of the one page for the day before."""

    invitation: Invitation
    going: list[Assignment]
    before: list[Before]
    promises: list[Promise]
    concerns: list[tuple[Concern, Stand]]
    introductions: list[Introduction]
    contact: DayContact | None


def visit_for(viewer: Viewer, invitation: UUID) -> Invitation | None:
    """Return an accepted event that the viewer prepares or tells of: the coordinator any, a member their own."""
    found = invitations().filter(pk=invitation, state=State.ACCEPTED).first()
    if found is None or (viewer.role == Role.PACE_MEMBER and place_of(viewer, invitation) is None):
        return None
    viewer.show(invitation, E.EVENTS, E.ROSTER, stream=Stream.ENGAGEMENT)
    return found


def place_of(viewer: Viewer, invitation: UUID) -> Assignment | None:
    """Return the place that the viewer holds at an event, or None."""
    return Assignment.objects.filter(invitation=invitation, user=viewer.id, place__in=HOLDING).first()


def going_to(invitation: UUID) -> list[Assignment]:
    """Return who holds a place at an event, by name."""
    rows = Assignment.objects.filter(invitation=invitation, place__in=HOLDING)
    return list(rows.select_related("user", "member").order_by("user__name"))


def brief_of(viewer: Viewer, invitation: Invitation, *, at: datetime) -> Brief:
    """Return what a member should know before they go: who met them, what was promised, what is open."""
    same = Invitation.objects.filter(organisation_name__iexact=invitation.organisation_name)
    promised = Promise.objects.filter(invitation__in=same.values("pk"), kept_at__isnull=True)
    heard = concerns(today=timezone.localdate(at)).filter(invitation__in=same.values("pk"), answered_at__isnull=True)
    introduced = Introduction.objects.filter(invitation__in=same.values("pk"), made_at__gte=at - LATELY)
    return Brief(
        invitation=invitation,
        going=going_to(invitation.pk),
        before=_before(viewer, same, invitation),
        promises=_noted(viewer, promised.select_related("made_by").order_by("due_on", "id")[:ON_A_DESK]),
        concerns=[(row, stand_of(row)) for row in _noted(viewer, in_order(heard))],
        introductions=_noted(viewer, introduced.order_by("made_at", "id")[:ON_A_DESK]),
        contact=contact_of(viewer, invitation),
    )


def contact_of(viewer: Viewer, invitation: Invitation) -> DayContact | None:
    """Return whom to ask for on the day, as it was passed on: a member reads what was given to them."""
    rows = DayContact.objects.filter(invitation=invitation, forgotten_at__isnull=True)
    if viewer.role == Role.PACE_MEMBER:
        rows = rows.filter(user=viewer.id)
    found = rows.order_by("-passed_at").first()
    if found:
        viewer.show(invitation.pk, E.ORGANISER, stream=Stream.ENGAGEMENT)
    return found


def debrief_of(invitation: UUID) -> Debrief | None:
    """Return what was told of how an event was, or None."""
    return Debrief.objects.filter(invitation=invitation).select_related("told_by").first()


def stays_at(invitation: UUID) -> list[Stay]:
    """Return each place at an event with what was said of it; nothing said is not the same as absent."""
    said: dict[UUID, list[Attendance]] = {}
    for row in Attendance.objects.filter(invitation=invitation).select_related("stated_by"):
        said.setdefault(row.assignment_id, []).append(row)
    rows = Assignment.objects.filter(invitation=invitation).select_related("user", "member").order_by("user__name")
    return [
        Stay(row, said[row.pk][-1] if row.pk in said else None, said.get(row.pk, []))
        for row in rows
        if row.place in HOLDING or row.pk in said
    ]


def version_of(invitation: UUID) -> int:
    """Return a number that rises with each statement about how an event was and who was there."""
    debrief = Debrief.objects.filter(invitation=invitation).first()
    return (debrief.version if debrief else 0) + Attendance.objects.filter(invitation=invitation).count()


def introductions_at(invitation: UUID) -> list[Introduction]:
    """Return who was introduced to whom at an event."""
    return list(Introduction.objects.filter(invitation=invitation).select_related("made_by"))


def introduction_for(viewer: Viewer, introduction: UUID) -> Introduction | None:
    """Return one introduction, or None where the viewer may not see it."""
    found = Introduction.objects.filter(pk=introduction).first()
    if found:
        viewer.show(found.invitation_id, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found


def debriefs_due(viewer: Viewer, *, at: datetime) -> list[Invitation]:
    """Return the events of the last year that began, where the viewer had a place, and of which nobody told yet."""
    told = Debrief.objects.filter(invitation=OuterRef("pk"))
    theirs = Assignment.objects.filter(invitation=OuterRef("pk"), user=viewer.id, place__in=HOLDING)
    rows = invitations().filter(Exists(theirs), ~Exists(told), state=State.ACCEPTED)
    return _events(viewer, rows.filter(starts_at__lte=at, starts_at__gt=at - LATELY))


def untold(viewer: Viewer, *, at: datetime) -> list[Invitation]:
    """Return the events of the last year of which nobody told yet how they were, once a debrief is late."""
    told = Debrief.objects.filter(invitation=OuterRef("pk"))
    rows = invitations().filter(~Exists(told), state=State.ACCEPTED)
    return _events(viewer, rows.filter(starts_at__lte=at - rules.TOLD_WITHIN, starts_at__gt=at - LATELY))


def briefs_ready(viewer: Viewer, *, at: datetime) -> list[Invitation]:
    """Return the events of today and tomorrow for which the viewer's brief went out."""
    theirs = Assignment.objects.filter(
        invitation=OuterRef("pk"), user=viewer.id, place__in=HOLDING, briefed_at__isnull=False
    )
    rows = invitations().filter(Exists(theirs), state=State.ACCEPTED)
    return _events(viewer, rows.filter(starts_at__gt=at))


def been_to(viewer: Viewer, *, at: datetime) -> list[Invitation]:
    """Return the events of the last year that began, where the viewer had a place, the latest first."""
    theirs = Assignment.objects.filter(invitation=OuterRef("pk"), user=viewer.id, place__in=HOLDING)
    rows = invitations().filter(Exists(theirs), state=State.ACCEPTED, starts_at__lte=at, starts_at__gt=at - LATELY)
    return _noted_events(viewer, rows.order_by("-starts_at", "id")[:ON_A_DESK])


def to_brief(*, at: datetime) -> list[Assignment]:
    """Return the confirmed places whose brief is due and did not go out, of members who can be written to."""
    soon = at + timedelta(days=2)
    rows = Assignment.objects.select_related("invitation", "user").filter(
        place=Place.CONFIRMED, briefed_at__isnull=True, invitation__state=State.ACCEPTED,
        invitation__starts_at__gt=at, invitation__starts_at__lt=soon,
    )  # fmt: skip
    return [row for row in rows.exclude(user__email="") if rules.brief_is_due(row.invitation.starts_at, at=at)]


def to_forget(*, at: datetime) -> QuerySet[DayContact]:
    """Return the contacts for a day that is over."""
    return DayContact.objects.filter(
        forgotten_at__isnull=True, invitation__starts_at__lt=at - rules.FORGOTTEN_AFTER
    )  # fmt: skip


def _events(viewer: Viewer, rows: QuerySet[Invitation]) -> list[Invitation]:
    return _noted_events(viewer, rows.order_by("starts_at", "id")[:ON_A_DESK])


def _noted_events(viewer: Viewer, rows: QuerySet[Invitation]) -> list[Invitation]:
    found = list(rows)
    for row in found:
        viewer.show(row.pk, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found


def _before(viewer: Viewer, same: QuerySet[Invitation], invitation: Invitation) -> list[Before]:
    rows = same.filter(state=State.ACCEPTED, starts_at__lt=invitation.starts_at).prefetch_related("debriefs")
    found = list(rows.order_by("-starts_at")[:BEFORE])
    there = _there([row.pk for row in found])
    for row in found:
        viewer.show(row.pk, E.EVENTS, E.ROSTER, stream=Stream.ENGAGEMENT)
    return [Before(row, next(iter(row.debriefs.all()), None), there.get(row.pk, [])) for row in found]


def _there(events: list[UUID]) -> dict[UUID, list[str]]:
    """Return the names of those last said to have been at each event."""
    rows = Attendance.objects.filter(invitation__in=events).select_related("assignment__user")
    last = {row.assignment_id: row for row in rows}
    found: dict[UUID, list[str]] = {}
    for row in last.values():
        if row.attended:
            found.setdefault(row.invitation_id, []).append(row.assignment.user.name)
    return {event: sorted(names) for event, names in found.items()}


def _noted(viewer: Viewer, rows: Iterable[R]) -> list[R]:
    found = list(rows)
    for row in found:
        viewer.show(row.invitation_id, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found
