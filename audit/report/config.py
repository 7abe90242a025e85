"""Which settings hold, and where does each of them come from? As TOML with remarks, or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from audit.report.json import dumps
from audit.report.wording import visible
from audit.settings.entry import Setting


def text(path: str, files: Sequence[str], entries: Iterable[Setting]) -> str:
    """The settings as a configuration file would say them, each with its origin in a remark."""
    lines = [visible(f"# Settings for {path}: {' over '.join(files) or 'no configuration file'}")]
    table: tuple[str | int, ...] = ()
    for entry in entries:
        above = entry.key[:-1]
        if above != table:
            lines += ["", _header(above, table)]
            table = above
        lines.append(f"{_key(entry.key[-1])} = {toml(entry.value)}  # {visible(entry.place)}")
    return "\n".join(lines) + "\n"


def as_json(path: str, files: Sequence[str], entries: Iterable[Setting]) -> str:
    """The same for programs: `settings` by dotted key, each with `value` and `origin`."""
    settings = {entry.name: {"value": entry.value, "origin": entry.place} for entry in entries}
    return dumps({"path": path, "files": files, "settings": settings}, indent=2)


def toml(value: Any) -> str:
    """A value in TOML, on one line."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(toml(item) for item in value)}]"
    if isinstance(value, dict):
        inside = ", ".join(f"{_key(key)} = {toml(inner)}" for key, inner in value.items())
        return f"{{{inside}}}" if inside else "{}"
    # A string of JSON is one of TOML, where every control character is written by its number.
    return dumps(value).rstrip("\n")


def _header(table: tuple[str | int, ...], before: tuple[str | int, ...]) -> str:
    words = ".".join(_key(part) for part in table if isinstance(part, str))
    begins = any(isinstance(part, int) for part in table) and table[:2] != before[:2]
    return f"[[{words}]]" if begins else f"[{words}]"


def _key(part: str | int) -> str:
    word = str(part)
    return word if _bare(word) else toml(word)


def _bare(word: str) -> bool:
    return bool(word) and all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in word)
