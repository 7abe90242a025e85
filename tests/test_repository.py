"""Does the repository keep the promises it makes to those who open it?"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from audit.catalogue import load_folder
from audit.cli import app
from audit.rulecheck import check_rule

# A bracket behind a backslash is one of an example.
_LINK = re.compile(r"(?<!\\)\[(?:[^\]\\]|\\.)*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
_LEFT_BEHIND = re.compile(r"TODO|FIXME|XXX|NotImplementedError|pragma: no cover|type: ignore|noqa")

# People and places of the founding story: rules that find its faults must be general.
_OF_THE_SEEDS = re.compile(r"Rutte|\bRute\b|Zelensk[iy]|Vuhledar|Belada|Stoltenberg|Ramstein|DigitalSiber")

# So many words in a row, the same in two places, are no coincidence.
_IN_A_ROW = 10


def _tracked(root: Path) -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    paths = (root / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


def _pages(root: Path) -> list[Path]:
    return [*sorted(root.glob("*.md")), *sorted(root.glob("docs/**/*.md")), root / "seeds" / "README.md"]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_every_make_command_the_pages_name_exists(root: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", _text(root / "Makefile"), re.MULTILINE))
    for page in _pages(root):
        for block in _CONSOLE.findall(_text(page)):
            named = set(re.findall(r"make ([a-z]+)", block))
            assert named <= targets, f"{page}: make {named - targets}"


def test_every_tool_the_makefile_runs_exists(root: Path) -> None:
    tools = re.findall(r"-m tools\.(\w+)", _text(root / "Makefile"))
    assert tools
    assert not [name for name in tools if not (root / "tools" / f"{name}.py").is_file()]


def test_every_audit_command_the_pages_show_exists_with_its_options(root: Path) -> None:
    unknown = []
    for page in _pages(root):
        for block in _CONSOLE.findall(_text(page)):
            for line in re.findall(r"^\$ (?:\S*/)?audit ([^>|#\n]*)", block, re.MULTILINE):
                unknown += [
                    f"{page.relative_to(root)}: audit {line}: {word}" for word in left_over(line.split())
                ]
    assert not unknown


def left_over(words: list[str]) -> list[str]:
    """What the program would not understand of the words after `audit`: a command or an option."""
    command = get_command(app)
    while isinstance(command, TyperGroup):
        if command.invoke_without_command and (not words or words[0].startswith("-")):
            break  # a command that has others below it
        if not words or words[0] not in command.commands:
            return words[:1]
        command, words = command.commands[words[0]], words[1:]
    known = {option for parameter in command.params for option in parameter.opts}
    given = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
    return sorted(given - known)


def test_the_rule_that_the_page_writes_goes_as_the_page_says(root: Path, tmp_path: Path) -> None:
    rule, exception, *_ = re.findall(
        r"```yaml\n(.*?)```", _text(root / "docs" / "a-rule-in-ten-minutes.md"), re.DOTALL
    )
    file = tmp_path / "tail-attribution.yaml"
    file.write_text(rule, encoding="utf-8")
    assert [bool(verdict.failure) for verdict in check_rule(*load_folder(file))] == [False, True]
    file.write_text(exception + rule, encoding="utf-8")
    assert [bool(verdict.failure) for verdict in check_rule(*load_folder(file))] == [False, False]


def test_every_relative_link_leads_somewhere(root: Path) -> None:
    lost = []
    for page in _pages(root):
        for link in _LINK.findall(_CODE.sub("", _text(page))):
            if re.match(r"[a-z]+:", link):
                continue
            name, _, heading = link.partition("#")
            target = page.parent / name if name else page
            if not target.exists() or (heading and heading not in _headings(target)):
                lost.append(f"{page.relative_to(root)}: {link}")
    assert not lost


def _headings(page: Path) -> set[str]:
    """The anchors GitHub gives a page's headings."""
    titles = re.findall(r"^#+ (.+)$", _text(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_versions_of_python_that_are_promised_are_tested(root: Path) -> None:
    project = tomllib.loads(_text(root / "pyproject.toml"))["project"]
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    matrix = re.search(r"python: \[(.*)\]", _text(root / ".github" / "workflows" / "test.yml"))
    assert matrix is not None
    assert re.findall(r"3\.\d+", matrix[1]) == promised
    assert project["requires-python"] == f">={promised[0]}"


def test_the_labels_of_the_seeds_point_at_what_they_quote(seeds: Path) -> None:
    for line in _text(seeds / "labels.jsonl").splitlines():
        label = json.loads(line)
        text = (seeds / label["file"]).read_bytes().decode("utf-8")
        assert text[label["start"] : label["end"]] == label["quote"]


def test_nothing_is_left_behind_in_the_code(root: Path) -> None:
    left = [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in sorted((root / "audit").rglob("*.py"))
        for number, line in enumerate(_text(path).splitlines(), 1)
        if _LEFT_BEHIND.search(line)
    ]
    assert not left


def test_no_rule_and_no_code_knows_the_people_and_places_of_the_seeds(root: Path) -> None:
    keyed = [
        f"{path.relative_to(root)}: {found[0]}"
        for folder in ("audit", "rules")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
        for found in _OF_THE_SEEDS.finditer(_without_examples(path))
    ]
    assert not keyed


def _without_examples(path: Path) -> str:
    """A rule without its `examples:`, a table without its column `example`; anything else as it is."""
    text = _text(path)
    if path.suffix == ".yaml":
        return re.sub(r"^examples:.*?(?=^\w|\Z)", "", text, flags=re.MULTILINE | re.DOTALL)
    if path.suffix == ".tsv":
        rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
        column = rows[0].index("example") if rows and "example" in rows[0] else None
        return "\n".join("\t".join(cell for at, cell in enumerate(row) if at != column) for row in rows)
    return text


def test_every_table_names_its_source_and_its_licence(root: Path) -> None:
    tables = [*root.glob("audit/**/data/*"), *root.glob("rules/**/*.tsv")]
    silent = [
        str(path.relative_to(root))
        for path in sorted(tables)
        if path.is_file() and path.suffix not in {".md", ".py"}
        if not re.search(r"\bown\b|(sources?|annotations):.*(licen[cs]e|apache)", _comments(path).lower())
    ]
    assert not silent


def _comments(table: Path) -> str:
    """The lines with a # in front; JSON has no comments and says it in a field."""
    if table.suffix == ".json":
        return _text(table).replace('"', "")
    return " ".join(line for line in _text(table).splitlines() if line.startswith("#"))


def test_no_file_of_a_shared_task_is_committed(root: Path) -> None:
    assert not [path for path in _tracked(root) if re.search(r"newstest|generalmt|wmt", path.name.lower())]


def test_no_sentence_of_the_development_data_is_committed(root: Path, bench: Path) -> None:
    ours: dict[int, Path] = {}
    for path in _tracked(root):
        if "seeds" not in path.parts:
            ours.update((run, path) for run in _runs(_text(path)))
    copied = {
        f"{ours[run].relative_to(root)} (from {name})"
        for name, text in _texts(bench)
        for run in _runs(text)
        if run in ours
    }
    assert not copied


def _texts(bench: Path) -> Iterator[tuple[str, str]]:
    """Every text of the development data with the name of its file, whatever its record looks like."""
    for path in sorted(bench.glob("*.jsonl*")):
        read = gzip.open if path.suffix == ".gz" else open
        with read(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield from ((path.name, text) for text in _strings(json.loads(line)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)


def _runs(text: str) -> Iterator[int]:
    """Every run of words long enough to be recognised, as a number."""
    words = re.findall(r"\w+", text.lower())
    for start in range(len(words) - _IN_A_ROW + 1):
        yield hash(tuple(words[start : start + _IN_A_ROW]))


def test_the_changelog_goes_by_version_newest_first(root: Path) -> None:
    told = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    heads = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", told, re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    released = [tuple(map(int, name.split("."))) for name, _ in heads[1:]]
    assert released == sorted(released, reverse=True)
    assert all(day for _, day in heads[1:])
