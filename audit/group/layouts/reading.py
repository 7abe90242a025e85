"""What does a site's configuration say, in TOML, YAML, JSON or JavaScript?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from audit import files
from audit.structured import StructureError, json, toml, yaml

_LARGEST = 1 << 20


def text(path: Path) -> str:
    """The characters of a file of the site's folder; "" where it cannot be read, is large or is led to by a
    link from elsewhere."""
    try:
        return files.read(path, _LARGEST, inside=path.parent).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""


def fields(path: Path) -> dict[str, Any]:
    """The fields of a file of TOML, YAML or JSON; none where it is not. Keys in lower case, as Hugo and
    people take them."""
    said = text(path)
    try:
        if path.suffix == ".toml":
            return _lower(toml(said))
        if path.suffix == ".json":
            return _lower(json(said))
        return _lower(yaml(said, foreign_tags=True))
    except StructureError:
        return {}


def _lower(value: Any) -> dict[str, Any]:
    return {str(key).lower(): inner for key, inner in value.items()} if isinstance(value, dict) else {}


def first(folder: Path, names: Iterable[str], there: frozenset[str]) -> Path | None:
    """The first of several files that is `there`."""
    return next((folder / name for name in names if name in there), None)


def word(said: str, name: str) -> str:
    """The string that a script gives to a name: `defaultLocale: "en"`."""
    found = re.search(rf"\b{name}['\"]?\s*[:=]\s*['\"`]([\w-]+)['\"`]", said)
    return found[1] if found else ""


def words(said: str, name: str) -> tuple[str, ...]:
    """The strings of a list that a script gives to a name: `locales: ["en", "fr"]`."""
    found = re.search(rf"\b{name}['\"]?\s*[:=]\s*\[([^\[\]]*)\]", said)
    return tuple(re.findall(r"['\"`]([\w-]+)['\"`]", found[1])) if found else ()


def keys(said: str, name: str) -> tuple[tuple[str, str], ...]:
    """The keys of a table that a script gives to a name, each with what its own braces hold, as far as
    brackets go: `locales: {root: {lang: "en"}, fr: {...}}`."""
    found = re.search(rf"\b{name}['\"]?\s*[:=]\s*\{{", said)
    if not found:
        return ()
    depth, start, inside = 1, found.end(), []
    key = ""
    for at in range(found.end(), len(said)):
        if said[at] == "{":
            if depth == 1:
                name_before = re.search(r"['\"`]?([\w-]+)['\"`]?\s*:\s*$", said[start:at])
                key = name_before[1] if name_before else ""
                start = at + 1
            depth += 1
        elif said[at] == "}":
            depth -= 1
            if depth == 1:
                inside.append((key, said[start:at]))
                start = at + 1
            elif depth == 0:
                break
    return tuple((key, body) for key, body in inside if key)
