"""What does it cost to hold every version of a story against every other?

Usage: python -m tools.bench_score. Versions are made of the sentences of the seeds by moving, dropping and
changing words. Times are of the processor, the best of several; what counts is how they compare in one run.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import permutations
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from audit.annotate.tokens import split_sentences, tokenize
from audit.score.consensus import Unit, agreed
from audit.score.overlap import Pair, chrf, chrf_overlaps

_SEEDS = Path(__file__).resolve().parents[1] / "seeds"
_VERSIONS, _SENTENCES = 8, 40
_SHORTEST, _LONGEST = 60, 260


def sentences(number: int) -> list[str]:
    """So many sentences of the seeds, from the beginning again where they run out."""
    found = []
    for path in sorted(_SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for sentence in split_sentences(text, "en", tokenize(text)):
            words = " ".join(text[sentence.start : sentence.end].split())
            if _SHORTEST <= len(words) <= _LONGEST:
                found.append(words)
    return [found[at % len(found)] for at in range(number)]


def story(versions: int, length: int) -> list[list[str]]:
    """What each version says, sentence by sentence: `[sentence][version]`."""
    draw = random.Random(1)
    return [[_reworded(sentence, draw) for _ in range(versions)] for sentence in sentences(length)]


def _reworded(sentence: str, draw: random.Random) -> str:
    words = sentence.split()
    for _ in range(len(words) // 5):
        at = draw.randrange(len(words))
        change = draw.randrange(3)
        if change == 0:
            words[at] = words[draw.randrange(len(words))]
        elif change == 1 and len(words) > 3:
            words.pop(at)
        else:
            words.insert(draw.randrange(len(words)), words.pop(at))
    return " ".join(words)


def _pairs(segments: Sequence[Sequence[str]]) -> list[Pair]:
    return [pair for versions in segments for pair in permutations(versions, 2)]


def plain(segments: Sequence[Sequence[str]]) -> list[float]:
    """As one would with sacrebleu alone."""
    metric = CHRF()
    return [metric.sentence_score(said, [other]).score for said, other in _pairs(segments)]


def shared(segments: Sequence[Sequence[str]]) -> list[float]:
    """The same figures by audit."""
    pairs = _pairs(segments)
    overlaps = chrf_overlaps(pairs)
    return [chrf(overlaps[pair]) for pair in pairs]


def consensus(segments: Sequence[Sequence[str]]) -> list[float]:
    """The consensus of every version's sentences, pairs and all."""
    units = [
        Unit(said, {str(number): other for number, other in enumerate(versions) if number != at})
        for versions in map(list, segments)
        for at, said in enumerate(versions)
    ]
    return agreed(units)


def seconds(action: Callable[[], object], times: int = 3) -> float:
    """Of the processor, the best of several."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        action()
        taken.append(time.process_time() - begin)
    return min(taken)


def main() -> None:
    segments = story(_VERSIONS, _SENTENCES)
    same = plain(segments) == shared(segments)
    before, now = seconds(lambda: plain(segments)), seconds(lambda: shared(segments))
    print(f"chrF of all pairs of {_VERSIONS} versions of {_SENTENCES} sentences:")
    print(f"  sacrebleu {before:.3f} s, audit {now:.3f} s: {before / now:.1f} times faster;", end=" ")
    print("the figures are identical" if same else "THE FIGURES DIFFER")
    print(f"{'versions':>9}{'sentences':>11}{'pairs':>7}{'consensus, s':>14}")
    for versions, length in ((2, 40), (4, 40), (8, 40), (16, 40), (8, 10), (8, 20), (8, 80), (8, 160)):
        made = story(versions, length)
        pairs = versions * (versions - 1) // 2
        print(f"{versions:>9}{length:>11}{pairs:>7}{seconds(partial(consensus, made)):>14.3f}", flush=True)


if __name__ == "__main__":
    main()
