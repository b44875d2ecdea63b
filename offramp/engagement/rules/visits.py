"""Pure checks of visits: when a brief is due, who tells how it was, and what makes sense."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from offramp.engagement.enums import State
from offramp.kernel.errors import NotPermitted, Refused

BRIEFS_FROM = 9
"""Briefs go out from this hour of the day before, local time."""
LONGEST_STAY = 24 * 60
TOLD_WITHIN = timedelta(days=2)
"""How an event was is told by so long after it began; then the coordinator asks."""
FORGOTTEN_AFTER = timedelta(days=1)
"""A contact for the day is emptied so long after the event began."""


def brief_is_due(starts_at: datetime, *, at: datetime) -> bool:
    """Return whether the brief for an event should be out: from the morning of the day before until it begins."""
    local, begins = timezone.localtime(at), timezone.localtime(starts_at)
    days = (begins.date() - local.date()).days
    return at < starts_at and (days <= 0 or (days == 1 and local.hour >= BRIEFS_FROM))


def check_can_debrief(state: str, starts_at: datetime, *, at: datetime) -> None:
    """Refuse to tell of an event that was not accepted, or has not begun."""
    if state != State.ACCEPTED:
        raise Refused(_("This event was not accepted."), ask=_("Look at its invitation."))
    if starts_at > at:
        raise Refused(_("This event has not begun."), ask=_("Come back when it has."))


def check_was_rostered(is_rostered: bool) -> None:
    """Refuse a member who had no place at the event."""
    if not is_rostered:
        raise NotPermitted(_("You had no place at this event."), ask=_("Ask the coordinator."))


def check_may_brief(is_accepted: bool) -> None:
    """Refuse to pass on a contact for what is not accepted."""
    if not is_accepted:
        raise Refused(_("This event was not accepted."), ask=_("Look at its invitation."))


def check_happened(*, took_place: bool, reach: int | None, mood: str, cards: int | None) -> None:
    """Refuse people met, a mood or cards handed over where nothing took place."""
    if not took_place and (reach or mood or cards):
        raise Refused(
            _("It did not take place, and yet people were met."), ask=_("Look at what you chose."), field="took_place"
        )


def check_minutes(minutes: int | None, *, field: str = "") -> None:
    """Refuse a stay that no day holds."""
    if minutes is not None and not 0 < minutes <= LONGEST_STAY:
        raise Refused(_("Nobody stays that long."), ask=_("Look at the minutes."), field=field)


def day_promised(text: str, due_on: date | None, *, today: date, field: str = "") -> date:
    """Return the day of a promise; refuse one without words, or without a day that is not over."""
    if not text.strip():
        raise Refused(_("What was promised by that day?"), ask=_("Write it, or take the day out."), field=field)
    if due_on is None or due_on < today:
        raise Refused(_("By when was it promised?"), ask=_("Choose today or a later day."), field=field)
    return due_on


def check_contact(name: str) -> None:
    """Refuse to pass on nobody."""
    if not name.strip():
        raise Refused(_("Whom do they ask for?"), ask=_("Write a name, or an office."), field="name")
