"""What a mail is by its headers, and which thread it belongs to.

Automatic answers never get one (RFC 3834). A reply is known by our tagged address, by a Message-ID of ours, or by the
mail it answers.
"""

import re
from base64 import b32decode, b32encode
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from offramp.engagement.enums import Sort
from offramp.engagement.rules.mail_headers import header

MASSES = {"bulk", "junk", "list", "auto_reply"}
OF_LISTS = ("List-Id", "List-Unsubscribe", "List-Post", "Feedback-ID")
OF_ANSWERS = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-Mail-Autoreply")
ROBOTS = re.compile(r"^(?:no-?_?reply|do-?not-?reply|ne-?pas-?repondre|nepasrepondre|bounces?|notifications?)\b", re.I)
POSTMASTERS = re.compile(r"^(?:mailer-daemon|postmaster)@", re.I)
AWAY = re.compile(
    r"^\s*(?:automatic reply|auto(?:matic)?[- ]?reply|out of (?:the )?office|réponse automatique|absence du bureau)\b",
    re.I,
)
ANSWERS = re.compile(r"^\s*(?:(?:re|aw|sv|ref|rép|tr|fwd?|wg)\s*(?:\[\d+\])?\s*:\s*)+", re.I)
TAG = re.compile(r"([im])([a-z2-7]{26})([0-9a-f]{10})")
OURS = re.compile(r"<(received|message|asked)-([0-9a-f]{32})@([^<>@]+)>")


@dataclass(frozen=True, slots=True)
class Thread:
    """What a tag or a Message-ID of ours leads to. kind: invitation, message or mail."""

    kind: str
    key: UUID
    is_tagged: bool = False


def sort_of(message: "Message[str, str]", sender: str, subject: str) -> Sort:
    """Return what a mail is by its headers alone: RFC 3834, RFC 2369, RFC 3464, and what Exchange adds."""
    path = message.get("Return-Path")
    unreturnable = path is not None and not parseaddr(str(path))[1]
    if message.get_content_type() == "multipart/report" or (unreturnable and POSTMASTERS.match(sender)):
        return Sort.BOUNCE
    automatic = header(message, "Auto-Submitted").split(";")[0].strip().lower() or "no"
    if (
        automatic.startswith("auto-replied")
        or header(message, "Precedence").lower() in MASSES
        or any(message.get(name) for name in (*OF_LISTS, *OF_ANSWERS))
        or AWAY.match(subject)
    ):
        return Sort.AUTOMATIC
    suppressed = header(message, "X-Auto-Response-Suppress").lower() not in {"", "none"}
    alone = automatic != "no" or unreturnable or suppressed
    return Sort.PERSONAL if is_attended(sender) and not alone else Sort.UNATTENDED


def is_attended(address: str) -> bool:
    """Say whether somebody reads what is sent to an address, as far as it says itself."""
    return bool(address) and not ROBOTS.match(address) and not POSTMASTERS.match(address)


def tagged(mailbox: str, kind: str, key: UUID) -> str:
    """Return the mailbox's address with a tag that leads an answer to one invitation ("i") or mail ("m")."""
    local, _at, host = mailbox.partition("@")
    signs = b32encode(key.bytes).decode().rstrip("=").lower()
    return f"{local}+{kind}{signs}{_seal(kind, key)}@{host}" if host else ""


def by_tag(addresses: Iterable[str], *, mailbox: str) -> Thread | None:
    """Return what a tag in one of the addresses leads to; none where nobody of ours made it."""
    local, _at, host = mailbox.lower().partition("@")
    for address in addresses:
        name, _at, where = address.lower().partition("@")
        made = TAG.fullmatch(name.removeprefix(f"{local}+")) if where == host else None
        if not made:
            continue
        key = UUID(bytes=b32decode(f"{made[2].upper()}======"))
        if constant_time_compare(made[3], _seal(made[1], key)):
            return Thread("invitation" if made[1] == "i" else "mail", key, is_tagged=True)
    return None


def our_id(kind: str, key: UUID, *, host: str) -> str:
    """Return the Message-ID of a letter: always the same for the same letter, so that answers are known by it."""
    return f"<{kind}-{key.hex}@{host}>"


def by_our_ids(ids: Iterable[str], *, host: str) -> list[Thread]:
    """Return what Message-IDs of ours lead to, the nearest first."""
    leads = {"received": "invitation", "message": "message", "asked": "mail"}
    found = [OURS.fullmatch(key) for key in ids]
    return [Thread(leads[one[1]], UUID(one[2])) for one in reversed(found) if one and one[3].lower() == host.lower()]


def bare_subject(subject: str) -> str:
    """Return a subject without the marks of an answer or of passing on."""
    return ANSWERS.sub("", subject).strip()


def same_subject(one: str, other: str) -> bool:
    """Say whether two mails have one subject, but for the marks."""
    return bare_subject(one).casefold() == bare_subject(other).casefold()


def is_answer(subject: str) -> bool:
    """Say whether a subject is marked as an answer."""
    return bool(re.match(r"^\s*(?:re|aw|sv|rép)\s*(?:\[\d+\])?\s*:", subject, re.I))


def _seal(kind: str, key: UUID) -> str:
    return salted_hmac("engagement.mails", f"{kind}{key.hex}", algorithm="sha256").hexdigest()[:10]
