"""A mail server that takes in what the product sends, over a real socket, and keeps it to be read."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

PATIENCE = 60
"""Seconds a job may take to send a mail on a machine that does other things too."""


class Sink:
    """What came, in order."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802, the name is aiosmtpd's
        """Take in a mail."""
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Taken"

    def waited_for(self, wanted: Callable[[EmailMessage], bool]) -> EmailMessage:
        """Return the first mail that is wanted, as soon as it has come."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for mail in list(self.mails):
                if wanted(mail):
                    return mail
            time.sleep(0.2)
        raise AssertionError(f"No such mail came; these did: {[mail['Subject'] for mail in self.mails]}")


@contextmanager
def taking_mail(port: int) -> Iterator[Sink]:
    """Take in mail on a port until the block ends."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def words(mail: EmailMessage) -> str:
    """Return the plain words of a mail."""
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""
