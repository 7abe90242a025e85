"""What do the siblings write where a version writes this?"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from audit.language.knowledge import of
from audit.language.scripts import LATIN, script
from audit.model import (
    Document,
    ElementKind,
    Hit,
    Name,
    NameKind,
    Quotation,
    Relation,
    Role,
    Sentence,
    Span,
    Story,
)
from audit.text import fold, remembered, without_possessive

# Languages that write names of others by ear in their own Latin letters.
_BY_EAR = frozenset({"az", "lt", "lv", "sq", "sr", "tr", "uz"})


class NameWord(NamedTuple):
    """One word of a name: its form as written, its place, and the name it belongs to."""

    form: str
    span: Span
    name: Name

    @property
    def last(self) -> bool:
        """Whether it ends its name, as a surname does."""
        return self.span.end == self.name.span.end

    @property
    def given(self) -> str:
        """The words of the name before this one, folded; "" where it begins the name."""
        words = self.name.value.split()
        forms = [word for word in words if without_possessive(word) == self.form]
        return fold(" ".join(words[: words.index(forms[0])])) if forms else ""


@remembered
def name_words(document: Document) -> Mapping[str, tuple[NameWord, ...]]:
    """Every word of every name of a document by its form; particles and acronyms are no words here."""
    found: dict[str, list[NameWord]] = {}
    for fact in document.facts:
        if not isinstance(fact, Name):
            continue
        for token in document.tokens_in(fact.span.start, fact.span.end):
            form = _form(token.text)
            if not form:
                continue
            span = document.span(token.start, token.start + len(form))
            found.setdefault(form, []).append(NameWord(form, span, fact))
    return {form: tuple(words) for form, words in found.items()}


@lru_cache(maxsize=65536)
def _form(word: str) -> str:
    """A word of a name without its possessive ending; "" for a particle or an acronym."""
    form = without_possessive(word)
    return "" if len(form) < 4 or not form[0].isupper() or form[:-1].isupper() else form


@remembered
def vocabulary(document: Document) -> frozenset[str]:
    """All words of a document, folded, without possessive endings; parts of hyphenated ones too."""
    words = set(map(_plain, {token[2] for token in document.tokens}))
    words.update(part for word in tuple(words) if "-" in word for part in word.split("-"))
    return frozenset(words)


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    return fold(without_possessive(word))


@remembered
def stems(document: Document) -> Mapping[str, int]:
    """How often each stem occurs in a document."""
    counted: Counter[str] = Counter()
    stem = of(document.lang).stem
    for word, count in Counter(token.lower for token in document.tokens).items():
        counted[stem(without_possessive(word))] += count
    return counted


def names_compared(version: Document, original: Document) -> bool:
    """Whether it is told letter by letter, or sound by sound, how a version writes the names of its original
    in another language: Chinese characters tell it in pinyin alone, languages that write names by ear do not
    in their own letters, nor do two languages with one other script."""
    one, other = _script_of(version.text), _script_of(original.text)
    if "zh" in (version.language, original.language):
        return one == LATIN and original.language == "zh"
    if one != other:
        return True
    return one == LATIN and not {version.language, original.language} & _BY_EAR


@lru_cache(maxsize=256)
def _script_of(text: str) -> str:
    """The script of a text's first letter."""
    return next((script(letter) for letter in text if letter.isalpha()), "")


def writers(story: Story, version: Document, form: str) -> tuple[Document, ...]:
    """The witnesses that write `form` somewhere, case and diacritics aside."""
    return tuple(witness for witness in story.witnesses(version) if fold(form) in vocabulary(witness))


def first_mention(document: Document, form: str) -> Span | None:
    """Where a document first writes a word, case and diacritics aside."""
    folded = fold(form)
    for token in document.tokens:
        if token.lower[:1] == folded[:1] or not token.lower.isascii():
            bare = without_possessive(token.text)
            if fold(bare) == folded:
                return document.span(token.start, token.start + len(bare))
    return None


class Facing(NamedTuple):
    """The sentences of a sibling aligned with one of ours; `parallel` as the two versions are."""

    document: Document
    places: tuple[Sentence, ...]
    similarity: float
    parallel: bool


def facing(story: Story, version: Document, sentence: int) -> Iterator[Facing]:
    """What stands opposite a sentence in each witness."""
    chosen = {witness.id for witness in story.witnesses(version)}
    for partner in story.partners(version, sentence):
        document = story.version(partner.document)
        if document.id in chosen:
            parallel = story.comparison(version.id, document.id).relation is Relation.PARALLEL
            places = tuple(document.sentences[at] for at in partner.sentences)
            yield Facing(document, places, partner.similarity, parallel)


def opposite(story: Story, version: Document, original: Document, span: Span) -> Span:
    """The sentence of `version` aligned with the sentence of its original in which `span` begins; where none
    is, with the nearest before it, else the first, and in a text without sentences its beginning."""
    at = original.sentence_at(span.start)
    aligned = (partners_in(story, original, one, version) for one in range(at, -1, -1))
    number = next((those[0] for those in aligned if those), 0)
    if not version.sentences:
        return version.span(0, 0)
    return version.span(version.sentences[number].start, version.sentences[number].end)


