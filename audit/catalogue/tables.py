"""Which rows does a table of words hold, be it tab-separated, a spreadsheet's or a TBX file?"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from audit import files
from audit.language.tables import lines, parse_csv, parse_rows

# Bytes of a file, columns of a table, levels of elements of TBX, pairs of terms that it comes to.
_LARGEST = 1 << 23
_COLUMNS = 100
_DEEPEST = 64
_PAIRS = 300_000

Table = tuple[Mapping[str, str], ...]
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# TBX calls terms not to be used by these words, alone or behind "-admn-sts".
_FORBIDDEN = re.compile(r"(?:deprecated|superseded|not-?recommended|forbidden|obsolete)", re.IGNORECASE)


class TableError(ValueError):
    """A table that cannot be read: which, and what was expected."""


@lru_cache(maxsize=64)
def read_table(path: Path, inside: Path | None = None) -> Table:
    """The rows of a table (in the folder `inside`) by column; of TBX `source`, `target` (several by "|"),
    `source_lang`, `target_lang`, `forbidden` for each pair of languages of a concept. Raises TableError."""
    try:
        if path.suffix == ".tbx":
            return tuple(_few(_tbx(files.read(path, _LARGEST, inside=inside), path.name), path.name))
        text = files.read_text(path, _LARGEST, inside=inside)
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path.name} cannot be read: {error}") from None
    separator = "," if path.suffix == ".csv" else "\t"
    # Cells that a row leaves out are filled in: a header of a million would fill any memory.
    if next((line.count(separator) for line in lines(text)), 0) >= _COLUMNS:
        raise TableError(f"{path.name}: expected at most {_COLUMNS} columns")
    try:
        return parse_csv(text) if path.suffix == ".csv" else parse_rows(text)
    except (ValueError, csv.Error):
        raise TableError(f"{path.name}: expected a header and its rows") from None


def _few(rows: Iterator[Mapping[str, str]], name: str) -> Iterator[Mapping[str, str]]:
    """The rows, as long as they are as many as anybody needs: pairs grow with the square of languages."""
    for number, row in enumerate(rows):
        if number == _PAIRS:
            raise TableError(f"{name}: over {_PAIRS:,} pairs of terms: expected fewer languages or concepts")
        yield row


def _check(data: bytes, name: str) -> None:
    """Raise TableError where the file is not well-formed, is nested too deep, or declares entities, which may
    hold files of this machine or a billion of each other."""
    parser = expat.ParserCreate()
    depth = 0

    def declared(entity: str, *_: object) -> None:
        raise TableError(f"{name}: line {parser.CurrentLineNumber}: entities are not read, {entity} is one")

    def opened(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise TableError(f"{name}: line {parser.CurrentLineNumber}: over {_DEEPEST} levels of elements")

    def closed(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(f"{name}: not XML: {error}") from None


def _tbx(data: bytes, name: str) -> Iterator[Mapping[str, str]]:
    _check(data, name)
    root = ElementTree.fromstring(data)
    concepts = [one for one in root.iter() if _tag(one) in ("termEntry", "conceptEntry")]
    if not concepts:
        raise TableError(f"{name}: expected TBX with termEntry or conceptEntry elements")
    for concept in concepts:
        sections = [one for one in concept if _tag(one) in ("langSet", "langSec")]
        terms = {section.get(_LANG, section.get("lang", "")): _terms(section) for section in sections}
        for source, (wanted, _) in terms.items():
            for target, (allowed, forbidden) in terms.items():
                if source != target and wanted and allowed:
                    for term in wanted:
                        yield {
                            "source": term,
                            "target": "|".join(allowed),
                            "source_lang": source,
                            "target_lang": target,
                            "term": allowed[0],
                            "forbidden": "|".join(forbidden),
                        }


def _terms(section: ElementTree.Element) -> tuple[list[str], list[str]]:
    """The terms of a language to be used, and those not to be."""
    allowed: list[str] = []
    forbidden: list[str] = []
    for entry in section.iter():
        if _tag(entry) not in ("tig", "ntig", "termSec"):
            continue
        term = next((one.text or "" for one in entry.iter() if _tag(one) == "term"), "")
        said = " ".join(one.text or "" for one in entry.iter() if one.get("type") == "administrativeStatus")
        said += " ".join(one.text or "" for one in entry.iter() if _tag(one) == "administrativeStatus")
        if term.strip():
            (forbidden if _FORBIDDEN.search(said) else allowed).append(" ".join(term.split()))
    return allowed, forbidden


def _tag(element: ElementTree.Element) -> str:
    return str(element.tag).rpartition("}")[2]
