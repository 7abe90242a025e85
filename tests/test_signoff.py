"""A sign-off is a person's word on one text: what it records, when it holds, and what voids it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from audit.cli import app
from audit.signoff import SignOffError, as_ninjs, read
from audit.signoff.ninjs import record_in
from audit.signoff.record import is_whole

_CLEAN = "The mayor opened the bridge on Friday. She said the works had cost two million euros.\n"
_FAULTY = "Sure, here is the translation of the article:\n\nThe mayor opened the the bridge on Friday.\n"

_IN_SUBSTANCE = ("--facts-checked", "--sources-checked", "--authority-to-reject")


@pytest.fixture
def article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".audit").mkdir()
    path = tmp_path / "bridge.en.txt"
    path.write_text(_CLEAN, encoding="utf-8")
    return path


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words), prog_name="audit")


def _records(path: Path) -> list[dict[str, object]]:
    shelf = path.parent / ".audit" / f"{path.name}.signed"
    return [json.loads(line) for line in shelf.read_text(encoding="utf-8").splitlines()]


def test_what_is_said_of_the_review_is_recorded_and_nothing_else(article: Path) -> None:
    assert _run("sign", article.name, "--by", "Ana Horvat", "--facts-checked").exit_code == 0
    (record,) = _records(article)
    review = record["review"]
    assert isinstance(review, dict)
    assert review["reviewer"] == {"name": "Ana Horvat", "role": "", "competence": ""}
    assert review["facts_checked"] is True
    assert review["sources_checked"] is review["changes_made"] is review["authority_to_reject"] is False
    assert record["ai"] == {"used": False, "system": "", "steps": [], "digital_source_type": ""}
    assert record["override"] == ""


@pytest.mark.parametrize(
    "words", [[], ["--by", " "], ["--by", "Ana\x1b[31m"], ["--by", "\udcff"], ["--by", "Ana", "--ai", ""]]
)
def test_what_names_nobody_or_nothing_is_no_record(article: Path, words: list[str]) -> None:
    assert _run("sign", article.name, *words).exit_code == 2
    assert not list((article.parent / ".audit").glob("*.signed"))


def test_it_holds_until_the_text_is_another(article: Path) -> None:
    _run("sign", article.name, "--by", "Ana")
    assert _run("signed", article.name).exit_code == 0
    article.write_text(_CLEAN.replace("two", "three"), encoding="utf-8")
    said = _run("signed", article.name)
    assert said.exit_code == 1
    assert "the text was changed after it was signed" in said.stdout
    article.write_text(_CLEAN, encoding="utf-8")
    assert _run("signed", article.name).exit_code == 0


def test_what_nobody_signed_does_not_hold(article: Path) -> None:
    said = _run("signed", article.name)
    assert said.exit_code == 1
    assert "nobody signed it" in said.stdout


def test_a_record_that_was_changed_or_taken_out_is_seen(article: Path) -> None:
    for name in ("Ana", "Bo", "Cem"):
        assert _run("sign", article.name, "--by", name).exit_code == 0
    shelf = article.parent / ".audit" / f"{article.name}.signed"
    lines = shelf.read_text(encoding="utf-8").splitlines(keepends=True)
    assert _run("signed", article.name).exit_code == 0
    shelf.write_text("".join(lines).replace('"Bo"', '"Jo"'), encoding="utf-8")
    assert "a record was changed" in _run("signed", article.name).stdout
    shelf.write_text(lines[0] + lines[2], encoding="utf-8")
    assert "a record is missing" in _run("signed", article.name).stdout
    shelf.write_text(lines[1] + lines[2], encoding="utf-8")
    assert "a record is missing" in _run("signed", article.name).stdout


def test_a_blocked_article_is_signed_only_with_a_reason(article: Path) -> None:
    article.write_text("The bridge cost 38 billion euros, the mayor said on Friday.\n", encoding="utf-8")
    original = "Die Brücke kostete 38 Millionen Euro, sagte die Bürgermeisterin am Freitag.\n"
    (article.parent / "bridge.de.txt").write_text(original, encoding="utf-8")
    words = ("sign", article.name, "--original", "bridge.de.txt", "--by", "Ana")
    refused = _run(*words)
    assert refused.exit_code == 1
    assert "--override" in refused.stderr
    assert not list((article.parent / ".audit").glob("*.signed"))
    assert _run(*words, "--override", "a live blog").exit_code == 0
    (record,) = _records(article)
    assert (record["verdict"], record["override"]) == ("block", "a live blog")


def test_decisions_and_both_verdicts_stand_in_it(article: Path) -> None:
    article.write_text(_FAULTY, encoding="utf-8")
    _run("decide", "accepted", article.name, "--rule", "doubled-word", "--reason", "a song's title")
    _run("sign", article.name, "--by", "Ana", "--override", "late")
    (record,) = _records(article)
    decisions = record["decisions"]
    assert isinstance(decisions, list)
    assert [(one["rule"], one["action"], one["reason"]) for one in decisions] == [
        ("doubled-word", "accepted", "a song's title")
    ]


@pytest.mark.parametrize(
    ("said", "required"),
    [
        ([], False),
        (["--ai", "DeepL"], True),
        (["--ai", "DeepL", *_IN_SUBSTANCE], True),
        (
            ["--ai", "DeepL", *_IN_SUBSTANCE, "--responsible", "The Post"],
            False,
        ),
    ],
)
def test_a_label_is_needed_unless_somebody_reviewed_and_somebody_answers(
    article: Path, said: list[str], required: bool
) -> None:
    _run("sign", article.name, "--by", "Ana", *said)
    (record,) = _records(article)
    disclosure = record["disclosure"]
    assert isinstance(disclosure, dict)
    assert disclosure["required"] is required


def test_records_that_cannot_be_read_are_named_with_their_line(article: Path) -> None:
    _run("sign", article.name, "--by", "Ana")
    shelf = article.parent / ".audit" / f"{article.name}.signed"
    shelf.write_text(shelf.read_text(encoding="utf-8") + "{}\n", encoding="utf-8")
    with pytest.raises(SignOffError, match=r"\.signed:2: expected the record of a sign-off"):
        read(shelf)
    assert _run("signed", article.name).exit_code == 2
    assert _run("sign", article.name, "--by", "Bo").exit_code == 2


def test_siblings_and_the_original_are_named_by_their_digests(article: Path) -> None:
    (article.parent / "bridge.de.txt").write_text(
        "Die Bürgermeisterin eröffnete am Freitag die Brücke. Sie sagte, sie habe zwei Millionen gekostet.\n",
        encoding="utf-8",
    )
    _run("sign", article.name, "--by", "Ana", "--original", "bridge.de.txt")
    (record,) = _records(article)
    source = record["source"]
    assert isinstance(source, dict)
    assert source["lang"] == "de"
    assert len(source["sha256"]) == 64


_NINJS = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parent / "data" / "ninjs-3.1.schema.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
)
_ALL_OF_IT = (
    *("--role", "desk editor", *_IN_SUBSTANCE, "--changes-made", "--ai", "DeepL", "--ai-step", "translation"),
    *("--source-type", "trainedAlgorithmicMedia", "--responsible", "The Post"),
    *("--contact", "https://post.example/desk", "--url", "https://post.example/bridge"),
)


@pytest.mark.parametrize("said", [(), _ALL_OF_IT])
def test_as_ninjs_it_is_valid_and_holds_the_record_whole(article: Path, said: tuple[str, ...]) -> None:
    (article.parent / "bridge.de.txt").write_text(
        "Die Bürgermeisterin eröffnete am Freitag die Brücke. Sie sagte, sie habe zwei Millionen gekostet.\n",
        encoding="utf-8",
    )
    signed = _run("sign", article.name, "--by", "Ana", "--original", "bridge.de.txt", *said)
    assert signed.exit_code == 0, signed.stderr
    shown = _run("signed", article.name, "--format", "ninjs")
    assert shown.exit_code == 0
    item = json.loads(shown.stdout)
    assert not [error.message for error in _NINJS.iter_errors(item)]
    (record,) = read(article.parent / ".audit" / f"{article.name}.signed")
    assert record_in(item) == record
    assert is_whole(record_in(item))
    assert [one["rel"] for one in item["associations"]] == ["source"]


def test_as_ninjs_says_who_stands_behind_the_text_and_what_made_it(article: Path) -> None:
    _run("sign", article.name, "--by", "Ana", *_ALL_OF_IT)
    (record,) = read(article.parent / ".audit" / f"{article.name}.signed")
    item = as_ninjs(record)
    assert item["uri"] == "https://post.example/bridge"
    assert item["digitalSourceType"] == {
        "name": "trainedAlgorithmicMedia",
        "uri": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    }
    assert [(one["name"], one["role"]) for one in item["infoSources"]] == [
        ("Ana", "reviewer"),
        ("The Post", "editorial responsibility"),
        ("DeepL", "AI: translation"),
    ]
    assert "need not be told of AI" in item["edNote"]


def test_what_is_no_address_is_not_taken_for_one(article: Path) -> None:
    assert _run("sign", article.name, "--by", "Ana", "--url", "bridge").exit_code == 2
    assert not list((article.parent / ".audit").glob("*.signed"))


def test_records_are_shown_as_lines_of_json(article: Path) -> None:
    _run("sign", article.name, "--by", "Ana")
    assert [json.loads(_run("signed", article.name, "--format", "json").stdout)] == _records(article)
