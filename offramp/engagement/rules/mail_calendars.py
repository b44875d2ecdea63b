"""A calendar's answer in a mail (RFC 5546): which entry, and what its owner says to it."""

from dataclasses import dataclass

from icalendar import Calendar


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """What a calendar answered: the entry's UID, and who answers how, as the attendee line says."""

    uid: str
    attendee: str
    partstat: str
    sequence: int | None


def calendar_answer(content: bytes, *, sender: str) -> CalendarAnswer | None:
    """Return the answer of who sent the mail; None where the entry can't be read, or speaks of somebody else alone."""
    try:
        event = next(iter(Calendar.from_ical(content).walk("VEVENT")))
        named = event.get("ATTENDEE") or []
        attendees = named if isinstance(named, list) else [named]
        sequence = event.get("SEQUENCE")
        for attendee in attendees:
            address = str(attendee).lower().removeprefix("mailto:")
            if address == sender:
                partstat = str(attendee.params.get("PARTSTAT") or "")
                return CalendarAnswer(str(event.get("UID") or ""), address, partstat, _whole(sequence))
    except (ValueError, KeyError, IndexError, StopIteration, AttributeError):
        pass
    return None


def _whole(value: object) -> int | None:
    return int(str(value)) if value is not None and str(value).isdecimal() else None
