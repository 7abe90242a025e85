"""How does an article read with some corrections made, as text or as a document of Word?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from audit.fix.accepted import accepted
from audit.fix.comments import Author
from audit.fix.file import EditedFile, takes_comments
from audit.fix.fresh_word import lines_of, word_of
from audit.fix.tracked import changes, tracked
from audit.load import FormatSettings
from audit.model import Document, Finding

# Who makes the changes in documents of Word.
_AUTHOR = "audit"


class CorrectedArticle(NamedTuple):
    """An article's words before and after, and the document of Word that it came as, if it did, with the
    changes tracked."""

    before: str
    after: str
    word: bytes | None

    def as_text(self, *, marked: bool) -> bytes:
        """The words, as they are now or with the changes marked."""
        return (critic_markup(self.before, self.after) if marked else self.after).encode()

    def as_word(self, *, tracked: bool) -> bytes | None:
        """A document of Word, the changes tracked or accepted; None where they cannot be tracked."""
        made = _as_word(self.before, self.after) if self.word is None else self.word
        return made if made is None or tracked else accepted(made, "article.docx", _AUTHOR)


def corrected(
    article: Document, findings: Sequence[Finding], data: bytes, ending: str, formats: FormatSettings
) -> CorrectedArticle:
    """An article with those of its findings corrected that can be in its file, which holds `data`."""
    name = f"article{ending}"
    file = EditedFile(name, formats, Author(_AUTHOR), data, ending)
    file.correct([article], findings)
    now = file.document(article)
    return CorrectedArticle(article.text, now.text, file.after if takes_comments(name) else None)


def _as_word(before: str, after: str) -> bytes | None:
    return tracked(word_of(before), "article.docx", "\n".join(lines_of(after)), Author(_AUTHOR))


def critic_markup(before: str, after: str) -> str:
    """A text with its changes marked, as CriticMarkup has them."""
    pieces, at = [], 0
    for one in changes(before, after):
        old = before[one.start : one.end]
        if old and one.words:
            mark = f"{{~~{old}~>{one.words}~~}}"
        elif old:
            mark = f"{{--{old}--}}"
        else:
            mark = f"{{++{one.words}++}}"
        pieces += [before[at : one.start], mark]
        at = one.end
    return "".join((*pieces, before[at:]))
