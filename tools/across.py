"""How right are the rules that compare two languages? On human translations, as they are and changed.

    python -m tools.across alarms   KIND PATH...    what the rules find, sentence beside sentence, to be read
    python -m tools.across recall   KIND PATH...    one thing changed in each translation, and which are found
    python -m tools.across relation KIND PATH...    which pairs and which strangers are taken for translations

KIND is what the paths are:

    families     files of the development data: each human reference beside its source
    folders      a folder of originals, then folders of translations (fr-FR) with files of the same names
    catalogues   folders with PO or MO files below them, `.../LANGUAGE/LC_MESSAGES/NAME`

`--every N` takes every Nth pair, `--kinds Number,When` changes only these, `--list` prints what nobody found
beside its original. All is deterministic: what is drawn is seeded with the name of the text.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import polib

from audit import catalogue
from audit.annotate import annotate
from audit.annotate.tokens import tokenize
from audit.engine import judge
from audit.language.knowledge import of
from audit.language.scripts import LATIN, scripts
from audit.load import Loaded, LoadError, load_bytes
from audit.measure.families import Family, document, joined
from audit.measure.read import read
from audit.model import Document, Finding, Number, Relation, Role, Sentence, Source, Story, When, primary
from audit.run import prepare
from audit.text import fold, match_case
from tools.faults import DIGITS, letter_off, names, other_digits

_RULES = tuple(
    rule for rule in catalogue.load() if rule.name.endswith(("-across-languages", "repeated-sentence"))
)
_PER_TEXT, _FEWEST_WORDS = 3, 5
_LONGEST = 300
# A sentence is left out or put in where there are so many, and is found so near.
_SEXES, _SHORTEST_NAME = ("she", "he"), 4
_FEWEST_SENTENCES, _NEAR, _FEWEST_LETTERS = 4, 40, 12
_STOPS = tuple('.!?。！？”"»')


class Pair(NamedTuple):
    name: str
    original: Document
    translation: Document


def pairs(kind: str, paths: list[Path]) -> Iterator[Pair]:
    """The originals and translations below the paths, in a fixed order."""
    match kind:
        case "families":
            yield from _families(paths)
        case "folders":
            yield from _folders(paths[0], paths[1:])
        case _:
            yield from _catalogues(paths)


def _families(paths: list[Path]) -> Iterator[Pair]:
    for path in paths:
        sources = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                told = json.loads(line)
                sources[str(told["doc_id"])] = told["lang_pair"].split("-")[0], told["source"]
        for datum in read([path]):
            if isinstance(datum, Family) and datum.id in sources:
                lang, segments = sources[datum.id]
                original = document("original", joined(tuple(segments)), lang, "")
                for name, translated in sorted(datum.references.items()):
                    yield Pair(
                        f"{path.name}/{datum.id}/{name}",
                        replace(original, role=Role.SOURCE),
                        document("translation", joined(translated), datum.lang, lang),
                    )


def _folders(originals: Path, folders: list[Path]) -> Iterator[Pair]:
    for folder in folders:
        for path in sorted(folder.rglob("*.*")):
            beside = originals / path.relative_to(folder)
            if not beside.is_file():
                continue
            try:
                original, translation = _file(beside), _file(path)
            except LoadError:
                continue
            yield Pair(
                f"{folder.name}/{path.relative_to(folder)}",
                _version("original", original, _language(originals), Role.SOURCE),
                _version("translation", translation, _language(folder), Role.TRANSLATION),
            )


def _file(path: Path) -> Loaded:
    return load_bytes(path.read_bytes(), str(path), path.suffix)[0]


def _language(folder: Path) -> str:
    return folder.name.replace("_", "-")


def _catalogues(folders: list[Path]) -> Iterator[Pair]:
    for folder in folders:
        for path in sorted((*folder.rglob("*.po"), *folder.rglob("*.mo"))):
            lang = path.parent.parent.name.split("@")[0].split(".")[0].replace("_", "-")
            if path.suffix == ".mo" and path.with_suffix(".po").exists():
                continue
            try:
                text = path.read_bytes() if path.suffix == ".po" else str(polib.mofile(str(path))).encode()
                held = load_bytes(text, str(path), ".po")
            except (LoadError, OSError, ValueError, UnicodeDecodeError):
                continue
            if len(held) == 2 and primary(lang) != "en":
                yield Pair(
                    str(path),
                    _version("original", held[0], "en", Role.SOURCE),
                    _version("translation", held[1], lang, Role.TRANSLATION),
                )


def _version(name: str, loaded: Loaded, lang: str, role: Role) -> Document:
    elements = tuple(
        replace(element, span=element.span._replace(document=name)) for element in loaded.elements
    )
    return Document(name, loaded.text, Source(name), lang, role, elements=elements)


def told(pair: Pair) -> tuple[Story, tuple[Finding, ...]]:
    """A pair as a story, and what the rules find in the translation."""
    story = prepare(Story(pair.name, (pair.original, pair.translation)))
    findings, problems = judge(story, _RULES)
    if problems:
        raise RuntimeError(problems[0].message)
    return story, findings


def alarms(every: Iterator[Pair]) -> None:
    """Print what is found, to be read by hand, and how much that is."""
    texts = words = parallel = 0
    found: Counter[str] = Counter()
    for pair in every:
        story, findings = told(pair)
        texts += 1
        words += len(story.versions[1].tokens)
        parallel += story.comparisons[0].relation is Relation.PARALLEL
        for finding in findings:
            found[finding.rule] += 1
            version = story.versions[1]
            partners = story.partners(version, version.sentence_at(finding.span.start))
            similarity = partners[0].similarity if partners else 0.0
            print(f"{similarity} {pair.name}: {finding.rule}: {finding.message}")
            for span in (finding.span, *finding.evidence):
                version = story.version(span.document)
                sentence = version.sentences[version.sentence_at(span.start)]
                print(f"    {version.lang}: {' '.join(version.words(sentence).split())[:_LONGEST]}")
    total = sum(found.values())
    print(
        f"{texts} texts, {parallel} parallel, {words} words, {total} findings, {1000 * total / words:.4f}",
        end="",
    )
    print(f" per 1,000 words: {', '.join(f'{rule} {count}' for rule, count in sorted(found.items()))}")


def recall(every: Iterator[Pair], kinds: frozenset[str], *, listed: bool) -> None:
    """Change up to three figures, a name and a sentence of each translation, one at a time, and count what is
    found; `kinds` are all that is changed, if any are named."""
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    strange = ""
    for pair in every:
        story, before = told(pair)
        known = {(one.rule, one.message) for one in before}
        for kind, start, end, changed in (*_changes(story), *_sentences(story, strange)):
            if kinds and kind not in kinds:
                continue
            text = pair.translation.text
            version = replace(pair.translation, text=text[:start] + changed + text[end:])
            _, findings = told(pair._replace(translation=version))
            tried[kind] += 1
            least, most = (start, start + len(changed)) if changed else (start - _NEAR, start + _NEAR)
            caught = any(
                one.span.start < most and least < one.span.end and (one.rule, one.message) not in known
                for one in findings
            )
            found[kind] += caught
            if listed and not caught:
                print(f"{pair.name}: {kind} {text[start:end]!r} became {changed!r}")
                print(f"    {_around(story.versions[1], start)}\n    {_opposite(story, start) or '-'}")
        strange = _sentence(story) or strange
    for kind in sorted(tried):
        print(f"{kind}: {found[kind]} of {tried[kind]}, {found[kind] / tried[kind]:.3f}")


def _around(version: Document, place: int) -> str:
    """The sentence at a place."""
    return " ".join(version.words(version.sentences[version.sentence_at(place)]).split())


def _sentences(story: Story, strange: str) -> Iterator[tuple[str, int, int, str]]:
    """A sentence left out, one said twice, and one of another text put in."""
    version = story.versions[1]
    whole = _whole(version)
    if len(version.sentences) < _FEWEST_SENTENCES or not whole:
        return
    drawn = random.Random(story.id)
    gone, again, at = (drawn.choice(whole) for _ in range(3))
    text = version.text
    end = gone.end + (text[gone.end : gone.end + 1] == " ")
    yield "left out", gone.start, end, ""
    yield "doubled", again.end, again.end, f" {version.words(again)}"
    if strange:
        yield "added", at.end, at.end, f" {strange}"


def _whole(version: Document) -> list[Sentence]:
    """The sentences of some length that end with a stop."""
    return [
        one
        for one in version.sentences
        if one.end - one.start >= _FEWEST_LETTERS
        and one.last - one.first >= _FEWEST_WORDS
        and version.words(one).endswith(_STOPS)
    ]


def _sentence(story: Story) -> str:
    """A sentence of a translation."""
    whole = _whole(story.versions[1])
    return story.versions[1].words(random.Random(story.id).choice(whole)) if whole else ""


def _changes(story: Story) -> Iterator[tuple[str, int, int, str]]:
    """Stretches of the translation and what to write there, in sentences of five words and more that have a
    partner: facts with other digits that are facts still, and a name with another letter."""
    drawn = random.Random(story.id)
    version = story.versions[1]
    yield from _misspelled(story, drawn)
    yield from _other_sex(story, drawn)
    facts = [
        fact
        for fact in version.facts
        if isinstance(fact, (Number, When))
        and DIGITS.search(version.words(fact))
        and _opposite(story, fact.span.start)
    ]
    for fact in drawn.sample(facts, min(_PER_TEXT, len(facts))):
        digits = DIGITS.search(version.words(fact))
        if digits is None:
            continue
        start, end = fact.span.start + digits.start(), fact.span.start + digits.end()
        changed = other_digits(digits[0], drawn)
        again = annotate(replace(version, text=version.text[:start] + changed + version.text[end:]))
        if any(type(one) is type(fact) and one.span == fact.span for one in again.facts):
            yield type(fact).__name__, start, end, changed


def _opposite(story: Story, place: int) -> str:
    """What the original says where the translation has a sentence of five words or more; "" elsewhere."""
    original, version = story.versions
    at = version.sentence_at(place)
    tokens = version.tokens_of(version.sentences[at])
    if sum(token.text[0].isalpha() for token in tokens) < _FEWEST_WORDS:
        return ""
    places = (number for partner in story.partners(version, at) for number in partner.sentences)
    return " ".join(original.words(original.sentences[number]) for number in places)


def _misspelled(story: Story, drawn: random.Random) -> Iterator[tuple[str, int, int, str]]:
    """Words of names with a letter left out, doubled or another."""
    version = story.versions[1]
    words = [
        (start, end)
        for start, end in names(version, lambda word: len(word) >= _SHORTEST_NAME)
        if _opposite(story, start) and _named(story, version.text[start:end], start)
    ]
    for start, end in drawn.sample(words, min(_PER_TEXT, len(words))):
        changed = letter_off(version.text[start:end], drawn)
        if changed != version.text[start:end]:
            yield "name", start, end, changed


def _named(story: Story, word: str, place: int) -> bool:
    """Whether a word is a name by that the original has it, too, where both languages have Latin letters."""
    original, version = story.versions
    if LATIN not in scripts(original.lang) or LATIN not in scripts(version.lang):
        return True
    return fold(word)[:-1] in fold(_opposite(story, place))


def _other_sex(story: Story, drawn: random.Random) -> Iterator[tuple[str, int, int, str]]:
    """Words that tell a person's sex in sentences of which the original's tells the same, as the other's."""
    original, version = story.versions
    language, places = of(version.lang), []
    for token in version.tokens:
        form = language.pronouns.get(token.lower)
        others = form.opposites if form else tuple(sorted(language.sexed_words.get(token.lower, ())))
        sexes = [sex for sex in _SEXES if token.lower in _telling(version, sex)]
        if sexes and others and _stated(original, sexes[0], _opposite(story, token.start)):
            places.append((token, match_case(token.text, others[0])))
    for token, other in drawn.sample(places, min(_PER_TEXT, len(places))):
        yield "sex", token.start, token.end, other


