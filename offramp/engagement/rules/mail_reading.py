"""A mail as it came, read into words, attachments and what its headers say. Whatever it holds, this raises nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from inscriptis import get_text

from offramp.engagement.enums import Sort
from offramp.engagement.rules import mail_headers as headers
from offramp.engagement.rules import mail_quotes as quotes
from offramp.engagement.rules.mail_sorting import sort_of

MOST_WORDS = 100_000
MOST_MARKUP = 1_000_000
MOST_ATTACHMENTS = 30
DEEPEST = 5
TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
if TYPE_CHECKING:
    Part = Message[str, str]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What came with a mail: a file that is kept and never shown. content: None where it was too large to keep."""

    name: str
    kind: str
    size: int
    content: bytes | None


@dataclass(slots=True)
class Letter:
    """A mail in words. note: what was wrong with it."""

    digest: str
    sender: str = ""
    sender_name: str = ""
    to: list[str] = field(default_factory=list)
    subject: str = ""
    message_id: str = ""
    refers_to: list[str] = field(default_factory=list)
    sent_at: datetime | None = None
    sort: Sort = Sort.PERSONAL
    is_doubted: bool = False
    whole: str = ""
    text: str = ""
    calendar: bytes = b""
    method: str = ""
    enclosed: list[Enclosed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def note(self) -> str:
        return " ".join(dict.fromkeys(self.notes))[:300]


def read_letter(raw: bytes, *, most_bytes: int) -> Letter:
    """Read a mail. most_bytes: attachments larger than this together are named and not kept."""
    letter = Letter(digest=sha256(raw).hexdigest())
    try:
        _read_into(letter, message_from_bytes(raw), most_bytes)
    except Exception:  # whatever a mail is made of: it is kept, and somebody is told
        letter.notes.append(_("This mail is broken. What could be read of it is shown as it came."))
        letter.whole = letter.text = letter.text or headers.cleaned(headers.in_words(raw[:MOST_WORDS], "utf-8"))
    return letter


def _read_into(letter: Letter, message: "Part", most_bytes: int) -> None:
    [(letter.sender_name, letter.sender), *_more] = headers.addresses(message, "From") or [("", "")]
    letter.to = [address for _name, address in headers.addresses(message, *TO)]
    letter.subject = headers.header(message, "Subject")[:400]
    letter.message_id = next(iter(headers.message_ids(message, "Message-ID")), "")
    letter.refers_to = headers.message_ids(message, "References", "In-Reply-To")
    letter.sent_at = headers.sent_at(message)
    letter.sort = sort_of(message, letter.sender, letter.subject)
    letter.is_doubted = any(
        f"{check}=fail" in headers.header(message, "Authentication-Results").lower() for check in ("dmarc", "spf")
    )
    if letter.sort == Sort.BOUNCE:
        letter.refers_to += [key for part in message.walk() for key in _returned(part)]
    if letter.sent_at is None:
        letter.notes.append(_("It does not say when it was sent."))
    if not letter.sender:
        letter.notes.append(_("It does not say who sent it."))
    if message.defects:
        letter.notes.append(_("It is not put together as mails should be; something may be missing."))
    _read_parts(letter, message, most_bytes)


def _read_parts(letter: Letter, message: "Part", most_bytes: int) -> None:
    plain: list[str] = []
    markup: list[str] = []
    is_passed_on = quotes.is_passed_on(letter.subject, "")
    for part, depth in _leaves(message):
        kind = part.get_content_type().lower()
        content = _content(part)
        is_passed_on = is_passed_on or bool(depth)
        if depth >= DEEPEST:
            letter.notes.append(_("Mails are nested in it deeper than we read."))
            _enclose(letter, part, kind, content, most_bytes)
        elif kind == "text/calendar":
            letter.calendar, letter.method = content[:MOST_MARKUP], str(part.get_param("method") or "").upper()
            _enclose(letter, part, kind, content, most_bytes)
        elif part.get_content_disposition() == "attachment" or part.get_filename():
            _enclose(letter, part, kind, content, most_bytes)
        elif kind == "text/plain":
            plain.append(headers.in_words(content, str(part.get_content_charset() or "utf-8")))
        elif kind == "text/html":
            markup.append(headers.in_words(content[:MOST_MARKUP], str(part.get_content_charset() or "utf-8")))
        elif content:
            _enclose(letter, part, kind, content, most_bytes)
    whole = headers.cleaned("\n\n".join(text for text in plain if text.strip()) or _as_text(markup)).strip()
    if len(whole) > MOST_WORDS:
        letter.notes.append(_("It is very long: only its beginning is kept as text."))
    letter.whole = whole[:MOST_WORDS]
    is_passed_on = is_passed_on or quotes.is_passed_on("", letter.whole)
    letter.text = letter.whole if is_passed_on else quotes.own_words(letter.whole)


def _leaves(message: "Part", depth: int = 0) -> "Iterator[tuple[Part, int]]":
    """Yield the parts that hold something, and in how many mails each is nested; at the deepest, a mail whole."""
    inner = message.get_payload()
    if isinstance(inner, list) and depth < DEEPEST:
        deeper = depth + (message.get_content_maintype() == "message")
        for part in inner:
            if isinstance(part, Message):
                yield from _leaves(part, deeper)
    else:
        yield message, depth


def _returned(part: "Part") -> list[str]:
    """Return the Message-IDs of the mail that a bounce brings back."""
    if part.get_content_type() == "text/rfc822-headers":
        return headers.MESSAGE_ID.findall(headers.in_words(_content(part), "utf-8"))[:50]
    return headers.message_ids(part, "Message-ID")


def _content(part: "Part") -> bytes:
    if part.is_multipart():
        return part.as_bytes()
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _as_text(markup: list[str]) -> str:
    return "\n\n".join(get_text(text) for text in markup if text.strip())


def _enclose(letter: Letter, part: "Part", kind: str, content: bytes, most_bytes: int) -> None:
    if len(letter.enclosed) >= MOST_ATTACHMENTS:
        letter.notes.append(_("It has more attachments than we keep."))
        return
    name = headers.cleaned(str(part.get_filename() or "")).replace("/", "_").replace("\\", "_").strip()[:200]
    held = sum(one.size for one in letter.enclosed if one.content is not None)
    is_kept = held + len(content) <= most_bytes
    if not is_kept:
        letter.notes.append(_("An attachment is too large to keep. Ask for it another way."))
    if name.lower() == "winmail.dat" or kind == "application/ms-tnef":
        letter.notes.append(_("What is in winmail.dat can't be read here. Ask for it as plain text or PDF."))
    letter.enclosed.append(Enclosed(name or _("attachment"), kind[:120], len(content), content if is_kept else None))
