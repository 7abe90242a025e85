"""Which faults of machine-translated pages are found in a text alone, by origin and kind?

    python -m tools.pages [FORMS.tsv] [PAIRS.jsonl] [--list]

The pages are own passages (tools/data/pages.yaml), each fault marked with its kind. FORMS.tsv has a form
of a few words a line, its origin and its kind: each stands in a paragraph by itself and inside a
sentence, and is found where either is. PAIRS.jsonl has texts with a fault and without: found where
something is said of the first that is not said of the second. --list prints what is not found, and what
is said of words that no fault is marked on.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from audit.measure.families import document
from audit.model import Document
from tools.alone import Text, of
from tools.kinds_alone import rules

PAGES = Path(__file__).parent / "data" / "pages.yaml"
_FAULT = re.compile(r"\[\[(?P<words>.*?)\|(?P<kind>[a-z-]+)\]\]", re.DOTALL)
_AROUND = (
    "{}",
    "The minister spoke on Monday. He met {} in the town.",
    "The road is closed.\n{}\nThe end is near.",
)


class Fault(NamedTuple):
    """A fault of a page, form or pair: where from, of which kind, its words, and the rules that found it."""

    source: str
    origin: str
    kind: str
    words: str
    rules: tuple[str, ...]


def main() -> None:
    listed, files = "--list" in sys.argv[1:], [Path(one) for one in sys.argv[1:] if one != "--list"]
    faults, besides = pages()
    for path in files:
        faults += [*(forms(path) if path.suffix == ".tsv" else pairs(path))]
    if listed:
        for one in faults:
            if not one.rules:
                print("silent", one.source, one.origin, one.kind, one.words, sep="\t")
        for rule, words in besides:
            print("besides", rule, words, sep="\t")
    _table("kind", [(one.kind, one) for one in faults])
    _table("origin", [(one.origin, one) for one in faults])


def _table(name: str, faults: list[tuple[str, Fault]]) -> None:
    """How many are found by what stands before each, and of which source."""
    sources = list(dict.fromkeys(one.source for _, one in faults))
    every = Counter((key, one.source) for key, one in faults)
    found = Counter((key, one.source) for key, one in faults if one.rules)
    every += Counter(("all", one.source) for _, one in faults)
    found += Counter(("all", one.source) for _, one in faults if one.rules)
    print(f"| {name} | {' | '.join(sources)} |\n| --- |{' --- |' * len(sources)}")
    for key in sorted(
        {key for key, _ in every}, key=lambda key: (-sum(every[key, one] for one in sources), key)
    ):
        cells = (f"{found[key, one]} of {every[key, one]}" if every[key, one] else "" for one in sources)
        print(f"| {key} | {' | '.join(cells)} |")
    print()


def pages() -> tuple[list[Fault], list[tuple[str, str]]]:
    """The faults of the own pages, and what is said of other words of theirs: rule and words."""
    faults: list[Fault] = []
    besides: list[tuple[str, str]] = []
    for origin, texts in yaml.safe_load(PAGES.read_text(encoding="utf-8")).items():
        for text in texts:
            marked = [*_FAULT.finditer(text)]
            plain, places, at = "", [], 0
            for match in marked:
                plain += text[at : match.start()]
                places.append((len(plain), len(plain) + len(match["words"])))
                plain, at = plain + match["words"], match.end()
            plain += text[at:]
            said = _said(plain, origin)
            for match, (start, end) in zip(marked, places, strict=True):
                those = tuple(rule for rule, first, last in said if first < end and start < last)
                faults.append(Fault("own pages", origin, match["kind"], match["words"], those))
            besides += [
                (rule, plain[first:last])
                for rule, first, last in said
                if not any(first < end and start < last for start, end in places)
            ]
    return faults, besides


def forms(path: Path) -> Iterator[Fault]:
    """The forms of a table: origin, kind, form and what would be better, a line each."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            origin, kind, form, *_ = line.split("\t")
            origin = re.split(r"[ ?-]", origin)[0]
            found: list[str] = []
            for frame in _AROUND:
                start = frame.index("{}")
                said = _said(frame.format(form), "" if origin == "en" else origin)
                found += [rule for rule, first, last in said if first < start + len(form) and start < last]
            yield Fault("forms", origin, kind, form, tuple(found))


def pairs(path: Path) -> Iterator[Fault]:
    """The faulty texts of pairs; of no kind."""
    for line in path.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        origin = pair.get("origin_lang", "")
        good, bad = ({rule for rule, _, _ in _said(pair[one], origin)} for one in ("good", "bad"))
        yield Fault("pairs", origin, "", pair["bad"], tuple(sorted(bad - good)))


def _said(text: str, origin: str) -> list[tuple[str, int, int]]:
    """Each finding's rule, and where it lies: one character at least."""
    from audit.annotate import annotate

    version: Document = annotate(document("page", text, "en", origin))
    found = of(Text("machines", origin, ("pages", "page"), version), rules())
    spans = ((one.finding.rule, one.finding.span) for one in found)
    return [(rule, span.start, max(span.end, span.start + 1)) for rule, span in spans]


if __name__ == "__main__":
    main()
