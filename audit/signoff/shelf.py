"""Where do the records of sign-offs lie, and how are they read and added to?

Beside the decisions on the article, one JSON object a line, the newest last. None is ever changed: a record
states the digest of the one before it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from audit.decide import kept
from audit.decide.places import root_of
from audit.signoff.record import SignOff

ENDING = ".signed"


class SignOffError(ValueError):
    """Records that cannot be read or written: where, and what was expected."""


def shelf_of(decisions: Path) -> Path:
    """Where records lie, by where the decisions on the same article do."""
    return decisions.with_name(decisions.name.removesuffix(".decisions") + ENDING)


def read(path: Path) -> tuple[SignOff, ...]:
    """The records in `path`, none where there is no such file. Raises SignOffError with the line."""
    return tuple(_record(line, f"{path}:{number}") for number, line in enumerate(_lines(path), 1))


def add(path: Path, make: Callable[[str], SignOff]) -> SignOff:
    """Put the record that `make` makes of the digest of the last one behind it, and return it. Between
    reading and writing nobody else changes anything in this `.audit`. Raises SignOffError."""
    try:
        with kept.locked(root_of(path)):
            there = read(path)
            record = make(there[-1].record_sha256 if there else "")
            lines = (*_lines(path), msgspec.json.encode(record))
            kept.write(path, b"".join(line + b"\n" for line in lines))
    except OSError as error:
        raise SignOffError(f"{path}: records cannot be written: {kept.reason_of(error)}") from None
    return record


def _lines(path: Path) -> list[bytes]:
    try:
        return [line for line in kept.read(path).split(b"\n") if line.strip()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SignOffError(f"{path}: records cannot be read: {kept.reason_of(error)}") from None


def _record(line: bytes, place: str) -> SignOff:
    try:
        return msgspec.json.decode(line, type=SignOff)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise SignOffError(f"{place}: expected the record of a sign-off: {error}") from None
