"""Which branch a place is in, and whether its team answers."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from offramp.areas import rules
from offramp.areas.models import CoverageHours, Neighbourhood
from offramp.areas.queries import Where, coverage_at, coverage_of, neighbourhoods, where_is
from offramp.kernel.ids import new_id
from tests.cast import Cast

EDMONTON = ZoneInfo("America/Edmonton")
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=EDMONTON)
WORKDAY = [(day, time(8), time(18)) for day in range(5)]


def test_a_neighbourhood_is_found_in_the_words_of_a_place_without_its_diacritics() -> None:
    oliver, park = new_id(), new_id()
    names = {oliver: "Wîhkwêntôwin", park: "Central McDougall"}

    found = [
        rules.named_in(place, names)
        for place in ("wihkwentowin, 109 St", "CENTRAL MCDOUGALL by the school", "McDougall", "Wîhkwêntôwinish", "")
    ]

    assert found == [oliver, park, None, None, None]


def test_the_longer_of_two_names_in_a_place_is_meant() -> None:
    west, end = new_id(), new_id()

    assert rules.named_in("West Jasper Place, 156 St", {west: "Jasper Place", end: "West Jasper Place"}) == end


def test_two_neighbourhoods_in_one_place_are_no_answer() -> None:
    assert rules.named_in("between Alder and Birch", {new_id(): "Alder", new_id(): "Birch"}) is None


@pytest.mark.parametrize(
    ("moment", "covered"),
    [
        (MONDAY_NOON, True),
        (MONDAY_NOON.replace(hour=7, minute=59), False),
        (MONDAY_NOON.replace(hour=8), True),
        (MONDAY_NOON.replace(hour=18), False),
        (MONDAY_NOON + timedelta(days=5), False),
    ],
)
def test_a_team_answers_in_its_hours(moment: datetime, covered: bool) -> None:
    assert rules.is_covered(WORKDAY, moment) is covered


def test_hours_that_end_at_midnight_hold_until_then() -> None:
    assert rules.is_covered([(0, time(16), rules.MIDNIGHT)], MONDAY_NOON.replace(hour=23, minute=59, second=59))


@pytest.mark.parametrize(
    ("moment", "again"),
    [
        (MONDAY_NOON.replace(hour=6), MONDAY_NOON.replace(hour=8)),
        (MONDAY_NOON.replace(hour=19), MONDAY_NOON.replace(hour=8) + timedelta(days=1)),
        (MONDAY_NOON + timedelta(days=5), MONDAY_NOON.replace(hour=8) + timedelta(days=7)),
    ],
)
def test_a_team_that_does_not_answer_says_when_it_does_again(moment: datetime, again: datetime) -> None:
    assert rules.answers_next(WORKDAY, moment) == again


def test_a_team_without_hours_never_answers() -> None:
    assert rules.answers_next([], MONDAY_NOON) is None


def test_the_only_hours_of_a_week_come_again_in_a_week() -> None:
    assert rules.answers_next([(0, time(8), time(9))], MONDAY_NOON) == MONDAY_NOON.replace(hour=8) + timedelta(days=7)


def test_a_chosen_neighbourhood_settles_the_branch_whatever_else_was_chosen(cast: Cast) -> None:
    assert where_is("here", neighbourhood=cast.oliver.pk, branch=cast.west.pk) == Where(cast.downtown, cast.oliver)


def test_a_place_that_names_a_neighbourhood_tells_the_branch(cast: Cast) -> None:
    assert where_is("wihkwentowin, the stairwell", instead=cast.west.pk) == Where(cast.downtown, cast.oliver)


def test_a_chosen_branch_wins_over_a_guess(cast: Cast) -> None:
    assert where_is("wihkwentowin road", branch=cast.west.pk) == Where(cast.west)


def test_a_place_that_tells_nothing_is_where_one_asked_last(cast: Cast) -> None:
    assert where_is("the usual corner", instead=cast.west.pk) == Where(cast.west)
    assert where_is("the usual corner") == Where(None)


def test_neighbourhoods_come_branch_by_branch(cast: Cast) -> None:
    glen = Neighbourhood.objects.create(name="Aldergrove", branch=cast.west)

    assert list(neighbourhoods()) == [cast.oliver, glen]


def test_each_branch_says_whether_it_is_covered(cast: Cast) -> None:
    CoverageHours.objects.filter(branch=cast.west).delete()
    CoverageHours.objects.create(branch=cast.west, weekday=1, starts="08:00", ends="16:00")

    told = [(c.branch, c.is_covered, c.again_at) for c in coverage_at(MONDAY_NOON)]

    tuesday = MONDAY_NOON.replace(hour=8) + timedelta(days=1)
    assert told == [(cast.downtown, True, None), (cast.west, False, tuesday)]
    assert coverage_of(new_id(), MONDAY_NOON) is None
