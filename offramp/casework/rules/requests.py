"""Pure checks of access requests: who may ask for what, who answers, and with what."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from offramp.access.enums import Category, Role
from offramp.kernel.errors import NotPermitted, Refused

NAVIGATORS = frozenset({Role.NAVIGATOR, Role.NAVIGATOR_LEAD})
FEWEST_WORDS = 4
"""How many words a reason to see more has at least, so that it is one. Ours."""


def check_may_ask(*, knows_them: bool, is_restricted: bool, sits: bool) -> None:
    """Refuse to ask about a stranger, about a restricted file, and from the care team itself."""
    if not knows_them:
        raise NotPermitted(_("There is nothing here for which you may ask."))
    if is_restricted:
        raise Refused(_("This file is restricted: nobody asks for it."), ask=_("Speak with who is named on it."))
    if sits:
        raise Refused(_("You are on the care team: what your role may see, you see."))


def check_request(
    categories: Collection[Category],
    *,
    askable: Collection[Category],
    reason: str,
    until: date,
    today: date,
    most: int,
) -> None:
    """Refuse to ask for nothing, for what a role never gets, without a reason, or for too long."""
    if not categories:
        raise Refused(_("Choose what you need to see."), field="categories")
    if not set(categories) <= set(askable):
        raise Refused(_("Your role never gets that by asking, or has it already."), field="categories")
    if len(reason.split()) < FEWEST_WORDS:
        raise Refused(_("Say in a few words what you need it for."), ask=_("The care team reads it."), field="reason")
    if until < today:
        raise Refused(_("That day has passed."), ask=_("Choose a later last day."), field="until")
    if until > today + timedelta(days=most):
        last = date_format(today + timedelta(days=most), "j F Y")
        raise Refused(
            _("You see it for %(most)s days at the most.") % {"most": most},
            ask=_("Choose %(last)s or a day before it.") % {"last": last},
            field="until",
        )


def check_somebody_answers(*, is_for_officers: bool, has_navigator: bool) -> None:
    """Refuse what nobody could allow: without a navigator on the care team the supervisor allows what officers see."""
    if not (is_for_officers or has_navigator):
        raise Refused(
            _("No navigator is on their care team who could allow this."),
            ask=_("Ask for where they are found and for the plan, or ask the supervisor to seat a navigator."),
            field="categories",
        )


def check_none_waits(waits: bool) -> None:
    """Refuse a second request while one waits, or while what one allowed runs."""
    if waits:
        raise Refused(_("You have asked already: it waits for its answer, or runs."), ask=_("It stands on your desk."))


def check_answers(*, is_theirs: bool) -> None:
    """Refuse who does not answer this request, nor ends what it allowed."""
    if not is_theirs:
        raise NotPermitted(
            _("You do not answer this request."), ask=_("A navigator on the care team does, or the supervisor.")
        )


def answers_it(
    *, role: str, is_own: bool, sits: bool, supervises: bool, has_navigator: bool, is_for_officers: bool
) -> bool:
    """Say who answers: a navigator on the care team; without one the supervisor, for what officers see. Never oneself.

    A lead sits there while they cover for a navigator.
    """
    if is_own:
        return False
    if role in NAVIGATORS:
        return sits
    return supervises and not has_navigator and is_for_officers


def check_not_answered(by_whom: str | None) -> None:
    """Refuse to answer twice. by_whom: the name of who did."""
    if by_whom is not None:
        raise Refused(_("%(who)s has answered meanwhile.") % {"who": by_whom})


def check_answer(*, words: str, until: date, asked_until: date, today: date, allows: bool) -> None:
    """Refuse an answer without words, and a yes for longer than was asked or for a day that has passed."""
    if not words.strip():
        raise Refused(_("Say in a few words why."), ask=_("Who asked reads it."), field="words")
    if allows and not today <= until <= asked_until:
        last = date_format(asked_until, "j F Y")
        raise Refused(
            _("They asked until %(last)s.") % {"last": last},
            ask=_("Choose that day or one before it, and none that has passed."),
            field="until",
        )


def check_still_open(*, allowed: bool, ended_at: datetime | None, until_at: datetime, at: datetime) -> None:
    """Refuse to end what was never allowed, or has ended."""
    if not allowed or ended_at is not None or until_at <= at:
        raise Refused(_("It opens nothing any more."))
