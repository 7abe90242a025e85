"""Which document does a file hold? One module a format, one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from audit.load import plain
from audit.load.decode import decode
from audit.load.errors import LoadError
from audit.load.front_matter import Metadata
from audit.model import Source

Reader = Callable[[str, str, str], tuple[str, Metadata, Source]]

# A format is one line here and one module: a reader takes the file's characters, its path and its
# encoding, and gives the text, what the file states about itself, and the way back to the file.
FORMATS: Mapping[str, Reader] = MappingProxyType({".txt": plain.read, ".text": plain.read})

# Bytes. The longest reports of magazines have half as many; what is larger is an archive or an accident.
LARGEST = 1 << 18

__all__ = ["FORMATS", "LoadError", "Metadata", "load", "load_bytes", "reads"]


def reads(path: Path) -> bool:
    """Whether a file found in a folder is a version: its format is known, its name is not README."""
    return path.suffix.lower() in FORMATS and path.stem.split(".")[0].upper() != "README"


def load(path: Path, shown: str) -> tuple[str, Metadata, Source]:
    """Read a file; `shown` is how messages call it. Raises LoadError."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise LoadError(shown, "cannot be read: expected a file, found a pipe or a device")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise LoadError(shown, f"cannot be read: {error.strerror or error}") from None
    return load_bytes(data, shown, path.suffix.lower())


def load_bytes(data: bytes, shown: str, suffix: str = ".txt") -> tuple[str, Metadata, Source]:
    """The same for bytes already at hand, such as standard input."""
    reader = FORMATS.get(suffix)
    if reader is None:
        raise LoadError(
            shown, f"format {suffix or 'without an ending'} is not read: expected {', '.join(FORMATS)}"
        )
    if len(data) > LARGEST:
        raise LoadError(shown, f"larger than an article: expected at most {LARGEST:,} bytes")
    characters, encoding = decode(data, shown)
    text, stated, source = reader(characters, shown, encoding)
    if not text.strip():
        raise LoadError(shown, "empty: expected an article")
    return text, stated, source
