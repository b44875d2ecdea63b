"""What an event needs, and what may become of a place at it: pure checks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from offramp.engagement.enums import HOLDING, Course, EventKind, Hours, Place, State
from offramp.engagement.rules.reasons import Code, Reason
from offramp.kernel.errors import NotPermitted, Refused

MOST_MEMBERS: Final = 40
BY_SIZE: Final = ((2000, 6, 12), (500, 4, 8), (100, 2, 4))
"""From so many people expected, so many members at least and at most. Ours: no ratio was ever published."""
FEW: Final = (1, 2)
COURSES: Final = {EventKind.LINC: [Course.LINC_INSTRUCTOR], EventKind.DIALOGUE: [Course.BIAS]}
"""What an event of that kind needs as a rule; the coordinator changes it."""
WARN_AHEAD: Final = timedelta(days=7)
TOLD_OTHERWISE: Final = frozenset({Code.AWAY, Code.SAID_NO})
"""What a member said themselves, and so may say otherwise."""
CALLS_FOR_RELEASE: Final = frozenset({Hours.ON_DUTY, Hours.OVERTIME})


@dataclass(frozen=True, slots=True)
class Needed:
    """How many members an event needs, with which trainings."""

    at_least: int
    at_most: int
    courses: Sequence[Course] = ()


def needed(kind: str, expected: int | None) -> Needed:
    """Return what an event needs as a rule, by its kind and size; an unknown size is a small one."""
    least, most = next((row[1:] for row in BY_SIZE if (expected or 0) >= row[0]), FEW)
    return Needed(least, most, COURSES.get(EventKind(kind), []))


def check_need(at_least: int, at_most: int) -> None:
    """Refuse numbers that leave no room."""
    if at_most < at_least:
        raise Refused(
            _("At most is less than at least."), ask=_("Make them the same, or at most larger."), field="at_most"
        )


def check_version(seen: int, now: int) -> None:
    """Refuse a change by whoever had an older version before them."""
    if seen != now:
        raise Refused(_("A colleague changed this meanwhile."), ask=_("Look at it again."), field="version")


def check_takes_place(state: str, starts_at: datetime, *, at: datetime) -> None:
    """Refuse to fill places of what is not accepted, or has begun."""
    if state != State.ACCEPTED:
        raise Refused(_("This invitation is not accepted."), ask=_("Accept it first, then ask members."))
    check_lies_ahead(starts_at, at=at)


def check_lies_ahead(starts_at: datetime, *, at: datetime) -> None:
    """Refuse to change places of an event that has begun."""
    if starts_at <= at:
        raise Refused(_("The event has begun."), ask=_("Who was there is told in the debrief."))


def check_room(held: int, at_most: int) -> None:
    """Refuse one more than the event takes."""
    if held >= at_most:
        raise Refused(_("Every place is taken."), ask=_("If more should come, raise the number of members first."))


def check_holds_none(place: str) -> None:
    """Refuse to give a place to who has one: another coordinator was quicker."""
    if place in HOLDING:
        raise Refused(_("They were asked or put in meanwhile."), ask=_("Look at who is coming."))


def check_can_go(bars: Collection[Reason], *, told: str) -> None:
    """Refuse whom a hard rule keeps away. What they said themselves gives way to what they told since."""
    firm = [reason for reason in bars if reason.code not in TOLD_OTHERWISE]
    if firm:
        raise Refused(" ".join(reason.words for reason in firm), ask=_("Choose somebody else."))
    if bars and not told.strip():
        raise Refused(
            " ".join(reason.words for reason in bars),
            ask=_("If they told you otherwise, write what they told you."),
            field="told",
        )


def may_be_told(bars: Collection[Reason]) -> bool:
    """Return whether nothing but what a member said themselves stands against it."""
    return all(reason.code in TOLD_OTHERWISE for reason in bars)


def check_can_go_oneself(bars: Collection[Reason]) -> None:
    """Refuse a member whom a hard rule keeps away. Whoever said no may think again."""
    if any(reason.code == Code.AWAY for reason in bars):
        raise Refused(_("You said that you are not available then."), ask=_("Change that first, under Availability."))
    firm = [reason for reason in bars if reason.code != Code.SAID_NO]
    if firm:
        raise Refused(" ".join(reason.words for reason in firm), ask=_("Talk with the coordinator."))


def check_can_say_yes(bars: Collection[Reason]) -> None:
    """Refuse a yes that a hard rule forbids; what they said before of their own time gives way to what they say now."""
    firm = [reason for reason in bars if reason.code not in TOLD_OTHERWISE]
    if firm:
        raise Refused(" ".join(reason.words for reason in firm), ask=_("Talk with the coordinator."))


def check_can_take_over(bars: Collection[Reason]) -> None:
    """Refuse an offer to a colleague who can't come. Why is theirs to tell."""
    if bars:
        raise Refused(_("They can't take it over."), ask=_("Choose somebody else."), field="to")


def check_own(*, is_own: bool) -> None:
    """Refuse what is somebody else's."""
    if not is_own:
        raise NotPermitted(_("That is somebody else's place."), ask=_("Look at your own events."))


def check_can_answer(place: str) -> None:
    """Refuse an answer about a place the coordinator took back."""
    if place == Place.REMOVED:
        raise Refused(_("You were taken off this event."), ask=_("Sign up if you want to come after all."))


def check_can_offer(place: str) -> None:
    """Refuse to offer a place that one does not hold."""
    if place != Place.CONFIRMED:
        raise Refused(_("Only who is coming can offer their place."), ask=_("Say yes first, or no if you can't."))


def check_open(*, is_open: bool) -> None:
    """Refuse to answer an offer that ended."""
    if not is_open:
        raise Refused(_("This offer is no longer open."), ask=_("Look at your events."))


def answered(place: str, *, comes: bool) -> Place:
    """Return where a member stands after their answer."""
    if comes:
        return Place(place) if place == Place.WISHED else Place.CONFIRMED
    return Place.DROPPED if place in (Place.CONFIRMED, Place.WISHED, Place.DROPPED) else Place.DECLINED


def is_understaffed(coming: int, at_least: int) -> bool:
    """Return whether fewer come than an event needs."""
    return coming < at_least
