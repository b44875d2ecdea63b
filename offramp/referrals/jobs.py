"""Mails about referrals. They say that there is something to read, never what."""

from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.accounts.queries import user_to_write_to
from offramp.kernel.clock import now
from offramp.referrals.actions import note_mailing


@app.task(name="referrals.tell_sender", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def tell_sender(*, answer: str, sender: str) -> None:
    """Write to the sender that a referral was answered, once, however often this runs."""
    user = user_to_write_to(UUID(sender))
    if user is None or not note_mailing(answer=UUID(answer), at=now()):
        return
    with translation.override(user.language):
        send_mail(
            subject=_("A referral was answered"),
            message=_("A referral was answered. Sign in to read it."),
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[user.email],
        )
