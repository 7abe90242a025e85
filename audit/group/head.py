"""What does the head of a text say of it, as far as grouping asks?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from audit import files
from audit.language.detection import detect_language

# Bytes; front matter that names its fields later than this is not looked through.
_HEAD = 4096
_FENCES = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t\r]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+", re.MULTILINE),
}
_FIELD = re.compile(r"""^([\w-]+)[ \t]*[:=][ \t]*["']?([^"'\n\r#\[{]+)""", re.MULTILINE)
LANGUAGE_KEYS = ("lang", "language", "locale")
_HTML = re.compile(r"<html\b[^>]*?\slang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)
_MARKUP = re.compile(r"(?is)<(?:script|style|head)\b.*?</(?:script|style|head)\s*>|<[^>]*>")


def language(path: Path) -> str:
    """The language that a text states in its head, else that of its first words; "" where neither tells."""
    stated = fields(path, LANGUAGE_KEYS)
    if lang := next((stated[key] for key in LANGUAGE_KEYS if key in stated), ""):
        return lang
    try:
        words = files.read_head(path, _HEAD).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
    if html := _HTML.search(words):
        return html[1]
    return detect_language(_MARKUP.sub(" ", words))


def fields(path: Path, names: Iterable[str]) -> dict[str, str]:
    """The values of the fields called `names` (in lower case) that front matter of YAML or TOML gives on a
    line of their own; nothing else of the file is read."""
    try:
        head = files.read_head(path, _HEAD).decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    except OSError:
        return {}
    end = _FENCES.get(head[:3])
    closing = end.search(head, 3) if end else None
    if closing is None:
        return {}
    wanted = set(names)
    return {
        found[1].lower(): found[2].strip()
        for found in _FIELD.finditer(head, 3, closing.start())
        if found[1].lower() in wanted and found[2].strip()
    }
