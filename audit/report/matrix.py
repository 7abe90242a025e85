"""Who says what in which version? Names, people's pronouns, numbers, dates and quotations, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from audit.model import Carried, Fact, Finding, Name, Pronoun, Score, Share, Span, Story
from audit.report.abroad import read_in
from audit.report.things import (
    LABEL_WIDTH,
    Marked,
    Mention,
    Thing,
    dates,
    names_of,
    numbers,
    pronouns,
    quotations,
)
from audit.text import shorten

LEGEND = "✗ a finding   ≠ unlike the other versions   · not mentioned"
_UNREAD_LEGEND = "? not read in its language"
_UNREAD = "?"
_BESIDE = "Beside its original"
_KEPT: tuple[tuple[str, Callable[[Carried], Share | None]], ...] = (
    ("sentences", lambda one: one.sentences),
    ("figures, dates", lambda one: one.figures),
    ("people", lambda one: one.names),
    ("quotations", lambda one: one.quotations),
)

# Versions.
_NAMED = 4
# Characters.
_AGREED = 70
# Findings on a whole passage say nothing of the single facts in it.
_PASSAGE = 60


class FormMark(StrEnum):
    """What is to be said of a form: nothing, that the other versions differ, that a rule marked it."""

    NONE = ""
    ODD = "≠"
    FOUND = "✗"


class Form(NamedTuple):
    """One way a version puts something, and how often."""

    text: str
    times: int
    mark: FormMark

    def __str__(self) -> str:
        return f"{self.mark} {self.text}".strip() + (f" ×{self.times}" if self.times > 1 else "")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing; a cell for each version in the story's order, empty where it is not mentioned."""

    label: str
    cells: tuple[tuple[Form, ...], ...]

    @property
    def differs(self) -> bool:
        return any(form.mark for cell in self.cells for form in cell)

    def spoken(self) -> tuple[tuple[Form, tuple[int, ...]], ...]:
        """Each form with the versions that have it, the most usual first: for stories of many versions."""
        versions: dict[Form, list[int]] = {}
        for version, forms in enumerate(self.cells):
            for form in forms:
                versions.setdefault(form._replace(times=1), []).append(version)
        ordered = sorted(versions.items(), key=lambda item: (-len(item[1]), item[0]))
        return tuple((form, tuple(those)) for form, those in ordered)

    def unread(self, known: Container[int]) -> Row:
        """The row with a sign in the empty cells of the versions that are not `known`, by number."""
        unread = (Form(_UNREAD, 1, FormMark.NONE),)
        return Row(
            self.label, tuple(cell if cell or at in known else unread for at, cell in enumerate(self.cells))
        )

    @property
    def found(self) -> bool:
        return any(form.mark is FormMark.FOUND for cell in self.cells for form in cell)


@dataclass(frozen=True, slots=True)
class MatrixSection:
    """A kind of fact: the rows to be looked at, the labels of those where all agree, and how many
    things only one version has."""

    title: str
    rows: tuple[Row, ...] = ()
    agreed: tuple[str, ...] = ()
    alone: int = 0

    def agreed_in_short(self) -> str:
        """Some of the things on which all agree, and how many more there are."""
        lengths = accumulate(len(thing) for thing in self.agreed)
        shown = [thing for thing, length in zip(self.agreed, lengths, strict=True) if length <= _AGREED]
        more = len(self.agreed) - len(shown)
        return " · ".join([*shown, *([f"{more} more" if shown else str(more)] if more else [])])


def some(names: Sequence[str], versions: Sequence[int]) -> str:
    """Which versions: the first few by name, the others by number."""
    said = ", ".join(names[version] for version in versions[:_NAMED])
    return f"{said} and {len(versions) - _NAMED} more" if len(versions) > _NAMED else said


def signs(made: Sequence[MatrixSection]) -> str:
    """What the signs of a matrix say."""
    texts = {form.text for section in made for row in section.rows for cell in row.cells for form in cell}
    return f"{LEGEND}   {_UNREAD_LEGEND}" if _UNREAD in texts else LEGEND


def sections(
    story: Story, findings: Sequence[Finding], scores: Sequence[Score] = ()
) -> tuple[MatrixSection, ...]:
    """The matrix of a story; empty for a story of one. Versions in another language keep a column, and where
    one is the original, `scores` tell how much of it the others have."""
    if len(story.versions) < 2:
        return ()
    people = names_of(story, findings)
    by_name, by_pronoun, by_quotation = (
        Marked(findings, fits) for fits in (_mostly, _of_people, _of_quotations)
    )
    made = (
        *_beside_originals(story, scores),
        _section("Names", people.things(), story, by_name, most=True, kind=Name),
        _section(
            "Pronouns",
            pronouns(story, people, by_pronoun),
            story,
            by_pronoun,
            in_short=_with_form,
            kind=Pronoun,
        ),
        _section("Numbers", numbers(story, findings), story, by_name),
        _section("Dates", dates(story, findings), story, by_name),
        _section("Quotations", quotations(story), story, by_quotation, in_short=_first_form),
    )
    return tuple(section for section in made if section.rows or section.agreed)


