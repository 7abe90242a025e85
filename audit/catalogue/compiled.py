"""What did the product's own rules come to when they were last read?

Reading and checking a hundred files of YAML and their tables takes a third of the time of an article. What
comes of them is kept as Python keeps what comes of its modules: in the package's `__pycache__`, in the
format of compiled modules (`marshal`), where and when Python would write those. Who can change it can change
the program. It bears a digest of the program and of the rules' files, so that it is never out of date.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from audit import atomic
from audit.literals import learn, needed
from audit.model import Example, Kind, Rule, Severity, Stage
from audit.program import PACKAGE, archive, code, stamps

_DIGEST = 20
_FIELDS = tuple(field.name for field in fields(Rule))
_EXAMPLE = tuple(field.name for field in fields(Example))


def recall(folder: Path) -> tuple[Rule, ...] | None:
    """The rules of the folder as they were kept; None where nothing of the same program and files was."""
    place = _place()
    if place is None:
        return None
    try:
        data = place.read_bytes()
    except OSError:
        return None
    if data[: 2 * _DIGEST] != _key(folder) + _digest(data[2 * _DIGEST :]):
        return None
    rows, strings = marshal.loads(data[2 * _DIGEST :])
    learn(strings)
    return tuple(map(_rule, rows))


def keep(folder: Path, rules: tuple[Rule, ...], patterns: Iterable[str]) -> None:
    """Keep the rules of the folder, and which strings their patterns need, unless Python is told to keep
    nothing or cannot."""
    place = _place()
    if place is None or sys.dont_write_bytecode:
        return
    strings = {pattern: tuple(tuple(sorted(one)) for one in needed(pattern)) for pattern in patterns}
    data = marshal.dumps((list(map(_row, rules)), strings))
    with suppress(OSError):
        atomic.write(place, _key(folder) + _digest(data) + data)


def _place() -> Path | None:
    """Where Python would keep a compiled module of the package called `rules`; None where it keeps none."""
    tag: str | None = sys.implementation.cache_tag
    if tag is None or archive():
        return None
    return Path(cache_from_source(os.fspath(PACKAGE / "rules.py"))).with_suffix(".marshal")


def _key(folder: Path) -> bytes:
    return _digest("\n".join((code(), *stamps(folder))).encode(errors="surrogateescape"))


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()


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
