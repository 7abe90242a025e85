"""Which entries of the packs of calques does original English have, and which were met in translations?

    python -m tools.packs FILES... [--silent]

FILES are development data (docs/measuring.md). Every entry of every pack is looked for in every text,
whatever its origin: original English, people's translations, and machines' versions from the pack's own
languages and from others. A line for each entry that was met, and one for each pack; --silent lists the
entries that were not. An entry that original English has, or that people write as often as machines, is
none.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from audit import catalogue
from audit.measure.families import Article, Family, joined
from audit.measure.read import read
from audit.model import Rule
from audit.patterns import PatternSet
from tools.alone import HUMAN

_WHO = ("original", "people", "machines", "of other origins")


def main(words: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.packs")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--silent", action="store_true")
    asked = parser.parse_args(words)
    packs = [rule for rule in catalogue.load() if rule.pack and "origins" in rule.params]
    sets = {rule.name: PatternSet([row["find"] for row in _rows(rule)]) for rule in packs}
    met: dict[str, dict[int, Counter[str]]] = {rule.name: defaultdict(Counter) for rule in packs}
    length: Counter[str] = Counter()
    for who, origin, text in _texts(asked.files):
        length[f"{who} {origin}".strip()] += len(text.split())
        for rule in packs:
            theirs = who == "machines" and origin not in _origins(rule)
            for match in sets[rule.name](text):
                met[rule.name][match.pattern]["of other origins" if theirs else who] += 1
    print("words: " + ", ".join(f"{who} {number:,}" for who, number in sorted(length.items())))
    print(f"| pack | entry | {' | '.join(_WHO)} |\n| --- |{' --- |' * (len(_WHO) + 1)}")
    for rule in packs:
        found, rows = met[rule.name], _rows(rule)
        every = _cells(sum(found.values(), Counter()))
        print(f"| `{rule.name}` ({rule.stage}) | {len(found)} of {len(rows)} | {every} |")
        for number, counts in sorted(found.items()):
            print(f"| | {_shown(rows[number])} | {_cells(counts)} |")
        if asked.silent:
            for number, row in enumerate(rows):
                if number not in found:
                    print(f"| | {_shown(row)} | | | | |")


def _rows(rule: Rule) -> Sequence[Mapping[str, str]]:
    return cast(Sequence[Mapping[str, str]], rule.params["table"])


def _origins(rule: Rule) -> Sequence[str]:
    return cast(Sequence[str], rule.params["origins"])


def _shown(row: Mapping[str, str]) -> str:
    return row["find"].replace("|", "¦")


def _cells(counts: Counter[str]) -> str:
    return " | ".join(str(counts[who]) for who in _WHO)


def _texts(paths: Sequence[Path]) -> Iterator[tuple[str, str, str]]:
    """Who wrote a text, from which language, and the text."""
    for datum in read(paths):
        if isinstance(datum, Article):
            yield "original", "", datum.text
        elif isinstance(datum, Family):
            for name, segments in {**datum.references, **datum.systems}.items():
                human = name in datum.references or HUMAN.match(name)
                yield "people" if human else "machines", datum.origin, joined(segments)


if __name__ == "__main__":
    main()
