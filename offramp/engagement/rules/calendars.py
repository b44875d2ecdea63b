"""What a member's calendar is to say about an event, and when that is news (RFC 5545, 5546)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from offramp.engagement.enums import HOLDING, Method, State

if TYPE_CHECKING:
    from offramp.engagement.models import Entry, Invitation

TAKES_PLACE = frozenset({State.RECEIVED, State.ASKED, State.ACCEPTED})
"""What was changed after it was accepted still takes place, until it is decided otherwise."""
RAISES = ("starts_at", "minutes", "location", "method")
"""A change of one of these raises the sequence: the calendar asks its owner again."""
LONGEST_SUMMARY = 200


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


def differs(entry: "Entry", said: Says) -> list[str]:
    """Return the columns in which an entry says something else, sorted."""
    return sorted(name for name, value in said.as_columns().items() if getattr(entry, name) != value)


def raises(changed: list[str]) -> bool:
    """Return whether a change of these columns raises the sequence (RFC 5546, 2.1.4)."""
    return any(name in RAISES for name in changed)
