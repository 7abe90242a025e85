"""Does one file, whatever it holds, leave the others judged and no traceback, in bounded memory?"""

from __future__ import annotations

import gzip
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import pytest

import audit
from audit.load import Loaded, load
from audit.measure.read import DataError, read

_GOOD = "The minister said on Monday that the the bridge would be opened next year. She thanked the town.\n"
_MOST_MEMORY = 500 << 20
# Seconds of a processor that any of these may cost, and of the clock after which a command counts as hung.
_MOST_SECONDS = 20
_HUNG = 300

_HEX = "0x" + "f" * 20_000
_SEXAGESIMAL = ":".join(["59"] * 5_000)
_DOTTED = ".".join(["a"] * 20_000) + " = 1\n"
_TBX = '<?xml version="1.0"?><martif><text><body>{}</body></text></martif>'
_HOUSE = '[parameters.house-term]\ntable = "terms.tbx"\n'

# What is put beside the good article, by file, and whether the run ends for it in a line instead of judging.
ATTACKS: dict[str, tuple[dict[str, str | bytes], bool]] = {
    "yaml-hex": ({"a.en.md": f"---\nn: {_HEX}\n---\nText.\n"}, False),
    "yaml-list": ({"a.en.md": f"---\nn: [{_HEX}]\n---\nText.\n"}, False),
    "yaml-sexagesimal": ({"a.en.md": f"---\nn: {_SEXAGESIMAL}\n---\nText.\n"}, False),
    "yaml-decimal": ({"a.en.md": f"---\nn: {'9' * 5_000}\n---\nText.\n"}, False),
    "yaml-key": ({"a.en.md": f"---\n{_HEX}: a\nb: c\n---\nText.\n"}, False),
    "yaml-deep": ({"a.en.md": f"---\nn: {'[' * 900}{']' * 900}\n---\nText.\n"}, False),
    "toml-hex": ({"a.en.md": f"+++\nn = {_HEX}\n+++\nText.\n"}, False),
    "toml-dotted": ({"a.en.md": f"+++\n{_DOTTED}+++\nText.\n"}, False),
    "json-decimal": ({"a.en.md": '{"n": ' + "9" * 5_000 + "}\nText.\n"}, False),
    "json-deep": ({"a.en.md": '{"n": ' + "[" * 150 + "]" * 150 + "}\nText.\n"}, False),
    "json-surrogate": ({"a.en.md": '{"title": "x", "z\\udfff": "\\ud800"}\nText.\n'}, False),
    "articles-surrogate": ({"a.jsonl": '{"id": "\\ud800", "text": "The \\udc00 bridge."}\n'}, False),
    "articles-deep": ({"a.jsonl": "[" * 100_000 + "\n"}, False),
    "story-toml-hex": ({"story.toml": f"id = {_HEX}\n"}, False),
    "story-toml-dotted": ({"story.toml": _DOTTED}, False),
    "hugo-hex": ({"hugo.toml": f"defaultContentLanguage = {_HEX}\n[languages.en]\n[languages.fr]\n"}, False),
    "hugo-yaml": ({"hugo.yaml": f"contentDir: {_HEX}\nlanguages: {{en: 1, fr: 2}}\n"}, False),
    "jekyll-hex": ({"_config.yml": f"languages: [{_HEX}, fr]\n"}, False),
    "jekyll-aliases": (
        {"_config.yml": "a0: &a0 [x]\n"
         + "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n}, ' * 20}]\n" for n in range(20)) + "languages: *a20\n"},
        False,
    ),
    "mkdocs-hex": ({"mkdocs.yml": f"plugins: [{{i18n: {{languages: [{_HEX}]}}}}]\n"}, False),
    "audit-toml-hex": ({"audit.toml": f"select = [{_HEX}]\n"}, True),
    "audit-toml-dotted": ({"audit.toml": _DOTTED}, True),
    "pyproject-dotted": ({"pyproject.toml": "[tool.audit]\n" + _DOTTED}, True),
    "ligatures": ({"a.en.txt": "ﬀﬀﬀﬀ ﬃﬃ ﬄﬄ İİİİ ŉŉŉŉ ẞẞẞẞ ß ǰǰǰǰ the the bridge.\n"}, False),
    "html-deep": ({"a.en.html": "<div>" * 50_000 + "Text."}, False),
    "xml-deep": ({"a.en.xliff": "<a>" * 50_000}, False),
    "markdown-deep": ({"a.en.md": "> " * 5_000 + "Text.\n" + "- " * 5_000 + "Text.\n"}, False),
    "toml-long": ({"a.en.md": f"+++\nn = {'a' * 200_000}\n+++\nText.\n"}, False),
    "pyproject-long": ({"pyproject.toml": "[tool.audit]\nn = " + "1_0" * 200_000}, True),
    "story-toml-long": ({"story.toml": "id = " + "a-" * 400_000}, False),
    "story-toml-large": ({"story.toml": "#" * (1 << 20) + "\n"}, False),
    "audit-toml-large": ({"audit.toml": "#" * (1 << 20) + "\n"}, True),
    "pyproject-large": ({"pyproject.toml": "[tool.audit]\n" + "#" * (1 << 20)}, True),
    "hugo-large": ({"hugo.toml": "#" * (1 << 20) + "\n"}, False),
    "gitignore-large": ({".gitignore": "#" * (1 << 20) + "\n*.txt\n"}, False),
    "front-matter-large": ({"a.en.md": f"---\ntitle: {'a' * (1 << 18)}\n---\nText.\n"}, False),
    "front-matter-json-large": ({"a.en.md": '{"title": "' + "a" * (1 << 18) + '"}\nText.\n'}, False),
    "table-large": (
        {"audit.toml": _HOUSE.replace(".tbx", ".tsv"), "terms.tsv": "wrong\tright\n" + "a\tb\n" * (1 << 21)},
        True,
    ),
    "binary": ({"a.en.txt": bytes(range(256)) * 500}, False),
    "tbx-entities": (
        {"audit.toml": _HOUSE,
         "terms.tbx": '<?xml version="1.0"?><!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>'.encode("utf-16")},
        True,
    ),
    "tbx-languages": (
        {"audit.toml": _HOUSE,
         "terms.tbx": _TBX.format("<termEntry>" + "".join(
            f'<langSet xml:lang="x-{n}"><tig><term>t{n}</term></tig></langSet>' for n in range(3_000)
         ) + "</termEntry>")},
        True,
    ),
    "tbx-deep": ({"audit.toml": _HOUSE, "terms.tbx": "<tig>" * 50_000 + "</tig>" * 50_000}, True),
    "table-columns": (
        {"audit.toml": _HOUSE.replace(".tbx", ".tsv"), "terms.tsv": "a\t" * 10_000 + "\n" + "b\n" * 10_000},
        True,
    ),
}  # fmt: skip


