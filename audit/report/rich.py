"""What does a person read in a terminal?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from audit.model import Run, Severity, Story, Verdict
from audit.report import again, shading
from audit.report.matrix import Form, FormMark, MatrixSection, Row, sections, signs, some
from audit.report.overview import MANY, overview
from audit.report.scores import AGREEMENTS, LEADS, Column, agreed, chosen, leads, legend
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
    plural,
    relation,
    unasked,
    verdicts,
    visible,
    why,
)
from audit.text import shorten

# The terminal's own sixteen colours, by name. A badge brings its background along, and what has none is
# bold or underlined as well, so that nothing hangs on the colour or on a dark terminal.
_BADGES = {
    Verdict.BLOCK: "bold white on red",
    Verdict.REVIEW: "black on yellow",
    Verdict.PASS: "black on green",
    Verdict.NOT_JUDGED: "bold reverse",
    Verdict.NOTHING: "reverse",
    Severity.CRITICAL: "bold white on magenta",
    Severity.MAJOR: "bold white on red",
    Severity.MINOR: "black on yellow",
}
_FOUND = "bold underline red"
_SAID = "bold underline green"
_DIFFERS = "bold underline"
_QUIET = "dim"
# Of the further occurrences of one inconsistency, so many with their words.
_OCCURRENCES = 3
# Of one version; who has more reads them from another format.
_BLOCKS = 200
_ROWS = 10
_NARROWEST_CELL = 13


def render(
    run: Run,
    console: Console,
    *,
    findings: bool = True,
    scores: bool = True,
    signatures: bool = False,
    most: int | None = None,
) -> None:
    """Print the report; the console says how wide it is and whether it has colours.

    Of many stories an overview comes first, then those in which something was found, without tables. With
    `most`, only so many findings of each version are shown, the surest, and nothing after the matrix.
    """
    plain = console.color_system is None or console.no_color
    _problems(run, console, fatal=True)
    _unasked(run, console)
    told = list(chapters(run))
    if many := len(told) > MANY:
        for line in overview(run, told):
            console.print(Text(line))
        told = [chapter for chapter in told if chapter.blocks]
    for chapter in told:
        console.print(_headline(chapter))
        for one in found(chapter.story):
            console.print(_note("from the archive", one))
        if findings:
            _again(chapter, console)
        if scores and not many:
            console.print(_scores(chapter, console.width))
            _whys(chapter, console)
        if findings:
            for item in _findings(chapter, most, plain=plain, width=console.width):
                console.print(item)
            for item in () if many else _matrix(chapter, console.width):
                console.print(item)
        if most is None:
            for item in _support(chapter, plain=plain):
                console.print(item)
        if scores and most is None and not many and (notes := list(not_compared(chapter.story))):
            console.print()
            for note in notes:
                console.print(_note("not compared", note))
        if scores:
            console.print()
    if scores and most is None and not many:
        _figures(run, console, signatures=signatures)
    _problems(run, console, fatal=False)
    if scores:
        console.print(_ending(run))


def badge(value: Verdict | Severity) -> Text:
    """A verdict or a severity as a label."""
    return Text(f" {value.value.upper()} ", style=_BADGES[value])


def render_scores(run: Run, console: Console, *, signatures: bool = False) -> None:
    """Print the figures alone: one table a version, one of its agreement with each sibling."""
    _problems(run, console, fatal=True)
    _unasked(run, console)
    for chapter in chapters(run):
        console.print(_headline(chapter))
        console.print(_scores(chapter, console.width))
        _whys(chapter, console)
        names = labels(chapter.story)
        for titles, rows in (
            (AGREEMENTS, agreed(chapter.scores, names)),
            (LEADS, leads(chapter.scores, names)),
        ):
            if rows:
                console.print(Text())
                console.print(_of_two(titles, rows))
        console.print()
    _figures(run, console, signatures=signatures)
    _problems(run, console, fatal=False)


def _of_two(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> RenderableType:
    """Figures of two versions."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=_QUIET)
    for title in titles[:2]:
        table.add_column(title, overflow="fold")
    for title in titles[2:]:
        table.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _unasked(run: Run, console: Console) -> None:
    told = list(unasked(run))
    for line in told:
        console.print(Text(line, style="bold"))
    if told:
        console.print()


