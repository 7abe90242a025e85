"""What did the product's own rules come to when they were last read?

Reading and checking a hundred files of YAML and their tables takes a third of the time of an article. What
comes of them is kept with a digest of the program and of the rules' files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from audit import kept
from audit.literals import learn, needed
from audit.model import Example, Kind, Rule, Severity, Stage
from audit.program import code, stamps

_NAME = "rules"
_FIELDS = tuple(field.name for field in fields(Rule))
_EXAMPLE = tuple(field.name for field in fields(Example))


def recall(folder: Path) -> tuple[Rule, ...] | None:
    """The rules of the folder as they were kept; None where nothing of the same program and files was."""
    found: tuple[list[list[Any]], dict[str, Any]] | None = kept.recall(_NAME, _key(folder))
    if found is None:
        return None
    rows, strings = found
    learn(strings)
    return tuple(map(_rule, rows))


def keep(folder: Path, rules: tuple[Rule, ...], patterns: Iterable[str]) -> None:
    """Keep the rules of the folder, and which strings their patterns need."""
    strings = {pattern: tuple(tuple(sorted(one)) for one in needed(pattern)) for pattern in patterns}
    kept.keep(_NAME, _key(folder), (list(map(_row, rules)), strings))


def _key(folder: Path) -> bytes:
    return "\n".join((code(), *stamps(folder))).encode(errors="surrogateescape")


def _row(rule: Rule) -> list[Any]:
    return [_plain(getattr(rule, name)) for name in _FIELDS]


def _plain(value: Any) -> Any:
    if isinstance(value, Severity | Stage | Kind):
        return value.value
    if isinstance(value, tuple) and value and isinstance(value[0], Example):
        return [[getattr(one, name) for name in _EXAMPLE] for one in value]
    return value


def _rule(row: list[Any]) -> Rule:
    said: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
    said["severity"], said["stage"] = Severity(said["severity"]), Stage(said["stage"])
    said["kind"], said["needs"] = Kind(said["kind"]), tuple(said["needs"])
    said["examples"] = tuple(Example(*one) for one in said["examples"])
    return Rule(**said)