def _beside_originals(story: Story, scores: Sequence[Score]) -> Iterator[MatrixSection]:
    """How much of each original in another language the versions have."""
    numbers = {version.id: at for at, version in enumerate(story.versions)}
    for original in story.versions:
        carried = {
            numbers[score.document]: one
            for score in scores
            for one in score.carried
            if one.original == original.id
        }
        if carried:
            rows = (_kept(what, of, carried, numbers[original.id], len(numbers)) for what, of in _KEPT)
            yield MatrixSection(_BESIDE, tuple(filter(None, rows)))


def _kept(
    what: str, of: Callable[[Carried], Share | None], carried: Mapping[int, Carried], original: int, wide: int
) -> Row | None:
    """How many of the original's each version has; None where it has none of the kind, or they were not
    asked for."""
    shares = {at: share for at, one in carried.items() if (share := of(one)) and share.of}
    if not shares:
        return None
    cells: list[tuple[Form, ...]] = [()] * wide
    for at, share in shares.items():
        mark = FormMark.NONE if share.there == share.of else FormMark.ODD
        cells[at] = (Form(f"{share.there} of {share.of}", 1, mark),)
    cells[original] = (Form(str(next(iter(shares.values())).of), 1, FormMark.NONE),)
    return Row(what, tuple(cells))


def _mostly(finding: Finding, span: Span) -> bool:
    """What is marked is little more than the fact: longer words speak of something else."""
    return 2 * (span.end - span.start) >= finding.span.end - finding.span.start


def _of_people(finding: Finding, span: Span) -> bool:
    """Of a pronoun and little around it, and not of the spaces or words that it happens to stand among."""
    return (
        finding.topic == "people" and finding.span.end - finding.span.start <= _PASSAGE
    ) or finding.span == span


def _of_quotations(finding: Finding, span: Span) -> bool:
    """Of what is quoted, not of its marks or of a word in it."""
    return (
        finding.topic == "quotations" or 2 * (finding.span.end - finding.span.start) >= span.end - span.start
    )


def _label(row: Row) -> str:
    return row.label


def _with_form(row: Row) -> str:
    return f"{row.label} ({_first_form(row)})"


def _first_form(row: Row) -> str:
    return shorten(next(forms[0].text for forms in row.cells if forms), LABEL_WIDTH)


def _section(
    title: str,
    things: Iterable[Thing],
    story: Story,
    marked: Marked,
    *,
    most: bool = False,
    in_short: Callable[[Row], str] = _label,
    kind: type[Fact] | None = None,
) -> MatrixSection:
    """What a rule marked comes first; `most`: a form counts as marked when most of its mentions are; of a
    `kind` of facts that not every language has been taught, a version that was not read says so."""
    known = read_in(story, kind) if kind else range(len(story.versions))
    rows: list[Row] = []
    agreed: list[str] = []
    alone = 0
    for thing in things:
        row = _row(thing, len(story.versions), marked, most=most)
        if row.differs:
            rows.append(row.unread(known))
        elif sum(1 for cell in row.cells if cell) < 2:
            alone += 1
        else:
            agreed.append(in_short(row))
    rows.sort(key=lambda row: not row.found)
    return MatrixSection(title, tuple(rows), tuple(agreed), alone)


def _row(thing: Thing, versions: int, marked: Marked, *, most: bool) -> Row:
    forms: dict[tuple[int, str], list[Mention]] = {}
    for mention in thing.mentions:
        forms.setdefault((mention.version, mention.same), []).append(mention)
    found = set()
    for form, mentions in forms.items():
        times = sum(marked(mention.span) for mention in mentions)
        if 2 * times >= len(mentions) if most else times:
            found.add(form)
    odd = frozenset() if thing.free else _odd(frozenset(forms) - found)
    cells: list[list[Form]] = [[] for _ in range(versions)]
    for form in sorted(forms, key=lambda form: (-len(forms[form]), form)):
        mark = FormMark.FOUND if form in found else FormMark.ODD if form in odd else FormMark.NONE
        shown = min((mention.text for mention in forms[form]), key=lambda text: (len(text), text))
        cells[form[0]].append(Form(shown, len(forms[form]), mark))
    return Row(thing.label, tuple(map(tuple, cells)))


def _odd(forms: frozenset[tuple[int, str]]) -> frozenset[tuple[int, str]]:
    """The forms that stand against the majority of versions; all of them where there is no majority."""
    support = Counter(same for _, same in forms)
    if len(support) < 2:
        return frozenset()
    most = max(support.values())
    leading = [same for same, versions in support.items() if versions == most]
    usual = leading[0] if len(leading) == 1 else None
    return frozenset(form for form in forms if form[1] != usual)
