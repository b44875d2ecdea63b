"""Before and after: ratios with intervals, a difference, displacement, and what is too few to say.

The worked examples that were published are in `bench/sara.py`, each with its source: they hold here too.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import sara
from offramp.prevention.enums import Displacement, Verdict
from offramp.prevention.rules.effects import (
    Counts,
    difference,
    displacement_of,
    displacement_quotient,
    rate_ratio,
    relative_effect,
)
from offramp.prevention.rules.judging import judge

counts = st.integers(1, 2000)


@pytest.mark.parametrize("example", sara.EXAMPLES, ids=lambda example: example.name)
def test_a_published_example_comes_out_within_its_rounding(example: sara.Example) -> None:
    ours = tuple(round(each, example.decimals) for each in example.ours())

    assert ours == pytest.approx(example.published, abs=10**-9)


def test_the_bench_prints_them_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    sara.run()

    printed = capsys.readouterr().out
    assert [printed.count(each.name) > 0 for each in sara.EXAMPLES] == [True] * len(sara.EXAMPLES)
    assert "NO" not in printed.split()


def test_the_bench_ends_badly_where_one_is_not_met(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = sara.Example("wrong", "nobody", (1.0,), 2, lambda: (1.01,))
    monkeypatch.setattr(sara, "EXAMPLES", (wrong,))

    with pytest.raises(SystemExit, match="1"):
        sara.run()


def test_a_ratio_of_equal_windows_is_what_was_there_after_for_each_before() -> None:
    found = rate_ratio(30, 60)

    assert found.value == 0.5
    assert found.low < 0.5 < found.high < 1


@settings(deadline=None)
@given(counts, counts, counts, counts)
def test_an_effect_turns_round_when_target_and_comparison_are_exchanged(a: int, b: int, c: int, d: int) -> None:
    one, other = relative_effect(Counts(a, b), Counts(c, d)), relative_effect(Counts(c, d), Counts(a, b))

    assert one.value * other.value == pytest.approx(1)
    assert one.low * other.high == pytest.approx(1)


@settings(deadline=None)
@given(counts, counts, counts, counts)
def test_an_effect_is_the_ratio_of_the_two_ratios(a: int, b: int, c: int, d: int) -> None:
    assert relative_effect(Counts(a, b), Counts(c, d)).value == pytest.approx(
        rate_ratio(d, c).value / rate_ratio(b, a).value
    )


def test_a_difference_can_be_told_where_a_window_had_no_call() -> None:
    found = difference(Counts(12, 0), Counts(0, 0))

    assert (found.value, found.low < -12 < found.high) == (-12, True)


# The counts of the example of Wheeler and Ratcliffe; the quotient is worked out by hand from the formula of Bowers and
# Johnson as appendix B of Guerette gives it: no published example of it with all six counts was found.
TARGET, BESIDE, COMPARISON = Counts(207, 110), Counts(178, 157), Counts(308, 318)


def test_the_displacement_quotient_follows_its_formula() -> None:
    by_hand = (157 / 318 - 178 / 308) / (110 / 318 - 207 / 308)

    assert displacement_quotient(TARGET, BESIDE, COMPARISON) == pytest.approx(by_hand)
    assert by_hand == pytest.approx(0.258, abs=0.001)


def test_displacement_is_not_asked_where_the_target_did_no_better() -> None:
    assert displacement_quotient(Counts(100, 100), Counts(50, 20), Counts(100, 100)) is None
    assert displacement_quotient(Counts(100, 130), Counts(50, 20), Counts(100, 100)) is None


@pytest.mark.parametrize(
    ("quotient", "reads"),
    [
        (None, Displacement.NOT_ASKED),
        (1.2, Displacement.MORE_BENEFIT),
        (1.0, Displacement.BENEFIT),
        (0.3, Displacement.BENEFIT),
        (0.0, Displacement.NONE),
        (-0.3, Displacement.SOME),
        (-1.0, Displacement.ALL),
        (-2.0, Displacement.ALL),
    ],
)
def test_a_quotient_reads_as_the_tool_guide_reads_it(quotient: float | None, reads: Displacement) -> None:
    assert displacement_of(quotient) == reads


@pytest.mark.parametrize(
    ("target", "comparison", "verdict"),
    [
        (Counts(180, 100), Counts(150, 155), Verdict.FEWER),
        (Counts(100, 180), Counts(150, 155), Verdict.MORE),
        (Counts(100, 96), Counts(150, 155), Verdict.UNCLEAR),
        (Counts(180, 9), Counts(150, 155), Verdict.TOO_FEW),
        (Counts(180, 0), Counts(150, 155), Verdict.TOO_FEW),
        (Counts(180, 100), Counts(9, 155), Verdict.TOO_FEW),
        (Counts(180, 100), Counts(0, 155), Verdict.NO_COMPARISON),
        (Counts(180, 100), Counts(150, 0), Verdict.NO_COMPARISON),
        (Counts(0, 0), Counts(0, 0), Verdict.NO_COMPARISON),
    ],
)
def test_a_verdict_needs_enough_calls_in_all_four_windows(target: Counts, comparison: Counts, verdict: str) -> None:
    found = judge(target, comparison, None, least=10)

    assert found.verdict == verdict
    assert (found.effect is None, found.spared is None) == (verdict in ("too_few", "no_comparison"),) * 2


def test_what_can_still_be_said_without_a_comparison_is_the_target_alone() -> None:
    found = judge(Counts(40, 20), Counts(0, 0), None, least=10)

    assert found.target.ratio is not None
    assert (found.target.ratio.value, found.comparison.ratio, found.difference.value) == (0.5, None, -20)
    assert found.target.before == pytest.approx((28.58, 54.47), abs=0.01)
    assert found.comparison.before == pytest.approx((0, 3.69), abs=0.01)


def test_of_a_few_calls_beside_the_target_nothing_is_said_of_displacement() -> None:
    few = judge(TARGET, COMPARISON, Counts(9, 30), least=10)
    enough = judge(TARGET, COMPARISON, BESIDE, least=10)

    assert (few.displacement, few.quotient) == (Displacement.TOO_FEW, None)
    assert enough.displacement == Displacement.BENEFIT


def test_where_no_gain_is_clear_nothing_is_said_of_displacement() -> None:
    unclear = judge(Counts(100, 96), Counts(150, 155), Counts(50, 90), least=10)
    more = judge(Counts(100, 180), Counts(150, 155), Counts(50, 90), least=10)

    assert [(each.displacement, each.quotient) for each in (unclear, more)] == [(Displacement.NOT_ASKED, None)] * 2


def test_with_the_least_set_to_one_a_window_without_calls_still_divides_nothing() -> None:
    assert judge(Counts(3, 0), Counts(2, 2), Counts(1, 0), least=1).verdict == Verdict.TOO_FEW


def test_what_was_spared_is_told_as_a_share_of_what_was_to_be_expected() -> None:
    found = judge(Counts(200, 100), Counts(200, 200), None, least=10).spared

    assert found is not None
    assert (found.value, found.low < 0.5 < found.high) == (0.5, True)
