"""Pure checks of invitations: lead time, states, what a decision needs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.engagement.enums import Instead, Notice, Priority, State, Verdict
from offramp.kernel.errors import Refused

if TYPE_CHECKING:
    from offramp.engagement.models import Invitation

LONGEST_MINUTES = 16 * 60
FARTHEST_DAYS = 730
SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter or digit that is mistaken for another, read out or written."""
WIDELY_SPOKEN = frozenset({"eng", "fra"})


@dataclass(frozen=True, slots=True)
class Promise:
    """How an invitation stands to the lead time: days ahead, and the day by which there will be an answer."""

    notice: Notice
    days: int
    lead: int
    answer_by: date


def notice_of(day: date, *, today: date, lead: int) -> Notice:
    """Return how a day stands to the lead time."""
    days = (day - today).days
    return Notice.PAST if days < 0 else Notice.ENOUGH if days >= lead else Notice.SHORT


def promise(day: date, *, today: date, lead: int, answer_days: int) -> Promise:
    """Return the honest answer to who invites for a day: early enough or not, and when they'll hear.

    The answer never comes later than the day before the event, and never earlier than today.
    """
    latest = max(today, day - timedelta(days=1))
    return Promise(
        notice_of(day, today=today, lead=lead),
        (day - today).days,
        lead,
        min(today + timedelta(days=answer_days), latest),
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """A suggested place in the order, and why, in words."""

    priority: Priority
    reasons: list[str]


def weigh(*, visits: int | None, nearby: int | None, languages: Collection[str], notice: Notice) -> Weighed:
    """Suggest an order by the published policy: communities we reach least come first.

    visits: accepted invitations of the same organisation in the last 24 months. nearby: accepted ones in the same
    neighbourhood in 12 months. None where it is not known: an unknown moves nothing back.
    """
    new, alone = not visits, not nearby
    others = sorted(set(languages) - WIDELY_SPOKEN)
    reasons = [
        _("We have not been with them in two years.")
        if new
        else _("We were with them %(n)s times in two years.") % {"n": visits},
    ]
    if nearby is None:
        reasons.append(_("The neighbourhood is not known: it does not count against them."))
    elif alone:
        reasons.append(_("We accepted nothing in this neighbourhood in a year."))
    if others:
        reasons.append(_("Languages other than English and French are spoken there."))
    if notice == Notice.SHORT:
        reasons.append(_("It came later than we ask for; that does not change the order."))
    points = 2 * new + alone + bool(others)
    return Weighed(Priority.FIRST if points >= 3 else Priority.NEXT if points == 2 else Priority.THEN, reasons)


def check_when(starts_at: datetime, minutes: int, *, at: datetime) -> None:
    """Refuse an event that is over, too far away, or without a length."""
    if starts_at <= at:
        raise Refused(_("That moment has passed."), ask=_("Choose a day that lies ahead."), field="day")
    if starts_at > at + timedelta(days=FARTHEST_DAYS):
        raise Refused(
            _("That is more than two years away."), ask=_("Look at the year, or ask nearer the day."), field="day"
        )
    if not 0 < minutes <= LONGEST_MINUTES:
        raise Refused(
            _("The end has to come after the start, on the same day or in the night after it."),
            ask=_("Look at the two times."),
            field="ends",
        )


def check_can_reach(*, email: str, phone: str) -> None:
    """Refuse an invitation nobody could be answered to."""
    if not email and not phone:
        raise Refused(
            _("We need a way to answer you."), ask=_("Give an e-mail address or a phone number."), field="email"
        )


def check_can_decide(state: str) -> None:
    """Refuse to decide what was called off. What is settled may be decided anew."""
    if state == State.CANCELLED:
        raise Refused(
            _("Whoever invited called this off."), ask=_("If they want you after all, they send a new invitation.")
        )


def check_written(text: str) -> None:
    """Refuse an empty message."""
    if not text.strip():
        raise Refused(_("Nothing is written yet."), ask=_("Write what you want to say."), field="text")


def check_decision(
    verdict: Verdict, *, reason: str, letter: str, instead: Collection[Instead], passed_to: str, notice: Notice
) -> None:
    """Refuse a decision without what it needs: a letter to read, an offer to choose, a name to go to, a reason."""
    check_written_letter(letter)
    if verdict == Verdict.OFFER and not instead:
        raise Refused(_("Nothing is offered yet."), ask=_("Choose what you can offer."), field="instead")
    if verdict == Verdict.PASS_ON and not passed_to.strip():
        raise Refused(_("To whom does it go?"), ask=_("Name the unit or agency."), field="passed_to")
    if verdict == Verdict.ACCEPT and notice == Notice.SHORT and not reason.strip():
        raise Refused(
            _("It came later than we ask for."), ask=_("Say why it is accepted all the same."), field="reason"
        )
    if verdict == Verdict.DECLINE and not reason.strip():
        raise Refused(_("A decline needs a reason, for the unit."), ask=_("Write one sentence."), field="reason")


def check_written_letter(letter: str) -> None:
    """Refuse to settle something without a letter to who invited."""
    if not letter.strip():
        raise Refused(_("Whoever invited reads nothing yet."), ask=_("Write to them."), field="letter")


def check_not_called_off(state: str) -> None:
    """Refuse who invites to change or call off what they called off."""
    if state == State.CANCELLED:
        raise Refused(_("You called this off already."), ask=_("If you want us after all, send a new invitation."))


def seem_the_same(one: "Invitation", other: "Invitation") -> bool:
    """Return whether two invitations for one day may be for one event: never merged by itself, only shown."""
    return one.organisation_name.casefold() == other.organisation_name.casefold() or (
        one.place.casefold() == other.place.casefold()
    )


def number_of(key: UUID) -> str:
    """Return what to call an invitation by: seven signs that can be read out on the phone."""
    rest, signs = key.int & (2**62 - 1), ""
    for _place in range(7):
        rest, digit = divmod(rest, len(SIGNS))
        signs += SIGNS[digit]
    return f"{signs[:3]}-{signs[3:]}"
