"""How often are the findings of each rule right, by how many independent signals?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from audit.atomic import write
from audit.catalogue.confidence import COLUMNS
from audit.measure.confirmed import TYPICAL
from audit.measure.families import Decisions
from audit.measure.findings import LONGEST, FamilyFindings
from audit.measure.statistics import Part, Resampling
from audit.model import Precision

# So many signals and more are one row.
MOST_SIGNALS = 5
_RIGHT, _WRONG = "real", "false-alarm"

# A document, the number of signals (0: unknown), whether people confirmed the finding.
Case = tuple[int, int, bool]


def precisions(
    families: Sequence[FamilyFindings], decisions: Sequence[Decisions], seed: int
) -> Iterator[tuple[str, Precision]]:
    """What people say of each rule's findings, by rule and number of signals; 0 is any number.

    A finding is confirmed where a mark of any rater, minor or major, overlaps it; one of more than `LONGEST`
    words would be by chance and is left out. The same words found beside other siblings by as many
    signals are one finding. What a newsroom decided counts likewise: real is confirmed, a false alarm not.
    """
    cases: dict[str, list[Case]] = defaultdict(list)
    by_signals: dict[str, list[Case]] = defaultdict(list)
    for at, family in enumerate(families):
        for rule, case in _distinct(at, family, typical=True):
            cases[rule].append(case)
        for rule, case in _distinct(at, family, typical=False):
            by_signals[rule].append(case)
    for at, story in enumerate(decisions, len(families)):
        for rule, verdict in story.verdicts:
            if verdict in (_RIGHT, _WRONG):
                cases[rule].append((at, 0, verdict == _RIGHT))
    sets = ", ".join(sorted({family.set for family in families} | {story.set for story in decisions}))
    resampling = Resampling(len(families) + len(decisions), seed)
    for rule in sorted(cases):
        yield rule, precision(0, cases[rule], sets, resampling)
        for signals in sorted({signals for _, signals, _ in by_signals[rule]}):
            those = [case for case in by_signals[rule] if case[1] == signals]
            yield rule, precision(signals, those, sets, resampling)


def _distinct(at: int, family: FamilyFindings, *, typical: bool) -> Iterator[tuple[str, Case]]:
    """The findings of a family beside typical numbers of siblings, or beside any."""
    seen: set[tuple[object, ...]] = set()
    for reading in family.readings:
        if typical and reading.siblings not in TYPICAL:
            continue
        for noted in reading.noted:
            signals = 0 if typical else min(noted.signals, MOST_SIGNALS)
            key = (reading.system, noted.rule, noted.place, signals)
            if noted.words <= LONGEST and key not in seen:
                seen.add(key)
                yield noted.rule, (at, signals, noted.confirmed > 0)


def precision(signals: int, cases: Sequence[Case], sets: str, resampling: Resampling) -> Precision:
    """How many of `cases` people confirmed, with the interval over documents."""
    documents: dict[int, list[bool]] = defaultdict(list)
    for at, _, confirmed in cases:
        documents[at].append(confirmed)
    share = resampling.share(
        [Part(sum(documents[at]), len(documents[at])) for at in range(resampling.documents)]
    )
    assert share is not None
    low, high = (share.value if end is None else end for end in (share.low, share.high))
    return Precision(signals, len(cases), sum(confirmed for _, _, confirmed in cases), low, high, sets)


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
        lines.append("\t".join((rule, *counts, f"{one.low:.3f}", f"{one.high:.3f}", one.sets)))
    write(path, ("\n".join(lines) + "\n").encode())
