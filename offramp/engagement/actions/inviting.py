"""What a community does: invite, change, call off, write. Without an account, by the link of that one invitation."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.actions import new_link, set_identity
from offramp.access.enums import EngagementCategory, LinkRole, Permission, Stream
from offramp.access.queries import require
from offramp.accounts.queries import pace_unit
from offramp.areas.queries import where_is
from offramp.audit.actions import record
from offramp.engagement.actions.calendars import follow_event
from offramp.engagement.actions.letters import send_letter
from offramp.engagement.actions.seats import remove_places
from offramp.engagement.enums import Age, Door, Dress, EventKind, Side, State, Wish
from offramp.engagement.models import Invitation, Inviter, Message
from offramp.engagement.queries import promise_for
from offramp.engagement.rules import inviting as rules
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor, ActorKind
from offramp.kernel.ids import new_id

OPENED = (EngagementCategory.EVENTS, EngagementCategory.ORGANISER, EngagementCategory.ROSTER)
"""What the link of who invites opens; of the roster, who is coming to their own event."""


@dataclass(frozen=True, slots=True)
class AskedFor:
    """An event as who invites describes it: what they may also change afterwards."""

    organisation_name: str
    kind: EventKind
    starts_at: datetime
    minutes: int
    place: str
    title: str = ""
    expected: int | None = None
    ages: Sequence[Age] = ()
    languages: Sequence[str] = ()
    hoped_for: str = ""
    access_needs: str = ""
    protocol: str = ""
    dress: Dress = Dress.NO_WISH
    marked_vehicle: Wish = Wish.NO_WISH
    firearms: Wish = Wish.NO_WISH
    photographs: Wish = Wish.NO_WISH

    def as_columns(self) -> dict[str, object]:
        """Return the columns of an invitation that this fills."""
        columns = {field.name: getattr(self, field.name) for field in fields(self)}
        return columns | {"ages": list(self.ages), "languages": list(self.languages)}


@transaction.atomic
def receive_invitation(
    *, asked: AskedFor, name: str, email: str, phone: str, language: str, door: Door, by: Actor, at: datetime
) -> Invitation:
    """Take in an invitation and give who invites a secret link to it; they are written to where they gave an address.

    by: the public, who go on as the holder of the new link, as does the holder of an earlier one's; or the
    coordinator, for a call by phone.
    """
    by_unit = by.is_known and by.kind != ActorKind.LINK
    if by_unit:
        require(by, Permission.INVITATION_DECIDE)
    rules.check_when(asked.starts_at, asked.minutes, at=at)
    rules.check_can_reach(email=email, phone=phone)
    key, unit = new_id(), pace_unit()
    link, secret = new_link(subject=key, role=LinkRole.ORGANISER, categories=OPENED, stream=Stream.ENGAGEMENT, at=at)
    if not by_unit:
        by = Actor(ActorKind.LINK, id=link, role=LinkRole.ORGANISER)
        set_identity(None, None, link=secret)
    invitation = Invitation(
        pk=key, unit=unit, number=rules.number_of(key), door=door, received_at=at, described_at=at,
        answer_by=promise_for(asked.starts_at, at=at).answer_by, link=link, **_described(asked),
    )  # fmt: skip
    invitation.save(force_insert=True)
    Inviter.objects.create(invitation=invitation, unit=unit, name=name, email=email, phone=phone, language=language)
    record(verb="invitation.received", by=by, at=at, subject=key)
    send_letter(invitation=invitation)
    return invitation


@transaction.atomic
def change_invitation(*, invitation: UUID, asked: AskedFor, version: int, by: Actor, at: datetime) -> Invitation:
    """Let who invites say what has changed. A settled invitation is to be decided anew."""
    row = _held(invitation)
    rules.check_not_called_off(row.state)
    if row.version != version:
        raise Refused(
            _("This was changed meanwhile."), ask=_("Look at what it says now, then send yours."), field="version"
        )
    if (asked.starts_at, asked.minutes) != (row.starts_at, row.minutes):
        rules.check_when(asked.starts_at, asked.minutes, at=at)
    columns = _described(asked)
    changed = sorted(name for name, value in columns.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, columns[name])
    row.state, row.version, row.same_as = State.RECEIVED, row.version + 1, None
    row.described_at, row.answer_by = at, promise_for(asked.starts_at, at=at).answer_by
    row.save()
    follow_event(invitation=row.pk)
    record(verb="invitation.changed", by=by, at=at, subject=row.pk, fields=changed)
    return row


@transaction.atomic
def call_off(*, invitation: UUID, by: Actor, at: datetime) -> None:
    """Let who invites call the invitation off; twice is once."""
    row = _held(invitation)
    if row.state == State.CANCELLED:
        return
    row.state, row.version = State.CANCELLED, row.version + 1
    row.save(update_fields=["state", "version"])
    remove_places(invitation=row.pk, by=by, at=at)
    record(verb="invitation.called_off", by=by, at=at, subject=row.pk)


@transaction.atomic
def write_to_us(*, invitation: UUID, text: str, by: Actor, at: datetime) -> Message:
    """Let who invites write to the coordinator."""
    row = _held(invitation)
    rules.check_written(text)
    message = Message.objects.create(
        invitation=row, unit_id=row.unit_id, side=Side.ORGANISER, written_at=at, text=text.strip()
    )
    if row.state == State.ASKED:
        row.state, row.version = State.RECEIVED, row.version + 1
        row.save(update_fields=["state", "version"])
    record(verb="invitation.written", by=by, at=at, subject=message.pk, about=row.pk)
    return message


def _described(asked: AskedFor) -> dict[str, object]:
    return asked.as_columns() | {"neighbourhood": where_is(asked.place).neighbourhood}


def _held(invitation: UUID) -> Invitation:
    """Return the invitation, locked; nobody else's is seen."""
    return Invitation.objects.select_for_update(of=("self",)).get(pk=invitation)
