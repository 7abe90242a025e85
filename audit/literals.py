"""Which words must a text hold for a pattern to match in it?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

# Strings of which a text that matches holds at least one, casefolded.
Needed = frozenset[str]
_Strings = tuple[str, ...]

# More strings than this are not followed; sets of at most so many conditions are kept for a pattern.
_MANY = 24
_CONDITIONS = 3
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_ZERO_WIDTH = "bBAzZ"
_CLASSES = "DwWsSC"
_PLAIN = re.compile(r"[^\\.^$*+?{}\[\]|()]+")
_REPEAT = re.compile(r"([*+?]|\{(\d+)(?:,\d*)?\})\??")
# A group of nothing but words.
_WORDS = re.compile(r"\((?:\?:)?([^\\.^$*+?{}\[\]()]+)\)")
_GROUP = re.compile(r"\(\?(?:P?<\w+>|[a-zA-Z-]*:|[a-zA-Z-]+\))")
_INTRICATE = re.compile(r"\\[\]Qx]|\[:|[()][+*?{]?\]")
_ESCAPED = re.compile(r"\\[pP]\{[^}]*\}|\\.|\[\^?\]?[^\]]*\]")
_INNERMOST = re.compile(r"\([^()]*\)")
_REPEATED = re.compile(r".(?:[*+?]|\{[^}]*\})+", re.DOTALL)
_BREAKS = re.compile(r"[\0^$.]+")
_CODE = re.compile(r"\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{2})")
# Words that any text has: a string made of them alone tells little.
_USUAL = re.compile(
    r"\b(?:the|of|and|to|in|a|an|that|for|with|on|was|is|as|at|by|it|he|his|be|has|have|from|this|are|were|"
    r"not|had|will|said)\b"
)

_RARE = re.compile(r"[^\w\s.,'’-]")


_learned: dict[str, tuple[_Strings, ...]] = {}


def learn(told: Mapping[str, tuple[_Strings, ...]]) -> None:
    """What `needed` came to for patterns in an earlier run of the same program."""
    _learned.update(told)


@lru_cache(maxsize=16384)
def needed(pattern: str) -> tuple[Needed, ...]:
    """Sets of strings: every text that `pattern` (RE2) matches holds one of each set, after `casefold`.

    The most telling set first; none where the pattern needs nothing, or is written in a way that is not
    read here. The method is Russ Cox's for code search (https://swtch.com/~rsc/regexp/regexp4.html), with
    whole strings in the place of trigrams.
    """
    if pattern in _learned:
        return tuple(map(frozenset, _learned[pattern]))
    reader = _PatternReader(pattern)
    try:
        part = reader.alternation()
    except _UnreadError:
        return ()
    if reader.at < len(pattern):
        return ()
    own = _useful(part.exact)
    return _best((*part.needs, own) if own else part.needs)


def in_plain_sight(pattern: str) -> str:
    """The longest string that stands outside of groups and choices, casefolded; "" where there is none.

    It is needed too, tells less than `needed`, and is found in a tenth of the time.
    """
    if _INTRICATE.search(pattern):
        return ""
    plain = _ESCAPED.sub("\0", pattern)
    count = 1
    while "(" in plain and count:
        plain, count = _INNERMOST.subn("\0", plain)
    if "|" in plain or "(" in plain:
        return ""
    return max(_BREAKS.split(_REPEATED.sub("\0", plain)), key=len).casefold()


class _UnreadError(Exception):
    """Syntax that is not read here."""


class _PatternPart(NamedTuple):
    """What is known of a part of a pattern, in casefolded strings.

    `exact`: all that it can match; `head` and `tail`: one of which all that it matches begins or ends with;
    each None where they are too many. `needs`: sets of which it holds one string each.
    """

    exact: _Strings | None
    head: _Strings | None
    tail: _Strings | None
    needs: tuple[Needed, ...] = ()


_ANYTHING = _PatternPart(None, None, None)


def _exactly(*strings: str) -> _PatternPart:
    return _PatternPart(strings, strings, strings)


_NOTHING = _exactly("")
_DIGITS = _exactly(*"0123456789")


class _PatternReader:
    """A recursive reader of RE2's syntax."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def alternation(self) -> _PatternPart:
        part = self._sequence()
        if not self.pattern.startswith("|", self.at):
            return part
        branches = [part]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            branches.append(self._sequence())
        needs: set[str] = set()
        for branch in branches:
            own = _useful(branch.exact)
            best = _best((*branch.needs, own) if own else branch.needs)
            if not best:
                break
            needs |= best[0]
        else:
            return _PatternPart(*_united(branches), (frozenset(needs),))
        return _PatternPart(*_united(branches))

    def _sequence(self) -> _PatternPart:
        """Parts one after the other: strings grow with each part as long as they are few."""
        pattern = self.pattern
        run: _Strings = ("",)
        head: _Strings | None = None
        needs: list[Needed] = []
        whole = True
        while self.at < len(pattern) and pattern[self.at] not in "|)":
            part = self._repeated()
            needs += part.needs
            joined = _product(run, part.exact)
            if joined is not None:
                run = joined
                continue
            joined = _product(run, part.head) or run
            if whole:
                head, whole = joined, False
            if own := _useful(joined):
                needs.append(own)
            run = part.tail or ("",)
        if whole:
            return _PatternPart(run, run, run, tuple(needs))
        if own := _useful(run):
            needs.append(own)
        return _PatternPart(None, head, run, tuple(needs))

    def _repeated(self) -> _PatternPart:
        part = self._one()
        while match := _REPEAT.match(self.pattern, self.at):
            self.at = match.end()
            sign, least = match[1][0], match[2]
            if sign == "?" or match[1] == "{0,1}":
                few = part.exact is not None and len(part.exact) < _MANY
                part = _exactly(*dict.fromkeys((*(part.exact or ()), ""))) if few else _ANYTHING
            elif sign == "+" or (sign == "{" and int(least)):
                if match[1] != "{1}":
                    own = _useful(part.exact)
                    needs = (*part.needs, own) if own else part.needs
                    part = _PatternPart(None, part.head, part.tail, needs)
            else:
                part = _ANYTHING
        return part

    def _one(self) -> _PatternPart:
        pattern = self.pattern
        if plain := _PLAIN.match(pattern, self.at):
            words = plain[0]
            if len(words) > 1 and _REPEAT.match(pattern, plain.end()):
                words = words[:-1]  # the sign of repetition is about the last letter alone
            self.at += len(words)
            return _exactly(words.casefold())
        sign = pattern[self.at]
        self.at += 1
        if sign == "(":
            return self._words() or self._group()
        if sign == "[":
            return self._set()
        if sign == "\\":
            return self._escape()
        if sign == ".":
            return _ANYTHING
        if sign in "^$":
            return _NOTHING
        if sign in "*+?":
            raise _UnreadError
        return _exactly(sign)

    def _words(self) -> _PatternPart | None:
        """A group of a few words, read at once, since most groups are such."""
        match = _WORDS.match(self.pattern, self.at - 1)
        strings = match[1].casefold().split("|") if match else ()
        if match is None or len(strings) > _MANY:
            return None
        self.at = match.end()
        return _exactly(*strings)

    def _group(self) -> _PatternPart:
        if self.pattern.startswith("?", self.at):
            match = _GROUP.match(self.pattern, self.at - 1)
            if match is None:
                raise _UnreadError
            self.at = match.end()
            if match[0].endswith(")"):
                return _NOTHING  # flags
        inside = self.alternation()
        if not self.pattern.startswith(")", self.at):
            raise _UnreadError
        self.at += 1
        return inside

    def _escape(self) -> _PatternPart:
        pattern = self.pattern
        if self.at >= len(pattern):
            raise _UnreadError
        letter = pattern[self.at]
        self.at += 1
        if letter in _ZERO_WIDTH:
            return _NOTHING
        if letter == "d":
            return _DIGITS
        if letter in _CLASSES:
            return _ANYTHING
        if letter in _ESCAPES:
            return _exactly(_ESCAPES[letter])
        if letter in "pP":
            named = pattern.startswith("{", self.at)
            self.at = pattern.find("}", self.at) + 1 if named else self.at + 1
            return _ANYTHING
        if letter == "x" and (match := _CODE.match(pattern, self.at)):
            self.at = match.end()
            return _exactly(chr(int(match[1] or match[2], 16)).casefold())
        if letter.isalnum():
            raise _UnreadError
        return _exactly(letter)

    def _set(self) -> _PatternPart:
        """A class of characters: its members, if they are few and named one by one."""
        pattern = self.pattern
        inverted = pattern.startswith("^", self.at)
        self.at += inverted
        members: set[str] | None = None if inverted else set()
        first = True
        while first or not pattern.startswith("]", self.at):
            if self.at >= len(pattern) or pattern.startswith("[:", self.at):
                raise _UnreadError
            first = False
            one = self._member()
            if pattern.startswith("-", self.at) and not pattern.startswith("-]", self.at):
                self.at += 1
                self._member()
                members = None
            elif members is not None:
                members = members | set(one) if one is not None else None
        self.at += 1
        return _exactly(*sorted(members)) if members and len(members) <= _MANY // 2 else _ANYTHING

    def _member(self) -> _Strings | None:
        letter = self.pattern[self.at]
        self.at += 1
        return self._escape().exact if letter == "\\" else (letter.casefold(),)


