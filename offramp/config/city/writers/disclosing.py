"""What `consent.actions` writes into the ledger of disclosures."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from offramp.access.enums import Category
from offramp.config.city.city import City
from offramp.consent.enums import Authority
from offramp.consent.models import Consent, Disclosure
from offramp.kernel.identity import Actor


def disclose_under_consent(
    city: City, *, consent: Consent, categories: Iterable[Category], by_way_of: UUID, by: Actor, at: datetime
) -> None:
    """Write down that something went to the agency a consent names."""
    told = city.book.add(
        Disclosure(
            pk=city.book.id_at(at),
            person_id=consent.person_id,
            unit_id=city.unit,
            categories=sorted({str(category) for category in categories}),
            authority=Authority.CONSENT,
            agency_id=consent.agency_id,
            consent=consent,
            by_way_of=by_way_of,
            at=at,
            recorded_at=at,
            by_id=by.user,
        )
    )
    city.book.record("disclosure.recorded", by, at, subject=told.pk, about=consent.person_id, fields=["categories"])
