"""What has been decided on the findings?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from audit.model import Decision, Finding

__all__ = ["Decided", "decide"]


class Decided(NamedTuple):
    """The findings with their status, and the decisions that no finding has any more."""

    findings: tuple[Finding, ...]
    unmatched: tuple[Decision, ...]


def decide(findings: Iterable[Finding], decisions: Iterable[Decision]) -> Decided:
    """Give each finding verdict and reason of the decision with its fingerprint; of several the last."""
    known = {decision.fingerprint: decision for decision in decisions}
    stamped = tuple(
        replace(finding, status=decision.verdict, reason=decision.reason)
        if (decision := known.get(finding.fingerprint))
        else finding
        for finding in findings
    )
    met = {finding.fingerprint for finding in stamped}
    return Decided(stamped, tuple(decision for decision in known.values() if decision.fingerprint not in met))
