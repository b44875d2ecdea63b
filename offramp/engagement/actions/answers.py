"""What a member says about events: sign up, yes, no; from their page, a link, their calendar, or by the coordinator."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import LinkRole, Permission, Role, ServiceRole
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.clerk import in_the_units_name
from offramp.engagement.actions.seats import (
    bars_for,
    check_room,
    locked_event,
    locked_member,
    locked_place,
    move,
    seat,
)
from offramp.engagement.enums import HOLDING, How, Place, Way
from offramp.engagement.models import Assignment, Member
from offramp.engagement.rules import places as rules
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor, ActorKind


@transaction.atomic
def sign_up(*, invitation: UUID, by: Actor, at: datetime) -> Assignment:
    """Let a member say that they want to come; the coordinator confirms it. Twice is once."""
    require(by, Permission.PLACE_ANSWER)
    own = own_member(by=by)
    with in_the_units_name(by=by, at=at):
        event, member = locked_event(invitation=invitation), locked_member(member=own.pk)
        rules.check_takes_place(event.state, event.starts_at, at=at)
        row = Assignment.objects.filter(invitation=event, member=member).first()
        if row is not None and row.place in (Place.WISHED, *HOLDING):
            return row
        check_room(event=event)
        rules.check_can_go_oneself(bars_for(event=event, member=member, by=by))
        row = seat(event=event, member=member, place=Place.WISHED, how=How.SIGNED_UP, at=at)
    record(verb="place.wished", by=by, at=at, subject=row.pk, about=event.pk)
    return row


@transaction.atomic
def answer(
    *, assignment: UUID, comes: bool, way: Way, version: int | None = None, by: Actor, at: datetime
) -> Assignment:
    """Take a member's answer; the same one twice is once. A yes after a no needs room and the hard rules again.

    by: the member on their page, who holds the place's link, PACE itself for a calendar's reply, or the coordinator
    who was told. version: as it was read, for the coordinator.
    """
    _check_whose(way, by)
    with in_the_units_name(by=by, at=at):
        row = locked_place(assignment=assignment)
        _check_own(row, by)
        if version is not None:
            rules.check_version(version, row.version)
        rules.check_lies_ahead(row.invitation.starts_at, at=at)
        rules.check_can_answer(row.place)
        became = rules.answered(row.place, comes=comes)
        if became == row.place:
            return row
        if became == Place.CONFIRMED:
            _check_can_come(row, by=by, at=at)
        move(row=row, place=became, answered_by=way, at=at)
    record(verb=f"place.{became}", by=by, at=at, subject=row.pk, about=row.invitation_id)
    return row


def own_member(*, by: Actor) -> Member:
    """Return the member who acts; refuse (NotPermitted) whoever is none, or has left."""
    found = Member.objects.filter(user=by.user, left_at__isnull=True).first()
    if found is None:
        raise NotPermitted(_("You are not on the roster of members."), ask=_("Ask the coordinator."))
    return found


def _check_can_come(row: Assignment, *, by: Actor, at: datetime) -> None:
    """Check a yes once more: since they were asked, a training may have run out and another place been taken."""
    rules.check_takes_place(row.invitation.state, row.invitation.starts_at, at=at)
    if row.place not in HOLDING:
        check_room(event=row.invitation)
    rules.check_can_say_yes(bars_for(event=row.invitation, member=row.member, by=by))


def _check_whose(way: Way, by: Actor) -> None:
    if way == Way.COORDINATOR:
        require(by, Permission.ROSTER_MANAGE)
    elif way == Way.PAGE:
        require(by, Permission.PLACE_ANSWER)
    elif by.role not in (LinkRole.ROSTERED, ServiceRole.PACE_CLERK):
        raise NotPermitted(_("Your role does not do this."), ask=_("Ask a colleague whose role does."))


def _check_own(row: Assignment, by: Actor) -> None:
    """Refuse a member another's place, and a link any but its own."""
    own = row.link if by.kind == ActorKind.LINK else row.user_id
    rules.check_own(is_own=by.id == own or by.role in (Role.PACE_COORDINATOR, ServiceRole.PACE_CLERK))
