"""Headers of mails, however broken: each is read, or is empty. None raises."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

MAY_BE_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MESSAGE_ID = re.compile(r"<[^<>\s]{3,398}>")
LONGEST_HEADER = 4000
MOST_REFERENCES = 50


def cleaned(text: str) -> str:
    """Return a text without what can't be seen or stored, its lines ended plainly."""
    return MAY_BE_UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def header(message: "Message[str, str]", name: str) -> str:
    """Return a header in words, on one line; empty where there is none."""
    try:
        raw = str(message.get(name) or "")
    except (LookupError, ValueError):
        return ""
    return " ".join(cleaned(_decoded(raw[:LONGEST_HEADER])).split())


def _decoded(raw: str) -> str:
    raw = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(part if isinstance(part, str) else in_words(part, charset or "ascii") for part, charset in parts)


def in_words(content: bytes, charset: str) -> str:
    """Return bytes as text: by the charset they name, else as most mails are written."""
    for name in (charset, "utf-8"):
        with suppress(LookupError, ValueError):
            return content.decode(name)
    return content.decode("cp1252", "replace")


def addresses(message: "Message[str, str]", *names: str) -> list[tuple[str, str]]:
    """Return the names and addresses of some headers; addresses in lower case, only those that are some."""
    texts = [header(message, name) for name in names]
    found = getaddresses([text for text in texts if text])
    return [(" ".join(name.split())[:200], address.lower()) for name, address in found if is_address(address)]


def is_address(text: str) -> bool:
    """Say whether a text can be an address to write to."""
    return len(text) <= 254 and bool(re.fullmatch(r"[^\s@<>,;:\"\\()]{1,64}@[^\s@<>,;:\"\\()]+", text))


def message_ids(message: "Message[str, str]", *names: str) -> list[str]:
    """Return the Message-IDs that some headers hold, each once, the last ones last."""
    found: Iterable[str] = (key for name in names for key in MESSAGE_ID.findall(header(message, name)))
    return list(dict.fromkeys(found))[-MOST_REFERENCES:]


def sent_at(message: "Message[str, str]") -> datetime | None:
    """Return when a mail says it was sent; None where it does not say, or says nonsense."""
    try:
        said = parsedate_to_datetime(header(message, "Date"))
        return (said if said.tzinfo else said.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
