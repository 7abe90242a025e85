"""Which configuration file holds for a folder, and what do it and those it extends say?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit import files
from audit.git import Repositories
from audit.settings.convert import checked
from audit.settings.entry import Key, dotted
from audit.settings.errors import ConfigError
from audit.settings.lines import lines_of
from audit.settings.schema import LISTS
from audit.structured import StructureError, toml
from audit.text import shorten

NAME = "audit.toml"
PROJECT = "pyproject.toml"
# Where a project begins: what lies above it is not of it.
_REPOSITORY = ".git"
_LARGEST = 1 << 20
# Characters of a line that a message shows.
_EXCERPT = 100


@dataclass(frozen=True, slots=True)
class SaidConfiguration:
    """What a file and those it extends say: nested values, and for each key where it was said."""

    values: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[Key, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()


class Files:
    """The configuration files of folders; each folder is looked at once."""

    def __init__(self) -> None:
        self._known: dict[Path, Path | None] = {}

    def of(self, folder: Path) -> Path | None:
        """The audit.toml, or the pyproject.toml with a table tool.audit, of `folder` or its nearest parent.

        The search ends at the root of the repository.
        """
        passed = []
        found = None
        for place in (folder, *folder.parents):
            if place in self._known:
                found = self._known[place]
                break
            passed.append(place)
            found = _file_in(place)
            if found or files.is_there(place / _REPOSITORY):
                break
        self._known.update(dict.fromkeys(passed, found))
        return found


def _file_in(folder: Path) -> Path | None:
    for file in (folder / NAME, folder / PROJECT):
        if files.is_regular(file) and (file.name == NAME or b"tool.audit" in _bytes(file)):
            return file
    return None


def read(file: Path) -> SaidConfiguration:
    """What `file` says, over what the files it extends say. Raises ConfigError."""
    file = file.absolute()
    boundary = _boundary(file.parent)
    real = file.resolve()
    if not real.is_relative_to(boundary):
        raise ConfigError(_shown(file), f"is a link that leads out of {_shown(boundary)}")
    return _chain(file, boundary, (real,))


def _boundary(folder: Path) -> Path:
    """The folder that a file may name others in: that of its repository, else its own."""
    real = folder.resolve()
    return Repositories().of(real) or real


def _chain(file: Path, boundary: Path, above: tuple[Path, ...]) -> SaidConfiguration:
    one = _SettingsFile(file)
    said = SaidConfiguration()
    extends = one.values.get("extends", ())
    for number, name in enumerate([extends] if isinstance(extends, str) else extends):
        key: Key = ("extends",) if isinstance(extends, str) else ("extends", number)
        base = _inside(one, key, name, boundary)
        if base in above:
            raise one.error(key, f"a circle: {' → '.join(_shown(path) for path in (*above, base))}")
        if not files.is_regular(base):
            raise one.error(key, f"no such file: {name}")
        said = _over(_chain(base, boundary, (*above, base)), said)
    values = {name: value for name, value in one.values.items() if name != "extends"}
    if "rules" in values:
        values["rules"] = [
            str(_inside(one, ("rules", number), name, boundary))
            for number, name in enumerate(values["rules"])
        ]
    return _over(SaidConfiguration(values, one.origins, (one.shown,)), said)


def _inside(one: _SettingsFile, key: Key, name: str, boundary: Path) -> Path:
    """The file or folder that `name` means, beside the file that says it; not outside of the project."""
    try:
        path = (one.path.parent / name).resolve()
    except (OSError, ValueError, RuntimeError) as error:
        raise one.error(key, f"cannot be reached: {error}") from None
    if not path.is_relative_to(boundary):
        raise one.error(key, f"leads out of {_shown(boundary)}: expected a path in it")
    return path


def _over(upper: SaidConfiguration, lower: SaidConfiguration) -> SaidConfiguration:
    """`upper` said over `lower`: tables key by key, lists of tables one after the other, any other value
    whole."""
    values: dict[str, Any] = dict(lower.values)
    origins = dict(lower.origins)
    before = {name: len(values.get(name, ())) for name in LISTS}
    for name, value in upper.values.items():
        if name in LISTS:
            values[name] = [*values.get(name, ()), *value]
        elif isinstance(value, dict):
            inner = {**values.get(name, {}), **value}
            values[name] = inner
            origins = {
                key: place
                for key, place in origins.items()
                if key[:1] != (name,) or key[1:2] not in _firsts(value)
            }
        else:
            values[name] = value
            origins = {key: place for key, place in origins.items() if key[:1] != (name,)}
    for key, place in upper.origins.items():
        moved = key
        if key[0] in LISTS and len(key) > 1 and isinstance(key[1], int):
            moved = (key[0], key[1] + before[str(key[0])], *key[2:])
        origins[moved] = place
    return SaidConfiguration(values, origins, (*upper.files, *lower.files))


def _firsts(table: Mapping[str, Any]) -> set[Key]:
    return {(name,) for name in table}


class _SettingsFile:
    """One file, read and checked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown = _shown(path)
        data = _bytes(path)
        try:
            # TOML knows Windows' line ends; the byte order mark it does not.
            self.text = data.decode("utf-8-sig").replace("\r\n", "\n")
            whole: Any = toml(self.text)
        except StructureError as error:
            raise ConfigError(
                self.shown, f"not TOML: {error.reason}", line=error.line, excerpt=self._line(error.line)
            ) from None
        except UnicodeDecodeError as error:
            raise ConfigError(self.shown, f"not TOML: {error}") from None
        self._prefix: Key = ("tool", "audit") if path.name == PROJECT else ()
        self._lines = lines_of(self.text)
        for word in self._prefix:
            whole = whole.get(word, {}) if isinstance(whole, dict) else {}
        self.values: dict[str, Any] = checked(whole, self.error)

    @property
    def origins(self) -> dict[Key, str]:
        """Where each key stands, without what the file is not for."""
        length = len(self._prefix)
        return {
            key[length:]: f"{self.shown}:{line}"
            for key, line in self._lines.items()
            if key[:length] == self._prefix and len(key) > length
        }

    def error(self, key: Key, reason: str) -> ConfigError:
        line = self._nearest((*self._prefix, *key))
        return ConfigError(
            self.shown, reason, line=line, key=dotted((*self._prefix, *key)), excerpt=self._line(line)
        )

    def _nearest(self, key: Key) -> int:
        """The line of a key, or of what it would stand in."""
        for length in range(len(key), 0, -1):
            if key[:length] in self._lines:
                return self._lines[key[:length]]
        return 0

    def _line(self, line: int) -> str:
        lines = self.text.split("\n")
        return shorten(lines[line - 1], _EXCERPT) if 0 < line <= len(lines) else ""


def _bytes(path: Path) -> bytes:
    try:
        return files.read(path, _LARGEST)
    except OSError as error:
        raise ConfigError(_shown(path), f"cannot be read: {error.strerror or error}") from None


def _shown(path: Path) -> str:
    """A path as short as it is from where the person stands."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
