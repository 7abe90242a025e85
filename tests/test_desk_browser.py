"""Does the desk work for a person at a browser: with the mouse, the keyboard, on a telephone, on paper?"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browsing import Scheme
from tests.review_story import RULES, rules_in, story_in
from tests.words import docx, paragraph, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_START = re.compile(r"audit desk: (\S+)")
_LONG = 15_000


class Served:
    """A desk that runs as a program of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.story = story_in(folder / "story")
        self._rules = rules_in(folder / "rules")
        self.begin()

    def begin(self) -> None:
        words = [
            sys.executable,
            "-m",
            "audit",
            "desk",
            self.story,
            "--shelf",
            self.folder / "shelf",
            "--by",
            "anna",
        ]
        words += ["--no-browser", "--rules", self._rules, "--select", ",".join(RULES), "--no-archive"]
        self._process = subprocess.Popen(
            [str(word) for word in words], stdout=subprocess.PIPE, text=True, cwd=self.folder
        )
        assert self._process.stdout is not None
        found = _START.match(self._process.stdout.readline())
        assert found is not None
        self.start = found[1]

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        self._process.send_signal(how)
        self._process.wait(10)
        if self._process.stdout:
            self._process.stdout.close()


Enter = Callable[..., "Page"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    one = Served(tmp_path)
    yield one
    one.end()


@pytest.fixture
def enter(chromium: Browser, served: Served) -> Iterator[Enter]:
    """Opens the desk in a browser of its own; at the end nothing may have failed there."""
    faults: list[str] = []
    contexts = []

    def opened(width: int = 1280, scheme: Scheme = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_LONG)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(served.start)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults


def _read(page: Page) -> None:
    """The story, once it is read."""
    page.get_by_role("link", name="story").first.click()
    page.locator(".mark").first.wait_for()


def test_the_keyboard_alone_decides_and_undoes(enter: Enter) -> None:
    page = enter()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    link = page.locator(".queue a").first
    link.focus()
    page.keyboard.press("Enter")
    page.locator(".mark").first.wait_for()
    before = page.locator("#ending").inner_text()
    page.keyboard.press("j")
    page.locator(".card.current [data-key=a]").wait_for()
    page.keyboard.press("a")
    page.get_by_text("fix accepted: bridge").wait_for()
    assert page.locator("#ending").inner_text() != before
    page.locator(".card.current").wait_for()  # the next one is open already
    page.keyboard.press("h")
    page.keyboard.type("so she is called")
    page.keyboard.press("Enter")
    page.get_by_text("kept as it is").wait_for()
    page.keyboard.press("u")
    page.get_by_text("undone: kept as it is").wait_for()
    page.keyboard.press("u")
    page.get_by_text("undone: fix accepted").wait_for()
    assert page.locator("#ending").inner_text() == before


def test_another_fix_is_written_with_the_mouse(enter: Enter) -> None:
    page = enter()
    _read(page)
    page.locator(".card summary").first.click()
    card = page.locator(".card[open]").first
    card.get_by_label("Write instead").fill("footbridge")
    card.get_by_role("button", name="Use this").click()
    page.get_by_text("own fix accepted: footbridge").wait_for()
    assert page.get_by_label("Text of draft").input_value().startswith("The footbridge over")


def test_files_are_dropped_on_it(enter: Enter, tmp_path: Path) -> None:
    page = enter()
    dropped = tmp_path / "dropped"
    dropped.mkdir()
    (dropped / "draft.en.txt").write_text("The brigde opens on Monday.", encoding="utf-8")
    (dropped / "second.docx").write_bytes(docx(paragraph(run("The bridge opens on Monday."))))
    box = page.locator("[data-drop]").first.bounding_box()
    assert box is not None
    where = {"x": box["x"] + 40, "y": box["y"] + 20}
    data = {"items": [], "files": [str(path) for path in sorted(dropped.iterdir())], "dragOperationsMask": 1}
    hand = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})
    page.get_by_label("Called").fill("dropped here")
    page.get_by_role("button", name="Check").click()
    page.locator(".mark").first.wait_for()
    assert page.get_by_role("link", name="second").count()
    assert (tmp_path / "shelf" / "dropped-here" / "second.docx").is_file()


def test_two_tabs_on_one_article_never_overrule_each_other(enter: Enter) -> None:
    first = enter()
    _read(first)
    second = first.context.new_page()
    second.set_default_timeout(_LONG)
    second.goto(first.url.partition("#")[0])
    for page in (first, second):
        page.locator(".card summary").first.click()
    first.locator(".card[open]").first.get_by_role("button", name="Accept").click()
    first.get_by_text("fix accepted").wait_for()
    second.locator(".card[open]").first.get_by_role("button", name="False alarm").click()
    second.get_by_text("decided elsewhere meanwhile").wait_for()
    assert second.get_by_text("accepted, to be written: bridge").count()


def test_a_killed_server_loses_nothing(enter: Enter, served: Served) -> None:
    page = enter()
    _read(page)
    page.locator(".card summary").first.click()
    page.locator(".card[open]").first.get_by_role("button", name="False alarm").click()
    page.get_by_text("dismissed as a false alarm").wait_for()
    page.locator("a.button", has_text="All stories").click()
    page.get_by_label("or paste it").fill("The brigde is long.")
    page.get_by_role("button", name="Check").click()
    page.locator(".mark").first.wait_for()
    served.end(signal.SIGKILL)
    served.begin()
    again = enter()
    again.get_by_role("link", name="article").wait_for()
    _read(again)
    assert again.get_by_text("2 findings dismissed or kept").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_in_the_way_of_anybody(enter: Enter, scheme: Scheme) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = enter(scheme=scheme)
    told = []
    page.locator(".queue .badge").first.wait_for()
    told.append(axe.Axe().run(page).generate_report())
    _read(page)
    page.keyboard.press("j")
    page.get_by_text("Sign for it").click()
    told.append(axe.Axe().run(page).generate_report())
    assert all("Found 0 accessibility violations" in one or "No violations" in one for one in told), told


def test_nothing_is_wider_than_a_telephone(enter: Enter) -> None:
    page = enter(width=390)
    page.locator(".queue .badge").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    _read(page)
    page.locator(".card summary").first.click()
    page.get_by_text("Sign for it").click()
    assert page.evaluate("document.documentElement.scrollWidth <= 390")


def test_on_paper_there_is_the_queue_and_no_form(enter: Enter) -> None:
    page = enter()
    page.locator(".queue .badge").first.wait_for()
    page.emulate_media(media="print")
    assert page.locator(".queue li").first.is_visible()
    assert not page.get_by_role("button", name="Check").is_visible()


def test_a_person_signs_and_the_form_was_empty(enter: Enter) -> None:
    page = enter()
    page.get_by_label("or paste it").fill("The bridge is long.")
    page.get_by_role("button", name="Check").click()
    page.get_by_text("Sign for it").click()
    assert page.get_by_label("Your name").input_value() == ""
    assert not page.get_by_label("I checked the facts").is_checked()
    page.get_by_label("Your name").fill("Ana Kos")
    page.get_by_label("I checked the facts").check()
    page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_text("article.txt: signed by Ana Kos").wait_for()
    with page.expect_download() as told:
        page.get_by_role("link", name="ninjs").click()
    assert told.value.suggested_filename == "article.ninjs.json"
