"""What has been decided on the findings?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from audit.decide.ledger import KeptDecision
from audit.model import Finding

__all__ = ["Decided", "decide"]


class Decided(NamedTuple):
    """The findings with their status, and the decisions that no finding has any more."""

    findings: tuple[Finding, ...]
    unmatched: tuple[KeptDecision, ...]


def decide(findings: Iterable[Finding], decisions: Iterable[KeptDecision]) -> Decided:
    """Give each finding verdict and reason of the decision with its fingerprint on its version; of several
    the last."""
    known = {(kept.document, kept.decision.fingerprint): kept for kept in decisions}
    stamped: list[Finding] = []
    met: set[tuple[str, str]] = set()
    for finding in findings:
        name = (finding.span.document, finding.fingerprint)
        if kept := known.get(name):
            met.add(name)
            finding = replace(finding, status=kept.decision.verdict, reason=kept.decision.reason)
        stamped.append(finding)
    return Decided(tuple(stamped), tuple(kept for name, kept in known.items() if name not in met))