def _limited() -> None:
    """A command that takes more seconds of a processor is ended by the system. An address space holds more
    than what is used of it, so that the memory in use is looked at afterwards too."""
    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (3 * _MOST_MEMORY, 3 * _MOST_MEMORY))


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace")


def _check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "audit",
        "check",
        "--no-cache",
        "--format",
        "text",
        *(arguments or ["."]),
    ]
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        started = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=told, preexec_fn=_limited,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        hung = threading.Timer(_HUNG, started.kill)
        hung.start()
        _, status, used = os.wait4(started.pid, 0)
        hung.cancel()
        started.returncode = os.waitstatus_to_exitcode(status)
        out, err = _text(said), _text(told)
    assert "Traceback" not in err
    assert "could not be judged" not in out
    assert started.returncode in (0, 1, 2, 3)
    assert used.ru_maxrss << (0 if sys.platform == "darwin" else 10) <= _MOST_MEMORY
    return subprocess.CompletedProcess(command, started.returncode, out, err)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_file_that_is_made_to_harm_harms_itself_alone(tmp_path: Path, name: str) -> None:
    files, ends = ATTACKS[name]
    (tmp_path / "good.en.txt").write_text(_GOOD, encoding="utf-8")
    for file, content in files.items():
        (tmp_path / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = _check(tmp_path)
    if ends:
        assert done.returncode == 2
        assert done.stderr.startswith("audit: ")
        assert len(done.stderr) < 1_000
    else:
        assert "‹the the›" in done.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize(
    "name",
    ["story.toml", "audit.toml", "hugo.toml", "_config.yml", ".gitignore", "a.en.md", "confidence.tsv"],
)
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "good.en.txt").write_text(_GOOD, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    os.mkfifo(tmp_path / name)
    assert "‹the the›" in _check(tmp_path).stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/etc/hosts")])
def test_a_rule_or_table_that_is_a_pipe_or_a_link_out_is_refused_and_not_shown(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    (tmp_path / "good.en.txt").write_text(_GOOD, encoding="utf-8")
    (tmp_path / "rules" / "x").mkdir(parents=True)
    make(tmp_path / "rules" / "x" / "mine.yaml")
    (tmp_path / "audit.toml").write_text(_HOUSE, encoding="utf-8")
    make(tmp_path / "terms.tbx")
    for arguments in (["good.en.txt", "--no-config", "--rules", "rules"], ["good.en.txt"]):
        done = _check(tmp_path, *arguments)
        assert done.returncode == 2
        assert done.stderr.startswith("audit: ")
        assert "localhost" not in done.stderr + done.stdout


@pytest.mark.parametrize(
    ("environment", "redirected"),
    [
        ({"PYTHONIOENCODING": "ascii"}, ""),
        ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, ""),
        ({}, ">&-"),
        ({}, ">&- 2>&-"),
        ({}, ">/dev/full"),
        ({}, ">/dev/full 2>/dev/full"),
    ],
)
@pytest.mark.parametrize("command", ["check good.en.txt --no-cache", "check --help", "version", "rules"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_an_output_that_takes_nothing_is_told_in_a_line(
    tmp_path: Path, environment: dict[str, str], redirected: str, command: str
) -> None:
    (tmp_path / "good.en.txt").write_text(_GOOD.replace("the the", "“ć” the the"), encoding="utf-8")
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m audit {command} {redirected}"],
        cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if redirected else 0)
    if redirected in (">&-", ">/dev/full"):
        assert done.stderr.startswith("audit: standard output: cannot be")


@pytest.mark.parametrize("path", ["a/" * 3_000, "a" * 6_000])
@pytest.mark.parametrize("arguments", [["{}"], [".", "{}"], [".", "--rules", "{}"], [".", "--config", "{}"]])
def test_a_path_that_no_system_takes_is_told_in_a_line(
    tmp_path: Path, path: str, arguments: list[str]
) -> None:
    (tmp_path / "good.en.txt").write_text(_GOOD, encoding="utf-8")
    done = _check(tmp_path, *(one.format(path) for one in arguments))
    assert done.returncode == 2


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_link_that_comes_to_lie_in_an_articles_place_after_the_look_at_it_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("The the secret of another folder.\n", encoding="utf-8")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.en.txt", "b.en.txt"):
        (folder / name).write_text(_GOOD, encoding="utf-8")

    def swapped(path: Path, *rest: Any) -> tuple[Loaded, ...]:
        if path.name == "a.en.txt":
            path.unlink()
            path.symlink_to(secret)
        return load(path, *rest)

    monkeypatch.setattr(sys.modules["audit.group.documents"], "load", swapped)
    run = audit.check([str(folder)])
    assert [one.versions[0].id for one in run.stories] == ["b.en.txt"]
    assert any("a link that leads outside" in one.message for one in run.problems)


def test_a_table_of_confidences_that_is_a_link_out_is_refused_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "good.en.txt").write_text(_GOOD, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "confidence.tsv").symlink_to("/etc/hosts")
    done = _check(tmp_path, "good.en.txt", "--rules", "rules")
    assert done.returncode == 2
    assert "leads outside" in done.stderr
    assert "localhost" not in done.stderr


def test_packed_data_that_unpack_to_any_size_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.measure.read._LARGEST", 1 << 20)
    (tmp_path / "data.jsonl.gz").write_bytes(gzip.compress(b" " * (1 << 21)))
    (tmp_path / "half.jsonl.gz").write_bytes(gzip.compress(b"{}" * 100)[:-12])
    for name in ("data.jsonl.gz", "half.jsonl.gz"):
        with pytest.raises(DataError, match="cannot be read"):
            read([tmp_path / name])


def test_a_pipe_in_the_place_of_data_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "data.jsonl")
    with pytest.raises(DataError, match="cannot be read"):
        read([tmp_path / "data.jsonl"])
