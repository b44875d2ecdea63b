"""What is read from a mail: each field with the sentence it came from, and a doubt where it is not sure."""

from datetime import date, time
from email.message import Message
from typing import Any

import pytest

from offramp.engagement.enums import Doubt
from offramp.engagement.rules.mail_calendars import calendar_answer
from offramp.engagement.rules.mail_days import days_in
from offramp.engagement.rules.mail_facts import kinds_in, languages_in, organisation_in, phone_in, place_in, sizes_in
from offramp.engagement.rules.mail_headers import header
from offramp.engagement.rules.mail_proposing import Seen, lacking, merged, propose, written_in
from offramp.engagement.rules.mail_sentences import sentences_of
from offramp.engagement.rules.mail_times import span_in, zones_in


class Unreadable(Message):
    """A mail whose headers the library itself gives up on, as it does on some that name no charset there is."""

    def get(self, name: str, failobj: Any = None) -> Any:
        raise LookupError(f"unknown encoding in {name}")


SUNDAY = date(2026, 11, 22)
FRENCH = """Bonjour,

Je m'appelle Amina Diallo, de l'Association des femmes africaines d'Edmonton. Nous organisons une fête culturelle le
samedi 12 décembre de 14 h à 17 h 30 à la salle communautaire de Bonnie Doon. Nous attendons environ 120 personnes.
On y parle français et swahili.

587 555 0199
"""


def read(text: str, subject: str = "", **changes: Any) -> dict[str, Any]:
    return propose(Seen(subject, text, changes.pop("sender_name", ""), SUNDAY, "America/Edmonton", **changes))


def values(text: str, subject: str = "", **changes: Any) -> dict[str, Any]:
    return {name: field["value"] for name, field in read(text, subject, **changes).items()}


@pytest.mark.parametrize(
    ("said", "on", "doubt", "may_be"),
    [
        ("2026-12-05", "2026-12-05", None, []),
        ("December 5th, 2026", "2026-12-05", None, []),
        ("the 5th of December", "2026-12-05", None, []),
        ("Dec. 5", "2026-12-05", None, []),
        ("le 1er mai 2027", "2027-05-01", None, []),
        ("samedi 5 décembre", "2026-12-05", None, []),
        ("January 3", "2027-01-03", None, []),
        ("29 February", "2028-02-29", None, []),
        ("on 02/03", "None", Doubt.EITHER_DAY, ["2027-02-03", "2027-03-02"]),
        ("5/12/26", "None", Doubt.EITHER_DAY, ["2026-05-12", "2026-12-05"]),
        ("Saturday 02/06/2027", "2027-02-06", None, []),
        ("13/05/2027", "2027-05-13", None, []),
        ("next Sunday", "None", Doubt.EITHER_DAY, ["2026-11-29", "2026-12-06"]),
        ("dimanche prochain", "None", Doubt.EITHER_DAY, ["2026-11-29", "2026-12-06"]),
        ("this Friday", "2026-11-27", None, []),
        ("tomorrow", "2026-11-23", None, []),
        ("dans deux semaines", "2026-12-06", None, []),
        ("in two weeks", "2026-12-06", None, []),
        ("31 June", "None", Doubt.NO_SUCH_DAY, []),
        ("le 31 juin", "None", Doubt.NO_SUCH_DAY, []),
        ("45/45/2027", "None", Doubt.NO_SUCH_DAY, []),
        ("November 1", "None", Doubt.PAST, ["2026-11-01"]),
        ("2025-06-01", "None", Doubt.PAST, ["2025-06-01"]),
        ("Sunday 5 December", "2026-12-05", Doubt.WEEKDAY, ["2026-12-05"]),
    ],
)
def test_a_day_is_read_or_given_back_as_what_it_may_be(
    said: str, on: str, doubt: Doubt | None, may_be: list[str]
) -> None:
    [day] = days_in(f"We meet {said}", seen_from=SUNDAY)

    assert (str(day.on), day.doubt, [str(one) for one in day.may_be]) == (on, doubt, may_be)


@pytest.mark.parametrize(
    "said", ["We are open 24/7", "Call 780-555-0142", "Room 2.30", "about 80 people", "5-10 of us"]
)
def test_what_is_no_day_is_not_read_as_one(said: str) -> None:
    assert days_in(said, seen_from=SUNDAY) == []


