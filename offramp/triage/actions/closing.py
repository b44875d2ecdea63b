"""End an intake, and with it whatever stood open because of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from offramp.access.actions import end_grants
from offramp.access.enums import Basis, Permission
from offramp.access.queries import require
from offramp.audit.actions import record
from offramp.kernel.identity import Actor
from offramp.triage import rules
from offramp.triage.actions.locking import locked
from offramp.triage.enums import IntakeEnd
from offramp.triage.models import Advice, Intake, IntakeClosing, Response


@transaction.atomic
def close_intake(
    *, intake: UUID, end: str, by: Actor, at: datetime, same_as: UUID | None = None, note: str = ""
) -> IntakeClosing:
    """End an intake and say how. The files that were open because of it close with the next request."""
    require(by, Permission.INTAKE_CLOSE)
    if same_as is not None:
        first, second = sorted([intake, same_as])
        locked(intake=first, by=by, even_closed=True)
        locked(intake=second, by=by, even_closed=True)
    return close(intake=locked(intake=intake, by=by), end=end, same_as=same_as, note=note, by=by, at=at)


def close(
    *, intake: Intake, end: str, by: Actor, at: datetime, same_as: UUID | None = None, note: str = ""
) -> IntakeClosing:
    """End an intake the caller holds."""
    is_duplicate_too = IntakeClosing.objects.filter(intake=same_as, end=IntakeEnd.DUPLICATE).exists()
    rules.check_end(end=end, same_as=same_as, intake=intake.pk, same_is_duplicate=is_duplicate_too)
    rules.check_end_is_true(
        end=end,
        has_advice=Advice.objects.filter(intake=intake).exists(),
        has_response=Response.objects.filter(intake=intake).exists(),
    )
    closing = IntakeClosing.objects.create(
        intake=intake, unit_id=intake.unit_id, end=end, same_as_id=same_as, note=note, at=at, by_id=by.user
    )
    Intake.objects.filter(pk=intake.pk).update(closed_at=at, version=intake.version + 1)
    if same_as is not None:
        _follow(intake, Intake.objects.get(pk=same_as))
    end_grants(founded_on=intake.pk, basis=Basis.TRIAGE, at=at)
    record(verb="intake.closed", by=by, at=at, subject=intake.pk, about=intake.pk)
    return closing


def _follow(duplicate: Intake, other: Intake) -> None:
    """Let whoever asked the same a second time, and what was the same as theirs, follow the answer to the first."""
    alike = [duplicate.pk, *IntakeClosing.objects.filter(same_as=duplicate).values_list("intake_id", flat=True)]
    Intake.objects.filter(pk__in=alike).update(
        team=other.team_id, tier=other.tier, claimed_at=other.claimed_at, going_at=other.going_at,
        answered_at=other.answered_at,
    )  # fmt: skip
    IntakeClosing.objects.filter(same_as=duplicate).update(same_as=other)
    for ask in Intake.objects.filter(pk__in=alike):
        for advice in Advice.objects.filter(intake=other):
            Advice.objects.create(
                intake=ask, unit_id=ask.unit_id, text=advice.text, for_user_id=ask.asked_by_id, at=advice.at,
                by_id=advice.by_id,
            )  # fmt: skip
