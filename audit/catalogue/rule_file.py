"""Which rule does a file of YAML declare? Refuses what it does not understand, and says where."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
import re2
import yaml

from audit import files
from audit.catalogue import examples
from audit.catalogue.detectors import Detector, convert, detector, parameters_of
from audit.catalogue.errors import RuleError
from audit.catalogue.schema import CATEGORIES, RuleFile
from audit.catalogue.tables import TableError, read_table
from audit.language.needs import NEEDS
from audit.model import Example, Kind, Rule, Severity, Witnesses
from audit.patterns import compile_pattern
from audit.structured import StructureError, yaml_nodes
from audit.text import shorten

_LARGEST = 1 << 20
# Characters of a line that a message shows.
_EXCERPT = 100


def read(path: Path, *, patterns: bool, inside: Path | None = None) -> Rule:
    """The rule of a file, which links may not lead out of the folder `inside`; its patterns are compiled only
    if asked for. Raises RuleError."""
    try:
        text = files.read_text(path, _LARGEST, inside=inside)
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(str(path), f"cannot be read: {error}") from None
    try:
        tree, raw = yaml_nodes(text)
    except StructureError as error:
        excerpt = _line(text, error.line)
        raise RuleError(str(path), f"not YAML: {error.reason}", line=error.line, excerpt=excerpt) from None
    place = _RuleLines(path, text, tree, inside)
    if not isinstance(raw, dict):
        raise place.error("", "expected the fields of a rule")
    try:
        fields = msgspec.convert(raw, RuleFile)
    except msgspec.ValidationError as error:
        raise place.invalid(str(error)) from None
    rule = _rule(fields, place)
    if patterns:
        _check_patterns(rule, place)
    return rule


def _rule(fields: RuleFile, place: _RuleLines) -> Rule:
    if fields.category.split("/")[0] not in CATEGORIES:
        raise place.error(
            "category", f"expected an MQM dimension ({', '.join(CATEGORIES)}), found {fields.category!r}"
        )
    if not 0 <= fields.confidence <= 1:
        raise place.error("confidence", f"expected a number from 0 to 1, found {fields.confidence}")
    try:
        detect = detector(fields.detector)
    except KeyError:
        raise place.error("detector", f"no detector is called {fields.detector!r}") from None
    shown = tuple(_example(item, number, place) for number, item in enumerate(fields.examples))
    kinds = {example.kind for example in shown}
    if not {"bad", "good"} <= kinds:
        raise place.error("examples", "expected at least one bad and one good example")
    for field, message in (("message", fields.message), ("difference", fields.difference)):
        try:
            parts = [part for part in Formatter().parse(message) if part[1] is not None]
        except ValueError as error:
            raise place.error(field, f"expected slots such as {{surface}}: {error}") from None
        for _, slot, formatted, converted in parts:
            if not (slot and slot.isidentifier()) or formatted or converted:
                raise place.error(field, f"expected slots such as {{surface}}, found {{{slot}}}")
    _check_kind(fields, place)
    _check_needs(fields, place)
    return Rule(
        name=place.path.stem,
        topic=place.path.parent.name,
        category=fields.category,
        severity=fields.severity,
        detector=fields.detector,
        message=fields.message,
        why=" ".join(fields.why.split()),
        kind=fields.kind,
        difference=fields.difference,
        needs=tuple(fields.needs),
        uses=tuple(fields.uses),
        stage=fields.stage,
        confidence=fields.confidence,
        langs=_langs(fields),
        params=_params(detect, fields.params, place),
        unless=tuple(fields.unless),
        examples=shown,
        source=" ".join(fields.source.split()),
        aliases=tuple(fields.aliases),
        safe=fields.fix == "safe",
        path=str(place.path),
    )


def _check_kind(fields: RuleFile, place: _RuleLines) -> None:
    """What is no more than a difference, or shading, is minor; only a contradiction may turn out as less."""
    if fields.kind in (Kind.DIFFERENCE, Kind.SUPPORT) and fields.severity is not Severity.MINOR:
        raise place.error("severity", f"expected minor, as of every {fields.kind}, found {fields.severity}")
    if fields.difference and fields.kind is not Kind.CONTRADICTION:
        raise place.error(
            "difference", f"expected only beside kind: contradiction, found kind: {fields.kind}"
        )


def _check_needs(fields: RuleFile, place: _RuleLines) -> None:
    known = (*Witnesses, *NEEDS)
    for number, need in enumerate(fields.needs):
        if need not in known:
            raise place.error(f"needs[{number}]", f"expected one of {', '.join(known)}, found {need!r}")
    for number, use in enumerate(fields.uses):
        if use not in NEEDS:
            raise place.error(f"uses[{number}]", f"expected one of {', '.join(NEEDS)}, found {use!r}")


def _langs(fields: RuleFile) -> tuple[str, ...]:
    """The languages of which a rule is asked: where it does not say, any whose knowledge it needs, else
    English."""
    if fields.langs:
        return tuple(fields.langs) if isinstance(fields.langs, list) else (fields.langs,)
    return ("any",) if any(need in NEEDS for need in fields.needs) else ("en",)


def _example(item: dict[str, Any], number: int, place: _RuleLines) -> Example:
    field = f"examples[{number}]"
    try:
        return examples.parse(item)
    except ValueError as error:
        raise place.error(field, str(error)) from None


def _check_patterns(rule: Rule, place: _RuleLines) -> None:
    """Compile what a rule looks for; the first pattern RE2 does not read is an error at its place."""
    for field, pattern in patterns_of(rule):
        try:
            compile_pattern(pattern)
        except re2.error as error:
            raise place.error(field, f"not an RE2 pattern: {error.args[0]!s}: {pattern}") from None


def patterns_of(rule: Rule) -> Iterator[tuple[str, str]]:
    """Every pattern of a rule and of its table, with the field it stands in."""
    for number, pattern in enumerate(rule.unless):
        yield f"unless[{number}]", pattern
    find, table = rule.params.get("find"), rule.params.get("table")
    for number, pattern in enumerate(find if isinstance(find, tuple) else ()):
        yield f"params.find[{number}]", pattern
    for row in table if isinstance(table, tuple) else ():
        yield "params.table", row.get("find", "")


def _params(detect: Detector, given: Mapping[str, Any], place: _RuleLines) -> dict[str, object]:
    """Check `params` against the detector's keyword-only parameters; read the tables they name."""
    hints, known = parameters_of(detect)
    for name in given:
        if name not in known:
            raise place.error(
                f"params.{name}", f"unknown: {place.path.stem}'s detector takes {', '.join(known) or 'none'}"
            )
    for name, parameter in known.items():
        if parameter.default is inspect.Parameter.empty and name not in given:
            raise place.error("params", f"{name} is missing")
    params: dict[str, object] = {}
    for name, value in given.items():
        field = f"params.{name}"
        if name == "table":
            params[name] = _table(value, field, place)
            continue
        try:
            params[name] = convert(value, hints[name])
        except ValueError as error:
            raise place.error(field, str(error)) from None
    return params


