"""Rate what is known, decide the level."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from offramp.config.city.city import City
from offramp.kernel.identity import Actor
from offramp.triage import rules
from offramp.triage.enums import Dimension, Level, Rated, Seen, Urgency
from offramp.triage.models import Decision, Intake, Rating
from offramp.triage.policy import policy_in_force


def rate(
    city: City, *, intake: UUID, ratings: Mapping[Dimension, Rated], version: int, by: Actor, at: datetime
) -> UUID:
    """Write a rating for each risk and need that is newly known."""
    row, known = city.book.get(Intake, intake), city.intakes[intake]
    changed = {key: value for key, value in ratings.items() if value != known.ratings.get(key, Rated.UNKNOWN)}
    for dimension, how_high in changed.items():
        city.book.add(
            Rating(
                pk=city.book.id_at(at),
                intake=row,
                unit_id=city.unit,
                dimension=dimension,
                rated=how_high,
                at=at,
                by_id=by.user,
            )
        )
    known.ratings.update(changed)
    if not known.is_decided:
        _set_level(row, _suggestion(city, row).level, at)
    row.version += 1
    city.book.record("intake.rated", by, at, subject=intake, about=intake, fields=list(changed))
    return intake


def decide_level(
    city: City, *, intake: UUID, level: Level | None, override_reason: str, version: int, by: Actor, at: datetime
) -> UUID:
    """Write the level somebody decided, and what was suggested."""
    row = city.book.get(Intake, intake)
    suggestion = _suggestion(city, row)
    decided = level or suggestion.level
    decision = city.book.add(
        Decision(
            pk=city.book.id_at(at),
            intake=row,
            unit_id=city.unit,
            suggested=suggestion.level,
            policy=suggestion.policy,
            reasons=suggestion.because,
            level=decided,
            override_reason=override_reason if decided != suggestion.level else "",
            at=at,
            by_id=by.user,
        )
    )
    _set_level(row, decided, at)
    row.version += 1
    city.intakes[intake].is_decided = True
    city.book.record("intake.levelled", by, at, subject=decision.pk, about=intake, fields=["level"])
    return decision.pk


def _suggestion(city: City, row: Intake) -> rules.Suggestion:
    ratings = city.intakes[row.pk].ratings
    picture = rules.Picture(frozenset(map(Seen, row.seen)), Urgency(row.urgency), row.on_scene_wanted, ratings)
    return rules.suggest(policy_in_force(), picture)


def _set_level(row: Intake, level: Level, at: datetime) -> None:
    row.due_at = rules.due_after_change(
        policy_in_force(), old=row.level, new=level, asked_at=row.asked_at, due_at=row.due_at, at=at
    )
    row.level = level
