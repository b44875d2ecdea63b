"""How a place at an event comes to be, changes and ends: for the actions that allowed it.

Each locks the event, then the member, so that two coordinators, or two events at one time, can't both win.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.actions import new_link
from offramp.access.enums import EngagementCategory, LinkRole, Stream
from offramp.audit.actions import record
from offramp.engagement.actions.calendars import tell
from offramp.engagement.actions.clerk import in_the_units_name
from offramp.engagement.actions.releases import ask_for_release
from offramp.engagement.enums import HOLDING, Hours, How, Place
from offramp.engagement.models import Assignment, Invitation, Member, Need, Swap
from offramp.engagement.queries.occasions import candidates_at, need_of, occasions
from offramp.engagement.rules import places as rules
from offramp.engagement.rules.reasons import Code, Reason
from offramp.engagement.rules.rostering import why_not
from offramp.kernel.identity import Actor, Viewer
from offramp.kernel.ids import new_id

OPENED = (EngagementCategory.ROSTER,)
TO_GIVE_UP = (*HOLDING, Place.WISHED)


def locked_event(*, invitation: UUID) -> Invitation:
    """Return an event, locked until the transaction ends."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "neighbourhood")
    return rows.get(pk=invitation)


def locked_place(*, assignment: UUID) -> Assignment:
    """Return a place with its event and its member, locked in that order."""
    row = Assignment.objects.only("invitation_id", "member_id").get(pk=assignment)
    event, member = locked_event(invitation=row.invitation_id), locked_member(member=row.member_id)
    found = Assignment.objects.select_for_update(of=("self",)).select_related("user").get(pk=assignment)
    found.invitation, found.member = event, member
    return found


def locked_member(*, member: UUID) -> Member:
    """Return a member, locked: whoever gives them a place elsewhere waits."""
    return Member.objects.select_for_update(of=("self",)).select_related("user").get(pk=member)


def need_at(*, event: Invitation) -> Need:
    """Return what a locked event needs; where nothing was written before, it is written now, by rule."""
    row = Need.objects.filter(invitation=event).first()
    if row is None:
        row = need_of(event, None)
        row.save(force_insert=True)
    return row


def check_room(*, event: Invitation) -> None:
    """Refuse one more than the event takes."""
    held = Assignment.objects.filter(invitation=event, place__in=HOLDING).count()
    rules.check_room(held, need_at(event=event).at_most)


def bars_for(*, event: Invitation, member: Member, by: Actor) -> list[Reason]:
    """Return the hard rules that keep a member from an event now."""
    occasion = occasions([event])[event.pk]
    found = candidates_at(Viewer(by), occasion, only=[member.pk])
    return [*why_not(occasion, found[0])] if found else [Reason(Code.LEFT)]


def seat(
    *,
    event: Invitation,
    member: Member,
    place: Place,
    how: How,
    hours: Hours = Hours.ON_DUTY,
    answered_by: str = "",
    locked: bool = False,
    at: datetime,
) -> Assignment:
    """Give a member a place at a locked event: the one row they have there, made with its secret link if it is new."""
    row = Assignment.objects.select_for_update(of=("self",)).filter(invitation=event, member=member).first()
    if row is None:
        row = _new(event, member, at=at)
    else:
        row.version += 1
    row.place, row.how, row.hours, row.locked, row.asked_at = place, how, hours, locked, at
    row.answered_at, row.answered_by = (at, answered_by) if answered_by else (None, "")
    row.save()
    let_know(row=row, at=at)
    return row


def let_know(*, row: Assignment, at: datetime) -> None:
    """Tell the calendar of a member, and the supervisor of whoever is coming, what a place has become."""
    tell(assignment=row, at=at)
    if row.place == Place.CONFIRMED:
        ask_for_release(assignment=row, at=at)


def move(*, row: Assignment, place: Place, answered_by: str = "", at: datetime) -> None:
    """Let a locked place become another. What was offered to a colleague ends with a place given up."""
    row.place, row.version = place, row.version + 1
    if answered_by:
        row.answered_at, row.answered_by = at, answered_by
    row.save(update_fields=["place", "version", "answered_at", "answered_by"])
    if place != Place.CONFIRMED:
        Swap.objects.filter(assignment=row, ended_at__isnull=True).update(ended_at=at, taken=False)
    let_know(row=row, at=at)


@transaction.atomic
def remove_places(*, invitation: UUID, by: Actor, at: datetime) -> int:
    """Take everybody off an event that will not be visited, tell them, and return how many there were."""
    with in_the_units_name(by=by, at=at):
        event = locked_event(invitation=invitation)
        rows = Assignment.objects.select_for_update(of=("self",)).filter(invitation=event, place__in=TO_GIVE_UP)
        found = list(rows)
        for row in found:
            move(row=row, place=Place.REMOVED, at=at)
            record(verb="place.removed", by=by, at=at, subject=row.pk, about=event.pk)
    return len(found)


def _new(event: Invitation, member: Member, *, at: datetime) -> Assignment:
    key = new_id()
    link, _secret = new_link(subject=key, role=LinkRole.ROSTERED, categories=OPENED, stream=Stream.ENGAGEMENT, at=at)
    return Assignment(
        pk=key, invitation=event, unit_id=event.unit_id, member=member, user_id=member.user_id, link=link, version=1
    )
