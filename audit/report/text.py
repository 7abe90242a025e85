"""What does a person read where there is no terminal? Plain lines, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, Run, Score, Story
from audit.report.view import Block, Chapter, Passage, chapters, evidence, passage
from audit.report.wording import by_severity, labels, plural, tally, visible


def render(run: Run, *, findings: bool = True, scores: bool = True) -> str:
    """The report as lines: verdicts first, then the scores, then the findings as `path:line:column`."""
    lines: list[str] = []
    for chapter in chapters(run):
        lines += [*_verdicts(chapter), ""]
        if findings:
            for block in chapter.blocks:
                lines += [*_block(chapter.story, block), ""]
    lines += [
        f"{'could not judge' if problem.fatal else 'note'}: {visible(problem.path)}: {visible(problem.message)}"
        for problem in run.problems
    ]
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{line}\n" for line in lines)


def _verdicts(chapter: Chapter) -> Iterator[str]:
    story = chapter.story
    yield f"{visible(story.id)}: {plural(len(story.versions), 'version')}"
    known = {score.document: score for score in chapter.scores}
    names = labels(story)
    wide = max(map(len, names.values()), default=0)
    for version in story.versions:
        score = known.get(version.id)
        found = [
            finding.severity
            for block in chapter.blocks
            if block.version.id == version.id
            for finding in block.findings
        ]
        verdict = score.verdict.value.upper() if score else ""
        yield f"  {verdict:7}{names[version.id]:{wide}}  {tally(by_severity(found))}".rstrip()


def _block(story: Story, block: Block) -> Iterator[str]:
    version, first = block.version, block.first
    shown = passage(version, first.span)
    line, column = version.source.line_column(first.span.start)
    path = visible(version.source.path)
    yield f"{path}:{line}:{column}: {block.severity}: {visible(first.message)} [{first.rule}]"
    yield f"    {marked(shown)}"


def marked(shown: Passage) -> str:
    """The passage with its marked words between ‹ and ›."""
    pieces, at = [], 0
    for start, end in shown.marks:
        pieces += [shown.text[at:start], "‹", shown.text[start:end], "›"]
        at = end
    return "".join((*pieces, shown.text[at:]))
