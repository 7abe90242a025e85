"""Does what a configuration file says fit the schema, and if not, where and why?"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable
from enum import Enum
from typing import Any

import msgspec

from audit.globs import GlobError, Globs
from audit.group.patterns import PatternError, compile_pattern
from audit.limits import CEILING, LIMITS
from audit.load import LoadError
from audit.load.metadata import language
from audit.settings.entry import Key
from audit.settings.errors import ConfigError, meant
from audit.settings.schema import ConfigurationFile, Limits, Section, Stories

Error = Callable[[Key, str], ConfigError]

_PART = re.compile(r"\.?([^.\[\]]+)|\[(\d+|\.\.\.)\]")
# TOML's words for what msgspec calls by Python's or JSON's.
_KINDS = {
    "array": "a list",
    "bool": "true or false",
    "float": "a number",
    "int": "a whole number",
    "null": "nothing",
    "object": "a table",
    "str": "a string",
    "datetime": "a date",
    "date": "a date",
    "time": "a time",
}


def checked(values: object, error: Error) -> dict[str, Any]:
    """The values of a file as they are, once they fit; else the ConfigError that `error` makes."""
    if not isinstance(values, dict):
        raise error((), "expected a table")
    for path, name, known in _unknown(values, ConfigurationFile, ()):
        raise error(
            (*path, name), f"unknown key: expected one of {', '.join(sorted(known))}.{meant(name, known)}"
        )
    try:
        file = msgspec.convert(values, ConfigurationFile)
    except msgspec.ValidationError as invalid:
        raise _explained(str(invalid), values, error) from None
    _check(file, error)
    return values


def _unknown(values: dict[str, Any], table: type, path: Key) -> typing.Iterator[tuple[Key, str, set[str]]]:
    """Keys that no field of `table` or of the tables in it has: their table, name, and what is known."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(table)}
    for name, value in values.items():
        if name not in fields:
            yield path, name, set(fields)
            continue
        for inner in sections(fields[name].type):
            if isinstance(value, dict):
                yield from _unknown(value, inner, (*path, name))
            elif isinstance(value, list):
                for number, item in enumerate(value):
                    if isinstance(item, dict):
                        yield from _unknown(item, inner, (*path, name, number))


def sections(kind: Any) -> typing.Iterator[type]:
    """The sections that a value of this type may hold."""
    if isinstance(kind, type) and issubclass(kind, Section):
        yield kind
    elif typing.get_origin(kind) in (tuple, list, typing.Union, types.UnionType):
        for inner in typing.get_args(kind):
            yield from sections(inner)


def _explained(message: str, values: dict[str, Any], error: Error) -> ConfigError:
    """Msgspec's "Expected `str`, got `int` - at `$.select[0]`" with file and line, in the words of TOML."""
    reason, _, where = message.partition(" - at `")
    # Of a table of free names msgspec's path does not tell the key.
    key = _path(where.rstrip("`").removeprefix("key in ").lstrip("`").removeprefix("$"), values, reason)
    value = _at(values, key)
    if "invalid enum value" in reason.lower():
        return error(key, f"expected {_expected(key)}, found {value!r}")
    if found := re.match(r"Object missing required field `(.+?)`", reason):
        return error(key, f"{found[1]} is missing")
    if found := re.match(r"Expected `(.+?)`, got `(.+?)`", reason):
        expected = " or ".join(_KINDS.get(kind, kind) for kind in found[1].split(" | "))
        return error(key, f"expected {expected}, found {_KINDS.get(found[2], found[2])}")
    if found := re.match(r"Expected `int` >= (\d+)", reason):
        return error(key, f"expected at least {found[1]}, found {value!r:.60}")
    if reason.startswith("Expected `str` of length >= 1"):
        return error(key, "expected a pattern, found nothing between the quotes")
    return error(key, reason[:1].lower() + reason[1:])


