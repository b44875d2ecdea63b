"""The one way from a young person's measure to HELP: a new referral, with consent, of what was said and nothing else.

No row of either side leads to the other. HELP sees who refers and what they wrote; the measure keeps, under its own
key and clock, what HELP was told.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.diversion.actions import check_support_agreed, note_support_offer
from offramp.diversion.enums import Heard, Said
from offramp.kernel.identity import Actor
from offramp.triage.actions import refer_to_help
from offramp.triage.enums import Door, Urgency


@dataclass(frozen=True, slots=True)
class Wish:
    """What is told of a young person: who, how to reach them, where, what they wish for, in their words; to whom."""

    person_name: str
    reach: str
    place: str
    branch: UUID
    words: str
    team: UUID | None = None

    def told(self) -> str:
        """Return all of it as one text, as it is kept beside the measure."""
        return "\n".join(part for part in (self.person_name, self.reach, self.place, self.words) if part)


@transaction.atomic
def offer_help(
    *,
    wish: Wish | None,
    guardian_said: Said,
    heard: Heard,
    measure: UUID | None = None,
    by: Actor,
    at: datetime,
) -> bool:
    """Send a young person's wish to HELP, with their yes, and say whether it was sent; without a wish, note the no.

    measure: whose case it is; None where there is none, as under twelve: then only HELP keeps anything.
    """
    require(by, Permission.SUPPORT_OFFER)
    words = wish.told() if wish else ""
    if measure is None:
        check_support_agreed(is_wanted=wish is not None, guardian_said=guardian_said, words=words)
    else:
        note_support_offer(
            measure=measure,
            is_wanted=wish is not None,
            words=words,
            guardian_said=guardian_said,
            heard=heard,
            by=by,
            at=at,
        )
    if wish is None:
        return False
    refer_to_help(
        door=Door.FROM_PERSON,
        place=wish.place,
        branch=wish.branch,
        seen=[],
        urgency=Urgency.DAYS,
        caller=wish.reach,
        story=wish.words,
        person_name=wish.person_name,
        team=wish.team,
        by=by,
        at=at,
    )
    return True
