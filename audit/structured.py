"""What does a text of TOML, YAML or JSON say, if it is of a bearable shape?

A few kilobytes can cost gigabytes: keys of thousands of words, brackets in brackets, aliases that hold
aliases, figures of a million digits. Such shapes are refused before they are built; lone surrogates, which no
file can hold, are read as U+FFFD. How large the text itself may be is for who reads the file.
"""

from __future__ import annotations

import json as standard_json
import re
import tomllib
from functools import lru_cache
from typing import Any

from audit.limits import LIMITS, LimitSettings

# Digits of a whole number: far more than people write.
DIGITS = 1000

# What is no structure: strings of each kind, comments. Unclosed ones are left for the parser to complain of.
_TOML_ASIDE = re.compile(
    r'"""(?:[^"\\]++|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']++|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+",
    re.DOTALL,
)
_JSON_ASIDE = re.compile(r'"(?:[^"\\]++|\\.)*"', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
_NUMBER = re.compile(rf"(?<!\w)(?:0[xob])?[0-9a-fA-F_]{{{DIGITS + 1}}}")
_LONG = f"a number of over {DIGITS:,} digits"
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_WHOLE, _MERGE = "tag:yaml.org,2002:int", "tag:yaml.org,2002:merge"


class StructureError(ValueError):
    """A text that is not what it should be, or out of all proportion: why, and on which line (0: untold)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def toml(text: str, limits: LimitSettings = LIMITS) -> dict[str, Any]:
    """The fields of a text of TOML; a key has at most as many words as there may be levels. Raises
    StructureError."""
    bare = _TOML_ASIDE.sub(lambda found: "_" + "\n" * found[0].count("\n"), text)
    _not_deep(bare, limits.levels)
    for pattern, reason in (
        (_dotted(limits.levels), f"a key of over {limits.levels} words"),
        (_NUMBER, _LONG),
    ):
        if found := pattern.search(bare):
            raise StructureError(reason, bare.count("\n", 0, found.start()) + 1)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = _PLACE.search(said)
        if place is None:
            raise StructureError(said) from None
        line = int(place[1]) if place[1] else text.rstrip().count("\n") + 1
        raise StructureError(said[: place.start()], line) from None
    except (ValueError, RecursionError) as error:
        raise StructureError(str(error)) from None


def json(text: str, limits: LimitSettings = LIMITS) -> Any:
    """The value of a text of JSON. Raises StructureError."""
    _not_deep(_JSON_ASIDE.sub(lambda found: "_" + "\n" * found[0].count("\n"), text), limits.levels)
    try:
        value = standard_json.loads(text, parse_int=_whole)
    except standard_json.JSONDecodeError as error:
        raise StructureError(error.msg, error.lineno) from None
    except RecursionError as error:
        raise StructureError(str(error)) from None
    return _storable(value) if _ESCAPED_SURROGATE.search(text) else value


def yaml(text: str, limits: LimitSettings = LIMITS, *, foreign_tags: bool = False) -> Any:
    """The value of a text of YAML; values count wherever what is used by name (`*a`, `<<`) stands. Raises
    StructureError.

    With `foreign_tags` a value under a tag of somebody's own (`!ENV`, `!!python/name`) is read as None.
    """
    return yaml_nodes(text, limits, foreign_tags=foreign_tags)[1]


def yaml_nodes(text: str, limits: LimitSettings = LIMITS, *, foreign_tags: bool = False) -> tuple[Any, Any]:
    """The node (PyYAML's, None for a text without any) and the value of a text of YAML. Raises
    StructureError."""
    import yaml as library

    try:
        loader = _bounded(
            getattr(library, "CSafeLoader", library.SafeLoader)(text), foreign_tags, limits.values
        )
        node = loader.get_single_node()
        value = loader.construct_document(node) if node else None
    except library.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise StructureError(reason, mark.line + 1 if mark else 0) from None
    except StructureError:
        raise
    except Exception as error:  # PyYAML lets through what date(), a tag that lies and the stack say
        raise StructureError(f"{type(error).__name__}: {error}") from None
    _unfold(value, {}, (), limits)
    return node, value


def _bounded(loader: Any, foreign_tags: bool, most: int) -> Any:
    """PyYAML's safe loader as one that takes no figure of thousands of digits and merges no thousands of
    fields."""
    whole, flatten = loader.yaml_constructors[_WHOLE], loader.flatten_mapping
    merged = 0

    def short(loader: Any, node: Any) -> Any:
        if len(node.value) > DIGITS:
            raise StructureError(_LONG, node.start_mark.line + 1)
        return whole(loader, node)

    def flattened(node: Any) -> None:
        nonlocal merged
        merges = any(key.tag == _MERGE for key, _ in node.value)
        flatten(node)
        merged += merges * len(node.value)
        if merged > most:
            raise StructureError(_many(most), node.start_mark.line + 1)

    loader.yaml_constructors = {**loader.yaml_constructors, _WHOLE: short}
    loader.flatten_mapping = flattened
    if foreign_tags:
        loader.yaml_multi_constructors = {"": lambda *_: None}
    return loader


def _unfold(value: Any, known: dict[int, int], above: tuple[int, ...], limits: LimitSettings) -> int:
    """How many values a value comes to when none is shared. Raises StructureError where these are too many,
    too deep, or in a circle."""
    if not isinstance(value, list | dict | set):
        return 1
    at = id(value)
    if at not in known:
        if len(above) >= limits.levels or at in above:
            raise StructureError(f"over {limits.levels} levels of values, with those that are used by name")
        inner = value.values() if isinstance(value, dict) else value
        known[at] = 1 + sum(_unfold(one, known, (*above, at), limits) for one in inner)
        if known[at] > limits.values:
            raise StructureError(_many(limits.values))
    return known[at]


def _many(most: int) -> str:
    return f"over {most:,} values, with those that are used by name"


@lru_cache(maxsize=8)
def _dotted(words: int) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{words}}}")


def _not_deep(bare: str, most: int) -> None:
    """Raise StructureError where brackets of a text without strings are nested too deep."""
    depth = 0
    for found in _BRACKET.finditer(bare):
        depth += 1 if found[0] in "[{" else -1
        if depth > most:
            raise StructureError(f"over {most} levels of brackets", bare.count("\n", 0, found.start()) + 1)


def _whole(digits: str) -> int:
    if len(digits) > DIGITS:
        raise StructureError(_LONG)
    return int(digits)


def _storable(value: Any) -> Any:
    """The value without lone surrogates, in names too."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return value
