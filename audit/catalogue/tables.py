"""Which rows does a table of words hold, be it tab-separated, a spreadsheet's or a TBX file?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

from audit.language.tables import parse_csv, parse_rows

Table = tuple[Mapping[str, str], ...]
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# TBX calls terms not to be used by these words, alone or behind "-admn-sts".
_FORBIDDEN = re.compile(r"(?:deprecated|superseded|not-?recommended|forbidden|obsolete)", re.IGNORECASE)


class TableError(ValueError):
    """A table that cannot be read: which, and what was expected."""


@lru_cache(maxsize=64)
def read_table(path: Path) -> Table:
    """The rows of a table by column; of TBX `source`, `target` (several by "|"), `source_lang`,
    `target_lang`, `forbidden` for each pair of languages of a concept. Raises TableError."""
    try:
        if path.suffix == ".tbx":
            return tuple(_tbx(path.read_bytes(), path.name))
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(f"{path.name} cannot be read: {error}") from None
    try:
        return parse_csv(text) if path.suffix == ".csv" else parse_rows(text)
    except ValueError:
        raise TableError(f"{path.name}: expected a header and its rows") from None


def _tbx(data: bytes, name: str) -> Iterator[Mapping[str, str]]:
    if b"<!ENTITY" in data:
        raise TableError(f"{name}: entities are not read")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise TableError(f"{name}: not XML: {error}") from None
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