@pytest.mark.parametrize(
    ("said", "starts", "ends", "doubt"),
    [
        ("from 2 to 5 pm", time(14), time(17), None),
        ("2-5pm", time(14), time(17), None),
        ("11 to 2 pm", time(11), time(14), None),
        ("10 am to 2", time(10), time(14), None),
        ("14:00-16:30", time(14), time(16, 30), None),
        ("de 14h à 17h30", time(14), time(17, 30), None),
        ("noon until 3pm", time(12), time(15), None),
        ("12 am to 3 am", time(0), time(3), None),
        ("10pm to 2am", time(22), time(2), None),
        ("de 9 h à midi", time(9), time(12), None),
        ("à 14 h", time(14), None, None),
        ("at 18:00 until 20:00", time(18), time(20), None),
        ("at 3 o'clock", time(15), None, Doubt.EITHER_TIME),
        ("at 10", time(10), None, None),
        ("from 5 pm to 2 pm", time(17), None, None),
        ("80-100 people", None, None, None),
        ("12-15 people", None, None, None),
        ("14 to 5 pm", time(14), time(17), None),
        ("30 to 5 pm", time(17), None, None),
        ("we are 25:99", None, None, None),
        ("13 pm", None, None, None),
    ],
)
def test_times_are_read_as_people_write_them(
    said: str, starts: time | None, ends: time | None, doubt: Doubt | None
) -> None:
    span = span_in(said)

    assert (span.starts, span.ends, span.starts_doubt) == (starts, ends, doubt)


def test_an_end_before_the_start_is_doubted() -> None:
    assert [span_in(said).ends_doubt for said in ("from 5 pm to 2 pm", "5 pm until 5 pm", "8 pm to 1 am")] == [
        Doubt.BACKWARDS, Doubt.BACKWARDS, None,
    ]  # fmt: skip


def test_a_mail_in_english_gives_every_field_with_its_sentence() -> None:
    text = (
        "My name is Halima Warsame and I write on behalf of the Somali Mothers' Circle. We would like to invite you\n"
        "to our barbecue on Saturday, December 5th from 2 to 5 pm at the Bonnie Doon Hall, 9240 93 Street.\n"
        "About 80 people will come; most speak Somali.\n\nCall 780-555-0142."
    )

    found = read(text, "Our barbecue")

    assert {name: field["value"] for name, field in found.items()} == {
        "day": "2026-12-05", "starts": "14:00", "ends": "17:00", "kind": "barbecue", "expected": 80,
        "languages": ["som"], "place": "Bonnie Doon Hall, 9240 93 Street", "phone": "+17805550142",
        "organisation_name": "Somali Mothers' Circle", "name": "Halima Warsame",
    }  # fmt: skip
    assert found["expected"]["said"] == "About 80 people will come; most speak Somali."
    assert found["day"]["said"].startswith("We would like to invite you to our barbecue on Saturday")
    assert (lacking(found), written_in(text)) == ([], "en")


def test_a_mail_in_french_is_read_as_well() -> None:
    assert values(FRENCH, "Invitation") == {
        "day": "2026-12-12", "starts": "14:00", "ends": "17:30", "kind": "cultural", "expected": 120,
        "languages": ["fra", "swa"], "place": "salle communautaire de Bonnie Doon", "phone": "+15875550199",
        "organisation_name": "Association des femmes africaines d'Edmonton", "name": "Amina Diallo",
    }  # fmt: skip
    assert written_in(FRENCH) == "fr"


def test_several_days_sizes_and_kinds_are_doubted() -> None:
    found = read("A festival and a barbecue, 4 December or 11 December, for 80 to 100 guests")

    assert {name: (field["value"], field["doubt"], field["choices"]) for name, field in found.items()} == {
        "day": ("2026-12-04", "several", ["2026-12-04", "2026-12-11"]),
        "kind": ("festival", "several", ["festival", "barbecue"]),
        "expected": (100, "several", ["80", "100"]),
    }


def test_another_time_zone_is_told_and_two_are_left_open() -> None:
    alone = read("A forum on 5 December at 7 pm Eastern Time")
    two = read("A forum on 5 December at 7 pm EST (or 5 pm PST for some)")
    ours = read("A forum on 5 December at 7 pm MST")

    starts = [one["starts"] for one in (alone, two, ours)]
    assert [(one["value"], one["doubt"], one["choices"]) for one in starts] == [
        ("17:00", "zones", ["17:00"]), ("19:00", "zones", ["17:00", "20:00"]), ("19:00", "", []),
    ]  # fmt: skip
    assert zones_in("We start at 7 PT") == ["America/Vancouver"]


