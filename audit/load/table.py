"""Which articles do the rows of a CSV or TSV file hold?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from audit.load.articles import ArticleObject, documents
from audit.load.draft import Loaded
from audit.load.settings import FormatSettings
from audit.load.strand import File, Piece, PieceKind, Strand

_DELIMITERS = (",", ";", "\t", "|")
_DOUBLED = re.compile('""')


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """One document for each row; the first row names the columns. Raises LoadError where none holds text."""
    strand = file.strand()
    head = strand.text[: max(strand.text.find("\n"), 0) or len(strand)]
    delimiter = "\t" if file.path.lower().endswith(".tsv") else max(_DELIMITERS, key=head.count)
    rows = _rows(strand, delimiter, file)
    names = [cell.text.strip() for cell in next(rows, [])]
    prose = settings.prose
    known = {name.lower(): order for order, name in reversed(list(enumerate(prose)))}
    orders = [known.get(name.lower(), -1) for name in names]
    if max(orders, default=-1) < 0:
        expected = ", ".join(name for name in prose if "." not in name)
        raise file.error(0, f"no column of text: expected one of {expected}, found {', '.join(names)[:200]}")
    columns = {name.lower(): name for _, known_names in settings.columns for name in known_names}
    articles = []
    for row in rows:
        article = ArticleObject()
        for name, order, cell in zip(names, orders, row, strict=False):
            if order >= 0 and cell:
                article.texts.append((order, prose[order], cell))
            else:
                article.fields[columns.get(name.lower(), name)] = cell.text
        articles.append(article)
    return documents(articles, file, settings)


def _rows(strand: Strand, delimiter: str, file: File) -> Iterator[list[Strand]]:
    """The cells of each row that has any; quotation marks are doubled inside of them (RFC 4180)."""
    text = strand.text
    plain = re.compile(f"[^{re.escape(delimiter)}\n]*+")
    tabs = delimiter == "\t"
    bare = "tsv" if tabs else f"csv{delimiter}"
    row: list[Strand] = []
    at = 0
    while at <= len(text):
        if text.startswith('"', at):
            end = _quoted_end(text, at)
            if end < 0:
                raise file.error(strand.file(at), "a cell that opens with a quotation mark does not close")
            row.append(_quoted(strand[at + 1 : end].written("csv-quoted")))
            at = end + 1
            match = plain.match(text, at)  # what follows a closing mark belongs to no cell
        else:
            match = plain.match(text, at)
            end = match.end() if match else at
            row.append(strand[at:end].written(bare))
        at = match.end() if match else at
        if not text.startswith(delimiter, at):
            if any(row):
                yield row
            row = []
        at += 1


def _quoted_end(text: str, start: int) -> int:
    """The offset of the mark that closes the cell; -1 where none does."""
    at = text.find('"', start + 1)
    while at >= 0 and text.startswith('"', at + 1):
        at = text.find('"', at + 2)
    return at


def _quoted(strand: Strand) -> Strand:
    pieces: list[Piece] = []
    at = 0
    for match in _DOUBLED.finditer(strand.text):
        pieces += strand[at : match.start()].pieces
        pieces.append(strand.stand('"', match.start(), match.end(), PieceKind.WHOLE))
        at = match.end()
    return Strand([*pieces, *strand[at:].pieces]) if pieces else strand
