"""The review in a terminal: every key, the mouse, and what the person sees of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widgets import Footer, Input, OptionList

from audit.model import Status
from audit.review.keys import FOOT, GROUPS
from audit.review.terminal.dialogs import Ask, ReadingSheet
from audit.review.terminal.paged import ArticleView
from audit.review.terminal.screen import ReviewScreen
from audit.review.terminal.siblings import Siblings
from audit.review.terminal.stories import StoriesScreen
from audit.review.workbench import Workbench
from tests.review_story import DRAFT, Reviewing, judged, key_of, review, story_in, workbench_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return story_in(tmp_path / "bridge")


@pytest.fixture
def workbench(tmp_path: Path, folder: Path) -> Workbench:
    return workbench_of(tmp_path, folder)


def statuses(reviewing: Reviewing) -> list[str]:
    session = reviewing.session
    marks = [session.mark(key) for key in session.findings]
    return [
        "fix" if mark.fix is not None else "skipped" if mark.skipped else mark.status.value for mark in marks
    ]


def test_opening_shows_the_article_the_siblings_and_the_first_finding(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        article, details = reviewing.text("#article"), reviewing.text("#details")
        assert "▲brigde over the harbour" in article
        assert "◆mayoress" in article
        assert "•utilised ▲410" in article
        assert "MAJOR   wrong-bridge  1 of 6" in details
        assert "brigde → bridge" in details
        assert "A slip in the first sentence" in details
        assert "1 courier" in reviewing.text("#siblings")
        assert "2 morning" in reviewing.text("#siblings")
        assert "0 of 6 decided" in reviewing.text("#head")
        assert "BLOCK  draft" in reviewing.text("#versions")

    review(workbench, act)


def test_square_brackets_in_an_article_are_square_brackets(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        assert "brigde [b]stays[/b] closed" in reviewing.text("#article")

    review(workbench, act)


@pytest.mark.parametrize(
    ("keys", "expected", "said"),
    [
        (["a"], ["fix", "new", "new", "new", "new", "new"], "fix accepted: bridge"),
        (["n", "a"], ["new"] * 6, "no fix to accept"),
        (["c"], ["real", "new", "new", "new", "new", "new"], "confirmed as real"),
        (["d"], ["false-alarm", "new", "new", "new", "new", "new"], "dismissed as a false alarm"),
        (
            ["D"],
            ["false-alarm", "new", "new", "new", "false-alarm", "new"],
            "all of wrong-bridge dismissed (2)",
        ),
        (["space"], ["skipped", "new", "new", "new", "new", "new"], "skipped"),
        (["d", "p", "x"], ["new"] * 6, "taken back"),
        (["a", "d", "u"], ["fix", "new", "new", "new", "new", "new"], "undone: dismissed"),
        (["a", "d", "ctrl+z", "ctrl+z"], ["new"] * 6, "undone: fix accepted"),
        (["a", "d", "u", "u", "U", "ctrl+y"], ["fix", "false-alarm", *["new"] * 4], "done again: dismissed"),
        (["u"], ["new"] * 6, "nothing to be undone"),
    ],
)
def test_keys_that_decide(workbench: Workbench, keys: list[str], expected: list[str], said: str) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press(*keys)
        assert statuses(reviewing) == expected
        assert said in reviewing.text("#head")

    review(workbench, act)


def test_after_a_decision_the_next_undecided_finding_is_shown(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("d")
        assert reviewing.rule == "wrong-office"
        await reviewing.press("space")
        assert reviewing.rule == "loud-word"
        assert "1 of 6 decided" in reviewing.text("#head")

    review(workbench, act)


def test_editing_a_fix_starts_from_the_one_proposed(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("e")
        assert isinstance(reviewing.app.screen, Ask)
        assert reviewing.app.screen.query_one(Input).value == "bridge"
        await reviewing.press("end")
        await reviewing.type("s")
        key = key_of(reviewing.session, "wrong-bridge")
        assert reviewing.session.mark(key).fix == "bridges"
        await reviewing.press("p")
        assert "✓brigde bridges" in reviewing.text("#article")
        assert "brigde → bridges" in reviewing.text("#details")

    review(workbench, act)


def test_typing_replaces_what_is_suggested(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("e")
        await reviewing.type("crossing")
        assert reviewing.session.mark(key_of(reviewing.session, "wrong-bridge")).fix == "crossing"

    review(workbench, act)


def test_escape_leaves_everything_as_it_was(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        for key in ("e", "k", "f", "slash"):
            await reviewing.press(key, "escape")
            assert isinstance(reviewing.app.screen, ReviewScreen)
        assert statuses(reviewing) == ["new"] * 6

    review(workbench, act)


def test_keeping_needs_a_reason(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("k", "enter")
        assert isinstance(reviewing.app.screen, Ask)
        await reviewing.type("so he spells it")
        mark = reviewing.session.mark(key_of(reviewing.session, "wrong-bridge"))
        assert (mark.status, mark.reason, mark.by) == (Status.ACCEPTED, "so he spells it", "ana")
        await reviewing.press("p")
        assert "kept as it is by ana: so he spells it" in reviewing.text("#details")

    review(workbench, act)


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        (["n"], 1),
        (["n", "n", "p"], 1),
        (["p"], 5),
        (["c", "p", "tab"], 1),
        (["shift+tab"], 5),
        (["s"], 3),
        (["S"], 4),
        (["r"], 4),
        (["R", "R"], 0),
        (["n", "n", "r"], 5),
    ],
)
def test_keys_that_walk(workbench: Workbench, keys: list[str], number: int) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press(*keys)
        assert list(reviewing.session.findings).index(reviewing.screen.key or "") == number

    review(workbench, act)


def test_versions_are_turned_over_by_key_and_by_mouse(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("right_square_bracket")
        assert reviewing.screen.document == "morning.en.txt"
        assert "The bridge over the harbour" in reviewing.text("#article")
        await reviewing.press("left_square_bracket")
        assert reviewing.screen.document == "draft.en.txt"
        at = reviewing.text("#versions").index("courier")
        await reviewing.pilot.click("#versions", offset=(at + 1, 0))
        await reviewing.rest()
        assert reviewing.screen.document == "courier.en.txt"

    review(workbench, act)


def test_a_search_goes_from_match_to_match(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("slash")
        await reviewing.type("the ")
        places = [reviewing.screen.elsewhere]
        for key in ("full_stop", "full_stop", "comma"):
            await reviewing.press(key)
            places.append(reviewing.screen.elsewhere)
        first, second, third, *_ = (found.start() for found in re.finditer("the ", DRAFT, re.IGNORECASE))
        assert [place[0] for place in places if place] == [first, second, third, second]
        await reviewing.press("slash")
        reviewing.app.screen.query_one(Input).value = "nowhere (.*"
        await reviewing.press("enter")
        assert "not found: nowhere (.*" in reviewing.text("#head")

    review(workbench, act)


def test_a_filter_narrows_the_walk_and_an_empty_one_ends_it(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("f")
        await reviewing.type("minor undecided")
        assert reviewing.rule == "loud-word"
        assert "only minor, undecided: 2" in reviewing.text("#head")
        await reviewing.press("n", "n")
        assert reviewing.rule == "loud-word"
        await reviewing.press("f")
        reviewing.app.screen.query_one(Input).value = ""
        await reviewing.press("enter", "n")
        assert "only" not in reviewing.text("#head")

    review(workbench, act)


def test_the_siblings_stand_beside_each_other_where_there_is_room(workbench: Workbench) -> None:
    async def wide(reviewing: Reviewing) -> None:
        await reviewing.press("n", "n", "n")
        rows = reviewing.text("#siblings").splitlines()
        assert "1 courier ●" in rows[0]
        assert "2 morning ●" in rows[0]
        assert not reviewing.screen.has_class("narrow")

    review(workbench, wide, size=(200, 60))


def test_siblings_take_turns_in_a_narrow_terminal(workbench: Workbench) -> None:
    async def narrow(reviewing: Reviewing) -> None:
        await reviewing.press("n", "n", "n")
        assert reviewing.screen.has_class("narrow")
        assert "workers used 140 tonnes" in reviewing.text("#siblings")
        await reviewing.press("2")
        assert "Workers used 140 tonnes" in reviewing.text("#siblings")
        assert "FIGURE" not in reviewing.text("#details")
        assert "410" in reviewing.text("#article")

    review(workbench, narrow, size=(80, 24))


_FLOOD = [f"The council of ward {at} met in a hall." for at in range(1, 41)]
_FLUT = [f"Der Rat des Bezirks {at} tagte in einem Saal." for at in range(1, 41)]


@pytest.mark.parametrize("slip", ["", "The brigde fell.\n\n"])
def test_the_original_follows_the_article_where_it_is_scrolled(tmp_path: Path, slip: str) -> None:
    folder = tmp_path / "council"
    folder.mkdir()
    (folder / "draft.en.txt").write_text(slip + "\n\n".join(_FLOOD), encoding="utf-8")
    (folder / "source.de.txt").write_text("\n\n".join(_FLUT), encoding="utf-8")

    async def act(reviewing: Reviewing) -> None:
        before = reviewing.text("#siblings")
        assert "source.de (original)" in before
        assert "Bezirks 1 tagte" in before or slip
        await reviewing.press("pagedown", "pagedown")
        seen = re.findall(r"ward (\d+)", reviewing.text("#article"))
        said = re.findall(r"Bezirks (\d+)", reviewing.text("#siblings"))
        assert said
        assert set(said) <= set(seen), "what is shown of the original stands opposite what is read"
        if slip:
            await reviewing.press("b")
            assert reviewing.text("#siblings") == before

    review(workbench_of(tmp_path, folder), act, size=(140, 40))


def test_a_sibling_is_opened_at_its_passage_and_b_leads_back(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("n", "n", "n")
        await reviewing.press("1")
        assert reviewing.screen.document == "courier.en.txt"
        assert "For the new crossing" in reviewing.text("#article")
        await reviewing.press("b")
        assert (reviewing.screen.document, reviewing.rule) == ("draft.en.txt", "figure-alone")
        await reviewing.press("2", "o")
        assert reviewing.screen.document == "morning.en.txt"
        await reviewing.press("b")
        await reviewing.pilot.click("#siblings", offset=(6, 0))
        await reviewing.rest()
        assert reviewing.screen.query_one(Siblings).shown == 0

    review(workbench, act)


def test_a_click_on_marked_words_looks_at_them(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        rows = reviewing.text("#article").splitlines()
        y = next(y for y, row in enumerate(rows) if "◆mayoress" in row)
        await reviewing.pilot.click(ArticleView, offset=(rows[y].index("◆mayoress") + 3, y))
        await reviewing.rest()
        assert reviewing.rule == "wrong-office"

    review(workbench, act)


def test_a_click_on_a_key_at_the_foot_does_what_the_key_does(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        foot = reviewing.screen.query_one(Footer)
        key = next(child for child in foot.children if getattr(child, "action", "") == "false_alarm")
        await reviewing.pilot.click(key)
        await reviewing.rest()
        assert statuses(reviewing)[0] == "false-alarm"

    review(workbench, act)


def test_the_reason_of_a_rule_is_explained_with_its_examples(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("i")
        assert isinstance(reviewing.app.screen, ReadingSheet)
        said = str(reviewing.app.screen.query_one("#said").render())
        assert "A slip in the first sentence" in said
        assert "The ‹brigde› opens." in said
        await reviewing.press("down", "pagedown", "escape")
        assert len(reviewing.app.screen_stack) == 3

    review(workbench, act)


def test_help_names_every_key_and_every_sign(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("question_mark")
        said = str(reviewing.app.screen.query_one("#said").render())
        for group in GROUPS:
            for key in group.keys:
                assert key.help in said
        for sign in "◆▲•✓!×=…":
            assert sign in said

    review(workbench, act)


def test_the_command_palette_has_every_action_and_does_it(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        listed = {command.title for command in reviewing.app.get_system_commands(reviewing.app.screen)}
        wanted = {key.help for group in GROUPS for key in group.keys}
        by_number = {"sibling", "scroll", "scroll_page", "scroll_ends", "command_palette"}
        assert wanted - listed == {
            key.help for group in GROUPS for key in group.keys if key.action in by_number
        }
        await reviewing.press("ctrl+p")
        await reviewing.pilot.press(*"dismissasa")
        palette = reviewing.app.screen
        await reviewing.until(lambda: palette.query_one(OptionList).highlighted == 0)
        await reviewing.press("enter")
        await reviewing.until(lambda: statuses(reviewing)[0] == "false-alarm")

    review(workbench, act)


def test_what_stands_at_the_foot_is_what_has_a_label() -> None:
    assert set(FOOT) == {key.action for group in GROUPS for key in group.keys if key.label}


def test_no_key_does_two_things() -> None:
    names = [name for group in GROUPS for key in group.keys for name in key.keys.split(",")]
    assert len(names) == len(set(names))


def test_scrolling_goes_line_by_line_and_to_the_ends(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "bridge", DRAFT + "\nAnd so on.\n" * 60)

    async def act(reviewing: Reviewing) -> None:
        article = reviewing.screen.query_one(ArticleView)
        for keys, at in (
            (["down", "down"], 2), (["up"], 1), (["end"], article.max_scroll_y), (["home"], 0),
            (["pagedown"], article.size.height - 1), (["pageup"], 0),
        ):  # fmt: skip
            await reviewing.press(*keys)
            assert round(article.scroll_y) == at, keys

    review(workbench_of(tmp_path, folder), act)


def test_light_and_dark_are_a_key_apart(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        assert reviewing.app.theme == "audit-dark"
        await reviewing.press("t")
        assert reviewing.app.theme == "audit-light"

    review(workbench, act)


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
def test_quitting_leaves_at_once_with_everything_kept(
    workbench: Workbench, tmp_path: Path, folder: Path, key: str
) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("a", "d")
        await reviewing.pilot.press(key)
        await reviewing.pilot.pause()
        assert not reviewing.app.is_running

    review(workbench, act)
    assert workbench.left() == "2 of 6 findings decided; 1 accepted and not written yet"
    assert judged(workbench_of(tmp_path, folder))[1].decided == 2


def test_the_verdict_follows_at_once(workbench: Workbench) -> None:
    async def act(reviewing: Reviewing) -> None:
        assert "BLOCK  draft 1 critical, 3 major, 2 minor" in reviewing.text("#versions")
        await reviewing.press("a", "d", "a", "a", "a")
        assert "PASS  draft 1 minor" in reviewing.text("#versions")
        await reviewing.press("u")
        assert "REVIEW  draft 1 major, 1 minor" in reviewing.text("#versions")

    review(workbench, act)


def test_writing_shows_the_difference_and_asks(workbench: Workbench, folder: Path) -> None:
    path = folder / "draft.en.txt"

    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("w")
        assert "no accepted fix waits" in reviewing.text("#head")
        await reviewing.press("a", "w")
        said = str(reviewing.app.screen.query_one("#said").render())
        assert "- The brigde over" in said
        assert "+ The bridge over" in said
        await reviewing.press("escape")
        assert path.read_text() == DRAFT
        await reviewing.press("w", "w")
        assert path.read_text() == DRAFT.replace("The brigde over", "The bridge over")
        assert "1 fix written" in reviewing.text("#head")
        assert len(reviewing.session.findings) == 5
        await reviewing.press("u")
        assert path.read_text() == DRAFT
        assert statuses(reviewing)[0] == "fix"
        await reviewing.press("U")
        assert path.read_text() == DRAFT.replace("The brigde over", "The bridge over")

    review(workbench, act)


def test_another_reviewer_is_told_of_on_the_screen(
    workbench: Workbench, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("audit.review.terminal.screen._LOOK", 3600.0)
    bo = workbench_of(tmp_path, folder, by="bo")

    async def act(reviewing: Reviewing) -> None:
        from audit.review import session as steps

        story, session = judged(bo)
        bo.act(story, steps.dismiss(session, key_of(session, "wrong-bridge"), "bo"))
        await reviewing.press("a")
        assert "not saved: bo decided: false-alarm" in reviewing.text("#head")
        assert statuses(reviewing)[0] == "false-alarm"

    review(workbench, act)


def test_a_changed_file_is_noticed_while_one_looks_at_it(workbench: Workbench, folder: Path) -> None:
    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("r", "d")
        (folder / "draft.en.txt").write_text(f"New first words.\n\n{DRAFT}", encoding="utf-8")
        await reviewing.until(lambda: "New first words." in reviewing.text("#article"))
        assert "changed on disk" in reviewing.text("#head")
        assert statuses(reviewing) == ["new"] * 4 + ["false-alarm", "new"]

    review(workbench, act)


def test_many_stories_are_listed_with_how_far_each_is(tmp_path: Path) -> None:
    for name in ("bridge", "ferry", "port"):
        story_in(tmp_path / "stories" / name)
    workbench = workbench_of(tmp_path, tmp_path / "stories")

    async def act(reviewing: Reviewing) -> None:
        screen = reviewing.app.screen
        assert isinstance(screen, StoriesScreen)
        options = screen.query_one(OptionList)
        rows = [str(options.get_option_at_index(number).prompt) for number in range(3)]
        assert all("BLOCK" in row and "0 of 6" in row for row in rows)
        assert "ferry" in rows[1]
        await reviewing.press("down", "enter", "d", "a", "l")
        rows = [str(options.get_option_at_index(number).prompt) for number in range(3)]
        assert "1 of 6" in rows[2]  # what is left there is less: it goes behind the others
        assert "ferry" in rows[2]
        assert "3 stories  1 of 18 findings decided" in str(screen.query_one("#head").render())
        await reviewing.press("slash")
        await reviewing.type("port")
        assert options.highlighted == 1
        await reviewing.press("tab")
        assert options.highlighted == 2

    review(workbench, act)
    # The next time one stands where one stopped.
    again = workbench_of(tmp_path, tmp_path / "stories")
    assert again.start()[0].endswith("ferry")


def test_a_story_without_findings_says_so(tmp_path: Path) -> None:
    folder = story_in(tmp_path / "bridge", "Nothing is wrong with this.\n")

    async def act(reviewing: Reviewing) -> None:
        assert "Nothing found" in reviewing.text("#details")
        await reviewing.press(
            "a", "d", "k", "e", "n", "D", "i", "o", "1", "u", "w", "x", "space", "tab", "s", "r"
        )
        assert reviewing.session.decided == 0

    review(workbench_of(tmp_path, folder), act)


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (140, 40), (200, 60), (40, 12)])
def test_every_size_shows_the_finding_and_what_is_said_of_it(
    workbench: Workbench, size: tuple[int, int]
) -> None:
    async def act(reviewing: Reviewing) -> None:
        assert "brigde" in reviewing.text("#article")
        assert "wrong-bridge" in reviewing.text("#details")

    review(workbench, act, size=size)