def test_an_hour_that_the_clocks_skip_is_doubted() -> None:
    found = read("A night run on 14 March 2027 at 2:30 am")

    assert (found["starts"]["value"], found["starts"]["doubt"], found["starts"]["choices"]) == (
        "", "no_such_time", ["03:30"],
    )  # fmt: skip


def test_a_length_gives_the_end() -> None:
    assert values("A workshop on 5 December at 18:00 for two hours")["ends"] == "20:00"
    assert values("Un atelier le 5 décembre à 9 h pendant 90 minutes")["ends"] == "10:30"


def test_a_calendar_entry_that_came_along_counts_first() -> None:
    entry = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20261101T000000Z\r\n"
        b"DTSTART:20261205T210000Z\r\nDTEND:20261205T230000Z\r\nSUMMARY:Eid\r\nLOCATION:The hall\r\nEND:VEVENT\r\n"
        b"END:VCALENDAR\r\n"
    )
    found = read("Come on 4 December", calendar=entry)

    assert [found[name]["value"] for name in ("day", "starts", "ends", "place")] == [
        "2026-12-05", "14:00", "16:00", "The hall",
    ]  # fmt: skip
    assert values("Come on 4 December", calendar=b"BEGIN:VCALENDAR\r\nnonsense")["day"] == "2026-12-04"


def test_who_asked_first_is_named_where_a_mail_was_passed_on() -> None:
    text = "FYI\n\n---- Forwarded message ----\nFrom: Berhane Tesfay <berhane@example.org>\n\nCome to our iftar"

    found = read(text, sender_name="A colleague", is_passed_on=True)

    assert [(found[name]["value"], found[name]["doubt"]) for name in ("name", "email")] == [
        ("Berhane Tesfay", "forwarded"), ("berhane@example.org", "forwarded"),
    ]  # fmt: skip
    assert values("Hello", sender_name="A colleague")["name"] == "A colleague"


def test_what_lacks_is_asked_and_nothing_of_a_mail_that_asks_for_nothing() -> None:
    assert lacking(read("Thank you for last week!")) == []
    assert lacking(read("Come to our barbecue on 02/03 at 2 pm")) == ["organisation_name", "day", "ends", "place"]


def test_a_later_mail_fills_gaps_and_contradicts_aloud() -> None:
    first = read("Come to our barbecue on 02/03 at the Bonnie Doon Hall")

    both = merged(first, read("It is 3 February 2027, from 2 to 4 pm, at the Riverdale Hall"))

    assert [(both[name]["value"], both[name]["doubt"]) for name in ("day", "starts", "ends", "kind", "place")] == [
        ("2027-02-03", ""), ("14:00", ""), ("16:00", ""), ("barbecue", ""), ("Bonnie Doon Hall", "several"),
    ]  # fmt: skip
    assert both["place"]["choices"] == ["Bonnie Doon Hall", "Riverdale Hall"]


def test_facts_are_not_invented() -> None:
    assert kinds_in("We are fairly sportive") == []
    assert languages_in("The Somali community invites you") == []
    assert (organisation_in("We meet soon"), place_in("Come to us"), sizes_in("Call us"), phone_in("no")) == (
        "", "", [], "",
    )  # fmt: skip
    assert sizes_in("Nous serons une centaine de personnes") == [100]
    assert place_in("Where: Our backyard, gate 3") == "Our backyard, gate 3"


def test_wrapped_lines_are_one_sentence_and_short_forms_do_not_end_it() -> None:
    text = "We meet at 2 p.m. Then we eat with all of the neighbours of our\nstreet. Dr. Ali comes.\nPlace: Hall"

    assert sentences_of(text) == [
        "We meet at 2 p.m. Then we eat with all of the neighbours of our street.", "Dr. Ali comes.", "Place: Hall",
    ]  # fmt: skip


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["On " + "a " * 20_000, "from 1 " * 5_000, "A" * 90_000, "Aa Bb " * 8_000, "1 " * 20_000]
)
def test_a_mail_made_to_be_slow_is_read_in_time(text: str) -> None:
    assert isinstance(read(text), dict)


def test_a_header_that_nothing_can_read_is_empty_and_one_that_is_half_broken_stands_as_it_came() -> None:
    half = Message()
    half["Subject"] = "=?utf-8?b?a?="

    assert header(Unreadable(), "Subject") == ""
    assert header(half, "Subject") == "=?utf-8?b?a?="


@pytest.mark.parametrize("content", [b"", b"not a calendar", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"])
def test_a_calendar_that_can_not_be_read_answers_nothing(content: bytes) -> None:
    assert calendar_answer(content, sender="minh@example.org") is None
