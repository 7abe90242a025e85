"""Which terms of the original are not rendered as the house wants them?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from audit.evidence import opposite
from audit.language.knowledge import of
from audit.model import Document, Hit, Role, Story, primary
from audit.text import remembered

Table = tuple[Mapping[str, str], ...]
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def detect(
    story: Story, version: Document, *, terms: tuple[str, ...] = (), table: Table = ()
) -> Iterator[Hit]:
    """Sentences whose passage in an original in another language has a term that they render otherwise.

    `terms` are to stand as in the original. `table` (columns source, target, perhaps source_lang,
    target_lang) says what a term is to be; several targets are separated by "|". Words are compared without
    their endings. A term that the translation has elsewhere in the text is not asked for again.
    """
    lang = version.language
    wanted: list[tuple[str, tuple[str, ...]]] = [(term, (term,)) for term in terms]
    wanted += [
        (row["source"], tuple(row["target"].split("|"))) for row in table if _fits(row, "target_lang", lang)
    ]
    for original in story.siblings(version):
        theirs = original.language
        if original.role is not Role.SOURCE or theirs == lang:
            continue
        rows = {row["source"] for row in table if not _fits(row, "source_lang", theirs)}
        for term, targets in wanted:
            if term in rows or any(_find(version, target) for target in targets):
                continue
            for at in _find(original, term)[:1]:
                span = original.span(*at)
                yield Hit(
                    opposite(story, version, original, span),
                    evidence=(span,),
                    slots={"term": original.words(span), "target": " / ".join(targets)},
                    signals=2,
                    asked=1,
                    anchor=True,
                )


def _fits(row: Mapping[str, str], column: str, lang: str) -> bool:
    return primary(row.get(column, "")) in ("", lang)


def _find(document: Document, term: str) -> list[tuple[int, int]]:
    """Where a document has the term: as written where it has capitals, in all its forms where it has none."""
    wanted = [word if word != word.lower() else of(document.lang).stem(word) for word in _WORD.findall(term)]
    found = []
    if wanted:
        words = _words(document)
        for at in _places(document).get(wanted[0].lower(), ()):
            run = words[at : at + len(wanted)]
            if len(run) == len(wanted) and all(
                word in (text, bare) for word, (text, bare, _, _) in zip(wanted, run, strict=True)
            ):
                found.append((run[0][2], run[-1][3]))
    return found


@remembered
def _words(document: Document) -> list[tuple[str, str, int, int]]:
    """Every word as written, without its ending, and its place."""
    stem = of(document.lang).stem
    return [
        (match[0], stem(match[0].lower()), match.start(), match.end())
        for match in _WORD.finditer(document.text)
    ]


@remembered
def _places(document: Document) -> Mapping[str, tuple[int, ...]]:
    places: dict[str, list[int]] = {}
    for at, (text, bare, _, _) in enumerate(_words(document)):
        for key in {text.lower(), bare}:
            places.setdefault(key, []).append(at)
    return {key: tuple(those) for key, those in places.items()}
