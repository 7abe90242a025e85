"""What does each judged version get? Issues, agreement with its siblings, facts, and a verdict."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from audit.model import Consensus, Document, Finding, Kind, Lead, Questions, Rule, Score, Severity, Story
from audit.score import carried, facts, issues
from audit.score.questions import questions
from audit.score.ruling import rule_on
from audit.version import __version__

if TYPE_CHECKING:
    from audit.score.agreement import Agreements

__all__ = ["rescore", "rules_digest", "score"]


# TER between all pairs takes seconds for a story of more versions; the rest together, tenths of one.
_VERSIONS_WITH_TER = 4


def score(
    story: Story,
    findings: Iterable[Finding],
    rules: tuple[Rule, ...],
    *,
    verdicts_alone: bool = False,
    every_metric: bool = True,
    rules_for: Callable[[Document], Iterable[Rule]] | None = None,
) -> tuple[Score, ...]:
    """The scores of the judged versions of `story`, given what `rules` found in it and nobody dismissed.

    `rules_for` gives the rules that hold for one version, where not all hold for every one.
    With `verdicts_alone` only the findings count: no agreement, no consensus, no facts. Without
    `every_metric` a story of many versions goes without TER, and no two are compared by shared siblings.
    """
    judged = [version for version in story.versions if story.judges(version)]
    found: dict[str, list[Finding]] = {version.id: [] for version in judged}
    for finding in findings:
        if counts(finding) and finding.story == story.id and finding.span.document in found:
            found[finding.span.document].append(finding)
    with_ter = every_metric or len(story.versions) <= _VERSIONS_WITH_TER
    agreements = {} if verdicts_alone else _agreements(story, judged, with_ter=with_ter)
    consensuses = {} if verdicts_alone else _consensuses(story, judged)
    led = {} if verdicts_alone or not every_metric else _leads(story, judged)
    digest = rules_digest(rules)
    return tuple(
        _score(
            story,
            version,
            tuple(found[version.id]),
            agreements.get(version.id),
            consensuses.get(version.id),
            led.get(version.id, ()),
            () if verdicts_alone else facts.witnesses(story, version),
            questions(story, version, rules_for(version) if rules_for else rules),
            digest,
        )
        for version in judged
    )


def rescore(score: Score, findings: Iterable[Finding]) -> Score:
    """The same score after decisions: of `findings` (of that version) only the open ones count."""
    standing = tuple(filter(counts, findings))
    rate = issues.rate(standing, score.words)
    ruling = rule_on(standing, rate.points, score.questions, score.carried)
    return replace(
        score,
        verdict=ruling.verdict,
        why=ruling.why,
        counts=_counts(standing),
        issues=rate.points,
        low=rate.low,
        high=rate.high,
    )


def counts(finding: Finding) -> bool:
    """Whether a finding weighs: it is open, and more than shading."""
    return finding.status.open and finding.kind is not Kind.SUPPORT


def _counts(findings: Iterable[Finding]) -> dict[str, int]:
    counted = Counter(finding.severity for finding in findings)
    return {severity.value: counted[severity] for severity in Severity}


def _score(
    story: Story,
    version: Document,
    findings: tuple[Finding, ...],
    agreements: Agreements | None,
    borne_out: Consensus | None,
    leads: tuple[Lead, ...],
    siblings: tuple[Document, ...],
    questioned: Questions,
    digest: str,
) -> Score:
    rate = issues.rate(findings, len(version.tokens))
    kept = carried.carried(story, version)
    ruling = rule_on(findings, rate.points, questioned, kept)
    signatures = {"issues": f"{issues.SIGNATURE}|rules:{digest}|version:{__version__}"}
    if agreements:
        relations = {story.comparison(version.id, one.sibling).relation.value for one in agreements.found}
        compared = f"siblings:{len(agreements.found)}|relation:{'+'.join(sorted(relations))}"
        signatures["agreement"] = agreements.signature
        signatures["alignment"] = f"segments:aligned sentences|{compared}|version:{__version__}"
    if kept:
        signatures["original"] = f"{carried.SIGNATURE}|version:{__version__}"
    if siblings:
        signatures["facts"] = f"{facts.SIGNATURE}|siblings:{len(siblings)}|version:{__version__}"
    return Score(
        story=story.id,
        document=version.id,
        verdict=ruling.verdict,
        words=len(version.tokens),
        counts=_counts(findings),
        issues=rate.points,
        low=rate.low,
        high=rate.high,
        agreements=agreements.found if agreements else (),
        facts=facts.count(version, siblings, findings) if siblings else None,
        consensus=borne_out,
        signatures=signatures,
        why=ruling.why,
        questions=questioned,
        leads=leads,
        carried=kept,
    )


def _agreements(story: Story, judged: list[Document], *, with_ter: bool) -> Mapping[str, Agreements]:
    """Agreements by version; sacrebleu takes a tenth of a second to load, so only where there are links."""
    if not any(story.links.values()):
        return {}
    from audit.score.agreement import agreements

    return agreements(story, judged, with_ter=with_ter)


def _consensuses(story: Story, judged: list[Document]) -> Mapping[str, Consensus]:
    """Consensus by version; it brings numpy, so only where there are links."""
    if not any(story.links.values()):
        return {}
    from audit.score.consensus import consensus

    return consensus(story, judged)


def _leads(story: Story, judged: list[Document]) -> Mapping[str, tuple[Lead, ...]]:
    """How far each version leads each other one; numpy again, so only where there are links."""
    if not any(story.links.values()):
        return {}
    from audit.score.paired import leads

    return leads(story, judged)


# Of a rule, what can change a finding or its weight.
_SAID = (
    *("name", "topic", "category", "severity", "kind", "difference", "needs", "confidence", "precisions"),
    *("detector", "params", "langs", "unless", "safe"),
)
_digests: list[tuple[tuple[Rule, ...], str]] = []


def rules_digest(rules: tuple[Rule, ...]) -> str:
    """A digest of what the rules find and weigh. The rules of a run are one value, so the last is kept."""
    if _digests and _digests[0][0] is rules:
        return _digests[0][1]
    digest = blake2b(digest_size=6)
    for rule in rules:
        said = {name: getattr(rule, name) for name in _SAID}
        digest.update(json.dumps(said, sort_keys=True, default=_plain).encode())
    _digests[:] = [(rules, digest.hexdigest())]
    return digest.hexdigest()


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)
