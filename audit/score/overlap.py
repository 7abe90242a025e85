"""How many runs of characters and of words do two passages share, for every pair of passages in a story?

What chrF, chrF++ and BLEU count is the same for both directions of a pair, and every passage meets all its
siblings. So the n-grams of passages that meet are numbered once, together, and a pair is a comparison of two
rows of counts. The figures are sacrebleu's to the last bit (tests compare them).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Symbols = NDArray[np.int64]
Counts = NDArray[np.int64]

CHARACTER_ORDERS, WORD_ORDERS = 6, 2
# chrF weighs recall twice (Popović 2015); the score takes the square.
_BETA_SQUARED = 4.0
# Cells of a comparison held at a time: 32 MB.
_CELLS = 4_000_000
# Passages counted together; more share ever fewer n-grams.
_TOGETHER = 64
# sacrebleu splits one of these off a word's end or beginning for chrF++ (after Popović's own script).
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


class Shared(NamedTuple):
    """The n-grams of the first passage, of the second, and those both have, by order."""

    first: Counts
    second: Counts
    both: Counts

    def turned(self) -> Shared:
        """The same with the second passage first."""
        return Shared(self.second, self.first, self.both)


Pair = tuple[str, str]


class Overlaps:
    """What the passages of a story share, by pairs; each pair is counted once, whichever way it is asked.

    `symbols` turns a passage into the sequences whose runs count, one for each of `orders` (the longest
    run): characters for chrF, characters and words for chrF++, words for BLEU.
    """

    def __init__(
        self, symbols: Callable[[str], Sequence[Symbols]], orders: Sequence[int], pairs: Iterable[Pair]
    ) -> None:
        self._symbols = symbols
        self._orders = orders
        self._found: dict[Pair, Shared] = {}
        self._count(dict.fromkeys(pair if pair[0] <= pair[1] else pair[::-1] for pair in pairs))

    def __getitem__(self, pair: Pair) -> Shared:
        return self._found[pair] if pair[0] <= pair[1] else self._found[pair[::-1]].turned()

    def _count(self, wanted: Mapping[Pair, None]) -> None:
        """Passages that meet one passage mostly meet each other too: they are counted together."""
        meeting: dict[str, dict[str, None]] = {}
        for one, other in wanted:
            meeting.setdefault(one, {})[other] = None
            meeting.setdefault(other, {})[one] = None
        for text, others in meeting.items():
            for some in _batches(others):
                together = sorted({text, *some})
                pairs = [
                    (one, other)
                    for at, one in enumerate(together)
                    for other in together[at:]
                    if other in meeting[one] and (one, other) not in self._found
                ]
                if pairs:
                    self._found.update(zip(pairs, self._shared(together, pairs), strict=True))

    def _shared(self, texts: Sequence[str], pairs: Sequence[Pair]) -> list[Shared]:
        place = {text: at for at, text in enumerate(texts)}
        left = np.array([place[one] for one, _ in pairs])
        right = np.array([place[other] for _, other in pairs])
        sequences = [self._symbols(text) for text in texts]
        sizes, both = [], []
        for at, longest in enumerate(self._orders):
            counted = clipped([those[at] for those in sequences], longest, left, right)
            sizes.append(counted.sizes)
            both.append(counted.both)
        size, matches = np.concatenate(sizes, axis=1), np.concatenate(both, axis=1)
        return [
            Shared(size[one], size[other], those)
            for one, other, those in zip(left, right, matches, strict=True)
        ]


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    every = list(texts)
    for begin in range(0, len(every), _TOGETHER):
        yield every[begin : begin + _TOGETHER]


class Clipped(NamedTuple):
    """`sizes[text, order]` n-grams of each text, `both[pair, order]` those a pair shares."""

    sizes: Counts
    both: Counts


def clipped(texts: Sequence[Symbols], longest: int, left: Counts, right: Counts) -> Clipped:
    """The runs of one to `longest` symbols that texts `left[i]` and `right[i]` both have, and how often."""
    lengths = np.array([len(text) for text in texts])
    orders = np.arange(longest)
    sizes = np.maximum(lengths[:, None] - orders[None, :], 0)
    both = np.zeros((len(left), longest), dtype=np.int64)
    joined = np.concatenate(texts) if texts else np.zeros(0, dtype=np.int64)
    if not len(joined):
        return Clipped(sizes, both)
    _, symbols = np.unique(joined, return_inverse=True)
    kinds = int(symbols.max()) + 1
    owner = np.repeat(np.arange(len(texts)), lengths)
    # How many symbols of its text follow, itself included.
    rest = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(joined))
    place, numbers = np.arange(len(joined)), symbols
    for order in range(longest):
        if order:
            # A longer run is a shorter one and a symbol: numbered anew, so that numbers stay small.
            goes_on = rest[place] > order
            place = place[goes_on]
            if not len(place):
                break
            _, numbers = np.unique(numbers[goes_on] * kinds + symbols[place + order], return_inverse=True)
        width = int(numbers.max()) + 1
        counts = np.bincount(owner[place] * width + numbers, minlength=len(texts) * width)
        rows = counts.astype(np.int32).reshape(len(texts), width)
        step = max(_CELLS // width, 1)
        for begin in range(0, len(left), step):
            chosen = slice(begin, begin + step)
            both[chosen, order] = np.minimum(rows[left[chosen]], rows[right[chosen]]).sum(axis=1)
    return Clipped(sizes, both)


def characters(text: str) -> Symbols:
    """The characters of a text without its white space, as numbers."""
    squeezed = "".join(text.split())
    codes = np.frombuffer(squeezed.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return codes.astype(np.int64)


class Words:
    """Numbers for words, the same for the same word."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, words: Iterable[str]) -> Symbols:
        numbers = self._numbers
        return np.array([numbers.setdefault(word, len(numbers)) for word in words], dtype=np.int64)


def separated(text: str) -> list[str]:
    """The words of a text as chrF++ takes them: a mark at the end or else the beginning stands alone."""
    words: list[str] = []
    for word in text.split():
        if len(word) > 1 and word[-1] in _PUNCTUATION:
            words += [word[:-1], word[-1]]
        elif len(word) > 1 and word[0] in _PUNCTUATION:
            words += [word[0], word[1:]]
        else:
            words.append(word)
    return words


def chrf_overlaps(pairs: Iterable[Pair]) -> Overlaps:
    """What chrF counts."""
    return Overlaps(lambda text: (characters(text),), (CHARACTER_ORDERS,), pairs)


def chrf(shared: Shared) -> float:
    """ChrF (0..100) of the first passage with the second as its reference; of sums of counts, a corpus's."""
    precision = recall = 0.0
    orders = 0
    for first, second, both in zip(*(counts.tolist() for counts in shared), strict=True):
        if first and second:
            precision += both / first
            recall += both / second
            orders += 1
    if not precision:
        return 0.0
    precision /= orders
    recall /= orders
    score = (1 + _BETA_SQUARED) * precision * recall
    score /= _BETA_SQUARED * precision + recall
    return 100 * score


def summed(parts: Sequence[Shared]) -> Shared:
    """The counts of several pairs as those of one."""
    first, second, both = (np.sum(counts, axis=0) for counts in zip(*parts, strict=True))
    return Shared(first, second, both)


def as_chrf_counts(shared: Shared) -> Shared:
    """Sacrebleu's chrF does not count runs of the first passage where the second has none so long."""
    return shared._replace(first=shared.first * (shared.second > 0))
