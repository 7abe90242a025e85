"""What fires on texts by themselves, on people's and on machines'.

    python -m tools.alone FILES... [--list] [--seed N]

FILES are development data (docs/measuring.md). Each text is judged alone: original articles, human
references, and as many machines' versions of the same documents. What fires on people as often as on machines
is no sign of a machine. --list prints what fires on people; another seed draws other machines.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from audit import Settings, catalogue
from audit.annotate import annotate
from audit.engine import judge
from audit.measure.families import Article, Family, document, joined
from audit.measure.read import read
from audit.model import Document, Severity, Story
from audit.report.wording import visible
from audit.settings import choose

_HUMAN = re.compile(r"(?i)(?:ref|human)(?![a-z]{2})")
_CONTEXT = 80


def main(words: list[str]) -> None:
    listed = "--list" in words
    seed = words[words.index("--seed") + 1] if "--seed" in words else "0"
    paths = [Path(word) for word in words if word not in ("--list", "--seed", seed)]
    rules = choose(catalogue.load(), Settings())
    counts: Counter[tuple[str, str, bool]] = Counter()
    length: Counter[str] = Counter()
    for who, version in _texts(paths, seed):
        length[who] += len(version.tokens)
        for finding in judge(Story(version.id, (version,)), rules)[0]:
            major = finding.severity is not Severity.MINOR
            counts[finding.rule, who, major] += 1
            if listed and who == "people":
                (_, start, end), text = finding.span, version.text
                left, right = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
                shown = f"{left}[[{text[start:end]}]]{right}"
                told = (finding.rule, finding.severity, version.id, shown, finding.message)
                print("\t".join(visible(" ".join(one.split())) for one in told))
    print("rule\tpeople\tof them major\tmachines\tof them major")
    for rule in sorted({rule for rule, _, _ in counts}):
        print(f"{rule}\t{_cells([(counts[rule, who, False], counts[rule, who, True]) for who in _WHO])}")
    print(f"words\t{length['people']}\t\t{length['machines']}\t")
    for name, severe in (("findings", (False, True)), ("majors", (True,))):
        rates = [
            1000
            * sum(n for (_, one, major), n in counts.items() if one == who and major in severe)
            / max(length[who], 1)
            for who in _WHO
        ]
        print(f"{name} per 1,000 words\t{rates[0]:.3f}\t\t{rates[1]:.3f}\t")


_WHO = ("people", "machines")


def _cells(pairs: list[tuple[int, int]]) -> str:
    return "\t".join(f"{minor + major}\t{major}" for minor, major in pairs)


def _texts(paths: list[Path], seed: str) -> Iterator[tuple[str, Document]]:
    """Every text by a person, and for each reference a machine's version of the document."""
    for datum in read(paths):
        if isinstance(datum, Article):
            yield "people", annotate(document(datum.id, datum.text, datum.lang))
        elif isinstance(datum, Family):
            versions = {**datum.references, **datum.systems}
            people = sorted(name for name in versions if name in datum.references or _HUMAN.match(name))
            machines = sorted(set(versions) - set(people))
            drawn = random.Random(f"{seed} {datum.id}").sample(machines, min(len(people), len(machines)))
            for who, names in zip(_WHO, (people, drawn), strict=True):
                for name in names:
                    text = joined(versions[name])
                    yield who, annotate(document(f"{datum.id}/{name}", text, datum.lang, datum.origin))


if __name__ == "__main__":
    main(sys.argv[1:])
