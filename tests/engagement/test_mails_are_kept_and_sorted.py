"""Each mail is kept once and goes where it belongs: a reply makes no second request, and no machine gets an answer."""

from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail as sent
from django.test import override_settings
from django.utils.timezone import localdate

from offramp.access.actions import set_identity
from offramp.engagement.actions import mails as actions
from offramp.engagement.enums import Fate, Place, State, Verdict
from offramp.engagement.jobs.letters import write
from offramp.engagement.jobs.mails import MOST_A_DAY, ask_back
from offramp.engagement.models import Assignment, Attachment, Invitation, Mail, Message
from offramp.engagement.rules import mail_sorting as sorting
from offramp.engagement.rules.mail_reading import read_letter
from tests.cast import Cast
from tests.conftest import Acting
from tests.engagement.calendar_scene import accepted, entry_of, placed
from tests.engagement.mail_scene import ASKS, MAILBOX, asks_back, came, mail
from tests.engagement.scene import decided, jobs, received, seen_by

LATER = f"12 June {localdate().year + 1}"
REPLY = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{}\r\n"
    "DTSTAMP:20261101T000000Z\r\nDTSTART:20270101T000000Z\r\nSEQUENCE:0\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{}\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(autouse=True)
def _mailbox() -> Any:
    with override_settings(PACE_MAILBOX=MAILBOX, PACE_ASK_BACK=True):
        yield


@pytest.fixture
def letter(cast: Cast) -> tuple[Invitation, Any]:
    """An invitation that was asked about, and the letter that asked, as it went out."""
    row = received()
    decided(row, Verdict.ASK, cast.coordinator, letter="How many will come?")
    for job in jobs():
        write(**job)
        set_identity(None, None)
    return row, sent.outbox[-1]


def all_mails(cast: Cast, acting: Acting) -> list[tuple[str, str]]:
    with acting(cast.coordinator):
        return [(row.subject, row.fate) for row in Mail.objects.order_by("came_at", "id")]


def messages(cast: Cast, acting: Acting) -> list[str]:
    with acting(cast.coordinator):
        return [row.text for row in Message.objects.filter(side="organiser").order_by("id")]


def answer_back() -> None:
    for job in asks_back():
        ask_back(**job)
        set_identity(None, None)


def test_a_mail_becomes_a_proposal_with_its_sentences_and_is_kept_once(cast: Cast, acting: Acting) -> None:
    raw = mail(ASKS.format(day="June 12th"), Subject="Our barbecue")

    first, again = came(raw), came(raw)

    assert (first.pk, first.fate, first.sender, first.sender_name) == (
        again.pk, Fate.WAITING, "halima@example.org", "Halima Warsame",
    )  # fmt: skip
    assert {name: first.read_as[name]["value"] for name in ("starts", "ends", "expected", "organisation_name")} == {
        "starts": "14:00", "ends": "17:00", "expected": 80, "organisation_name": "Somali Mothers' Circle",
    }  # fmt: skip
    with acting(cast.coordinator):
        assert (Mail.objects.count(), Invitation.objects.count()) == (1, 0)


def test_the_same_mail_by_two_ways_is_one_request(cast: Cast, acting: Acting) -> None:
    raw = mail(ASKS, Subject="Twice")

    rows = [came(raw), came(b"Received: from elsewhere\r\n" + raw)]

    assert [(row.fate, row.note) for row in rows] == [
        (Fate.WAITING, ""), (Fate.SET_ASIDE, "The same mail came before."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "fate"),
    [
        ({"Auto_Submitted": "auto-replied"}, Fate.AUTOMATIC),
        ({"Precedence": "bulk"}, Fate.AUTOMATIC),
        ({"List_Id": "<news.example.org>"}, Fate.AUTOMATIC),
        ({"X_Autoreply": "yes"}, Fate.AUTOMATIC),
        ({"Subject": "Automatic reply: away"}, Fate.AUTOMATIC),
        ({"Subject": "Réponse automatique : absente"}, Fate.AUTOMATIC),
        ({"Return_Path": "<>", "From": "MAILER-DAEMON@mx.example.org"}, Fate.BOUNCE),
        ({"From": MAILBOX}, Fate.OURS),
        ({"From": "pace+tag@example.org"}, Fate.OURS),
        ({"Auto_Submitted": "auto-generated"}, Fate.WAITING),
        ({"From": "no-reply@forms.example.org"}, Fate.WAITING),
        ({"X_Auto_Response_Suppress": "All"}, Fate.WAITING),
        ({"Return_Path": "<>"}, Fate.WAITING),
        ({"From": None}, Fate.WAITING),
    ],
)
def test_what_no_person_sent_never_gets_an_answer(cast: Cast, headers: dict[str, Any], fate: Fate) -> None:
    row = came(mail("Come to our barbecue on 02/03", **headers))

    assert (row.fate, asks_back()) == (fate, [])


