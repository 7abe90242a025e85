"""What does a person read where there is no terminal? Plain lines, the same bytes every time."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from rich.cells import cell_len

from audit.model import Run, Story
from audit.report import again
from audit.report.matrix import Form, MatrixSection, sections, signs, some
from audit.report.overview import MANY, overview
from audit.report.scores import AGREEMENTS, COLUMNS, LEADS, agreed, leads, legend
from audit.report.view import (
    EXCERPT,
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
from audit.report.wording import (
    ending,
    found,
    labels,
    not_compared,
    relation,
    unasked,
    verdicts,
    visible,
    why,
)
from audit.text import shorten

_INDENT = "    "
# Versions side by side; more of them are told by what they say.
_COLUMNS = 5


def render(run: Run, *, findings: bool = True, scores: bool = True, signatures: bool = False) -> str:
    """The report as lines; every occurrence of a finding begins `path:line:column: `. Of many stories an
    overview comes first, then those in which something was found, without tables."""
    told = list(chapters(run))
    lines: list[str] = [*_problems(run, fatal=True), "", *unasked(run), ""]
    if many := len(told) > MANY:
        lines += [*overview(run, told), ""]
        told = [chapter for chapter in told if chapter.blocks]
    for chapter in told:
        lines.append(_headline(chapter))
        lines += [f"  from the archive: {one}" for one in found(chapter.story)]
        if findings:
            lines += _again(chapter)
        if scores and not many:
            lines += [*_scores(chapter), "", *_whys(chapter), ""]
        if findings:
            for block in chapter.blocks:
                lines += [*_block(chapter.story, block), ""]
            lines += [] if many else _matrix(chapter)
        lines += _support(chapter)
        if scores and not many:
            lines += [*(f"not compared: {note}" for note in not_compared(chapter.story)), ""]
    if scores and not many:
        lines += [*legend(run.scores, COLUMNS, signatures=signatures), ""]
    lines += _problems(run, fatal=False)
    if scores:
        lines.append(ending(run))
    return "".join(f"{line.rstrip()}\n" for line in _without_double_blanks(lines))


def render_scores(run: Run, *, signatures: bool = False) -> str:
    """The figures alone: a table a story, and two of versions beside each other."""
    lines: list[str] = [*_problems(run, fatal=True), "", *unasked(run), ""]
    for chapter in chapters(run):
        names = labels(chapter.story)
        lines += [_headline(chapter), *_scores(chapter), "", *_whys(chapter), ""]
        for titles, rows in (
            (AGREEMENTS, agreed(chapter.scores, names)),
            (LEADS, leads(chapter.scores, names)),
        ):
            if rows:
                lines += [*_table([titles, *rows], 2), ""]
    lines += [*legend(run.scores, COLUMNS, signatures=signatures), "", *_problems(run, fatal=False)]
    return "".join(f"{line.rstrip()}\n" for line in _without_double_blanks(lines))


def _problems(run: Run, *, fatal: bool) -> Iterator[str]:
    """What could not be judged stands above all that could, reservations below."""
    for problem in run.problems:
        if problem.fatal is not fatal:
            continue
        kind = "could not judge" if problem.fatal else "note"
        yield f"{kind}: {visible(problem.path)}: {visible(problem.message)}"


def _again(chapter: Chapter) -> Iterator[str]:
    """What became of the findings since the words of the story were others."""
    if head := again.headline(chapter):
        yield from ("", f"  {head}")
        yield from (
            f"    {one.word:5}  {f'{one.where}: ' * bool(one.where)}{one.said}"
            for one in again.lines(chapter)
        )
        yield ""


def _whys(chapter: Chapter) -> Iterator[str]:
    """On what each verdict rests, and what would lift it."""
    names = labels(chapter.story)
    for score in chapter.scores:
        if said := why(score):
            yield f"  {names[score.document]}: {score.verdict}: {said}"


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


def _scores(chapter: Chapter) -> list[str]:
    """A table with the columns that have anything in them."""
    names = labels(chapter.story)
    known = {score.document: score for score in chapter.scores}
    columns = [column for column in COLUMNS if any(map(column.cell, chapter.scores))]
    rows = [["version", "verdict", *(column.title for column in columns)]]
    for version in chapter.story.versions:
        score = known.get(version.id)
        cells = (
            [score.verdict.value, *(column.cell(score) for column in columns)] if score else [version.role]
        )
        rows.append([names[version.id], *cells, *[""] * (len(columns) + 1 - len(cells))])
    return _table(rows, 2, {at + 2 for at, column in enumerate(columns) if column.right})


def _table(rows: Sequence[Sequence[str]], indent: int, right: Container[int] = range(2, 9)) -> list[str]:
    """Rows with their cells under each other; `right` are the columns that end alike."""
    wide = [max(map(cell_len, cells)) for cells in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = []
        for at, (text, width) in enumerate(zip(row, wide, strict=True)):
            blanks = " " * (width - cell_len(text))
            cells.append(blanks + text if at in right else text + blanks)
        lines.append(" " * indent + "  ".join(cells))
    return lines


def _block(story: Story, block: Block) -> Iterator[str]:
    names = labels(story)
    first = block.first
    for number, finding in enumerate(block.findings):
        words = passage(block.version, finding.span, longest=SENTENCE if number == 0 else EXCERPT // 2)
        said = shorten(visible(first.message), MESSAGE) if number == 0 else "again"
        yield f"{visible(block.version.source.path)}:{at(words)}: {block.label}: {said} [{first.rule}]"
        yield _INDENT + marked(words)
    if first.fix is not None:
        yield f"{_INDENT}fix: {' → '.join(fix(block))}"
    shown = evidence(story, block)
    for one in shown:
        if one.document.id == block.version.id:
            yield f"{_INDENT}compare {at(one)}: {marked(one)}"
    if said := witnesses(block, shown):
        yield f"{_INDENT}{said}:"
    siblings = [one for one in shown if one.document.id != block.version.id]
    for one in siblings[:WITNESSES]:
        yield f"{_INDENT}  {names[one.document.id]} {at(one)}: {marked(one)}"
    if rest := siblings[WITNESSES:]:
        yield f"{_INDENT}  and {', '.join(f'{names[one.document.id]} {at(one)}' for one in rest)}"
    also = f", also {', '.join(block.also)}" if block.also else ""
    known = f"measured on {block.measured:,}" if block.measured else "estimated"
    yield f"{_INDENT}confidence {block.confidence:.2f} ({known}), {first.category}{also}"


def _support(chapter: Chapter) -> Iterator[str]:
    """Every word of the versions that have parallel siblings, with marks for how many bear it out."""
    if not chapter.support:
        return
    from audit.report import shading

    names = labels(chapter.story)
    for one in chapter.support:
        beside = ", ".join(names[witness] for witness in one.witnesses)
        yield from (f"{names[one.document]} beside {beside}", "")
        version = chapter.story.version(one.document)
        yield from (f"{_INDENT}{text.plain}" for text in shading.paragraphs(one, version, plain=True))
        yield ""
    yield from (shading.legend(plain=True).plain, "")


def at(shown: ShownSentence) -> str:
    """`line:column` of the first marked word."""
    return ":".join(map(str, shown.line_column))


def marked(shown: ShownSentence) -> str:
    """The passage with its marked words between ‹ and ›."""
    pieces, at = [], 0
    for start, end in shown.marks:
        pieces += [shown.text[at:start], "‹", shown.text[start:end], "›"]
        at = end
    return "".join((*pieces, shown.text[at:]))


def _matrix(chapter: Chapter) -> list[str]:
    found = [finding for block in chapter.blocks for finding in block.findings]
    matrix = sections(chapter.story, found, chapter.scores)
    if not matrix:
        return []
    names = list(labels(chapter.story).values())
    lines = ["side by side", ""]
    for section in matrix:
        lines += [*_section(section, names), ""]
    return [*lines, signs(matrix), ""]


def _section(section: MatrixSection, names: list[str]) -> Iterator[str]:
    if section.rows and len(names) <= _COLUMNS:
        rows = [[section.title, *names]]
        rows += [[row.label, *(cell(forms) for forms in row.cells)] for row in section.rows]
        yield from _table(rows, 0, ())
    elif section.rows:
        yield section.title
        for row in section.rows:
            yield f"  {row.label}"
            yield from (f"    {form} ({some(names, versions)})" for form, versions in row.spoken())
    if agreed := section.agreed_in_short():
        yield f"{section.title} alike: {agreed}"


def cell(forms: tuple[Form, ...]) -> str:
    """`✗ Dolan ×2, Dolen`; a dot where the thing is not mentioned."""
    return ", ".join(map(str, forms)) or "·"
