"""Is a story that is a value judged as its files are, from any thread and process, and kept by nobody?"""

from __future__ import annotations

import gc
import os
import pickle
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from json import loads
from multiprocessing import get_context
from pathlib import Path

import jsonschema
import pytest

import audit
from audit.cache import FILE
from audit.report import json
from audit.run import processes
from tests.words import docx, paragraph, run

_RIGHT = "The flood killed 30 people in the valley, officials said. The mayor thanked the soldiers."
_WRONG = "The flood killed 13 people in the valley, officials said. The mayor thanked the the soldiers."
_OTHER = "Officials said the flood in the valley had killed thirty people. The mayor thanked the soldiers."


def _story(name: str = "flood", first: str = _WRONG, **told: object) -> audit.GivenStory:
    texts = (
        audit.GivenText("draft", first, lang="en"),
        audit.GivenText("agency", _RIGHT, lang="en"),
        audit.GivenText("radio", _OTHER, lang="en"),
    )
    return replace(audit.GivenStory(name, texts), **told)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def auditor() -> Iterator[audit.Auditor]:
    with audit.Auditor() as one:
        yield one


def _rules(judged: audit.Judged) -> set[str]:
    return {finding.rule for finding in judged.findings}


def test_a_story_of_values_comes_to_what_its_files_come_to(auditor: audit.Auditor, seeds: Path) -> None:
    files = sorted(seeds.glob("*.txt"))
    texts = tuple(audit.GivenText(path.name, path.read_bytes(), lang="en") for path in files)
    judged = auditor.judge(audit.GivenStory("seeds", texts))
    plain = audit.check([seeds])

    def told(findings: tuple[audit.Finding, ...]) -> list[tuple[object, ...]]:
        return sorted((one.rule, one.span, one.message, one.fix, one.severity) for one in findings)

    assert told(judged.findings) == told(plain.findings)
    assert {one.document: one.verdict for one in judged.scores} == {
        one.document: one.verdict for one in plain.scores
    }
    assert auditor.rules == plain.rules


def test_only_what_is_on_trial_is_judged_and_what_is_trusted_decides(auditor: audit.Auditor) -> None:
    alone = auditor.judge(_story(judged=frozenset({"draft"})))
    assert {finding.span.document for finding in alone.findings} == {"draft"}
    assert [score.document for score in alone.scores] == ["draft"]
    draft, agency, _ = _story().texts
    trusted = audit.GivenStory("flood", (draft, replace(agency, role=audit.Role.REFERENCE)))
    (number,) = (one for one in auditor.judge(trusted).findings if one.rule == "number-against-siblings")
    assert number.trusted


def test_bytes_are_read_in_their_format(auditor: audit.Auditor) -> None:
    word = docx(paragraph(run("She thanked the the town on Monday.")))
    page = "<p>She thanked <b>the</b> the town on Monday.</p>"
    for data, form in ((word, ".docx"), (page, ".html"), (page.encode(), ".html")):
        text = audit.GivenText("draft", data, form, lang="en")
        assert "doubled-word" in _rules(auditor.judge(audit.GivenStory("s", (text,)))), form


@pytest.mark.parametrize(
    ("story", "said", "judged"),
    [
        (audit.GivenStory("s", ()), "no text in it", False),
        (audit.GivenStory("s", (audit.GivenText("a", b"\0\1\2"),)), "expected text", False),
        (
            audit.GivenStory("s", (audit.GivenText("a", b"PK", ".docx"),)),
            "its list of parts is missing",
            False,
        ),
        (
            audit.GivenStory("s", (audit.GivenText("a", "It rained.", ".rtf"),)),
            "format .rtf is not read",
            False,
        ),
        (_story(judged=frozenset({"draft", "nobody"})), "no text in it is called nobody", True),
        (_story(texts=(*_story().texts, *_story().texts[:1])), "only the first was read", True),
        (
            audit.GivenStory("https://example.org/a", (audit.GivenText("https://example.org/a", _WRONG),)),
            "",
            True,
        ),
    ],
)
def test_what_is_wrong_with_a_story_is_its_problem_and_nobodys_else(
    auditor: audit.Auditor, story: audit.GivenStory, said: str, judged: bool
) -> None:
    good = _story("good")
    first, second = auditor.judge_all([story, good])
    assert (first.story is not None) is judged
    assert not said or any(said in problem.message for problem in first.problems), first.problems
    assert second == auditor.judge(good)
    assert "number-against-siblings" in _rules(second)


def test_what_is_no_story_is_refused(auditor: audit.Auditor) -> None:
    with pytest.raises(TypeError, match="expected a Story or a GivenStory, found str"):
        auditor.judge("seeds/")  # type: ignore[arg-type]


