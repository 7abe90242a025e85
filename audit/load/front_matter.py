"""What does the block at the head of a file say about the version, and which of it do readers see?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from audit.limits import LimitSettings
from audit.load.errors import LoadError
from audit.load.json_tokens import Scanner
from audit.load.metadata import Metadata, metadata
from audit.load.scalars import checked, escaped, folded
from audit.load.settings import DEFAULT, FormatSettings
from audit.load.strand import File, Strand
from audit.load.yaml_strings import STRING, yaml_string
from audit.structured import StructureError, json, toml, yaml_nodes

_FENCE = re.compile(r"---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FIELD = re.compile(r"\s*(?:#.*\n\s*)*[\w.\"'-]+[ \t]*:(?:\s|$)")
_TOML_FENCE = re.compile(r"\+\+\+[ \t]*\n")
_TOML_END = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
_TOML_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_TOML_STRING = re.compile(
    r"""^[ \t]*([\w-]+)[ \t]*=[ \t]*(?:(\"{3}|'{3})\n?|(["']))""",
    re.MULTILINE,
)
_JSON_FENCE = re.compile(r'\{\s*(?:"|\})')
# Aliases in YAML may make a small block endless; what a site states is short.
_MOST_FIELDS = 500


@dataclass(frozen=True, slots=True)
class Head:
    """The fields as stated, those that readers see with their places, and where the body begins."""

    start: int = 0
    fields: Mapping[str, Any] = field(default_factory=dict)
    seen: tuple[tuple[str, Strand], ...] = ()

    def metadata(self, path: str, *, strict: bool = False) -> Metadata:
        return metadata(self.fields, f"{path}: front matter", strict=strict)

    def flat(self) -> dict[str, str]:
        """The fields as text, those inside others by their path."""
        return dict(_flat(self.fields))


def _flat(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    waiting: list[tuple[str, Any]] = [("", fields)]
    count = 0
    while waiting and count < _MOST_FIELDS:
        name, value = waiting.pop()
        count += 1
        if isinstance(value, Mapping):
            waiting += [
                (f"{name}.{key}" if name else str(key), one) for key, one in reversed(list(value.items()))
            ]
        elif isinstance(value, list) and any(isinstance(one, list | Mapping) for one in value):
            waiting += [(f"{name}.{at}", one) for at, one in reversed(list(enumerate(value)))]
        elif isinstance(value, list):
            yield name, ", ".join(str(one) for one in value)
        else:
            yield name, "" if value is None else str(value)


def read(
    strand: Strand,
    file: File,
    settings: FormatSettings = DEFAULT,
    names: tuple[str, ...] = (),
    *,
    toml_json: bool = True,
) -> Head:
    """The head of a file whose text is `strand`; an empty one where it has none. Raises LoadError.

    YAML between `---`, TOML between `+++`, or JSON in braces, as site generators read them.
    """
    text, limits = strand.text, settings.limits
    if opening := _FENCE.match(text):
        closing = _END.search(text, opening.end())
        # A text may open with a rule of dashes; only a block of fields is front matter.
        if closing and _FIELD.match(text, opening.end(), closing.start()):
            inside = strand[opening.end() : closing.start()]
            return Head(_behind(text, closing.end()), *_yaml(inside, file, names, limits))
    elif toml_json and (opening := _TOML_FENCE.match(text)):
        closing = _TOML_END.search(text, opening.end())
        if closing:
            inside = strand[opening.end() : closing.start()]
            return Head(_behind(text, closing.end()), *_toml(inside, file, names, limits))
    elif toml_json and _JSON_FENCE.match(text):
        return _json(strand, file, names, limits)
    return Head()


def _behind(text: str, end: int) -> int:
    return min(end + 1, len(text))


def _yaml(
    strand: Strand, file: File, names: tuple[str, ...], limits: LimitSettings
) -> tuple[dict[str, Any], tuple[tuple[str, Strand], ...]]:
    import yaml

    _short(strand, file, limits)
    try:
        node, fields = yaml_nodes(strand.text, limits)
    except StructureError as error:
        raise _unread("YAML", error, file) from None
    if not isinstance(fields, dict):
        raise LoadError(file.path, "front matter: expected fields such as lang: en")
    seen = []
    for key, value in node.value if node else ():
        if key.value in names and isinstance(value, yaml.ScalarNode) and value.tag == STRING:
            seen.append((key.value, yaml_string(strand, value)))
    return fields, tuple(seen)


def _toml(
    strand: Strand, file: File, names: tuple[str, ...], limits: LimitSettings
) -> tuple[dict[str, Any], tuple[tuple[str, Strand], ...]]:
    _short(strand, file, limits)
    text = strand.text
    try:
        fields = toml(text, limits)
    except StructureError as error:
        raise _unread("TOML", error, file) from None
    table = _TOML_TABLE.search(text)
    seen = []
    for match in _TOML_STRING.finditer(text, 0, table.start() if table else len(text)):
        value = fields.get(match[1])
        if match[1] not in names or not isinstance(value, str):
            continue
        quote = match[2] or match[3]
        end = _string_end(text, match.end(), quote)
        place = strand[match.end() : end]
        if quote[0] == '"':
            string = escaped(place, "toml-basic", fold=len(quote) == 3)
        else:
            string = folded(place.written("toml-literal"))
        seen.append((match[1], checked(string, value)))
    return fields, tuple(seen)


def _short(strand: Strand, file: File, limits: LimitSettings) -> None:
    most = limits.front_matter_characters
    if len(strand) > most:
        raise LoadError(file.path, f"front matter is too large: expected at most {most:,} characters")


def _unread(language: str, error: StructureError, file: File) -> LoadError:
    """The fault of a block whose first line is the file's second."""
    return LoadError(
        f"{file.path}:{error.line + 1 if error.line else 1}",
        f"front matter is not {language}: {error.reason}",
    )


def _string_end(text: str, start: int, quote: str) -> int:
    at = text.find(quote, start)
    while at >= 0 and quote[0] == '"' and _backslashes(text, start, at) % 2:
        at = text.find(quote, at + 1)
    return at if at >= 0 else len(text)


def _backslashes(text: str, start: int, end: int) -> int:
    return end - start - len(text[start:end].rstrip("\\"))


def _json(strand: Strand, file: File, names: tuple[str, ...], limits: LimitSettings) -> Head:
    scanner = Scanner(file, strand)
    try:
        seen = [
            (str(one.path[0]), one.string)
            for one in scanner.values()
            if one.string and len(one.path) == 1 and one.path[0] in names
        ]
    except LoadError:
        return Head()  # a text in braces, not fields
    _short(strand[: scanner.end], file, limits)
    try:
        fields = json(strand.text[: scanner.end], limits)
    except StructureError as error:
        raise LoadError(file.path, f"front matter is not JSON: {error.reason}") from None
    return Head(scanner.end, fields, tuple(seen))
