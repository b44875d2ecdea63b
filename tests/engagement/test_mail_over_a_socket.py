"""The invitation as a mail server at the other end receives it: over a real socket, from the job to the bytes."""

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from pytest_django import Settings

from offramp.engagement.enums import Place
from tests.cast import Cast
from tests.engagement.calendar_scene import accepted, calendar_in, moved, placed, run


class Sink(Message):
    """Takes every mail and keeps it with whom it was for."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[str, bytes]] = []

    def handle_message(self, message: Any) -> None:
        self.taken.append((message["X-RcptTo"], message.as_bytes()))


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    kept = Sink()
    server = Controller(kept, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield kept
    server.stop()


def test_the_sink_receives_an_invitation_then_a_cancellation_each_once(cast: Cast, sink: Sink) -> None:
    row = placed(cast, accepted(cast, title="Nôhkom’s table — ᓄᐦᑯᒼ"))
    for _ in range(2):
        run("mail_entry")
    moved(cast, row, Place.REMOVED)
    for _ in range(2):
        run("mail_entry")

    letters = [message_from_bytes(content, policy=policy.default) for _to, content in sink.taken]
    calendars = [calendar_in(letter) for letter in letters]

    assert [to for to, _content in sink.taken] == ["pace_member@example.org"] * 2
    assert [str(one["METHOD"]) for one in calendars] == ["REQUEST", "CANCEL"]
    events = [one.walk("VEVENT")[0] for one in calendars]
    assert [(str(one["UID"]), int(one["SEQUENCE"])) for one in events] == [(f"{row.pk}@127.0.0.1", n) for n in (0, 1)]
    assert {str(one["SUMMARY"]) for one in events} == {"Nôhkom’s table — ᓄᐦᑯᒼ, Somali Mothers' Circle"}
    assert [part["Content-Type"].params["method"] for part in map(last_part, letters)] == ["REQUEST", "CANCEL"]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def last_part(letter: Any) -> Any:
    return list(letter.iter_parts())[-1]
