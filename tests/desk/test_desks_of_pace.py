"""The desks of PACE: what waits for the coordinator, where members are going, and nothing a member may not open."""

import pytest

from offramp.accounts.models import User
from offramp.engagement.enums import Verdict
from tests.cast import Cast
from tests.conftest import SignedIn
from tests.engagement.member_scene import member, trained
from tests.engagement.scene import decided, page_of, received
from tests.ui.reading import flat


def test_the_coordinator_sees_what_waits_and_whose_turn_it_is(cast: Cast, signed_in: SignedIn) -> None:
    ours, theirs = received(40, title="Summer table"), received(50, title="Winter table")
    decided(theirs, Verdict.ASK, cast.coordinator, letter="How many?")

    waiting = signed_in(cast.coordinator).get("/").context["desk"].waiting

    told = {line.url: (line.title, line.action, "We asked something" in line.detail) for line in waiting}
    assert told == {
        page_of(ours): ("Somali Mothers' Circle: Summer table", "Answer", False),
        page_of(theirs): ("Somali Mothers' Circle: Winter table", "", True),
    }


def test_what_is_accepted_leads_the_coordinator_on_and_a_member_nowhere(cast: Cast, signed_in: SignedIn) -> None:
    row = received(40, title="Summer table")
    decided(row, Verdict.ACCEPT, cast.coordinator)

    def shown(user: User) -> tuple[bool, bool]:
        page = flat(signed_in(user).get("/"))
        return "Summer table" in page, page_of(row) in page

    assert (shown(cast.coordinator), shown(cast.pace_member)) == ((True, True), (True, False))
    assert "Halima" not in flat(signed_in(cast.pace_member).get("/"))


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "It has ended."), (0, "It ends today."), (1, "It ends in 1 day."), (9, "It ends in 9 days.")],
)
def test_a_training_that_ends_is_told_by_how_long_it_lasts(
    days: int, said: str, cast: Cast, signed_in: SignedIn
) -> None:
    trained(cast, member(cast), ends_in=days)

    assert said in flat(signed_in(cast.coordinator).get("/"))
