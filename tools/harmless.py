"""What would safe fixes change in texts that people wrote?

    python -m tools.harmless PATHS...

PATHS are files of development data (docs/measuring.md), of which texts by people are read: original articles,
human references, and systems that are called human; or files and folders of content, each file by itself.
Every change is a line with its context; the table at the end counts them by rule and language, beside all
texts and words read. What they are worth is for somebody to read.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import audit
from audit import catalogue
from audit.annotate import annotate
from audit.engine import judge
from audit.measure.families import Article, Family, document, joined
from audit.measure.read import read
from audit.model import Document, Finding, Story
from audit.report.wording import visible

_DATA = (".jsonl", ".gz")
_CONTENT = {".md", ".mdx", ".markdown", ".html", ".htm", ".po", ".txt", ".xlf", ".xliff"}
_HUMAN = re.compile(r"(?i)(?:ref|human)(?![a-z]{2})")
_CONTEXT = 50
_AT_ONCE = 200


class Change(NamedTuple):
    """One correction that a safe rule would make, and the text it would be made in."""

    version: Document
    finding: Finding


def main(names: Iterable[str]) -> None:
    rules = tuple(rule for rule in catalogue.load() if rule.safe)
    changes: Counter[tuple[str, str]] = Counter()
    texts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for version, findings in _judged(names, rules):
        lang = version.language
        texts[lang] += 1
        words[lang] += len(re.findall(r"\w+", version.text))
        for finding in findings:
            if finding.safe:
                changes[finding.rule, lang] += 1
                print(_line(Change(version, finding)))
    print()
    print("rule\tlanguage\tchanges\ttexts\twords")
    for rule in rules:
        for lang in sorted({lang for name, lang in changes if name == rule.name}):
            print(f"{rule.name}\t{lang}\t{changes[rule.name, lang]}\t{texts[lang]}\t{words[lang]}")
        total = sum(count for (name, _), count in changes.items() if name == rule.name)
        print(f"{rule.name}\tall\t{total}\t{texts.total()}\t{words.total()}")


def _judged(
    names: Iterable[str], rules: tuple[audit.Rule, ...]
) -> Iterator[tuple[Document, tuple[Finding, ...]]]:
    for name in names:
        path = Path(name)
        if path.is_file() and path.suffix in _DATA:
            for version in _people(path):
                findings, _ = judge(Story(version.id, (version,)), rules)
                yield version, findings
        else:
            below = path.rglob("*") if path.is_dir() else [path]
            files = sorted(one for one in below if one.suffix in _CONTENT and one.is_file())
            for at in range(0, len(files), _AT_ONCE):
                yield from _read([str(one) for one in files[at : at + _AT_ONCE]], rules)


def _people(path: Path) -> Iterator[Document]:
    """The texts by people in a file of development data."""
    for datum in read([path]):
        if isinstance(datum, Article):
            yield annotate(document(datum.id, datum.text, datum.lang, ""))
        elif isinstance(datum, Family):
            versions = {**datum.references, **datum.systems}
            for name, segments in sorted(versions.items()):
                if name in datum.references or _HUMAN.match(name):
                    yield annotate(document(f"{datum.id}/{name}", joined(segments), datum.lang, datum.origin))


def _read(files: list[str], rules: tuple[audit.Rule, ...]) -> Iterator[tuple[Document, tuple[Finding, ...]]]:
    settings = audit.Settings(
        select=tuple(rule.name for rule in rules), decisions=False, scores=audit.Scores.NONE, cache=False
    )
    run = audit.check(files, settings)
    for story in run.stories:
        for version in story.versions:
            here = (story.id, version.id)
            yield version, tuple(one for one in run.findings if (one.story, one.span.document) == here)
    for problem in run.problems:
        print(f"# {problem.path}: {problem.message}", file=sys.stderr)


def _line(change: Change) -> str:
    version, finding = change
    (_, start, end), text = finding.span, version.text
    left, right = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
    shown = f"{left}[[{text[start:end]}]]→[[{finding.fix}]]{right}"
    return "\t".join((finding.rule, version.lang, version.source.path, visible(" ".join(shown.split(" ")))))


if __name__ == "__main__":
    main(sys.argv[1:])
