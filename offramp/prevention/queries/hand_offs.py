"""Reads of the directory of work units, and of what is handed to them."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from offramp.access.enums import Permission
from offramp.access.queries import allowed, roles_that_may
from offramp.accounts.queries import staff_of
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.keyset import Page, page_of
from offramp.prevention.models import HandOff, WorkUnit

ON_A_DESK = 20
PAGE = 25


def directory() -> QuerySet[WorkUnit]:
    """Return every work unit by name, those that have ended last."""
    return WorkUnit.objects.select_related("unit").order_by(F("ends_on").asc(nulls_first=True), "name")


def open_to_hand_offs(on: date) -> QuerySet[WorkUnit]:
    """Return the work units to which something can be handed on a day."""
    lasts = Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return WorkUnit.objects.filter(lasts, takes_hand_offs=True).order_by("name")


def work_unit_for(work_unit: UUID) -> WorkUnit | None:
    """Return one work unit, or None where there is none."""
    return WorkUnit.objects.filter(pk=work_unit).first()


def hand_offs() -> QuerySet[HandOff]:
    """Return every hand-off with its problem, its work unit and the answer."""
    return HandOff.objects.select_related(
        "problem__neighbourhood", "problem__branch", "response", "work_unit", "sent_by", "reply__written_by"
    )


def hand_offs_for(viewer: Viewer) -> QuerySet[HandOff]:
    """Return the hand-offs somebody may see: all to who keeps problems, else those to the unit they answer for."""
    rows = hand_offs()
    if allowed(viewer.actor, Permission.PROBLEM_KEEP):
        return rows
    return rows.filter(_theirs(viewer.actor)) if allowed(viewer.actor, Permission.HAND_OFF_ANSWER) else rows.none()


def hand_off_for(viewer: Viewer, hand_off: UUID) -> HandOff | None:
    """Return one hand-off, or None where there is none that somebody may see."""
    return hand_offs_for(viewer).filter(pk=hand_off).first()


def hand_offs_listed(viewer: Viewer, *, cursor: str, answered: bool) -> Page[HandOff]:
    """Return a page of hand-offs: those that wait, the earliest day first, or those answered, the latest first."""
    rows = hand_offs_for(viewer).filter(reply__isnull=not answered)
    order = ("-sent_at", "-id") if answered else ("due_on", "id")
    return page_of(rows, *order, cursor=cursor, size=PAGE)


def answers_itself(work_unit: WorkUnit, *, at: datetime) -> bool:
    """Return whether somebody with an account here answers for a work unit."""
    roles = roles_that_may(Permission.HAND_OFF_ANSWER)
    return work_unit.unit_id is not None and staff_of(work_unit.unit_id, roles, at=at).exists()


def is_answered_by(hand_off: HandOff, by: Actor) -> bool:
    """Return whether an actor answers for the work unit to which something was handed."""
    return by.unit is not None and hand_off.work_unit.unit_id == by.unit


def may_answer(hand_off: HandOff, by: Actor, *, at: datetime) -> bool:
    """Return whether an actor may write down the answer: of the unit itself, or who keeps problems in its stead."""
    if hasattr(hand_off, "reply") or not allowed(by, Permission.HAND_OFF_ANSWER):
        return False
    if is_answered_by(hand_off, by):
        return True
    return allowed(by, Permission.PROBLEM_KEEP) and not answers_itself(hand_off.work_unit, at=at)


def to_answer(by: Actor) -> QuerySet[HandOff]:
    """Return what waits for the answer of an actor's own unit, the earliest day first."""
    return hand_offs().filter(_theirs(by), reply__isnull=True).order_by("due_on", "id")[:ON_A_DESK]


def not_answered(sender: UUID) -> QuerySet[HandOff]:
    """Return what somebody handed over and is not answered yet, the earliest day first."""
    return hand_offs().filter(sent_by=sender, reply__isnull=True).order_by("due_on", "id")[:ON_A_DESK]


def _theirs(by: Actor) -> Q:
    return Q(work_unit__unit=by.unit) if by.unit else Q(pk__in=[])