def test_it_streams_and_keeps_nothing(auditor: audit.Auditor) -> None:
    taken: list[int] = []

    def stories() -> Iterator[audit.GivenStory]:
        for number in range(1000):
            taken.append(number)
            yield _story(str(number))

    judged = auditor.judge_all(stories())
    for number in range(200):
        next(judged)
        assert len(taken) == number + 1
    gc.collect()
    alive = [
        one.id for one in gc.get_objects() if isinstance(one, audit.Story) and one.id in set(map(str, taken))
    ]
    assert len(alive) < 80  # what was computed last of a text is remembered for the next question about it


def test_several_processes_say_the_same_in_the_same_order_and_stay_for_the_next_call() -> None:
    stories = [_story(f"flood {number}", _WRONG.replace("13", str(13 + number))) for number in range(9)]
    plain = list(audit.Auditor().judge_all(stories))
    with audit.Auditor(audit.Settings(processes=2)) as several:
        assert list(several.judge_all(iter(stories))) == plain
        pool = several._judging._workers._pool
        some = several.judge_all(iter(stories))
        assert next(some) == plain[0]
        some.close()  # type: ignore[attr-defined]
        assert list(several.judge_all(stories)) == plain
        assert several._judging._workers._pool is pool is not None
    assert several._judging._workers._pool is None


def test_of_many_stories_few_are_taken_ahead_of_their_results() -> None:
    taken: list[int] = []

    def stories() -> Iterator[audit.GivenStory]:
        for number in range(500):
            taken.append(number)
            yield _story(f"flood {number}")

    with audit.Auditor(audit.Settings(processes=2)) as several:
        judged = several.judge_all(stories())
        next(judged)
        assert len(taken) <= 12
        judged.close()  # type: ignore[attr-defined]


def _die_of_one(tasks: tuple[processes.Task, ...]) -> list[audit.Judged]:
    if any(task.story.id == "deadly" for task in tasks):
        os._exit(1)
    return [audit.Judged(task.story, (), (), ()) for task in tasks]


def test_a_story_that_kills_its_process_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_work", _die_of_one)
    names = ["a", "b", "deadly", "c", "d", "e"]
    with audit.Auditor(audit.Settings(processes=2)) as several:
        for _ in range(2):
            done = list(several.judge_all(map(_story, names)))
            assert [judged.story.id if judged.story else "" for judged in done] == [
                "a",
                "b",
                "",
                "c",
                "d",
                "e",
            ]
            assert "its process died" in done[2].problems[0].message


def test_threads_may_ask_at_the_same_time(auditor: audit.Auditor) -> None:
    stories = [_story(f"flood {number % 5}") for number in range(20)]
    plain = [auditor.judge(story) for story in stories]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(auditor.judge, stories)) == plain


def _elsewhere(sent: bytes) -> set[str]:
    auditor: audit.Auditor = pickle.loads(sent)
    return _rules(auditor.judge(_story()))


def test_it_goes_to_another_process(auditor: audit.Auditor) -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert pool.submit(_elsewhere, pickle.dumps(auditor)).result() == _rules(auditor.judge(_story()))


def test_what_an_equal_story_came_to_is_taken_from_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with audit.Auditor(audit.Settings(cache=True)) as first:
        told = first.judge(_story())
    assert (tmp_path / "audit" / FILE).is_file()

    def fails(*_: object) -> None:
        raise AssertionError("judged again")

    with audit.Auditor(audit.Settings(cache=True)) as second, ThreadPoolExecutor(2) as pool:
        monkeypatch.setattr(processes, "judge_story", fails)
        assert list(pool.map(second.judge, [_story()] * 4)) == [told] * 4
        assert list(second.judge_all([_story(), _story()])) == [told, told]
        with pytest.raises(AssertionError):
            second.judge(_story(first=_RIGHT))


def test_rows_are_those_of_the_json_report(auditor: audit.Auditor, root: Path) -> None:
    judged = auditor.judge(_story())
    findings, scores = audit.finding_rows(judged), audit.score_rows(judged)
    assert {row["rule"] for row in findings} == _rules(judged)
    (number,) = (row for row in findings if row["rule"] == "number-against-siblings")
    assert (number["text"], number["fix"], number["path"]) == ("13", "30", "draft")
    assert number["span"] == {"start": _WRONG.index("13"), "end": _WRONG.index("13") + 2}
    schema = loads((root / "docs/findings.schema.json").read_text(encoding="utf-8"))
    whole = {
        "version": audit.__version__,
        "support": [],
        "found": [],
        "problems": [],
        "findings": findings,
        "scores": scores,
    }
    jsonschema.validate(whole, schema)
    checked = audit.check([judged.story] if judged.story else [])
    assert (audit.finding_rows(checked), audit.score_rows(checked)) == (findings, scores)
    assert json.as_object(checked)["findings"] == findings


def test_the_page_on_python_says_what_works(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (root / "docs/python.md").read_text(encoding="utf-8")
    (example,) = (one for one in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "GivenStory(" in one)
    exec(example, {})
    said = capsys.readouterr().out
    assert said.startswith(("review", "block"))
    assert "“13”" in said
