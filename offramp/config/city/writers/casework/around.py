"""Who is around a person, what they take part in, and how it goes."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from offramp.casework.models import HowItGoes, Pursuit, Supporter
from offramp.casework.rules import PursuitTerms, SupporterTerms, category_around
from offramp.config.city.city import City
from offramp.kernel.identity import Actor


def add_supporter(city: City, *, person: UUID, terms: SupporterTerms, by: Actor, at: datetime) -> UUID:
    """Write somebody around a person."""
    row = city.book.add(Supporter(**_new(city, person, terms, by, at)))
    city.book.record("casework.supporter_added", by, at, subject=row.pk, about=person, fields=["kind"])
    return row.pk


def end_supporter(city: City, *, supporter: UUID, reason: str, by: Actor, at: datetime) -> UUID:
    """Write that somebody is around a person no more."""
    row = city.book.get(Supporter, supporter)
    row.ended_at, row.ended_by_id, row.end_reason, row.version = at, by.user, reason, row.version + 1
    city.book.record("casework.supporter_ended", by, at, subject=supporter, about=row.person_id, fields=["end_reason"])
    return supporter


def add_pursuit(city: City, *, person: UUID, terms: PursuitTerms, by: Actor, at: datetime) -> UUID:
    """Write what a person takes part in."""
    row = city.book.add(Pursuit(**_new(city, person, terms, by, at)))
    city.book.record("casework.pursuit_added", by, at, subject=row.pk, about=person, fields=["kind"])
    return row.pk


def note_with_supporter(city: City, *, supporter: UUID, on: date, words: str, by: Actor, at: datetime) -> UUID:
    """Write how it goes with somebody around a person."""
    row = city.book.get(Supporter, supporter)
    return _line(city, row, "supporter", {"supporter": row}, on=on, words=words, by=by, at=at)


def note_in_pursuit(city: City, *, pursuit: UUID, on: date, words: str, by: Actor, at: datetime) -> UUID:
    """Write how it goes in what a person takes part in."""
    row = city.book.get(Pursuit, pursuit)
    return _line(city, row, "pursuit", {"pursuit": row}, on=on, words=words, by=by, at=at)


def _new(city: City, person: UUID, terms: SupporterTerms | PursuitTerms, by: Actor, at: datetime) -> dict[str, Any]:
    said = {name: value for name, value in asdict(terms).items() if name != "tells_health"}
    return {
        "pk": city.book.id_at(at),
        "person_id": person,
        "unit_id": city.unit,
        "category": category_around(terms),
        "added_at": at,
        "added_by_id": by.user,
        **said,
    }


def _line(
    city: City,
    of: Supporter | Pursuit,
    word: str,
    which: dict[str, Any],
    *,
    on: date,
    words: str,
    by: Actor,
    at: datetime,
) -> UUID:
    line = city.book.add(
        HowItGoes(
            pk=city.book.id_at(at),
            person_id=of.person_id,
            unit_id=city.unit,
            category=of.category,
            on=on,
            words=words,
            noted_at=at,
            noted_by_id=by.user,
            **which,
        )
    )
    city.book.record(f"casework.{word}_noted", by, at, subject=of.pk, about=of.person_id, fields=["on", "words"])
    return line.pk
