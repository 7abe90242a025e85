"""What does a person read where there is no terminal? Plain lines, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Run, Story
from audit.report.matrix import LEGEND, Form, Section, sections
from audit.report.scores import COLUMNS, legend
from audit.report.view import Block, Chapter, Passage, chapters, evidence, passage, witnesses
from audit.report.wording import ending, labels, not_compared, relation, verdicts, visible

_INDENT = "    "


def render(run: Run, *, findings: bool = True, scores: bool = True) -> str:
    """The report as lines; every occurrence of a finding begins `path:line:column: `."""
    lines: list[str] = []
    for chapter in chapters(run):
        lines += [_headline(chapter), *_scores(chapter, figures=scores), ""]
        if findings:
            for block in chapter.blocks:
                lines += [*_block(chapter.story, block), ""]
            lines += _matrix(chapter)
        if scores:
            lines += [f"not compared: {note}" for note in not_compared(chapter.story)]
            lines += [*legend(chapter.scores, COLUMNS), ""]
    for problem in run.problems:
        kind = "could not judge" if problem.fatal else "note"
        lines.append(f"{kind}: {visible(problem.path)}: {visible(problem.message)}")
    if scores:
        lines.append(ending(run))
    return "".join(f"{line.rstrip()}\n" for line in _without_double_blanks(lines))


def _without_double_blanks(lines: list[str]) -> Iterator[str]:
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


def _headline(chapter: Chapter) -> str:
    verdict, said = verdicts(chapter.scores)
    worst = f"{verdict.value.upper()}  " if verdict else ""
    versions = f"{len(chapter.story.versions)} version{'' if len(chapter.story.versions) == 1 else 's'}"
    name = visible(chapter.story.id)
    return f"{worst}{name}: {versions}{relation(chapter.story)}" + (f" ({said})" if said else "")


def _scores(chapter: Chapter, *, figures: bool) -> list[str]:
    """A table with the columns that have anything in them."""
    names = labels(chapter.story)
    known = {score.document: score for score in chapter.scores}
    columns = [
        column
        for column in COLUMNS
        if (figures or column.rank == 0) and any(map(column.cell, chapter.scores))
    ]
    rows = [["version", "verdict", *(column.title for column in columns)]]
    for version in chapter.story.versions:
        score = known.get(version.id)
        cells = (
            [score.verdict.value, *(column.cell(score) for column in columns)] if score else [version.role]
        )
        rows.append([names[version.id], *cells, *[""] * (len(columns) + 1 - len(cells))])
    wide = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    right = [False, False, *(column.right for column in columns)]
    return [
        "  "
        + "  ".join(
            f"{cell:>{width}}" if flush else f"{cell:{width}}"
            for cell, width, flush in zip(row, wide, right, strict=True)
        )
        for row in rows
    ]


def _block(story: Story, block: Block) -> Iterator[str]:
    names = labels(story)
    first = block.first
    for number, finding in enumerate(block.findings):
        words = passage(block.version, finding.span)
        said = f"{block.severity}: {visible(first.message)} [{first.rule}]" if number == 0 else "again"
        yield f"{visible(block.version.source.path)}:{at(words)}: {said}"
        yield _INDENT + marked(words)
    if first.fix is not None:
        old, new = visible(block.version.words(first.span)), visible(first.fix) or "(take it out)"
        yield f"{_INDENT}fix: {old} → {new}"
    shown = evidence(story, block)
    for one in shown:
        if one.document.id == block.version.id:
            yield f"{_INDENT}beside {at(one)}: {marked(one)}"
    if said := witnesses(block, shown):
        yield f"{_INDENT}{said}:"
    for one in shown:
        if one.document.id != block.version.id:
            yield f"{_INDENT}  {names[one.document.id]} {at(one)}: {marked(one)}"
    also = f", also {', '.join(block.also)}" if block.also else ""
    yield f"{_INDENT}confidence {block.confidence:.2f}, {first.category}{also}"


def at(shown: Passage) -> str:
    """`line:column` of the first marked word."""
    return ":".join(map(str, shown.line_column))


def marked(shown: Passage) -> str:
    """The passage with its marked words between ‹ and ›."""
    pieces, at = [], 0
    for start, end in shown.marks:
        pieces += [shown.text[at:start], "‹", shown.text[start:end], "›"]
        at = end
    return "".join((*pieces, shown.text[at:]))


def _matrix(chapter: Chapter) -> list[str]:
    found = [finding for block in chapter.blocks for finding in block.findings]
    matrix = sections(chapter.story, found)
    if not matrix:
        return []
    names = list(labels(chapter.story).values())
    lines = ["side by side", ""]
    for section in matrix:
        lines += [*_section(section, names), ""]
    return [*lines, LEGEND, ""]


def _section(section: Section, names: list[str]) -> Iterator[str]:
    if section.rows:
        rows = [[section.title, *names]]
        rows += [[row.label, *(cell(forms) for forms in row.cells)] for row in section.rows]
        wide = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
        for row in rows:
            yield "  ".join(f"{text:{width}}" for text, width in zip(row, wide, strict=True))
    if agreed := section.agreed_in_short():
        yield f"{section.title} alike: {agreed}"


def cell(forms: tuple[Form, ...]) -> str:
    """`✗ Dolan ×2, Dolen`; a dot where the thing is not mentioned."""
    return ", ".join(map(str, forms)) or "·"
