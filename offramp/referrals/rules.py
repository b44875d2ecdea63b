"""Pure checks of referrals."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from offramp.access.enums import Category
from offramp.kernel.errors import Refused
from offramp.referrals.enums import AnswerKind, DeclineReason, State

WAITING = frozenset({State.SENT, State.ASKED})
TOLD = frozenset({State.ASKED, State.ACCEPTED, State.DECLINED})
Standing = TypeVar("Standing")
STATE_AFTER = {
    AnswerKind.ACCEPTED: State.ACCEPTED,
    AnswerKind.DECLINED: State.DECLINED,
    AnswerKind.ASKED: State.ASKED,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to send: in which category, what it is, and its words."""

    category: Category
    label: str
    text: str


def category_of_answer(reveals: str) -> Category:
    """Return the category of an answer to a referral: who answered tells the agency, as the service's name does."""
    return Category.REFERRAL if reveals == Category.HEALTH else Category.PLAN


def check_partner(agency: str, *, is_partner: bool) -> None:
    """Refuse an agency that is not, or no longer, a partner."""
    if not is_partner:
        raise Refused(_("%(agency)s is not a partner today.") % {"agency": agency}, ask=_("Choose another agency."))


def agreement_or_refused(agreement: Standing | None, agency: str) -> Standing:
    """Return the agreement in force with an agency, or refuse."""
    if agreement is None:
        raise Refused(
            _("There is no information-sharing agreement in force with %(agency)s.") % {"agency": agency},
            ask=_("Choose another agency, or ask the privacy office for an agreement."),
        )
    return agreement


def consent_or_refused(consent: Standing | None, agency: str) -> Standing:
    """Return the consent in force for an agency, or refuse."""
    if consent is None:
        raise Refused(
            _("There is no current consent to share with %(agency)s.") % {"agency": agency},
            ask=_("Record a consent first."),
        )
    return consent


def check_packet(
    items: Sequence[Item], *, reveals: Category, consented: Collection[str], agreed: Collection[str]
) -> None:
    """Refuse what goes beyond the consent or the agreement.

    reveals: what the referral itself tells: health, where the service's name does.
    """
    if reveals not in consented:
        raise Refused(
            _("The consent does not cover what this service tells: %(what)s.") % {"what": reveals.label},
            ask=_("Record a consent that covers it."),
            field="service",
        )
    _check_items(items, consented)
    _check_agreed([reveals, *(item.category for item in items)], agreed)


def check_answer_by(answer_by: date | None, *, at: datetime) -> None:
    """Refuse to hope for an answer on a day gone by."""
    if answer_by and answer_by < localtime(at).date():
        raise Refused(_("That day has passed."), ask=_("Choose today or a later day."), field="answer_by")


def check_can_answer(state: str, *, state_at: datetime, answered_by: str) -> None:
    """Refuse a second answer, or one to a referral that was called back.

    answered_by: the worker who answered, empty if nobody did.
    """
    if state == State.REVOKED:
        raise Refused(_("This referral was called back."), ask=_("There is nothing more to do."))
    if state not in WAITING:
        told = {"who": answered_by, "what": State(state).label.lower(), "when": _moment(state_at)}
        raise Refused(_("%(who)s has answered already: %(what)s, %(when)s.") % told, ask=_("Look at the referral."))


def check_reason(reason: str, words: str) -> None:
    """Refuse to decline without a reason."""
    if reason not in DeclineReason.values:
        raise Refused(_("Choose why."), field="reason")
    if reason == DeclineReason.OTHER and not words.strip():
        raise Refused(_("Write the reason in a few words."), field="words")


def check_can_reply(state: str) -> None:
    """Refuse to write on a referral that is over."""
    if state not in WAITING:
        raise Refused(_("This referral is no longer open: %(state)s.") % {"state": State(state).label.lower()})


def check_can_revoke(state: str, *, state_at: datetime) -> None:
    """Refuse to call back twice."""
    if state == State.REVOKED:
        raise Refused(_("This referral was called back already, %(when)s.") % {"when": _moment(state_at)})


def check_written(text: str, *, field: str) -> None:
    """Refuse an empty message."""
    if not text.strip():
        raise Refused(_("Write a few words first."), field=field)


def _check_items(items: Sequence[Item], consented: Collection[str]) -> None:
    if not items:
        raise Refused(_("Choose at least one thing for them to go by."), field="items")
    beyond = [item.label for item in items if item.category not in consented]
    if beyond:
        raise Refused(
            _("The consent does not cover: %(what)s.") % {"what": ", ".join(beyond)},
            ask=_("Leave it out."),
            field="items",
        )


def _check_agreed(categories: Sequence[Category], agreed: Collection[str]) -> None:
    beyond = sorted({str(category.label) for category in categories if category not in agreed})
    if beyond:
        raise Refused(
            _("The agreement in force does not allow: %(what)s.") % {"what": ", ".join(beyond)},
            ask=_("Leave it out."),
            field="items",
        )


def _moment(moment: datetime) -> str:
    return date_format(localtime(moment), "j F, H:i")
