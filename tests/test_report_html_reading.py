"""Are findings, notes and siblings of the page where one reads them?"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from audit.report.html import render
from tests import hostile, pages, support
from tests.browsing import Open, shown, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_FIRST = support.findings()[0].fingerprint


def test_it_opens_with_the_verdict_and_the_score_of_each_version(opened: Open) -> None:
    page = opened(support.run())
    assert "block" in page.locator("#top h1").inner_text()
    assert shown(page, ".scores tbody tr") == 3
    top = page.locator(".scores").bounding_box()
    assert top is not None
    assert top["y"] < 450


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


def test_a_click_on_marked_words_opens_the_note_and_gives_the_address(opened: Open) -> None:
    page = opened(support.run())
    page.locator(".mark", has_text="she").click()
    assert "for a man" in page.locator(".card.current .message").inner_text()
    assert page.url.endswith(f"#f={support.findings()[1].fingerprint}")
    page.go_back()
    until(page, "!document.querySelector('.current')")


def test_a_note_that_is_opened_shows_its_words_and_closes_again(opened: Open) -> None:
    page = opened(support.run())
    summary = page.locator(".card summary", has_text="for a man")
    summary.click()
    until(page, "document.querySelector('.mark.current')?.textContent.startsWith('she')")
    assert page.locator(".card[open]").count() == 1
    summary.click()
    assert page.locator(".card[open]").count() == 0


def test_a_note_comes_to_the_place_that_is_read_and_goes_home_again(opened: Open) -> None:
    later = support.findings()[2]
    page = opened(support.run(), f"#f={later.fingerprint}")
    rows = page.locator("#s0v0 .row")
    assert "Dolan" in rows.nth(1).locator(".card.current .message").inner_text()
    assert rows.nth(0).locator(".card", has_text="spelled").count() == 0
    page.keyboard.press("k")
    until(page, f"document.querySelector('#s0v0 .row .card.current')?.dataset.home !== 'f={_FIRST}'")
    assert rows.nth(0).locator(".card", has_text="spelled").count() == 1
    assert rows.nth(1).locator(".again").is_visible()


def test_siblings_stand_beside_and_scroll_along_by_alignment(opened: Open) -> None:
    page = opened(pages.versions(12), "#s0v0&beside=1,2")
    assert shown(page, ".version") == 3
    page.locator("#s0v0").hover()
    page.mouse.wheel(0, 1500)
    until(page, "document.getElementById('s0v0').scrollTop > 500")
    until(
        page,
        """() => {
            const main = document.getElementById("s0v0"), other = document.getElementById("s0v1");
            const at = main.getBoundingClientRect().top + main.clientHeight / 3;
            const said = [...main.querySelectorAll(".s[data-p]")];
            const here = said.find(s => s.getBoundingClientRect().bottom >= at);
            const number = here.dataset.p.split(" ").find(p => p.startsWith("1:")).slice(2);
            const there = other.querySelector(`.s[data-n="${number}"]`);
            return Math.abs(here.getBoundingClientRect().top - there.getBoundingClientRect().top) < 60;
        }""",
    )
    page.locator('.siblings [data-beside="s0v2"]').click()
    assert shown(page, ".version") == 2


def test_a_sibling_named_in_a_note_comes_beside_with_its_words_marked(opened: Open) -> None:
    page = opened(support.run(), f"#f={_FIRST}")
    page.locator(".card.current a.who", has_text="second").click()
    until(page, "!document.getElementById('s0v1').hidden")
    assert page.locator("#s0v1 .said").inner_text() == "Dolen"
    assert page.locator("#s0v0").is_visible()


def test_the_sentence_under_the_pointer_is_shown_in_the_sibling(opened: Open) -> None:
    page = opened(support.run(), "#s0v0&beside=1")
    page.locator('#s0v0 .s[data-n="1"]').hover()
    assert page.locator("#s0v1 .same").get_attribute("data-n") == "1"


def test_what_a_version_translates_stands_beside_it_until_that_is_closed(opened: Open) -> None:
    page = opened(pages.translated())
    assert shown(page, ".version") == 2
    assert "original" in page.locator("#s0v1 h3").inner_text()
    assert page.locator("#s0v1 .row p").first.get_attribute("dir") == "rtl"
    assert page.locator("#s0v1 .row p").first.get_attribute("lang") == "ar"
    page.keyboard.press("b")
    until(page, "document.getElementById('s0v1').hidden")
    page.reload()
    assert shown(page, ".version") == 1


def test_a_finding_marks_its_words_in_the_original_and_those_lead_back_to_it(opened: Open) -> None:
    page = opened(pages.translated())
    page.locator("#s0v1 .e", has_text="13").click()
    until(page, "document.querySelector('.mark.current')?.textContent.startsWith('31')")
    assert page.locator("#s0v1 .e.said").inner_text() == "13"
    assert page.locator("#s0v1 .s.meant").get_attribute("data-n") == "1"


def test_a_note_says_what_the_original_has_there_also_where_it_is_no_evidence(opened: Open) -> None:
    page = opened(pages.translated(), width=390)
    page.locator(".mark", has_text="day").click()
    words = page.locator(".card.current .opposite q")
    assert "ستبقى المدارس مغلقة" in words.inner_text()
    assert words.get_attribute("dir") == "rtl"


def test_arabic_words_in_a_message_do_not_turn_around(opened: Open) -> None:
    page = opened(pages.translated())
    assert page.locator(".card .message bdi").all_inner_texts() == ["31", "13 شخصا"]


def test_a_sentence_is_chosen_by_keyboard_and_stands_as_high_as_its_original(opened: Open) -> None:
    page = opened(pages.versions(2), "#s0v0&beside=1")
    for _ in range(31):
        page.keyboard.press("n")
    here, there = page.locator("#s0v0 .picked"), page.locator("#s0v1 .picked")
    assert here.evaluate("e => e === document.activeElement")
    assert here.get_attribute("data-p") == f"1:{there.get_attribute('data-n')}"
    left, right = (one.evaluate("e => e.getBoundingClientRect().top") for one in (here, there))
    assert abs(left - right) < 3
    page.keyboard.press("p")
    assert page.locator("#s0v0 .picked").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".picked").count() == 0


def test_on_a_telephone_what_stands_opposite_a_sentence_is_shown_below_it(opened: Open) -> None:
    page = opened(pages.translated(), width=390)
    assert shown(page, ".version") == 1
    page.locator('#s0v0 .s[data-n="1"]').dispatch_event("click")
    below = page.locator(".below")
    assert "قتل 13 شخصا" in below.inner_text()
    assert below.locator("q").get_attribute("lang") == "ar"
    assert below.locator("b").inner_text() == "13"
    for _ in range(2):
        page.keyboard.press("n")
    assert "Nothing in its original" in page.locator(".below").inner_text()
    assert page.locator(".below").count() == 1


def test_notes_in_the_margin_stand_beside_the_text_and_not_on_each_other(opened: Open) -> None:
    page = opened(pages.corners())
    for address in ("#s0v0", "#f=outer-0000000c", "#f=whole-0000003e"):
        page.goto(page.url.partition("#")[0] + address)
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
    first = """document.querySelector('#s0v0 .text [data-u="none"]')"""
    until(page, f"getComputedStyle({first}).borderBottomWidth === '0px'")
    assert "support=off" in page.evaluate("location.hash")
    assert not page.locator("#s0v0 .shades").is_visible()


def test_one_article_alone_needs_no_siblings(opened: Open) -> None:
    page = opened(pages.corners())
    assert page.locator(".bar").count() == 0
    assert shown(page, ".card") == 7
    for number in range(1, 8):
        page.keyboard.press("j")
        until(page, f"document.getElementById('position').textContent === '{number} of 7'")
    assert page.locator(".card.current").count() == 1


def test_a_run_without_findings_says_so(opened: Open) -> None:
    run = replace(support.run(), findings=())
    page = opened(run)
    assert page.locator(".empty:visible").inner_text() == "Nothing to look at here."
    assert page.locator("#next").count() == 0
    page.keyboard.press("j")
    assert "no findings" in page.locator("#ending").inner_text()
