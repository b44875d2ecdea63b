"""Reads of the mailbox: what waits, one mail with its thread, and what an answer leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.access.enums import EngagementCategory, Stream
from offramp.engagement.enums import Fate, State
from offramp.engagement.models import Attachment, Invitation, Inviter, Mail, Message
from offramp.engagement.rules import mail_proposing as proposing
from offramp.engagement.rules import mail_quotes as quotes
from offramp.engagement.rules import mail_sorting as sorting
from offramp.engagement.rules.mail_reading import Letter
from offramp.kernel.identity import Viewer
from offramp.kernel.keyset import Page, page_of

E = EngagementCategory
PAGE = 25
RECENT = timedelta(days=60)
"""An answer that names nothing but its subject is taken for one of a mail no older than this."""
CLOCKS_APART = timedelta(days=2)
A_YEAR = timedelta(days=366)
MOST_OF_A_MESSAGE = 20_000
SHOWS: Final = {
    "waiting": Q(fate=Fate.WAITING, continues__isnull=True),
    "answers": Q(fate__in=[Fate.MESSAGE, Fate.CALENDAR]),
    "taken": Q(fate=Fate.INVITATION),
    "rest": Q(fate__in=[Fate.AUTOMATIC, Fate.BOUNCE, Fate.OURS, Fate.STRANGER, Fate.SET_ASIDE]),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a mail belongs to: an invitation, or the first mail of a thread. is_tagged: by the address we gave out."""

    invitation: Invitation | None = None
    head: Mail | None = None
    is_tagged: bool = False


def mailbox() -> str:
    """Return the program's own address; empty where it has none."""
    return str(settings.PACE_MAILBOX).lower()


def mail_host() -> str:
    """Return the host that our Message-IDs are made with."""
    return urlsplit(str(settings.SITE_URL)).hostname or "localhost"


def is_our_address(address: str) -> bool:
    """Say whether an address is one we write from, tagged or not."""
    local, _at, host = address.lower().partition("@")
    ours = {mailbox(), parseaddr(str(settings.DEFAULT_FROM_EMAIL))[1].lower()}
    return address.lower() in ours or f"{local.partition('+')[0]}@{host}" == mailbox()


def mails(viewer: Viewer, show: str, *, cursor: str) -> Page[Mail]:
    """Return a page of the mailbox, the latest first; `more` and `files` are what came with and after each."""
    with_more: QuerySet[Mail] = Mail.objects.annotate(
        more=Count("continued_by", distinct=True), has_files=Exists(Attachment.objects.filter(mail=OuterRef("pk")))
    )
    rows = with_more.filter(SHOWS[show]).defer("whole").select_related("invitation")
    page = page_of(rows, "-came_at", "-id", cursor=cursor, size=PAGE)
    _shown(viewer, page.rows)
    return page


def mails_waiting() -> int:
    """Return how many mails wait to be looked at."""
    return Mail.objects.filter(SHOWS["waiting"]).count()


def mail_for(viewer: Viewer, mail: UUID) -> Mail | None:
    """Return one mail, or None where the viewer may not see it."""
    found = Mail.objects.select_related("invitation", "continues").filter(pk=mail).first()
    return _shown(viewer, [found])[0] if found else None


def thread_of(viewer: Viewer, mail: Mail) -> list[Mail]:
    """Return all mails of a thread, the first one first."""
    head = mail.continues_id or mail.pk
    return _shown(viewer, Mail.objects.filter(Q(pk=head) | Q(continues=head)).order_by("came_at", "id"))


def files_of(viewer: Viewer, mails_shown: Sequence[Mail]) -> list[Attachment]:
    """Return what came with some mails, without its content."""
    found = list(Attachment.objects.filter(mail__in=mails_shown).defer("content"))
    for file in found:
        viewer.show(file.mail_id, E.ORGANISER, stream=Stream.ENGAGEMENT)
    return found


def attachment_for(viewer: Viewer, attachment: UUID) -> Attachment | None:
    """Return one attachment with its content, or None where there is none to hand out."""
    found = Attachment.objects.select_related("mail").filter(pk=attachment, content__isnull=False).first()
    if found:
        viewer.show(found.mail_id, E.ORGANISER, stream=Stream.ENGAGEMENT)
    return found


def open_invitations(viewer: Viewer, mail: Mail) -> list[Invitation]:
    """Return the invitations a mail can be put to: those of its sender first, then the latest."""
    theirs = Inviter.objects.filter(invitation=OuterRef("pk"), email__iexact=mail.sender or "-")
    rows = Invitation.objects.exclude(state=State.CANCELLED)
    found = list(rows.order_by(Exists(theirs).desc(), "-received_at")[:50])
    for row in found:
        viewer.show(row.pk, E.EVENTS, stream=Stream.ENGAGEMENT)
    return found


