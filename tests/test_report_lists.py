"""Are GitLab's list and reviewdog's lines what their readers expect?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

import audit
from audit.load import load_bytes
from audit.load.strand import File
from audit.model import Document, Run, Severity, Span, Story
from audit.report import gitlab, rdjsonl
from tests import hostile, support

# docs.gitlab.com, "Code Quality report format": the fields GitLab reads, all of them required. It is
# stricter than what GitLab itself holds reports against (app/validators/json_schemas/codeclimate.json).
_GITLAB = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)


def _issues(run: Run) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(gitlab.render(run))
    _GITLAB.validate(issues)
    return issues


@pytest.fixture(scope="module")
def diagnostic(root: Path) -> Draft7Validator:
    """A schema that others wrote after reviewdog's; tests/data/README.md says where it comes from."""
    return Draft7Validator(
        json.loads((root / "tests/data/rdformat-diagnostic.schema.json").read_text("utf-8"))
    )


def _lines(run: Run, diagnostic: Draft7Validator) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in rdjsonl.render(run).split("\n") if line]
    for line in lines:
        diagnostic.validate(line)
    return lines


def test_gitlab_gets_its_own_severities() -> None:
    issues = _issues(support.run())
    assert [one["severity"] for one in issues] == ["info", "major", "critical", "major", "minor"]
    assert issues[1]["location"] == {"path": "story/first.en.txt", "lines": {"begin": 1, "end": 1}}


def test_no_two_issues_of_gitlab_have_one_fingerprint(seeds: Path) -> None:
    for run in (hostile.run(), audit.check([str(seeds), "nowhere.txt"])):
        fingerprints = [one["fingerprint"] for one in json.loads(gitlab.render(run))]
        assert len(set(fingerprints)) == len(fingerprints)


def test_gitlab_gets_no_dot_before_a_path() -> None:
    found = support.finding("r", Severity.MINOR, "m", Span("a", 0, 5))
    version = support.document("a", "Dolan", path="./a.txt")
    (issue,) = _issues(Run((Story("story", (version,)),), (found,)))
    assert issue["location"]["path"] == "a.txt"


def test_reviewdog_gets_diagnostics_with_suggestions(diagnostic: Draft7Validator) -> None:
    note, first, *_ = _lines(support.run(), diagnostic)
    assert (note["severity"], note["location"]) == ("INFO", {"path": "story/second.en.txt"})
    assert first["severity"] == "ERROR"
    assert first["suggestions"] == [{"range": first["location"]["range"], "text": "Dolen"}]
    assert [one["location"]["path"] for one in first["related_locations"]] == [
        "story/second.en.txt", "story/third.en.txt",
    ]  # fmt: skip


def test_a_hostile_article_keeps_the_schema(diagnostic: Draft7Validator) -> None:
    assert len(_lines(hostile.run(), diagnostic)) == 6


def test_columns_of_reviewdog_count_bytes(diagnostic: Draft7Validator) -> None:
    text = "Č\n😀 é Dolan"
    run = support.alone(text, support.finding("r", Severity.MINOR, "m", Span("story", 6, 11), fix="Dolen"))
    (line,) = _lines(run, diagnostic)
    start, end = line["location"]["range"]["start"], line["location"]["range"]["end"]
    written = text.encode().split(b"\n")[start["line"] - 1]
    assert written[start["column"] - 1 : end["column"] - 1] == b"Dolan"


def test_columns_count_the_bytes_of_the_file_and_no_suggestion_mixes_encodings(
    diagnostic: Draft7Validator,
) -> None:
    version = hostile.encoded("é Dolan", "cp1252")
    found = support.finding("r", Severity.MINOR, "m", Span("d", 2, 7), fix="Dolen")
    (line,) = _lines(Run((Story("story", (version,)),), (found,)), diagnostic)
    assert line["location"]["range"]["start"]["column"] == 3
    assert "suggestions" not in line


_FILES = {
    ".json": '{"id": "é", "lang": "en", "title": "Ünal\\u00e9 said", "text": "😀 \\"The the\\" 😀 bridge."}',
    ".jsonl": '{"text": "é"}\n{"lang": "en", "text": "A \\"bridge\\" é of the the town."}\n',
    ".csv": 'id,text\né,"He said ""so"", é of the the town."\n',
    ".po": 'msgid "a"\nmsgstr ""\n"é \\"so\\" of the the "\n"town"\n',
    ".html": "<p title='é'>Caf&eacute; &amp; é <b>é</b> of the the town</p>",
    ".md": "---\ntitle: é\n---\n> é *é* &amp; of the the town\n",
    ".txt": "\ufeffé and\né of the the town\n",
}


@pytest.mark.parametrize("suffix", _FILES)
@pytest.mark.parametrize("words", ["a “b”", 'it\'s "so"', "one, two"])
def test_a_suggestion_is_what_the_file_would_hold(
    diagnostic: Draft7Validator, suffix: str, words: str
) -> None:
    file = _FILES[suffix].encode()
    *_, loaded = load_bytes(file, f"x{suffix}", suffix)
    (place,) = re.finditer("(?i)the the", loaded.text)
    version = Document("d", loaded.text, loaded.source, "en")
    found = support.finding("r", Severity.MINOR, "m", Span("d", *place.span()), fix=words)
    (line,) = _lines(Run((Story("story", (version,)),), (found,)), diagnostic)
    (suggestion,) = line["suggestions"]
    start, end = (_offset(file, suggestion["range"][edge]) for edge in ("start", "end"))
    changed = file[:start] + suggestion["text"].encode() + file[end:]
    *_, again = load_bytes(changed, f"x{suffix}", suffix)
    assert again.text == loaded.text[: place.start()] + words + loaded.text[place.end() :]


def _offset(file: bytes, place: dict[str, int]) -> int:
    lines = file.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    before = sum(len(line) + 1 for line in lines[: place["line"] - 1])
    return len(file) - len(b"\n".join(lines)) + before + place["column"] - 1


def test_what_the_file_cannot_say_is_no_suggestion(diagnostic: Draft7Validator) -> None:
    *_, loaded = load_bytes("<p>of the <b>the</b> town é</p>".encode(), "x.html", ".html")
    version = Document("d", loaded.text, loaded.source, "en")
    found = support.finding("r", Severity.MINOR, "m", Span("d", 3, 10), fix="the")
    (line,) = _lines(Run((Story("story", (version,)),), (found,)), diagnostic)
    assert "suggestions" not in line
    assert line["location"]["range"] == {"start": {"line": 1, "column": 7}, "end": {"line": 1, "column": 17}}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1252"])
@given(text=st.text(st.sampled_from("aé\n"), min_size=1, max_size=40), places=st.sets(st.integers(0, 39)))
@settings(deadline=None)
def test_bytes_are_counted_as_the_file_has_them(encoding: str, text: str, places: set[int]) -> None:
    text *= 300  # beyond the steps in which a file is counted ahead
    offsets = [place * 251 % len(text) for place in places]
    counted = File(text, "x", encoding).byte_offsets(offsets)
    expected = [(offset, len(text[:offset].encode(encoding))) for offset in sorted(offsets)]
    assert list(counted) == (expected if "é" in text or encoding == "utf-16-le" else [])
