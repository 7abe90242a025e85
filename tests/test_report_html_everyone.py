"""Can everybody read the page: by keyboard, by ear, from right to left, on paper, without scripts?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import hostile, pages, support
from tests.browsing import Open, shown, until

if TYPE_CHECKING:
    pass

_FIRST = support.findings()[0].fingerprint


def test_keys_go_through_all_findings_of_all_versions(opened: Open) -> None:
    page = opened(support.run())
    seen = []
    for number in range(1, 5):
        page.keyboard.press("j")
        until(page, f"document.getElementById('position').textContent === '{number} of 4'")
        seen.append(page.evaluate("location.hash.slice(3)"))
    assert sorted(seen) == sorted(finding.fingerprint for finding in support.findings())
    assert page.locator("#s0v2").is_visible()
    page.keyboard.press("k")
    until(page, "document.getElementById('position').textContent === '3 of 4'")
    assert page.locator("#s0v0").is_visible()


def test_the_keyboard_alone_reaches_marks_notes_and_siblings(opened: Open) -> None:
    page = opened(support.run())
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("(document.activeElement.className + ' ' + document.activeElement.tagName).trim()")
        )
    assert {"mark A", "SUMMARY", "BUTTON", "A"} <= reached
    page.locator(".mark").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".card.current").get_attribute("open") is not None


def test_single_keys_can_be_turned_off(opened: Open) -> None:
    page = opened(support.run())
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.locator("#keyboard").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("location.hash") == ""


def test_right_to_left_reads_from_the_right(opened: Open) -> None:
    page = opened(pages.right_to_left(), "#s0v0")
    row = page.locator('#s0v0 .row > p[lang="ar"]').first
    assert row.evaluate("e => getComputedStyle(e).direction") == "rtl"
    box, mark = row.bounding_box(), page.locator("#s0v0 .s").first.bounding_box()
    assert box is not None
    assert mark is not None
    assert abs(box["x"] + box["width"] - mark["x"] - mark["width"]) < 3
    assert page.locator(".card .message").first.evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_on_paper_every_note_is_open_and_no_control_is_there(opened: Open) -> None:
    page = opened(support.run())
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#s0v0 .card[open]").count() == page.locator("#s0v0 .card").count() == 2
    assert not page.locator(".controls").is_visible()
    assert not page.locator("#filters").is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#s0v0 .card[open]").count() == 0
    assert page.pdf().startswith(b"%PDF")


def test_without_scripts_everything_can_be_read(opened: Open) -> None:
    page = opened(support.run(), scripts=False)
    assert shown(page, ".version") == 3
    assert shown(page, ".card") == 3
    page.locator(".card summary").first.click()
    assert page.locator(".card .why").first.is_visible()


def test_nothing_is_wider_than_a_narrow_screen(opened: Open) -> None:
    for run in (
        support.run(),
        pages.versions(12, 4),
        pages.many(6),
        hostile.run(),
        hostile.many(3),
        pages.translated(),
    ):
        page = opened(run, width=360)
        page.keyboard.press("n")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name",
    [
        *("story", "finding", "beside", "filters", "index", "right to left", "keys", "shaded", "narrow"),
        *("original", "sentence"),
    ],
)
def test_axe_finds_no_violation(opened: Open, name: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    run, address, width = {
        "story": (support.run(), "", 1400),
        "finding": (support.run(), f"#f={_FIRST}", 1400),
        "beside": (support.run(), f"#f={_FIRST}&beside=1,2", 1400),
        "filters": (support.run(), "#&severity=major", 1400),
        "index": (pages.many(6), "", 1400),
        "right to left": (pages.right_to_left(), "", 1400),
        "keys": (hostile.run(), "", 1400),
        "shaded": (pages.shaded(), "", 1400),
        "narrow": (support.run(), f"#f={_FIRST}", 400),
        "original": (pages.translated(), "", 1400),
        "sentence": (pages.translated(), "", 400),
    }[name]
    page = opened(run, address, width, scheme)
    if name == "keys":
        page.keyboard.press("?")
    if name in ("original", "sentence"):
        page.keyboard.press("n")
    found = axe.run(page).response["violations"]
    told = [(one["id"], node["target"], node.get("failureSummary")) for one in found for node in one["nodes"]]
    assert not told
