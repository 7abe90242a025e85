"""Where does the time go? Each stage and each rule in microseconds a word, and a story of ten versions.

    python -m tools.stages [FILE.jsonl.gz] [--repeat N]

All figures come from one run on one core, so that they compare with each other. The texts are the seeds'
article written in English, repeated, and English news where it is at hand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from audit import catalogue
from audit.annotate import annotate
from audit.annotate.tokens import split_sentences, tokenize
from audit.catalogue import detector
from audit.engine import judge
from audit.group import group
from audit.language.needs import speaks
from audit.model import Document, Rule, Source, Story
from audit.run import judge_story, prepare
from audit.settings import Scores, Settings, choose

_ROOT = Path(__file__).resolve().parents[1]
_NEWS = _ROOT.parent / "shared" / "bench" / "english_news.jsonl.gz"
_WORDS = 40_000
_SLOWEST = 15


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("news", nargs="?", type=Path, default=_NEWS, help="gzipped JSON lines with segments")
    parser.add_argument("--repeat", type=int, default=5, help="runs of which the median is shown")
    options = parser.parse_args()
    rules = choose(catalogue.load(), Settings())
    seeds = _seeds()
    _stages("the seeds' English article, repeated", seeds, rules, options.repeat)
    if options.news.is_file():
        _stages(options.news.name, _read(options.news), rules, options.repeat)
    else:
        print(f"\n{options.news} is not here: measured on the seeds alone")
    _ten_versions(seeds[0].text, rules, options.repeat)


def _median(task: Callable[[], object], repeat: int) -> float:
    """Processor time, the median of `repeat` runs after one that warms the caches."""
    task()
    taken = []
    for _ in range(repeat):
        started = time.process_time()
        task()
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def _seeds() -> list[Document]:
    (story,) = group([str(_ROOT / "seeds")]).stories
    version = next(one for one in story.versions if one.id.startswith("written-in-english"))
    count = max(1, _WORDS // len(version.text.split()))
    return [replace(version, id=str(number)) for number in range(count)]


def _read(path: Path) -> list[Document]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [Document(one["doc_id"], "\n".join(one["segments"]), Source("x"), "en") for one in records]


def _stages(title: str, documents: list[Document], rules: tuple[Rule, ...], repeat: int) -> None:
    words = sum(len(document.text.split()) for document in documents)
    stories = [Story(document.id, (document,)) for document in documents]
    settings = Settings()
    whole = _median(lambda: [judge_story(story, rules, settings) for story in stories], repeat)
    tokens = [tokenize(document.text) for document in documents]
    both = list(zip(documents, tokens, strict=True))
    taken = {
        "tokens": _median(lambda: [tokenize(one.text) for one in documents], repeat),
        "sentences": _median(lambda: [split_sentences(one.text, one.lang, its) for one, its in both], repeat),
        "annotate, with these": _median(lambda: [annotate(one) for one in documents], repeat),
        "and align": _median(lambda: [prepare(one) for one in stories], repeat),
        "and judge": _median(lambda: [judge(prepare(one), rules) for one in stories], repeat),
        "and score": whole,
    }
    print(f"\n{title}: {words:,} words, {len(documents)} stories of one, {words / whole:,.0f} words a second")
    for name, seconds in taken.items():
        print(f"  {seconds / words * 1e6:8.2f} µs a word  {name}")
    _rule_costs(stories, rules)  # compiles the patterns
    costs = sorted(((cost, name) for name, cost in _rule_costs(stories, rules).items()), reverse=True)
    print(
        f"  the slowest of {len(rules)} rules in the order of a run, so that the first to ask for names pays:"
    )
    for cost, name in costs[:_SLOWEST]:
        print(f"  {cost / words * 1e6:8.2f} µs a word  {name}")


def _rule_costs(stories: list[Story], rules: tuple[Rule, ...]) -> dict[str, float]:
    costs = dict.fromkeys((rule.name for rule in rules), 0.0)
    for story in (prepare(one) for one in stories):
        (version,) = story.versions
        for rule in [rule for rule in rules if speaks(rule, version.lang)]:
            started = time.perf_counter()
            for _ in detector(rule.detector)(story, version, **rule.params):
                pass
            costs[rule.name] += time.perf_counter() - started
    return costs


def _ten_versions(text: str, rules: tuple[Rule, ...], repeat: int) -> None:
    """Ten versions that differ by a paragraph each, as accounts of one event do."""
    paragraphs = text.split("\n\n")
    versions = []
    for number in range(10):
        kept = [part for at, part in enumerate(paragraphs) if at % 10 != number]
        versions.append(Document(f"{number}.txt", "\n\n".join(kept), Source(f"{number}.txt"), "en"))
    story = Story("ten", tuple(versions))
    words = sum(len(version.text.split()) for version in versions)
    aligned = _median(lambda: prepare(story), repeat)
    unscored = _median(lambda: judge_story(story, rules, Settings(scores=Scores.NONE)), repeat)
    scored = _median(lambda: judge_story(story, rules, Settings()), repeat)
    print(f"\na story of ten versions, {words:,} words")
    for name, seconds in (("annotate and align", aligned), ("and judge", unscored), ("and score", scored)):
        print(f"  {seconds * 1000:8.0f} ms  {name}")


if __name__ == "__main__":
    main()
