"""A mailbox on an IMAP server: its address, signing in, and mails as they lie there. It knows no tables.

IMAP4rev1 is enough; IDLE (RFC 2177) and MOVE (RFC 6851) are used where the server has them.
"""

import imaplib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from imap_tools import BaseMailBox, ImapToolsError, MailBox, MailBoxStartTls, MailBoxUnencrypted

PORTS = {"imap": 143, "imap+tls": 143, "imaps": 993}
BEGINNING = 256 * 1024
"""How much of a mail is fetched that is too large to be read whole."""
SECONDS_TO_ANSWER = 30
AWAY = (OSError, imaplib.IMAP4.error, ImapToolsError)
"""The mailbox can't be reached, or does not do what it was asked for."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a mailbox is, and how to sign in to it."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str


def address_of(url: str) -> Address:
    """Return the parts of imaps://user:password@host:993/INBOX; raise ValueError where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or not parts.username:
        raise ValueError(url)
    return Address(
        parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme], unquote(parts.username),
        unquote(parts.password or ""), unquote(parts.path.strip("/")) or "INBOX",
    )  # fmt: skip


@contextmanager
def opened(address: Address, *, timeout: float = SECONDS_TO_ANSWER) -> Iterator[BaseMailBox]:
    """Sign in to a mailbox and open its folder, until the block ends."""
    kind = {"imaps": MailBox, "imap+tls": MailBoxStartTls, "imap": MailBoxUnencrypted}[address.scheme]
    box = kind(address.host, address.port, timeout=timeout)
    try:
        box.login(address.user, address.password, initial_folder=address.folder)
        _status, told = box.client.capability()  # many servers tell of IDLE and MOVE only now
        box.client.capabilities = tuple(told[-1].decode("ascii", "replace").upper().split())
        yield box
    finally:
        with suppress(*AWAY):
            box.logout()


def sizes_of(box: BaseMailBox, uids: list[str]) -> list[tuple[str, int]]:
    """Return how large mails are, in bytes; those that are gone meanwhile are left out."""
    _status, lines = box.client.uid("fetch", ",".join(uids), "(RFC822.SIZE)")
    told: dict[str, int] = {}
    for line in lines:
        text = (line if isinstance(line, bytes) else b"").decode("ascii", "replace")
        uid, size = re.search(r"\bUID (\d+)", text), re.search(r"\bRFC822\.SIZE (\d+)", text)
        if uid and size:
            told[uid[1]] = int(size[1])
    return [(uid, told[uid]) for uid in uids if uid in told]


def fetched(box: BaseMailBox, uid: str, what: str) -> bytes | None:
    """Return a part of a mail, as the server holds it; None where it is gone."""
    _status, answer = box.client.uid("fetch", uid, f"({what})")
    return next((bytes(part[1]) for part in answer if isinstance(part, tuple)), None)


def wait(box: BaseMailBox, seconds: float, stopping: Callable[[], bool]) -> None:
    """Wait until the server tells of something, a while has passed, or it is time to stop."""
    if "IDLE" not in box.client.capabilities:
        sleep(seconds, stopping)
        return
    until = time.monotonic() + seconds
    with box.idle as idle:
        while not stopping() and time.monotonic() < until:
            if idle.poll(timeout=1):
                return


def sleep(seconds: float, stopping: Callable[[], bool]) -> None:
    """Wait a while, or until told to stop."""
    until = time.monotonic() + seconds
    while not stopping() and time.monotonic() < until:
        time.sleep(0.2)
