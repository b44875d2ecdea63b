"""The policy: stated weights, reasons in words, and an unknown that never lowers a level."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offramp.triage.enums import Dimension, Level, Rated, Seen, Urgency
from offramp.triage.policy import FILES, policy_in_force
from offramp.triage.rules import HIGHEST_FIRST, Picture, height, suggest, title_of

POLICY = policy_in_force()
RISING = (Rated.NONE, Rated.SOME, Rated.HIGH, Rated.ACUTE)

PICTURES = st.builds(
    Picture,
    seen=st.frozensets(st.sampled_from(Seen)),
    urgency=st.sampled_from(Urgency),
    on_scene_wanted=st.booleans(),
    ratings=st.dictionaries(st.sampled_from(Dimension), st.sampled_from(Rated)),
)


def level(picture: Picture) -> int:
    return height(suggest(POLICY, picture).level)


def rated(picture: Picture, **changed: Rated) -> Picture:
    ratings = {**picture.ratings, **{Dimension(name): value for name, value in changed.items()}}
    return Picture(picture.seen, picture.urgency, picture.on_scene_wanted, ratings)


@given(PICTURES, st.sampled_from(Dimension))
@settings(max_examples=100, deadline=None)
def test_not_known_never_gives_a_lower_level_than_none_seen(picture: Picture, dimension: Dimension) -> None:
    unknown = rated(picture, **{dimension.value: Rated.UNKNOWN})
    none = rated(picture, **{dimension.value: Rated.NONE})

    assert level(unknown) >= level(none)


@given(PICTURES, st.sampled_from(Dimension))
@settings(max_examples=100, deadline=None)
def test_what_nobody_rated_counts_as_not_known(picture: Picture, dimension: Dimension) -> None:
    left_out = {key: value for key, value in picture.ratings.items() if key != dimension}
    unrated = Picture(picture.seen, picture.urgency, picture.on_scene_wanted, left_out)
    unknown = rated(picture, **{dimension.value: Rated.UNKNOWN})

    assert suggest(POLICY, unrated).total == suggest(POLICY, unknown).total
    assert level(unrated) == level(unknown)


@given(PICTURES, st.sampled_from(Dimension))
@settings(max_examples=100, deadline=None)
def test_a_higher_rating_never_gives_a_lower_level(picture: Picture, dimension: Dimension) -> None:
    levels = [level(rated(picture, **{dimension.value: how_high})) for how_high in RISING]

    assert levels == sorted(levels)


@given(PICTURES, st.sampled_from(Seen))
@settings(max_examples=100, deadline=None)
def test_a_fact_more_never_gives_a_lower_level(picture: Picture, fact: Seen) -> None:
    more = Picture(picture.seen | {fact}, picture.urgency, picture.on_scene_wanted, picture.ratings)

    assert level(more) >= level(picture)


@given(PICTURES)
@settings(max_examples=100, deadline=None)
def test_an_unknown_urgency_never_gives_a_lower_level_than_some_days(picture: Picture) -> None:
    unknown = Picture(picture.seen, Urgency.UNKNOWN, picture.on_scene_wanted, picture.ratings)
    days = Picture(picture.seen, Urgency.DAYS, picture.on_scene_wanted, picture.ratings)

    assert level(unknown) >= level(days)


@given(PICTURES)
@settings(max_examples=100, deadline=None)
def test_the_sum_is_the_sum_of_its_reasons(picture: Picture) -> None:
    suggestion = suggest(POLICY, picture)

    assert suggestion.total == sum(reason.adds for reason in suggestion.reasons)
    assert suggestion.because


@given(PICTURES)
@settings(max_examples=100, deadline=None)
def test_danger_to_life_is_a_fact_and_never_a_sum(picture: Picture) -> None:
    suggestion = suggest(POLICY, picture)
    facts = {reason.reaches for reason in suggestion.reasons}

    assert (suggestion.level == Level.DANGER) == (Level.DANGER in facts)


@pytest.mark.parametrize(
    ("seen", "urgency", "expected", "because"),
    [
        ([Seen.LIFE_THREAT], Urgency.DAYS, Level.DANGER, ["Life in danger now: Danger to life"]),
        (
            [Seen.NOT_WAKING, Seen.DRUGS_SEEN],
            Urgency.TODAY,
            Level.DANGER,
            ["Asleep or hard to wake + Drugs or gear in sight: Danger to life"],
        ),
        ([], Urgency.NOW, Level.NOW, ["How urgent: Now, patrol waits: Now"]),
        ([Seen.COLD], Urgency.DAYS, Level.TODAY, ["Out in the cold or heat without shelter: Today"]),
        ([Seen.ASKS_FOR_HELP], Urgency.DAYS, Level.DAYS, ["8 risks and needs not known yet", "Asks for help"]),
    ],
)
def test_a_level_comes_with_its_reasons(
    seen: list[Seen], urgency: Urgency, expected: Level, because: list[str]
) -> None:
    suggestion = suggest(POLICY, Picture(frozenset(seen), urgency))

    assert (suggestion.level, suggestion.because, suggestion.policy) == (expected, because, "policy-1")


def test_many_small_things_together_reach_a_level_no_one_of_them_reaches() -> None:
    small: Mapping[Dimension, Rated] = dict.fromkeys(Dimension, Rated.SOME)

    assert suggest(POLICY, Picture(frozenset(), Urgency.DAYS, ratings=small)).level == Level.TODAY
    assert suggest(POLICY, Picture(frozenset(), Urgency.DAYS, ratings=dict.fromkeys(Dimension, Rated.NONE))).level == (
        Level.DAYS
    )


def test_the_policy_says_that_it_is_ours_and_not_validated() -> None:
    data = json.loads((FILES / "policy-1.json").read_text(encoding="utf-8"))

    assert data["status"] == "This scale is ours. It was not validated. It suggests; a person decides."
    assert set(data["seen"]) == set(Seen.values)
    assert set(data["times"]) == set(Dimension.values)


def test_clocks_are_shorter_the_higher_the_level() -> None:
    clocks = [POLICY.clocks[one] for one in HIGHEST_FIRST]

    assert clocks == sorted(clocks)


@pytest.mark.parametrize(
    ("seen", "title", "story", "expected"),
    [
        ([Seen.COLD, Seen.CONFUSED], "", "", "Out in the cold or heat without shelter, confused or not making sense"),
        ([Seen.COLD], "Man by the doors", "", "Man by the doors"),
        ([], "", "Two people\nin a stairwell", "Two people in a stairwell"),
        ([], "", "x" * 300, f"{'x' * 159}…"),
    ],
)
def test_an_ask_has_a_title_in_one_line(seen: list[Seen], title: str, story: str, expected: str) -> None:
    assert title_of(seen, title=title, story=story) == expected