def test_one_mail_asks_once_for_what_is_missing_in_the_language_of_the_mail(cast: Cast) -> None:
    english = came(mail("Hello, we would like you to come to our barbecue on 02/03.", Subject="Barbecue"))
    came(mail("Bonjour, nous vous invitons à notre fête culturelle pour les jeunes.", From="amina@example.org"))
    came(mail("Thank you for last week!", From="kind@example.org"))
    for _turn in range(2):
        answer_back()

    first, second = sent.outbox
    assert (first.to, first.subject) == (["halima@example.org"], "Re: Barbecue")
    assert first.extra_headers["Auto-Submitted"] == "auto-replied"
    assert first.extra_headers["In-Reply-To"] == english.message_id
    assert first.reply_to == [sorting.tagged(MAILBOX, "m", english.pk)]
    assert ("Which day is it: " in first.body, " or " in first.body) == (True, True)
    assert [words in first.body for words in ("At what time does it begin", "Where is it", "Which organisation")] == [
        True, True, True,
    ]  # fmt: skip
    assert ("Merci de votre courriel" in second.body, "Thank you" in second.body) == (True, False)


def test_nobody_is_asked_where_the_coordinator_does_it_or_too_often(cast: Cast) -> None:
    with override_settings(PACE_ASK_BACK=False):
        came(mail("Come to our barbecue"))
    assert asks_back() == []
    for n in range(MOST_A_DAY + 2):
        came(mail(f"Come to our barbecue number {n}", Subject=f"{n}"))
    answer_back()
    assert len(sent.outbox) == MOST_A_DAY


def test_the_answer_to_our_question_fills_the_gaps_and_makes_no_second_request(cast: Cast, acting: Acting) -> None:
    first = came(mail("Come to our barbecue on 02/03 at 2 pm", Subject="Barbecue"))
    answer_back()
    asked = sent.outbox[0]

    reply = came(
        mail(
            f"{LATER}, until 4 pm, at the Riverdale Hall", Subject="Re: Barbecue", To=asked.reply_to[0],
            In_Reply_To=asked.extra_headers["Message-ID"],
        )
    )  # fmt: skip

    with acting(cast.coordinator):
        head = Mail.objects.get(pk=first.pk)
    assert (reply.continues_id, reply.fate, len(asks_back())) == (first.pk, Fate.WAITING, 1)
    assert [head.read_as[name]["doubt"] for name in ("day", "place")] == ["", ""]
    assert head.read_as["place"]["value"] == "Riverdale Hall"


def test_a_thread_is_one_request_in_whatever_order_it_comes(cast: Cast, acting: Acting) -> None:
    first, second = "<one@mail.example.org>", "<two@mail.example.org>"
    came(mail("And bring a ball", Subject="Re: Cup", Message_ID=second, References=first))
    came(mail("Our cup is on 12 June", Subject="Cup", Message_ID=first))
    came(mail("And a whistle", Subject="Re: Cup", References=f"{first} {second}"))
    came(mail("No headers, same subject", Subject="RE: cup"))
    came(mail("By a colleague", Subject="Re: Cup", From="other@example.org", In_Reply_To=first))

    with acting(cast.coordinator):
        heads = Mail.objects.filter(continues=None)
        assert [row.text for row in heads] == ["And bring a ball"]
        assert heads.get().read_as["day"]["value"].endswith("-06-12")
        assert Mail.objects.get(sender="other@example.org").note == (
            "It comes from another address than the mail it answers."
        )


def test_an_answer_to_a_letter_stands_with_the_invitation(
    cast: Cast, acting: Acting, letter: tuple[Invitation, Any]
) -> None:
    row, asked = letter

    by_tag = came(mail("About eighty.", To=asked.reply_to[0], From="phone@elsewhere.example"))
    by_id = came(mail("Ninety.\n\nOn Monday PACE wrote:\n> How many?", In_Reply_To=asked.extra_headers["Message-ID"]))

    assert [(one.fate, one.invitation_id) for one in (by_tag, by_id)] == [(Fate.MESSAGE, row.pk)] * 2
    assert messages(cast, acting) == ["About eighty.", "Ninety."]
    assert seen_by(cast.coordinator, row.pk).state == State.RECEIVED
    assert asks_back() == []


