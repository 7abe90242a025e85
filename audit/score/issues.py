"""How heavy is what was found, for a text of this length?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from audit.model import Finding, Severity

# MQM weights of the professional campaigns: Freitag et al. 2021, Experts, Errors, and Context, table 4.
_WEIGHTS = {Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0}
_PUNCTUATION = "linguistic/punctuation"
_MINOR_PUNCTUATION = 0.1
SIGNATURE = "weights:1,5,25,punctuation=0.1|times:confidence|per:1000 words|interval:gamma95"

_TAIL = 0.025


class Rate(NamedTuple):
    """Points per 1,000 words, and the interval that holds the text's true rate with 95%."""

    points: float
    low: float
    high: float


def penalty(finding: Finding) -> float:
    """What a finding is expected to cost: the weight of its severity times the chance that it is right."""
    if finding.severity is Severity.MINOR and finding.category == _PUNCTUATION:
        return _MINOR_PUNCTUATION * finding.confidence
    return _WEIGHTS[finding.severity] * finding.confidence


def rate(findings: Sequence[Finding], words: int) -> Rate:
    """Penalty points per 1,000 words.

    The interval is the gamma interval of Fay and Feuer (1997) for a weighted sum of Poisson counts,
    exact where all weights are the same. It allows for one more finding as heavy as the heaviest seen, or
    as a minor one; that is why a short text without a finding has an upper bound far from zero.
    """
    if not words:
        return Rate(0.0, 0.0, 0.0)
    weights = [penalty(finding) for finding in findings]
    total = math.fsum(weights)
    variance = math.fsum(weight * weight for weight in weights)
    unseen = max(weights, default=0.0) or _WEIGHTS[Severity.MINOR]
    low = variance / total * _gamma_quantile(_TAIL, total * total / variance) if total else 0.0
    beyond, spread = total + unseen, variance + unseen * unseen
    high = spread / beyond * _gamma_quantile(1 - _TAIL, beyond * beyond / spread)
    return Rate(*(round(value * 1000 / words, 2) for value in (total, low, high)))


@lru_cache(maxsize=1024)
def _gamma_quantile(probability: float, shape: float) -> float:
    """The quantile of the gamma distribution with this shape and scale 1, by bisection."""
    low, high = 0.0, shape + 10 * math.sqrt(shape) + 10
    for _ in range(60):
        middle = (low + high) / 2
        if _gamma_share(shape, middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _gamma_share(shape: float, value: float) -> float:
    """The share of the gamma distribution up to `value`: the series of the incomplete gamma function."""
    if value <= 0:
        return 0.0
    term = total = 1.0
    count = shape
    while term > total * 1e-15:
        count += 1
        term *= value / count
        total += term
    return total * math.exp(shape * math.log(value) - value - math.lgamma(shape + 1))
