"""Does bad input ever cost more than a line that says what is wrong?"""

from __future__ import annotations

import os
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import audit
from audit import catalogue
from audit.annotate import annotate
from audit.catalogue import RuleError
from audit.limits import LIMITS
from audit.load import FORMATS
from audit.model import Document, Judged, Rule, Run, Source, Story
from audit.run import judge_story
from audit.settings import SelectionError, Settings, choose

_GOOD = "The minister said on Monday that the the bridge would be opened next year. She thanked the town."
_RULE = """\
category: linguistic/duplication
severity: minor
detector: pattern
message: "“{surface}” is a test"
why: Because.
params: {find: [foo bar]}
examples:
  - bad: {en: "A [[foo bar]] here."}
  - good: {en: "A foo here."}
"""


def _judged(run: Run) -> list[str]:
    return [version.id for story in run.stories for version in story.versions]


def _messages(run: Run) -> list[str]:
    return [f"{problem.path}: {problem.message}" for problem in run.problems if problem.fatal]


@cache
def _default_rules() -> tuple[Rule, ...]:
    return choose(catalogue.load(), Settings())


def _beside(text: str, *others: str) -> Judged:
    """What the default rules make of a text beside others, at no cost of files."""
    versions = (Document(str(at), one, Source(str(at)), "en") for at, one in enumerate((text, *others)))
    return judge_story(Story("story", tuple(versions)), _default_rules(), Settings())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A story with one good article, to which a test adds something bad."""
    (tmp_path / "good.en.txt").write_text(_GOOD, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "row", "place"),
    [
        ("feed.json", '{{"id": "{0}", "lang": "en", "text": "{1}"}}', ":1:{0}: #b"),
        ("feed.jsonl", '{{"id": "{0}", "lang": "en", "text": "{1}"}}', ":2:36: #b"),
        ("feed.csv", "{0},en,{1}", ":3:6: #b"),
    ],
)
def test_one_article_that_is_too_large_costs_no_other_of_its_file(
    tmp_path: Path, name: str, row: str, place: str
) -> None:
    rows = [
        row.format(id_, text)
        for id_, text in (("a", _GOOD), ("b", "x" * (LIMITS.article_bytes + 1)), ("c", _GOOD))
    ]
    file = tmp_path / name
    if name == "feed.json":
        place = place.format(len(f"[{rows[0]},") + rows[1].index("xx") + 1)
        file.write_text(f"[{','.join(rows)}]", encoding="utf-8")
    else:
        file.write_text("\n".join(["id,lang,text", *rows] if name == "feed.csv" else rows), encoding="utf-8")
    run = audit.check([str(file)])
    assert _judged(run) == [f"{file}#a", f"{file}#c"]
    expected = f"{file}{place} is larger than an article: expected at most 1,048,576 characters"
    assert _messages(run) == [expected]
    assert [finding.rule for finding in run.findings] == ["doubled-word", "doubled-word"]


def test_a_broken_line_of_json_lines_costs_no_other(tmp_path: Path) -> None:
    row = '{{"id": "{0}", "lang": "en", "text": "{1}"}}'
    lines = [row.format("a", _GOOD), "{broken", "", row.format("c", _GOOD), *["[" for _ in range(25)]]
    file = tmp_path / "feed.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    run = audit.check([str(file)])
    assert _judged(run) == [f"{file}#a", f"{file}#c"]
    assert [problem.path for problem in run.problems if ":2:" in problem.path]
    assert len(run.problems) == 21
    assert f"{file}: 6 more texts could not be read" in _messages(run)
    assert all(problem.fatal for problem in run.problems)


def test_the_texts_behind_a_broken_line_keep_their_names(tmp_path: Path) -> None:
    file = tmp_path / "feed.jsonl"
    row = f'{{"lang": "en", "text": "{_GOOD}"}}'
    file.write_text(f"{row}\n{{broken\n{row}\n", encoding="utf-8")
    broken = _judged(audit.check([str(file)]))
    file.write_text(f"{row}\n{row}\n{row}\n", encoding="utf-8")
    assert broken == [one for one in _judged(audit.check([str(file)])) if not one.endswith("#2")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty: expected an article"),
        (b"\n\n \n", "empty: expected an article"),
        (os.urandom(2000) + b"\0\xff\xfe" * 300, "binary"),
        (b"word " * (LIMITS.article_bytes // 5 + 1), "larger than an article"),
        (b"\xff\xfe\x00", "not valid utf-16-le"),
        (b"---\nlang: [\n---\nText.", "front matter is not YAML"),
        (b"---\nlang: klingon!\n---\nText.", "expected a language tag"),
        (b"?!... --- !!!", "its language could not be told"),
    ],
)
def test_a_bad_file_is_named_and_the_good_one_judged(folder: Path, data: bytes, expected: str) -> None:
    (folder / "bad.txt").write_bytes(data)
    judged = audit.check([str(folder)])
    (message,) = _messages(judged)
    assert message.startswith(str(folder / "bad.txt"))
    assert expected in message
    assert "good.en.txt" in _judged(judged)
    assert any(finding.rule == "doubled-word" for finding in judged.findings)


def test_a_missing_path_is_named(folder: Path) -> None:
    judged = audit.check([str(folder), str(folder / "gone")])
    assert _messages(judged) == [f"{folder / 'gone'}: no such file or folder"]
    assert _judged(judged) == ["good.en.txt"]


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.tex").write_text("No article.")
    (tmp_path / "empty").mkdir()
    judged = audit.check([str(tmp_path)])
    assert _messages(judged) == [
        f"{tmp_path}: no articles in it: expected files ending in {', '.join(FORMATS)}"
    ]


def test_a_loop_of_links_is_named(folder: Path) -> None:
    (folder / "loop.txt").symlink_to(folder / "pool.txt")
    (folder / "pool.txt").symlink_to(folder / "loop.txt")
    (folder / "round").symlink_to(folder)
    judged = audit.check([str(folder)])
    assert len(_messages(judged)) == 2
    assert all("a broken or circular link" in message for message in _messages(judged))
    assert _judged(judged) == ["good.en.txt"]
    assert "cannot be reached" in _messages(audit.check([str(folder / "loop.txt")]))[0]


def test_a_link_out_of_the_folder_is_not_followed(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.en.txt"
    elsewhere.write_text(_GOOD)
    (folder / "leak.en.txt").symlink_to(elsewhere)
    judged = audit.check([str(folder)])
    assert "leads outside" in _messages(judged)[0]
    assert _judged(judged) == ["good.en.txt"]


def test_an_unreadable_file_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "shut.en.txt").write_text(_GOOD)
    opened = os.open

    def refuse(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if Path(path).name == "shut.en.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    judged = audit.check([str(folder)])
    assert _messages(judged) == [f"{folder / 'shut.en.txt'}: cannot be read: Permission denied"]
    assert _judged(judged) == ["good.en.txt"]


def test_an_unreadable_folder_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "shut").mkdir()
    listed = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    judged = audit.check([str(folder)])
    assert _messages(judged) == [f"{folder / 'shut'}: cannot be read: Permission denied"]
    assert _judged(judged) == ["good.en.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "pipe.en.txt")
    assert "found a folder, a pipe or a device" in _messages(audit.check([str(folder)]))[0]


def test_a_deep_tree_is_walked(tmp_path: Path) -> None:
    start = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(400):
            Path("d").mkdir()
            os.chdir("d")
        Path("x.en.txt").write_text(_GOOD)
    finally:
        os.chdir(start)
    assert _judged(audit.check([str(tmp_path)])) == ["x.en.txt"]


@pytest.mark.parametrize(
    "name",
    ["a b.en.txt", "'quoted\".en.txt", "žur-nal.en.txt", "new\nline.en.txt", "-x.en.txt", "%s{}.en.txt"],
)
def test_odd_file_names(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(_GOOD, encoding="utf-8")
    judged = audit.check([str(tmp_path)])
    assert _judged(judged) == [name]
    assert not _messages(judged)


def test_a_path_that_cannot_exist() -> None:
    judged = audit.check(["a\0b", "x" * 5000])
    assert len(_messages(judged)) == 2


def test_an_unknown_language_is_judged_by_the_checks_that_need_none(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("---\nlang: tlh\n---\n" + _GOOD)
    judged = audit.check([str(tmp_path)])
    assert not _messages(judged)
    assert [score.verdict.value for score in judged.scores] == ["not judged"]
    assert (
        next(one.reason for one in judged.scores[0].questions.unasked)
        == "no rule that was selected knows Klingon"
    )


def test_a_version_without_siblings_and_identical_siblings(folder: Path) -> None:
    alone = audit.check([str(folder / "good.en.txt")])
    assert alone.scores[0].facts is None
    assert alone.scores[0].agreements == ()
    (folder / "copy.en.txt").write_text(_GOOD)
    together = audit.check([str(folder)])
    assert not _messages(together)
    assert len(together.scores) == 2
    for score in together.scores:
        assert score.agreements == ()  # a copy is no witness


def _rules(folder: Path, **files: str) -> Path:
    topic = folder / "rules" / "desk"
    topic.mkdir(parents=True)
    for name, text in files.items():
        (topic / f"{name.replace('_', '-')}.yaml").write_text(text)
    return folder / "rules"


@pytest.mark.parametrize(
    ("wrong", "right", "expected"),
    [
        ("severty: minor", "severity: minor", ["test.yaml:2", "severty", "severty: minor"]),
        ("severity: awful", "severity: minor", ["test.yaml:2", "severity", "awful"]),
        (
            "severity: major\nkind: support",
            "severity: minor",
            ["test.yaml:2", "severity", "expected minor, as of every support, found major"],
        ),
        (
            "severity: minor\ndifference: two ways",
            "severity: minor",
            ["test.yaml:3", "difference", "kind: contradiction"],
        ),
        ("severity: minor\nneeds: [sibblings]", "severity: minor", ["test.yaml:3", "needs", "sibblings"]),
        ("detector: patern", "detector: pattern", ["test.yaml:3", "no detector is called 'patern'"]),
        ("params: {fnd: [foo bar]}", "params: {find: [foo bar]}", ["test.yaml:6", "params.fnd", "takes"]),
        (
            "params: {find: ['(foo']}",
            "params: {find: [foo bar]}",
            ["test.yaml:6", "params.find", "not an RE2 pattern"],
        ),
        ("params: {find: 3}", "params: {find: [foo bar]}", ["test.yaml:6", "params.find"]),
        ("  - bod: {en: x}", '  - good: {en: "A foo here."}', ["test.yaml:9", "examples[1]"]),
        (
            "category: rubbish/x",
            "category: linguistic/duplication",
            ["test.yaml:1", "expected an MQM dimension"],
        ),
        ("why: [", "why: Because.", ["test.yaml:", "not YAML"]),
        ("why: !!bool maybe", "why: Because.", ["test.yaml"]),
    ],
)
def test_a_typo_in_a_rule_names_file_line_and_field(
    tmp_path: Path, wrong: str, right: str, expected: list[str]
) -> None:
    folder = _rules(tmp_path, test=_RULE.replace(right, wrong))
    with pytest.raises(RuleError) as caught:
        catalogue.load_folder(folder)
    for part in expected:
        assert part in str(caught.value)


def test_two_rules_of_one_name(tmp_path: Path) -> None:
    (tmp_path / "rules" / "other").mkdir(parents=True)
    (tmp_path / "rules" / "other" / "test.yaml").write_text(_RULE)
    (tmp_path / "rules" / "desk").mkdir()
    (tmp_path / "rules" / "desk" / "test.yaml").write_text(_RULE)
    with pytest.raises(RuleError, match="two rules are called test"):
        catalogue.load_folder(tmp_path / "rules")
    with pytest.raises(RuleError, match="two rules are called doubled-word"):
        catalogue.load([_rules(tmp_path / "own", doubled_word=_RULE)])


def test_a_selection_that_names_nothing(folder: Path) -> None:
    with pytest.raises(SelectionError, match="'doubled-wrod' is no rule"):
        audit.check([str(folder)], audit.Settings(select=("doubled-wrod",)))


def test_a_stage_that_crashes_is_a_problem_of_its_story_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "below").mkdir()
    (folder / "below" / "x.en.txt").write_text(_GOOD)

    def crash(document: Document) -> Document:
        if document.id == "x.en.txt":
            raise ValueError("no such thing")
        return annotate(document)

    monkeypatch.setattr("audit.run.story.annotate", crash)
    judged = audit.check([str(folder)])
    assert _messages(judged) == [f"{folder / 'below'}: could not be judged: ValueError: no such thing"]
    assert _judged(judged) == ["good.en.txt"]


_STRANGE = {
    "zeros": "One\0two\0three. He said\0 no.",
    "right to left": "שלום עולם. \u202eHe said\u202c that العربية is written so. הוא אמר ״לא״.",
    "combining marks": "Z\u0306\u0301\u0327alg\u0330o\u0301 sa\u0308id " + "e\u0301" * 500 + "\u0301" * 500,
    "punctuation": "?!.,;:-—…“”‘’«»()[]{}<>/\\|@#$%^&*_+=~` " * 5,
    "emoji": "👩‍👩‍👧‍👦 said 👍🏽 to 🇷🇸. 𝔗𝔥𝔢 𝔪𝔦𝔫𝔦𝔰𝔱𝔢𝔯 met 𠮷野家.",
    "separators": "One.\u2028Two.\u2029Three.\x85Four.\x0bFive.\x0cSix.",
    "invisible": "\u200b\u200c\u200d\u2060\ufeffThe\u00ad min\u00adister\u200b said.",
    "digits": "7" * 5000 + " people, ٣٤ ministers, ½ of 10^999, 1e999 dollars and " + "9,999" * 300,
    "mixed case": "İstanbul ISTANBUL ıspanak ŞİŞLİ ﬁnance ﬀ ŉ ǅ ß ẞ",
}


@pytest.mark.parametrize("text", _STRANGE.values(), ids=_STRANGE.keys())
def test_strange_texts_are_judged(text: str) -> None:
    judged = _beside(text, text + " It rained.")
    assert not judged.problems
    assert len(judged.scores) == 2


@given(
    st.lists(
        st.sampled_from(
            [
                "He",
                "she",
                "said",
                "Mr",
                "Anna",
                "Kovar",
                '"',
                "“",
                "”",
                "‘",
                "'s",
                "(",
                ")",
                "[",
                "5",
                "million",
                "$",
                "%",
                "-",
                "—",
                ".",
                ",",
                "\n",
                "\n\n",
                "12:30",
                "Monday",
                "3 May 2024",
                "its",
                "NATO",
                "Đorđe",
                "è",
                "\u0301",
                "\u200b",
                "中",
                "{{x}}",
                "<b>",
                "1,000.50",
                "a.m.",
                "U.S.",
            ]
        ),
        max_size=30,
    ),
    st.booleans(),
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_order_of_pieces_breaks_anything(pieces: list[str], joined: bool) -> None:
    text = ("" if joined else " ").join(pieces)
    judged = _beside(text, "Anna Kovar said 5.")
    assert not judged.problems
    lengths = {"0": len(text), "1": 18}
    for finding in judged.findings:
        assert 0 <= finding.span.start < finding.span.end <= lengths[finding.span.document]


_SHAPES = {
    "no stops": "the minister told Anna Kovar that he and 5 million people ",
    "no spaces": "a",
    "stops": ".",
    "quotation marks": '"a ',
    "brackets": "[(",
    "names": "Anna Kovar ",
    "pronouns": "Anna said he left. ",
    "lines": "Word\n",
    "spaces": " ",
    "hyphens": "a-",
    "capitals": "ABC ",
    "tags": "<a {{ ",
    "marks": "a\u0301\u0301",
    "other scripts": "他说今天，Привет ",
    "dates": "Monday 5 May 2024 at 12:30 ",
    "figures": "1,234 ",
}


@pytest.mark.parametrize("shape", _SHAPES.values(), ids=_SHAPES.keys())
def test_a_large_file_of_one_thing_ends_in_reasonable_time(shape: str) -> None:
    size = 20_000
    text = "It is said. " + (shape * (size // len(shape) + 1))[:size]
    _default_rules()
    started = time.process_time()
    judged = _beside(text)
    assert not any(problem.fatal for problem in judged.problems)
    assert time.process_time() - started < 60  # a square of the text would take minutes
