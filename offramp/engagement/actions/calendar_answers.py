"""What a member's calendar answers by mail."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.engagement.actions.answers import answer
from offramp.engagement.enums import Way
from offramp.engagement.models import Assignment, Entry
from offramp.engagement.rules import calendars as rules
from offramp.kernel.errors import Refused
from offramp.kernel.identity import Actor


@transaction.atomic
def take_answer(*, uid: str, sender: str, partstat: str, sequence: int | None, by: Actor, at: datetime) -> Assignment:
    """Take what a member's calendar answered by mail (RFC 5546, 3.2.3), and return their place.

    by: PACE itself, or the coordinator. Refused, with why, where the entry is not known, another sent it than was
    invited, it says neither yes nor no, or it answers what has changed since.
    """
    require(by, Permission.MAIL_SORT)
    entry = Entry.objects.select_related("assignment", "user").filter(uid=uid.strip()).first()
    if entry is None:
        raise Refused(_("It answers an entry we never sent."), ask=_("Look at who wrote, and answer them yourself."))
    rules.check_sender(sender, invited=entry.user.email)
    comes = rules.comes(partstat)
    rules.check_current(sequence or 0, entry, entry.assignment)
    return answer(assignment=entry.assignment_id, comes=comes, way=Way.MAIL, by=by, at=at)
