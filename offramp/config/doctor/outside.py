"""Checks of what surrounds the database: the key store, the mail server and the disk."""

import shutil
import smtplib
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection

from offramp.config.doctor.findings import Finding, finding
from offramp.engagement import imap
from offramp.kernel.sealed import key_store


def mail() -> Finding:
    """Open a connection to the mail server, sign-in included, and send nothing."""
    try:
        session = get_connection(timeout=5)
        session.open()
        session.close()
    except (OSError, smtplib.SMTPException) as error:
        where = f"{settings.EMAIL_HOST}, port {settings.EMAIL_PORT}"
        return finding(
            "mail", [f"The mail server at {where} can't be used: {error}."], "Mend EMAIL_URL, or the server."
        )
    return Finding("mail", ok=True)


def mailbox() -> Finding:
    """Sign in to the mailbox, where there is one, and open its folder; read nothing."""
    if not settings.IMAP_URL:
        return Finding("mailbox", ok=True)
    address = imap.address_of(settings.IMAP_URL)
    try:
        with imap.opened(address, timeout=5):
            wrong = (
                [] if settings.PACE_MAILBOX else ["PACE_MAILBOX is not set: answers to letters can't be told apart."]
            )
    except imap.AWAY as error:
        where = f"{address.host}, port {address.port}"
        wrong = [f"The mailbox at {where} can't be opened: {type(error).__name__}."]
    return finding("mailbox", wrong, "Mend IMAP_URL or PACE_MAILBOX, or the server.")


def disk() -> Finding:
    """Measure what is free where this installation keeps its data."""
    folder = next(place for place in (settings.HOME, *Path(settings.HOME).parents) if place.exists())
    usage = shutil.disk_usage(folder)
    free = usage.free * 100 / usage.total
    least = settings.DISK_FREE_PERCENT
    wrong = [f"The disk of {folder} is {free:.1f}% free; at least {least}% is wanted."] if free < least else []
    return finding("disk", wrong, "Make room, or change DISK_FREE_PERCENT.")


def keys() -> Finding:
    """Open the key store and every key in it, and keep none."""
    return finding(
        "keys",
        key_store().faults(),
        "Start or mend the server of KEYSTORE_URL, run `offramp migrate`; put every secret back into KEYSTORE_SECRETS.",
    )


CHECKS: Mapping[str, Callable[[], Finding]] = {"keys": keys, "mail": mail, "mailbox": mailbox, "disk": disk}
