"""The mailbox over real sockets: in by IMAP, out by SMTP. Nothing is lost and nothing doubled, whatever is in it."""

import threading
import time
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils.timezone import localdate

from bench._mailbox import count, deliver, invented, mail_server, url_of
from offramp.access.actions import set_identity
from offramp.config.doctor import outside
from offramp.engagement import imap, mailbox
from offramp.engagement.actions.mail_sorting import accept_mail
from offramp.engagement.actions.mails import keep_mail
from offramp.engagement.enums import Fate
from offramp.engagement.jobs.letters import write
from offramp.engagement.jobs.mails import ask_back
from offramp.engagement.models import Invitation, Mail, Message
from offramp.kernel.clock import now
from tests.cast import Cast
from tests.conftest import Acting
from tests.engagement.mail_scene import MAILBOX, asks_back, mail
from tests.engagement.scene import INVITER, asked, jobs
from tests.mail import Sink, words


@pytest.fixture
def port() -> Iterator[int]:
    """A real IMAP server, and our settings for it."""
    with mail_server() as port, override_settings(IMAP_URL=url_of(port), PACE_MAILBOX=MAILBOX, PACE_ASK_BACK=True):
        yield port


def read() -> str:
    told = StringIO()
    call_command("mailbox", "--once", stdout=told)
    set_identity(None, None)
    return told.getvalue().strip()


def test_a_request_by_mail_goes_its_whole_way(cast: Cast, acting: Acting, port: int, sink: Sink) -> None:
    deliver(port, [mail("Come to our barbecue on 02/03 at 2 pm.", Subject="Barbecue")])
    assert read() == "1 kept, 0 left in the mailbox."
    for job in asks_back() * 2:
        ask_back(**job)
        set_identity(None, None)

    [question] = sink.mails
    assert "Which day is it: " in words(question)
    assert (question["Auto-Submitted"], question["To"]) == ("auto-replied", "halima@example.org")
    year = localdate().year + 1
    deliver(
        port,
        [
            mail(
                f"12 June {year}, until 4 pm, at the Riverdale Hall. The Riverdale Circle", Subject="Re: Barbecue",
                To=question["Reply-To"], In_Reply_To=question["Message-ID"],
            )
        ],
    )  # fmt: skip
    read()
    with acting(cast.coordinator) as by:
        head = Mail.objects.get(continues=None)
        assert (head.read_as["day"]["value"], head.read_as["place"]["value"]) == (f"{year}-06-12", "Riverdale Hall")
        made = accept_mail(mail=head.pk, asked=asked(), **INVITER, by=by, at=now())
    for job in jobs():
        write(**job)
        set_identity(None, None)

    receipt = sink.mails[1]
    assert made.number in receipt["Subject"]
    deliver(port, [mail("Thank you!", To=receipt["Reply-To"], In_Reply_To=receipt["Message-ID"])])
    read()
    with acting(cast.coordinator):
        assert (Invitation.objects.count(), Mail.objects.filter(fate=Fate.WAITING).count()) == (1, 0)
        assert Message.objects.order_by("-id")[0].text == "Thank you!"
    assert (count(port, "INBOX"), count(port, "Kept")) == (0, 3)


def test_a_batch_is_kept_without_a_loss_or_a_double_and_again(cast: Cast, acting: Acting, port: int) -> None:
    mails, requests = invented(40, year=localdate().year + 1)

    for _turn in range(2):
        deliver(port, mails)
        assert read() == "40 kept, 0 left in the mailbox."

    with acting(cast.coordinator):
        heads = Mail.objects.filter(fate=Fate.WAITING, continues=None).count()
        assert (Mail.objects.count(), heads, requests) == (40, requests, 24)


def test_a_mail_that_cannot_be_kept_stays_and_the_others_go_on(
    cast: Cast, acting: Acting, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(port, [mail("One", Subject="One"), mail("Two", Subject="Two"), mail("Three", Subject="Three")])

    def fails_at_two(**given: Any) -> Mail:
        if b"Subject: Two" in given["raw"]:
            raise ZeroDivisionError
        return keep_mail(**given)

    monkeypatch.setattr("offramp.engagement.mailbox.keep_mail", fails_at_two)
    assert read() == "3 kept, 0 left in the mailbox."
    with acting(cast.coordinator):
        notes = [row.note for row in Mail.objects.exclude(note="")]
    assert (len(notes), "could not be sorted" in notes[0]) == (1, True)

    deliver(port, [mail("Two again", Subject="Two")])
    monkeypatch.setattr("offramp.engagement.mailbox.keep_unread", fails_at_two)
    assert (read(), count(port, "INBOX")) == ("0 kept, 1 left in the mailbox.", 1)


def test_a_mail_too_large_is_kept_by_its_beginning(cast: Cast, acting: Acting, port: int) -> None:
    deliver(port, [mail("Come to our barbecue\n" + "word " * 400_000, Subject="Large")])

    with override_settings(PACE_MAIL_MEGABYTES=1):
        assert read() == "1 kept, 0 left in the mailbox."

    with acting(cast.coordinator):
        row = Mail.objects.get()
    assert (row.note.startswith("It is too large to read"), row.subject) == (True, "Large")


def test_what_comes_while_it_waits_is_kept_at_once(cast: Cast, acting: Acting, port: int) -> None:
    address, until = imap.address_of(url_of(port)), time.monotonic() + 60
    later = threading.Timer(1.5, lambda: deliver(port, [mail("Later")]))
    later.start()

    def stopping() -> bool:
        with acting(cast.coordinator):
            return Mail.objects.count() > 0 or time.monotonic() > until

    mailbox.watch(address, stopping=stopping)
    later.join()

    with acting(cast.coordinator):
        assert [row.text for row in Mail.objects.all()] == ["Later"]
    assert time.monotonic() < until


def test_a_server_that_is_away_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailbox, "FIRST_PAUSE", 0.1)
    left = iter([False, False, False, False, True, True, True, True, True])

    mailbox.watch(imap.Address("imap", "127.0.0.1", 1, "a", "b", "INBOX"), stopping=lambda: next(left, True))

    assert next(left, True) is True


def test_an_address_is_read_or_refused() -> None:
    read = imap.address_of("imaps://pace%40example.org:a%2Fb@mail.example.org/Shared/PACE")

    assert (read.user, read.password, read.port, read.folder) == ("pace@example.org", "a/b", 993, "Shared/PACE")
    for wrong in ("http://a:b@c", "imap://c/INBOX", "nonsense"):
        with pytest.raises(ValueError, match="nonsense" if wrong == "nonsense" else "//"):
            imap.address_of(wrong)


def test_the_doctor_says_whether_the_mailbox_answers(port: int) -> None:
    found = [outside.mailbox()]
    with override_settings(PACE_MAILBOX=""):
        found.append(outside.mailbox())
    with override_settings(IMAP_URL="imap://pace:wrong@127.0.0.1:1/INBOX"):
        found.append(outside.mailbox())
    with override_settings(IMAP_URL=""):
        found.append(outside.mailbox())

    assert [one.ok for one in found] == [True, False, False, True]
    assert (found[1].wrong[:12], "127.0.0.1, port 1 can't be opened" in found[2].wrong) == ("PACE_MAILBOX", True)


def test_without_a_mailbox_the_command_says_so() -> None:
    with override_settings(IMAP_URL=""), pytest.raises(CommandError, match="IMAP_URL is not set"):
        call_command("mailbox")
