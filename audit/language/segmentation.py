"""Where does a word end in a language that puts no spaces between words?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from audit.language.frequency import frequencies

# Letters of one script stand together: a word in katakana, one in Latin letters, a figure.
_HAN, _HIRAGANA = "\u3005\u3006\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", "\u3041-\u309f"
_RUNS = re.compile(
    rf"[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]+|[{_HAN}{_HIRAGANA}]+|[^\u30a1-\u30ff{_HAN}{_HIRAGANA}]+|."
)
_TO_PART = re.compile(rf"[{_HAN}{_HIRAGANA}]")
_LONGEST = 7
# What a word costs: how rare it is, in powers of ten; a letter that no word has is rarer than any word.
_MOST_USUAL, _UNKNOWN = 9.0, 9.5


def segmenter(lang: str) -> Callable[[str], tuple[str, ...]] | None:
    """What parts a stretch of letters into words; None for a language whose words spaces part, or whose words
    are not known.

    The words are those of wordfreq's table that make up the stretch and are, taken together, the most usual
    (the unigram model of Sproat et al. 1996); what no word of the table has stays letter by letter, so that
    a name in Han may be several words. Katakana, Latin letters and digits are words of their own.
    """
    return _segmenter(lang) if lang in ("zh", "ja") else None


@lru_cache(maxsize=4)
def _segmenter(lang: str) -> Callable[[str], tuple[str, ...]]:
    known = frequencies(lang, "small")

    @lru_cache(maxsize=65536)
    def part(letters: str) -> tuple[str, ...]:
        return tuple(
            word
            for run in _RUNS.findall(letters)
            for word in (_usual(run, known) if _TO_PART.match(run) else (run,))
        )

    return part


def _usual(run: str, known: Mapping[str, float]) -> Iterator[str]:
    """The most usual words that make up a run."""
    costs, starts = [0.0], [0]
    for end in range(1, len(run) + 1):
        best, start = costs[end - 1] + _MOST_USUAL - known.get(run[end - 1], _MOST_USUAL - _UNKNOWN), end - 1
        for begin in range(max(end - _LONGEST, 0), end - 1):
            zipf = known.get(run[begin:end])
            if zipf is not None and costs[begin] + _MOST_USUAL - zipf < best:
                best, start = costs[begin] + _MOST_USUAL - zipf, begin
        costs.append(best)
        starts.append(start)
    ends, at = [], len(run)
    while at:
        ends.append((starts[at], at))
        at = starts[at]
    return (run[start:end] for start, end in reversed(ends))
