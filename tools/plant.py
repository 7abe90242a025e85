"""Is a fault found that was put into a translation that people made? And what is said of it without one?

    python -m tools.plant [--beside N] [--in people|machines|texts|pages] [--systems N] [--kinds K,...]
                          [--original FOLDER] [--named WORD] [--rated] [--every N] [--list] FILE...

FILE is development data (docs/measuring.md). In each text one fault a kind is planted, one at a time: a name
a letter off, another number, another date, ten times the amount, a negation lost, a sentence dropped, a
sentence doubled, an English sentence left in, the other sex, another speaker. The text is judged beside N
machines' versions of the same article drawn at random (2 by default; 0: alone). The faults are put into
human translations (`people`, the default), into so many machines' versions of each article (`machines`; one,
or as many as --systems says), or into texts that nobody translated (`texts`, always alone). With `pages`
each FILE is a page of a site, in any format that audit reads, alone or beside the page of the same name in
the folder --original. Names, figures and dates are changed where all the siblings write the same words, or,
alone, where the text has them twice. A fault is found where a finding lies on it that the text as it was
does not have; what only lends support is none. --named takes only articles whose name has the word, --rated
only systems that people read, which leaves out those that nobody would take for translations; --every only
each Nth text. --list prints the faults that nobody found. All is seeded with the names of the texts.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from audit import Settings, catalogue
from audit.engine import judge
from audit.group import group
from audit.language.knowledge import of
from audit.measure.families import Article, Family, document, draw, joined
from audit.measure.read import read
from audit.model import Document, Finding, Kind, Role, Rule, Severity, Story
from audit.run import prepare
from audit.settings import choose
from tools.faults import KINDS, Fault, faults

_SEED = 0
_CONTEXT = 60
_LETTERS_A_WORD = 1.7


class Trial(NamedTuple):
    """A text to put faults into, what stands beside it, and the lines of its original."""

    set: str
    text: Document
    beside: tuple[Document, ...]
    source: tuple[str, ...]


def trials(
    paths: Sequence[Path], where: str, beside: int, systems: int = 1, named: str = "", *, rated: bool = False
) -> Iterator[Trial]:
    """The texts of the files in their order; `rated`: only systems that people read."""
    for datum in read(list(paths)):
        if isinstance(datum, (Article, Family)) and named not in datum.id:
            continue
        if isinstance(datum, Article) and where == "texts":
            yield Trial(f"{datum.set} {datum.lang}", document(datum.id, datum.text, datum.lang), (), ())
        elif isinstance(datum, Family) and where != "texts":
            family = replace(datum, systems=_rated(datum)) if rated else datum
            names = sorted(family.references) if where == "people" else sorted(family.systems)
            if where == "machines":
                names = random.Random(family.id).sample(names, min(systems, len(names)))
            for name in names:
                yield _trial(family, name, beside)


def pages(paths: Sequence[Path], originals: Path | None, named: str) -> Iterator[Trial]:
    """The words of pages of a site, by the language that audit takes each to be in."""
    for path in paths:
        if named not in path.name:
            continue
        page = _page(path, Role.TRANSLATION)
        beside: tuple[Document, ...] = ()
        if originals is not None and (originals / path.name).is_file():
            beside = (_page(originals / path.name, Role.SOURCE),)
        lines = tuple(line for one in beside for line in one.text.splitlines())
        yield Trial(f"pages {page.lang}", page, beside, lines)


def _page(path: Path, role: Role) -> Document:
    (story,) = group([str(path)]).stories
    (version,) = story.versions
    return document(str(path), version.text, version.lang, role=role)


def _rated(family: Family) -> dict[str, tuple[str, ...]]:
    """The systems of which people marked the faults."""
    return {name: texts for name, texts in family.systems.items() if name in family.marks}


def _trial(family: Family, name: str, beside: int) -> Trial:
    texts = {**family.references, **family.systems}
    siblings = draw(family, name, _SEED, references=False)[:beside]
    made = {one: document(one, joined(texts[one]), family.lang, family.origin) for one in (name, *siblings)}
    text = replace(made[name], id=f"{family.id}/{name}")
    return Trial(family.set, text, tuple(made[one] for one in siblings), family.source)


def _judged(trial: Trial, text: Document, rules: tuple[Rule, ...]) -> tuple[Document, tuple[Finding, ...]]:
    story = prepare(Story(text.id, (text, *trial.beside)))
    story = replace(story, judged=frozenset({text.id}))
    found, problems = judge(story, rules)
    if problems:
        raise RuntimeError(f"{text.id}: {problems[0].message}")
    return story.version(text.id), tuple(one for one in found if one.kind is not Kind.SUPPORT)


def _found(fault: Fault, before: Sequence[Finding], after: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings on the fault that the text has not got without it."""
    known = Counter((one.rule, one.message) for one in before)
    gained = []
    for one in after:
        if known[one.rule, one.message]:
            known[one.rule, one.message] -= 1
        elif one.span.start < fault.until and fault.around < max(one.span.end, one.span.start + 1):
            gained.append(one)
    return tuple(gained)


