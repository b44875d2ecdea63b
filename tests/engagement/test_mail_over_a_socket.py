"""The invitation as a mail server at the other end receives it: over a real socket, from the job to the bytes."""

from typing import Any

from offramp.engagement.enums import Place
from tests.cast import Cast
from tests.engagement.calendar_scene import accepted, calendar_in, moved, placed, run
from tests.mail import Sink


def test_the_sink_receives_an_invitation_then_a_cancellation_each_once(cast: Cast, sink: Sink) -> None:
    row = placed(cast, accepted(cast, title="Nôhkom’s table — ᓄᐦᑯᒼ"))
    for _ in range(2):
        run("mail_entry")
    moved(cast, row, Place.REMOVED)
    for _ in range(2):
        run("mail_entry")

    calendars = [calendar_in(letter) for letter in sink.mails]

    assert [letter["X-RcptTo"] for letter in sink.mails] == ["pace_member@example.org"] * 2
    assert [str(one["METHOD"]) for one in calendars] == ["REQUEST", "CANCEL"]
    events = [one.walk("VEVENT")[0] for one in calendars]
    assert [(str(one["UID"]), int(one["SEQUENCE"])) for one in events] == [(f"{row.pk}@127.0.0.1", n) for n in (0, 1)]
    assert {str(one["SUMMARY"]) for one in events} == {"Nôhkom’s table — ᓄᐦᑯᒼ, Somali Mothers' Circle"}
    assert [part["Content-Type"].params["method"] for part in map(last_part, sink.mails)] == ["REQUEST", "CANCEL"]


def last_part(letter: Any) -> Any:
    return list(letter.iter_parts())[-1]
