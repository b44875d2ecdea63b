"""Concerns as they are taken on, answered and judged. Nobody here is real."""

from datetime import timedelta

from django.utils.timezone import localdate

from offramp.engagement.actions.concerns import (
    call_answered,
    call_unanswered,
)
from offramp.engagement.models import Concern
from offramp.engagement.queries import concerns as queries
from offramp.kernel.clock import now
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import Acting
from tests.engagement.scene import as_holder, link_of
from tests.engagement.visits_scene import (
    fresh,
    taken_on,
)

LONG_AGO = localdate() - timedelta(days=3)


def stand(cast: Cast, acting: Acting, concern: Concern) -> str:
    with acting(cast.coordinator) as by:
        found = queries.concern_for(Viewer(by), concern.pk, today=localdate())
        assert found is not None
        return queries.stand_of(found)


def late(cast: Cast, acting: Acting, concern: Concern) -> None:
    taken_on(cast, concern)
    with acting(cast.coordinator):
        Concern.objects.filter(pk=concern.pk).update(due_on=LONG_AGO)


def judged(cast: Cast, concern: Concern, *, because: str = "") -> None:
    version, row = fresh(cast, concern.pk).version, fresh(cast, concern.pk).invitation
    if because:
        as_holder(
            row, lambda by: call_unanswered(concern=concern.pk, because=because, version=version, by=by, at=now())
        )
    else:
        as_holder(row, lambda by: call_answered(concern=concern.pk, version=version, by=by, at=now()))


def judge_page(concern: Concern) -> str:
    return f"{link_of(concern.invitation)}concerns/{concern.pk}/"
