"""How does one file read with some words replaced, and is it still the file it was?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from audit import files
from audit.fix.comments import Author, Comment
from audit.fix.tracked import tracked
from audit.limits import CEILING, LIMITS
from audit.load import FormatSettings, Loaded, LoadError, characters, is_packed, load_bytes
from audit.load.decode import Decoded
from audit.model import Document, Finding, Span
from audit.write import encode


class _Edit(NamedTuple):
    """Words of a document, and the characters `[start, end)` of its file that `written` replaces for them."""

    start: int
    end: int
    written: str
    part: str
    finding: Finding


class EditedFile:
    """A file that is being corrected: its bytes before and after, read from its path unless `data` says what
    it holds; its format is told by its `ending`, if not its path's. Raises OSError where it cannot be read.

    In one of Word's the corrections are changes that `author` has made, for others to accept.
    """

    def __init__(
        self,
        path: str,
        formats: FormatSettings,
        author: Author,
        data: bytes | None = None,
        ending: str = "",
    ) -> None:
        self._path = Path(path)
        self._ending = ending or self._path.suffix.lower()
        self._formats = formats
        self._author = author
        self._comments: tuple[Comment, ...] = ()
        most = LIMITS.collection_bytes * CEILING
        self.before = self.after = files.read(self._path, most) if data is None else data

    def correct(self, documents: Sequence[Document], findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Make those corrections that can be made in the file of `documents`; returns their findings."""
        edits = _apart(self._edits({document.id: document for document in documents}, findings))
        texts = {document.part: document.text for document in documents}
        after = self._with(edits, texts)
        if after is None:  # one of them is to blame: the others may stand
            standing: list[_Edit] = []
            for edit in edits:
                if self._with([*standing, edit], texts) is not None:
                    standing.append(edit)
            edits, after = standing, self._with(standing, texts)
        if not edits or after is None:
            return ()
        self.after = after
        return tuple(edit.finding for edit in edits)

    def comment(self, documents: Iterable[tuple[Document, Sequence[tuple[Span, str]]]]) -> bool:
        """Put comments beside stretches of the documents of a file that takes some; whether one is new."""
        self._comments = tuple(
            Comment(one.source.offset(span.start), one.source.end_offset(span.end), words)
            for one, those in documents
            for span, words in those
        )
        before = self.after
        after = self._written(*self._characters(self.after))
        self.after = before if after is None else after
        return self.after != before

    def document(self, document: Document) -> Document:
        """The document as the file holds it now."""
        now = self._loaded(self.after).get(document.part)
        if now is None:
            return document
        elements = tuple(
            replace(element, span=element.span._replace(document=document.id)) for element in now.elements
        )
        return replace(document, text=now.text, source=now.source, elements=elements, fields=now.fields)

    def _edits(self, documents: dict[str, Document], findings: Iterable[Finding]) -> list[_Edit]:
        edits = []
        for finding in findings:
            document, (_, start, end) = documents[finding.span.document], finding.span
            written = encode(document, start, end, finding.fix or "")
            if written is not None:
                source = document.source
                edits.append(
                    _Edit(source.offset(start), source.end_offset(end), written, document.part, finding)
                )
        return edits

    def _with(self, edits: Sequence[_Edit], texts: dict[str, str]) -> bytes | None:
        """The file with the edits; None where it would not read back as the texts with the words replaced."""
        now, encoding = self._characters(self.after)
        pieces, at = [], 0
        for edit in edits:
            pieces += [now[at : edit.start], edit.written]
            at = edit.end
        try:
            after = self._written("".join((*pieces, now[at:])), encoding)
            loaded = self._loaded(after) if after is not None else {}
        except LoadError:
            return None
        expected = {
            part: _replaced(text, [one for one in edits if one.part == part]) for part, text in texts.items()
        }
        read = {part: one.text for part, one in loaded.items() if part in texts}
        return (
            after if read == expected and _structure(loaded) == _structure(self._loaded(self.after)) else None
        )

    def _written(self, after: str, encoding: str) -> bytes | None:
        """The file with other characters; None where it cannot be written so."""
        if takes_comments(str(self._path)):
            return tracked(self.before, str(self._path), after, self._author, self._comments)
        if is_packed(self._ending):
            return None
        same = self._characters(self.after)[0].encode(encoding) == self.after
        return after.encode(encoding) if same else None

    def _characters(self, data: bytes) -> Decoded:
        return characters(data, str(self._path), self._ending, self._formats)

    def _loaded(self, data: bytes) -> dict[str, Loaded]:
        return {one.name: one for one in load_bytes(data, str(self._path), self._ending, self._formats)}


def takes_comments(path: str) -> bool:
    """Whether a file can have comments beside its words, and its changes tracked: one of Word's."""
    return path.lower().endswith(".docx")


def _apart(edits: Iterable[_Edit]) -> list[_Edit]:
    """The edits in order; of those that overlap or touch, the first."""
    kept: list[_Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not kept or edit.start > kept[-1].end:
            kept.append(edit)
    return kept


def _replaced(text: str, edits: Iterable[_Edit]) -> str:
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.finding.span):
        pieces += [text[at : edit.finding.span.start], edit.finding.fix or ""]
        at = edit.finding.span.end
    return "".join((*pieces, text[at:]))


def _structure(loaded: dict[str, Loaded]) -> dict[str, list[tuple[str, str]]]:
    return {part: [(element.kind, element.value) for element in one.elements] for part, one in loaded.items()}
