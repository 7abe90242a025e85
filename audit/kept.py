"""What did the same program come to before, from nothing but what it brings?

It is kept as Python keeps what comes of its modules: in the package's `__pycache__`, in the format of
compiled modules (`marshal`), where and when Python would write those. Who can change it can change the
program. It bears a digest of what it was made from, so that it is never out of date.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

from audit import atomic
from audit.program import PACKAGE, archive, program

_DIGEST = 20

Value = TypeVar("Value")


def kept(name: str, made: Callable[[], Value]) -> Value:
    """What `made` comes to, of plain values alone, kept by a name from the first time on; by a name that is
    not of letters, figures and hyphens nothing is."""
    if not name.replace("-", "").isalnum():
        return made()
    key = program()
    value: Value | None = recall(name, key)
    if value is None:
        value = made()
        keep(name, key, value)
    return value


def recall(name: str, key: bytes) -> Value | None:
    """What was kept by a name under the same key; None where nothing was, or where it is not whole."""
    place = _place(name)
    if place is None:
        return None
    try:
        data = place.read_bytes()
    except OSError:
        return None
    if data[: 2 * _DIGEST] != _digest(key) + _digest(data[2 * _DIGEST :]):
        return None
    value: Value = marshal.loads(data[2 * _DIGEST :])
    return value


def keep(name: str, key: bytes, value: Any) -> None:
    """Keep a value by a name and a key, unless Python is told to keep nothing or cannot."""
    place = _place(name)
    if place is None or sys.dont_write_bytecode:
        return
    data = marshal.dumps(value)
    with suppress(OSError):
        atomic.write(place, _digest(key) + _digest(data) + data)


def _place(name: str) -> Path | None:
    """Where Python would keep a compiled module of the package of that name; None where it keeps none."""
    tag: str | None = sys.implementation.cache_tag
    if tag is None or archive():
        return None
    return Path(cache_from_source(os.fspath(PACKAGE / f"{name}.py"))).with_suffix(".marshal")


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST).digest()
