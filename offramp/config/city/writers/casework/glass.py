"""Files opened because of danger to life, ended early, judged."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from offramp.access.enums import Basis
from offramp.access.queries import opens_in_danger
from offramp.casework.enums import Verdict
from offramp.casework.models import BreakGlass, GlassReview
from offramp.config.city.city import City
from offramp.kernel.identity import Actor


def break_glass(city: City, *, person: UUID, reason: str, by: Actor, at: datetime) -> UUID:
    """Write that somebody opened more of a file, and what it opened."""
    until = at + timedelta(hours=settings.GLASS_HOURS)
    use = city.book.add(
        BreakGlass(
            pk=city.book.id_at(at),
            person_id=person,
            unit_id=city.unit,
            opened_by_id=by.user,
            role=by.role,
            reason=reason,
            opened_at=at,
            until_at=until,
        )
    )
    opens = opens_in_danger(by.role)
    city.book.grant(
        at,
        party=by.user,
        subject=person,
        categories=opens,
        basis=Basis.BREAK_GLASS,
        founded_on=use.pk,
        ends_at=until,
        unit=city.unit,
    )
    city.book.record("casework.glass_broken", by, at, subject=use.pk, about=person, fields=["reason"])
    return use.pk


def close_glass(city: City, *, use: UUID, by: Actor, at: datetime) -> UUID:
    """Write that the opener ended it early."""
    row = city.book.get(BreakGlass, use)
    row.ended_at, row.ended_by_id = at, by.user
    city.book.record("casework.glass_closed", by, at, subject=use, about=row.person_id, fields=["ended_at"])
    city.book.end_grants(at, founded_on=use, basis=Basis.BREAK_GLASS)
    return use


def review_glass(
    city: City, *, use: UUID, verdict: Verdict, words: str, follow_up: str = "", by: Actor, at: datetime
) -> UUID:
    """Write how the privacy officer judged it."""
    row = city.book.get(BreakGlass, use)
    review = city.book.add(
        GlassReview(
            pk=city.book.id_at(at),
            use=row,
            person_id=row.person_id,
            unit_id=city.unit,
            opened_by_id=row.opened_by_id,
            verdict=verdict,
            words=words,
            follow_up=follow_up,
            reviewed_at=at,
            reviewed_by_id=by.user,
        )
    )
    fields = ["verdict", "words", "follow_up"]
    city.book.record("casework.glass_reviewed", by, at, subject=use, about=row.person_id, fields=fields)
    return review.pk
