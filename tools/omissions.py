"""Of what professionals marked as left out of machine translations, how much is found, and of what is found,
how much had they marked?

    python -m tools.omissions FILE...       files of the development data with their marks; `--every N`

Raters marked a segment of the original, and not which of its words: a mark is covered where a sentence that
`left-out-across-languages` misses touches the segment, and a finding is confirmed where a segment that it
touches is marked. `chance` is the share of all segments that are marked, by what they hold in characters.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

from audit import catalogue
from audit.engine import judge
from audit.measure.families import document, joined, starts
from audit.model import Role, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.name == "left-out-across-languages")
_MARK = "Omission"
_WEIGHTY = "major"


class _Marked(NamedTuple):
    """A machine translation beside its original, line by line, and by line how grave the omissions are that
    raters marked there: "major", "minor" or none."""

    name: str
    langs: tuple[str, str]
    source: tuple[str, ...]
    translation: tuple[str, ...]
    gravity: tuple[str, ...]


def _marked(path: Path, every: int) -> Iterator[_Marked]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for told in map(json.loads, islice(lines, 0, None, every)):
            source, translation = told["lang_pair"].split("-")
            for system, spans in sorted((told["spans"] or {}).items()):
                segments = told["systems"].get(system)
                if segments and spans:
                    yield _Marked(
                        f"{path.name}/{told['doc_id']}/{system}",
                        (source, translation),
                        tuple(told["source"]),
                        tuple(segments),
                        tuple(map(_gravest, spans)),
                    )


def _gravest(marks: Sequence[Mapping[str, str]] | None) -> str:
    found = {mark["severity"] for mark in marks or () if _MARK in mark["category"]}
    return _WEIGHTY if _WEIGHTY in found else next(iter(sorted(found)), "")


def _found(marked: _Marked) -> list[frozenset[int]]:
    """The lines of the original that each finding says to be missing."""
    original = document("original", joined(marked.source), marked.langs[0], role=Role.SOURCE)
    version = document("translation", joined(marked.translation), *marked.langs[::-1])
    findings, problems = judge(prepare(Story(marked.name, (original, version))), _RULES)
    if problems:
        raise RuntimeError(problems[0].message)
    bounds = list(pairwise((*starts(marked.source), len(original.text) + 1)))
    return [
        frozenset(
            at
            for at, (start, end) in enumerate(bounds)
            if any(one.start < end and start < one.end for one in finding.evidence)
        )
        for finding in findings
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    for marked in (one for path in options.paths for one in _marked(path, options.every)):
        found = _found(marked)
        covered = frozenset[int]().union(*found)
        counts["translations"] += 1
        counts["segments"] += len(marked.gravity)
        counts["characters"] += sum(map(len, marked.source))
        for at, gravity in enumerate(marked.gravity):
            if gravity:
                counts["marked"] += 1
                counts["marked characters"] += len(marked.source[at])
                counts[f"{gravity} marks"] += 1
                counts[f"{gravity} marks covered"] += at in covered
        counts["findings"] += len(found)
        counts["confirmed"] += sum(any(marked.gravity[at] for at in lines) for lines in found)
    for gravity in (_WEIGHTY, "minor"):
        covered_marks, marks = counts[f"{gravity} marks covered"], counts[f"{gravity} marks"]
        print(f"{gravity} omissions: {covered_marks} of {marks} covered")
    print(f"findings: {counts['confirmed']} of {counts['findings']} confirmed", end=", ")
    print(f"chance {counts['marked characters'] / max(counts['characters'], 1):.2f}", end=" ")
    print(f"({counts['translations']} translations, {counts['segments']} segments)")


if __name__ == "__main__":
    main()
