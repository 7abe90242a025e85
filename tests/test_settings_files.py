"""What do configuration files say, and how is it told where they are wrong?"""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import audit
from audit import catalogue
from audit.limits import LIMITS, LimitSettings
from audit.model import Role, Severity
from audit.settings import ConfigError, SelectionError, Settings, choose, choose_at
from audit.settings.configuration import Configuration, settings_of
from audit.settings.convert import checked, sections
from audit.settings.files import Files, SaidConfiguration
from audit.settings.lines import lines_of
from audit.settings.roots import root_of
from audit.settings.schema import ConfigurationFile, Limits
from audit.structured import StructureError, json, toml, yaml

_FULL = """\
extends = "base.toml"
ignore = ["spacing"]
fail-on = "critical"
exclude = ["drafts/", "*.tmp.txt"]

[severity]
doubled-word = "major"

[[overrides]]
paths = ["fr/**"]
ignore = ["calques"]
lang = "fr"
origin = "en"
role = "translation"

[overrides.severity]
doubled-word = "critical"
"""
_BASE = """\
select = ["names", "repetition"]
ignore = ["names"]
rules = ["house"]

[severity]
doubled-word = "minor"
echoed-name = "minor"

[[overrides]]
paths = ["*.txt"]
select = ["repetition"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with a configuration that extends another."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "house").mkdir()
    (tmp_path / "audit.toml").write_text(_FULL, encoding="utf-8")
    (tmp_path / "base.toml").write_text(_BASE, encoding="utf-8")
    return tmp_path


def _of(folder: Path, said: Mapping[str, Any] | None = None) -> Settings:
    return Configuration(said).of(folder)


def test_the_nearest_file_holds_and_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    deep = tmp_path / "repository" / "content" / "fr"
    deep.mkdir(parents=True)
    (tmp_path / "audit.toml").write_text("", encoding="utf-8")
    assert Files().of(deep) == tmp_path / "audit.toml"
    (tmp_path / "repository" / ".git").mkdir()
    assert Files().of(deep) is None
    project = tmp_path / "repository" / "pyproject.toml"
    project.write_text("[tool.other]\nx = 1\n", encoding="utf-8")
    assert Files().of(deep) is None
    project.write_text('[tool.audit]\nselect = ["names"]\n', encoding="utf-8")
    assert Files().of(deep) == project
    assert _of(deep).select == ("names",)
    (tmp_path / "repository" / "audit.toml").write_text("", encoding="utf-8")
    assert Files().of(deep) == tmp_path / "repository" / "audit.toml"


def test_a_file_is_said_over_the_file_it_extends_key_by_key(project: Path) -> None:
    settings = _of(project)
    assert settings.select == ("names", "repetition")
    assert settings.ignore == ("spacing",)
    assert settings.rules == (project / "house",)
    assert settings.fail_on is Severity.CRITICAL
    assert settings.severity == {"doubled-word": Severity.MAJOR, "echoed-name": Severity.MINOR}
    assert [one.paths for one in settings.overrides] == [("*.txt",), ("fr/**",)]
    assert settings.root == project
    assert [Path(file).name for file in settings.files] == ["audit.toml", "base.toml"]


def test_every_value_knows_where_it_was_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    origins = _of(project, {"fail-on": "minor"}).origins
    assert origins["select"] == "base.toml:1"
    assert origins["ignore"] == "audit.toml:2"
    assert origins["ignore[0]"] == "audit.toml:2"
    assert origins["fail-on"] == "command line"
    assert origins["severity.doubled-word"] == "audit.toml:7"
    assert origins["severity.echoed-name"] == "base.toml:7"
    assert origins["overrides[0].select"] == "base.toml:11"
    assert origins["overrides[1].severity.doubled-word"] == "audit.toml:17"
    assert "exclude[1]" in origins
    assert "score" not in origins


def test_the_command_line_wins_over_files(project: Path) -> None:
    settings = _of(project, {"select": ["residue"], "fail-on": "never", "ignore": ["mojibake"]})
    assert settings.select == ("residue",)
    assert settings.ignore == ("mojibake",)
    assert settings.fail_on is None
    assert not any(override.select for override in settings.overrides)
    assert settings.severity["doubled-word"] is Severity.MAJOR


def test_without_files_none_is_read(project: Path) -> None:
    (project / "audit.toml").write_text("nonsense", encoding="utf-8")
    assert Configuration(files=False).of(project) == Settings(root=Path.cwd())


def test_a_file_that_is_named_holds_everywhere(project: Path, tmp_path: Path) -> None:
    named = project / "named.toml"
    named.write_text('select = ["names"]\nexclude = ["drafts/"]\n', encoding="utf-8")
    settings = Configuration(config=named).of(project)
    assert settings.select == ("names",)
    assert settings.root == Path.cwd()


def test_overrides_hold_for_their_paths_alone(project: Path) -> None:
    (project / "fr").mkdir()
    settings = _of(project)
    rules = choose(catalogue.load(), settings)
    assert "doubled-word" in {rule.name for rule in rules}
    at = {
        path: {rule.name: rule.severity for rule in choose_at(rules, settings, str(project / path))}
        for path in ("a.md", "a.txt", "fr/a.md")
    }
    assert at["a.md"]["doubled-word"] is Severity.MAJOR
    assert at["fr/a.md"]["doubled-word"] is Severity.CRITICAL
    assert at["a.txt"] == {name: severity for name, severity in at["a.md"].items() if name in at["a.txt"]}
    assert {rule.topic for rule in rules if rule.name in at["a.txt"]} == {"repetition"}
    told = root_of(settings).told
    assert (told(str(project / "fr/a.md")).lang, told(str(project / "fr/a.md")).role) == (
        "fr",
        Role.TRANSLATION,
    )
    assert told(str(project / "a.md")).lang == ""


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("select = [", 1, "not TOML"),
        ("\nselekt = []", 2, "selekt: unknown key: expected one of budgets, exclude, extends, fail-on,"),
        ("\nselekt = []", 2, "Did you mean select?"),
        ("select = 'names'", 1, "select: expected a list, found a string"),
        ("select = [\n 'names',\n 3]", 3, "select[1]: expected a string, found a whole number"),
        ("fail-on = 'bad'", 1, "fail-on: expected one of minor, major, critical, never, found 'bad'"),
        ("[severity]\n\nspacing = 'bad'", 3, "severity.spacing: expected one of minor, major, critical"),
        ("[severity]\n\nspacing = 4", 3, "severity.spacing: expected a string, found a whole number"),
        ("severity = 3", 1, "severity: expected a table, found a whole number"),
        ("[[overrides]]\nignore = []", 1, "overrides[0]: paths is missing"),
        ("[[overrides]]\npaths = []", 2, "overrides[0].paths: expected at least one pattern"),
        ("[[overrides]]\npaths = ['']", 2, "overrides[0].paths[0]: expected a pattern"),
        ("[[overrides]]\npaths = ['a']\nrole = 'x'", 3, "overrides[0].role: expected one of source,"),
        ("[[overrides]]\npaths = ['a']\nlang = '!'", 3, "overrides[0].lang: expected a language tag"),
        ("[[overrides]]\npaths = ['a']\norigins = 'en'", 3, "Did you mean origin?"),
        ("[overrides]\npaths = ['a']", 1, "overrides: expected a list, found a table"),
        ("exclude = ['!']", 1, "exclude[0]: not a pattern"),
        ("extends = 'gone.toml'", 1, "extends: no such file: gone.toml"),
        ("extends = ['../../x.toml']", 1, "extends[0]: leads out of"),
        ("extends = '/etc/passwd'", 1, "extends: leads out of"),
        ("extends = 'audit.toml'", 1, "extends: a circle:"),
        ("rules = ['../../../']", 1, "rules[0]: leads out of"),
        ("select = 'a\0b'", 1, "not TOML"),
    ],
)
def test_a_wrong_file_is_told_with_line_and_what_was_expected(
    tmp_path: Path, text: str, line: int, expected: str
) -> None:
    (tmp_path / ".git").mkdir()
    file = tmp_path / "audit.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        _of(tmp_path)
    assert str(raised.value).startswith(f"{file}:{line}: ")
    assert expected in str(raised.value)
    assert f"{line} | {text.splitlines()[line - 1].strip()}" in str(raised.value)


def test_the_same_in_a_pyproject_names_the_whole_key(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.audit]\nselekt = []\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"pyproject\.toml:2: tool\.audit\.selekt: unknown key"):
        _of(tmp_path)


def test_a_circle_through_several_files_is_told(tmp_path: Path) -> None:
    for name, other in (("audit", "b"), ("b", "c"), ("c", "b")):
        (tmp_path / f"{name}.toml").write_text(f'extends = "{other}.toml"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"a circle: .*b\.toml → .*c\.toml → .*b\.toml"):
        _of(tmp_path)


def test_a_link_that_leads_out_of_the_repository_is_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "repository"
    (inside / ".git").mkdir(parents=True)
    (tmp_path / "secret.toml").write_text("password = 1", encoding="utf-8")
    for name, text in (("audit.toml", ""), ("sub/audit.toml", 'extends = "../link.toml"')):
        file = inside / name
        file.parent.mkdir(exist_ok=True)
        if text:
            file.write_text(text, encoding="utf-8")
            (inside / "link.toml").symlink_to(tmp_path / "secret.toml")
        else:
            file.symlink_to(tmp_path / "secret.toml")
        with pytest.raises(ConfigError, match="leads out of") as raised:
            _of(file.parent)
        assert "password" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("select = ['nmes']", "audit.toml:1: select: 'nmes' is no rule, topic, category or severity"),
        ("select = ['nmes']", "Did you mean names?"),
        ("[severity]\ndoubled-wrd = 'minor'", "audit.toml:2: severity.doubled-wrd: 'doubled-wrd' is no rule"),
        ("[severity]\nnames = 'minor'", "audit.toml:2: severity.names: 'names' is no rule"),
        (
            "[[overrides]]\npaths = ['a']\nignore = ['x', 'y']",
            "audit.toml:3: overrides[0].ignore[0]: 'x' is no rule",
        ),
    ],
)
def test_a_word_that_names_no_rule_is_told_with_its_line(
    tmp_path: Path, text: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "audit.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SelectionError) as raised:
        choose(catalogue.load(), _of(tmp_path))
    assert expected in str(raised.value)


_KEYS = st.text('ab-_é" .#[]=', min_size=1, max_size=4)
_VALUES = st.recursive(
    st.integers(0, 9) | st.booleans() | st.text("a\"'\\\n#[]{}=, é", max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=4))
def test_every_key_of_any_file_has_a_line_and_no_other(values: dict[str, Any]) -> None:
    text = "".join(f"# c = 1\n{_key(key)} = {_toml(value)} # ]\n\n" for key, value in values.items())
    assert tomllib.loads(text) == values
    lines = lines_of(text)
    assert set(lines) == set(_paths(values, ()))
    for (name,) in (path for path in lines if len(path) == 1):
        assert text.split("\n")[lines[(name,)] - 1].startswith(f"{_key(str(name))} = ")


def _paths(value: Any, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [one for key, inner in items for one in ((*path, key), *_paths(inner, (*path, key)))]


def _key(key: str) -> str:
    return f"'{key}'" if '"' in key else f'"{key}"'


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'
    if isinstance(value, list):
        return "[" + ",\n  ".join(_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    return str(value)


def _keys_of(table: type) -> set[str]:
    """Every key of the schema, tables and their keys."""
    keys = set()
    for field in msgspec.structs.fields(table):
        keys.add(field.encode_name)
        for inner in sections(field.type):
            keys |= _keys_of(inner)
    return keys


def test_the_page_explains_every_key_with_an_example_that_holds(root: Path) -> None:
    page = (root / "docs" / "configuration.md").read_text(encoding="utf-8")
    examples = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert len(examples) > 5
    shown: set[str] = set()
    for example in examples:
        values = checked(tomllib.loads(example), lambda key, reason: ConfigError("page", f"{key}: {reason}"))
        shown |= {str(part) for path in lines_of(example) for part in path}
        choose(catalogue.load(), settings_of(SaidConfiguration(values), root, Settings()))
    missing = {
        key for key in _keys_of(ConfigurationFile) if f"`{key}`" not in page and f"[{key}]" not in page
    }
    assert not missing
    assert not _keys_of(ConfigurationFile) - shown


def test_limits_of_a_file_hold_where_texts_are_read_and_judged(tmp_path: Path) -> None:
    (tmp_path / "audit.toml").write_text(
        "[limits]\narticle-bytes = 60\nfront-matter-characters = 10\nrule-seconds = 7\n", encoding="utf-8"
    )
    good = "The the bridge was opened on Monday by the mayor.\n"
    for name, text in (
        ("good.en.md", good),
        ("long.en.md", good * 2),
        ("head.en.md", "---\ntitle: Of a bridge\n---\nText.\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = Configuration().of(tmp_path)
    assert settings.limits.rule_seconds == 7
    assert settings.limits.story_seconds == LIMITS.story_seconds
    run = audit.check([str(tmp_path)], settings_of=Configuration().of)
    assert {finding.rule for finding in run.findings} == {"doubled-word"}
    assert sorted(problem.message for problem in run.problems if problem.fatal) == [
        "front matter is too large: expected at most 10 characters",
        "larger than an article: expected at most 60 bytes",
    ]


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        (
            "article-bytes = 4194305",
            "limits.article-bytes: expected at most 4,194,304: 4 times the default",
        ),
        ("rule-seconds = 81", "limits.rule-seconds: expected at most 80"),
        ("levels = 0", "limits.levels: expected at least 1, found 0"),
        ("values = -1", "limits.values: expected at least 1, found -1"),
        ('values = "all"', "limits.values: expected a whole number, found a string"),
        ("value = 1", "limits.value: unknown key: expected one of article-bytes"),
    ],
)
def test_a_configuration_lifts_no_limit_beyond_the_ceiling(tmp_path: Path, limit: str, reason: str) -> None:
    (tmp_path / "audit.toml").write_text(f"[limits]\n{limit}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(reason)):
        Configuration().of(tmp_path)


def test_every_limit_can_be_said_and_has_the_default_that_holds_without_it() -> None:
    assert msgspec.structs.asdict(Limits()) == dataclasses.asdict(LIMITS)


@pytest.mark.parametrize("levels", [1, 3, 4 * LIMITS.levels])
def test_levels_hold_in_every_language(levels: int) -> None:
    limits = LimitSettings(levels=levels)
    for read in (json, yaml):
        assert read("[" * levels + "]" * levels, limits) is not None
        with pytest.raises(StructureError, match="levels"):
            read("[" * (levels + 1) + "]" * (levels + 1), limits)
    assert toml("a = " + "[" * levels + "]" * levels, limits)
    with pytest.raises(StructureError, match="levels"):
        toml("a = " + "[" * (levels + 1) + "]" * (levels + 1), limits)
