"""Which words has hardly any other translation of the text, where they are probably wrong?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from audit.model import Document, Hit, Span, Story
from audit.support import Run, suspects
from audit.support.beside import Said

# So many that write the same in place of the words are quoted.
_AGREEING = 2
_LONGEST_QUOTED = 6


def detect(story: Story, version: Document, *, least: float, witnesses: int = 2) -> Iterator[Hit]:
    """Runs of words that touch an error with a probability of at least `least` (audit.support.suspects),
    where `witnesses` or more parallel versions speak and all or some of them have other words.

    The signals are the witnesses that lack some of the words; where two or more write the same instead, the
    message says what.
    """
    for suspect in suspects(story, version):
        run = suspect.run
        asked = len(run.sentence.said)
        without = lacking(run)
        if suspect.probability < least or asked < witnesses or not without:
            continue
        instead = [_instead(run, said) for said in without]
        yield Hit(
            version.span(run.start, run.end),
            evidence=tuple(one.span for one in instead),
            slots={"having": _having(asked - len(without), asked), "instead": _agreed(instead)},
            signals=len(without),
            asked=asked,
        )


def lacking(run: Run) -> list[Said]:
    """The witnesses that lack some content word of a run."""
    return [said for said in run.sentence.said if _lacks(run, said)]


def _lacks(run: Run, said: Said) -> bool:
    one = run.sentence.line
    return any(one.content[at] and not said.has(one, at) for at in range(run.first, run.last + 1))


def _having(count: int, asked: int) -> str:
    verb = "have" if count > 1 else "has"
    return f"{count or 'none'} of {asked} translations {verb}"


class _Instead(NamedTuple):
    """What a witness writes in place of the words: where, and where it is clear, which words and stems."""

    span: Span
    words: str
    stems: tuple[str, ...]


def _instead(run: Run, said: Said) -> _Instead:
    """What lies between the partners of the words before and after the run, if it is as short as a phrase;
    else the whole passage."""
    to, tokens = said.matching.to, said.line.tokens
    before = to[run.first - 1] if run.first else -1
    after = to[run.last + 1] if run.last + 1 < len(to) else len(tokens)
    clear = (before >= 0 or not run.first) and after >= 0 and 1 < after - before <= _LONGEST_QUOTED + 1
    if not clear:
        return _Instead(said.document.span(tokens[0].start, tokens[-1].end), "", ())
    first, last = tokens[before + 1], tokens[after - 1]
    span = said.document.span(first.start, last.end)
    return _Instead(span, said.document.words(span), said.line.stems[before + 1 : after])


def _agreed(instead: list[_Instead]) -> str:
    """What most of those that lack the words say in their place, where at least two say it."""
    counted = Counter(one.stems for one in instead if one.stems)
    if not counted:
        return ""
    most = max(counted.values())
    stems = min(stems for stems, count in counted.items() if count == most)
    if most < _AGREEING or 2 * most <= len(instead):
        return ""
    words = next(one.words for one in instead if one.stems == stems)
    return f"; {most} have “{words}”"
