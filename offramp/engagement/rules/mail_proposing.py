"""What a mail seems to ask for: each field with the sentence it came from, and a doubt where it is not sure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar

from offramp.engagement.enums import Doubt
from offramp.engagement.rules import mail_facts as facts
from offramp.engagement.rules.mail_days import Day, days_in
from offramp.engagement.rules.mail_sentences import sentences_of
from offramp.engagement.rules.mail_times import Span, span_in, zones_in

ReadAs = dict[str, dict[str, Any]]
NEEDED: Final = ("organisation_name", "day", "starts", "ends", "place")
"""What is asked for where it is missing. The kind is for the coordinator to say."""
FRENCH: Final = frozenset(
    [
        "nous",
        "vous",
        "notre",
        "votre",
        "le",
        "la",
        "les",
        "une",
        "des",
        "pour",
        "avec",
        "bonjour",
        "merci",
        "est",
        "sont",
        "événement",
    ]
)
ENGLISH: Final = frozenset(
    [
        "we",
        "you",
        "our",
        "your",
        "the",
        "and",
        "for",
        "with",
        "hello",
        "hi",
        "thanks",
        "thank",
        "is",
        "are",
        "event",
        "would",
    ]
)


@dataclass(frozen=True, slots=True)
class Seen:
    """From where a mail is read: who sent it, when, and the zone of the service."""

    subject: str
    text: str
    sender_name: str
    on: date
    zone: str
    is_passed_on: bool = False
    calendar: bytes = b""


def propose(seen: Seen) -> ReadAs:
    """Return the fields that a mail seems to state: value, sentence, doubt and what else it may be.

    Days are written YYYY-MM-DD, times HH:MM, languages as ISO 639-3 codes, so that the form shows them as they are.
    """
    sentences = sentences_of(f"{seen.subject}\n\n{seen.text}")
    read: ReadAs = {}
    _days(read, sentences, seen.on)
    _times(read, sentences, seen)
    _kind(read, seen, sentences)
    _size(read, sentences)
    _languages(read, sentences)
    simple: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("place", facts.place_in), ("organisation_name", facts.organisation_in), ("phone", facts.phone_in),
        ("name", facts.name_in),
    )  # fmt: skip
    for name, reader in simple:
        _first_of(read, name, sentences, reader)
    _who(read, seen)
    _from_calendar(read, seen)
    return read


def merged(first: Mapping[str, Any], later: ReadAs) -> ReadAs:
    """Return what a thread states: a later mail fills what was missing or in doubt, and never silently overrules."""
    both: ReadAs = {name: dict(field) for name, field in first.items()}
    for name, field in later.items():
        known = both.get(name)
        if known is None or ((known["doubt"] or not known["value"]) and field["value"]):
            both[name] = field
        elif name in {"day", "starts", "place"} and field["value"] and field["value"] != known["value"]:
            choices = list(dict.fromkeys([known["value"], field["value"]]))
            said = f"{known['said']} — {field['said']}"
            both[name] = {**known, "said": said, "doubt": str(Doubt.SEVERAL), "choices": choices}
    return both


def lacking(read: Mapping[str, Any]) -> list[str]:
    """Return the fields that have to be asked for: missing or in doubt. A mail that asks for nothing lacks nothing."""
    if not {"day", "kind"} & set(read):
        return []
    asked = {Doubt.SEVERAL, Doubt.FORWARDED}
    return [
        name
        for name in NEEDED
        if name not in read or not read[name]["value"] or read[name]["doubt"] not in {"", *asked}
    ]


def written_in(text: str) -> str:
    """Return the language to answer a mail in: French where it is rather that, else English."""
    words = [word.strip(".,;:!?'’()").lower() for word in text.split()[:300]]
    return "fr" if sum(word in FRENCH for word in words) > sum(word in ENGLISH for word in words) else "en"


def _field(value: Any, said: str, doubt: Doubt | None = None, choices: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"value": value, "said": said, "doubt": str(doubt or ""), "choices": [str(one) for one in choices]}


def _days(read: ReadAs, sentences: list[str], seen_from: date) -> None:
    found: list[tuple[Day, str]] = [(day, said) for said in sentences for day in days_in(said, seen_from=seen_from)]
    sure = [(day, said) for day, said in found if day.on and not day.doubt]
    if not found:
        return
    day, said = (sure or found)[0]
    others = list(dict.fromkeys(str(one.on) for one, _said in sure))
    if len(others) > 1:
        read["day"] = _field(others[0], said, Doubt.SEVERAL, tuple(others))
    else:
        read["day"] = _field(str(day.on or ""), said, day.doubt, day.may_be)


def _times(read: ReadAs, sentences: list[str], seen: Seen) -> None:
    for said in sentences:
        plain = said
        for day in days_in(said, seen_from=seen.on):
            plain = plain.replace(day.said, " ; ")
        span = span_in(plain)
        if span.starts and "starts" not in read:
            read["starts"] = _field(_hm(span.starts), said, span.starts_doubt)
        if "ends" not in read and (span.ends or span.ends_doubt or span.minutes):
            _ends(read, span, said)
    _zones(read, sentences, seen)
    _gap(read, seen)


def _ends(read: ReadAs, span: Span, said: str) -> None:
    if span.ends or span.ends_doubt:
        read["ends"] = _field(_hm(span.ends) if span.ends else "", said, span.ends_doubt)
    elif span.minutes and "starts" in read:
        began = datetime.combine(date(2000, 1, 1), time.fromisoformat(read["starts"]["value"]))
        read["ends"] = _field(_hm((began + timedelta(minutes=span.minutes)).time()), said)


def _zones(read: ReadAs, sentences: list[str], seen: Seen) -> None:
    """Doubt the times where another zone than the service's is named; with one alone, say what it is here."""
    said, zones = next(((said, found) for said in sentences if (found := zones_in(said))), ("", []))
    zones = list(dict.fromkeys([*zones, *(zone for other in sentences for zone in zones_in(other))]))
    if not zones or zones == [seen.zone]:
        return
    for name in ("starts", "ends"):
        field = read.get(name)
        if field and field["value"]:
            there = [_here(field["value"], zone, seen, read) for zone in zones]
            read[name] = _field(field["value"] if len(zones) > 1 else there[0], said, Doubt.ZONES, tuple(there))


