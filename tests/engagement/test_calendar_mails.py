"""Members are asked, told of changes and taken off by mails that their calendars understand."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core import mail
from django.test import override_settings

from offramp.access.queries import secret_of
from offramp.accounts.models import User
from offramp.engagement.actions.calendars import note_entry_mailed
from offramp.engagement.enums import Place, Verdict, Way
from offramp.engagement.models import Assignment, Invitation
from offramp.kernel.clock import now
from offramp.kernel.ids import new_id
from tests.cast import Cast
from tests.conftest import Acting
from tests.engagement.calendar_scene import (
    accepted,
    calendar_in,
    entry_of,
    mailed,
    member_of,
    moved,
    placed,
    run,
    waiting,
)
from tests.engagement.khal import shown_in_khal
from tests.engagement.scene import decided

EDMONTON = ZoneInfo("America/Edmonton")


def event_in(letter: EmailMessage) -> Any:
    [event] = calendar_in(letter).walk("VEVENT")
    return event


def seen(letter: EmailMessage) -> tuple[str, int, str]:
    """Return method, sequence and status of a mail."""
    event = event_in(letter)
    return str(calendar_in(letter)["METHOD"]), int(event["SEQUENCE"]), str(event["STATUS"])


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=EDMONTON)


def test_whoever_is_asked_gets_words_and_the_same_for_their_calendar(cast: Cast) -> None:
    event = accepted(cast)
    row = placed(cast, event)

    [letter] = mailed()
    told = event_in(letter)

    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/calendar"]
    part = list(letter.iter_parts())[1]
    assert part["Content-Type"].params == {"method": "REQUEST", "charset": "utf-8"}
    assert seen(letter) == ("REQUEST", 0, "TENTATIVE")
    assert str(told["UID"]) == f"{row.pk}@127.0.0.1"
    assert str(told["ORGANIZER"]) == f"mailto:offramp+c{row.pk.hex}@localhost"
    assert letter["Reply-To"] == f"offramp+c{row.pk.hex}@localhost"
    assert str(told["ATTENDEE"]) == "mailto:pace_member@example.org"
    assert {name: str(told["ATTENDEE"].params[name]) for name in ("PARTSTAT", "RSVP", "CN")} == {
        "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE", "CN": "Cst. Minh Nguyễn",
    }  # fmt: skip
    entry = entry_of(cast, row)
    assert entry
    assert told.decoded("DTSTAMP") == entry.told_at.replace(microsecond=0)
    assert (told.decoded("DTSTART"), told.decoded("DTEND") - told.decoded("DTSTART")) == (
        event.starts_at, timedelta(hours=2),
    )  # fmt: skip


def test_answers_come_back_to_the_programs_own_mailbox_where_it_has_one(cast: Cast) -> None:
    row = placed(cast, accepted(cast))

    with override_settings(PACE_MAILBOX="pace@example.org"):
        [letter] = mailed()

    assert str(event_in(letter)["ORGANIZER"]) == f"mailto:pace+c{row.pk.hex}@example.org"
    assert letter["Reply-To"] == f"pace+c{row.pk.hex}@example.org"


def test_the_words_say_when_and_where_and_lead_to_an_answer_without_signing_in(cast: Cast) -> None:
    event = accepted(cast)
    row = placed(cast, event)

    [letter] = mailed()
    body = letter.get_body(("plain",))

    assert body is not None
    assert letter["Subject"].startswith("Can you come? Summer table, Somali Mothers' Circle, ")
    assert letter["Auto-Submitted"] == "auto-generated"
    lines = body.get_content().splitlines()
    assert lines[0] == "Summer table, Somali Mothers' Circle"
    assert lines[1].endswith(", 14:00 to 16:00")
    assert lines[2] == event.place
    assert lines[-1] == f"http://127.0.0.1:8000/place/{secret_of(row.link)}/"


def test_each_sequence_goes_once_however_often_its_job_runs(cast: Cast) -> None:
    row = placed(cast, accepted(cast))
    mailed()
    moved(cast, row, Place.REMOVED)

    for _ in range(3):
        mailed()

    assert [seen(letter) for letter in mailed()] == [("REQUEST", 0, "TENTATIVE"), ("CANCEL", 1, "CANCELLED")]
    assert [letter["Subject"].split(":")[0] for letter in mailed()][1] == "Off your calendar"
    ids = [letter["Message-ID"] for letter in mailed()]
    assert (len(set(ids)), ids[0].endswith("@localhost>")) == (2, True)


def test_what_changed_before_the_mail_went_out_goes_as_it_stands(cast: Cast, acting: Acting) -> None:
    event = accepted(cast)
    row = placed(cast, event, Place.CONFIRMED)
    with acting(cast.coordinator):
        Invitation.objects.filter(pk=event.pk).update(place="Library")
    moved(cast, row, Place.CONFIRMED)

    [letter] = mailed()

    assert (seen(letter), str(event_in(letter)["LOCATION"])) == (("REQUEST", 1, "CONFIRMED"), "Library")
    assert letter["Subject"].startswith("You are down for Summer table")


def test_a_change_is_mailed_as_one(cast: Cast, acting: Acting) -> None:
    event = accepted(cast)
    row = placed(cast, event, Place.CONFIRMED)
    mailed()
    with acting(cast.coordinator):
        Invitation.objects.filter(pk=event.pk).update(place="Library")
    moved(cast, row, Place.CONFIRMED)

    letter = mailed()[1]

    assert letter["Subject"].startswith("Changed: Summer table")
    assert str(event_in(letter)["ATTENDEE"].params["PARTSTAT"]) == "ACCEPTED"


def test_nothing_is_taken_off_a_calendar_that_never_had_it(cast: Cast) -> None:
    row = placed(cast, accepted(cast))
    moved(cast, row, Place.REMOVED)

    assert mailed() == []


def test_a_calendar_that_said_no_itself_is_not_told_so(cast: Cast, acting: Acting) -> None:
    row = placed(cast, accepted(cast))
    mailed()
    with acting(cast.coordinator):
        Assignment.objects.filter(pk=row.pk).update(answered_by=Way.MAIL)
    moved(cast, row, Place.DECLINED)

    assert len(mailed()) == 1


def test_nothing_is_mailed_of_what_is_over(cast: Cast, acting: Acting) -> None:
    row = placed(cast, accepted(cast))
    entry = entry_of(cast, row)
    assert entry

    with acting(cast.coordinator):
        assert note_entry_mailed(entry=entry.pk, at=entry.starts_at + timedelta(hours=2)) is None
        assert note_entry_mailed(entry=new_id(), at=now()) is None
        assert note_entry_mailed(entry=entry.pk, at=entry.starts_at + timedelta(hours=1)) is not None


def test_a_member_without_an_address_is_not_written_to(cast: Cast) -> None:
    User.objects.filter(pk=cast.pace_member.pk).update(email="")
    placed(cast, accepted(cast))

    assert (mailed(), len(waiting("mail_entry"))) == ([], 1)


def test_reminders_ring_in_the_calendar_too(cast: Cast) -> None:
    placed(cast, accepted(cast), member=member_of(cast, remind=[24, 1]))

    [letter] = mailed()

    alarms = event_in(letter).walk("VALARM")
    assert [(str(one["ACTION"]), one.decoded("TRIGGER")) for one in alarms] == [
        ("DISPLAY", timedelta(hours=-24)), ("DISPLAY", timedelta(hours=-1)),
    ]  # fmt: skip


def test_another_program_shows_the_mail_at_the_right_hours(cast: Cast, tmp_path: Path) -> None:
    starts_at = local(2027, 12, 31, 22)
    event = accepted(cast, starts_at=starts_at, minutes=240, place="Hall; 102 Ave, upstairs", title="Nôhkom\nday")
    placed(cast, event, Place.CONFIRMED)

    [letter] = mailed()

    assert shown_in_khal(calendar_in(letter).to_ical(), tmp_path, starts_at.date()) == [
        "2027-12-31 22:00 2028-01-01 02:00 Nôhkom day, Somali Mothers' Circle @ Hall; 102 Ave, upstairs CONFIRMED",
    ]


def test_control_signs_in_a_name_break_no_calendar(cast: Cast) -> None:
    placed(cast, accepted(cast, title='A "table"\x0b\x1b; BEGIN:VALARM\r\nEND:VEVENT'))

    [letter] = mailed()

    assert str(event_in(letter)["SUMMARY"]) == 'A "table" ; BEGIN:VALARM END:VEVENT, Somali Mothers\' Circle'
    assert "\n" not in letter["Subject"]


def test_an_event_past_midnight_says_on_which_day_it_ends(cast: Cast) -> None:
    placed(cast, accepted(cast, starts_at=local(2027, 12, 31, 22), minutes=240))

    [letter] = mailed()
    body = letter.get_body(("plain",))

    assert body
    assert body.get_content().splitlines()[1] == "Friday 31 December 2027, 22:00 to Saturday 1 January, 02:00"


def test_an_event_that_is_called_off_is_taken_off_every_calendar(cast: Cast) -> None:
    event = accepted(cast)
    placed(cast, event, Place.CONFIRMED)
    mailed()

    decided(event, Verdict.DECLINE, cast.coordinator, version=2)
    run("follow_event")

    assert [seen(letter) for letter in mailed()][1:] == [("CANCEL", 1, "CANCELLED")]
    assert len(mail.outbox) == 2
