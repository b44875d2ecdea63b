"""What an assessment says, and how sure it is: figures first, then a verdict, then what may be said in words."""

from dataclasses import dataclass

from offramp.kernel.figures import poisson_interval
from offramp.prevention.enums import Displacement, Verdict
from offramp.prevention.rules.effects import (
    Counts,
    Estimate,
    difference,
    displacement_of,
    displacement_quotient,
    rate_ratio,
    relative_effect,
)


@dataclass(frozen=True, slots=True)
class Change:
    """One area before and after: counts with intervals, and their ratio where neither is 0."""

    counts: Counts
    before: tuple[float, float]
    after: tuple[float, float]
    ratio: Estimate | None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the counts of an assessment say. beside: the area next to the target, where one was counted."""

    verdict: Verdict
    target: Change
    comparison: Change
    beside: Change | None
    effect: Estimate | None
    difference: Estimate
    quotient: float | None
    displacement: Displacement | None

    @property
    def spared(self) -> Estimate | None:
        """Return the effect as the share of expected calls that did not come, from minus infinity to 1."""
        if self.effect is None:
            return None
        value, low, high = (1 - 1 / each for each in (self.effect.value, self.effect.low, self.effect.high))
        return Estimate(value, low, high)


def judge(target: Counts, comparison: Counts, beside: Counts | None, *, least: int) -> Findings:
    """Return what counts say. least: with fewer calls than this in any window, no ratio is told.

    Ours: the intervals of ratios are approximations for large numbers, and say little below it.
    """
    effect = relative_effect(target, comparison) if min(target.smaller, comparison.smaller) >= max(least, 1) else None
    verdict = _verdict(comparison, effect)
    moved, quotient = _displaced(target, beside, comparison, verdict, least=least)
    return Findings(
        verdict=verdict,
        target=_changed(target),
        comparison=_changed(comparison),
        beside=_changed(beside) if beside else None,
        effect=effect,
        difference=difference(target, comparison),
        quotient=quotient,
        displacement=moved,
    )


def _verdict(comparison: Counts, effect: Estimate | None) -> Verdict:
    if comparison.smaller == 0:
        return Verdict.NO_COMPARISON
    if effect is None:
        return Verdict.TOO_FEW
    if effect.low > 1:
        return Verdict.FEWER
    return Verdict.MORE if effect.high < 1 else Verdict.UNCLEAR


def _displaced(
    target: Counts, beside: Counts | None, comparison: Counts, verdict: Verdict, *, least: int
) -> tuple[Displacement | None, float | None]:
    """Return what moved. Ours: it is asked only of a clear gain, or chance alone divides by a number near 0."""
    if beside is None:
        return None, None
    if min(target.smaller, beside.smaller, comparison.smaller) < max(least, 1):
        return Displacement.TOO_FEW, None
    quotient = displacement_quotient(target, beside, comparison) if verdict == Verdict.FEWER else None
    return displacement_of(quotient), quotient


def _changed(counts: Counts) -> Change:
    ratio = rate_ratio(counts.after, counts.before) if counts.smaller else None
    return Change(counts, poisson_interval(counts.before), poisson_interval(counts.after), ratio)
