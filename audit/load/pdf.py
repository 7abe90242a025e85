"""What text do the pages of a PDF show?

A PDF holds where letters stand, not what they say together: words, lines and paragraphs are put together
again by their places, and a reservation says that this may have gone wrong. Places are told in the lines that
it shows, page after page.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import replace
from io import BytesIO

from audit.load.draft import Draft, Loaded
from audit.load.errors import LoadError
from audit.load.prose import prose
from audit.load.settings import FormatSettings
from audit.load.strand import File, Piece, PieceKind, Strand

# A book has some hundred pages.
_MOST_PAGES = 1000
# A line that stands at the edge of so many pages is a running head, whatever its number is.
_RUNNING = 3
# Shares of the usual width of a line: a shorter one that ends a sentence ends a paragraph, one that is much
# shorter does whatever its end.
_SHORT, _VERY_SHORT = 0.85, 0.5
_ENDS = re.compile(r"[.!?…。！？:][\"”’»›)\]]*$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\xa0\ud800-\udfff]")
_NUMBER = re.compile(r"\d+")
_CUT = re.compile(r"\w[-\u2010\u00ad]$")
_RESERVATION = (
    "read from a PDF, which does not say where paragraphs end, how columns go on, whether a word at the end"
    " of a line has a hyphen, and what is hidden: look at the place before you trust a finding"
)


def read_packed(data: bytes, shown: str, settings: FormatSettings) -> tuple[File, tuple[Loaded, ...]]:
    """The text of the pages. Raises LoadError, also where pypdf is not installed."""
    pages = _pages(data, shown)
    running = _running(pages)
    file = File("\n".join(line for page in pages for line in page), shown, "utf-8")
    draft = Draft()
    at = 0
    before = ""
    usual = _usual(pages)
    for page in pages:
        for line in page:
            if not line.strip():
                draft.block()
                before = ""
            elif _shape(line) not in running:
                if before and _ended(before, line, usual):
                    draft.block()
                before = line
                _write(draft, line, at)
            at += len(line) + 1
    loaded = draft.done(file, file.lines())
    empty = sum(not "".join(page).strip() for page in pages)
    scanned = f"{empty} of {len(pages)} pages show no text: they may be pictures, which are not read"
    said = (_RESERVATION, scanned) if empty else (_RESERVATION,)
    return file, (replace(loaded, reservations=said),)


def _pages(data: bytes, shown: str) -> list[list[str]]:
    """The lines of each page."""
    try:
        import pypdf
    except ImportError:
        reason = "PDF is read with the extra “pdf”, which is missing: pip install 'translation-audit[pdf]'"
        raise LoadError(shown, reason) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    if b"%PDF-" not in data[:1024]:
        raise LoadError(shown, "not a PDF: it does not begin as one")
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise LoadError(shown, "protected by a password: expected a PDF without one")
        if len(reader.pages) > _MOST_PAGES:
            raise LoadError(shown, f"has {len(reader.pages):,} pages: expected at most {_MOST_PAGES:,}")
        texts = [page.extract_text() for page in reader.pages]
    except LoadError:
        raise
    except Exception as error:  # the library raises of any kind for what is broken
        said = " ".join(str(error).split()) or type(error).__name__
        raise LoadError(shown, f"a broken PDF: {said}") from None
    if not "".join(texts).strip():
        raise LoadError(shown, "no text in it: its pages are pictures, which are not read")
    return [_clean(text).split("\n") for text in texts]


def _clean(text: str) -> str:
    """Text without what no line of it can hold."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n"))


def _shape(line: str) -> str:
    return _NUMBER.sub("0", line.strip())


def _running(pages: list[list[str]]) -> frozenset[str]:
    """The heads and feet of pages: what stands first or last on many of them but for a number."""
    edges: Counter[str] = Counter()
    for page in pages:
        lines = [_shape(line) for line in page if line.strip()]
        edges.update({*lines[:1], *lines[-1:]})
    return frozenset(line for line, count in edges.items() if count >= _RUNNING) | frozenset({"0"})


def _usual(pages: list[list[str]]) -> int:
    """How long a full line is: three in four are not longer."""
    lengths = sorted(len(line.strip()) for page in pages for line in page if line.strip())
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _ended(before: str, line: str, usual: int) -> bool:
    """Whether a paragraph ends between two lines."""
    length = len(before.strip())
    if length < _VERY_SHORT * usual:
        return True
    return length < _SHORT * usual and bool(_ENDS.search(before.strip())) and not line[:1].islower()


def _write(draft: Draft, line: str, at: int) -> None:
    """Add a line; a word that it cuts goes on in the next."""
    start = len(line) - len(line.lstrip())
    text = line.strip()
    cut = bool(_CUT.search(text))
    words = text[:-1] if cut else text
    pieces = [Piece(words, at + start, at + start + len(words), PieceKind.RUN, ("read-only",))]
    if not cut:
        end = at + start + len(text)
        pieces.append(Piece(" ", end, end, PieceKind.FIXED, ("read-only",)))
    prose(draft, Strand(pieces))