def _telling(document: Document, sex: str) -> frozenset[str]:
    """The words of a language that tell a sex."""
    known = of(document.lang).sexes
    kinds = (sex, f"{sex}-or-it", f"{sex}-said", f"{sex}-singular")
    return frozenset[str]().union(*(known.get(kind, frozenset()) for kind in kinds))


def _stated(original: Document, sex: str, words: str) -> bool:
    telling = _telling(original, sex)
    return any(token.lower in telling for token in tokenize(words, original.language))


def relation(every: Iterator[Pair]) -> None:
    """Of the pairs, and of each original with the translation of the next text in its language, how many are
    taken for translations: with roles, and without."""
    held = list(every)
    strangers = [
        one._replace(translation=other.translation)
        for one, other in pairwise(held)
        if one.original.text != other.original.text
    ]
    for name, those in (("pairs", held), ("strangers", strangers)):
        counts = [0, 0]
        for pair in those:
            for at, role in enumerate((Role.SOURCE, Role.TRANSLATION)):
                story = prepare(Story(pair.name, (replace(pair.original, role=role), pair.translation)))
                counts[at] += story.comparisons[0].relation is Relation.PARALLEL
        print(f"{name}: {len(those)}, parallel with roles {counts[0]}, without {counts[1]}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("alarms", "recall", "relation"))
    parser.add_argument("kind", choices=("families", "folders", "catalogues"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--kinds", type=lambda names: frozenset(names.split(",")), default=frozenset())
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    every = islice(pairs(options.kind, options.paths), 0, None, options.every)
    if options.what == "recall":
        recall(every, options.kinds, listed=options.list)
    else:
        {"alarms": alarms, "relation": relation}[options.what](every)


if __name__ == "__main__":
    main()
