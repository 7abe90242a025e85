"""Does a text say anything that could be judged?"""

from __future__ import annotations

import re

from audit.model import Document, ElementKind
from audit.text import remembered

# What ends a sentence, in the scripts that have such a sign, with the quotation marks and brackets behind it.
_ENDED = re.compile(r"[.!?…。！？｡؟۔।॥։።᙮᠃།။៕]['\"”’»“)\]」』】]*$")
# A line that ends in no such sign and has fewer words than these, and letters (Thai sets no spaces), is a
# title or a scrap.
_LEAST, _LETTERS = 12, 100


@remembered
def nothing_in(version: Document) -> str:
    """Why a version has nothing to judge: it is a title, code, a scrap of a page; "" where it has."""
    if any(element.kind is ElementKind.UNIT for element in version.elements):
        return ""
    headings = [one.span for one in version.elements if one.kind is ElementKind.HEADING]
    words, letters, ended = 0, 0, False
    for sentence in version.sentences:
        text = version.words(sentence).strip()
        heading = any(one.start <= sentence.start < one.end for one in headings)
        if heading or not any(map(str.isalpha, text)):
            continue
        words += sentence.last - sentence.first
        letters += sum(map(str.isalpha, text))
        ended = ended or bool(_ENDED.search(text))
    if ended or words >= _LEAST or letters >= _LETTERS:
        return ""
    if words:
        return f"no sentence in it, a line of {words} words" if words > 1 else "no sentence in it, one word"
    return "a title and no text" if headings else "no words in it but code or markup"