def _path(where: str, values: dict[str, Any], reason: str) -> Key:
    """`.overrides[0].severity[...]` as a key; what stands for "some key of it" is looked for by its value."""
    key: list[str | int] = []
    for name, number in _PART.findall(where):
        if name:
            key.append(name)
        elif number.isdigit():
            key.append(int(number))
        else:
            table = _at(values, tuple(key))
            bad = re.search(r"'(.*)'", reason)
            key += [
                one for one, value in table.items() if not isinstance(value, str) or (bad and value == bad[1])
            ][:1]
    return tuple(key)


def _at(values: Any, key: Key) -> Any:
    for part in key:
        values = values[part]
    return values


def _expected(key: Key) -> str:
    """The words that may stand under a key."""
    kind: Any = ConfigurationFile
    for part in key:
        kind = _below(kind, part)
    return "one of " + ", ".join(map(str, _words(kind)))


def _below(kind: Any, part: str | int) -> Any:
    """The type of what stands under `part` in a value of type `kind`."""
    if isinstance(kind, type) and issubclass(kind, Section):
        return next(field.type for field in msgspec.structs.fields(kind) if field.encode_name == part)
    inner = [one for one in typing.get_args(kind) if one is not Ellipsis]
    return inner[-1]


def _words(kind: Any) -> typing.Iterator[object]:
    """The words that a type of some words allows, alone or beside None."""
    for one in (kind, *typing.get_args(kind)):
        if typing.get_origin(one) is typing.Literal:
            yield from typing.get_args(one)
        elif isinstance(one, type) and issubclass(one, Enum):
            yield from one


def _check(file: ConfigurationFile, error: Error) -> None:
    """What types cannot say: patterns that git understands, tags that are languages."""
    _globs(file.exclude, ("exclude",), error)
    _stories(file.stories, error)
    _limits(file.limits, error)
    for lang in file.house_words:
        if lang != "any":
            tag(lang, ("house-words", lang), error)
    for number, budget in enumerate(file.budgets):
        _globs(budget.paths, ("budgets", number, "paths"), error)
        for at, lang in enumerate(budget.languages):
            tag(lang, ("budgets", number, "languages", at), error)
    for number, override in enumerate(file.overrides):
        key: Key = ("overrides", number)
        if not override.paths:
            raise error((*key, "paths"), 'expected at least one pattern, such as "content/fr/**"')
        _globs(override.paths, (*key, "paths"), error)
        for name, value in (("lang", override.lang), ("origin", override.origin)):
            tag(value, (*key, name), error)


def _stories(stories: Stories, error: Error) -> None:
    table = isinstance(stories.pattern, tuple)
    for number, one in enumerate(stories.sets):
        if not one:
            raise error(("stories", "pattern", number), "expected at least one pattern")
        for inner, pattern in enumerate(one):
            nested = table and isinstance(stories.pattern[number], tuple)
            key: Key = ("stories", "pattern", *((number,) if table else ()), *((inner,) if nested else ()))
            try:
                compile_pattern(pattern)
            except PatternError as wrong:
                raise error(key, str(wrong)) from None
    if stories.pattern and stories.layout != "auto":
        raise error(("stories", "layout"), "expected a pattern or a layout, found both")
    for number, value in enumerate(stories.languages):
        tag(value, ("stories", "languages", number), error)
    for value in stories.roles:
        tag(value, ("stories", "roles", value), error)
    tag(stories.source_lang, ("stories", "source-lang"), error)


def _limits(limits: Limits, error: Error) -> None:
    for field in msgspec.structs.fields(Limits):
        most = CEILING * getattr(LIMITS, field.name)
        if getattr(limits, field.name) > most:
            raise error(
                ("limits", field.encode_name), f"expected at most {most:,}: {CEILING} times the default"
            )


def tag(value: str, key: Key, error: Error) -> None:
    """Raises unless `value` is empty or looks like a language tag."""
    try:
        language(value, "")
    except LoadError as wrong:
        raise error(key, wrong.reason) from None


def _globs(patterns: tuple[str, ...], key: Key, error: Error) -> None:
    for number, pattern in enumerate(patterns):
        try:
            Globs((pattern,))
        except GlobError as wrong:
            raise error((*key, number), f"not a pattern: {wrong}") from None
