"""What the coordinator does with places at an event: what it needs, ask, put in, change, take off."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.releases import ask_for_release
from offramp.engagement.actions.seats import (
    bars_for,
    check_room,
    locked_event,
    locked_member,
    locked_place,
    move,
    need_at,
    seat,
)
from offramp.engagement.enums import Course, Hours, How, Place, Way
from offramp.engagement.models import Assignment, Need, ToldOtherwise
from offramp.engagement.rules import places as rules
from offramp.kernel.identity import Actor


@transaction.atomic
def change_need(
    *, invitation: UUID, at_least: int, at_most: int, courses: Sequence[Course], version: int, by: Actor, at: datetime
) -> Need:
    """Say what an event needs. version: as it was read. Who has a place already keeps it."""
    require(by, Permission.ROSTER_MANAGE)
    rules.check_need(at_least, at_most)
    row = need_at(event=locked_event(invitation=invitation))
    rules.check_version(version, row.version)
    row.at_least, row.at_most, row.courses, row.version = at_least, at_most, sorted(courses), row.version + 1
    row.save()
    record(verb="need.changed", by=by, at=at, subject=row.pk, about=invitation)
    return row


@transaction.atomic
def ask(
    *, invitation: UUID, member: UUID, hours: Hours = Hours.ON_DUTY, told: str = "", by: Actor, at: datetime
) -> Assignment:
    """Ask a member to come. told: what they said since, where they had said that they can't then."""
    require(by, Permission.ROSTER_MANAGE)
    return _fill(invitation, member, Place.ASKED, How.REQUESTED, hours=hours, told=told, by=by, at=at)


@transaction.atomic
def put_in(
    *, invitation: UUID, member: UUID, hours: Hours = Hours.ON_DUTY, told: str = "", by: Actor, at: datetime
) -> Assignment:
    """Put a member in by hand, or confirm who signed up. told: as in `ask`."""
    require(by, Permission.ROSTER_MANAGE)
    return _fill(invitation, member, Place.CONFIRMED, How.BY_HAND, hours=hours, told=told, by=by, at=at)


@transaction.atomic
def change_place(*, assignment: UUID, hours: Hours, locked: bool, version: int, by: Actor, at: datetime) -> Assignment:
    """Say what the hours are to a member, and whether a new proposal leaves the place as it is."""
    require(by, Permission.ROSTER_MANAGE)
    row = read_as(assignment=assignment, version=version)
    changed = sorted(name for name, value in {"hours": hours, "locked": locked}.items() if getattr(row, name) != value)
    row.hours, row.locked, row.version = hours, locked, row.version + 1
    row.save(update_fields=["hours", "locked", "version"])
    if row.place == Place.CONFIRMED:
        ask_for_release(assignment=row, at=at)
    record(verb="place.changed", by=by, at=at, subject=row.pk, about=row.invitation_id, fields=changed)
    return row


@transaction.atomic
def take_off(*, assignment: UUID, version: int, by: Actor, at: datetime) -> Assignment:
    """Take a member off an event. Their calendar is told."""
    require(by, Permission.ROSTER_MANAGE)
    row = read_as(assignment=assignment, version=version)
    rules.check_lies_ahead(row.invitation.starts_at, at=at)
    rules.check_can_answer(row.place)
    move(row=row, place=Place.REMOVED, at=at)
    record(verb="place.removed", by=by, at=at, subject=row.pk, about=row.invitation_id)
    return row


def read_as(*, assignment: UUID, version: int) -> Assignment:
    """Return a place, locked; refuse where it changed since it was read."""
    row = locked_place(assignment=assignment)
    rules.check_version(version, row.version)
    return row


def _fill(
    invitation: UUID, member: UUID, place: Place, how: How, *, hours: Hours, told: str, by: Actor, at: datetime
) -> Assignment:
    event, person = locked_event(invitation=invitation), locked_member(member=member)
    rules.check_takes_place(event.state, event.starts_at, at=at)
    before = Assignment.objects.filter(invitation=event, member=person).first()
    if before is not None:
        rules.check_holds_none(before.place)
        how = How.SIGNED_UP if before.place == Place.WISHED else how
    check_room(event=event)
    rules.check_can_go(bars := bars_for(event=event, member=person, by=by), told=told)
    answered_by = Way.COORDINATOR if place == Place.CONFIRMED else ""
    row = seat(event=event, member=person, place=place, how=how, hours=hours, answered_by=answered_by, at=at)
    if bars:
        _note_told(row, told, by=by, at=at)
    record(verb=f"place.{place}", by=by, at=at, subject=row.pk, about=event.pk)
    return row


def _note_told(row: Assignment, told: str, *, by: Actor, at: datetime) -> None:
    """Write down what a member told, for the coordinator and themselves."""
    ToldOtherwise.objects.create(
        assignment=row, invitation_id=row.invitation_id, unit_id=row.unit_id, user_id=row.user_id, text=told.strip(),
        noted_by_id=by.user, noted_at=at,
    )  # fmt: skip
