"""Does a change to the code change what is found? Everything found in many texts, written down and compared.

    python -m tools.same_findings write FILE [--every N]
    python -m tools.same_findings compare FILE [--every N]

The texts: the seeds, every example of every rule and table, and of the development data, where it is at hand,
the English news, some articles in several versions, snippets and contrast pairs. What is compared: facts,
findings, scores and problems of each story, character for character. For changes that should only be faster.
With `--every` one story of so many, a sample while one works.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from audit import catalogue
from audit.annotate import annotate
from audit.catalogue import examples
from audit.group import group
from audit.measure.families import Article, ContrastPair, Family, Snippet, document, joined
from audit.measure.read import read
from audit.model import Document, Story
from audit.run import judge_story
from audit.settings import Settings, choose

_ROOT = Path(__file__).resolve().parents[1]
_BENCH = _ROOT.parent / "shared" / "bench"
_FAMILIES, _VERSIONS, _PAIRS, _SNIPPETS = 6, 5, 400, 300


def stories() -> Iterator[Story]:
    """The texts, as stories with telling names."""
    (seeds,) = group([str(_ROOT / "seeds")]).stories
    yield replace(seeds, id="seeds")
    for version in seeds.versions:
        yield Story(f"seeds alone/{version.id}", (version,))
    yield from _examples()
    for path in sorted(_BENCH.glob("*.jsonl.gz")):
        if "metrics" not in path.name and "qe2022" not in path.name:
            yield from _development(path)


def _examples() -> Iterator[Story]:
    for rule in catalogue.load():
        for number, example in enumerate(rule.examples):
            versions = tuple(_version(at, text) for at, text in enumerate(example.texts))
            yield Story(f"{rule.name}/{number}", versions)
            if example.fixed is not None:
                yield Story(f"{rule.name}/{number}/fixed", (_version(0, example.fixed), *versions[1:]))
        table = rule.params.get("table")
        shown = [row["example"] for row in table if row.get("example")] if isinstance(table, tuple) else []
        for number, example_of_row in enumerate(shown):
            text, _ = examples.unmark(example_of_row)
            origins = rule.params.get("origins", ())
            origin = str(origins[0]) if isinstance(origins, tuple) and origins else ""
            yield Story(f"{rule.name}/row {number}", (document("row", text, "en", origin),))


def _version(number: int, text: Mapping[str, str]) -> Document:
    return document(f"version-{number}", text["text"], text["lang"], text.get("from", ""))


def _development(path: Path) -> Iterator[Story]:
    families = pairs = snippets = 0
    for number, datum in enumerate(read([path])):
        name = f"{path.name}/{number}"
        if isinstance(datum, Article):
            yield Story(name, (document("article", datum.text, datum.lang),))
        elif isinstance(datum, Family) and families < _FAMILIES:
            families += 1
            texts = sorted(datum.systems.items())[:_VERSIONS]
            versions = tuple(document(key, joined(lines), datum.lang, datum.origin) for key, lines in texts)
            yield Story(name, versions)
            yield Story(f"{name}/alone", versions[:1])
        elif isinstance(datum, ContrastPair) and pairs < _PAIRS and number % 11 == 0:
            pairs += 1
            reference = document("reference", datum.reference, datum.lang)
            yield Story(name, (document("bad", datum.bad, datum.lang, datum.origin), reference))
        elif isinstance(datum, Snippet) and snippets < _SNIPPETS:
            snippets += 1
            yield Story(name, (document("snippet", datum.text, "en"),))


def everything(settings: Settings, every: int = 1) -> Iterator[tuple[str, Any]]:
    """What is found in each story, in plain JSON."""
    rules = choose(catalogue.load(settings.rules), settings)
    for story in islice(stories(), 0, None, every):
        judged = judge_story(story, rules, settings)
        facts = [fact for version in story.versions for fact in annotate(version).facts]
        yield (
            story.id,
            {
                "facts": blake2b(repr(facts).encode(errors="surrogatepass")).hexdigest(),
                "findings": [repr(replace(finding, story="")) for finding in judged.findings],
                "scores": repr(judged.scores),
                "problems": [problem.message for problem in judged.problems],
            },
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("write", "compare"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    if options.action == "write":
        with gzip.open(options.file, "wt", encoding="utf-8") as written:
            for name, found in everything(Settings(), options.every):
                written.write(json.dumps([name, found]) + "\n")
        return
    with gzip.open(options.file, "rt", encoding="utf-8") as written:
        before = dict(map(json.loads, written))
    after = dict(everything(Settings(), options.every))
    differing = 0
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name, {}), after.get(name, {})
        for kind in sorted(old.keys() | new.keys()):
            if old.get(kind) != new.get(kind):
                differing += 1
                print(f"{name}: {kind}\n  before {old.get(kind)}\n  after  {new.get(kind)}")
    found = sum(len(one["findings"]) for one in after.values())
    print(f"{len(after)} stories, {found} findings, {differing} differences")
    sys.exit(differing > 0)


if __name__ == "__main__":
    main()
