"""Letters leave by a job, which is kept or lost with the change they tell of."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from offramp.engagement.models import Invitation, Inviter, Message


def send_letter(*, invitation: Invitation, message: UUID | None = None) -> None:
    """Have whoever invited written to: a message, or without one that their invitation came."""
    app.configure_task("engagement.write").defer(link=str(invitation.link), message=str(message or ""))


@transaction.atomic
def note_told(*, inviter: UUID, at: datetime) -> bool:
    """Note that who invites is written to that their invitation came, and say whether this is the first time."""
    return bool(Inviter.objects.filter(pk=inviter, told_at__isnull=True).update(told_at=at))


@transaction.atomic
def note_mailed(*, message: UUID, at: datetime) -> str:
    """Note that a message goes out by e-mail and return its text; nothing where it went out before."""
    row = Message.objects.select_for_update(of=("self",)).filter(pk=message, mailed_at__isnull=True).first()
    if row is None:
        return ""
    row.mailed_at = at
    row.save(update_fields=["mailed_at"])
    return row.text
