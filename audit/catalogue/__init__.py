"""Which rules are there? Reads rules/**/*.yaml and refuses what it does not understand."""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
import re2
import yaml

from audit.catalogue import compiled, confidence, examples
from audit.catalogue.errors import RuleError
from audit.catalogue.locate import rules_folder
from audit.catalogue.schema import CATEGORIES, RuleFile
from audit.catalogue.tables import TableError, read_table
from audit.model import Example, Hit, Needs, Precision, Rule
from audit.patterns import compile_pattern

__all__ = [
    "Detector",
    "RuleError",
    "detector",
    "example_line",
    "load",
    "load_folder",
    "needs",
    "parameters_of",
    "rules_folder",
]

Detector = Callable[..., Iterator[Hit]]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(folders: Iterable[Path] = ()) -> tuple[Rule, ...]:
    """The product's rules and those of further folders, by name; raises RuleError on the first fault.

    What a later folder measured of a rule replaces what an earlier one did.
    """
    rules: dict[str, Rule] = {}
    measured: dict[str, tuple[Precision, ...]] = {}
    own = rules_folder()
    for folder in (own, *folders):
        for rule in _own(folder) if folder == own else load_folder(folder):
            if rule.name in rules:
                raise RuleError(
                    rule.path, f"two rules are called {rule.name}: the other is {rules[rule.name].path}"
                )
            rules[rule.name] = rule
        measured.update(confidence.read(folder))
    return tuple(replace(rules[name], precisions=measured.get(name, ())) for name in sorted(rules))


@lru_cache(maxsize=4)
def _own(folder: Path) -> tuple[Rule, ...]:
    """The product's rules, read once: they do not change while the program runs."""
    rules = compiled.recall(folder)
    if rules is None:
        rules = load_folder(folder, patterns=False)
        compiled.keep(folder, rules)
    return rules


def load_folder(folder: Path, *, patterns: bool = True) -> tuple[Rule, ...]:
    """The rules of one folder (or of one file), by path.

    Without `patterns` their patterns are compiled when they are first used: ours are compiled in the tests,
    and nearly two thousand of them would cost every run a third of a second.
    """
    if not folder.exists():
        raise RuleError(str(folder), "no such folder of rules")
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*.yaml"))
    names: dict[str, Path] = {}
    for path in paths:
        if path.stem in names:
            raise RuleError(str(path), f"two rules are called {path.stem}: the other is {names[path.stem]}")
        names[path.stem] = path
    return tuple(_read(path, patterns=patterns) for path in paths)


@lru_cache(maxsize=256)
def detector(name: str) -> Detector:
    """The detector of a name: function `detect` of the module of that name. Raises KeyError."""
    module = f"audit.detect.{name.replace('-', '_')}"
    if not name.replace("-", "").isalnum() or find_spec(module) is None:
        raise KeyError(name)
    return typing.cast(Detector, import_module(module).detect)


def needs(detect: Detector) -> Needs:
    """Without what a detector is silent, by the constant `NEEDS` of its module."""
    return typing.cast(Needs, getattr(sys.modules[detect.__module__], "NEEDS", Needs()))


def example_line(rule: Rule, number: int) -> int:
    """The line of the rule's file on which its example of this number (from 0) begins."""
    path = Path(rule.path)
    return _Place(path, path.read_text(encoding="utf-8")).line(f"examples[{number}]")


def _read(path: Path, *, patterns: bool) -> Rule:
    try:
        text = path.read_text(encoding="utf-8")
        raw = yaml.load(text, Loader=_LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(str(path), f"cannot be read: {error}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise RuleError(
            str(path), f"not YAML: {getattr(error, 'problem', error)}", line=line, excerpt=_line(text, line)
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # PyYAML lets its constructors' own errors through: a tag such as !!bool or !!timestamp that lies.
        raise RuleError(str(path), f"a value is not what its tag says: {error}") from None
    place = _Place(path, text)
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


def _rule(fields: RuleFile, place: _Place) -> Rule:
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
    for slot in (name for _, name, _, _ in Formatter().parse(fields.message) if name is not None):
        if not slot.isidentifier():
            raise place.error("message", f"expected slots such as {{surface}}, found {{{slot}}}")
    return Rule(
        name=place.path.stem,
        topic=place.path.parent.name,
        category=fields.category,
        severity=fields.severity,
        detector=fields.detector,
        message=fields.message,
        why=" ".join(fields.why.split()),
        stage=fields.stage,
        confidence=fields.confidence,
        langs=tuple(fields.langs) if isinstance(fields.langs, list) else (fields.langs,),
        params=_params(detect, fields.params, place),
        unless=tuple(fields.unless),
        examples=shown,
        source=" ".join(fields.source.split()),
        aliases=tuple(fields.aliases),
        safe=fields.fix == "safe",
        path=str(place.path),
    )


def _example(item: dict[str, Any], number: int, place: _Place) -> Example:
    field = f"examples[{number}]"
    try:
        return examples.parse(item)
    except ValueError as error:
        raise place.error(field, str(error)) from None


def _check_patterns(rule: Rule, place: _Place) -> None:
    """Compile what a rule looks for; the first pattern RE2 does not read is an error at its place."""
    for field, pattern in _patterns(rule):
        try:
            compile_pattern(pattern)
        except re2.error as error:
            raise place.error(field, f"not an RE2 pattern: {error.args[0]!s}: {pattern}") from None


def _patterns(rule: Rule) -> Iterator[tuple[str, str]]:
    """Every pattern of a rule and of its table, with the field it stands in."""
    for number, pattern in enumerate(rule.unless):
        yield f"unless[{number}]", pattern
    find, table = rule.params.get("find"), rule.params.get("table")
    for number, pattern in enumerate(find if isinstance(find, tuple) else ()):
        yield f"params.find[{number}]", pattern
    for row in table if isinstance(table, tuple) else ():
        yield "params.table", row.get("find", "")


def _params(detect: Detector, given: Mapping[str, Any], place: _Place) -> dict[str, object]:
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
            params[name] = msgspec.convert(value, hints[name])
        except msgspec.ValidationError as error:
            raise place.error(field, str(error)) from None
    return params


@lru_cache(maxsize=256)
def parameters_of(detect: Detector) -> tuple[Mapping[str, Any], Mapping[str, inspect.Parameter]]:
    """The types of a detector's parameters, and those a rule may set: the keyword-only ones."""
    known = {
        name: parameter
        for name, parameter in inspect.signature(detect).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    return (typing.get_type_hints(detect) if known else {}), known


def _table(value: object, field: str, place: _Place) -> tuple[Mapping[str, str], ...]:
    """A table is named by its file beside the rule; the detector gets its rows."""
    if not isinstance(value, str) or Path(value).name != value:
        raise place.error(field, f"expected the name of a table beside the rule, found {value!r}")
    try:
        return read_table(place.path.parent / value)
    except TableError as error:
        raise place.error(field, str(error)) from None


class _Place:
    """A rule file and its lines, for messages."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def _tree(self) -> yaml.Node | None:
        return yaml.compose(self.text, Loader=_LOADER)

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
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""