class Rendition(NamedTuple):
    """Sentences of a version, by number, and those of a translation of the same text that say the same."""

    ours: tuple[int, ...]
    theirs: tuple[int, ...]


def _abroad(story: Story, version: Document) -> tuple[Document, ...]:
    """The siblings in other languages that are translations of the same text."""
    return tuple(
        other
        for other in story.siblings(version)
        if other.language != version.language
        and story.comparison(version.id, other.id).relation is Relation.PARALLEL
    )


def renditions(story: Story, version: Document, other: Document) -> Iterator[Rendition]:
    """Which sentences of two versions correspond, in reading order."""
    done: set[int] = set()
    for at in range(len(version.sentences)):
        theirs = partners_in(story, version, at, other)
        if at in done or not theirs:
            continue
        ours = partners_in(story, other, theirs[0], version) or (at,)
        done.update(ours)
        yield Rendition(ours, theirs)


def paragraphs(document: Document, sentences: Sequence[int], around: int = 0) -> tuple[int, ...]:
    """All sentences of the paragraphs of some, and of so many paragraphs before and after."""
    first, last = sentences[0], sentences[-1]
    least = document.sentences[first].paragraph - around
    most = document.sentences[last].paragraph + around
    while first > 0 and document.sentences[first - 1].paragraph >= least:
        first -= 1
    while last + 1 < len(document.sentences) and document.sentences[last + 1].paragraph <= most:
        last += 1
    return tuple(range(first, last + 1))


class Claim(NamedTuple):
    """What a version in another language states in `theirs` where ours states something else of a kind."""

    ours: Span
    theirs: Span
    document: Document
    kind: str = ""


def contradicted(
    claims: Callable[[Story, Document, Document], Iterable[Claim]],
) -> Callable[[Story], Mapping[str, Sequence[Claim]]]:
    """What `claims` finds in versions beside the original in another language, by version in reading order,
    once for a story.

    Where nobody says which version is the original, and two others or more, and most of them, are against the
    one that is taken for it, then it is that one that is wrong.
    """

    @remembered
    def of_story(story: Story) -> Mapping[str, Sequence[Claim]]:
        found: dict[str, list[Claim]] = {version.id: [] for version in story.versions}
        for pivot in story.pivots():
            others = _abroad(story, pivot)
            made = [(version, claim) for version in others for claim in claims(story, version, pivot)]
            against = Counter(claim.theirs for _, claim in made)
            for version, claim in made:
                if 2 * against[claim.theirs] <= len(others) or len(others) < 2 or _is_original(pivot):
                    found[version.id].append(claim)
                elif not any(known.ours == claim.theirs for known in found[pivot.id]):
                    found[pivot.id].append(Claim(claim.theirs, claim.ours, version, claim.kind))
        return {version: sorted(those, key=lambda claim: claim.ours) for version, those in found.items()}

    return of_story


def claimed(claim: Claim, *, fix: str | None = None, anchor: bool = False, **slots: str) -> Hit:
    """The hit of a claim: the words that it is held against (`theirs`, unless told otherwise), and in which
    language they are."""
    return Hit(
        claim.ours,
        evidence=(claim.theirs,),
        slots={"theirs": claim.document.words(claim.theirs), "language": claim.document.lang, **slots},
        fix=fix,
        asked=1,
        anchor=anchor,
    )


def _is_original(version: Document) -> bool:
    return version.role in (Role.SOURCE, Role.REFERENCE)


def partners_in(story: Story, version: Document, sentence: int, other: Document) -> tuple[int, ...]:
    """The sentences of `other` that are aligned with one of a version; none where there are none."""
    found = (one.sentences for one in story.partners(version, sentence) if one.document == other.id)
    return next(found, ())


class Gap(NamedTuple):
    """Where a sentence of one version would stand in another that has not got it: between sentences `before`
    and `after` of that one, -1 and their number at its ends."""

    before: int
    after: int


def gap(story: Story, document: Document, sentence: int, other: Document) -> Gap | None:
    """The gap in `other` where a sentence of `document` is missing; None where something stands in its place.

    What stands there in other words, be it alone or joined with a neighbour, is found by length: the
    sentences around the gap must be shorter than those around the sentence by half of what is missing.
    """
    first = last = sentence
    while first >= 0 and not partners_in(story, document, first, other):
        first -= 1
    while last < len(document.sentences) and not partners_in(story, document, last, other):
        last += 1
    if first == sentence:
        return _joined_gap(story, document, sentence, other)
    before = partners_in(story, document, first, other) if first >= 0 else ()
    after = partners_in(story, document, last, other) if last < len(document.sentences) else ()
    found = Gap(before[-1] if before else -1, after[0] if after else len(other.sentences))
    theirs = {*before, *after}
    around = {at for one in theirs for at in partners_in(story, other, one, document)}
    missing = _length(document, range(first + 1, last))
    shared = _length(document, around.difference(range(first + 1, last))) + missing / 2
    return found if found.after - found.before <= 1 and _length(other, theirs) <= shared else None


