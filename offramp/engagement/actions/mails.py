"""What is done with mails as they come: each is kept once, then sorted. None is lost, none is doubled."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.actions.calendar_answers import take_answer
from offramp.engagement.actions.inviting import write_to_us
from offramp.engagement.enums import Fate, Sort
from offramp.engagement.models import Attachment, Invitation, Mail
from offramp.engagement.queries import mails as queries
from offramp.engagement.rules import mail_proposing as proposing
from offramp.engagement.rules import mail_sorting as sorting
from offramp.engagement.rules.mail_calendars import calendar_answer
from offramp.engagement.rules.mail_reading import Letter, read_letter
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor

ASKED_FOR = {"REPLY", "COUNTER", "REFRESH"}


@transaction.atomic
def keep_mail(*, raw: bytes, is_whole: bool = True, by: Actor, at: datetime) -> Mail:
    """Keep a mail as it came and sort it; the same bytes again are the same mail.

    raw: the whole mail, or its beginning alone where it is too large to be read.
    """
    require(by, Permission.MAIL_SORT)
    letter = read_letter(raw, most_bytes=int(settings.PACE_ATTACHMENT_MEGABYTES) * 1_000_000)
    if not is_whole:
        letter.notes.insert(0, _("It is too large to read: only its beginning is here. The whole is in the mailbox."))
    row, is_new = _kept(letter, by=by, at=at)
    if is_new:
        _sort(row, letter, by=by, at=at)
        row.note = letter.note
        row.save()
        record(verb=f"mail.{row.fate}", by=by, at=at, subject=row.pk, about=row.invitation_id)
    return row


@transaction.atomic
def keep_unread(*, raw: bytes, digest: str, by: Actor, at: datetime) -> None:
    """Keep a mail that could not be sorted: its first words, and a note that says so."""
    require(by, Permission.MAIL_SORT)
    words = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in raw[:20_000].decode("latin-1"))
    note = _("This mail could not be sorted. Its beginning is shown as it came; the whole is in the mailbox.")
    values = {"came_at": at, "whole": words, "text": words, "note": note}
    row, is_new = Mail.objects.get_or_create(unit_id=by.home, digest=digest, defaults=values)
    if is_new:
        record(verb="mail.waiting", by=by, at=at, subject=row.pk)


def _kept(letter: Letter, *, by: Actor, at: datetime) -> tuple[Mail, bool]:
    row, is_new = Mail.objects.get_or_create(
        unit_id=by.home,
        digest=letter.digest,
        defaults={
            "message_id": letter.message_id, "refers_to": letter.refers_to, "came_at": at, "sent_at": letter.sent_at,
            "sender": letter.sender, "sender_name": letter.sender_name, "subject": letter.subject,
            "text": letter.text, "whole": letter.whole,
        },
    )  # fmt: skip
    if is_new:
        Attachment.objects.bulk_create(
            Attachment(unit_id=by.home, mail=row, name=one.name, kind=one.kind, size=one.size, content=one.content)
            for one in letter.enclosed
        )
    return row, is_new


def _sort(row: Mail, letter: Letter, *, by: Actor, at: datetime) -> None:
    if queries.is_our_address(letter.sender) or sorting.by_our_ids([letter.message_id], host=queries.mail_host()):
        row.fate = Fate.OURS
        return
    first = _came_before(row)
    if first:
        row.fate, row.continues, row.invitation_id = Fate.SET_ASIDE, first.continues or first, first.invitation_id
        letter.notes.append(_("The same mail came before."))
        return
    if letter.sort != Sort.BOUNCE and letter.method in ASKED_FOR:
        _take_calendar_answer(row, letter, by=by, at=at)
        return
    found = queries.found_for(letter, kept=row.pk, at=at)
    if letter.sort in (Sort.BOUNCE, Sort.AUTOMATIC):
        row.fate = Fate.BOUNCE if letter.sort == Sort.BOUNCE else Fate.AUTOMATIC
        row.invitation = found.invitation
    elif found.invitation:
        _answer(row, letter, found, found.invitation, by=by, at=at)
    else:
        _ask_for(row, letter, found, at=at)


def _came_before(row: Mail) -> Mail | None:
    """Return the mail that this is another delivery of: the same Message-ID from the same sender, the same words."""
    if not row.message_id:
        return None
    same = Mail.objects.filter(message_id=row.message_id, sender=row.sender, text=row.text).exclude(pk=row.pk)
    return same.select_related("continues").order_by("came_at").first()


def _take_calendar_answer(row: Mail, letter: Letter, *, by: Actor, at: datetime) -> None:
    said = calendar_answer(letter.calendar, sender=letter.sender)
    try:
        if said is None or letter.is_doubted:
            raise Refused(_("It answers a calendar entry for somebody else than who sent it."))
        take_answer(uid=said.uid, sender=said.attendee, partstat=said.partstat, sequence=said.sequence, by=by, at=at)
        row.fate = Fate.CALENDAR
    except Refused as refusal:
        row.fate = Fate.STRANGER
        letter.notes.append(str(refusal))


def _answer(
    row: Mail, letter: Letter, found: queries.Found, invitation: Invitation, *, by: Actor, at: datetime
) -> None:
    """Write an answer down where it belongs; one that may be by somebody else waits for the coordinator."""
    row.invitation = invitation
    theirs = queries.inviter_address(invitation.pk)
    if found.head and found.head.pk != row.pk:
        row.continues = found.head
    if found.is_tagged or (letter.sender and letter.sender == theirs and not letter.is_doubted):
        row.fate = Fate.MESSAGE
        write_to_us(invitation=invitation.pk, text=queries.words_of(row), by=by, at=at)
        return
    row.continues = None
    letter.notes.append(
        _("It says it comes from who invites, and the mail server doubts it.")
        if letter.sender == theirs
        else _("It answers an invitation, and comes from another address than who invites.")
    )


def _ask_for(row: Mail, letter: Letter, found: queries.Found, *, at: datetime) -> None:
    """Read what a mail asks for; a later mail of a thread adds to its first one and makes no second request."""
    read = queries.read_as(row, at=at, calendar=letter.calendar)
    row.read_as = read
    head = Mail.objects.select_for_update(of=("self",)).get(pk=found.head.pk) if found.head else None
    if head is None:
        if settings.PACE_ASK_BACK and letter.sort == Sort.PERSONAL and proposing.lacking(read):
            app.configure_task("engagement.ask_back").defer(mail=str(row.pk))
        return
    row.continues = head
    if head.fate != Fate.WAITING:
        head.fate = Fate.WAITING
        head.note = _("Something new came after it was put away.")
    if found.is_tagged or letter.sender == head.sender:
        head.read_as = proposing.merged(head.read_as, read)
    else:
        letter.notes.append(_("It comes from another address than the mail it answers."))
    head.save(update_fields=["fate", "note", "read_as"])


@transaction.atomic
def note_asked_back(*, mail: UUID, message_id: str, at: datetime) -> Mail | None:
    """Note that the sender of a mail is asked for what is missing, and return the mail; None where they were before."""
    row = Mail.objects.select_for_update(of=("self",)).filter(pk=mail, asked_back_at__isnull=True).first()
    if row is None or row.fate != Fate.WAITING or row.invitation_id or not proposing.lacking(row.read_as):
        return None
    row.asked_back_at, row.answered_id = at, message_id
    row.save(update_fields=["asked_back_at", "answered_id"])
    return row