def test_an_answer_by_somebody_else_is_left_to_the_coordinator(
    cast: Cast, acting: Acting, letter: tuple[Invitation, Any]
) -> None:
    row, asked = letter
    key = asked.extra_headers["Message-ID"]

    stranger = came(mail("Cancel it all", From="stranger@example.net", In_Reply_To=key))
    spoofed = came(mail("Cancel it", In_Reply_To=key, Authentication_Results="mx; dmarc=fail header.from=example.org"))
    forged = came(mail("Cancel it now", To="pace+i" + "a" * 26 + "0" * 10 + "@example.org", Subject="New"))

    assert [(one.fate, one.invitation_id, bool(one.note)) for one in (stranger, spoofed, forged)] == [
        (Fate.WAITING, row.pk, True), (Fate.WAITING, row.pk, True), (Fate.WAITING, None, False),
    ]  # fmt: skip
    assert (messages(cast, acting), seen_by(cast.coordinator, row.pk).state) == ([], State.ASKED)


def test_a_bounce_and_an_away_note_are_kept_with_their_invitation(
    cast: Cast, acting: Acting, letter: tuple[Invitation, Any]
) -> None:
    row, asked = letter
    bounce = came(report_of(asked.extra_headers["Message-ID"]))
    away = came(mail("I am away", Subject="Re: x", Auto_Submitted="auto-replied", To=asked.reply_to[0]))

    assert [(one.fate, one.invitation_id) for one in (bounce, away)] == [
        (Fate.BOUNCE, row.pk), (Fate.AUTOMATIC, row.pk),
    ]  # fmt: skip
    assert messages(cast, acting) == []


def report_of(key: str) -> bytes:
    """Return a delivery report (RFC 3464) that brings the headers of our letter back."""
    return (
        "From: MAILER-DAEMON@mx.example.org\r\nReturn-Path: <>\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {key}\r\n\r\n--b--\r\n"
    ).encode()


def test_a_calendar_answer_from_a_stranger_changes_nothing(cast: Cast, acting: Acting) -> None:
    place = placed(cast, accepted(cast))
    entry = entry_of(cast, place)
    assert entry is not None

    rows = [
        came(calendar_mail("halima@example.org", entry.uid)),
        came(calendar_mail(cast.pace_member.email, entry.uid)),
        came(calendar_mail("halima@example.org", "nobody-knows@example.org")),
    ]

    assert [(row.fate, bool(row.note)) for row in rows] == [(Fate.STRANGER, True)] * 3
    with acting(cast.coordinator):
        assert Assignment.objects.get(pk=place.pk).place == Place.ASKED
    assert asks_back() == []


def test_a_members_calendar_answers_for_them_by_mail(cast: Cast, acting: Acting) -> None:
    place = placed(cast, accepted(cast))
    entry = entry_of(cast, place)
    assert entry is not None
    raw = calendar_mail(cast.pace_member.email, entry.uid, sender=cast.pace_member.email)

    rows = [came(raw), came(raw)]

    assert [(row.fate, row.note, row.pk) for row in rows] == [(Fate.CALENDAR, rows[0].note, rows[0].pk)] * 2
    with acting(cast.coordinator):
        assert Assignment.objects.get(pk=place.pk).place == Place.CONFIRMED


def calendar_mail(attendee: str, uid: str, *, sender: str = "halima@example.org") -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = sender, "Accepted: event"
    made.set_content("Accepted")
    answer = REPLY.format(uid, attendee).encode()
    made.add_attachment(answer, maintype="text", subtype="calendar", params={"method": "REPLY"})
    return made.as_bytes()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe no mail at all",
        b"From: =?utf-8?b?!!!!?=\r\nSubject: =?x-none?q?=FF?=\r\nDate: yesterday\r\n\r\n\xff\x00body",
        b"Content-Type: multipart/mixed; boundary=\r\nFrom: a@b\r\n\r\n--\r\n",
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain; charset=none\r\n\r\nhi',
        b"Content-Type: text/html\r\nFrom: a@example.org\r\n\r\n<p>one<script>alert(1)</script><table><tr><td>two",
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!not base64!!!",
        b"Content-Type: message/rfc822\r\n\r\n" * 400,
        b"From: a@example.org\r\nReferences: " + b"<x@y> " * 9000 + b"\r\n\r\nhi",
        b"Subject: " + b"a" * 100_000 + b"\r\n\r\nhi",
    ],
)
def test_a_broken_mail_is_kept_and_told(cast: Cast, raw: bytes) -> None:
    row = came(raw)

    assert (row.fate, bool(row.note)) == (Fate.WAITING, True)
    assert ("<script>" in row.text, "alert(1)" in row.text) == (False, False)


