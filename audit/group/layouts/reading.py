"""What does a site's configuration say, in TOML, YAML, JSON or JavaScript?"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_LARGEST = 1 << 20


def text(path: Path) -> str:
    """The characters of a file of the site's folder; "" where it cannot be read, is large or is a link."""
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > _LARGEST:
            return ""
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def fields(path: Path) -> dict[str, Any]:
    """The fields of a file of TOML, YAML or JSON; none where it is not. Keys in lower case, as Hugo and
    people take them."""
    said = text(path)
    try:
        if path.suffix == ".toml":
            return _lower(tomllib.loads(said))
        if path.suffix == ".json":
            return _lower(json.loads(said))
        return _lower(_yaml(said))
    except (ValueError, RecursionError):
        return {}


def _lower(value: Any) -> dict[str, Any]:
    return {str(key).lower(): inner for key, inner in value.items()} if isinstance(value, dict) else {}


def _yaml(said: str) -> Any:
    """YAML without running or knowing the tags that sites use (`!ENV`, `!!python/name`)."""
    import yaml

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda *_: None)
    try:
        return yaml.load(said, Loader=Loader)
    except (yaml.YAMLError, TypeError, AttributeError, KeyError) as error:
        raise ValueError(str(error)) from None


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
