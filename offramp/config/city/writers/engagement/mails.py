"""What `engagement.actions` writes of mails as they come to the mailbox, and of the one that became an invitation."""

from collections.abc import Iterable, Mapping

from django.conf import settings

from offramp.config.city.city import City
from offramp.config.city.lives.pace.mails import Came
from offramp.config.city.lives.pace.story import COORDINATOR
from offramp.config.city.writers.engagement.inviting import Written
from offramp.engagement.enums import Fate, Side
from offramp.engagement.models import Attachment, Mail, Message
from offramp.engagement.queries.mails import read_as, words_of
from offramp.engagement.rules.mail_reading import Letter, read_letter

SORTED = {Fate.INVITATION: Fate.WAITING}
"""What each mail was at first, where that changed since."""


def write_mailbox(city: City, mails: Iterable[Came], written: Mapping[int, Written]) -> None:
    """Write the mails that came, and what became of them. written: the invitations, by the id of their story."""
    for came in mails:
        letter = read_letter(came.raw, most_bytes=int(settings.PACE_ATTACHMENT_MEGABYTES) * 1_000_000)
        row = _kept(city, came, letter)
        if came.story is not None:
            _accepted(city, row, came, written[id(came.story)])


def _kept(city: City, came: Came, letter: Letter) -> Mail:
    book, at, unit = city.book, came.at, city.ground.units["pace"]
    row = book.add(
        Mail(
            pk=book.id_at(at), unit_id=unit, digest=letter.digest, message_id=letter.message_id,
            refers_to=letter.refers_to, came_at=at, sent_at=letter.sent_at, sender=letter.sender,
            sender_name=letter.sender_name, subject=letter.subject, text=letter.text, whole=letter.whole,
            fate=SORTED.get(came.fate, came.fate), note=letter.note,
        )
    )  # fmt: skip
    for one in letter.enclosed:
        book.add(
            Attachment(
                pk=book.id_at(at), unit_id=unit, mail=row, name=one.name, kind=one.kind, size=one.size,
                content=one.content,
            )
        )  # fmt: skip
    if row.fate == Fate.WAITING:
        row.read_as = read_as(row, at=at, calendar=letter.calendar)
    book.record(f"mail.{row.fate}", city.ground.clerk, at, subject=row.pk)
    return row


def _accepted(city: City, row: Mail, came: Came, made: Written) -> None:
    """Write what the coordinator did who made an invitation of a mail."""
    book, at = city.book, made.row.received_at
    book.add(
        Message(
            pk=book.id_at(at), invitation=made.row, unit_id=row.unit_id, side=Side.ORGANISER, written_at=row.came_at,
            text=words_of(row),
        )
    )  # fmt: skip
    row.fate, row.invitation = came.fate, made.row
    book.record("mail.accepted", city.ground.actor(COORDINATOR, at), at, subject=row.pk, about=made.row.pk)