def _whys(chapter: Chapter, console: Console) -> None:
    """On what each verdict rests, and what would lift it."""
    names = labels(chapter.story)
    told = [(score, said) for score in chapter.scores if (said := why(score))]
    if told:
        console.print()
    for score, said in told:
        console.print(Text.assemble((f"{names[score.document]} ", "bold"), (f"{score.verdict}: ", ""), said))


def _again(chapter: Chapter, console: Console) -> None:
    """What became of the findings since the words of the story were others."""
    if not (head := again.headline(chapter)):
        return
    console.print()
    console.print(Text(head, style="bold"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style=_QUIET)
    table.add_column(ratio=1)
    for one in again.lines(chapter):
        style = "bold green" if one.word == again.CURED else "bold"
        table.add_row(Text(f" {one.word}", style=style), Text(one.where), Text(one.said))
    console.print(table)


def _problems(run: Run, console: Console, *, fatal: bool) -> None:
    """What could not be judged stands above all that could, reservations below."""
    told = [problem for problem in run.problems if problem.fatal is fatal]
    kind = "could not judge" if fatal else "note"
    for problem in told:
        console.print(_note(kind, f"{visible(problem.path)}: {visible(problem.message)}", fatal=fatal))
    if told and fatal:
        console.print()


def _headline(chapter: Chapter) -> RenderableType:
    story = chapter.story
    verdict, said = verdicts(chapter.scores)
    line = Text()
    if verdict:
        line.append_text(badge(verdict)).append("  ")
    line.append(visible(story.id), style="bold")
    line.append(f"  {plural(len(story.versions), 'version')}{relation(story)}")
    if said:
        line.append(f"  {said}", style=_QUIET)
    return line


def _scores(chapter: Chapter, width: int) -> RenderableType:
    """One row a version; versions that are not judged say what they are instead."""
    names = labels(chapter.story)
    known = {score.document: score for score in chapter.scores}
    columns = _columns(chapter, width)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style=_QUIET)
    table.add_column("version", width=_name_width(chapter, width), no_wrap=True, overflow="ellipsis")
    table.add_column("verdict", width=_badge_width(chapter), no_wrap=True)
    for column in columns:
        table.add_column(column.title, justify="right" if column.right else "left", no_wrap=True)
    for version in chapter.story.versions:
        name = Text(names[version.id])
        score = known.get(version.id)
        if score is None:
            table.add_row(name, Text(version.role.value, style=_QUIET))
        else:
            table.add_row(name, badge(score.verdict), *(Text(column.cell(score)) for column in columns))
    return Group(Text(), table)


