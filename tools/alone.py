"""What fires on texts by themselves: on original news, on people's translations, on machines'?

    python -m tools.alone FILES... [--machines N] [--docs N] [--seed N] [--select RULE,...]
                          [--preview] [--list]

FILES are development data (docs/measuring.md). Each text is judged alone: articles in their own
language, human references, and of each document as many machines' versions (or N, --machines). One table
counts by rule, from which languages and in how many documents, the other by who wrote and from which
language. What fires on people as often as on machines is no sign of a machine. --docs takes so many
documents of each set, another --seed draws others and other machines; --preview asks the rules that do
not run by default, too; --list prints every finding first.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from audit import Settings, catalogue
from audit.annotate import annotate
from audit.engine import judge
from audit.measure.every import sampled
from audit.measure.families import Article, Family, document, joined
from audit.measure.read import read
from audit.model import Document, Finding, Rule, Severity, Story
from audit.report.wording import visible
from audit.settings import choose

HUMAN = re.compile(r"(?i)(?:ref|human)(?![a-z]{2})")
_CONTEXT = 80
_WHO = ("original", "people", "machines")


class Text(NamedTuple):
    """A text, who wrote it, the set and document it is of and the language it comes from."""

    who: str
    origin: str
    group: tuple[str, str]
    version: Document


class Said(NamedTuple):
    """A finding and the text it is made in."""

    text: Text
    finding: Finding

    @property
    def major(self) -> bool:
        """Whether an editor is told to stop."""
        return self.finding.severity is not Severity.MINOR


def main(words: Sequence[str] | None = None) -> None:
    asked = _asked(words)
    known = catalogue.load()
    select = tuple(one.name for one in known) if asked.preview else tuple(asked.select)
    rules = choose(known, Settings(select=select))
    lengths: Counter[tuple[str, str]] = Counter()
    said: list[Said] = []
    for text in texts(asked.files, asked.machines, asked.docs, asked.seed):
        lengths[text.who, text.origin] += len(text.version.tokens)
        found = of(text, rules)
        said += found
        if asked.list:
            print("".join(f"{_listed(one)}\n" for one in found), end="", flush=True)
    print("\n".join((*by_rule(said, lengths), "", *by_origin(said, lengths))))


def _asked(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.alone")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--machines", type=int)
    parser.add_argument("--docs", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--select", type=lambda names: names.split(","), default=())
    parser.add_argument("--preview", action="store_true")
    parser.add_argument("--list", action="store_true")
    return parser.parse_args(words)


def texts(paths: Sequence[Path], machines: int | None, docs: int | None, seed: int) -> Iterator[Text]:
    """Every text by a person, and of each document as many versions by machines, or `machines` of them."""
    data = read(paths)
    for article in sampled(data, Article, docs, seed):
        version = annotate(document(article.id, article.text, article.lang))
        yield Text("original", article.lang, (article.set, article.id), version)
    for family in sampled(data, Family, docs, seed):
        versions = {**family.references, **family.systems}
        people = sorted(name for name in versions if name in family.references or HUMAN.match(name))
        others = sorted(set(versions) - set(people))
        number = len(people) if machines is None else machines
        drawn = random.Random(f"{seed} {family.id}").sample(others, min(number, len(others)))
        for who, names in (("people", people), ("machines", drawn)):
            for name in names:
                text = document(f"{family.id}/{name}", joined(versions[name]), family.lang, family.origin)
                yield Text(who, family.origin, (family.set, family.id), annotate(text))


def of(text: Text, rules: tuple[Rule, ...]) -> list[Said]:
    """What rules say of a text by itself."""
    found = judge(Story(text.version.id, (text.version,)), rules)[0]
    return [Said(text, finding) for finding in found]


def _listed(said: Said) -> str:
    (_, start, end), text = said.finding.span, said.text.version.text
    left, right = text[max(start - _CONTEXT, 0) : start], text[end : end + _CONTEXT]
    shown = f"{left}[[{text[start:end]}]]{right}"
    one = said.finding
    told = (said.text.who, said.text.origin, one.rule, one.severity, said.text.version.id, shown, one.message)
    return "\t".join(visible(" ".join(str(cell).split())) for cell in told)


def by_rule(said: Sequence[Said], lengths: Counter[tuple[str, str]]) -> Iterator[str]:
    """A line for each rule that spoke, and one for all: how often, and what that is for 1,000 words."""
    words = [sum(n for (who, _), n in lengths.items() if who == one) for one in _WHO]
    names = [one for one, number in zip(_WHO, words, strict=True) if number]
    heads = "".join(f" {one} | majors | per 1,000 |" for one in names)
    yield f"| rule |{heads} documents | machines by origin |"
    yield f"| --- |{' --- |' * (3 * len(names) + 2)}"
    for rule in ("", *sorted({one.finding.rule for one in said})):
        those = [one for one in said if rule in ("", one.finding.rule)]
        cells = [
            f"{len(mine)} | {sum(one.major for one in mine)} | {_rate(len(mine), number)}"
            for who, number in zip(_WHO, words, strict=True)
            if number
            for mine in [[one for one in those if one.text.who == who]]
        ]
        where = Counter(one.text.origin for one in those if one.text.who == "machines")
        told = ", ".join(f"{origin} {number}" for origin, number in where.most_common())
        groups = len({one.text.group for one in those})
        yield f"| {f'`{rule}`' if rule else 'all'} | {' | '.join(cells)} | {groups} | {told} |"


def by_origin(said: Sequence[Said], lengths: Counter[tuple[str, str]]) -> Iterator[str]:
    """A line for who wrote in or from which language: words, findings and majors for 1,000."""
    yield "| who | from | words | findings per 1,000 | majors per 1,000 |"
    yield "| --- | --- | --- | --- | --- |"
    for (who, origin), number in sorted(lengths.items(), key=lambda one: (_WHO.index(one[0][0]), one[0][1])):
        those = [one for one in said if (one.text.who, one.text.origin) == (who, origin)]
        majors = sum(one.major for one in those)
        rates = f"{_rate(len(those), number)} | {_rate(majors, number)}"
        yield f"| {who} | {origin} | {number:,} | {rates} |"


def _rate(number: int, words: int) -> str:
    return f"{1000 * number / max(words, 1):.3f}"


if __name__ == "__main__":
    main()
