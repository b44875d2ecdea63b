"""Mails of consent. They say that there is something to read, never whose consent it is or what it says."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from offramp.accounts.queries import user_to_write_to
from offramp.consent.actions import note_renewal_mailing
from offramp.consent.queries import consents_to_renew
from offramp.kernel.clock import now


@app.periodic(cron="37 14 * * *")
@app.task(name="consent.warn_of_endings")
def warn_of_endings(timestamp: int) -> None:
    """Have each navigator written to, once a day, who asked for a consent that ends soon."""
    at = datetime.fromtimestamp(timestamp, UTC)
    for consent, asker in consents_to_renew(at + timedelta(days=settings.CONSENT_WARNING_DAYS)):
        app.configure_task("consent.warn_of_ending").defer(consent=str(consent), reader=str(asker))


@app.task(name="consent.warn_of_ending", retry=RetryStrategy(max_attempts=6, exponential_wait=4))
@transaction.atomic
def warn_of_ending(*, consent: str, reader: str) -> None:
    """Write to whoever asked for a consent that it ends soon, once, however often this runs."""
    user = user_to_write_to(UUID(reader))
    if user is None or not note_renewal_mailing(consent=UUID(consent), reader=user.pk, at=now()):
        return
    with translation.override(user.language):
        send_mail(
            subject=_("A consent that you asked for ends soon"),
            message=_(
                "A consent that you asked for ends soon. Sign in to read whose, and ask again while there is time."
            )
            + f"\n\n{settings.SITE_URL}/\n",
            from_email=settings.DEFAULT_FROM_EMAIL,
            recipient_list=[user.email],
        )
