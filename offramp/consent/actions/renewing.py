"""Remind of consents that end soon."""

from datetime import datetime
from uuid import UUID

from offramp.consent.models import RenewalMailing


def note_renewal_mailing(*, consent: UUID, reader: UUID, at: datetime) -> bool:
    """Note that the mail about a consent that ends soon goes out now; return False where it went before."""
    _mailing, is_new = RenewalMailing.objects.get_or_create(consent=consent, defaults={"reader": reader, "at": at})
    return is_new
