"""Is what would fail later refused when a rule is read or tested?"""

from __future__ import annotations

import inspect
import pkgutil
from pathlib import Path
from typing import Literal, get_origin

import pytest
from typer.testing import CliRunner

from audit import detect
from audit.catalogue import RuleError, detector, load_folder, parameters_of
from audit.cli import app

_RULE = """\
category: accuracy/name
severity: minor
detector: {detector}
message: {message}
why: It matters.
params: {params}
source: own observation
examples:
  - bad: {{en: "The the [[mayor]] left."}}
  - good: {{en: "The mayor left."}}
"""


def _file(folder: Path, detector: str, params: str, message: str = "said") -> Path:
    path = folder / "a-rule.yaml"
    path.write_text(_RULE.format(detector=detector, params=params, message=message), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "params", "expected"),
    [
        ("sibling-number", "{differs: amuont}", "amuont"),
        ("foreign-language", "{unit: letter}", "letter"),
        ("repetition", "{unit: words}", "words"),
        ("attribution", "{fault: start}", "start"),
        ("structure", "{part: heading}", "heading"),
        ("sibling-speaker", "{witnesses: -1}", "expected a number of 0 or more, found -1"),
        ("sibling-speaker", "{witnesses: two}", "int"),
    ],
)
def test_a_value_that_no_detector_knows_is_refused(
    tmp_path: Path, name: str, params: str, expected: str
) -> None:
    with pytest.raises(RuleError, match=r"a-rule\.yaml:6: params\.") as refused:
        load_folder(_file(tmp_path, name, params))
    assert expected in str(refused.value)


@pytest.mark.parametrize(
    ("said", "langs"),
    [("needs: [siblings]", ("en",)), ("needs: [stems]", ("any",)), ("needs: [stems]\nlangs: [fr]", ("fr",))],
)
def test_what_a_rule_needs_to_know_says_of_which_languages_it_is_asked(
    tmp_path: Path, said: str, langs: tuple[str, ...]
) -> None:
    path = _file(tmp_path, "sibling-speaker", "{}")
    path.write_text(f"{path.read_text(encoding='utf-8')}{said}\n", encoding="utf-8")
    (rule,) = load_folder(tmp_path)
    assert rule.langs == langs


def test_a_need_that_no_language_can_meet_is_refused_with_those_there_are(tmp_path: Path) -> None:
    path = _file(tmp_path, "sibling-speaker", "{}")
    path.write_text(f"{path.read_text(encoding='utf-8')}needs: [siblings, negator]\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"needs\[1\]: expected one of siblings, .*negators.*found 'negator'"):
        load_folder(tmp_path)


@pytest.mark.parametrize("name", [module.name for module in pkgutil.iter_modules(detect.__path__)])
def test_a_parameter_of_a_few_words_says_which(name: str) -> None:
    types, known = parameters_of(detector(name.replace("_", "-")))
    for parameter in known:
        assert types[parameter] is not str, f"{name}: {parameter} takes any string"
        if get_origin(types[parameter]) is Literal:
            assert known[parameter].kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize(
    "message", ["'{surface'", "'{surface.x}'", "'{surface!r}'", "'{surface:>9}'", "'{}'"]
)
def test_a_message_that_cannot_be_filled_is_refused(tmp_path: Path, message: str) -> None:
    with pytest.raises(RuleError, match="message: expected slots such as"):
        load_folder(_file(tmp_path, "pattern", "{find: [mayor]}", message))


@pytest.mark.parametrize(
    ("message", "difference", "said"),
    [
        ("“{surfac}” stands here", "", "message has {surfac}, which nothing fills"),
        ("“{surface}” stands here", "“{theirs}” there", "difference has {theirs}, which nothing fills"),
    ],
)
def test_a_slot_that_nothing_fills_fails_the_test_of_the_rule(
    tmp_path: Path, message: str, difference: str, said: str
) -> None:
    path = _file(tmp_path, "pattern", "{find: [mayor]}", f"'{message}'")
    if difference:
        path.write_text(f"{path.read_text()}kind: contradiction\ndifference: '{difference}'\n")
    done = CliRunner().invoke(app, ["rules", "test", str(path)])
    assert done.exit_code == 1
    assert f": bad 1: {said}: expected one of asked, count, instead, surface" in done.stdout


def test_a_crash_in_an_example_is_a_failure_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("our own")

    monkeypatch.setattr("audit.rulecheck.prepare", crash)
    done = CliRunner().invoke(app, ["rules", "test", str(_file(tmp_path, "pattern", "{find: [mayor]}"))])
    assert done.exit_code == 1
    assert ": bad 1: crashes: RuntimeError: our own" in done.stdout
    assert "1 rule, 2 examples, 2 failures" in done.stdout
