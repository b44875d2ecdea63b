"""HELP was offered to a young person. What was sent there, if they wanted it, is kept here word for word."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import MeasuresCategory, Permission
from offramp.access.queries import require
from offramp.diversion import queries, rules
from offramp.diversion.actions.administering import administered, noted, own
from offramp.diversion.enums import Heard, Said
from offramp.diversion.models import SupportOffer
from offramp.kernel.identity import Actor

M = MeasuresCategory


@transaction.atomic
def note_support_offer(
    *, measure: UUID, is_wanted: bool, words: str, guardian_said: Said, heard: Heard, by: Actor, at: datetime
) -> SupportOffer:
    """Write down that HELP was offered, what the young person and the guardian said, and what HELP was told.

    Nothing here leads to what HELP has, and nothing there leads here. Refuses to send without the young person's yes.
    """
    require(by, Permission.SUPPORT_OFFER)
    held = administered(measure=measure, category=M.PROGRAM, by=by, at=at, may_have_ended=True)
    rules.check_support_agreed(
        is_wanted=is_wanted,
        guardian_said=guardian_said,
        words=words,
        decides_alone=measure in queries.of_age([measure], at=at),
    )
    made = SupportOffer.objects.create(
        **own(held=held, by=by, at=at),
        is_wanted=is_wanted,
        guardian_said=guardian_said,
        heard=heard,
        words=words.strip() if is_wanted else "",
    )
    noted(verb="support_offered", held=held, subject=made.pk, by=by, at=at, fields=("is_wanted",))
    return made
