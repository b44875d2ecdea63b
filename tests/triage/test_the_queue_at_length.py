"""The queue at any length: an index gives its order, behind the wall and as the runtime role."""

import pytest
from django.db import connection, transaction

from offramp.kernel.identity import Viewer
from offramp.triage.queries import intakes_visible_to
from tests.cast import Cast
from tests.conftest import Acting
from tests.triage.scenes import an_ask


@pytest.mark.parametrize("who", ["officer", "navigator", "supervisor"])
def test_an_index_gives_the_order_of_the_queue(cast: Cast, acting: Acting, who: str) -> None:
    an_ask(cast, acting)
    with acting(getattr(cast, who)) as by, transaction.atomic():
        rows = intakes_visible_to(Viewer(by)).filter(closed_at__isnull=True).order_by("rank", "due_at", "id")
        with connection.cursor() as cursor:
            for way in ("sort", "seqscan", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
        plans = [rows.filter(team=cast.downtown_team)[:51].explain(), rows[:51].explain()]

    found = [("Index Scan using intake_open_" in plan, "Sort Key" in plan) for plan in plans]
    assert found == [(True, False), (True, False)]
