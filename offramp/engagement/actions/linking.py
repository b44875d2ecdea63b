"""Secret links that are ended and renewed; invitations that belong together: again, the same event, taken apart."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.actions import end_grants, new_link
from offramp.access.enums import Basis, LinkRole, Permission, Stream
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.deciding import write_letter
from offramp.engagement.actions.inviting import OPENED, AskedFor, receive_invitation
from offramp.engagement.actions.letters import send_letter
from offramp.engagement.enums import Door, Side, State, WhyEnded
from offramp.engagement.models import EndedLink, Invitation, Inviter, Message
from offramp.engagement.queries import promise_for
from offramp.engagement.rules import linking as rules
from offramp.engagement.rules.inviting import check_written_letter
from offramp.kernel.identity import Actor


@transaction.atomic
def end_link(*, invitation: UUID, link: UUID, why: WhyEnded, by: Actor, at: datetime) -> EndedLink:
    """End the secret link of who invites: with the next request it opens nothing.

    link: the one that was shown. Where another ended it meanwhile, it is refused.
    """
    require(by, Permission.INVITATION_DECIDE)
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation)
    rules.check_link_stands(row, link, ended=EndedLink.objects.filter(link=row.link).exists())
    end_grants(founded_on=row.link, basis=Basis.LINK, at=at)
    record(verb="invitation.link_ended", by=by, at=at, subject=row.pk, about=row.link)
    return EndedLink.objects.create(
        invitation=row, unit_id=row.unit_id, link=row.link, why=why, ended_by_id=by.user, ended_at=at
    )


@transaction.atomic
def renew_link(
    *, invitation: UUID, link: UUID, why: WhyEnded, email: str, letter: str, by: Actor, at: datetime
) -> Invitation:
    """End the secret link and write a new one to who invites, at the address given, with what was not mailed yet."""
    require(by, Permission.INVITATION_DECIDE)
    rules.check_can_write_to(email)
    check_written_letter(letter)
    if not EndedLink.objects.filter(invitation=invitation, link=link).exists():
        end_link(invitation=invitation, link=link, why=why, by=by, at=at)
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation)
    rules.check_link_stands(row, link, ended=False)
    row.link, _secret = new_link(
        subject=row.pk, role=LinkRole.ORGANISER, categories=OPENED, stream=Stream.ENGAGEMENT, at=at
    )
    row.save(update_fields=["link"])
    Inviter.objects.filter(invitation=row).update(email=email)
    for message in Message.objects.filter(invitation=row, side=Side.PACE, mailed_at=None):
        send_letter(invitation=row, message=message.pk)
    write_letter(row=row, text=letter, by=by, at=at)
    record(verb="invitation.link_renewed", by=by, at=at, subject=row.pk, about=row.link)
    return row


@transaction.atomic
def invite_again(
    *, earlier: UUID, asked: AskedFor, name: str, email: str, phone: str, language: str, by: Actor, at: datetime
) -> Invitation:
    """Take in an invitation made from an earlier one, which it then follows.

    by: the coordinator, or the holder of the earlier one's link, who goes on as the holder of the new one's.
    """
    before = Invitation.objects.get(pk=earlier)
    made = receive_invitation(
        asked=asked, name=name, email=email, phone=phone, language=language, door=Door.COPIED, by=by, at=at
    )
    made.follows = before
    made.save(update_fields=["follows"])
    return made


@transaction.atomic
def join_same_event(*, invitation: UUID, other: UUID, letter: str, version: int, by: Actor, at: datetime) -> Invitation:
    """Settle an invitation that asks for the same event as another one, which stays; who sent it is written to."""
    require(by, Permission.INVITATION_DECIDE)
    rows = {
        row.pk: row for row in Invitation.objects.select_for_update(of=("self",)).filter(pk__in=[invitation, other])
    }
    row, stays = rows[invitation], rows[other]
    rules.check_can_join(row, stays, version=version, letter=letter)
    row.same_as, row.state, row.version = stays, State.JOINED, row.version + 1
    row.save(update_fields=["same_as", "state", "version"])
    write_letter(row=row, text=letter, by=by, at=at)
    record(verb="invitation.joined", by=by, at=at, subject=row.pk, about=stays.pk)
    return row


@transaction.atomic
def take_apart(*, invitation: UUID, by: Actor, at: datetime) -> Invitation:
    """Let an invitation stand for itself again; it waits for a decision. Twice is once."""
    require(by, Permission.INVITATION_DECIDE)
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation)
    if row.same_as_id is None:
        return row
    other, row.same_as = row.same_as_id, None
    row.version += 1
    fields = ["same_as", "version"]
    if row.state == State.JOINED:
        row.state, row.answer_by = State.RECEIVED, promise_for(row.starts_at, at=at).answer_by
        fields += ["state", "answer_by"]
    row.save(update_fields=fields)
    record(verb="invitation.taken_apart", by=by, at=at, subject=row.pk, about=other)
    return row


@transaction.atomic
def say_it_follows(*, invitation: UUID, earlier: UUID | None, by: Actor, at: datetime) -> Invitation:
    """Say which invitation this one is the next of; None says that it follows none."""
    require(by, Permission.INVITATION_DECIDE)
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation)
    before = Invitation.objects.get(pk=earlier) if earlier else None
    if before is not None:
        rules.check_can_follow(row, before)
    row.follows = before
    row.save(update_fields=["follows"])
    verb = "invitation.follows" if before else "invitation.follows_none"
    record(verb=verb, by=by, at=at, subject=row.pk, about=earlier)
    return row