def _table(value: object, field: str, place: _RuleLines) -> tuple[Mapping[str, str], ...]:
    """A table is named by its file beside the rule; the detector gets its rows."""
    if not isinstance(value, str) or Path(value).name != value:
        raise place.error(field, f"expected the name of a table beside the rule, found {value!r}")
    try:
        return read_table(place.path.parent / value, place.inside)
    except TableError as error:
        raise place.error(field, str(error)) from None


def example_line(rule: Rule, number: int) -> int:
    """The line of the rule's file on which its example of this number (from 0) begins."""
    path = Path(rule.path)
    text = files.read_text(path, _LARGEST)
    return _RuleLines(path, text, yaml_nodes(text)[0]).line(f"examples[{number}]")


class _RuleLines:
    """A rule file and its lines, for messages."""

    def __init__(self, path: Path, text: str, tree: yaml.Node | None, inside: Path | None = None) -> None:
        self.path = path
        self.text = text
        self.inside = inside
        self._tree = tree

    def error(self, field: str, reason: str) -> RuleError:
        line = self.line(field)
        return RuleError(str(self.path), reason, line=line, field=field, excerpt=_line(self.text, line))

    def invalid(self, message: str) -> RuleError:
        """Msgspec's "... - at `$.examples[0].bad`" in our own shape."""
        reason, _, where = message.partition(" - at `$")
        field = where.rstrip("`").lstrip(".")
        if "unknown field" in reason:
            field = reason.rsplit("`", 2)[1]
            reason = f"unknown field: expected {', '.join(RuleFile.__struct_fields__)}"
        return self.error(field, reason)

    def line(self, field: str) -> int:
        """The line on which a field such as examples[2] or params.find begins."""
        node = self._tree
        line = 1
        for part in _parts(field):
            if isinstance(node, yaml.MappingNode):
                pairs = [(key, value) for key, value in node.value if key.value == part]
                if not pairs:
                    break
                line, node = pairs[0][0].start_mark.line + 1, pairs[0][1]
            elif isinstance(node, yaml.SequenceNode) and part.isdigit() and int(part) < len(node.value):
                node = node.value[int(part)]
                line = node.start_mark.line + 1
            else:
                break
        return line


def _parts(field: str) -> list[str]:
    return [part for part in field.replace("[", ".").replace("]", "").split(".") if part]


def _line(text: str, line: int) -> str:
    lines = text.splitlines()
    return shorten(lines[line - 1], _EXCERPT) if 0 < line <= len(lines) else ""
