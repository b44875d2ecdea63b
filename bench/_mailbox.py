"""A real IMAP server with a mailbox of invented mails, as many as wanted. Nobody in them is real."""

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP

USER, PASSWORD = "pace", "opensesame"
READY_SECONDS = 60
ASKS = (
    "Hello,\n\nWe are the {name} Circle and would like to invite you to our {kind} on {day} June {year} from 2 to 5 pm "
    "at the {name} Hall, 10220 102 Avenue. About {size} people will come; most speak Somali.\n\nHalima\n780-555-0142\n",
    "Bonjour,\n\nLe Cercle de {name} vous invite à notre {kind} le {day} juin {year} de 14 h à 17 h à la salle {name}. "
    "Nous attendons environ {size} personnes.\n\nAmina\n587 555 0199\n",
)
KINDS = ("barbecue", "festival", "forum", "iftar", "atelier", "soccer cup")
LARGE = 10_000_000


@contextmanager
def mail_server() -> Iterator[int]:
    """Run an IMAP server with an empty mailbox on a port of this machine, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    ways = [
        "--no-service",
        "admin",
        "--no-service",
        "managesieve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-tls",
    ]
    command = [sys.executable, "-c", "from pymap.main import main; main()", *ways]
    server = subprocess.Popen(
        [*command, "dict", "--demo-user", USER, "--demo-password", PASSWORD],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=30)


def url_of(port: int) -> str:
    """Return the server's mailbox, as IMAP_URL names it."""
    return f"imap://{USER}:{PASSWORD}@127.0.0.1:{port}/INBOX"


def deliver(port: int, mails: Sequence[bytes]) -> None:
    """Put mails into the mailbox, as a mail server would."""
    with imaplib.IMAP4("127.0.0.1", port, timeout=60) as client:
        client.login(USER, PASSWORD)
        for raw in mails:
            client.append("INBOX", "", "", raw)


def count(port: int, folder: str) -> int:
    """Return how many mails a folder holds."""
    with imaplib.IMAP4("127.0.0.1", port, timeout=60) as client:
        client.login(USER, PASSWORD)
        _status, told = client.select(folder, readonly=True)
        return int(told[0] or 0)


def invented(many: int, *, year: int) -> tuple[list[bytes], int]:
    """Return mails, and how many requests they make: of ten six ask, four answer, repeat or come from machines."""
    mails: list[bytes] = []
    requests = 0
    for n in range(many):
        about, place = divmod(n, 10)
        if place < 6 or not mails:
            requests += 1
            mails.append(_asks(n, year))
        else:
            mails.append(_follows(n, place, of=about * 10, year=year))
    return mails, requests


def _asks(n: int, year: int) -> bytes:
    made = _mail(n, f"Our {KINDS[n % len(KINDS)]} {n}")
    words = {"name": f"Riverdale {n}", "kind": KINDS[n % len(KINDS)], "day": 1 + n % 30, "year": year, "size": 20 + n}
    made.set_content(ASKS[n % 2].format(**words))
    if n % 500 == 0:
        made.add_attachment(b"x" * LARGE, maintype="video", subtype="mp4", filename="film.mp4")
    return made.as_bytes(policy=SMTP)


def _follows(n: int, place: int, *, of: int, year: int) -> bytes:
    """Return what comes besides: a reply, the same mail again by another way, an away note, a newsletter."""
    made = _mail(n, f"Re: Our {KINDS[of % len(KINDS)]} {of}", sender=of)
    if place == 6:
        made["In-Reply-To"] = made["References"] = f"<{of}@mail.example.org>"
        made.set_content("We will be a hundred people after all.")
    elif place == 7:
        return b"Received: by another way\r\n" + _asks(of, year)
    elif place == 8:
        made["Auto-Submitted"] = "auto-replied"
        made.set_content("I am away.")
    else:
        made["List-Id"] = "<news.example.org>"
        made.set_content("News for all of you")
    return made.as_bytes(policy=SMTP)


def _mail(n: int, subject: str, sender: int | None = None) -> EmailMessage:
    made = EmailMessage()
    made["From"] = f"Organiser <organiser{n if sender is None else sender}@example.org>"
    made["To"], made["Subject"], made["Message-ID"] = "pace@example.org", subject, f"<{n}@mail.example.org>"
    made["Date"] = "Mon, 05 Jan 2026 10:00:00 +0000"
    return made


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The IMAP server did not answer in {READY_SECONDS} s.")
