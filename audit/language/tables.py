"""How is a table of words read?"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable


def lines(text: str) -> list[str]:
    """The entries of a table: its lines without comments (`# ` at the start) and blanks."""
    return [line for line in text.splitlines() if line and not line.startswith("# ") and line != "#"]


@lru_cache(maxsize=512)
def words(name: str, lang: str = "") -> frozenset[str]:
    """The entries of a word list of `audit/language`; none where the language has no such list."""
    return frozenset(lines(_read(name, lang)))


@lru_cache(maxsize=512)
def rows(name: str, lang: str = "") -> tuple[Mapping[str, str], ...]:
    """The rows of a tab-separated table of `audit/language`, by its header; none where there is none."""
    return parse_rows(_read(name, lang))


def table_lines(name: str, lang: str = "") -> list[str]:
    """The entries of a table of `audit/language`, uncut."""
    return lines(_read(name, lang))


def parse_rows(text: str) -> tuple[Mapping[str, str], ...]:
    """Rows by header; a row may leave out its last cells."""
    header, *entries = [line.split("\t") for line in lines(text)] or [[]]
    for entry in entries:
        if len(entry) < len(header):
            entry += [""] * (len(header) - len(entry))
    return tuple([dict(zip(header, entry, strict=False)) for entry in entries])


def parse_csv(text: str) -> tuple[Mapping[str, str], ...]:
    """Rows of comma-separated values by header, as spreadsheets write them (RFC 4180)."""
    rows = csv.DictReader(text.splitlines(), restval="")
    return tuple({key: value for key, value in row.items() if key is not None} for row in rows)


@lru_cache(maxsize=8)
def having(name: str) -> tuple[str, ...]:
    """The languages that have a table of their own."""
    folders = (one.name for one in _package().joinpath("language").iterdir() if one.is_dir())
    return tuple(sorted(one for one in folders if is_there(name, one)))


@lru_cache(maxsize=4096)
def is_there(name: str, lang: str) -> bool:
    """Whether a language has a table of its own."""
    return _package().joinpath("language", lang, name).is_file()


@lru_cache(maxsize=1)
def _package() -> Traversable:
    """Where the tables lie. Of a program in a zip its list of files is read once, and not for every table."""
    return files("audit")


def _read(name: str, lang: str) -> str:
    """A table of a language, or one that is of use to any; empty where there is none."""
    own = _package().joinpath("language", lang or "any", name)
    return own.read_text(encoding="utf-8") if own.is_file() else ""
