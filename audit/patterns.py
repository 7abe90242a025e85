"""Where does a text match one of very many patterns?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import ahocorasick
import re2

from audit.literals import Needed, in_plain_sight, needed
from audit.text import is_whole

# From this text on the automaton has paid for its making (measured: 25 ms against 4 ms a text without it).
_WORTH_IT = 8
# A further condition of more strings than this costs as much as the pattern itself.
_FEW = 6
# The versions of a story are asked about again and again; a long text is remembered alone.
_REMEMBERED = 16
_LONG = 200_000


class Match(NamedTuple):
    """Where a pattern matched; `pattern` is its index, `instead` its replacement with groups filled in."""

    pattern: int
    start: int
    end: int
    instead: str


class PatternSet:
    """RE2 patterns looked for together, as whole words.

    RE2 takes time linear in the text whatever the pattern says, so that rules of strangers are safe
    to run. Its own word boundary knows ASCII alone; therefore both ends of a match are checked here.
    A pattern with an upper-case letter outside escapes is matched as written, others in any case.

    Only the few patterns are tried whose words the text has: one automaton looks for the words of all sets.
    """

    def __init__(self, patterns: Sequence[str], instead: Sequence[str] = (), *, words: bool = True) -> None:
        self._words = words
        self._patterns: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
        fillings = tuple(instead) or ("",) * len(patterns)
        for index, (pattern, filling) in enumerate(zip(patterns, fillings, strict=True)):
            self._patterns[_SIEVE.number(pattern)].append((index, pattern, filling))
        self._numbers = frozenset(self._patterns)

    @property
    def patterns(self) -> Iterator[str]:
        """What is looked for, in no order."""
        return (pattern for those in self._patterns.values() for _, pattern, _ in those)

    def possible(self, text: str) -> bool:
        """Whether the text has the words that one of the patterns needs."""
        return bool(_SIEVE.possible(text, self._numbers))

    def __call__(self, text: str) -> Iterator[Match]:
        """All matches, by pattern, then by place."""
        possible = _SIEVE.possible(text, self._numbers)
        if not possible:
            return
        for index, pattern, filling in sorted(one for number in possible for one in self._patterns[number]):
            for match in compile_pattern(pattern).finditer(text):
                start, end = match.span()
                if start == end or (self._words and not is_whole(text, start, end)):
                    continue
                yield Match(index, start, end, _fill(filling, match))


class _Sieve:
    """Which patterns of this process a text may match, by the strings that they need (audit.literals).

    Patterns are numbered as they come. In the first texts their strings are looked for one by one, those in
    plain sight first, so that most patterns need not be read; when there have been more texts than that pays
    for, all are put into one automaton (Aho and Corasick 1975).
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._patterns: list[str] = []
        self._in_sight: list[str] = []
        self._automaton = ahocorasick.Automaton()
        self._inside = 0  # patterns that are in the automaton
        self._without: list[int] = []  # those of them that need nothing
        self._texts = 0
        self._seen: dict[str, _Seen] = {}

    def number(self, pattern: str) -> int:
        """The number of a pattern, the same for the same pattern."""
        number = self._numbers.setdefault(pattern, len(self._patterns))
        if number == len(self._patterns):
            self._patterns.append(pattern)
            self._in_sight.append(in_plain_sight(pattern))
        return number

    def possible(self, text: str, numbers: frozenset[int]) -> frozenset[int]:
        """Those of the patterns for which the text has what they need."""
        seen = self._seen.get(text) or self._look(text)
        possible = numbers & seen.possible if seen.possible else _NONE
        if seen.known < len(self._patterns):
            near = [one for one in numbers if one >= seen.known and self._in_sight[one] in seen.folded]
            possible |= {one for one in near if _holds(seen.folded, needed(self._patterns[one])[:1])}
        return possible

    def _look(self, text: str) -> _Seen:
        """Fold a text and find out which of the patterns in the automaton may match in it."""
        self._texts += 1
        if self._inside < len(self._patterns) and self._texts % _WORTH_IT == 0:
            self._build()
        folded = text.casefold()
        begun: set[int] = set()
        if self._inside:
            begun.update(self._without, *{numbers for _, numbers in self._automaton.iter(folded)})
        possible = frozenset(one for one in begun if _goes_on(folded, needed(self._patterns[one])))
        while len(self._seen) >= _REMEMBERED:
            del self._seen[next(iter(self._seen))]
        if len(text) > _LONG:
            self._seen.clear()
        seen = self._seen[text] = _Seen(folded, possible, self._inside)
        return seen

    def _build(self) -> None:
        """Put all patterns into an automaton, each by its most telling strings. The one in use stays until
        the new one is whole: a rule's deadline may strike in between."""
        holders: dict[str, list[int]] = defaultdict(list)
        without: list[int] = []
        inside = len(self._patterns)
        for number, pattern in enumerate(self._patterns):
            needs = needed(pattern)
            for string in needs[0] if needs else ():
                holders[string].append(number)
            if not needs:
                without.append(number)
        automaton = ahocorasick.Automaton()
        for string, numbers in holders.items():
            automaton.add_word(string, tuple(numbers))
        automaton.make_automaton()
        self._automaton, self._without, self._inside = automaton, without, inside


class _Seen(NamedTuple):
    """A text, casefolded, and which of the first `known` patterns it has the strings for."""

    folded: str
    possible: frozenset[int]
    known: int


def _goes_on(folded: str, needs: tuple[Needed, ...]) -> bool:
    """Whether a text meets the further conditions of a pattern, but for those that cost too much to try."""
    return len(needs) < 2 or _holds(folded, [strings for strings in needs[1:] if len(strings) <= _FEW])


def _holds(folded: str, needs: Iterable[Needed]) -> bool:
    """Whether a text has one string of each set."""
    for strings in needs:
        for string in strings:
            if string in folded:
                break
        else:
            return False
    return True


_NONE: frozenset[int] = frozenset()
_SIEVE = _Sieve()


@lru_cache(maxsize=4096)
def compile_pattern(pattern: str) -> re2._Regexp:
    """`pattern` as RE2; raises re2.error where RE2 does not read it."""
    options = re2.Options()
    options.case_sensitive = bool(
        re.search(r"(?<!\\)(?:\\\\)*[A-Z]", re.sub(r"\\[pP]\{?\w+\}?", "", pattern))
    )
    options.log_errors = False
    options.max_mem = 1 << 26
    return re2.compile(pattern, options)


def _fill(template: str, match: re.Match[str]) -> str:
    if "\\" not in template:
        return template
    return re.sub(r"\\(\d)", lambda group: match.group(int(group[1])) or "", template)
