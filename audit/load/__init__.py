"""Which documents does a file hold? One module a format, one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from audit import files
from audit.limits import LimitSettings
from audit.load.decode import Decoded, decode
from audit.load.draft import Loaded
from audit.load.errors import LoadError, NothingToJudgeError, PartlyReadError
from audit.load.metadata import Metadata
from audit.load.settings import DEFAULT, FormatSettings
from audit.load.strand import File

# A format is one line here and one module of this package, imported when a file of it comes: its `read`
# takes the file and the settings, and gives the documents.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "plain",
        ".text": "plain",
        ".md": "markdown",
        ".markdown": "markdown",
        ".mdx": "markdown",
        ".rst": "rst",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".po": "po",
        ".pot": "po",
        ".xlf": "xliff",
        ".xliff": "xliff",
        ".json": "articles",
        ".jsonl": "articles",
        ".ndjson": "articles",
        ".arb": "json_messages",
        ".yml": "yaml_messages",
        ".yaml": "yaml_messages",
        ".csv": "table",
        ".tsv": "table",
        ".docx": "docx",
        ".odt": "odt",
        ".pdf": "pdf",
    }
)

Reader = Callable[[File, FormatSettings], tuple[Loaded, ...]]
PackedReader = Callable[[bytes, str, FormatSettings], tuple[File, tuple[Loaded, ...]]]

# Formats whose bytes are no text: their `read_packed` takes the bytes, and gives what a person would take for
# the file's characters as well, in which places are told.
_PACKED = frozenset({"docx", "odt", "pdf"})
# Formats that hold all kinds of data: read where they are named, not wherever they lie.
_DATA = frozenset({"articles", "table", "json_messages", "yaml_messages"})
# Of a PDF too little is certain for it to be judged unasked.
_NAMED = frozenset({"pdf"})
# What Word puts beside a document that somebody has open.
_LOCK = "~$"
_BILINGUAL = frozenset({"po", "xliff"})
# What people write articles in, and nobody reads here: silence on such a file would be taken for a pass.
_UNREAD = frozenset({".doc", ".docx", ".epub", ".key", ".odt", ".pages", ".pdf", ".ppt", ".pptx", ".rtf"})

__all__ = [
    "DEFAULT",
    "FORMATS",
    "FormatSettings",
    "LoadError",
    "Loaded",
    "Metadata",
    "NothingToJudgeError",
    "PartlyReadError",
    "characters",
    "holds_both",
    "holds_data",
    "is_packed",
    "load",
    "load_bytes",
    "reads",
    "unread",
]


def reads(path: Path) -> bool:
    """Whether a file found in a folder is a version: it is in a format of texts, its name is not README."""
    format_ = FORMATS.get(path.suffix.lower(), "")
    if not format_ or format_ in _DATA | _NAMED or path.name.startswith(_LOCK):
        return False
    return path.stem.split(".")[0].upper() != "README"


def holds_data(path: Path) -> bool:
    """Whether a file found in a folder may hold texts, and is read where a layout or a pattern says so."""
    return FORMATS.get(path.suffix.lower()) in _DATA


def unread(path: Path) -> bool:
    """Whether a file is in a format in which people keep articles, and is not read where it is not named."""
    suffix = path.suffix.lower()
    return suffix in _UNREAD and (suffix not in FORMATS or FORMATS[suffix] in _NAMED)


def is_packed(suffix: str) -> bool:
    """Whether a file with this ending is no text itself but a package of parts, such as Word's."""
    return FORMATS.get(suffix) in _PACKED


def holds_both(path: Path) -> bool:
    """Whether a file holds source and translation itself, so that it is a story of its own."""
    return FORMATS.get(path.suffix.lower()) in _BILINGUAL


def load(
    path: Path, shown: str, settings: FormatSettings = DEFAULT, inside: Path | None = None
) -> tuple[Loaded, ...]:
    """The documents of a file, at least one; `shown` is how messages call it, `inside` a folder that no link
    leads out of on the way to it. Raises LoadError, where some of them could be read PartlyReadError."""
    most = _most_bytes(path.suffix.lower(), settings.limits)
    try:
        data = files.read(path, most, inside=inside)
    except files.TooLargeError:
        raise LoadError(shown, f"larger than an article: expected at most {most:,} bytes") from None
    except OSError as error:
        raise LoadError(shown, f"cannot be read: {error.strerror or error}") from None
    return load_bytes(data, shown, path.suffix.lower(), settings)


def load_bytes(
    data: bytes, shown: str, suffix: str = ".txt", settings: FormatSettings = DEFAULT
) -> tuple[Loaded, ...]:
    """The same for bytes already at hand, such as standard input."""
    format_ = FORMATS.get(suffix)
    if format_ is None:
        raise LoadError(
            shown, f"format {suffix or 'without an ending'} is not read: expected {', '.join(FORMATS)}"
        )
    if len(data) > (most := _most_bytes(suffix, settings.limits)):
        raise LoadError(shown, f"larger than an article: expected at most {most:,} bytes")
    module = import_module(f"audit.load.{format_}")
    if format_ in _PACKED:
        read_packed: PackedReader = module.read_packed
        file, documents = read_packed(data, shown, settings)
        return _with_words(documents, file)
    read: Reader = module.read
    text = decode(data, shown)
    file = File(text.characters, shown, text.encoding)
    try:
        return _with_words(read(file, settings), file)
    except PartlyReadError as error:
        error.loaded = _with_words(error.loaded, file)
        raise


def characters(data: bytes, shown: str, suffix: str, settings: FormatSettings = DEFAULT) -> Decoded:
    """The characters in which places of a file are told, and their encoding. Raises LoadError."""
    if is_packed(suffix):
        read_packed: PackedReader = import_module(f"audit.load.{FORMATS[suffix]}").read_packed
        file, _ = read_packed(data, shown, settings)
        return Decoded(file.characters, file.encoding)
    return decode(data, shown)


def _with_words(documents: tuple[Loaded, ...], file: File) -> tuple[Loaded, ...]:
    """Those of the documents that hold any, told apart."""
    worded = tuple(one for one in documents if one.text.strip())
    if not worded and any(map(str.isalnum, file.characters)):
        raise NothingToJudgeError(file.path, "nothing to judge: no words in it but code, markup or fields")
    if not worded:
        raise LoadError(file.path, "empty: expected an article")
    return _told_apart(worded)


def _most_bytes(suffix: str, limits: LimitSettings) -> int:
    return limits.collection_bytes if FORMATS.get(suffix) in _DATA | _PACKED else limits.article_bytes


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
