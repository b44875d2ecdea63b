"""What is planned, as calendar programs read it (RFC 5545): whole days, one UID for each line, nobody's name."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit
from uuid import UUID

from icalendar import Calendar, Event

PRODUCT = "-//Offramp//Prevention//EN"
A_DAY = timedelta(days=1)


class Planned(Protocol):
    """One line of the calendar."""

    @property
    def key(self) -> UUID: ...
    @property
    def title(self) -> str: ...
    @property
    def first(self) -> date: ...
    @property
    def last(self) -> date: ...
    @property
    def where(self) -> str: ...
    @property
    def owner_name(self) -> str: ...


def as_calendar(lines: Iterable[Planned], *, name: str, host: str, at: datetime) -> bytes:
    """Return a calendar of whole days. The end of an event is the day after its last one, as the standard says."""
    calendar = Calendar()
    for key, value in (("prodid", PRODUCT), ("version", "2.0"), ("x-wr-calname", name)):
        calendar.add(key, value)
    for line in lines:
        event = Event()
        event.add("uid", f"{line.key}@{urlsplit(host).hostname}")
        event.add("dtstamp", at)
        event.add("dtstart", line.first)
        event.add("dtend", line.last + A_DAY)
        event.add("summary", line.title)
        event.add("description", line.owner_name)
        event.add("location", line.where)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
