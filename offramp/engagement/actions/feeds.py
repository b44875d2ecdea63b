"""What a member decides about their own calendar: a feed at a secret address, and when they are reminded."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from offramp.access.actions import end_grants, new_link
from offramp.access.enums import Basis, EngagementCategory, LinkRole, Permission, Stream
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.engagement.models import Particulars
from offramp.engagement.rules import calendars as rules
from offramp.kernel.errors import NotPermitted
from offramp.kernel.identity import Actor


@transaction.atomic
def make_feed(*, by: Actor, at: datetime) -> UUID:
    """Make a member's feed a new secret address, end the one before, and return the new link."""
    require(by, Permission.MEMBER_OWN)
    own = _own(by)
    _end(own, at=at)
    own.feed, _secret = new_link(
        subject=own.member_id, role=LinkRole.CALENDAR, categories=[EngagementCategory.ROSTER],
        stream=Stream.ENGAGEMENT, at=at,
    )  # fmt: skip
    own.save(update_fields=["feed"])
    record(verb="calendar.feed_made", by=by, at=at, subject=own.feed, about=own.member_id)
    return own.feed


@transaction.atomic
def end_feed(*, by: Actor, at: datetime) -> None:
    """End the secret address of a member's feed; twice is once."""
    require(by, Permission.MEMBER_OWN)
    own = _own(by)
    ended = own.feed
    if ended is None:
        return
    _end(own, at=at)
    own.feed = None
    own.save(update_fields=["feed"])
    record(verb="calendar.feed_ended", by=by, at=at, subject=ended, about=own.member_id)


@transaction.atomic
def choose_reminders(*, hours: Collection[int], by: Actor, at: datetime) -> None:
    """Let a member say how many hours before an event they are reminded; none for not at all."""
    require(by, Permission.MEMBER_OWN)
    rules.check_reminders(hours)
    own = _own(by)
    own.remind_hours = sorted(set(hours), reverse=True)
    own.save(update_fields=["remind_hours"])
    record(verb="calendar.reminders_chosen", by=by, at=at, subject=own.pk, about=own.member_id)


def _own(by: Actor) -> Particulars:
    found = Particulars.objects.select_for_update(of=("self",)).filter(user=by.user).first()
    if found is None:
        raise NotPermitted(_("You are not on the roster of members."), ask=_("Ask the coordinator."))
    return found


def _end(own: Particulars, *, at: datetime) -> None:
    if own.feed:
        end_grants(founded_on=own.feed, basis=Basis.LINK, at=at)
