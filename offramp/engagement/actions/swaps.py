"""A member who can't come offers their place to a colleague who can; the colleague takes it over or not."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.answers import own_member
from offramp.engagement.actions.clerk import in_the_units_name
from offramp.engagement.actions.seats import bars_for, locked_event, locked_member, locked_place, move, seat
from offramp.engagement.enums import HOLDING, How, Place, Way
from offramp.engagement.models import Assignment, Invitation, Member, Swap
from offramp.engagement.queries.occasions import could_go, occasions
from offramp.engagement.rules import places as rules
from offramp.kernel.identity import Actor, Viewer


@transaction.atomic
def who_could_take_over(*, assignment: UUID, by: Actor, at: datetime) -> list[Member]:
    """Return the colleagues who could take over one's place, by name. Why others can't is nobody's business."""
    require(by, Permission.PLACE_ANSWER)
    row = Assignment.objects.get(pk=assignment, user=by.user)
    with in_the_units_name(by=by, at=at):
        event = Invitation.objects.select_related("organisation", "neighbourhood").get(pk=row.invitation_id)
        free = [one.id for one in could_go(Viewer(by), occasions([event])[event.pk])]
        return list(Member.objects.filter(pk__in=free).select_related("user"))


@transaction.atomic
def offer_swap(*, assignment: UUID, to: UUID, by: Actor, at: datetime) -> Swap:
    """Offer one's place to a colleague who could come; they are written to. An earlier offer of it ends."""
    require(by, Permission.PLACE_ANSWER)
    own = own_member(by=by)
    with in_the_units_name(by=by, at=at):
        row = locked_place(assignment=assignment)
        rules.check_own(is_own=row.member_id == own.pk)
        rules.check_lies_ahead(row.invitation.starts_at, at=at)
        rules.check_can_offer(row.place)
        colleague = Member.objects.get(pk=to)
        _check_is_new(row.invitation, colleague)
        rules.check_can_take_over(bars_for(event=row.invitation, member=colleague, by=by))
        Swap.objects.filter(assignment=row, ended_at__isnull=True).update(ended_at=at, taken=False)
        swap = Swap.objects.create(
            assignment=row, invitation_id=row.invitation_id, unit_id=row.unit_id, user_id=row.user_id, to=colleague,
            offered_at=at,
        )  # fmt: skip
    record(verb="swap.offered", by=by, at=at, subject=swap.pk, about=row.invitation_id)
    app.configure_task("engagement.tell_of_swap").defer(swap=str(swap.pk))
    return swap


@transaction.atomic
def take_over(*, swap: UUID, by: Actor, at: datetime) -> Assignment:
    """Take over the place a colleague offered: theirs ends as yours begins, or neither does."""
    require(by, Permission.PLACE_ANSWER)
    own = own_member(by=by)
    with in_the_units_name(by=by, at=at):
        offer, left = _offered(swap, own)
        rules.check_lies_ahead(left.invitation.starts_at, at=at)
        rules.check_open(is_open=left.place == Place.CONFIRMED)
        _check_is_new(left.invitation, own)
        rules.check_can_go_oneself(bars_for(event=left.invitation, member=locked_member(member=own.pk), by=by))
        offer.ended_at, offer.taken = at, True
        offer.save(update_fields=["ended_at", "taken"])
        move(row=left, place=Place.DROPPED, answered_by=Way.PAGE, at=at)
        row = seat(
            event=left.invitation,
            member=own,
            place=Place.CONFIRMED,
            how=How.SWAPPED,
            answered_by=Way.PAGE,
            locked=left.locked,
            at=at,
        )
    record(verb="swap.taken", by=by, at=at, subject=offer.pk, about=row.invitation_id)
    return row


@transaction.atomic
def decline_swap(*, swap: UUID, by: Actor, at: datetime) -> None:
    """End an offer: the colleague says no, or who offered takes it back."""
    require(by, Permission.PLACE_ANSWER)
    own = own_member(by=by)
    with in_the_units_name(by=by, at=at):
        offer = Swap.objects.select_for_update(of=("self",)).select_related("assignment").get(pk=swap)
        rules.check_own(is_own=own.pk in (offer.to_id, offer.assignment.member_id))
        if offer.ended_at is None:
            offer.ended_at, offer.taken = at, False
            offer.save(update_fields=["ended_at", "taken"])
    record(verb="swap.ended", by=by, at=at, subject=offer.pk, about=offer.invitation_id)


@transaction.atomic
def note_offered(*, swap: UUID, at: datetime) -> bool:
    """Note that a colleague is written to about an offer, and say whether this is the first time."""
    return bool(Swap.objects.filter(pk=swap, mailed_at__isnull=True).update(mailed_at=at))


def _offered(swap: UUID, own: Member) -> tuple[Swap, Assignment]:
    """Return an open offer to a member and the place it is about, locked; who leaves it is not, so that two members
    who take over from each other never wait for one another."""
    event = locked_event(invitation=Swap.objects.get(pk=swap).invitation_id)
    left = Assignment.objects.select_for_update(of=("self",)).select_related("member").get(swaps=swap)
    left.invitation = event
    offer = Swap.objects.select_for_update(of=("self",)).get(pk=swap)
    rules.check_own(is_own=offer.to_id == own.pk)
    rules.check_open(is_open=offer.ended_at is None)
    return offer, left


def _check_is_new(event: Invitation, member: Member) -> None:
    held = Assignment.objects.filter(invitation=event, member=member, place__in=HOLDING).first()
    rules.check_holds_none(held.place if held else "")
