"""Does the page do in a real browser what it promises? Skipped where there is no Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from audit.model import Run
from audit.report.html import render
from tests import hostile, pages, support
from tools.browser import browser, missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "Chromium is here")

Open = Callable[..., "Page"]
Scheme = Literal["light", "dark"]
_FIRST = support.findings()[0].fingerprint


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the page of a run from a file; at the end nothing may have failed and nobody been asked."""
    contexts = []
    faults: list[str] = []
    asked: list[str] = []
    file = tmp_path / "report.html"

    def open_page(
        run: Run, address: str = "", width: int = 1400, scheme: Scheme = "light", *, scripts: bool = True
    ) -> Page:
        file.write_bytes(render(run).encode("utf-8"))
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{file.as_uri()}{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
    assert not [url for url in asked if url.partition("#")[0] != file.as_uri()]


def _shown(page: Page, selector: str) -> int:
    return page.locator(f"{selector}:visible").count()


def _text(page: Page, selector: str) -> str:
    return (page.locator(selector).text_content() or "").strip()


def _until(page: Page, condition: str) -> None:
    """Waits for what the page does later; its own waiting would need `eval`, which the policy forbids."""
    for _ in range(250):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(20)
    pytest.fail(f"never came true: {condition}")


def _check(page: Page, facet: str, value: str) -> None:
    page.locator(f'input[data-facet="{facet}"][value="{value}"]').click()


def _counts(page: Page, facet: str) -> dict[str, int]:
    lines = page.locator(f'fieldset[data-facet="{facet}"] li')
    pairs = [
        (line.locator("input").get_attribute("value"), line.locator(".count").text_content())
        for line in lines.all()
    ]
    return {str(value): int(count or 0) for value, count in pairs}


def test_it_opens_with_the_verdict_and_the_score_of_each_version(opened: Open) -> None:
    page = opened(support.run())
    assert "block" in page.locator("#top h1").inner_text()
    assert _shown(page, ".scores tbody tr") == 3
    top = page.locator(".scores").bounding_box()
    assert top is not None
    assert top["y"] < 450


def test_a_severity_hides_the_others_and_every_count_says_so(opened: Open) -> None:
    page = opened(support.run())
    page.locator("#toggle").click()
    assert _counts(page, "severity") == {"critical": 1, "major": 2, "minor": 1}
    _check(page, "severity", "major")
    assert _text(page, "#status") == "2 of 4 findings shown"
    assert _shown(page, ".card") == 1
    assert _counts(page, "severity") == {"critical": 1, "major": 2, "minor": 1}
    assert _counts(page, "rule") == {
        "name-spelled-two-ways": 2,
        "number-against-siblings": 0,
        "pronoun-against-siblings": 0,
    }
    assert _counts(page, "version") == {"first": 2, "third": 0}
    assert _text(page, '.bar nav a[data-v="s0v0"] .shown') == "2"
    assert _text(page, '.bar nav a[data-v="s0v2"] .shown') == "0"
    assert page.locator(".mark:not(.off):visible").count() == 2
    assert page.url.endswith("&severity=major")
    page.locator("#clear").click()
    assert _text(page, "#status") == ""
    assert _shown(page, ".card") == 2


def test_rule_and_version_filter_together(opened: Open) -> None:
    page = opened(support.run(), "#&rule=name-spelled-two-ways,number-against-siblings&version=third")
    assert _text(page, "#status") == "1 of 4 findings shown"
    assert _counts(page, "version") == {"first": 2, "third": 1}
    assert _counts(page, "severity") == {"critical": 0, "major": 0, "minor": 1}


def test_a_link_to_a_finding_opens_its_version_its_note_and_shows_it(opened: Open) -> None:
    last = support.findings()[3]
    page = opened(support.run(), f"#f={last.fingerprint}", width=1000)
    assert page.locator("#s0v2").is_visible()
    assert not page.locator("#s0v0").is_visible()
    card = page.locator(".card.current")
    assert card.get_attribute("open") is not None
    assert "400" in card.inner_text()
    mark = page.locator(".mark.current")
    assert mark.inner_text().startswith("4,000")
    assert mark.evaluate("e => e === document.activeElement")


def test_a_link_wins_over_a_filter_that_hides_it(opened: Open) -> None:
    page = opened(support.run(), f"#f={_FIRST}&severity=minor")
    _until(page, "!location.hash.includes('severity')")
    assert page.locator(".card.current").is_visible()


def test_a_click_on_marked_words_opens_the_note_and_gives_the_address(opened: Open) -> None:
    page = opened(support.run())
    page.locator(".mark", has_text="she").click()
    assert "for a man" in page.locator(".card.current .message").inner_text()
    assert page.url.endswith(f"#f={support.findings()[1].fingerprint}")
    page.go_back()
    _until(page, "!document.querySelector('.current')")


def test_a_note_that_is_opened_shows_its_words_and_closes_again(opened: Open) -> None:
    page = opened(support.run())
    summary = page.locator(".card summary", has_text="for a man")
    summary.click()
    _until(page, "document.querySelector('.mark.current')?.textContent.startsWith('she')")
    assert page.locator(".card[open]").count() == 1
    summary.click()
    assert page.locator(".card[open]").count() == 0


def test_keys_go_through_all_findings_of_all_versions(opened: Open) -> None:
    page = opened(support.run())
    seen = []
    for number in range(1, 5):
        page.keyboard.press("j")
        _until(page, f"document.getElementById('position').textContent === '{number} of 4'")
        seen.append(page.evaluate("location.hash.slice(3)"))
    assert sorted(seen) == sorted(finding.fingerprint for finding in support.findings())
    assert page.locator("#s0v2").is_visible()
    page.keyboard.press("k")
    _until(page, "document.getElementById('position').textContent === '3 of 4'")
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


def test_siblings_stand_beside_and_scroll_along_by_alignment(opened: Open) -> None:
    page = opened(pages.versions(12), "#s0v0&beside=1,2")
    assert _shown(page, ".version") == 3
    page.locator("#s0v0").hover()
    page.mouse.wheel(0, 1500)
    _until(page, "document.getElementById('s0v1').scrollTop > 0")
    page.wait_for_timeout(100)
    off = page.evaluate(
        """() => {
            const main = document.getElementById("s0v0"), other = document.getElementById("s0v1");
            const at = main.getBoundingClientRect().top + main.clientHeight / 3;
            const said = [...main.querySelectorAll(".s[data-p]")];
            const here = said.find(s => s.getBoundingClientRect().bottom >= at);
            const number = here.dataset.p.split(" ").find(p => p.startsWith("1:")).slice(2);
            const there = other.querySelector(`.s[data-n="${number}"]`);
            return Math.abs(here.getBoundingClientRect().top - there.getBoundingClientRect().top);
        }"""
    )
    assert off < 60
    page.locator('.siblings [data-beside="s0v2"]').click()
    assert _shown(page, ".version") == 2


def test_a_sibling_named_in_a_note_comes_beside_with_its_words_marked(opened: Open) -> None:
    page = opened(support.run(), f"#f={_FIRST}")
    page.locator(".card.current a.who", has_text="second").click()
    _until(page, "!document.getElementById('s0v1').hidden")
    assert page.locator("#s0v1 .said").inner_text() == "Dolen"
    assert page.locator("#s0v0").is_visible()


def test_the_sentence_under_the_pointer_is_shown_in_the_sibling(opened: Open) -> None:
    page = opened(support.run(), "#s0v0&beside=1")
    page.locator('#s0v0 .s[data-n="1"]').hover()
    assert page.locator("#s0v1 .same").get_attribute("data-n") == "1"


def test_the_index_sorts_searches_and_counts(opened: Open) -> None:
    page = opened(pages.many(12))

    def names() -> list[str]:
        return [row.inner_text() for row in page.locator("#index tbody th:visible").all()]

    assert names()[0] == "desk/story-000"
    page.locator('[data-sort="issues"]').click()
    _until(page, "location.hash.includes('sort=-issues')")
    assert names()[0] == "desk/story-011"
    assert page.locator('th:has([data-sort="issues"])').get_attribute("aria-sort") == "descending"
    page.locator('[data-sort="issues"]').click()
    _until(page, "location.hash.includes('sort=issues')")
    assert names()[0] == "desk/story-000"
    page.locator("#search").fill("00 7")
    _until(page, "document.getElementById('listed').textContent.startsWith('1 ')")
    assert names() == ["desk/story-007"]


def test_a_filter_counts_in_the_index_too(opened: Open) -> None:
    run = pages.many(12)
    page = opened(run, "#&severity=critical")
    wanted = {finding.story for finding in run.findings if finding.severity.value == "critical"}
    assert page.locator("#index tbody tr:visible").count() == len(wanted)
    shown = sum(int(one.inner_text()) for one in page.locator("#index .of:visible .shown").all())
    assert shown == sum(finding.severity.value == "critical" for finding in run.findings)
    assert _text(page, "#status").startswith(f"{shown} of {len(run.findings)} ")


def test_the_charts_are_drawn(opened: Open) -> None:
    page = opened(pages.many(12))
    chart = page.locator(".histogram").bounding_box()
    assert chart is not None
    bars = page.locator(".histogram > rect")
    assert bars.count() >= 5
    boxes = [bar.bounding_box() for bar in bars.all()]
    assert all(box and box["height"] > 1 and box["y"] >= chart["y"] for box in boxes)
    assert sum(int(label) for label in page.locator(".histogram text:not(.quiet)").all_text_contents()) == 36


def test_notes_in_the_margin_stand_beside_the_text_and_not_on_each_other(opened: Open) -> None:
    page = opened(pages.corners())
    for address in ("#s0v0", "#f=outer-0000000c", "#f=whole-0000003e"):
        page.goto(page.url.partition("#")[0] + address)
        page.wait_for_timeout(300)
        boxes = [note.bounding_box() for note in page.locator(".card").all()]
        tops = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
        assert len(tops) == 7
        assert all(end <= start for (_, end), (start, _) in pairwise(tops))
        text = page.locator(".row > p").last.bounding_box()
        assert text is not None
        assert all(box["x"] > text["x"] + text["width"] for box in boxes if box)
    gap = [row.bounding_box() for row in page.locator(".row > p").all()]
    heights = [below["y"] - above["y"] - above["height"] for above, below in pairwise(filter(None, gap))]
    assert max(heights) < 30, "notes tear the paragraphs apart"


def test_one_goes_from_the_index_to_a_story_and_back(opened: Open) -> None:
    page = opened(pages.many(6))
    page.locator("#index a", has_text="story-004").click()
    _until(page, "document.getElementById('index').hidden")
    assert _shown(page, ".story") == 1
    assert page.evaluate("document.activeElement.textContent") == "desk/story-004"
    page.keyboard.press("]")
    _until(page, "location.hash === '#s5'")
    page.keyboard.press("i")
    _until(page, "!document.getElementById('index').hidden")
    assert _shown(page, ".story") == 0


def test_an_article_full_of_markup_does_nothing(opened: Open) -> None:
    page = opened(hostile.run())
    page.wait_for_timeout(100)
    assert page.locator("script").count() == 1
    assert page.locator("#main i:not(.matrix i), #main b:not(#problems b, q b)").count() == 0
    assert "<script>alert(1)</script>" in page.locator(".row").first.inner_text()
    page.keyboard.press("j")
    page.keyboard.press("j")


def test_a_script_that_got_into_the_page_would_not_run(
    opened: Open, tmp_path: Path, chromium: Browser
) -> None:
    text = render(support.run()).replace("<main", "<script>document.title='owned'</script><main", 1)
    file = tmp_path / "owned.html"
    file.write_text(text, encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.locator("#main").click(position={"x": 2, "y": 2})
    assert page.title() != "owned"
    assert (
        page.evaluate("try { document.body.innerHTML = '<b>x</b>'; 'written' } catch { 'refused' }")
        == "refused"
    )
    page.close()


def test_support_shades_words_until_it_is_turned_off(opened: Open) -> None:
    page = opened(pages.shaded())
    word = page.locator('#s0v0 .text [data-u="none"]').first
    assert word.get_attribute("title") == "0 of 2"
    assert word.evaluate("e => getComputedStyle(e).borderBottomWidth") == "2px"
    assert "no sibling has it" in page.locator("#s0v0 .shades").inner_text()
    page.locator("#s0 .support").click()
    _until(page, "location.hash.includes('support=off')")
    assert word.evaluate("e => getComputedStyle(e).borderBottomWidth") == "0px"
    assert not page.locator("#s0v0 .shades").is_visible()


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
    assert _shown(page, ".version") == 3
    assert _shown(page, ".card") == 3
    page.locator(".card summary").first.click()
    assert page.locator(".card .why").first.is_visible()


def test_nothing_is_wider_than_a_narrow_screen(opened: Open) -> None:
    for run in (support.run(), pages.versions(12, 4), pages.many(6), hostile.run(), hostile.many(3)):
        page = opened(run, width=360)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["story", "finding", "beside", "filters", "index", "right to left", "keys", "shaded", "narrow"]
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
    }[name]
    page = opened(run, address, width, scheme)
    if name == "keys":
        page.keyboard.press("?")
    found = axe.run(page).response["violations"]
    told = [(one["id"], node["target"], node.get("failureSummary")) for one in found for node in one["nodes"]]
    assert not told


def test_one_article_alone_needs_no_siblings(opened: Open) -> None:
    page = opened(pages.corners())
    assert page.locator(".bar").count() == 0
    assert _shown(page, ".card") == 7
    for number in range(1, 8):
        page.keyboard.press("j")
        _until(page, f"document.getElementById('position').textContent === '{number} of 7'")
    assert page.locator(".card.current").count() == 1


def test_a_run_without_findings_says_so(opened: Open) -> None:
    run = replace(support.run(), findings=())
    page = opened(run)
    assert page.locator(".empty:visible").inner_text() == "Nothing to look at here."
    assert page.locator("#next").count() == 0
    page.keyboard.press("j")
    assert "no findings" in page.locator("#ending").inner_text()