def found_for(letter: Letter, *, kept: UUID, at: datetime) -> Found:
    """Return what a letter answers, by the surest sign first: our tag, our Message-IDs, its own thread, its subject.

    kept: the letter's own row, which answers nothing.
    """
    leads = [sorting.by_tag(letter.to, mailbox=mailbox()), *sorting.by_our_ids(letter.refers_to, host=mail_host())]
    for lead in leads:
        found = _behind(lead) if lead else None
        if found:
            return found
    mail = _in_thread(letter, kept) or _by_subject(letter, kept, at)
    return _of_mail(mail) if mail else Found()


def asked_back_lately(sender: str, *, at: datetime) -> int:
    """Return how many automatic answers went to an address within a day."""
    return Mail.objects.filter(sender=sender, asked_back_at__gt=at - timedelta(days=1)).count()


def inviter_address(invitation: UUID) -> str:
    """Return the address of who invited, in lower case; empty where there is none."""
    found = Inviter.objects.filter(invitation=invitation).values_list("email", flat=True).first()
    return (found or "").lower()


def read_as(row: Mail, *, at: datetime, calendar: bytes = b"") -> proposing.ReadAs:
    """Return what a mail seems to ask for, seen from the day it was sent."""
    return proposing.propose(
        proposing.Seen(
            subject=row.subject, text=row.text, sender_name=row.sender_name,
            on=timezone.localdate(_written(row.sent_at, at)), zone=str(settings.TIME_ZONE),
            is_passed_on=quotes.is_passed_on(row.subject, row.whole), calendar=calendar,
        )
    )  # fmt: skip


def words_of(row: Mail) -> str:
    """Return what a mail says, as a message: its words, or its subject where it has none."""
    return (row.text.strip() or row.subject or _("A mail without words."))[:MOST_OF_A_MESSAGE]


def _written(sent_at: datetime | None, at: datetime) -> datetime:
    """Return when a mail was written: as it says, unless that can't be."""
    sent = sent_at or at
    return sent if at - A_YEAR < sent < at + CLOCKS_APART else at.astimezone(UTC)


def _behind(lead: sorting.Thread) -> Found | None:
    if lead.kind == "mail":
        mail = Mail.objects.select_related("invitation", "continues").filter(pk=lead.key).first()
        return _of_mail(mail, is_tagged=lead.is_tagged) if mail else None
    if lead.kind == "message":
        message = Message.objects.select_related("invitation").filter(pk=lead.key).first()
        return Found(message.invitation) if message else None
    invitation = Invitation.objects.filter(pk=lead.key).first()
    return Found(invitation, is_tagged=lead.is_tagged) if invitation else None


def _of_mail(mail: Mail, *, is_tagged: bool = False) -> Found:
    head = mail.continues or mail
    invitation = Invitation.objects.filter(pk=head.invitation_id).first() if head.invitation_id else None
    return Found(invitation, head, is_tagged)


def _in_thread(letter: Letter, kept: UUID) -> Mail | None:
    """Return a mail of the same thread, whichever of the two came first."""
    rows = Mail.objects.select_related("invitation", "continues").exclude(pk=kept).order_by("-came_at")
    answered = rows.filter(message_id__in=letter.refers_to).first() if letter.refers_to else None
    if answered:
        return answered
    later = Q(refers_to__contains=[letter.message_id]) if letter.message_id else Q(pk__isnull=True)
    beside = Q(refers_to__overlap=letter.refers_to, sender=letter.sender) if letter.refers_to else Q(pk__isnull=True)
    return rows.filter(later | beside, fate=Fate.WAITING).first()


def _by_subject(letter: Letter, kept: UUID, at: datetime) -> Mail | None:
    """Return the mail that an answer without any reference goes on from: of the same sender, on the same subject."""
    if not letter.sender or not sorting.is_answer(letter.subject):
        return None
    rows = Mail.objects.select_related("invitation", "continues").exclude(pk=kept)
    rows = rows.filter(
        sender=letter.sender, came_at__gt=at - RECENT, fate__in=[Fate.WAITING, Fate.INVITATION, Fate.MESSAGE]
    )
    return next((row for row in rows[:PAGE] if sorting.same_subject(row.subject, letter.subject)), None)


def _shown(viewer: Viewer, rows: "QuerySet[Mail] | list[Mail]") -> list[Mail]:
    found = list(rows)
    for row in found:
        viewer.show(row.invitation_id or row.pk, E.ORGANISER, stream=Stream.ENGAGEMENT)
    return found