def _name_width(chapter: Chapter, width: int) -> int:
    longest = max(map(cell_len, ("version", *labels(chapter.story).values())))
    return min(longest, max(width // 3, 16))


def _columns(chapter: Chapter, width: int) -> tuple[Column, ...]:
    return chosen(chapter.scores, width - _name_width(chapter, width) - _badge_width(chapter) - 4, cell_len)


def _badge_width(chapter: Chapter) -> int:
    return max((8, *(len(score.verdict) + 2 for score in chapter.scores)))


def _figures(run: Run, console: Console, *, signatures: bool) -> None:
    """What the figures shown mean."""
    told = [
        line
        for chapter in chapters(run)
        for line in legend(chapter.scores, _columns(chapter, console.width), signatures=signatures)
    ]
    for line in dict.fromkeys(told):
        console.print(Text(line, style=_QUIET))
    if told:
        console.print()


def _findings(chapter: Chapter, most: int | None, *, plain: bool, width: int) -> Iterator[RenderableType]:
    names = labels(chapter.story)
    for version in chapter.story.versions:
        blocks = [block for block in chapter.blocks if block.version.id == version.id]
        if not blocks:
            continue
        yield Text()
        yield _heading(names[version.id], visible(version.source.path))
        order = sorted(range(len(blocks)), key=lambda at: (-blocks[at].severity.rank, -blocks[at].confidence))
        shown = sorted(order[: _BLOCKS if most is None else most])
        for at in shown:
            yield Text()
            yield _block(chapter.story, blocks[at], names, plain=plain, width=width)
        if len(shown) < len(blocks):
            yield Text()
            yield Text(f"… {len(blocks) - len(shown):,} more in {names[version.id]}", style=_QUIET)


def _heading(title: str, aside: str = "") -> RenderableType:
    text = Text.assemble((title, "bold"), (f"  {aside}" if aside and aside != title else "", _QUIET))
    return Line(text, align="left", style=_QUIET)


def _block(story: Story, block: Block, names: dict[str, str], *, plain: bool, width: int) -> RenderableType:
    shown = evidence(story, block)
    details = Table.grid(padding=(0, 2, 0, 0), expand=True)
    details.add_column(justify="right", no_wrap=True, style=_QUIET, min_width=7)
    details.add_column(ratio=1)
    for place, words in _occurrences(block, plain=plain):
        details.add_row(place, words)
    if block.first.fix is not None:
        details.add_row("fix", _fix(block))
    for label, words in _witnesses(block, shown, names, plain=plain):
        details.add_row(label, words)
    if block.also:
        details.add_row("also", Text(", ".join(block.also), style="italic"))
    return Group(_title(block, width), Padding(details, (0, 0, 0, 1)))


def _title(block: Block, width: int) -> RenderableType:
    message = Text(shorten(visible(block.first.message), MESSAGE), style="bold")
    known = "measured" if block.measured else "estimated"
    rule = Text.assemble((block.first.rule, "italic"), (f"  {block.confidence:.0%} sure, {known}", _QUIET))
    title = Table.grid(padding=(0, 1, 0, 0), expand=True)
    title.add_column(no_wrap=True)
    title.add_column(ratio=1)
    if width < 90:
        title.add_row(_mark(block), Group(message, rule))
    else:
        title.add_column(no_wrap=True, justify="right")
        title.add_row(_mark(block), message, rule)
    return title


def _mark(block: Block) -> Text:
    """The severity; what blames nobody has no colour of one."""
    return Text(f" {block.label.upper()} ", style="reverse") if block.blameless else badge(block.severity)


def _occurrences(block: Block, *, plain: bool) -> Iterator[tuple[str, Text]]:
    """The first sentence in full, then some more around their words, then only where the rest stand."""
    for number, finding in enumerate(block.findings[: _OCCURRENCES + 1]):
        words = passage(block.version, finding.span, longest=SENTENCE if number == 0 else EXCERPT // 2)
        yield _at(words), _marked(words, _DIFFERS if block.blameless else _FOUND, plain=plain)
    rest = block.findings[_OCCURRENCES + 1 :]
    if rest:
        places = (
            ":".join(map(str, block.version.source.line_column(finding.span.start))) for finding in rest
        )
        yield "", Text(f"and {len(rest)} more: {', '.join(places)}", style=_QUIET)


def _witnesses(
    block: Block, shown: Sequence[ShownSentence], names: dict[str, str], *, plain: bool
) -> Iterator[tuple[str, Text]]:
    said, style = witnesses(block, shown), _DIFFERS if block.blameless else _SAID
    own = [one for one in shown if one.document.id == block.version.id]
    for one in own:
        yield "compare", Text.assemble((f"{_at(one)}  ", _QUIET), _marked(one, style, plain=plain))
    if said:
        yield "", Text(said, style="bold")
    siblings = [one for one in shown if one.document.id != block.version.id]
    for one in siblings[:WITNESSES]:
        place = (f"{names[one.document.id]} {_at(one)}  ", _QUIET)
        yield "", Text.assemble(place, _marked(one, style, plain=plain))
    if rest := siblings[WITNESSES:]:
        places = ", ".join(f"{names[one.document.id]} {_at(one)}" for one in rest)
        yield "", Text(f"and {places}", style=_QUIET)


def _at(shown: ShownSentence) -> str:
    return ":".join(map(str, shown.line_column))


def _fix(block: Block) -> Text:
    old, new = fix(block)
    return Text.assemble((old, "red"), " → ", (new, "bold green"))


def _marked(shown: ShownSentence, style: str, *, plain: bool) -> Text:
    """The passage with its marked words standing out: by style, and without colours between ‹ and ›."""
    text, at = Text(), 0
    for start, end in shown.marks:
        text.append(shown.text[at:start])
        text.append(f"‹{shown.text[start:end]}›" if plain else shown.text[start:end], style=style)
        at = end
    return text.append(shown.text[at:])


def _matrix(chapter: Chapter, width: int) -> Iterator[RenderableType]:
    """The versions in columns; where those do not fit, who has which form."""
    found = [finding for block in chapter.blocks for finding in block.findings]
    matrix = sections(chapter.story, found, chapter.scores)
    if not matrix:
        return
    names = list(labels(chapter.story).values())
    label_width = min(26, max(width // 4, 14))
    cell_width = (width - label_width - 2 * len(names)) // len(names)
    fits = cell_width >= _NARROWEST_CELL
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", show_header=fits)
    table.add_column("", width=label_width, overflow="ellipsis", no_wrap=True)
    for title in names if fits else ["", ""]:
        table.add_column(Text(title), width=cell_width if fits else None, overflow="fold")
    for section in matrix:
        if section.rows:
            table.add_row(Text(section.title, style="italic"))
        for row in section.rows[:_ROWS]:
            for number, cells in enumerate(_cells(row, cell_width) if fits else _spoken(row, names)):
                table.add_row(Text(f" {row.label}" if number == 0 else ""), *cells)
        if len(section.rows) > _ROWS:
            table.add_row(Text(f" … {len(section.rows) - _ROWS} more", style=_QUIET))
    yield from (Text(), _heading("side by side"), Text(), table, Text())
    for section in matrix:
        if section.agreed:
            yield _agreed(section)
    yield Text(signs(matrix), style=_QUIET)


def _cells(row: Row, width: int) -> list[list[Text]]:
    return [[_cell(forms, width) for forms in row.cells]]


def _spoken(row: Row, names: Sequence[str]) -> list[list[Text]]:
    return [[_form(form), Text(some(names, versions), style=_QUIET)] for form, versions in row.spoken()]


def _cell(forms: Sequence[Form], width: int) -> Text:
    """The forms beside each other, or below each other where they would be torn apart."""
    if not forms:
        return Text("·", style=_QUIET)
    beside = ", ".join(map(str, forms))
    return Text("\n" if cell_len(beside) > width else ", ").join(map(_form, forms))


def _form(form: Form) -> Text:
    style = {FormMark.FOUND: "bold red", FormMark.ODD: "bold", FormMark.NONE: ""}[form.mark]
    said = (f"{form.mark} {form.text}" if form.mark else form.text, style)
    return Text.assemble(said, (f" ×{form.times}" if form.times > 1 else "", _QUIET))


def _agreed(section: MatrixSection) -> Text:
    return Text.assemble((f"{section.title} alike: ", "italic"), (section.agreed_in_short(), _QUIET))


def _support(chapter: Chapter, *, plain: bool) -> Iterator[RenderableType]:
    """Every word of the versions that have parallel siblings, shaded by how many bear it out."""
    names = labels(chapter.story)
    for one in chapter.support:
        beside = ", ".join(names[witness] for witness in one.witnesses)
        yield from (Text(), _heading(f"{names[one.document]} beside {beside}"), Text())
        yield from shading.paragraphs(one, chapter.story.version(one.document), plain=plain)
    if chapter.support:
        yield from (Text(), shading.legend(plain=plain))


def _note(kind: str, message: str, *, fatal: bool = False) -> Text:
    return Text.assemble((f"{kind}: ", "bold red" if fatal else "bold"), message)


def _ending(run: Run) -> Text:
    text = Text(ending(run), style="bold")
    if run.findings:
        text.append("   audit explain RULE says why", style=_QUIET)
    return text