def _here(value: str, zone: str, seen: Seen, read: ReadAs) -> str:
    on = date.fromisoformat(read["day"]["value"]) if read.get("day", {}).get("value") else seen.on
    moment = datetime.combine(on, time.fromisoformat(value), ZoneInfo(zone))
    return _hm(moment.astimezone(ZoneInfo(seen.zone)).time())


def _gap(read: ReadAs, seen: Seen) -> None:
    """Doubt a time that the clocks skip that night."""
    if not read.get("day", {}).get("value") or not read.get("starts", {}).get("value"):
        return
    on, at = date.fromisoformat(read["day"]["value"]), time.fromisoformat(read["starts"]["value"])
    local = datetime.combine(on, at, ZoneInfo(seen.zone))
    there = local.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(seen.zone))
    if there.time() != at:
        read["starts"] = _field("", read["starts"]["said"], Doubt.NO_SUCH_TIME, (_hm(there.time()),))


def _kind(read: ReadAs, seen: Seen, sentences: list[str]) -> None:
    for said in (seen.subject, *sentences):
        kinds = facts.kinds_in(said)
        if kinds:
            doubt = Doubt.SEVERAL if len(kinds) > 1 else None
            read["kind"] = _field(str(kinds[0]), said, doubt, tuple(kinds) if doubt else ())
            return


def _size(read: ReadAs, sentences: list[str]) -> None:
    for said in sentences:
        sizes = facts.sizes_in(said)
        if sizes:
            doubt = Doubt.SEVERAL if len(sizes) > 1 else None
            read["expected"] = _field(sizes[-1], said, doubt, tuple(sizes) if doubt else ())
            return


def _languages(read: ReadAs, sentences: list[str]) -> None:
    found = [(code, said) for said in sentences for code in facts.languages_in(said)]
    if found:
        read["languages"] = _field(list(dict.fromkeys(code for code, _said in found)), found[0][1])


def _first_of(read: ReadAs, name: str, sentences: list[str], reader: Callable[[str], str]) -> None:
    for said in sentences:
        value = reader(said)
        if value:
            read[name] = _field(value[:200], said)
            return


def _who(read: ReadAs, seen: Seen) -> None:
    """Name who asks: by their own words, by the mail that was passed on, or by the name it came with."""
    name, email = facts.first_sender(seen.text) if seen.is_passed_on else ("", "")
    if email:
        read["email"] = _field(email, email, Doubt.FORWARDED)
        if name:
            read["name"] = _field(name[:200], name, Doubt.FORWARDED)
    if "name" not in read and seen.sender_name:
        read["name"] = _field(seen.sender_name, seen.sender_name)


def _from_calendar(read: ReadAs, seen: Seen) -> None:
    """Take day, times and place from a calendar entry that came with the mail; its words count before the text's."""
    try:
        event = next(iter(Calendar.from_ical(seen.calendar).walk("VEVENT"))) if seen.calendar else None
        starts, ends = (event.decoded("DTSTART"), event.decoded("DTEND", None)) if event else (None, None)
    except (ValueError, KeyError, StopIteration, IndexError, AttributeError):
        return
    if event is None or not isinstance(starts, datetime):
        return
    zone, said = ZoneInfo(seen.zone), " ".join(str(event.get("SUMMARY") or "event.ics").split())[:200]
    local = starts.astimezone(zone) if starts.tzinfo else starts.replace(tzinfo=zone)
    read["day"] = _field(str(local.date()), said, Doubt.PAST if local.date() < seen.on else None)
    read["starts"] = _field(_hm(local.time()), said)
    if isinstance(ends, datetime):
        read["ends"] = _field(_hm((ends.astimezone(zone) if ends.tzinfo else ends).time()), said)
    if event.get("LOCATION"):
        read["place"] = _field(" ".join(str(event.get("LOCATION")).split())[:200], said)


def _hm(moment: time) -> str:
    return f"{moment:%H:%M}"
