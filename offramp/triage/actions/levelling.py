"""Rate what is known; accept the suggested level, or set another with a reason."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.enums import Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.identity import Actor
from offramp.triage import rules
from offramp.triage.actions.locking import locked
from offramp.triage.enums import Dimension, Level, Rated
from offramp.triage.models import Decision, Intake, Rating
from offramp.triage.policy import policy_in_force
from offramp.triage.queries import ratings_of, suggestion_for


@transaction.atomic
def rate(*, intake: UUID, ratings: Mapping[Dimension, Rated], version: int, by: Actor, at: datetime) -> Intake:
    """Rate risks and needs. The suggestion follows; the level in force only until somebody has decided it."""
    require(by, Permission.INTAKE_TRIAGE)
    rated = locked(intake=intake, by=by)
    rules.check_version(version, rated.version, level=rated.level)
    before = ratings_of(rated.pk)
    changed = {key: value for key, value in ratings.items() if value != before.get(key, Rated.UNKNOWN)}
    Rating.objects.bulk_create(
        Rating(intake=rated, unit_id=rated.unit_id, dimension=dimension, rated=how_high, at=at, by_id=by.user)
        for dimension, how_high in changed.items()
    )
    if not Decision.objects.filter(intake=rated).exists():
        _set_level(rated, suggestion_for(rated).level, at=at)
    _save(rated)
    record(verb="intake.rated", by=by, at=at, subject=rated.pk, about=rated.pk, fields=list(changed))
    return rated


@transaction.atomic
def decide_level(*, intake: UUID, level: str, override_reason: str, version: int, by: Actor, at: datetime) -> Decision:
    """Accept the suggested level, or set another and say why. The decision keeps what was suggested and by what."""
    require(by, Permission.INTAKE_TRIAGE)
    decided = locked(intake=intake, by=by)
    rules.check_version(version, decided.version, level=decided.level)
    suggestion = suggestion_for(decided)
    rules.check_override(level=level, suggested=suggestion.level, reason=override_reason)
    decision = Decision.objects.create(
        intake=decided,
        unit_id=decided.unit_id,
        suggested=suggestion.level,
        policy=suggestion.policy,
        reasons=suggestion.because,
        level=level,
        override_reason=override_reason if level != suggestion.level else "",
        at=at,
        by_id=by.user,
    )
    _set_level(decided, Level(level), at=at)
    _save(decided)
    record(verb="intake.levelled", by=by, at=at, subject=decision.pk, about=decided.pk, fields=["level"])
    return decision


def _set_level(intake: Intake, level: Level, *, at: datetime) -> None:
    intake.due_at = rules.due_after_change(
        policy_in_force(), old=intake.level, new=level, asked_at=intake.asked_at, due_at=intake.due_at, at=at
    )
    intake.level = level


def _save(intake: Intake) -> None:
    intake.version += 1
    intake.save(update_fields=["level", "due_at", "version"])
