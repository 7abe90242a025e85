"""Which settings hold for a folder, over files, command line and defaults?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec

from audit.group import StorySettings
from audit.group.patterns import patterns
from audit.limits import LimitSettings
from audit.load import DEFAULT, FormatSettings
from audit.load.metadata import language
from audit.model import Severity
from audit.settings import COMMAND_LINE, Settings
from audit.settings.budgets import NEVER
from audit.settings.entries import entries
from audit.settings.entry import Setting, dotted
from audit.settings.files import Files, SaidConfiguration, read
from audit.settings.schema import ConfigurationFile, FormatsSection, Stories

# The keys of an override that say which rules run; the others say how.
_SELECTING = frozenset({"select", "packs"})


class Configuration:
    """Finds the settings of folders; each file is read once.

    `said` are the values of the command line by key ("fail-on"); they win over files. With `config` that
    file alone holds, for every folder, and its patterns are relative to the working folder. Without `files`
    none is read.
    """

    def __init__(
        self,
        said: Mapping[str, Any] | None = None,
        *,
        config: Path | None = None,
        files: bool = True,
        base: Settings | None = None,
    ) -> None:
        self._said = dict(said or {})
        self._config = config
        self._files = files
        self.base = base or Settings()
        self._found = Files()
        self._of_folder: dict[Path, Path | None] = {}
        self._of_file: dict[Path | None, tuple[SaidConfiguration, Settings]] = {}

    def of(self, folder: Path) -> Settings:
        """The settings for texts in `folder`. Raises ConfigError."""
        return self._read(folder)[1]

    def entries(self, folder: Path) -> tuple[Setting, ...]:
        """Every value that holds for `folder`, with where it was said. Raises ConfigError."""
        return entries(self._read(folder)[0])

    def _read(self, folder: Path) -> tuple[SaidConfiguration, Settings]:
        if folder not in self._of_folder:
            self._of_folder[folder] = self._find(folder)
        file = self._of_folder[folder]
        if file not in self._of_file:
            said = over(read(file) if file else SaidConfiguration(), self._said)
            # What is named on the command line is seen from where the person stands.
            root = Path.cwd().resolve() if self._config or file is None else file.parent
            self._of_file[file] = said, settings_of(said, root, self.base)
        return self._of_file[file]

    def _find(self, folder: Path) -> Path | None:
        if self._config is not None:
            return self._config
        return self._found.of(folder.resolve()) if self._files else None


def over(said: SaidConfiguration, command_line: Mapping[str, Any]) -> SaidConfiguration:
    """What files say, with what the command line says over it."""
    values = {**said.values, **command_line}
    origins = {key: place for key, place in said.origins.items() if key[0] not in command_line}
    if "select" in command_line:
        # Who asks for some rules gets those, whatever others a file selects, everywhere or for some paths.
        values.pop("packs", None)
        values["overrides"] = [
            {name: value for name, value in one.items() if name not in _SELECTING}
            for one in values.get("overrides", ())
        ]
        origins = {
            key: place
            for key, place in origins.items()
            if key[0] != "packs" and not (key[0] == "overrides" and key[2:3] and key[2] in _SELECTING)
        }
    if "fail-on" in command_line:
        values["budgets"] = [
            {name: value for name, value in one.items() if name != "fail-on"}
            for one in values.get("budgets", ())
        ]
    origins.update(((name,), COMMAND_LINE) for name in command_line)
    return SaidConfiguration(values, origins, said.files)


def settings_of(said: SaidConfiguration, root: Path, base: Settings) -> Settings:
    """The settings that what is said comes to; `base` gives what no file can say."""
    file = msgspec.convert(said.values, ConfigurationFile)
    limits = LimitSettings(**msgspec.structs.asdict(file.limits))
    return replace(
        base,
        select=file.select,
        packs=file.packs,
        ignore=file.ignore,
        rules=tuple(Path(folder) for folder in file.rules),
        rules_version=file.rules_version,
        budgets=tuple(
            msgspec.structs.replace(one, languages=tuple(language(lang, "") for lang in one.languages))
            for one in file.budgets
        ),
        fail_on=None if file.fail_on == NEVER else Severity(file.fail_on),
        severity=file.severity,
        parameters=file.parameters,
        house_words={
            lang: (lists,) if isinstance(lists, str) else lists for lang, lists in file.house_words.items()
        },
        exclude=file.exclude,
        overrides=file.overrides,
        stories=_stories(file.stories),
        formats=_formats(file.formats, limits),
        limits=limits,
        root=root,
        files=said.files,
        origins={dotted(key): place for key, place in said.origins.items()},
    )


def _stories(said: Stories) -> StorySettings:
    languages, source = tuple(language(one, "") for one in said.languages), language(said.source_lang, "")
    return StorySettings(
        tuple(patterns(paths, languages, source) for paths in said.sets),
        said.layout,
        source,
        {language(lang, ""): role for lang, role in said.roles.items()},
    )


def _formats(said: FormatsSection, limits: LimitSettings) -> FormatSettings:
    return FormatSettings(
        said.front_matter or DEFAULT.front_matter,
        said.fields or DEFAULT.fields,
        tuple({**dict(DEFAULT.columns), **said.columns}.items()),
        said.messages,
        limits,
    )