def _product(left: _Strings, right: _Strings | None) -> _Strings | None:
    """Each string of the one followed by each of the other; None where that is too many."""
    if right is None or len(left) * len(right) > _MANY:
        return None
    return right if left == ("",) else tuple(dict.fromkeys(one + two for one in left for two in right))


def _united(
    branches: Iterable[_PatternPart],
) -> tuple[_Strings | None, _Strings | None, _Strings | None]:
    exact: list[str] | None = []
    head: list[str] | None = []
    tail: list[str] | None = []
    for branch in branches:
        exact = None if exact is None or branch.exact is None else [*exact, *branch.exact]
        head = None if head is None or branch.head is None else [*head, *branch.head]
        tail = None if tail is None or branch.tail is None else [*tail, *branch.tail]
    return _few(exact), _few(head), _few(tail)


def _few(strings: list[str] | None) -> _Strings | None:
    if strings is None:
        return None
    different = tuple(dict.fromkeys(strings))
    return different if len(different) <= _MANY else None


def _useful(exact: _Strings | None) -> Needed | None:
    """The strings without those that hold another; None where one of them is empty."""
    if exact is None:
        return None
    if len(exact) == 1:
        return frozenset(exact) if exact[0] else None
    kept: list[str] = []
    for string in sorted(exact, key=len):
        if not string:
            return None
        if not any(shorter in string for shorter in kept):
            kept.append(string)
    return frozenset(kept)


def _best(needs: Iterable[Needed]) -> tuple[Needed, ...]:
    """The sets that the fewest texts will meet, the best first; none that a better one implies."""
    different = dict.fromkeys(needs)
    if len(different) < 2:
        return tuple(different)
    kept: list[Needed] = []
    for those in sorted(different, key=_chance):
        if not any(_implies(better, those) for better in kept):
            kept.append(those)
            if len(kept) == _CONDITIONS:
                break
    return tuple(kept)


def _implies(one: Needed, other: Needed) -> bool:
    """Whether a text that holds a string of the one holds one of the other."""
    return all(any(short in long for short in other) for long in one)


def _chance(strings: Needed) -> float:
    """A guess at how often one of the strings occurs: each letter of a word that is not usual makes it rarer,
    and so does a sign that prose does not have."""
    return sum([0.25 ** len(_RARE.sub("###", _USUAL.sub("", string))) for string in strings])
