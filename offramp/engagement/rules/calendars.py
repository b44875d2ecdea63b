"""What a member's calendar is to say about an event, and when that is news (RFC 5545, 5546)."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.engagement.enums import HOLDING, Method, Place, State, Way
from offramp.engagement.enums.calendars import Lead
from offramp.kernel.errors import Refused

if TYPE_CHECKING:
    from offramp.engagement.models import Assignment, Entry, Invitation

TAKES_PLACE = frozenset({State.RECEIVED, State.ASKED, State.ACCEPTED})
"""What was changed after it was accepted still takes place, until it is decided otherwise."""
RAISES = ("starts_at", "minutes", "location", "method")
"""A change of one of these raises the sequence: the calendar asks its owner again."""
LONGEST_SUMMARY = 200
ANSWERS = {"ACCEPTED": True, "DECLINED": False}


@dataclass(frozen=True, slots=True)
class Says:
    """What a calendar says about one event."""

    summary: str
    location: str
    starts_at: datetime
    minutes: int
    method: Method

    def as_columns(self) -> dict[str, object]:
        """Return the columns of an entry that this fills."""
        return asdict(self)


def uid_of(key: UUID, *, site: str) -> str:
    """Return the UID (RFC 5545, 3.8.4.7) of a member's place at an event: the same in each mail and in the feed."""
    return f"{key}@{urlsplit(site).hostname}"


def says(invitation: "Invitation", *, place: str) -> Says:
    """Return what a calendar is to say about an event to whom holds, or gave up, this place."""
    title = invitation.title or str(invitation.get_kind_display())
    return Says(
        summary=f"{title}, {invitation.organisation_name}"[:LONGEST_SUMMARY],
        location=invitation.place,
        starts_at=invitation.starts_at,
        minutes=invitation.minutes,
        method=method_for(place, state=invitation.state),
    )


def method_for(place: str, *, state: str) -> Method:
    """Return whether a calendar is to hold an event or to take it off."""
    return Method.REQUEST if place in HOLDING and state in TAKES_PLACE else Method.CANCEL


def has_moved(entry: "Entry", invitation: "Invitation") -> bool:
    """Return whether an event takes place at another time than a calendar was told."""
    is_on = invitation.state in TAKES_PLACE
    return is_on and (entry.starts_at, entry.minutes) != (invitation.starts_at, invitation.minutes)


def differs(entry: "Entry", said: Says) -> list[str]:
    """Return the columns in which an entry says something else, sorted."""
    return sorted(name for name, value in said.as_columns().items() if getattr(entry, name) != value)


def raises(changed: list[str]) -> bool:
    """Return whether a change of these columns raises the sequence (RFC 5546, 2.1.4)."""
    return any(name in RAISES for name in changed)


def is_worth_a_mail(entry: "Entry", assignment: "Assignment", *, at: datetime) -> bool:
    """Return whether a calendar that was told something else, or nothing, is to be told this by mail.

    Nothing is said of what is over, and nothing is taken off a calendar that never had it or that said no itself.
    """
    if ends_at(entry) <= at:
        return False
    if entry.method == Method.REQUEST:
        return True
    return entry.mailed_sequence >= 0 and not said_no_itself(assignment)


def said_no_itself(assignment: "Assignment") -> bool:
    """Return whether a calendar answered no by mail, and so knows it before we do."""
    return assignment.answered_by == Way.MAIL and assignment.place in (Place.DECLINED, Place.DROPPED)


def check_sender(sender: str, *, invited: str) -> None:
    """Refuse an answer by anybody but who was invited."""
    if not invited or parseaddr(sender)[1].casefold() != invited.casefold():
        raise Refused(
            _("It came from another address than the one that was invited."), ask=_("Ask the member whether it is so.")
        )


def comes(partstat: str) -> bool:
    """Return whether an answer is a yes or a no; refuse what is neither."""
    said = ANSWERS.get(partstat.strip().upper())
    if said is None:
        raise Refused(_("It says neither yes nor no."), ask=_("The member stays where they stood: ask them."))
    return said


def check_current(sequence: int, entry: "Entry", assignment: "Assignment") -> None:
    """Refuse an answer to what has changed since. A calendar that said no may say yes to the same after all."""
    undone = said_no_itself(assignment) and sequence == entry.mailed_sequence == entry.sequence - 1
    if sequence != entry.sequence and not undone:
        raise Refused(
            _("It answers what has changed since."), ask=_("The change was mailed: an answer to that one counts.")
        )


def check_reminders(hours: Collection[int]) -> None:
    """Refuse lead times that nobody offers."""
    if not set(hours) <= set(Lead):
        raise Refused(_("That is not one of the times."), ask=_("Choose from the list."), field="hours")


def reminder_due(
    remind: Collection[int], *, starts_at: datetime, reminded: int | None, since: datetime, at: datetime
) -> int | None:
    """Return the nearest reminder that is due and did not go out, in hours before; None where none is.

    reminded: the one that went out last. since: from when the event stands as it does: what should have gone out
    before is not made up for, since that mail said the same.
    """
    due = [hours for hours in remind if since <= starts_at - timedelta(hours=hours) <= at < starts_at]
    nearest = min(due, default=None)
    return nearest if nearest is not None and (reminded is None or nearest < reminded) else None


def tagged(mailbox: str, key: UUID) -> str:
    """Return the program's address with a tag that says which place an answer is about."""
    local, _at, host = mailbox.partition("@")
    return f"{local}+c{key.hex}@{host}"


def as_written(starts_at: datetime, minutes: int, *, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return start and end as a calendar is to write them, to the second: in local time where that is plain, else UTC.

    It is not plain where the clocks change in between, or show the hour of the start a second time.
    """
    first = starts_at.astimezone(UTC).replace(microsecond=0)
    last = first + timedelta(minutes=minutes)
    starts, ends = first.astimezone(zone), last.astimezone(zone)
    is_plain = starts.utcoffset() == ends.utcoffset() and not starts.fold
    return (starts, ends) if is_plain else (first, last)


def plain(text: str) -> str:
    """Return a text without the control characters that RFC 5545 (3.1) forbids, on one line."""
    kept = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or sign.isprintable())
    return " ".join(kept.split())


def ends_at(told: "Entry | Invitation") -> datetime:
    """Return when an event ends."""
    return told.starts_at.astimezone(UTC) + timedelta(minutes=told.minutes)
