"""Before and after, held against a comparison area: ratios with intervals, a difference, displacement.

Each formula has its source beside it. All assume that calls come one by one, as in a Poisson process. Real calls bunch,
so a true interval is somewhat wider: the pages say so.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from offramp.kernel.figures import CONFIDENCE, normal_quantile
from offramp.prevention.enums import Displacement


@dataclass(frozen=True, slots=True)
class Counts:
    """The calls of one area in two windows of equal length."""

    before: int
    after: int

    @property
    def smaller(self) -> int:
        return min(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, with the two ends of its interval."""

    value: float
    low: float
    high: float


def rate_ratio(
    after: int, before: int, *, length_after: float = 1, length_before: float = 1, confidence: float = CONFIDENCE
) -> Estimate:
    """Return how many times as many there were after as before, for windows of these lengths. Neither count is 0.

    ln(ratio) ± z·sqrt(1/a + 1/b). Rothman, Epidemiology: an introduction (2002), ch. 7; the logarithmic statistic W3 of
    Gu, Ng, Tang and Schucany, Biometrical Journal 50 (2008) 283-298.
    """
    ratio = (after / length_after) / (before / length_before)
    return _on_log_scale(ratio, 1 / after + 1 / before, confidence)


def relative_effect(target: Counts, comparison: Counts, confidence: float = CONFIDENCE) -> Estimate:
    """Return the relative effect size: 2 where the target had half of what the comparison area lets expect.

    ad / bc with a, b before and after in the target and c, d in the comparison area; its logarithm has the variance
    1/a + 1/b + 1/c + 1/d. No count is 0. Welsh and Farrington, Home Office Research Study 252 (2002); Farrington, Gill,
    Waples and Argomaniz, Journal of Experimental Criminology 3 (2007) 21-38, appendix.
    """
    counts = (target.before, target.after, comparison.before, comparison.after)
    value = (target.before * comparison.after) / (target.after * comparison.before)
    return _on_log_scale(value, sum(1 / count for count in counts), confidence)


def difference(
    target: Counts, comparison: Counts, beside: Counts | None = None, beside_comparison: Counts | None = None,
    confidence: float = CONFIDENCE,
) -> Estimate:  # fmt: skip
    """Return how many more calls there were than if the target had changed by as many as the comparison area.

    The weighted displacement difference: (T1 - T0) - (C1 - C0), and the same of the areas beside both where they are
    counted; its variance is the sum of all counts. It divides by nothing, so a count may be 0; it asks that target and
    comparison are about as large. Wheeler and Ratcliffe, Crime Science 7 (2018) 11.
    """
    gained = [target, *([beside] if beside else [])]
    held_against = [comparison, *([beside_comparison] if beside_comparison else [])]
    value = sum(_change(each) for each in gained) - sum(_change(each) for each in held_against)
    reach = normal_quantile(confidence) * sqrt(sum(each.before + each.after for each in gained + held_against))
    return Estimate(value, value - reach, value + reach)


def displacement_quotient(target: Counts, beside: Counts, comparison: Counts) -> float | None:
    """Return the weighted displacement quotient; None where the target did no better than the comparison area.

    (Ba/Ca - Bb/Cb) / (Ta/Ca - Tb/Cb) with T target, B beside it, C comparison, b before and a after; C is never 0.
    Asked only where the denominator, the measure of success, is below 0. Bowers and Johnson, Journal of Quantitative
    Criminology 19 (2003) 275-301; Guerette, Problem-Solving Tool Guide 10 (2009), appendix B.
    """
    success = target.after / comparison.after - target.before / comparison.before
    if success >= 0:
        return None
    return (beside.after / comparison.after - beside.before / comparison.before) / success


def displacement_of(quotient: float | None) -> Displacement:
    """Return how a quotient reads: above 0 the area beside gained, below 0 something may have moved there.

    Guerette, Problem-Solving Tool Guide 10 (2009), appendix C.
    """
    if quotient is None:
        return Displacement.NOT_ASKED
    if quotient > 0:
        return Displacement.MORE_BENEFIT if quotient > 1 else Displacement.BENEFIT
    if quotient == 0:
        return Displacement.NONE
    return Displacement.SOME if quotient > -1 else Displacement.ALL


def _change(counts: Counts) -> int:
    return counts.after - counts.before


def _on_log_scale(value: float, variance: float, confidence: float) -> Estimate:
    reach = normal_quantile(confidence) * sqrt(variance)
    return Estimate(value, exp(log(value) - reach), exp(log(value) + reach))
