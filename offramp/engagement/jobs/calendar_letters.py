"""Mails that a member's calendar understands (RFC 6047): words to read, and the same for the calendar."""

from collections.abc import Collection
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.queries import secret_of
from offramp.engagement.enums import Method, Place
from offramp.engagement.models import Entry
from offramp.engagement.rules import calendars as rules
from offramp.engagement.rules import ics


def letter_of(entry: Entry, *, remind: Collection[int] = ()) -> EmailMultiAlternatives:
    """Return the mail that tells a member, and their calendar, what an entry says now.

    `mailed_sequence` is the one before this mail, so that the first is known.
    """
    page = page_of(entry)
    with translation.override("en"):
        letter = mail_to(entry, subject=_subject(entry), body=_body(entry, page))
        part = ics.for_mail(entry.assignment, entry, remind=remind, page=page)
    letter.attach_alternative(part, f"text/calendar; method={entry.method}")
    letter.extra_headers["Message-ID"] = f"<calendar-{entry.pk.hex}-{entry.sequence}@{_host()}>"
    return letter


def reminder_of(entry: Entry, *, hours: int) -> EmailMultiAlternatives:
    """Return the mail that reminds a member of an event so many hours ahead."""
    with translation.override("en"):
        words = {"event": rules.plain(entry.summary)}
        body = [_when(entry), entry.location, "", _("If you can't come after all, say so here:"), page_of(entry)]
        letter = mail_to(entry, subject=_("Soon: %(event)s") % words, body="\n".join(body) + "\n")
    letter.extra_headers["Message-ID"] = f"<reminder-{entry.pk.hex}-{entry.sequence}-{hours}@{_host()}>"
    return letter


def mail_to(entry: Entry, *, subject: str, body: str) -> EmailMultiAlternatives:
    """Return a mail to a member whose answer comes back to us, and which no automatic answer is sent to."""
    return EmailMultiAlternatives(
        subject=subject,
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[entry.user.email],
        reply_to=[ics.organizer_address(entry)],
        headers={"Auto-Submitted": "auto-generated"},
    )


def page_of(entry: Entry) -> str:
    """Return the address at which a member answers without signing in."""
    return settings.SITE_URL + reverse("engagement:place-by-link", args=[secret_of(entry.assignment.link)])


def _subject(entry: Entry) -> str:
    words = {"event": rules.plain(entry.summary), "day": date_format(localtime(entry.starts_at), "D j M")}
    if entry.method == Method.CANCEL:
        return _("Off your calendar: %(event)s, %(day)s") % words
    if entry.mailed_sequence >= 0:
        return _("Changed: %(event)s, %(day)s") % words
    if entry.assignment.place == Place.CONFIRMED:
        return _("You are down for %(event)s, %(day)s") % words
    return _("Can you come? %(event)s, %(day)s") % words


def _body(entry: Entry, page: str) -> str:
    lines = [entry.summary, _when(entry), entry.location, ""]
    if entry.method == Method.CANCEL:
        lines += [_("You are not expected there. This mail takes it off your calendar.")]
    elif entry.assignment.place == Place.CONFIRMED:
        lines += [_("You are down as coming. If you can't, say so in your calendar, or here without signing in:"), page]
    else:
        lines += [_("Can you come? Say yes or no in your calendar, or here without signing in:"), page]
    return "\n".join(lines) + "\n"


def _when(entry: Entry) -> str:
    """Return the day and the hours, and the day it ends where that is another."""
    starts, ends = localtime(entry.starts_at), localtime(rules.ends_at(entry))
    until = date_format(ends, "H:i" if ends.date() == starts.date() else "l j F, H:i")
    words = {"day": date_format(starts, "l j F Y"), "from": date_format(starts, "H:i"), "until": until}
    return _("%(day)s, %(from)s to %(until)s") % words


def _host() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
