"""A month proposed at once: no hard rule broken, the best there is, what stands kept, each choice explained."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, combinations
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench._month import month_of
from bench.roster import measure, row_of
from offramp.config.city.moments import Dice
from offramp.engagement.enums import Course, Level
from offramp.engagement.rules.explaining import Filled, Judged, explain, in_words
from offramp.engagement.rules.months import Month, Place, Solved, worth
from offramp.engagement.rules.reasons import Code
from offramp.engagement.rules.rostering import Candidate, Held, Occasion, Span, clash, why_not
from offramp.engagement.rules.solving import solve

NOON = datetime(2030, 6, 5, 18, tzinfo=UTC)


def event(number: int, days: int = 0, **changes: Any) -> Occasion:
    made = Occasion(UUID(int=100 + number), NOON + timedelta(days=3 * number + days), 120, at_least=1, at_most=1)
    return replace(made, **changes)


def member(number: int, **changes: Any) -> Candidate:
    return replace(Candidate(UUID(int=number), f"Member {number}"), **changes)


def place(number: int, who: int) -> Place:
    return Place(UUID(int=100 + number), UUID(int=who))


def proposed(month: Month) -> frozenset[Place]:
    return solve(month, seconds=10).places


def broken(month: Month, places: frozenset[Place]) -> list[object]:
    """Return every hard rule that a roster breaks, asked of the rules for one event, not of the model."""
    members, events = {one.id: one for one in month.candidates}, {one.id: one for one in month.occasions}
    found: list[object] = [
        (one, why_not(events[one.occasion], members[one.member]))
        for one in places - month.locked
        if why_not(events[one.occasion], members[one.member])
    ]
    for one, other in combinations(sorted(places), 2):
        here, there = events[one.occasion], events[other.occasion]
        is_locked = {one, other} <= month.locked
        if one.member == other.member and not is_locked and clash(here.span, here.where, there.span, there.where):
            found.append((one, other))
    there_are = Counter(one.occasion for one in places)
    return found + [one for one in month.occasions if there_are[one.id] > max(one.at_most, _stood(month, one))]


def _stood(month: Month, one: Occasion) -> int:
    return sum(place.occasion == one.id for place in month.standing | month.locked)


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), members=st.integers(1, 9), events=st.integers(1, 7), data=st.data())
def test_a_roster_never_breaks_a_hard_rule_and_keeps_what_is_locked(
    seed: int, members: int, events: int, data: st.DataObject
) -> None:
    month = month_of(members, events, Dice(seed))
    every = [Place(one.id, other.id) for one in month.occasions for other in month.candidates]
    locked = frozenset(data.draw(st.lists(st.sampled_from(every), max_size=3)))
    month = replace(month, locked=locked, standing=locked)

    found = solve(month, seconds=5)

    assert broken(month, found.places) == []
    assert locked <= found.places
    assert (found.best, found.bound >= found.best) == (worth(month, found.places), True)
    filled = {one.occasion: one for one in explain(month, found.places)}
    assert {Place(key, one.member) for key, said in filled.items() for one in said.chosen} == found.places
    assert [max(0, one.at_least - len(filled[one.id].chosen)) for one in month.occasions] == [
        filled[one.id].missing for one in month.occasions
    ]


def test_what_the_solver_leaves_behind_the_point_is_told_as_whole_points() -> None:
    month = month_of(3, 1, Dice(1076))
    locked = frozenset(Place(one.id, UUID(int=who)) for one in month.occasions for who in (1, 2))
    month = replace(month, locked=locked, standing=locked)

    found = solve(month, seconds=5)

    assert (found.best, found.bound) == (worth(month, found.places),) * 2


@pytest.mark.parametrize("seed", range(6))
def test_of_all_rosters_there_are_the_proposal_is_worth_most(seed: int) -> None:
    month = month_of(4, 3, Dice(seed))
    month = replace(month, standing=frozenset(sorted(month.options)[:2]))
    options = sorted(month.options)
    every = chain.from_iterable(combinations(options, size) for size in range(len(options) + 1))

    best = max(worth(month, one) for one in every if not broken(month, frozenset(one)))

    assert (solve(month, seconds=10).best, solve(month, seconds=10).bound) == (best, best)


def test_an_event_that_cannot_be_filled_is_told_with_the_reasons_and_stops_no_other() -> None:
    there = [event(0), event(1, at_least=2, at_most=3, courses=[Course.LINC_INSTRUCTOR])]
    instructor = member(1, courses={Course.LINC_INSTRUCTOR: None})
    away = Span(NOON, NOON + timedelta(days=9))
    month = Month(there, [instructor, member(2), member(3), member(4, absences=[away])])

    first, second = explain(month, proposed(month))

    assert (first.missing, len(first.chosen), second.missing, [one.member for one in second.chosen]) == (
        0, 1, 1, [instructor.id],
    )  # fmt: skip
    assert [in_words(code, number) for code, number in second.lacking] == [
        "Without a training it needs: 2.",
        "Not available then: 1.",
    ]


def test_each_choice_says_why_this_member_and_why_not_the_next_best() -> None:
    speaks, declined = {"som": Level.FLUENT}, frozenset({event(0).id})
    there = [member(1, languages=speaks), member(2), member(3, languages={"som": Level.FIRST}, declined=declined)]
    month = Month([event(0, languages=["som"])], there)

    [said] = explain(month, proposed(month))

    [chosen] = said.chosen
    assert (chosen.member, chosen.points, [one.words for one in chosen.why]) == (
        UUID(int=1), 32, ["Speaks fluently: Somali.", "Has 0 of 2 wished events that month."],
    )  # fmt: skip
    assert [(one.member.int, one.points, [bar.words for bar in one.why_not]) for one in said.next_best] == [
        (3, 38, ["Said that they can't come to this one."]), (2, 8, []),
    ]  # fmt: skip
    assert Judged.read(chosen.kept()) == chosen


def test_who_goes_elsewhere_in_the_same_proposal_is_told_apart() -> None:
    both = [event(0, languages=["som"]), event(1, days=-3, at_least=1)]
    month = Month(both, [member(1, languages={"som": Level.FIRST}), member(2)])

    first, second = explain(month, proposed(month))

    assert ([one.member.int for one in first.chosen], [one.member.int for one in second.chosen]) == ([1], [2])
    assert [one.why_not[0].code for one in (*first.next_best, *second.next_best)] == [Code.ELSEWHERE] * 2


def test_a_change_replans_with_the_fewest_moves() -> None:
    month = month_of(12, 8, Dice(5))
    first = proposed(month)
    gone = min(one.member for one in first)
    left = [replace(one, declined=frozenset(month.events)) if one.id == gone else one for one in month.candidates]

    again = proposed(replace(month, candidates=left, standing=first))

    assert first - again == {one for one in first if one.member == gone}


def test_what_stands_is_moved_for_a_need_but_not_for_points() -> None:
    better = [member(1), member(2, languages={"som": Level.FIRST})]
    kept = Month([event(0, languages=["som"])], better, standing=frozenset({place(0, 1)}))
    away = replace(better[1], declined=frozenset({event(1, days=-3).id}))
    needed = Month([event(0), event(1, days=-3)], [better[0], away], standing=frozenset({place(0, 1)}))

    assert proposed(kept) == {place(0, 1)}
    assert proposed(needed) == {place(0, 2), place(1, 1)}
    assert proposed(replace(needed, locked=frozenset({place(0, 1)}))) == {place(0, 1)}


def test_a_locked_place_stays_though_a_rule_stands_against_it_and_says_so() -> None:
    declined = frozenset({event(0).id})
    locked = frozenset({place(0, 1)})
    month = Month([event(0)], [member(1, declined=declined), member(2)], standing=locked, locked=locked)

    [said] = explain(month, proposed(month))

    assert [(one.member.int, one.why_not[0].code) for one in said.chosen] == [(1, Code.SAID_NO)]


def test_a_newcomer_goes_with_their_mentor_and_load_and_rest_are_shared() -> None:
    newcomer = member(3, is_newcomer=True, mentor=UUID(int=1))
    together = Month([event(0, at_least=2, at_most=2)], [member(1), member(2), newcomer])
    days = [event(0), event(0, days=1, id=UUID(int=101)), event(0, days=2, id=UUID(int=102))]
    shared = Month(days, [member(1, wished_load=1), member(2, wished_load=2)])

    assert proposed(together) == {place(0, 1), place(0, 3)}
    assert proposed(shared) == {place(0, 2), place(1, 1), place(2, 2)}


def test_nobody_comes_beyond_the_need_unless_they_bring_something() -> None:
    there = [member(1), member(2, wished_load=1), member(3, languages={"som": Level.FLUENT})]

    assert len(proposed(Month([event(0, at_most=3)], there))) == 1
    assert proposed(Month([event(0, at_most=3, at_least=1, languages=["som"])], there)) == {place(0, 3)}
    assert len(proposed(Month([event(0, at_most=2, at_least=2)], there))) == 2


def test_other_places_in_the_month_count_into_the_load_and_hold_the_member() -> None:
    elsewhere = Held(UUID(int=900), event(0).span)
    busy = [Held(UUID(int=901 + day), event(0, days=-5 - 3 * day).span) for day in range(1)]
    month = Month([event(0)], [member(1, held=[elsewhere]), member(2, held=busy, wished_load=1), member(3)])

    assert proposed(month) == {place(0, 3)}


def test_an_empty_month_is_proposed_empty() -> None:
    assert explain(Month([], []), proposed(Month([], []))) == []
    [said] = explain(Month([event(0)], []), proposed(Month([event(0)], [])))
    assert said == Filled(event(0).id, (), (), 1, ())


def test_the_solver_tells_how_far_it_is() -> None:
    told: list[Solved] = []
    month = month_of(10, 6, Dice(3))

    found = solve(month, seconds=10, told=told.append)

    assert (found.gap, told[-1].best, found.seconds < 10) == (0, found.best, True)
    assert [one.best for one in told] == sorted(one.best for one in told)
    assert replace(found, best=90, bound=100).gap == 0.1


def test_the_solver_tells_of_a_month_with_one_choice_too() -> None:
    told: list[Solved] = []

    found = solve(Month([event(0)], [member(1)]), seconds=5, told=told.append)

    assert [found.places, told[-1].places] == [frozenset({place(0, 1)})] * 2


def test_the_bench_measures_a_small_month() -> None:
    tried = measure(10, 5, seed=1, seconds=10)

    assert (tried.gap, tried.moves >= tried.needed > 0) == (0, True)
    assert (tried.first <= tried.seconds < 10, tried.rank_ms > 0) == (True, True)
    assert row_of(10, 5, tried)[0] == "10 x 5"