def test_ten_megabytes_are_kept_up_to_the_limit_and_told(cast: Cast, acting: Acting) -> None:
    made = EmailMessage()
    made["From"], made["Subject"] = "halima@example.org", "Our plan"
    made.set_content("Come to our barbecue on 12 June")
    for name, size in (("plan.pdf", 1_000), ("film.mov", 10_000_000)):
        made.add_attachment(b"x" * size, maintype="application", subtype="octet-stream", filename=name)

    row = came(made.as_bytes())

    with acting(cast.coordinator):
        kept = {one.name: (one.size, one.content is not None) for one in Attachment.objects.filter(mail=row)}
    assert kept == {"plan.pdf": (1_000, True), "film.mov": (10_000_000, False)}
    assert "An attachment is too large to keep." in row.note


def test_winmail_and_what_is_nested_are_kept(cast: Cast, acting: Acting) -> None:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Berhane <berhane@example.org>", "Our iftar"
    inner.set_content("From: Berhane Tesfay <berhane@example.org>\n\nCome to our iftar on 12 June at 7 pm.")
    made = EmailMessage()
    made["From"], made["Subject"] = "colleague@example.org", "FW: Our iftar"
    made.set_content("See below")
    made.add_attachment(inner)
    made.add_attachment(b"tnef", maintype="application", subtype="ms-tnef", filename="../winmail.dat")

    row = came(made.as_bytes())

    with acting(cast.coordinator):
        names = [one.name for one in Attachment.objects.filter(mail=row)]
    assert names == [".._winmail.dat"]
    assert "Come to our iftar on 12 June" in row.text
    assert (row.read_as["starts"]["value"], row.read_as["email"]["value"]) == ("19:00", "berhane@example.org")
    assert "winmail.dat" in row.note


def test_mails_nested_too_deep_are_kept_whole(cast: Cast, acting: Acting) -> None:
    made = EmailMessage()
    made.set_content("innermost")
    for _level in range(8):
        outer = EmailMessage()
        outer["From"] = "a@example.org"
        outer.set_content("around")
        outer.add_attachment(made)
        made = outer

    row = came(made.as_bytes())

    assert "Mails are nested in it deeper than we read." in row.note
    with acting(cast.coordinator):
        assert b"innermost" in bytes(Attachment.objects.get(mail=row).content or b"")


def test_more_attachments_than_are_kept_are_told() -> None:
    made = EmailMessage()
    made.set_content("all of these")
    for n in range(40):
        made.add_attachment(b"x", maintype="image", subtype="png", filename=f"{n}.png")

    letter = read_letter(made.as_bytes(), most_bytes=1_000)

    assert (len(letter.enclosed), "It has more attachments than we keep." in letter.note) == (30, True)


def test_html_is_shown_as_text_and_a_long_mail_is_cut() -> None:
    html = b"Content-Type: text/html; charset=utf-8\r\n\r\n<h1>Eid</h1><img src=http://spy.example/x.gif><p>12 June"

    assert read_letter(html, most_bytes=0).text.split() == ["Eid", "12", "June"]
    assert len(read_letter(b"\r\n" + b"word " * 40_000, most_bytes=0).whole) == 100_000


def test_what_cannot_be_sorted_is_kept_as_it_came(cast: Cast, acting: Acting) -> None:
    from offramp.access.actions import act_as_service
    from offramp.access.enums import ServiceRole
    from offramp.kernel.clock import now

    by = act_as_service(role=ServiceRole.PACE_CLERK, unit=cast.pace.pk, at=now())
    for _turn in range(2):
        actions.keep_unread(raw=b"From: x\x00\xff\r\n\r\nhello", digest="a" * 64, by=by, at=now())
    set_identity(None, None)

    with acting(cast.coordinator):
        row = Mail.objects.get()
    assert (row.fate, "hello" in row.whole, "could not be sorted" in row.note) == (Fate.WAITING, True, True)


def test_a_reply_to_what_was_put_away_brings_it_back(cast: Cast, acting: Acting) -> None:
    first = came(mail("Hello", Subject="Cup", Message_ID="<cup@x.example.org>"))
    with acting(cast.coordinator):
        Mail.objects.filter(pk=first.pk).update(fate=Fate.SET_ASIDE, note="Advertising")

    came(mail("It is on 12 June", Subject="Re: Cup", In_Reply_To="<cup@x.example.org>"))

    with acting(cast.coordinator):
        head = Mail.objects.get(pk=first.pk)
    assert (head.fate, head.note) == (Fate.WAITING, "Something new came after it was put away.")