def _joined_gap(story: Story, document: Document, sentence: int, other: Document) -> Gap | None:
    """The gap of a sentence that was paired with what stands for its neighbours, for want of another."""
    own = partners_in(story, document, sentence, other)
    around = {at for one in own for at in partners_in(story, other, one, document)} - {sentence}
    if not around or _length(other, own) > _length(document, around) + _length(document, [sentence]) / 2:
        return None
    return Gap(own[0] - 1, own[0]) if sentence < min(around) else Gap(own[-1], own[-1] + 1)


def _length(document: Document, sentences: Iterable[int]) -> int:
    """How many words some sentences have."""
    return sum(document.sentences[at].last - document.sentences[at].first for at in sentences)


class Passage(NamedTuple):
    """The part of a sibling that says what a sentence of a version says: characters `[start, end)`."""

    document: Document
    start: int
    end: int
    similarity: float

    @property
    def span(self) -> Span:
        return self.document.span(self.start, self.end)


def passages(story: Story, version: Document, sentence: int) -> Iterator[Passage]:
    """The witnesses' passages aligned with a sentence, one a witness."""
    partners = story.partners(version, sentence)
    if not partners:
        return
    witnesses = {witness.id: witness for witness in story.witnesses(version)}
    for partner in partners:
        witness = witnesses.get(partner.document)
        if witness is not None:
            first, last = (witness.sentences[at] for at in (partner.sentences[0], partner.sentences[-1]))
            yield Passage(witness, first.start, last.end, partner.similarity)


def parallel_passages(story: Story, version: Document, sentence: int) -> tuple[Passage, ...]:
    """Those of the passages that stand in a translation of the same text."""
    return tuple(
        passage
        for passage in passages(story, version, sentence)
        if story.comparison(version.id, passage.document.id).relation is Relation.PARALLEL
    )


def enough(story: Story, version: Document, agreeing: Collection[Document], least: int = 2) -> bool:
    """Whether the witnesses that agree against a version prove it: `least` of them, or a trusted one."""
    return len(agreeing) >= least or any(story.trusts(version, witness) for witness in agreeing)


@remembered
def people(document: Document) -> tuple[Name, ...]:
    """The mentions of persons of a document."""
    return tuple(name for name in document.facts_of(Name) if name.kind is NameKind.PERSON)


def people_in(document: Document, start: int, end: int) -> tuple[Name, ...]:
    """The mentions of persons that begin in `[start, end)`."""
    named = people(document)
    first = bisect_left(named, start, key=lambda name: name.span.start)
    last = bisect_left(named, end, key=lambda name: name.span.start)
    return named[first:last]


@remembered
def _quoted(document: Document) -> tuple[tuple[int, int], ...]:
    """The stretches between quotation marks, those that overlap as one."""
    stretches: list[tuple[int, int]] = []
    for quotation in document.facts_of(Quotation):
        start, end = quotation.span.start, quotation.span.end
        if stretches and start < stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return tuple(stretches)


def in_element(document: Document, start: int, end: int, kinds: Container[ElementKind]) -> bool:
    """Whether any of `[start, end)` lies in a piece of markup of these kinds."""
    return any(
        one.kind in kinds and one.span.start < end and start < one.span.end for one in document.elements
    )


def is_quoted(document: Document, span: Span) -> bool:
    """Whether a span lies, at least in part, in a quotation."""
    stretches = _quoted(document)
    last = bisect_left(stretches, (span.end,)) - 1
    return last >= 0 and stretches[last][1] > span.start


def clauses(document: Document, quotation: Quotation) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The clauses of a quotation: start, end and lower-case words, cut at commas and stops."""
    start, end = quotation.span.start + 1, quotation.span.end - 1
    tokens = document.tokens_in(start, end)
    first = 0
    for at in range(len(tokens)):
        following = document.text[tokens[at].end : tokens[at + 1].start] if at + 1 < len(tokens) else "."
        if any(mark in following for mark in ",.;:!?"):
            clause = tokens[first : at + 1]
            yield clause[0].start, clause[-1].end, tuple(token.lower for token in clause)
            first = at + 1


@lru_cache(maxsize=4096)
def content(value: str, lang: str) -> frozenset[str]:
    """The stems of the telling words of a quotation's value."""
    language = of(lang)
    return frozenset(language.stem(word) for word in value.split() if word not in language.function_words)


SHORTEST_CLAUSE = 5
_REWORDED = 0.6


def reworded(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two clauses are one in two wordings: as many words, most of them in the same order, but not all
    (by Indel similarity over words). One that only leaves out words of the other quotes a part of it."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < SHORTEST_CLAUSE or len(longer) > len(shorter) + 1 or one == other:
        return False
    if Indel.distance(shorter, longer) == len(longer) - len(shorter):
        return False
    return Indel.normalized_similarity(one, other) >= _REWORDED
