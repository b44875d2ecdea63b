"""Pure checks of links and of invitations that belong together."""

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from offramp.engagement.enums import OPEN, State
from offramp.engagement.rules.inviting import check_written_letter
from offramp.kernel.errors import Refused

if TYPE_CHECKING:
    from offramp.engagement.models import Invitation

A_YEAR = timedelta(weeks=52)
"""The same day of the week, a year on."""


def check_link_stands(row: "Invitation", link: UUID, *, ended: bool) -> None:
    """Refuse to end a link that was ended, or is no longer this invitation's."""
    if ended or row.link != link:
        raise Refused(_("That link was ended already."), ask=_("Look at the invitation again."))


def check_can_write_to(email: str) -> None:
    """Refuse a new link that could be sent to nobody."""
    if not email:
        raise Refused(
            _("A new link goes by e-mail, to who invites alone."),
            ask=_("Write the address, or end the link without a new one."),
            field="email",
        )


def check_can_join(row: "Invitation", stays: "Invitation", *, version: int, letter: str) -> None:
    """Refuse to settle an invitation with another that does not stand by itself, or was changed meanwhile."""
    if row.version != version:
        raise Refused(
            _("This invitation was changed or decided meanwhile."),
            ask=_("Look at it again, then send yours."),
            field="version",
        )
    if row.pk == stays.pk or stays.same_as_id is not None or stays.state == State.CANCELLED:
        raise Refused(_("The other one does not stand by itself."), ask=_("Choose the one that stays."))
    if row.state not in OPEN:
        raise Refused(
            _("This one is settled already."), ask=_("Open the one that still waits, and settle it with this one.")
        )
    check_written_letter(letter)


def check_can_follow(row: "Invitation", before: "Invitation") -> None:
    """Refuse a chain that does not go back in time: so it never closes to a ring."""
    if before.starts_at >= row.starts_at:
        raise Refused(_("That one is not earlier than this one."), ask=_("Choose an event before this one."))


def next_time(day: date, *, today: date) -> date:
    """Return the same day of the week a year later, or as many years later as it takes to lie ahead."""
    while day <= today:
        day += A_YEAR
    return day
