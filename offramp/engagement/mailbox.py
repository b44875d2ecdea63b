"""The program's mailbox, read by IMAP: each mail is kept first, and moved on the server only once that is certain.

What is in the folder was not kept yet; what was kept is in the folder beside it. A mail whose move got lost is fetched
again and known by its digest. One mail at a time is held in memory.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from imap_tools import BaseMailBox

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.queries import pace_unit
from offramp.engagement import imap
from offramp.engagement.actions.mails import keep_mail, keep_unread
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor

log = logging.getLogger(__name__)
BATCH = 50
SECONDS_BETWEEN = 60
"""The folder is looked at this often, also where the server told of nothing."""
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
AWAY = (*imap.AWAY, OperationalError, InterfaceError)
"""The mailbox or the database can't be reached: nothing is lost, it is tried again."""


@dataclass(slots=True)
class Round:
    """What one look into the folder came to."""

    kept: int = 0
    left: int = 0


def read_folder(box: BaseMailBox, *, keep: Callable[[bytes, bool], bool]) -> Round:
    """Keep every mail of the folder, and move what was kept. keep: takes a mail, or its beginning alone
    where it is too large, and returns whether it is certain to be kept."""
    told, kept_folder = Round(), str(settings.IMAP_KEPT)
    if not box.folder.exists(kept_folder):
        box.folder.create(kept_folder)
    uids = box.uids("ALL", charset=None)
    for first in range(0, len(uids), BATCH):
        batch = uids[first : first + BATCH]
        done = [uid for uid, size in imap.sizes_of(box, batch) if _keep_one(box, uid, size, keep)]
        if done:
            box.move(done, kept_folder)
        told.kept += len(done)
        told.left += len(batch) - len(done)
    return told


def keep(raw: bytes, is_whole: bool) -> bool:
    """Keep one mail in a transaction of its own, as the clerk. What can't be sorted is kept as it came."""
    try:
        with transaction.atomic():
            keep_mail(raw=raw, is_whole=is_whole, by=_clerk(), at=now())
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # one mail must not stop the others: it is kept unread
        log.exception("a mail could not be sorted")
        return _keep_unread(raw)
    return True


def watch(address: imap.Address, *, stopping: Callable[[], bool]) -> None:
    """Keep what is in the mailbox, and whatever comes, until told to stop; a server that is away is tried again."""
    pause = FIRST_PAUSE
    while not stopping():
        try:
            with imap.opened(address) as box:
                while not stopping():
                    read_folder(box, keep=keep)
                    pause = FIRST_PAUSE
                    imap.wait(box, SECONDS_BETWEEN, stopping)
        except AWAY as error:
            log.warning("the mailbox or the database is away: %s", type(error).__name__)
            if isinstance(error, (OperationalError, InterfaceError)):
                connection.close()
            imap.sleep(pause, stopping)
            pause = min(pause * 2, LONGEST_PAUSE)


def _keep_one(box: BaseMailBox, uid: str, size: int, keep: Callable[[bytes, bool], bool]) -> bool:
    is_whole = size <= int(settings.PACE_MAIL_MEGABYTES) * 1_000_000
    raw = imap.fetched(box, uid, "BODY.PEEK[]" if is_whole else f"BODY.PEEK[]<0.{imap.BEGINNING}>")
    if raw is None:
        return False
    return keep(raw, is_whole)


def _keep_unread(raw: bytes) -> bool:
    try:
        with transaction.atomic():
            keep_unread(raw=raw, digest=sha256(raw).hexdigest(), by=_clerk(), at=now())
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # it stays in the mailbox, where a person finds it
        log.exception("a mail could not be kept; it stays in the mailbox")
        return False
    return True


def _clerk() -> Actor:
    return act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=now())
