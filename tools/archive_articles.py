"""Which articles fill an archive to be measured? Stories in several versions, near misses, other news.

    python -m tools.archive_articles FILE.jsonl [--articles N]     write them down as JSON Lines

Needles are the documents of the development data that have several versions: the original, two or three
translations by machines or people; and the accounts of tests/accounts.jsonl, written for these tests. To each
story come five near misses: another article of its language in which the names are exchanged for those of the
story, the most frequent for the most frequent, so that names and places are the same and the event is
another; two of the five end with one and with two sentences of the story as background, as later reports do.
Hay is other news: articles that people wrote, and, once those are used up, sentences of two or three of them
in turn with the names of a further one. All is drawn with the seed below, which was set before anything of
the archive was tuned.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from audit.measure.families import Accounts, Article, Family
from audit.measure.read import read

SEED = 1601
BENCH = Path("../shared/bench")
ACCOUNTS = Path(__file__).parents[1] / "tests" / "accounts.jsonl"
_FAMILIES = (
    *("newstest2020_zhen", "newstest2021_zhen", "generalmt2023_zhen_sxs"),
    *("newstest2020_ende", "newstest2021_ende", "newstest2021_enru"),
)
_HAY = ("english_news", "original_news", "people_csen", "people_deen", "people_jaen", "people_ruen")
NEAR, VERSIONS = 5, 3
# How many sentences of the story each of its near misses ends with.
_BACKGROUND = (0, 0, 0, 1, 2)
_NAME = re.compile(r"(?<=[a-zà-ž,;:»“\"(а-яё] )[A-ZÀ-ŽА-Я][\w’'-]+(?: [A-ZÀ-ŽА-Я][\w’'-]+)*")
_WORD = re.compile(r"\w[\w’'-]*")
# An article with so many lines of another, told by so many characters, is that article.
_SAME, _BEGINNING = 2, 60
_FEWEST_LETTERS, _FEWEST_SENTENCES, _MOST_SENTENCES = 3, 6, 14


class Text(NamedTuple):
    """An article: its name, its language, its text; `story` is the one it is of, "" where it is of none;
    `near` the story that it looks like and is not of."""

    id: str
    lang: str
    text: str
    story: str = ""
    near: str = ""
    original: bool = False


def needles(folder: Path = BENCH) -> Iterator[Text]:
    """The versions of every story: the original first, then translations or accounts."""
    seen: set[str] = set()
    for datum in read([*(folder / f"{name}.jsonl.gz" for name in _FAMILIES), ACCOUNTS]):
        if isinstance(datum, Accounts) and datum.id not in seen:
            seen.add(datum.id)
            for name, text in datum.texts.items():
                yield Text(f"{datum.id}/{name}", datum.lang, text, datum.id)
        elif isinstance(datum, Family) and datum.id not in seen and datum.source:
            seen.add(datum.id)
            yield Text(f"{datum.id}/original", datum.origin, "\n".join(datum.source), datum.id, original=True)
            versions: Mapping[str, Sequence[str]] = {**datum.references, **datum.systems}
            chosen = random.Random(f"{SEED} {datum.id}").sample(sorted(versions), k=len(versions))
            for name in chosen[:VERSIONS]:
                yield Text(f"{datum.id}/{name}", datum.lang, "\n".join(versions[name]), datum.id)


def real_hay(folder: Path = BENCH) -> list[Text]:
    """Articles that people wrote, none of them of a story above: some sets have the same documents."""
    told = {line for one in needles(folder) for line in _long(one.text)}
    found: dict[str, Text] = {}
    for datum in read([folder / f"{name}.jsonl.gz" for name in _HAY]):
        if isinstance(datum, Article):
            found.setdefault(datum.text[:200], Text(f"hay/{datum.set}/{datum.id}", datum.lang, datum.text))
        elif isinstance(datum, Family) and datum.source:
            name, text = f"hay/{datum.set}/{datum.id}", "\n".join(datum.source)
            found.setdefault(text[:200], Text(name, datum.origin, text))
            one = next(iter(datum.references.values()), None)
            if one:
                text = "\n".join(one)
                found.setdefault(text[:200], Text(f"{name}/reference", datum.lang, text))
    return [
        one
        for one in found.values()
        if one.text.count("\n") >= 2 and sum(line in told for line in _long(one.text)) < _SAME
    ]


def _long(text: str) -> list[str]:
    """The lines of a text that are told by their beginnings."""
    return [line[:_BEGINNING] for line in text.split("\n") if len(line) > _BEGINNING]


def near_misses(story: Text, donors: Sequence[Text]) -> Iterator[Text]:
    """Articles with the names of a story about another event."""
    chance = random.Random(f"{SEED} near {story.id}")
    names = _names(story.text)
    lines = [line for line in story.text.split("\n") if line.strip()]
    for number, count in enumerate(_BACKGROUND):
        donor = chance.choice(donors)
        text = _renamed(donor.text, names)
        background = lines[1 : 1 + count]
        yield Text(
            f"{story.story}/near{number}", story.lang, "\n".join((text, *background)), near=story.story
        )


def hay(count: int, real: Sequence[Text]) -> Iterator[Text]:
    """So many articles of no story: those that people wrote, then mixtures of them."""
    yield from real[:count]
    by_lang: dict[str, list[Text]] = {}
    for one in real:
        by_lang.setdefault(one.lang, []).append(one)
    chance = random.Random(f"{SEED} hay")
    for number in range(len(real), count):
        lang = chance.choice(real).lang
        those = by_lang[lang]
        of = [chance.choice(those) for _ in range(chance.choice((2, 3)))]
        lines = [line for one in of for line in one.text.split("\n") if line.strip()]
        chosen = chance.sample(lines, min(len(lines), chance.randint(_FEWEST_SENTENCES, _MOST_SENTENCES)))
        text = _renamed("\n".join(chosen), _names(chance.choice(those).text))
        yield Text(f"hay/mixed/{number}", lang, text)


def articles(count: int, folder: Path = BENCH) -> Iterator[Text]:
    """An archive of `count` articles: needles, near misses, and hay for the rest. Of a smaller archive the
    needles are at most a fifth."""
    real = real_hay(folder)
    by_lang: dict[str, list[Text]] = {}
    for one in real:
        by_lang.setdefault(one.lang, []).append(one)
    given = 0
    stories: dict[str, list[Text]] = {}
    for text in needles(folder):
        stories.setdefault(text.story, []).append(text)
    chosen = sorted(stories)
    random.Random(SEED).shuffle(chosen)
    for name in chosen:
        versions = stories[name]
        if given + len(versions) + NEAR > max(count * 0.4, 20):
            break
        yield from versions
        yield from near_misses(versions[-1], by_lang.get(versions[-1].lang) or by_lang["en"])
        given += len(versions) + NEAR
    yield from hay(max(count - given, 0), real)


def _names(text: str) -> list[str]:
    """The names of a text, the most frequent first: words with a capital inside a sentence."""
    counted = Counter(name for name in _NAME.findall(text) if len(name) >= _FEWEST_LETTERS)
    return [name for name, _ in counted.most_common()]


def _renamed(text: str, names: Sequence[str]) -> str:
    """A text with the names of another for its own."""
    for own, other in zip(_names(text), names, strict=False):
        text = re.sub(rf"\b{re.escape(own)}\b", other.replace("\\", ""), text)
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    asked = parser.parse_args()
    with asked.file.open("w", encoding="utf-8") as out:
        for one in articles(asked.articles):
            said = {"id": one.id, "lang": one.lang, "text": one.text}
            out.write(json.dumps(said, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
