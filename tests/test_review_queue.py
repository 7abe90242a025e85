"""Does the worst story come first, for one reason, and does one decision reach all stories and go back?"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from audit.decide import house
from audit.model import Status
from audit.review import session as steps
from audit.review.queue import queue, reason, standing
from audit.review.workbench import Workbench
from tests.review_story import DRAFT, Reviewing, judged, key_of, review, story_in, workbench_of

_MILD = "Workers utilised steel for the new crossing over the harbour of Osterby on Monday, he said.\n"
_CLEAN = "Workers used steel for the new crossing over the harbour of Osterby on Monday, he said.\n"


@pytest.fixture
def workbench(tmp_path: Path) -> Workbench:
    """Three stories in the order of their names: nothing found, something minor, the worst."""
    texts = {"a-clean": _CLEAN, "b-mild": _MILD, "c-worst": DRAFT}
    for name, text in texts.items():
        folder = tmp_path / "stories" / name
        folder.mkdir(parents=True)
        (folder / "draft.en.txt").write_text(text, encoding="utf-8")
    (tmp_path / "stories" / "audit.toml").touch()  # one project
    return workbench_of(tmp_path, tmp_path / "stories")


def _all(workbench: Workbench) -> list[str]:
    for story in workbench.entries:
        judged(workbench, story)
    return [Path(story).name for story in queue(workbench)]


def _named(workbench: Workbench, name: str) -> str:
    return next(story for story in workbench.entries if story.endswith(name))


def test_the_worst_story_comes_first_and_what_is_done_last(workbench: Workbench) -> None:
    assert [Path(story).name for story in queue(workbench)] == ["a-clean", "b-mild", "c-worst"]
    assert _all(workbench) == ["c-worst", "b-mild", "a-clean"]
    mild = _named(workbench, "b-mild")
    workbench.act(mild, steps.dismiss_rule(workbench.session(mild), "loud-word", "ana"))
    assert Path(queue(workbench)[0]).name == "c-worst"
    assert standing(workbench, mild) == "all of 1 finding decided"


def test_each_story_has_its_one_reason(workbench: Workbench) -> None:
    assert reason(workbench, _named(workbench, "c-worst")) == ""
    _all(workbench)
    assert "lifts" in reason(workbench, _named(workbench, "c-worst"))
    assert reason(workbench, _named(workbench, "a-clean")) == "nothing found"
    assert "\n" not in reason(workbench, _named(workbench, "b-mild"))


def test_one_decision_for_a_rule_reaches_every_story_and_goes_back_in_all(
    workbench: Workbench, tmp_path: Path
) -> None:
    _all(workbench)
    found = workbench.across("loud-word")
    assert {Path(story).name: len(keys) for story, keys in found.items()} == {"b-mild": 1, "c-worst": 2}
    assert workbench.dismiss_across("loud-word") == "all of loud-word dismissed in 2 stories"
    assert workbench.across("loud-word") == {}
    again = workbench_of(tmp_path, tmp_path / "stories")
    for story in again.entries:
        judged(again, story)
    assert again.across("loud-word") == {}
    workbench.undo(_named(workbench, "b-mild"))
    assert workbench.across("loud-word") == found
    workbench.redo(_named(workbench, "b-mild"))
    assert len(workbench.across("loud-word")) == 1


def test_a_word_that_is_always_right_counts_nowhere_is_shown_and_goes_back(
    workbench: Workbench, tmp_path: Path
) -> None:
    _all(workbench)
    story = _named(workbench, "c-worst")
    session = workbench.session(story)
    key = key_of(session, "loud-word")
    change, _ = steps.step(session, "always_right", key, "ana")
    assert workbench.act(story, change) == "“utilised” is always right here: .audit/names.txt"
    version = session.version(key)
    assert house.read(house.path_of(version)) == {"utilised"}
    assert workbench.session(story).mark(key).status is Status.ACCEPTED
    assert workbench.across("loud-word") == {}
    run = workbench.asked.check(session.story)
    assert all(one.status is Status.NEW for one in run.findings)
    assert workbench.look(story) == ()
    assert workbench.undo(story).startswith("undone: “utilised” is always right here")
    assert house.read(house.path_of(version)) == frozenset()
    assert len(workbench.across("loud-word")) == 2
    workbench.redo(story)
    assert house.read(house.path_of(version)) == {"utilised"}


def test_what_two_decide_in_the_same_moment_each_sees_of_the_other(
    workbench: Workbench, tmp_path: Path
) -> None:
    bo = workbench_of(tmp_path, tmp_path / "stories", by="bo")
    story = _named(workbench, "c-worst")
    for one in (workbench, bo):
        judged(one, story)
    for one, rule in ((workbench, "wrong-office"), (bo, "figure-alone"), (workbench, "wrong-bridge")):
        session = one.session(story)
        if any(finding.rule == rule for finding in session.findings.values()):
            change, _ = steps.step(session, "confirm", key_of(session, rule), one.by)
            one.act(story, change)
    session = bo.session(story)
    change, _ = steps.step(session, "confirm", key_of(session, "loud-word"), "bo")
    bo.act(story, change)
    for one in (workbench, bo):
        one.look(story)
    assert workbench.session(story).marks == bo.session(story).marks
    assert workbench.session(story).decided >= 3


def test_a_corrected_text_says_what_is_new_and_cured_and_shows_the_new_first(
    workbench: Workbench, tmp_path: Path
) -> None:
    story = _named(workbench, "b-mild")
    judged(workbench, story)
    before = workbench.session(story)
    path = tmp_path / "stories" / "b-mild" / "draft.en.txt"
    path.write_text(_CLEAN + "\nThe brigde opens on Monday.\n", encoding="utf-8")
    assert workbench.look(story) == (
        "the text has changed on disk and was read again: 1 new, 1 cured, 0 as before",
    )
    (new,) = workbench.news(story, before)
    assert workbench.session(story).findings[new].rule == "wrong-bridge"


def test_the_screen_shows_the_queue_with_reasons_and_opens_the_worst(workbench: Workbench) -> None:
    _all(workbench)

    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("l")
        listed = reviewing.app.screen.query_one(OptionList)
        shown = "\n".join(str(option.prompt) for option in listed.options)
        assert shown.index("c-worst") < shown.index("b-mild") < shown.index("a-clean")
        assert "lifts" in shown

    review(workbench, act)


def test_all_but_a_rule_and_escape_shows_it_again(tmp_path: Path) -> None:
    workbench = workbench_of(tmp_path, story_in(tmp_path / "bridge"))

    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("minus")
        assert "only -wrong-bridge: 4" in reviewing.text("#head")
        assert "wrong-bridge" not in reviewing.text("#details")
        await reviewing.press("escape")
        assert "only" not in reviewing.text("#head")

    review(workbench, act)


def test_the_preview_lists_what_one_decision_is_about(tmp_path: Path) -> None:
    workbench = workbench_of(tmp_path, story_in(tmp_path / "bridge"))

    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("A")
        said = str(reviewing.app.screen.query_one("#said", Static).content)
        assert said.count("‹brigde›") == 2
        await reviewing.press("escape")
        assert workbench.session(next(iter(workbench.entries))).decided == 0
        await reviewing.press("A", "w")
        assert workbench.session(next(iter(workbench.entries))).decided == 2

    review(workbench, act)


def test_the_verdict_says_on_what_it_rests_and_what_lifts_it(tmp_path: Path) -> None:
    workbench = workbench_of(tmp_path, story_in(tmp_path / "bridge"))

    async def act(reviewing: Reviewing) -> None:
        details = reviewing.text("#details")
        assert "verdict" in details
        assert "lifts" in details

    review(workbench, act)


def test_the_original_stands_first_among_the_siblings_and_says_so(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "bridge")
    (folder / "source.de.txt").write_text(
        "Die Brücke über den Hafen von Osterby öffnet am Montag, sagte der Bürgermeister.\n\n"
        "Arbeiter verbauten 140 Tonnen Stahl für den neuen Übergang.\n",
        encoding="utf-8",
    )
    workbench = workbench_of(tmp_path, folder)

    async def act(reviewing: Reviewing) -> None:
        shown = reviewing.text("#siblings")
        assert shown.index("(original)") < shown.index("courier")

    review(workbench, act)
