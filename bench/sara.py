"""Worked examples that were published, and what our statistics make of them: within the published rounding, or not."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from math import erfc, log, sqrt

from bench._figures import print_table
from offramp.kernel.figures import normal_quantile, poisson_interval, wilson_interval
from offramp.prevention.rules.effects import (
    Counts,
    Estimate,
    difference,
    displacement_quotient,
    rate_ratio,
    relative_effect,
)

NEWCOMBE = "Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3"
GARWOOD = "Garwood 1936, Biometrika 28:437-442"
BLAND_ALTMAN = "Bland and Altman 2000, BMJ 320:1468"
GU = "Gu, Ng, Tang and Schucany 2008, Biometrical Journal 50:283-298, example 1"
RES = "Farrington, Gill, Waples and Argomaniz 2007, J. Experimental Criminology 3:21-38, appendix"
WDQ = "streetlamp's tests, test-spillover.R: the quotient of Bowers and Johnson 2003 by hand"
PTOOLS = "ptools 2.0, README: Wheeler's own calculation of his test"
WEIGHED = "Wheeler 2021, the WDD test with different pre/post time periods, first table"
WDD = "Wheeler and Ratcliffe 2018, Crime Science 7:11, the example"


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example: its source, the figures as published with their decimals, and ours."""

    name: str
    source: str
    published: tuple[float, ...]
    decimals: int
    ours: Callable[[], tuple[float, ...]]

    @property
    def is_met(self) -> bool:
        """Return whether each of ours, rounded as they were published, is the published one."""
        rounded = tuple(round(each, self.decimals) for each in self.ours())
        return rounded == tuple(round(each, self.decimals) for each in self.published)


def _all_of(estimate: Estimate) -> tuple[float, ...]:
    return estimate.value, estimate.low, estimate.high


def _chance(after: int, before: int, length_after: float, length_before: float) -> tuple[float]:
    """Return the one-sided chance of so large a ratio where there is none, by the interval of its logarithm."""
    found = rate_ratio(after, before, length_after=length_after, length_before=length_before)
    error = (log(found.high) - log(found.low)) / (2 * normal_quantile())
    return (erfc(log(found.value) / error / sqrt(2)) / 2,)


def _quotient() -> tuple[float, ...]:
    return (displacement_quotient(Counts(100, 50), Counts(100, 150), Counts(100, 100)) or 0,)


def _with_its_error() -> tuple[float, float]:
    found = difference(Counts(80, 20), Counts(100, 50))
    return found.value, (found.high - found.value) / normal_quantile()


def _of_wheeler_and_ratcliffe() -> tuple[float, ...]:
    return _all_of(difference(Counts(207, 110), Counts(308, 318), Counts(178, 157), Counts(150, 140)))


EXAMPLES = (
    Example("81 of 263", NEWCOMBE, (0.2553, 0.3662), 4, lambda: wilson_interval(81, 263)),
    Example("15 of 148", NEWCOMBE, (0.0624, 0.1605), 4, lambda: wilson_interval(15, 148)),
    Example("0 of 20", NEWCOMBE, (0, 0.1611), 4, lambda: wilson_interval(0, 20)),
    Example("1 of 29", NEWCOMBE, (0.0061, 0.1718), 4, lambda: wilson_interval(1, 29)),
    Example("count 0", GARWOOD, (0, 3.69), 2, lambda: poisson_interval(0)),
    Example("count 3", GARWOOD, (0.62, 8.77), 2, lambda: poisson_interval(3)),
    Example("count 10", GARWOOD, (4.80, 18.39), 2, lambda: poisson_interval(10)),
    Example(
        "60 in 51477.5, 30 in 54308.7: p", GU, (0.000420,), 6, lambda: _chance(60, 30, 51477.5, 54308.7)
    ),
    Example(
        "141, 928, 420, 13525: odds ratio", BLAND_ALTMAN, (4.89, 4.00, 5.99), 2,
        lambda: _all_of(relative_effect(Counts(141, 928), Counts(420, 13525))),
    ),
    Example(
        "doubled beside constant: effect", RES, (2,), 2,
        lambda: (relative_effect(Counts(100, 100), Counts(100, 200)).value,),
    ),
    Example(
        "halved beside constant: effect", RES, (2,), 2,
        lambda: (relative_effect(Counts(100, 50), Counts(100, 100)).value,),
    ),
    Example("207 to 110 beside 308 to 318: calls", WDD, (-118, -196, -40), 0, _of_wheeler_and_ratcliffe),
    Example(
        "20 to 10 beside 20 to 20: 90% interval", PTOOLS, (-10, -23.8, 3.8), 1,
        lambda: _all_of(difference(Counts(20, 10), Counts(20, 20), confidence=0.9)),
    ),
    Example("80 to 20 beside 100 to 50: its error", WEIGHED, (-10, 15.8), 1, _with_its_error),
    Example("all that went moved next door: quotient", WDQ, (-1,), 2, _quotient),
)  # fmt: skip


def run() -> None:
    """Print each example; end with exit code 1 where one of ours is not the published one."""
    print_table(
        ["example", "published", "ours", "within rounding", "source"],
        [
            [each.name, _shown(each.published, each.decimals), _shown(each.ours(), each.decimals),
             "yes" if each.is_met else "NO", each.source]
            for each in EXAMPLES
        ],
    )  # fmt: skip
    if not all(each.is_met for each in EXAMPLES):
        sys.exit(1)


def _shown(figures: tuple[float, ...], decimals: int) -> str:
    return ", ".join(f"{each:.{decimals}f}" for each in figures)
