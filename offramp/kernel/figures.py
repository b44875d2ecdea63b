"""Numbers with how sure they are: intervals of a share and of a count."""

from math import sqrt

CONFIDENCE = 0.95


def normal_quantile(confidence: float = CONFIDENCE) -> float:
    """Return how many standard errors to each side an interval of that confidence takes: 1.96 for 0.95."""
    from scipy.special import ndtri  # here and below: it takes a second to load, and few pages count

    return float(ndtri((1 + confidence) / 2))


def wilson_interval(count: int, of: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the score interval of a share, both ends from 0 to 1; all of it where there is nothing to share.

    (2np + z² ± z·sqrt(z² + 4npq)) / 2(n + z²), without a correction for continuity. Wilson, Journal of the American
    Statistical Association 22 (1927) 209-212; method 3 of Newcombe, Statistics in Medicine 17 (1998) 857-872.
    """
    if not 0 <= count <= of:
        raise ValueError(f"{count} is no part of {of}")
    if of == 0:
        return 0.0, 1.0
    z, share = normal_quantile(confidence), count / of
    middle, reach = 2 * count + z * z, z * sqrt(z * z + 4 * count * (1 - share))
    low, high = ((middle + side * reach) / (2 * (of + z * z)) for side in (-1, 1))
    return (0.0 if count == 0 else low), (1.0 if count == of else high)


def poisson_interval(count: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the exact interval of what a count of independent happenings was drawn from.

    Quantiles of the gamma distribution, which are half those of chi-squared with twice the degrees of freedom.
    Garwood, Biometrika 28 (1936) 437-442; Ulm, American Journal of Epidemiology 131 (1990) 373-375.
    """
    from scipy.special import gammaincinv

    if count < 0:
        raise ValueError(f"{count} is no count")
    outside = (1 - confidence) / 2
    low = float(gammaincinv(count, outside)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - outside))