class _Count:
    """What was planted and found, by set and kind."""

    def __init__(self) -> None:
        self.planted: Counter[tuple[str, str]] = Counter()
        self.found: Counter[tuple[str, str]] = Counter()
        self.major: Counter[tuple[str, str]] = Counter()
        self.texts: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.alarms: dict[str, list[Finding]] = defaultdict(list)

    def show(self) -> None:
        for name in sorted(self.texts):
            alarms, words = self.alarms[name], max(self.words[name], 1)
            majors = sum(one.severity is not Severity.MINOR for one in alarms)
            print(
                f"\n{name}: {self.texts[name]} texts, {words} words; without a fault {majors} majors, "
                f"{len(alarms)} findings; {1000 * majors / words:.2f} and {1000 * len(alarms) / words:.2f} "
                "per 1,000 words"
            )
            print("| fault | planted | found | share | as major |\n| --- | --- | --- | --- | --- |")
            for kind in (*KINDS, ""):
                those = [(name, one) for one in KINDS if kind in ("", one)]
                planted, found, major = (
                    sum(counter[one] for one in those) for counter in (self.planted, self.found, self.major)
                )
                if planted:
                    print(f"| {kind or 'all'} | {planted} | {found} | {found / planted:.2f} | {major} |")


def _plant(
    trial: Trial, kinds: Sequence[str], rules: tuple[Rule, ...], count: _Count, *, listed: bool
) -> None:
    """Judge a text as it is, and with one fault after the other."""
    version, before = _judged(trial, trial.text, rules)
    count.texts[trial.set] += 1
    count.words[trial.set] += _words(version)
    count.alarms[trial.set] += before

    def shared(words: str) -> bool:
        """Whether somebody can tell that these words are right: the siblings, or the text elsewhere."""
        if not trial.beside:
            return version.text.count(words) > 1
        return all(words in one.text for one in trial.beside)

    for fault in faults(version, random.Random(trial.text.id), shared, trial.source):
        if fault.kind not in kinds:
            continue
        _, after = _judged(trial, replace(trial.text, text=fault.put(trial.text.text)), rules)
        found = _found(fault, before, after)
        key = trial.set, fault.kind
        count.planted[key] += 1
        count.found[key] += bool(found)
        count.major[key] += any(one.severity is not Severity.MINOR for one in found)
        if listed and not found:
            print(f"{trial.text.id}\t{fault.kind}\t{_shown(version.text, fault)}")


def _words(version: Document) -> int:
    """How many words a text has; so many letters are one where no spaces tell."""
    spaced = of(version.lang).spaced
    return len(version.tokens) if spaced else round(len(version.text) / _LETTERS_A_WORD)


def _shown(text: str, fault: Fault) -> str:
    before = text[max(fault.start - _CONTEXT, 0) : fault.start]
    after = text[fault.end : fault.end + _CONTEXT]
    return " ".join(f"{before}[[{text[fault.start : fault.end]} -> {fault.new}]]{after}".split())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--beside", type=int, default=2)
    parser.add_argument(
        "--in", dest="where", choices=("people", "machines", "texts", "pages"), default="people"
    )
    parser.add_argument("--original", type=Path, metavar="FOLDER")
    parser.add_argument("--systems", type=int, default=1)
    parser.add_argument("--named", default="")
    parser.add_argument("--rated", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--kinds", help="only these, parted by commas")
    parser.add_argument("--list", dest="listed", action="store_true")
    options = parser.parse_args()
    kinds = options.kinds.split(",") if options.kinds else KINDS
    rules = choose(catalogue.load(), Settings())
    count = _Count()
    if options.where == "pages":
        every = pages(options.files, options.original, options.named)
    else:
        every = trials(
            options.files, options.where, options.beside, options.systems, options.named, rated=options.rated
        )
    for trial in islice(every, 0, None, options.every):
        _plant(trial, kinds, rules, count, listed=options.listed)
    count.show()


if __name__ == "__main__":
    main()
