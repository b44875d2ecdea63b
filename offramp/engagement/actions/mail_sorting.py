"""What the coordinator does with a mail: make it an invitation, put it to one, set it aside, take it up again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.inviting import AskedFor, receive_invitation, write_to_us
from offramp.engagement.enums import Door, Fate, Side
from offramp.engagement.models import Invitation, Mail, Message
from offramp.engagement.queries.mails import read_as, words_of
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor

SETTLED = {Fate.INVITATION, Fate.MESSAGE, Fate.CALENDAR}


@transaction.atomic
def accept_mail(
    *, mail: UUID, asked: AskedFor, name: str, email: str, phone: str, language: str, by: Actor, at: datetime
) -> Invitation:
    """Make an invitation of a mail, as the coordinator read it; its thread goes along, and stands as written."""
    require(by, Permission.MAIL_SORT)
    thread = _thread(mail)
    made = receive_invitation(
        asked=asked, name=name, email=email, phone=phone, language=language, door=Door.MAIL, by=by, at=at
    )
    for row in thread:
        Message.objects.create(
            invitation=made, unit_id=row.unit_id, side=Side.ORGANISER, written_at=row.came_at, text=words_of(row)
        )
        _settle(row, Fate.INVITATION if row.continues_id is None else Fate.MESSAGE, made)
    record(verb="mail.accepted", by=by, at=at, subject=mail, about=made.pk)
    return made


@transaction.atomic
def put_to_invitation(*, mail: UUID, invitation: UUID, by: Actor, at: datetime) -> None:
    """Put a mail and its thread to an invitation that is there already, as what its organiser wrote."""
    require(by, Permission.MAIL_SORT)
    thread = _thread(mail)
    found = Invitation.objects.get(pk=invitation)
    for row in thread:
        write_to_us(invitation=invitation, text=words_of(row), by=by, at=at)
        _settle(row, Fate.MESSAGE, found)
    record(verb="mail.put_to_invitation", by=by, at=at, subject=mail, about=invitation)


@transaction.atomic
def set_mail_aside(*, mail: UUID, reason: str, by: Actor, at: datetime) -> None:
    """Set a mail and its thread aside, with the reason. It is kept, and can be taken up again."""
    require(by, Permission.MAIL_SORT)
    if not reason.strip():
        raise Refused(_("Why is it set aside?"), ask=_("Write a few words, for whoever looks later."), field="reason")
    for row in _thread(mail):
        _settle(row, Fate.SET_ASIDE, None, note=reason.strip()[:300])
    record(verb="mail.set_aside", by=by, at=at, subject=mail)


@transaction.atomic
def take_up_mail(*, mail: UUID, by: Actor, at: datetime) -> None:
    """Let a mail wait again that was set aside, or sorted wrongly."""
    require(by, Permission.MAIL_SORT)
    for row in _thread(mail):
        row.read_as = row.read_as or read_as(row, at=row.came_at)
        _settle(row, Fate.WAITING, None, note=row.note)
    record(verb="mail.taken_up", by=by, at=at, subject=mail)


def _thread(mail: UUID) -> list[Mail]:
    """Return a mail and what continues it, locked, the first one first; refuse what another settled meanwhile."""
    key = Mail.objects.values_list("continues", flat=True).get(pk=mail) or mail
    head = Mail.objects.select_for_update(of=("self",)).get(pk=key)
    if head.fate in SETTLED:
        raise Refused(
            _("Somebody has taken this mail up meanwhile."), ask=_("Look at the mail: it says where it went.")
        )
    return [head, *Mail.objects.select_for_update(of=("self",)).filter(continues=head).order_by("came_at", "id")]


def _settle(row: Mail, fate: Fate, invitation: Invitation | None, *, note: str = "") -> None:
    row.fate, row.invitation, row.note = fate, invitation, note or row.note
    row.save(update_fields=["fate", "invitation", "note", "read_as"])
