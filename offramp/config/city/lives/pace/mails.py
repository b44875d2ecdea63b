"""What lies in the mailbox of PACE: two requests, one in French, an automatic answer, a bounce, one accepted."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from offramp.config.city.lives.pace.story import Story
from offramp.config.city.moments import ZONE, day_of
from offramp.config.city.words import mails as words
from offramp.engagement.enums import Door, Fate

MAILBOX: Final = "pace@offramp.example"
FETCHED_AFTER: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Came:
    """A mail as it came, what becomes of it, and the invitation that was made of it."""

    raw: bytes
    at: datetime
    fate: Fate
    story: Story | None = None


def mailbox(now: datetime, told: list[Story]) -> list[Came]:
    """Return the mails in the mailbox, the earliest first; one for each invitation that came by e-mail."""
    today = day_of(now)
    became = [_became(story) for story in told if story.door == Door.MAIL]
    return sorted([*became, *_lying(now, today)], key=lambda came: came.at)


def _lying(now: datetime, today: date) -> list[Came]:
    supper, families = today + timedelta(days=39), today + timedelta(days=46)
    return [
        _came("Shauna Farrow <shauna@parkdale-court.example.org>", "Supper for our neighbours",
              words.ENGLISH.format(day=in_english(supper)), now - timedelta(days=1, hours=2), Fate.WAITING),
        _came("Maëlle Jalbert <maelle@scouts-bonniedoon.example.org>", "Invitation à la soirée des familles",
              words.FRENCH.format(day=in_french(families)), now - timedelta(hours=5), Fate.WAITING),
        _came("Welcome centre <office@sunflower-arrivals.example.org>", "Automatic reply: Your invitation", words.AWAY,
              now - timedelta(days=2, hours=6), Fate.AUTOMATIC, {"Auto-Submitted": "auto-replied"}),
        _bounced(now - timedelta(days=3, hours=1)),
    ]  # fmt: skip


def _became(story: Story) -> Came:
    asked, community = story.asked, story.community
    starts_at = asked.starts_at.astimezone(ZONE)
    text = words.BECAME.format(
        title=asked.title, day=in_english(starts_at.date()), hour=f"{starts_at:%H:%M}", place=asked.place,
        expected=asked.expected, contact=community.contact, name=community.name,
    )  # fmt: skip
    sender = f"{community.contact} <{community.address}>"
    return _came(sender, f"Invitation: {asked.title}", text, story.at - timedelta(hours=2), Fate.INVITATION,
                 story=story)  # fmt: skip


def _came(
    sender: str, subject: str, text: str, at: datetime, fate: Fate, headers: dict[str, str] | None = None,
    story: Story | None = None,
) -> Came:  # fmt: skip
    mail = _mail(sender, subject, at)
    for name, value in (headers or {}).items():
        mail[name] = value
    mail.set_content(text)
    return Came(mail.as_bytes(), at, fate, story)


def _mail(sender: str, subject: str, at: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, MAILBOX, subject
    mail["Date"] = format_datetime((at - FETCHED_AFTER).astimezone(ZONE))
    mail["Message-ID"] = f"<{at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2].rstrip('>')}>"
    return mail


def _bounced(at: datetime) -> Came:
    mail = _mail("MAILER-DAEMON@mail.example.org", "Undelivered Mail Returned to Sender", at)
    mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(words.BOUNCED)
    return Came(mail.as_bytes(), at, Fate.BOUNCE)


def in_english(day: date) -> str:
    """Return a day as it is written in English."""
    return f"{day:%A}, {day:%B} {day.day}, {day.year}"


def in_french(day: date) -> str:
    """Return a day as it is written in French."""
    return f"{words.FRENCH_DAYS[day.weekday()]} {day.day} {words.FRENCH_MONTHS[day.month - 1]} {day.year}"
