"""What goes into the comment on a pull request, or into a mail? Markdown in which an article is only text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from audit.model import Run, Severity, Story
from audit.report.entries import Notice, notices, shown_path
from audit.report.markup import code, inert, marked
from audit.report.scores import COLUMNS
from audit.report.view import (
    MESSAGE,
    SENTENCE,
    WITNESSES,
    Block,
    Chapter,
    ShownSentence,
    chapters,
    evidence,
    fix,
    passage,
    witnesses,
)
from audit.report.wording import by_severity, ending, labels, plural, relation, tally, unasked, verdicts, why
from audit.text import shorten

# The figures an editor asks for first; the other columns of the table are for those who measure.
_COLUMNS = tuple(column for column in COLUMNS if column.rank <= 3)
_LISTED = 20
# Room for the line that says what was left out.
_RESERVE = 400


class Limit(NamedTuple):
    """How much a place takes: `size` measures a text in the units of `most`; `place` names it."""

    most: int
    size: Callable[[str], int]
    place: str


def characters(text: str) -> int:
    """As GitHub counts them, in UTF-16: those beyond the basic plane are two."""
    return len(text.encode("utf-16-le", "replace")) // 2


# GitHub refuses the body of a comment, an issue or a pull request that is longer.
COMMENT = Limit(65_536, characters, "a comment on GitHub")


def render(run: Run, limit: Limit = COMMENT) -> str:
    """The verdict, then each story with findings; what `limit` has no room for is counted at the end.

    The worst findings are kept, whichever story they stand in.
    """
    told = list(chapters(run))
    worst, _ = verdicts(run.scores)
    head = [
        f"## audit: {worst}" if worst else "## audit",
        "",
        f"{ending(run)}.",
        "",
        *_unasked(run),
        *_notices(notices(run)),
    ]
    parts = [_part(chapter) for chapter in told if chapter.blocks]
    clean = _clean([chapter for chapter in told if not chapter.blocks])
    room = limit.most - _RESERVE - sum(map(limit.size, (*head, *clean))) - len(head) - len(clean)
    kept = _kept(parts, room, limit.size)
    lines = list(head)
    for number, part in enumerate(parts):
        shown = [piece for at, (_, piece) in enumerate(part.pieces) if (number, at) in kept]
        lines += [part.header, *shown] if shown else []
    lines += [*clean, *_left_out(parts, kept, limit.place)]
    return "\n".join(lines).rstrip() + "\n"


class _StoryPart(NamedTuple):
    """A story with findings: its head, and its paragraphs with their severities."""

    header: str
    pieces: tuple[tuple[Severity, str], ...]


def _part(chapter: Chapter) -> _StoryPart:
    pieces = tuple((block.severity, _block(chapter.story, block)) for block in chapter.blocks)
    return _StoryPart(_header(chapter), pieces)


def _kept(parts: Sequence[_StoryPart], room: int, size: Callable[[str], int]) -> set[tuple[int, int]]:
    """Which paragraphs there is room for: the severe before the mild, then in their order."""
    order = sorted(
        (-severity.rank, number, at)
        for number, part in enumerate(parts)
        for at, (severity, _) in enumerate(part.pieces)
    )
    kept: set[tuple[int, int]] = set()
    begun: set[int] = set()
    for _, number, at in order:
        need = size(parts[number].pieces[at][1]) + 1
        if number not in begun:
            need += size(parts[number].header) + 1
        if need <= room:
            room -= need
            begun.add(number)
            kept.add((number, at))
    return kept


def _left_out(parts: Sequence[_StoryPart], kept: set[tuple[int, int]], place: str) -> Iterator[str]:
    severities = [
        severity
        for number, part in enumerate(parts)
        for at, (severity, _) in enumerate(part.pieces)
        if (number, at) not in kept
    ]
    if severities:
        count = tally(by_severity(severities))
        yield from ("", f"*Left out, because {place} has no room for more: {count}.*")


def _clean(told: Sequence[Chapter]) -> list[str]:
    """The stories in which nothing was found, by name as far as they are few."""
    if not told:
        return []
    named = ", ".join(code(chapter.story.id) for chapter in told[:_LISTED])
    more = f" and {plural(len(told) - _LISTED, 'other story')}" if len(told) > _LISTED else ""
    return [f"No findings in {named}{more}.", ""]


def _unasked(run: Run) -> Iterator[str]:
    """What was not asked, and why."""
    told = list(unasked(run))
    yield from (f"- {inert(shorten(line, MESSAGE))}" for line in told[:_LISTED])
    if len(told) > _LISTED:
        yield f"- and {len(told) - _LISTED:,} more"
    if told:
        yield ""


def _notices(told: Sequence[Notice]) -> Iterator[str]:
    """What could not be or was not judged, first; a long list as its beginning."""
    ordered = sorted(told, key=lambda notice: not notice.fatal)
    for notice in ordered[:_LISTED]:
        kind = f"**{notice.kind}**" if notice.fatal else notice.kind
        path = code(shown_path(shorten(notice.path, MESSAGE)))
        yield f"- {kind}: {path}: {inert(shorten(notice.message, MESSAGE))}"
    if len(ordered) > _LISTED:
        yield f"- and {len(ordered) - _LISTED:,} more"
    if ordered:
        yield ""


def _header(chapter: Chapter) -> str:
    worst, said = verdicts(chapter.scores)
    versions = plural(len(chapter.story.versions), "version") + relation(chapter.story)
    told = f"{versions}; {said}" if said else versions
    verdict = f": {worst}" if worst else ""
    return "\n".join((f"### {inert(chapter.story.id)}{verdict} ({told})", "", *_table(chapter)))


def _table(chapter: Chapter) -> Iterator[str]:
    """A row a version, with the columns that have anything in them."""
    columns = [column for column in _COLUMNS if any(map(column.cell, chapter.scores))]
    if not chapter.scores:
        return
    names = labels(chapter.story)
    yield f"| version | verdict | {' | '.join(column.title for column in columns)} |"
    yield f"| --- | --- |{''.join(' ---: |' if column.right else ' --- |' for column in columns)}"
    for score in chapter.scores:
        cells = (names[score.document], score.verdict.value, *(column.cell(score) for column in columns))
        yield f"| {' | '.join(map(inert, cells))} |"
    yield ""
    for score in chapter.scores:
        if said := why(score):
            told = inert(shorten(said, MESSAGE))
            yield from (f"{inert(names[score.document])}: {score.verdict}: {told}", "")


def _block(story: Story, block: Block) -> str:
    """One inconsistency: what, where, the sentence, what instead, and what the siblings say."""
    names = labels(story)
    first = block.first
    shown = [passage(block.version, one.span, longest=SENTENCE) for one in block.findings]
    places = ", ".join(_at(one) for one in shown[:_LISTED])
    more = f" and {len(shown) - _LISTED} more" if len(shown) > _LISTED else ""
    path = code(shown_path(block.version.source.path))
    said = inert(shorten(first.message, MESSAGE))
    lines = [f"- {_weight(block)} {said} ({code(first.rule)}), {path} {places}{more}", ""]
    lines += [f"  > {marked(shown[0].text, shown[0].marks)}", ""]
    if first.fix is not None:
        old, new = fix(block)
        lines += [f"  Fix: {inert(old)} → {inert(new)}", ""]
    seen = evidence(story, block)
    own = [one for one in seen if one.document.id == block.version.id]
    if own:
        lines += [*(f"  - compare {_at(one)}: {marked(one.text, one.marks)}" for one in own), ""]
    if told := witnesses(block, seen):
        lines += [f"  {inert(told)}:", ""]
    siblings = [one for one in seen if one.document.id != block.version.id]
    for one in siblings[:WITNESSES]:
        lines.append(f"  - {inert(names[one.document.id])} {_at(one)}: {marked(one.text, one.marks)}")
    if rest := siblings[WITNESSES:]:
        lines.append(f"  - and {', '.join(f'{inert(names[one.document.id])} {_at(one)}' for one in rest)}")
    return "\n".join(lines).rstrip() + "\n"


def _weight(block: Block) -> str:
    """The severity; of what blames nobody what it is instead."""
    return block.label if block.blameless else f"**{block.label}**"


def _at(shown: ShownSentence) -> str:
    return ":".join(map(str, shown.line_column))
