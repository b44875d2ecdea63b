"""Events as calendars read them: in a mail that asks or takes off (RFC 5546, 6047), and in a member's feed (RFC 5545).

Times are written as the clocks here show them, with the zone by name: a calendar whose tables of zones are newer or
older than ours still shows two o'clock. What begins before a change of the clocks and ends after it is in UTC.
"""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from email.utils import parseaddr
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vText

from offramp.engagement.enums import Method, Place
from offramp.engagement.rules import calendars as rules

if TYPE_CHECKING:
    from offramp.engagement.models import Assignment, Entry

PRODUCT = "-//Offramp//PACE//EN"
PARTSTAT = {Place.ASKED: "NEEDS-ACTION", Place.WISHED: "ACCEPTED", Place.CONFIRMED: "ACCEPTED"}
REFRESH = timedelta(hours=1)
FIRST_YEAR, LAST_YEAR = date(2020, 1, 1), date(2038, 1, 1)
"""The years a zone is described for: those after repeat the last, as everywhere."""


def for_mail(assignment: "Assignment", entry: "Entry", *, remind: Collection[int] = (), page: str = "") -> str:
    """Return the calendar part of one mail. remind: hours before. page: where the member answers."""
    event = _event(entry)
    event.add("organizer", _organizer(entry))
    event.add("attendee", _attendee(assignment))
    if entry.method == Method.REQUEST:
        event.add("status", "CONFIRMED" if assignment.place == Place.CONFIRMED else "TENTATIVE")
        event.add("description", _("Say yes or no here, without signing in: %(page)s") % {"page": page})
        for hours in sorted(set(remind), reverse=True):
            event.add_component(_alarm(entry, hours))
    return _calendar([event], entry.method)


def for_feed(entries: Iterable["Entry"], *, name: str) -> str:
    """Return a member's feed. Each entry comes with its place loaded; what was taken off is marked as cancelled."""
    events = []
    for entry in entries:
        event = _event(entry)
        event.add("organizer", _organizer(entry))
        if entry.method == Method.REQUEST:
            event.add("status", "CONFIRMED" if entry.assignment.place == Place.CONFIRMED else "TENTATIVE")
        events.append(event)
    return _calendar(events, "PUBLISH", name=name)


def organizer_address(entry: "Entry") -> str:
    """Return where answers go: the program's address, with a tag of this one place."""
    return rules.tagged(settings.PACE_MAILBOX or parseaddr(settings.DEFAULT_FROM_EMAIL)[1], entry.assignment_id)


def _event(entry: "Entry") -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.told_at)
    starts, ends = rules.as_written(entry.starts_at, entry.minutes, zone=get_default_timezone())
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", rules.plain(entry.summary))
    event.add("location", rules.plain(entry.location))
    if entry.method == Method.CANCEL:
        event.add("status", "CANCELLED")
        event.add("transp", "TRANSPARENT")
    return event


def _organizer(entry: "Entry") -> vCalAddress:
    address = vCalAddress(f"mailto:{organizer_address(entry)}")
    address.params["CN"] = vText(settings.OFFRAMP["PACE_NAME"])
    return address


def _attendee(assignment: "Assignment") -> vCalAddress:
    address = vCalAddress(f"mailto:{assignment.user.email}")
    address.params["CN"] = vText(assignment.user.name)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText(PARTSTAT.get(Place(assignment.place), "DECLINED"))
    address.params["RSVP"] = vText("TRUE" if assignment.place == Place.ASKED else "FALSE")
    return address


def _alarm(entry: "Entry", hours: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", rules.plain(entry.summary))
    alarm.add("trigger", timedelta(hours=-hours))
    return alarm


@cache
def _zone() -> Timezone:
    """Return our zone as calendars read it; making it takes a while."""
    zone = get_default_timezone()
    return Timezone.from_tzinfo(zone, str(zone), first_date=FIRST_YEAR, last_date=LAST_YEAR)


def _calendar(events: Iterable[Event], method: str, *, name: str = "") -> str:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add_component(_zone())
    for event in events:
        made.add_component(event)
    text: bytes = made.to_ical()
    return text.decode()
