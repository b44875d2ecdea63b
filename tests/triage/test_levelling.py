"""A human decides the level: accepts what is suggested, or another with a reason."""

from datetime import timedelta

import pytest

from offramp.kernel.clock import now
from offramp.kernel.errors import NotPermitted, Refused
from offramp.triage.actions import decide_level, rate
from offramp.triage.enums import Dimension, Level, Rated, Seen, Urgency
from offramp.triage.models import Intake, Rating
from offramp.triage.queries import decisions_of, ratings_of, suggestion_for
from tests.cast import Cast
from tests.conftest import Acting
from tests.triage.scenes import an_ask

AT = now()
D, R = Dimension, Rated


def test_an_accepted_level_is_written_with_what_was_suggested_and_why(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, seen=[Seen.COLD], urgency=Urgency.DAYS, at=AT)

    with acting(cast.officer) as by:
        decision = decide_level(intake=asked.pk, level=Level.TODAY, override_reason="", version=1, by=by, at=AT)
        asked.refresh_from_db()

    assert (decision.suggested, decision.level, decision.policy) == ("today", "today", "policy-1")
    assert decision.reasons == ["Out in the cold or heat without shelter: Today"]
    assert (decision.override_reason, decision.by, asked.version) == ("", cast.officer, 2)
    assert asked.due_at == AT + timedelta(hours=8)


def test_another_level_needs_a_reason(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, seen=[Seen.COLD], urgency=Urgency.DAYS, at=AT)

    with acting(cast.navigator) as by:
        with pytest.raises(Refused) as refused:
            decide_level(intake=asked.pk, level=Level.NOW, override_reason=" ", version=1, by=by, at=AT)
        decision = decide_level(
            intake=asked.pk, level=Level.NOW, override_reason="Minus 30 tonight", version=1, by=by,
            at=AT + timedelta(hours=1),
        )  # fmt: skip
        asked.refresh_from_db()

    assert refused.value.field == "override_reason"
    assert decision.override_reason == "Minus 30 tonight"
    assert (asked.level, asked.due_at) == (Level.NOW, AT + timedelta(hours=1, minutes=20))


def test_a_level_lowered_by_a_human_counts_its_clock_from_the_ask(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, seen=[Seen.NOT_WAKING], urgency=Urgency.NOW, at=AT)

    with acting(cast.supervisor) as by:
        decide_level(
            intake=asked.pk, level=Level.DAYS, override_reason="Awake, with family", version=1, by=by,
            at=AT + timedelta(hours=2),
        )  # fmt: skip
        asked.refresh_from_db()

    assert (asked.level, asked.due_at) == (Level.DAYS, AT + timedelta(days=3))


def test_the_second_of_two_editors_is_told_and_nothing_of_theirs_is_written(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, seen=[Seen.COLD], urgency=Urgency.DAYS, at=AT)
    with acting(cast.officer) as by:
        decide_level(intake=asked.pk, level=Level.NOW, override_reason="Minus 30", version=1, by=by, at=AT)

    with acting(cast.navigator) as by:
        with pytest.raises(Refused, match="A colleague changed this") as refused:
            decide_level(intake=asked.pk, level=Level.DAYS, override_reason="Calm", version=1, by=by, at=AT)
        assert [decision.level for decision in decisions_of(asked)] == ["now"]

    assert refused.value.field == "version"


def test_ratings_move_the_suggestion_and_the_level_until_somebody_decides(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting, seen=[Seen.ASKS_FOR_HELP], urgency=Urgency.DAYS, at=AT)
    assert asked.level == Level.DAYS

    with acting(cast.navigator) as by:
        rated = rate(intake=asked.pk, ratings={D.SELF: R.ACUTE, D.OTHERS: R.NONE}, version=1, by=by, at=AT)
        assert (rated.level, ratings_of(asked.pk)) == (Level.NOW, {D.SELF: R.ACUTE, D.OTHERS: R.NONE})
        decide_level(intake=asked.pk, level=Level.NOW, override_reason="", version=2, by=by, at=AT)
        rated = rate(intake=asked.pk, ratings={D.SELF: R.NONE}, version=3, by=by, at=AT)

        assert (rated.level, suggestion_for(rated).level) == (Level.NOW, Level.DAYS)


def test_a_rating_that_says_the_same_again_is_written_once(cast: Cast, acting: Acting) -> None:
    asked = an_ask(cast, acting)
    everything = {**dict.fromkeys(Dimension, R.UNKNOWN), D.SELF: R.HIGH}

    with acting(cast.navigator) as by:
        rate(intake=asked.pk, ratings=everything, version=1, by=by, at=AT)
        rate(intake=asked.pk, ratings=everything, version=2, by=by, at=AT)

        assert [(row.dimension, row.rated) for row in Rating.objects.all()] == [("self", "high")]


@pytest.mark.parametrize("who", ["constable", "lead", "worker", "analyst"])
def test_only_those_on_triage_level_an_intake(cast: Cast, acting: Acting, who: str) -> None:
    asked = an_ask(cast, acting)

    with acting(getattr(cast, who)) as by:
        with pytest.raises(NotPermitted):
            decide_level(intake=asked.pk, level=Level.DAYS, override_reason="no", version=1, by=by, at=AT)
        with pytest.raises(NotPermitted):
            rate(intake=asked.pk, ratings={D.SELF: R.NONE}, version=1, by=by, at=AT)


def test_the_database_sorts_levels_as_people_do(cast: Cast, acting: Acting) -> None:
    for urgency, seen in (
        (Urgency.DAYS, [Seen.ASKS_FOR_HELP]),
        (Urgency.NOW, [Seen.LIFE_THREAT]),
        (Urgency.TODAY, [Seen.NO_HOME]),
        (Urgency.NOW, [Seen.NO_HOME]),
    ):
        an_ask(cast, acting, urgency=urgency, seen=seen)

    with acting(cast.officer):
        levels = list(Intake.objects.order_by("rank").values_list("level", "rank"))
    assert levels == [("danger", 0), ("now", 1), ("today", 2), ("days", 3)]
