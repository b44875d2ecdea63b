"""A mail server that takes in what the product sends, over a real socket, and keeps it to be read."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler

PATIENCE = 60
"""Seconds a job may take to send a mail on a machine that does other things too."""


class Sink(Handler):
    """What came, in order. `X-RcptTo` of each says whom it was for."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[EmailMessage] = []

    def handle_message(self, message: "Message[str, str]") -> None:
        """Keep a mail."""
        self.mails.append(message_from_bytes(message.as_bytes(), policy=policy.default))

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
