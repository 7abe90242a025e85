"""How many edits make one sentence into another, when whole phrases may move? TER's count, as sacrebleu's.

The Translation Edit Rate (Snover et al. 2006) moves phrases as long as that lowers the edit distance. The
choices among moves, the limits and the beam are those of Tercom that sacrebleu follows, so that the counts
are equal (a test compares them); what is new is that the many distances are computed by rapidfuzz, and
those of moves that cannot win not at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_LONGEST_MOVE = 10
_FARTHEST_MOVE = 50
_MOVES = 1000
_BEAM = 25
_FAR = 1 << 40
_MATCH, _DELETE, _INSERT = 0, 1, 2


def edits(hypothesis: Sequence[str], reference: Sequence[str]) -> int:
    """Moves, insertions, deletions and substitutions that make `hypothesis` the same as `reference`."""
    if not hypothesis or not reference:
        return len(hypothesis) + len(reference)
    codes: dict[str, str] = {}
    # A word becomes a character, so that a sentence is a string and a move a matter of slices.
    words, goal = (
        "".join(codes.setdefault(word, chr(len(codes) + 1)) for word in side)
        for side in (hypothesis, reference)
    )
    moves = tried = 0
    while True:
        before = _align(words, goal)
        moved, tried = _best_move(words, goal, before, tried)
        if tried >= _MOVES or moved is None:
            return moves + before.distance
        words = moved
        moves += 1


class _Alignment(NamedTuple):
    """An edit distance and how it comes about: for each word of the goal the word it stands at, and
    which words of either side are edited (1) or kept (0)."""

    distance: int
    stands_at: list[int]
    goal_edited: bytearray
    edited: bytearray


def _best_move(words: str, goal: str, before: _Alignment, tried: int) -> tuple[str | None, int]:
    """`words` after the move that saves most edits, None where none saves any; and the moves tried so far."""
    best = (1, 0, 0, 0)
    moved: str | None = None
    for start, target, length in _common(words, goal):
        if not any(before.edited[start : start + length]):
            continue
        if not any(before.goal_edited[target : target + length]):
            continue
        if start <= before.stands_at[target] < start + length:
            continue
        phrase, rest = words[start : start + length], words[:start] + words[start + length :]
        previous = -1
        for place in range(target - 1, target + length):
            at = before.stands_at[place] + 1 if place >= 0 else 0
            if at == previous:
                continue
            previous = at
            tried += 1
            gap = at - length if at > start + length else at
            candidate = rest[:gap] + phrase + rest[gap:]
            distance = Levenshtein.distance(candidate, goal, score_cutoff=before.distance - best[0])
            if distance > before.distance - best[0]:
                continue
            if distance >= _BEAM:  # only then can the beam lose the shortest way
                distance = _align(candidate, goal).distance
            rank = (before.distance - distance, length, -start, -at)
            if rank > best or (moved is None and rank[0] == 1):
                best, moved = rank, candidate
        if tried >= _MOVES:
            break
    return moved, tried


def _common(words: str, goal: str) -> Iterator[tuple[int, int, int]]:
    """Start in `words`, start in `goal` and length of every stretch that both have, not too far apart."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(goal):
        places.setdefault(word, []).append(place)
    for start, word in enumerate(words):
        for target in places.get(word, ()):
            if abs(target - start) > _FARTHEST_MOVE:
                continue
            longest = min(_LONGEST_MOVE, len(words) - start, len(goal) - target)
            for length in range(1, longest + 1):
                if words[start + length - 1] != goal[target + length - 1]:
                    break
                yield start, target, length


def _align(words: str, goal: str) -> _Alignment:
    """The edit distance in a beam around the diagonal, and the way through the matrix: of equally short
    ways the one that keeps or substitutes before it deletes, and deletes before it inserts."""
    width = len(goal) + 1
    ratio = len(goal) / len(words)
    beam = math.ceil(ratio / 2 + _BEAM) if ratio / 2 > _BEAM else _BEAM
    above = list(range(width))
    steps = [bytearray([_INSERT]) * width]
    for row, word in enumerate(words, 1):
        diagonal = math.floor(row * ratio)
        first = max(0, diagonal - beam)
        last = width if row == len(words) else min(width, diagonal + beam)
        here = [_FAR] * width
        step = bytearray(width)
        left = _FAR
        if first == 0:
            left = here[0] = above[0] + 1
            step[0] = _DELETE
            first = 1
        for column in range(first, last):
            cost = above[column - 1] + (goal[column - 1] != word)
            if above[column] + 1 < cost:
                cost = above[column] + 1
                step[column] = _DELETE
            if left + 1 < cost:
                cost = left + 1
                step[column] = _INSERT
            here[column] = left = cost
        above = here
        steps.append(step)
    return _trace(words, goal, steps, above[-1])


def _trace(words: str, goal: str, steps: list[bytearray], distance: int) -> _Alignment:
    """Walk back from the last words of both sides to the first."""
    row, column = len(words), len(goal)
    stands_at = [0] * column
    goal_edited, edited = bytearray(column), bytearray(row)
    while row or column:
        step = steps[row][column]
        if step == _DELETE:
            row -= 1
            edited[row] = 1
        elif step == _INSERT:
            column -= 1
            goal_edited[column] = 1
            stands_at[column] = row - 1
        else:
            row -= 1
            column -= 1
            stands_at[column] = row
            edited[row] = goal_edited[column] = words[row] != goal[column]
    return _Alignment(distance, stands_at, goal_edited, edited)
