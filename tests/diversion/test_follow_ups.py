"""A follow-up is offered from two weeks before its day on, and is asked for only while the record is open."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from offramp.diversion import queries
from offramp.diversion.actions import end_course
from offramp.diversion.enums import Outcome
from offramp.diversion.models import Measure
from offramp.diversion.web.deeds import next_deed, offered
from offramp.kernel.clock import now
from offramp.kernel.days import midnight
from offramp.kernel.identity import Viewer
from tests.cast import Cast
from tests.conftest import SignedIn, acting_as
from tests.diversion.scene import considered, taken_on, the_program


@pytest.fixture
def case(cast: Cast) -> Measure:
    """A referral that the youth officer has taken on."""
    kept = considered(cast)
    taken_on(cast, kept)
    return kept


def ended(cast: Cast, case: Measure, at: datetime) -> dict[int, date]:
    """End the way at a moment, and return which follow-ups are due."""
    with time_machine.travel(at, tick=False), acting_as(cast.youth_officer) as by:
        end_course(measure=case.pk, outcome=Outcome.MOVED_AWAY, words="To Red Deer", by=by, at=now())
        return queries.follow_ups_due(case.pk)


def test_it_is_offered_when_it_may_be_written_down_and_not_before(cast: Cast, case: Measure) -> None:
    due = ended(cast, case, now())

    offers = {}
    for days in (15, 14):
        moment = midnight(due[3] - timedelta(days=days)) + timedelta(hours=9)
        with time_machine.travel(moment, tick=False), acting_as(cast.youth_officer) as by:
            record = queries.record_for(Viewer(by), case.pk, at=now())
            assert record is not None
            following = next_deed(record)
            offers[days] = (following and following[0], "follow-up" in dict(offered(record)))
    assert offers == {15: (None, False), 14: ("follow-up", True)}


def test_what_would_be_due_once_the_record_is_closed_is_not_asked_for(cast: Cast, case: Measure) -> None:
    assert list(ended(cast, case, case.ends_at - timedelta(days=200))) == [3]
    with acting_as(cast.youth_officer) as by:
        [line] = queries.cases_of(Viewer(by), at=now())
        assert line.due_on is not None
        assert line.due_on < case.ends_at.date()


def test_the_program_says_so(cast: Cast, signed_in: SignedIn) -> None:
    page = signed_in(cast.youth_officer).get(reverse("diversion:program", args=[the_program().pk])).content.decode()
    assert "A referral's record closes 18 months after it was written" in " ".join(page.split()).replace("&#x27;", "'")
