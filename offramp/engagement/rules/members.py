"""Pure checks of members: the ladder, trainings and how long they hold, when somebody can't come."""

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext as _

from offramp.engagement.enums import Course, Standing
from offramp.kernel.errors import Refused

WARN_DAYS: Final = (60, 14)
"""So many days before a training ends, its member is told."""
NEWCOMER_EVENTS: Final = 3
"""Ours: who went to fewer events than these should go with a mentor."""
USUAL_LOAD: Final = 2
MOST_IN_A_MONTH: Final = 31
LONGEST_AWAY: Final = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder as it is shown: its words, whether it is done, when and by whom."""

    label: str
    state: str
    detail: str


def reached(taken: Collection[Standing]) -> Standing:
    """Return how far up the ladder somebody is by the steps they took."""
    return max(taken, key=list(Standing).index, default=Standing.HELPED)


def check_step(standing: Standing, *, taken: Collection[Standing], is_trained: bool) -> None:
    """Refuse a step that was taken, or that what comes before it does not carry yet."""
    if standing in taken or Standing.APPROVED in taken:
        raise Refused(_("That step is written down already."), ask=_("Look at the ladder."))
    if standing == Standing.TRAINED and not is_trained:
        raise Refused(_("No training of theirs is in force."), ask=_("Write the training down first."))
    if standing == Standing.APPROVED:
        _check_approved(taken)


def _check_approved(taken: Collection[Standing]) -> None:
    if Standing.TRAINED not in taken:
        raise Refused(_("They are not trained yet."), ask=_("Write down the step “Trained” first."))
    if Standing.ASKED not in taken:
        raise Refused(_("They have not asked to join."), ask=_("They ask on their own page, after an event."))


def check_can_ask(*, taken: Collection[Standing], events: int) -> None:
    """Refuse a helper's wish to join before they were at an event, or a second time."""
    if Standing.APPROVED in taken:
        raise Refused(_("You are a member already."))
    if Standing.ASKED in taken:
        raise Refused(_("You have asked already."), ask=_("The coordinator will tell you."))
    if not events and Standing.HELPED not in taken:
        raise Refused(_("You have not helped at an event yet."), ask=_("Ask to join after your first one."))


def check_on_roster(left_at: datetime | None) -> None:
    """Refuse to change what belongs to somebody who left."""
    if left_at is not None:
        raise Refused(_("They have left PACE."), ask=_("Add them again if they come back."))


def check_mentor(*, is_self: bool, is_approved: bool, has_left: bool, is_their_mentee: bool) -> None:
    """Refuse a mentor who can't be one."""
    if is_self:
        raise Refused(_("Nobody is their own mentor."), ask=_("Choose somebody else."), field="mentor")
    if has_left or not is_approved:
        raise Refused(
            _("A mentor is an approved member who is still there."), ask=_("Choose somebody else."), field="mentor"
        )
    if is_their_mentee:
        raise Refused(_("They are that member's mentor."), ask=_("Choose somebody else."), field="mentor")


def is_newcomer(standing: str, *, events: int) -> bool:
    """Return whether somebody should go with a mentor."""
    return standing != Standing.APPROVED or events < NEWCOMER_EVENTS


def last_day(course: Course, done_on: date, *, months: Mapping[str, int]) -> date | None:
    """Return the last day a training holds, or None where it does not end. months: how long each course holds."""
    holds = months.get(course, 0)
    return _months_later(done_on, holds) if holds else None


def check_training(done_on: date, expires_on: date | None, *, today: date) -> None:
    """Refuse a training that is still to come, or that ends before it was done."""
    if done_on > today:
        raise Refused(_("That training is still to come."), ask=_("Write it down when it is done."), field="done_on")
    if expires_on is not None and expires_on < done_on:
        raise Refused(_("It can't end before it was done."), ask=_("Look at the two days."), field="expires_on")


def warning_due(expires_on: date | None, *, warned_days: int | None, today: date) -> int | None:
    """Return the warning that is due, in days before the end, or None: each goes once, and none after the end.

    Where the first was missed, because the training was written down late, only the nearer one goes.
    """
    if expires_on is None or expires_on < today:
        return None
    due = [days for days in WARN_DAYS if (expires_on - today).days <= days]
    nearest = min(due, default=None)
    return nearest if nearest is not None and (warned_days is None or nearest < warned_days) else None


def check_away(starts_at: datetime, ends_at: datetime, *, at: datetime) -> None:
    """Refuse a time away that ends before it begins, is over, or is longer than anybody plans."""
    if ends_at <= starts_at:
        raise Refused(_("The end has to come after the start."), ask=_("Look at the two times."), field="ends_at")
    if ends_at <= at:
        raise Refused(_("That time has passed."), ask=_("Choose one that lies ahead."), field="ends_at")
    if ends_at - starts_at > LONGEST_AWAY:
        raise Refused(_("That is more than two years."), ask=_("Look at the year."), field="ends_at")


def check_weekly(weekday: int, starts: time, ends: time, first_on: date, last_on: date | None) -> None:
    """Refuse an hour of the week that is none, or that ends before it begins."""
    if not 0 <= weekday <= 6:
        raise Refused(_("A week has seven days."), ask=_("Choose one of them."), field="weekday")
    if starts == ends:
        raise Refused(_("The two times are the same."), ask=_("Look at the two times."), field="ends")
    if last_on is not None and last_on < first_on:
        raise Refused(_("The last day comes before the first."), ask=_("Look at the two days."), field="last_on")


def check_wished_load(wished: int) -> None:
    """Refuse a wish no month can hold."""
    if not 0 <= wished <= MOST_IN_A_MONTH:
        raise Refused(_("A month has no more than 31 days."), ask=_("Write a smaller number."), field="wished_load")


def tidy_communities(text: str) -> list[str]:
    """Return communities as people type them, one to a line or with commas, each once in the order typed."""
    found: dict[str, str] = {}
    for part in text.replace("\n", ",").split(","):
        name = " ".join(part.split())[:80].strip()
        if name:
            found.setdefault(name.casefold(), name)
    return list(found.values())[:40]


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
