"""Which documents does a file hold? One module a format, one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from audit.load import plain
from audit.load.decode import decode
from audit.load.draft import Loaded
from audit.load.errors import LoadError
from audit.load.metadata import Metadata
from audit.load.settings import DEFAULT, FormatSettings
from audit.load.strand import File

Reader = Callable[[File, FormatSettings], tuple[Loaded, ...]]

# A format is one line here and one module: a reader takes the file and the settings, and gives its documents.
FORMATS: Mapping[str, Reader] = MappingProxyType({".txt": plain.read, ".text": plain.read})

# Characters. The longest reports of magazines have half as many; what is larger is an archive or an accident.
LARGEST = 1 << 18

__all__ = [
    "DEFAULT",
    "FORMATS",
    "FormatSettings",
    "LoadError",
    "Loaded",
    "Metadata",
    "load",
    "load_bytes",
    "reads",
]


def reads(path: Path) -> bool:
    """Whether a file found in a folder is a version: its format is known, its name is not README."""
    return path.suffix.lower() in FORMATS and path.stem.split(".")[0].upper() != "README"


def load(path: Path, shown: str, settings: FormatSettings = DEFAULT) -> tuple[Loaded, ...]:
    """The documents of a file, at least one; `shown` is how messages call it. Raises LoadError."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise LoadError(shown, "cannot be read: expected a file, found a pipe or a device")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise LoadError(shown, f"cannot be read: {error.strerror or error}") from None
    return load_bytes(data, shown, path.suffix.lower(), settings)


def load_bytes(
    data: bytes, shown: str, suffix: str = ".txt", settings: FormatSettings = DEFAULT
) -> tuple[Loaded, ...]:
    """The same for bytes already at hand, such as standard input."""
    reader = FORMATS.get(suffix)
    if reader is None:
        raise LoadError(
            shown, f"format {suffix or 'without an ending'} is not read: expected {', '.join(FORMATS)}"
        )
    if len(data) > LARGEST:
        raise LoadError(shown, f"larger than an article: expected at most {LARGEST:,} bytes")
    characters, encoding = decode(data, shown)
    documents = reader(File(characters, shown, encoding), settings)
    documents = tuple(one for one in documents if one.text.strip())
    if not documents:
        raise LoadError(shown, "empty: expected an article")
    return _told_apart(documents)


def _told_apart(documents: tuple[Loaded, ...]) -> tuple[Loaded, ...]:
    """The documents by names that no two of a file share."""
    taken: set[str] = set()
    apart = []
    for number, one in enumerate(documents, 1):
        name = one.name
        while name in taken:
            name = f"{name or one.stated.lang}.{number}"
        taken.add(name)
        apart.append(one if name == one.name else replace(one, name=name))
    return tuple(apart)
