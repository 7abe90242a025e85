"""How alike are two sentences?"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from audit.language import knowledge
from audit.language.knowledge import Language
from audit.model import Document, Name, Number, Sentence, When
from audit.text import fold, without_possessive

Vector = Mapping[str, float]
# Marks in front of keys that need no common language: names in Latin script, numbers, dates.
_NAME, _NUMBER, _DATE = "@", "#", "%"
# A key that stands in so many sentences of a story tells nothing, and would make the cost quadratic.
_MOST_PLACES = 200


def sentence_vectors(document: Document) -> tuple[Counter[str], ...]:
    """For each sentence its stems, and its names, numbers and dates as keys that hold across languages."""
    language = knowledge.of(document.lang)
    terms = _stems if language.spaced else _letters if language.part else _pairs
    vectors = tuple(terms(document, sentence, language) for sentence in document.sentences)
    for fact in document.facts:
        if isinstance(fact, (Name, Number, When)):
            sentence = document.sentence_at(fact.span.start)
            if sentence >= 0:
                vectors[sentence].update(_keys(fact))
    return vectors


def _stems(document: Document, sentence: Sentence, language: Language) -> Counter[str]:
    lowers = (without_possessive(token.lower) for token in document.tokens_of(sentence))
    skip = language.function_words
    return Counter(fold(language.stem(word)) for word in lowers if word not in skip)


def _letters(document: Document, sentence: Sentence, language: Language) -> Counter[str]:
    """The words that are no grammar and their letters, since a word of two letters has often one in common
    with another that says the same; those in Latin letters and figures whole."""
    skip = language.function_words
    found: Counter[str] = Counter()
    for token in document.tokens_of(sentence):
        if token.lower not in skip:
            found[token.lower] += 1
            if len(token.text) > 1 and not token.text.isascii():
                found.update(token.lower)
    return found


def _pairs(document: Document, sentence: Sentence, language: Language) -> Counter[str]:
    """The pairs of neighbouring letters, where no spaces tell the words; those of grammar alone left out."""
    letters = document.text[sentence.start : sentence.end]
    pairs = (letters[at : at + 2] for at in range(len(letters) - 1))
    skip = language.function_words
    return Counter(pair for pair in pairs if pair.isalnum() and pair not in skip)


def _keys(fact: Name | Number | When) -> list[str]:
    if isinstance(fact, Name):
        return [_NAME + fold(part) for part in fact.value.split() if len(part) > 2]
    if isinstance(fact, Number):
        return [f"{_NUMBER}{fact.amount:g}"]
    return [_DATE + fact.value]


class Similarities:
    """The cosine of every two sentences of different versions, weighted by rarity within the story.

    Weights are tf times log(1 + sentences / document frequency) (Spärck Jones 1972). Only pairs with a key
    in common are kept. Between languages only names, numbers and dates count.
    """

    def __init__(self, versions: Sequence[Document], vectors: Mapping[str, Sequence[Counter[str]]]) -> None:
        places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        self._order = {version.id: at for at, version in enumerate(versions)}
        self._langs = [version.language for version in versions]
        total = 0
        for at, version in enumerate(versions):
            for number, vector in enumerate(vectors[version.id]):
                total += 1
                for key, count in vector.items():
                    places[key].append((at, number, count))
        rarity = {key: math.log(1 + total / len(where)) for key, where in places.items()}
        self._weighted = [
            [{key: count * rarity[key] for key, count in vector.items()} for vector in vectors[version.id]]
            for version in versions
        ]
        self._norms = [[_norm(vector) for vector in document] for document in self._weighted]
        self._shared_norms = [[_norm(_shared(vector)) for vector in document] for document in self._weighted]
        self._dots: dict[tuple[int, int], dict[tuple[int, int], float]] = defaultdict(
            lambda: defaultdict(float)
        )
        for key, where in places.items():
            if len(where) <= _MOST_PLACES:
                self._add(key, where, rarity[key])

    def _add(self, key: str, where: list[tuple[int, int, int]], rarity: float) -> None:
        shared = key[:1] in (_NAME, _NUMBER, _DATE)
        square = rarity * rarity
        for at, (left, left_sentence, left_count) in enumerate(where):
            for right, right_sentence, right_count in where[at + 1 :]:
                if left != right and (shared or self._langs[left] == self._langs[right]):
                    self._dots[left, right][left_sentence, right_sentence] += (
                        left_count * right_count * square
                    )

    def pairs(self, left: str, right: str) -> dict[tuple[int, int], float]:
        """Similarity by (sentence of left, sentence of right), for the pairs with anything in common."""
        one, other = self._order[left], self._order[right]
        swapped = one > other
        low, high = (other, one) if swapped else (one, other)
        norms = self._norms if self._langs[one] == self._langs[other] else self._shared_norms
        found = {}
        for (a, b), dot in self._dots.get((low, high), {}).items():
            scale = norms[low][a] * norms[high][b]
            if scale:
                found[(b, a) if swapped else (a, b)] = dot / scale
        return found

    def joined(self, left: str, lefts: Sequence[int], right: str, rights: Sequence[int]) -> float:
        """The similarity of neighbouring sentences taken as one."""
        one = _sum([self._weighted[self._order[left]][number] for number in lefts])
        other = _sum([self._weighted[self._order[right]][number] for number in rights])
        if len(one) > len(other):
            one, other = other, one
        dot = sum(weight * other[key] for key, weight in one.items() if key in other)
        scale = _norm(one) * _norm(other)
        return dot / scale if scale else 0.0


def _norm(vector: Vector) -> float:
    return math.sqrt(sum(weight * weight for weight in vector.values()))


def _shared(vector: Vector) -> Vector:
    return {key: weight for key, weight in vector.items() if key[:1] in (_NAME, _NUMBER, _DATE)}


def _sum(vectors: Sequence[Vector]) -> Vector:
    if len(vectors) == 1:
        return vectors[0]
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for key, weight in vector.items():
            total[key] += weight
    return total
