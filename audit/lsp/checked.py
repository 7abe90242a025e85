"""What is known of an open text once it was checked, and what is shown of it?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from audit.fix.comments import Author
from audit.fix.file import EditedFile
from audit.load import FormatSettings
from audit.lsp.positions import Positions
from audit.model import Document, Finding, Problem, Rule, Severity, Span, Story
from audit.report.markup import code, inert, marked
from audit.report.view import BLAMELESS, MESSAGE, TAKE_OUT, WITNESSES, Block, evidence, fix, witnesses
from audit.report.wording import labels, visible
from audit.text import shorten
from audit.write import encode

SOURCE = "audit"
KEEP, FALSE_ALARM = "audit.keep", "audit.falseAlarm"
_SEVERITIES = {
    Severity.CRITICAL: types.DiagnosticSeverity.Error,
    Severity.MAJOR: types.DiagnosticSeverity.Warning,
    Severity.MINOR: types.DiagnosticSeverity.Information,
}
# Words of a fix in the title of an action.
_TITLE = 60

# The address of a file, and the positions in it; None where it cannot be read.
PlaceOf = Callable[[Document], tuple[str, Positions] | None]


@dataclass(frozen=True, slots=True)
class CheckedText:
    """A version of an open text with what was found in it: one document, or several of one file. `said` is
    what could not be judged, or was with a reservation."""

    uri: str
    version: int | None
    text: str
    ending: str
    positions: Positions
    story: Story | None
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    rules: Mapping[str, Rule]
    said: tuple[Problem, ...] = ()

    def place(self, span: Span) -> types.Range:
        """Where the words of a finding stand."""
        source = self._document(span.document).source
        return self.positions.range(source.offset(span.start), source.end_offset(span.end))

    def diagnostics(self, place_of: PlaceOf) -> list[types.Diagnostic]:
        """What an editor underlines: the findings in reading order, after what could not be judged."""
        start = self.positions.range(0, 0)
        said = [
            types.Diagnostic(
                start,
                visible(one.message),
                severity=types.DiagnosticSeverity.Warning
                if one.fatal
                else types.DiagnosticSeverity.Information,
                source=SOURCE,
            )
            for one in self.said
        ]
        return [*said, *(self._diagnostic(finding, place_of) for finding in self.findings)]

    def _diagnostic(self, finding: Finding, place_of: PlaceOf) -> types.Diagnostic:
        severity = _SEVERITIES[finding.severity]
        return types.Diagnostic(
            self.place(finding.span),
            shorten(visible(finding.message), MESSAGE),
            severity=types.DiagnosticSeverity.Hint if finding.kind in BLAMELESS else severity,
            code=finding.rule,
            source=SOURCE,
            related_information=list(self._related(finding, place_of)) or None,
            data={"fingerprint": finding.fingerprint},
        )

    def _related(self, finding: Finding, place_of: PlaceOf) -> Iterator[types.DiagnosticRelatedInformation]:
        if self.story is None:
            return
        names = labels(self.story)
        for span in finding.evidence[:WITNESSES]:
            document = self.story.version(span.document)
            if (place := place_of(document)) is not None:
                uri, positions = place
                there = positions.range(
                    document.source.offset(span.start), document.source.end_offset(span.end)
                )
                words = shorten(visible(document.words(span)), MESSAGE)
                yield types.DiagnosticRelatedInformation(
                    types.Location(uri, there), f"{names[document.id]}: {words}"
                )

    def at(self, wanted: types.Range) -> list[Finding]:
        """The findings whose words a range touches."""
        start, end = self.positions.offset(wanted.start), self.positions.offset(wanted.end)
        found = []
        for finding in self.findings:
            source = self._document(finding.span.document).source
            first, last = source.offset(finding.span.start), source.end_offset(finding.span.end)
            if first <= end and start <= last:
                found.append(finding)
        return found

    def told(self, finding: Finding, *, markdown: bool) -> str:
        """Message, fix, evidence and reason of a finding."""
        words: Callable[[str], str] = inert if markdown else visible
        block = Block(self._document(finding.span.document), (finding,))
        lines = [f"{self._bold(block.label, markdown)} {words(shorten(finding.message, MESSAGE))}"]
        if finding.fix is not None:
            old, new = fix(block)
            lines.append(f"{words(old)} → {words(new)}")
        lines += self._shown(block, words, markdown=markdown)
        rule = self.rules.get(finding.rule)
        if rule:
            lines.append(words(rule.why))
        known = f"measured on {finding.measured:,}" if finding.measured else "estimated"
        name = code(finding.rule) if markdown else visible(finding.rule)
        lines.append(f"{name} · {finding.confidence:.0%} sure, {known}")
        return "\n\n".join(lines)

    def _shown(self, block: Block, words: Callable[[str], str], *, markdown: bool) -> Iterator[str]:
        if self.story is None:
            return
        names, shown = labels(self.story), evidence(self.story, block)
        if said := witnesses(block, shown):
            yield words(said)
        for one in shown[: WITNESSES + 1]:
            text = marked(one.text, one.marks) if markdown else visible(one.text)
            place = ":".join(map(str, one.line_column))
            yield f"{words(names[one.document.id])} {place}: {text}"

    def _bold(self, label: str, markdown: bool) -> str:
        return f"**{label}**" if markdown else f"{label}:"

    def actions(
        self, finding: Finding, formats: FormatSettings, *, decides: bool
    ) -> Iterator[types.CodeAction]:
        """What may be done about a finding: correct it where that leaves the file what it is; and, where
        decisions can be kept, keep the words or call it a false alarm, which the server writes down."""
        diagnostic = self._diagnostic(finding, lambda document: None)
        edit = self._edit(finding, formats)
        if edit is not None:
            new = visible(finding.fix or "") or TAKE_OUT
            changed = types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(self.uri, self.version), [edit]
            )
            yield types.CodeAction(
                f"Write “{shorten(new, _TITLE)}”" if finding.fix else "Take it out",
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[diagnostic],
                is_preferred=finding.safe,
                edit=types.WorkspaceEdit(document_changes=[changed]),
            )
        if decides:
            arguments: list[Any] = [self.uri, finding.fingerprint]
            for title, command in (
                ("Keep it: right, but to stay", KEEP),
                ("False alarm: the rule is wrong here", FALSE_ALARM),
            ):
                yield types.CodeAction(
                    title,
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[diagnostic],
                    command=types.Command(title=title, command=command, arguments=arguments),
                )

    def _edit(self, finding: Finding, formats: FormatSettings) -> types.TextEdit | None:
        """The correction as the editor makes it; None where the file would read back as something else."""
        if finding.fix is None:
            return None
        document, (_, start, end) = self._document(finding.span.document), finding.span
        written = encode(document, start, end, finding.fix)
        if written is None:
            return None
        data = self.text.encode("utf-8", "replace")
        file = EditedFile(document.source.path, formats, Author(), data, self.ending)
        if not file.correct(self.documents, [finding]):
            return None
        return types.TextEdit(self.place(finding.span), written)

    def _document(self, name: str) -> Document:
        return next(one for one in self.documents if one.id == name)


def found_by(checked: CheckedText, fingerprint: str) -> Sequence[Finding]:
    """The findings of a text that go by a fingerprint."""
    return [one for one in checked.findings if one.fingerprint == fingerprint]
