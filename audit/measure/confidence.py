"""How often are the findings of each rule right, by how many independent signals?

Marks flatter a finding that touches one by chance, and damn one that a hasty rater passed over. So a finding
is taken to be confirmed by chance c, as often as anything of its length in that version, or else because it
is right and the raters of its set saw it: c + (1 - c) * s * right. What s a set has is told from how many of
its words are marked at all, as `seen` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from audit.atomic import write
from audit.catalogue.confidence import COLUMNS
from audit.measure.families import Decisions
from audit.measure.findings import LONGEST, FamilyFindings
from audit.measure.statistics import Addend, Resampling
from audit.model import Kind, Precision, Rule

# So many signals and more are one row.
MOST_SIGNALS = 5
_RIGHT, _WRONG = "real", "false-alarm"
# Of the words of newstest2020 and generalMT2023 a third are marked by one of three professionals: they are
# taken to see all that is wrong. One rater of newstest2021 marked an eighth and confirms half as often.
_THOROUGH, _BEND = 1 / 3, 0.7


class Case(NamedTuple):
    """A finding in document `at`: whether people confirmed it, by what chance they would anyway, how much of
    what is wrong its raters see. `signals` 0 is unknown."""

    at: int
    rule: str
    kind: Kind
    signals: int
    confirmed: bool
    chance: float
    seen: float

    @property
    def weight(self) -> float:
        """How much it tells: little where chance or haste decide."""
        return (1 - self.chance) * self.seen


def cases(families: Sequence[FamilyFindings], decisions: Sequence[Decisions] = ()) -> Iterator[Case]:
    """What people say of the findings in machines' versions, of up to `LONGEST` words: longer ones are
    confirmed by chance. The same words found beside other siblings by as many signals are one finding.

    A finding of a contradiction that nothing settled blames nobody and tells nothing of the rule.
    """
    share = {name: seen(one for one in families if one.set == name) for name in {one.set for one in families}}
    for at, family in enumerate(families):
        known: set[tuple[object, ...]] = set()
        for reading in family.readings if family.ground else ():
            for noted in reading.noted:
                signals = min(noted.signals, MOST_SIGNALS)
                key = (reading.system, noted.rule, noted.place, signals)
                if noted.words <= LONGEST and key not in known:
                    known.add(key)
                    confirmed = noted.confirmed > 0
                    yield Case(
                        at, noted.rule, noted.kind, signals, confirmed, noted.chance, share[family.set]
                    )
    for at, story in enumerate(decisions, len(families)):
        for rule, verdict in story.verdicts:
            if verdict in (_RIGHT, _WRONG):
                yield Case(at, rule, Kind.TEXT, 0, verdict == _RIGHT, 0.0, 1.0)


def seen(families: Iterable[FamilyFindings]) -> float:
    """How much of what is wrong the raters of a set mark, 0..1, by the share of words that they mark."""
    words = [word for family in families for ground in family.ground.values() for word in ground.words]
    marked = sum(word > 0 for word in words) / max(len(words), 1)
    return float(min(marked / _THOROUGH, 1.0) ** _BEND)


def precisions(
    families: Sequence[FamilyFindings],
    decisions: Sequence[Decisions],
    rules: Sequence[Rule],
    seed: int,
) -> Iterator[tuple[str, Precision]]:
    """What was measured of each of `rules`, by rule and number of signals; 0 is any number."""
    sets = [one.set for one in families] + [one.set for one in decisions]
    resampling = Resampling(len(families) + len(decisions), seed)
    kinds = {rule.name: rule.kind for rule in rules}
    by_rule: dict[str, list[Case]] = defaultdict(list)
    for case in cases(families, decisions):
        if case.at >= len(families) or kinds.get(case.rule) is case.kind:
            by_rule[case.rule].append(case)
    for rule in sorted(by_rule):
        those = by_rule[rule]
        yield rule, _precision(0, those, sets, resampling)
        for signals in sorted({case.signals for case in those} - {0}):
            yield (
                rule,
                _precision(signals, [one for one in those if one.signals == signals], sets, resampling),
            )


def _precision(signals: int, those: Sequence[Case], sets: Sequence[str], resampling: Resampling) -> Precision:
    """What cases come to, with the interval over documents."""
    hits, of = [0.0] * resampling.documents, [0.0] * resampling.documents
    for case in those:
        hits[case.at] += case.confirmed - case.chance
        of[case.at] += case.weight
    share = resampling.share([Addend(*part) for part in zip(hits, of, strict=True)])
    ends = (0.0, 1.0) if share is None or share.low is None or share.high is None else (share.low, share.high)
    low, high = (min(max(end, 0.0), 1.0) for end in ends)
    return Precision(
        signals,
        len(those),
        sum(case.confirmed for case in those),
        sum(case.chance for case in those) / len(those),
        sum(of),
        low,
        high,
        ", ".join(sorted({sets[case.at] for case in those})),
    )


def save(path: Path, measured: Iterable[tuple[str, Precision]], signature: str) -> None:
    """Write the table that the catalogue reads; raises OSError where it cannot be written."""
    lines = [
        "# How often people confirmed the findings of each rule: written by `audit measure --confidence`.",
        "# Annotations: of the sets named in each row, under their own licences (WMT's MQM: Apache-2.0).",
        f"# {signature}",
        "\t".join(COLUMNS),
    ]
    for rule, one in measured:
        counts = map(str, (one.signals, one.findings, one.confirmed))
        shares = (f"{one.chance:.3f}", f"{one.weight:.2f}", f"{one.low:.3f}", f"{one.high:.3f}")
        lines.append("\t".join((rule, *counts, *shares, one.sets)))
    write(path, ("\n".join(lines) + "\n").encode())
