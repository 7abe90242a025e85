"""Are the lists that a house has already, of prh, Vale and TBX, read as they are?"""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from audit.catalogue import house_words
from audit.catalogue.house_words import read
from audit.catalogue.tables import TableError
from audit.model import Run, Status
from audit.settings import ConfigError
from audit.settings.configuration import Configuration

_PRH = r"""
version: 1
imports:
  - path: more/prh.yml
rules:
  - Cookie
  - expected: サーバー
    pattern: /サーバ(?!ー)/
  - expected: ユーザー
    patterns: [ユーザ]
  - expected: $1つ
    pattern: /([一二三])個/
    specs: [{from: 三個, to: 三つ}]
  - expected: job
    pattern: /(?<!cron )task/i
    options: {wordBoundary: true}
"""
_MORE = "version: 1\nrules:\n  - expected: ウ\n    pattern: /\\u30f4\\u30a1/\n"
_TBX = """<?xml version="1.0"?>
<tbx><text><body>
<conceptEntry id="1">
<langSec xml:lang="en"><termSec><term>server</term></termSec></langSec>
<langSec xml:lang="de"><termSec><term>Server</term></termSec>
<termSec><term>Rechenknecht</term>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
</langSec></conceptEntry></body></text></tbx>
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in {
        "audit.toml": '[house-words]\nja = "terms/prh.yml"\nen = ["terms/Docs"]\nany = "terms/terms.tbx"\n',
        "terms/prh.yml": _PRH,
        "terms/more/prh.yml": _MORE,
        "terms/Docs/accept.txt": "# ours\nKubernetes\n[Kk]ievs?\n",
        "terms/Docs/reject.txt": "(?i)simply\nwhite ?list\n",
        "terms/terms.tbx": _TBX,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _check(project: Path, **texts: str) -> Run:
    paths = []
    for name, text in texts.items():
        paths.append(project / f"{name.replace('_', '.')}.md")
        paths[-1].write_text(text, encoding="utf-8")
    return audit.check(paths, settings_of=Configuration().of)


def _found(project: Path, rule: str = "house-word", **texts: str) -> list[tuple[str, str | None]]:
    run = _check(project, **texts)
    stories = {story.id: story for story in run.stories}
    return [
        (stories[one.story].version(one.span.document).words(one.span), one.fix)
        for one in run.findings
        if one.rule == rule
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("サーバを置く。", [("サーバ", "サーバー")]),
        ("サーバーを置く。", []),
        ("ユーザとユーザーがいる。", [("ユーザ", "ユーザー")]),
        ("二個ある。", [("二個", "二つ")]),
        ("ＣＯＯＫＩＥとcookieとCookieがある。", [("ＣＯＯＫＩＥ", "Cookie"), ("cookie", "Cookie")]),
        ("cron taskとTask、multitaskがある。", [("Task", "job")]),
        ("ヴァイオリンの音。", [("ヴァ", "ウ")]),
    ],
)
def test_prh_is_read_as_prh_reads_it(text: str, found: list[tuple[str, str]], project: Path) -> None:
    assert _found(project, a_ja=text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The kubernetes cluster is up, and Kubernetes is new.", [("kubernetes", "Kubernetes")]),
        ("You Simply add it to the white list.", [("Simply", None), ("white list", None)]),
        ("The WHITE LIST is oversimply told.", []),
    ],
)
def test_a_vocabulary_of_vale_says_what_is_written_so_and_what_is_not_written(
    text: str, found: list[tuple[str, str | None]], project: Path
) -> None:
    assert _found(project, a_en=text) == found


def test_words_of_one_language_are_asked_of_no_other(project: Path) -> None:
    assert _found(project, a_fr="Le kubernetes est simply un cookie, サーバ.") == []


_RULE = "two-names-for-one-place"


def test_what_vale_accepts_is_no_finding_of_any_rule(project: Path) -> None:
    text = "They met in Kiev on Monday. Later they left Kyiv and came back to Kiev for talks.\n"
    (status,) = {one.status for one in _check(project, a_en=text).findings if one.rule == _RULE}
    assert status is Status.ACCEPTED
    (project / "audit.toml").write_text("", encoding="utf-8")
    (status,) = {one.status for one in _check(project, a_en=text).findings if one.rule == _RULE}
    assert status is Status.NEW


def test_a_tbx_says_its_deprecated_terms_and_its_pairs_of_languages(project: Path) -> None:
    assert _found(project, a_de="Der Rechenknecht steht im Keller des Rathauses.") == [
        ("Rechenknecht", "Server")
    ]
    (project / "story.toml").write_text(
        '[versions."b.en.md"]\nrole = "source"\n[versions."b.de.md"]\n', encoding="utf-8"
    )
    words = _found(
        project,
        "house-term",
        b_en="The server stands in the cellar of the town hall.",
        b_de="Die Maschine steht im Keller des Rathauses.",
    )
    assert len(words) == 1


def test_what_re2_does_not_read_is_told_and_costs_nothing_else(project: Path) -> None:
    rules = "rules: [{expected: a, pattern: '/(b)\\1/'}, {pattern: x}, {expected: ユーザー, pattern: ユーザ}]"
    (project / "terms" / "prh.yml").write_text(rules, encoding="utf-8")
    run = _check(project, a_ja="ユーザがいる。")
    said = [problem.message for problem in run.problems if "prh.yml" in problem.path]
    assert "RE2 does not read it" in said[0]
    assert said[0].startswith("prh.yml: rules[0]: /(b)\\1/: ")
    assert said[1] == "prh.yml: rules[1]: expected a word, or a table with the word `expected`"
    assert not any(problem.fatal for problem in run.problems)
    assert [one.rule for one in run.findings if one.rule == "house-word"] == ["house-word"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ('ja = "none.yml"', "audit.toml:2: house-words.ja: none.yml cannot be read"),
        ('ja = "../a.yml"', "expected a list below"),
        ('ja = "audit.toml"', "expected a file of prh (.yml), a TBX (.tbx)"),
        ('ja = "more"', "more: expected accept.txt or reject.txt"),
        ('japanese = "more"', "house-words.japanese"),
        ("ja = 3", "house-words.ja: expected"),
        ('ja = "bad.yml"', "bad.yml:2: not YAML"),
        ('ja = "list.yml"', "list.yml: expected a file of prh"),
        ('ja = "circle.yml"', "circle.yml: imports lead in a circle"),
    ],
)
def test_a_list_that_cannot_be_read_is_an_error_with_its_place(
    said: str, reason: str, tmp_path: Path
) -> None:
    (tmp_path / "audit.toml").write_text(f"[house-words]\n{said}\n", encoding="utf-8")
    (tmp_path / "more").mkdir()
    (tmp_path / "bad.yml").write_text("rules: [", encoding="utf-8")
    (tmp_path / "list.yml").write_text("- a", encoding="utf-8")
    (tmp_path / "circle.yml").write_text("imports: circle.yml\nrules: []", encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        _check(tmp_path, a_ja="文。")
    assert reason in str(raised.value)


def test_no_list_leads_out_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "prh.yml").write_text("rules: [a]", encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "prh.yml").write_text("imports: ../outside/prh.yml\n", encoding="utf-8")
    with pytest.raises(TableError, match="cannot be read"):
        read(tmp_path / "in" / "prh.yml", tmp_path / "in")


def test_a_list_of_more_patterns_than_anybody_needs_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house_words, "_ENTRIES", 3)
    (tmp_path / "reject.txt").write_text("a\nb\nc\nd\n", encoding="utf-8")
    with pytest.raises(TableError, match="expected at most 3 patterns"):
        read(tmp_path / "reject.txt", tmp_path)
