"""What a calendar is told around a change of the clocks, as another program shows it.

The days lie back: what a zone does in years to come, such as no longer changing its clocks, is not ours to assume.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from offramp.accounts.models import User
from offramp.engagement.enums import Method, Place
from offramp.engagement.models import Assignment, Entry
from offramp.engagement.rules import ics
from offramp.engagement.rules.calendars import as_written, ends_at
from offramp.kernel.ids import new_id
from tests.engagement.khal import shown_in_khal

EDMONTON = ZoneInfo("America/Edmonton")


def local(year: int, month: int, day: int, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=EDMONTON, fold=fold)


def told(starts_at: datetime, minutes: int) -> Entry:
    user = User(name="Cst. Minh Nguyễn", email="member@example.org")
    place = Assignment(pk=new_id(), place=Place.CONFIRMED, user=user)
    return Entry(
        pk=new_id(), assignment=place, user=user, uid=f"{place.pk}@example.org", method=Method.REQUEST,
        told_at=starts_at, summary="Table", location="Hall", starts_at=starts_at, minutes=minutes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("starts_at", "minutes", "line"),
    [
        (local(2026, 3, 8, 1, 30), 60, "2026-03-08 01:30 2026-03-08 03:30"),
        (local(2026, 3, 7, 22), 360, "2026-03-07 22:00 2026-03-08 05:00"),
        (local(2025, 11, 2, 0, 30), 180, "2025-11-02 00:30 2025-11-02 02:30"),
        (local(2025, 11, 2, 14), 120, "2025-11-02 14:00 2025-11-02 16:00"),
        (local(2025, 11, 1, 22), 120, "2025-11-01 22:00 2025-11-02 00:00"),
    ],
)
def test_another_program_shows_the_hours_on_the_wall(
    tmp_path: Path, starts_at: datetime, minutes: int, line: str
) -> None:
    entry = told(starts_at, minutes)

    ask = ics.for_mail(entry.assignment, entry)
    feed = ics.for_feed([entry], name="PACE")

    for name, text in (("mail", ask), ("feed", feed)):
        (tmp_path / name).mkdir()
        assert shown_in_khal(text.encode(), tmp_path / name, starts_at.date()) == [f"{line} Table @ Hall CONFIRMED"]


@pytest.mark.parametrize(
    ("starts_at", "minutes", "is_local"),
    [
        (local(2025, 11, 2, 0, 30), 30, True),
        (local(2025, 11, 2, 0, 30), 90, False),
        (local(2025, 11, 2, 1, 30, fold=1), 60, False),
        (local(2026, 3, 8, 1), 60, False),
        (local(2026, 3, 8, 3), 60, True),
    ],
)
def test_local_time_is_written_where_it_is_plain(starts_at: datetime, minutes: int, is_local: bool) -> None:
    starts, ends = as_written(starts_at, minutes, zone=EDMONTON)

    assert (starts.tzinfo is EDMONTON, ends - starts) == (is_local, timedelta(minutes=minutes))
    assert starts.astimezone(UTC) == starts_at.astimezone(UTC)
    assert ends.astimezone(UTC) == ends_at(told(starts_at, minutes))
    assert is_local or starts.tzinfo is UTC


def test_the_zone_is_described_beside_the_event() -> None:
    entry = told(local(2025, 7, 5, 14), 120)

    calendar = Calendar.from_ical(ics.for_mail(entry.assignment, entry))

    [zone] = calendar.walk("VTIMEZONE")
    [event] = calendar.walk("VEVENT")
    assert (str(zone["TZID"]), event["DTSTART"].params["TZID"]) == ("America/Edmonton", "America/Edmonton")
    assert event.decoded("DTSTART").astimezone(UTC) == datetime(2025, 7, 5, 20, tzinfo=UTC)
