"""Which faults of a text alone are found, by kind and language?

    python -m tools.kinds_alone [--list]

The cases are own texts (tools/data/alone_cases.yaml): a clean text a language, and one fault a kind, each put
into it by itself. A fault is found where a finding lies on it. --list prints the faults that nobody found,
and what is said of the clean texts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from audit import Settings, catalogue
from audit.annotate import annotate
from audit.engine import judge
from audit.measure.families import document
from audit.model import Finding, Rule, Severity, Story
from audit.settings import choose

CASES = Path(__file__).parent / "data" / "alone_cases.yaml"
_FIRST, _LAST = frozenset({"preamble", "refusal"}), frozenset({"offer", "truncated"})


class Case(NamedTuple):
    """A text in a language with one fault at `[start, end)`; of no kind where it is clean."""

    lang: str
    kind: str
    text: str
    start: int
    end: int


def cases() -> Iterator[Case]:
    """The clean text of each language, then that text with one fault after the other."""
    told: Mapping[str, Mapping[str, str]] = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    for lang, kinds in told.items():
        text = kinds["text"].strip()
        yield Case(lang, "", text, 0, len(text))
        for kind, fault in kinds.items():
            if kind != "text":
                yield _case(lang, kind, text, fault)


def _case(lang: str, kind: str, text: str, fault: str) -> Case:
    first, last = text.split("\n", 1)
    before, after = ([], [first, last]) if kind in _FIRST else ([first], [last])
    if kind in _LAST:
        before, after = [first, last], []
    start = sum(len(one) + 1 for one in before)
    return Case(lang, kind, "\n".join((*before, fault, *after)), start, start + len(fault))


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Those that run by default."""
    return choose(catalogue.load(), Settings())


def said(case: Case) -> tuple[Finding, ...]:
    """What is said of the fault of a case; of a clean one all that is said."""
    version = annotate(document("case", case.text, case.lang))
    found = judge(Story("case", (version,)), rules())[0]
    return tuple(
        one
        for one in found
        if one.span.start < case.end and case.start < max(one.span.end, one.span.start + 1)
    )


def main() -> None:
    listed = "--list" in sys.argv[1:]
    table: dict[str, dict[str, tuple[Finding, ...]]] = {}
    for case in cases():
        found = said(case)
        table.setdefault(case.kind, {})[case.lang] = found
        if listed and bool(found) == (not case.kind):
            told = [f"{one.rule}: {one.message}" for one in found] or [case.text[case.start : case.end]]
            print(case.lang, case.kind or "clean", "; ".join(told), sep="\t")
    langs = list(table.pop(""))
    print(f"| fault | {' | '.join(langs)} |\n| --- |{' --- |' * len(langs)}")
    for kind, by_language in table.items():
        cells = (_cell(by_language[lang]) if lang in by_language else "" for lang in langs)
        print(f"| {kind} | {' | '.join(cells)} |")
    every = [found for by_language in table.values() for found in by_language.values()]
    print(f"\n{sum(map(bool, every))} of {len(every)} found")


def _cell(found: tuple[Finding, ...]) -> str:
    if not found:
        return "·"
    return "major" if any(one.severity is not Severity.MINOR for one in found) else "minor"


if __name__ == "__main__":
    main()
