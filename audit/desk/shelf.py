"""Where do texts lie that were pasted or dropped, and what is said of each?

Each story is a folder of its own below one folder of the desk, with a `story.toml` for what a person said of
its texts: so everything that reads files reads it too, and nothing is lost with the program.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from audit import atomic
from audit.group.story_file import STORY_FILE
from audit.model import Role

ENDINGS = (".txt", ".md", ".html", ".htm", ".docx")
_LONGEST = 48
_NOT_NAME = re.compile(r"[^\w-]+")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class ShelfError(ValueError):
    """A text that cannot be put down: which, and what was expected."""


class PutText(NamedTuple):
    """A text to be put down: the name it came with, its bytes, what is said of it."""

    name: str
    data: bytes
    lang: str = ""
    role: Role = Role.TRANSLATION


def put_story(shelf: Path, title: str, texts: Iterable[PutText]) -> Path:
    """The folder of a new story with these texts. Raises ShelfError and OSError."""
    given = [_known(text) for text in texts]
    if not given:
        raise ShelfError("no text: paste one, or choose a file")
    shelf.mkdir(parents=True, exist_ok=True)
    name = _plain(title) or _plain(Path(given[0].name).stem) or "story"
    folder = _free(shelf, name, "")
    folder.mkdir()
    put_beside(folder, given)
    return folder


def put_beside(folder: Path, texts: Iterable[PutText]) -> None:
    """Put texts beside those of a story. Raises ShelfError and OSError."""
    told: dict[str, dict[str, str]] = {}
    for text in map(_known, texts):
        path = _free(folder, _plain(Path(text.name).stem) or "text", Path(text.name).suffix.lower())
        atomic.write(path, text.data)
        told[path.name] = {"lang": text.lang, "role": text.role.value}
    say(folder, told)


def say(folder: Path, told: Mapping[str, Mapping[str, str]]) -> None:
    """Put into the folder's `story.toml` what is said of its files: language and role, each "" for nothing.
    What it says beside that stays. Raises ShelfError and OSError."""
    path = folder / STORY_FILE
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ShelfError(f"{path}: not TOML: {error}") from None
    versions = fields.setdefault("versions", {})
    for name, said in told.items():
        one = versions.setdefault(name, {})
        for key, value in said.items():
            one.pop(key, None)
            if value and not (key == "role" and value == Role.TRANSLATION):
                one[key] = value
    atomic.write(path, _toml(fields).encode())


def _known(text: PutText) -> PutText:
    """The text, if it is of a kind that the desk takes; the name loses all folders."""
    name = re.split(r"[/\\]", text.name)[-1]
    if Path(name).suffix.lower() not in ENDINGS:
        raise ShelfError(f"{name or 'a text without a name'}: expected {', '.join(ENDINGS)}")
    if not text.data.strip():
        raise ShelfError(f"{name}: empty")
    return text._replace(name=name)


def _plain(name: str) -> str:
    """Letters, digits and hyphens of a name: no name of a file says where it lies."""
    words = _NOT_NAME.sub("-", normalize("NFC", name)).strip("-_")
    return words[:_LONGEST].rstrip("-_")


def _free(folder: Path, name: str, ending: str) -> Path:
    """A path in the folder that nothing has yet."""
    number = 1
    while (path := folder / f"{name}{'' if number == 1 else f'-{number}'}{ending}").exists():
        number += 1
    return path


def _toml(fields: Mapping[str, object], head: str = "") -> str:
    """Tables of words and dates as TOML."""
    lines = [f"{_key(key)} = {_value(value)}" for key, value in fields.items() if not isinstance(value, dict)]
    text = "".join(f"{line}\n" for line in lines)
    if lines and head:
        text = f"\n[{head}]\n{text}"
    elif head and not fields:
        text = f"\n[{head}]\n"
    for key, value in fields.items():
        if isinstance(value, dict):
            text += _toml(value, f"{head}.{_key(key)}" if head else _key(key))
    return text


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
