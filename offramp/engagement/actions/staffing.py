"""Seven days ahead, members who qualify and are free are written to, once, that an event lacks members."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from offramp.access.actions import act_as_service
from offramp.access.enums import ServiceRole
from offramp.accounts.queries import pace_unit
from offramp.audit.actions import record
from offramp.engagement.actions.seats import locked_event, need_at
from offramp.engagement.models import Appeal, Invitation, Member
from offramp.engagement.queries.occasions import could_go, occasions
from offramp.engagement.queries.places import staffing, understaffed
from offramp.kernel.identity import Actor, Viewer


@transaction.atomic
def warn_of_understaffed(*, at: datetime) -> int:
    """Have every member written to who could fill an understaffed event of the next days; return how many events.

    Each event is warned of once, and so each member about it.
    """
    by = act_as_service(role=ServiceRole.PACE_CLERK, unit=pace_unit().pk, at=at)
    return sum(_warn(row, by=by, at=at) for row, _stands in understaffed(Viewer(by), at=at))


@transaction.atomic
def note_appealed(*, appeal: UUID, at: datetime) -> bool:
    """Note that a member is written to, and say whether this is the first time."""
    return bool(Appeal.objects.filter(pk=appeal, mailed_at__isnull=True).update(mailed_at=at))


def _warn(event: Invitation, *, by: Actor, at: datetime) -> bool:
    row = locked_event(invitation=event.pk)
    need = need_at(event=row)
    if need.warned_at is not None or not staffing([row])[row.pk].is_understaffed:
        return False
    free = [one.id for one in could_go(Viewer(by), occasions([row])[row.pk])]
    for member in Member.objects.filter(pk__in=free):
        _appeal(row, member, at=at)
    need.warned_at = at
    need.save(update_fields=["warned_at"])
    record(verb="need.warned", by=by, at=at, subject=need.pk, about=row.pk)
    return True


def _appeal(event: Invitation, member: Member, *, at: datetime) -> None:
    made, is_new = Appeal.objects.get_or_create(
        invitation=event, member=member,
        defaults={"unit_id": event.unit_id, "user_id": member.user_id, "made_at": at},
    )  # fmt: skip
    if is_new:
        app.configure_task("engagement.appeal").defer(appeal=str(made.pk))
