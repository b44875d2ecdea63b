"""Mails of casework, which say that there is something to read, never what; and what ends once somebody has left."""

from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.accounts.queries import user_to_write_to
from offramp.casework.actions import end_work_of_leavers, note_glass_mailing
from offramp.kernel.clock import now
from offramp.kernel.identity import Actor, ActorKind

BY = Actor(ActorKind.SYSTEM)


@app.periodic(cron="17 * * * *")
@app.task(name="casework.end_work_of_leavers")
def end_seats_of_leavers(timestamp: int) -> None:
    """End, once an hour, the seats of those whose last office in a unit ended by its day: it opens nothing since."""
    end_work_of_leavers(by=BY, at=datetime.fromtimestamp(timestamp, UTC))


@app.task(name="casework.tell_of_glass", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def tell_of_glass(*, use: str, reader: str) -> None:
    """Write to a reader that a file was opened because of danger to life, once, however often this runs."""
    user = user_to_write_to(UUID(reader))
    if user is None or not note_glass_mailing(use=UUID(use), reader=user.pk, at=now()):
        return
    with translation.override(user.language):
        send_mail(
            subject=_("A file was opened because of danger to life"),
            message=_("A file was opened because of danger to life. Sign in to read whose, by whom and why."),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[user.email],
        )
